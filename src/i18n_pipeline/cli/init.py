"""`init`: look at a site and write its settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from i18n_pipeline.cli.options import Options, given_options, global_options
from i18n_pipeline.cli.printing import count, finding_line
from i18n_pipeline.commands import init as writing
from i18n_pipeline.project import settings


@click.command()
@click.argument("site_folder", default=".", type=click.Path(path_type=Path, file_okay=False), metavar="[DIR]")
@global_options
@click.pass_obj
def init(options: Options, /, site_folder: Path, **given: Any) -> None:
    """Look where the pages of a site are, and write a commented i18n.toml for the locales (-l)."""
    options = given_options(options, given)
    folder = options.folder / site_folder
    path = options.file or folder / settings.FILE
    guessed = writing.init(folder, options.locales or ("nl",), path)
    if not options.quiet:
        looks = f"It looks like a {guessed.generator} site. " if guessed.generator else ""
        for sign in guessed.signs:
            click.echo(finding_line(sign))
        kinds = " or ".join(f"*{suffix}" for suffix in guessed.suffixes)
        pages = count(guessed.pages, "page") if guessed.pages else "No pages"
        click.echo(f"{path} written. {looks}{pages} ({kinds}) in {guessed.source!r}.")
        first = "" if guessed.pages else "Say in it where the pages are (source) and how their names end (include). "
        click.echo(f"{first}Look through it, then run `i18n-pipeline update`.")
