"""`status`: coverage of each language, stale messages, next steps."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from i18n_pipeline import plugins
from i18n_pipeline.cli.options import PAGES, Options, global_options
from i18n_pipeline.cli.printing import printed_for_programs
from i18n_pipeline.cli.running import RunningCommand, running
from i18n_pipeline.commands.status import details, page_findings, past_coverage, report_files
from i18n_pipeline.commands.status import history_file as past_figures
from i18n_pipeline.coverage import Report
from i18n_pipeline.errors import SettingsError
from i18n_pipeline.findings import how_many
from i18n_pipeline.model import State
from i18n_pipeline.project import disk, project_files
from i18n_pipeline.reports._table_rows import BY, SORT

FOLDERS = ("html", "badge")
"""Formats that write a folder of files."""
FORMATS = ("text", "json", "markdown", "csv", *FOLDERS)


@click.command()
@PAGES
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="What is written.")
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="PATH", help="File to write; html and badge: a folder."
)
@click.option("--by", type=click.Choice(BY), help="One line per locale, folder or page.")
@click.option("--sort", type=click.Choice(SORT), default="name", help="In which order.")
@click.option("--stale", is_flag=True, help="Each stale message, with the changes in its English.")
@click.option("--history", is_flag=True, help="Percent reviewed at the end of each of the last 26 weeks.")
@click.option("--diff", "revision", metavar="REV", help="Changes since this branch left REV, as Markdown.")
@click.option("--record", is_flag=True, help="Add today's figures to the history file of the settings.")
@click.option("--min-reviewed", type=click.FloatRange(0, 100), metavar="N", help="Exit 1 if less than N % is reviewed.")
@global_options
@click.pass_obj
def status(  # noqa: PLR0913 - click gives each option by itself
    options: Options,
    /,
    *,
    pages: tuple[str, ...],
    form: str,
    output: Path | None,
    by: str | None,
    sort: str,
    stale: bool,
    history: bool,
    revision: str | None,
    record: bool,
    min_reviewed: float | None,
    **given: Any,
) -> None:
    """Show the coverage of each language, stale messages, and next steps."""
    special = sum([stale, history, revision is not None])
    if special > 1:
        raise SettingsError("--stale, --history and --diff are separate reports", "give only one of them")
    if special and form != "text":
        raise SettingsError("--stale, --history and --diff have a fixed format", "leave out --format")
    if form in FOLDERS and output is None:
        raise SettingsError(f"--format {form} writes several files", "name a folder for them with --output")
    with running(options, given, pages, bar=False) as run:
        with run.phase("measured"):
            report = run.report()
        found = {} if special or form == "badge" else page_findings.found(run.task, run.locales)
        report = page_findings.with_findings(report, found)
        if record:
            _record(run, report)
        if not (stale or revision) and form != "badge":
            report = _with_history(run, report, wanted=history, long=history or form in {"html", "json"})
        if form in FOLDERS:
            _write_all(run, report, form, output or Path(), found)
        else:
            text = _special(run, report, stale=stale, history=history, revision=revision)
            if report.locales or form == "json" or not run.code:
                programs = form != "text" or revision is not None
                _write(run, text or _rendered(report, form, by, sort), output, programs=programs)
        _require_reviewed(run, report, min_reviewed)


def _record(run: RunningCommand, report: Report) -> None:
    """Add the figures of the whole project to the history file. Raises SettingsError."""
    if not run.task.whole or run.options.locales:
        raise SettingsError("--record is for the whole project", "leave out pages and locales")
    if run.code:
        raise SettingsError("nothing is recorded, since not all pages could be read", "correct the files named above")
    past_figures.add(run.task.config, report, datetime.now(UTC).date())


def _with_history(run: RunningCommand, report: Report, *, wanted: bool, long: bool) -> Report:
    """The report with its history; an unreadable history is an error only if `wanted`, else a note."""
    weeks = past_coverage.WEEKS if long else 0
    if wanted:
        return past_coverage.with_history(run.task, report, weeks=weeks)
    known, notes = past_coverage.with_history_if_known(run.task, report, weeks=weeks)
    run.tell(notes)
    return known


def _rendered(report: Report, form: str, by: str | None, sort: str) -> str:
    module = plugins.load("reports", form)
    if form == "json":
        return str(module.render(report, pages=by != "locale"))
    return str(module.render(report, by=by or ("page" if form == "csv" else "locale"), sort=sort))


def _special(run: RunningCommand, report: Report, *, stale: bool, history: bool, revision: str | None) -> str:
    """The report of --stale, --history or --diff; empty without these options."""
    if revision is not None:
        before = past_coverage.before(run.task, report, revision, run.locales)
        return str(plugins.load("reports", "markdown").render_diff(before, report, revision))
    text = plugins.load("reports", "text")
    if history:
        return str(text.render_history(report))
    if stale:
        return "".join(text.render_stale(locale, details.stale(run.task.config, locale)) for locale in report.locales)
    return ""


def _write(run: RunningCommand, text: str, output: Path | None, *, programs: bool) -> None:
    """Write a report to a file, or print it; in UTF-8 if it is for `programs`."""
    if output is None and not run.options.quiet:
        if programs:
            printed_for_programs(text)
        else:
            click.echo(text, nl=False)
    elif output is not None:
        project_files.save(run.options.folder / output, text.encode())


def _write_all(run: RunningCommand, report: Report, form: str, folder: Path, found: page_findings.Found) -> None:
    """Write a report of several files into a folder."""
    place = run.options.folder / folder
    if disk.exists(place) and not place.is_dir():
        raise SettingsError(f"{place} is a file", f"{form} writes several, so name a folder with --output")
    if form == "badge":
        paths = report_files.badges(report, place)
    else:
        with run.phase("written", len(run.task.pages)):
            whole = run.task.whole and not run.options.locales
            paths, failed = report_files.html(run.task, report, place, found, whole=whole)
        run.tell(failed)
    if not run.options.quiet:
        click.echo(f"{place}: {how_many(len(paths), 'file')}")


def _require_reviewed(run: RunningCommand, report: Report, least: float | None) -> None:
    """Set exit code 1 if a language is reviewed less than `least` percent."""
    for locale in report.locales if least else ():
        reviewed = locale.coverage.percent(State.REVIEWED)
        if reviewed < (least or 0):
            click.echo(f"{locale.locale}: {reviewed:.1f} % reviewed, less than {least:g} %", err=True)
            run.code = max(run.code, 1)
