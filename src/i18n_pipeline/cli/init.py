"""`init`: look at a site and write its settings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

from i18n_pipeline.cli.options import Options, given_options, global_options
from i18n_pipeline.cli.printing import finding_line
from i18n_pipeline.cli.running import begun
from i18n_pipeline.commands import init as writing
from i18n_pipeline.commands.init import Initialised, markdown_settings
from i18n_pipeline.findings import how_many
from i18n_pipeline.plain_text import escaped
from i18n_pipeline.project import settings
from i18n_pipeline.project.settings_tables import kind_of_site

UNKNOWN = "Say in it where the pages are (source) and how their names end (include)."
"""What to do where no pages were found."""


@click.command()
@click.argument("site_folder", default=".", type=click.Path(path_type=Path, file_okay=False), metavar="[DIR]")
@click.option("--import", "bring", is_flag=True, help="Import the pages that are translated already, too.")
@global_options
@click.pass_context
def init(context: click.Context, /, site_folder: Path, *, bring: bool, **given: Any) -> None:
    """Look what kind of site a folder holds, and write a commented i18n.toml for the locales (-l)."""
    options = given_options(context.obj, given)
    folder = options.folder / site_folder
    done = writing.init(folder, options.locales, options.file or folder / settings.FILE)
    if not options.quiet:
        for sign in done.site.signs:
            click.echo(finding_line(sign))
        for line in _lines(done, brought=bring):
            click.echo(line)
    if bring:
        context.exit(_import(replace(options, folder=folder), done))


def _import(options: Options, done: Initialised) -> int:
    """Import the pages that are there in the languages of the settings. Returns the exit code."""
    from i18n_pipeline.cli.import_ import bring_in  # noqa: PLC0415 - only where there is something to import
    from i18n_pipeline.commands.import_.whole_project import ImportOptions  # noqa: PLC0415 - the same

    codes = [0]
    for locale in done.site.localised:
        if locale in done.locales:
            with begun(replace(options, locales=(locale,)), ()) as (run, _):
                bring_in(run, ImportOptions())
            codes.append(run.code)
    return max(codes)


def _lines(done: Initialised, *, brought: bool) -> Iterator[str]:
    """What was found, what the site needs, and the next two commands."""
    site = done.site
    kinds = " or ".join(f"*{suffix}" for suffix in site.suffixes)
    pages = how_many(site.pages, "page") if site.pages else "No pages"
    yield f"{escaped(str(done.path))} written, for {', '.join(done.locales)}."
    if site.profile:
        yield f"Kind of site: {f'{site.profile} {site.version}'.rstrip()}, by {escaped(site.why)}."
    yield f"{pages} ({kinds}) in {escaped(site.source)!r}."
    if site.localised:
        there = ", ".join(f"{locale} ({number:,})" for locale, number in site.localised.items())
        yield f"Pages that are translated already: {there}."
    yield f"Ids: {escaped(markdown_settings.told(kind_of_site(site.profile or 'commonmark'), site.markdown))}."
    for want in site.wants:
        yield f"The site itself: {escaped(want)}."
    yield _next(done, brought=brought)


def _next(done: Initialised, *, brought: bool) -> str:
    """The next two commands."""
    if not done.site.pages:
        return UNKNOWN
    there = next((locale for locale in done.site.localised if locale in done.locales), "")
    folder = escaped(done.site.published.get(there, ""))
    commands = [f"`{f'i18n-pipeline import -l {there} {folder}'.rstrip()}`"] if there and not brought else []
    commands += ["`i18n-pipeline update`", "`i18n-pipeline translate`"]
    return f"Look through it, then run {commands[0]} and {commands[1]}."
