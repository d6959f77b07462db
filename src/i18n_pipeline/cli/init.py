"""`init`: look at a site and write its settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from i18n_pipeline import plugins
from i18n_pipeline.cli.options import Options, given_options, global_options
from i18n_pipeline.cli.printing import count
from i18n_pipeline.commands.init import FOLDERS, SIGNS, Guess, guess, written
from i18n_pipeline.errors import SettingsError
from i18n_pipeline.project import project_files, settings, settings_schema


@click.command()
@click.argument("site_folder", default=".", type=click.Path(path_type=Path, file_okay=False), metavar="[DIR]")
@global_options
@click.pass_obj
def init(options: Options, /, site_folder: Path, **given: Any) -> None:
    """Look where the pages of a site are, and write a commented i18n.toml for the locales (-l)."""
    options = given_options(options, given)
    folder = options.folder / site_folder
    path = options.file or folder / settings.FILE
    if path.exists():
        raise SettingsError(f"{path} exists already, so nothing is written")
    if not folder.is_dir():
        raise SettingsError(f"there is no folder {folder}")
    languages = options.locales or ("nl",)
    settings.check_locales(languages)
    guessed = _guess(folder)
    schema = settings_schema.address(path.parent)
    project_files.save(path, written(guessed, languages, plugins.names("profiles"), schema).encode())
    if not options.quiet:
        looks = f"It looks like a {guessed.generator} site. " if guessed.generator else ""
        click.echo(f"{path} written. {looks}{count(guessed.pages, 'page')} in {guessed.source!r}.")
        click.echo("Look through it, then run `i18n-pipeline update`.")


def _guess(folder: Path) -> Guess:
    names = frozenset(sign for sign, _, _ in SIGNS if (folder / sign).exists())
    likely = {name for _, _, places in SIGNS for name in places} | set(FOLDERS)
    counted = {name: sum(1 for _ in (folder / name).rglob("*.md")) for name in likely if (folder / name).is_dir()}
    return guess(names, counted)
