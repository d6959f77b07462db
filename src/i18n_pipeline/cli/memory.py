"""`memory`: import into, export from and search in the translation memory."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from msgspec.structs import asdict

from i18n_pipeline.cli.chosen_pages import chosen_locales
from i18n_pipeline.cli.options import Options, given_options, global_options
from i18n_pipeline.cli.printing import printed_for_programs
from i18n_pipeline.cli.running import RunningCommand, one_locale, progress
from i18n_pipeline.commands import memory as commands
from i18n_pipeline.commands.memory import LikeText
from i18n_pipeline.commands.task import Task
from i18n_pipeline.findings import how_many
from i18n_pipeline.memory.searching import LEAST, LIMIT
from i18n_pipeline.plain_text import escaped
from i18n_pipeline.project import exchange_files, project_memory, session, settings
from i18n_pipeline.project.project_memory import Taken

FORMAT = click.option(
    "--format", "form", type=click.Choice(exchange_files.FORMATS), help="The format, if no suffix tells it."
)


@click.group()
def memory() -> None:
    """The translations of all your projects, in one locale (-l)."""


@memory.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@FORMAT
@global_options
@click.pass_obj
def import_(options: Options, /, paths: tuple[Path, ...], form: str | None, **given: Any) -> None:
    """Add TMX, XLIFF, PO, MO and CSV files, or folders of them."""
    with _begun(options, given) as run:
        (locale,), folder = run.locales, run.options.folder
        found = commands.files_in([folder / path for path in paths], locale)
        taken: list[Taken] = []
        with progress(run.options, len(found), "files") as step:
            for one in project_memory.take(run.task.config, locale, found, form or ""):
                taken.append(one)
                step(1)
        _print_taken(run, taken)


def _print_taken(run: RunningCommand, taken: list[Taken]) -> None:
    if run.options.verbose:
        for one in taken:
            if not one.refused:
                click.echo(f"{escaped(str(one.file))}: {how_many(one.units, 'unit')} read, {one.new} new")
    if not run.options.quiet:
        refused = sum(one.refused is not None for one in taken)
        read, new = sum(one.units for one in taken), sum(one.new for one in taken)
        last = f", {how_many(refused, 'file')} refused" if refused else ""
        click.echo(f"{run.locales[0]}: {how_many(len(taken), 'file')}, {how_many(read, 'unit')} read, {new} new{last}")
    run.tell([one.refused for one in taken if one.refused])


@memory.command()
@click.argument("target", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "place",
    type=click.Choice(commands.PLACES),
    default="all",
    help="Reviewed messages of this project, the memory's database, or both.",
)
@FORMAT
@global_options
@click.pass_obj
def export(options: Options, /, target: Path, place: str, form: str | None, **given: Any) -> None:
    """Write translations to a TMX, XLIFF, PO, MO or CSV file."""
    with _begun(options, given) as run:
        path = run.options.folder / target
        written = commands.export(run.task, run.locales[0], path, run.tell, place=place, form=form or "")
        if not run.options.quiet:
            click.echo(f"{escaped(str(path))}: {how_many(written, 'unit')} written")


@memory.command()
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...")
@click.option("--least", type=click.IntRange(1, 100), default=LEAST, help=f"Lowest score, in percent ({LEAST}).")
@click.option("--limit", type=click.IntRange(1), default=LIMIT, help=f"Most matches of a text ({LIMIT}).")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Text or JSON.")
@global_options
@click.pass_obj
def search(options: Options, /, *, texts: tuple[str, ...], least: int, limit: int, form: str, **given: Any) -> None:
    """Find how texts, or texts like them, were translated."""
    with _begun(options, given) as run:
        locale = run.locales[0]
        found = commands.search(run.task, locale, texts, run.tell, least=least, limit=limit)
        if form == "json":
            results = [{"text": text, "matches": [_report(match) for match in matches]} for text, matches in found]
            report = {"version": 1, "locale": locale, "results": results}
            printed_for_programs(json.dumps(report, ensure_ascii=False, indent=2) + "\n")
            return
        for text, matches in found:
            _print_matches(text, matches)


def _report(found: LikeText) -> dict[str, Any]:
    return {"score": found.match.score, "translation": found.translation, **asdict(found.match.unit)}


def _print_matches(text: str, matches: list[LikeText]) -> None:
    click.echo(escaped(text))
    if not matches:
        click.echo("  nothing found")
    for found in matches:
        unit = found.match.unit
        target = unit.target if found.translation is None else found.translation
        click.echo(f"  {found.match.score:3} %  {escaped(unit.source)}")
        for line in filter(None, (target, unit.origin)):
            click.echo(f"         {escaped(line)}")


@contextmanager
def _begun(options: Options, given: dict[str, Any]) -> Iterator[RunningCommand]:
    """Run a command of exactly one locale, and exit with its code."""
    options = given_options(options, given)
    config = settings.load(options.folder, options.file)
    locale = one_locale(chosen_locales(config, options.locales))
    with session.opened(config, workers=options.workers, executor="processes", recorded=False) as own:
        run = RunningCommand(Task(own, own.found.pages), (locale,), options)
        run.tell(own.found.skipped)
        run.tell(own.found.failures)
        yield run
    if run.code:
        sys.exit(run.code)
