"""`check`: what is wrong with catalogues and localised pages."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

from i18n_pipeline import plugins
from i18n_pipeline.check_report import Checked, CheckReport, Rule
from i18n_pipeline.checks import _registry as registry
from i18n_pipeline.checks._check import Check
from i18n_pipeline.cli.options import Options, given_options, global_options
from i18n_pipeline.cli.printing import printed_for_programs
from i18n_pipeline.cli.running import RunningCommand, running
from i18n_pipeline.cli.terminal import columns, wants_colour
from i18n_pipeline.commands.check import project_check, touched
from i18n_pipeline.commands.check.project_check import CheckedLocale
from i18n_pipeline.errors import SettingsError
from i18n_pipeline.findings import Finding, Severity, how_many, in_order
from i18n_pipeline.plain_text import escaped
from i18n_pipeline.project import disk, git, project_files, settings
from i18n_pipeline.project.executor import Done

FAIL_ON = (*(severity.value for severity in Severity), "never")
FORMATS = ("text", "json", "github", "sarif", "junit", "checkstyle", "gitlab")
SUMMARY = "GITHUB_STEP_SUMMARY"
"""The environment variable with the path of the file that GitHub shows as the summary of a step."""


def _ids(_context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Check ids, several in one value parted by commas."""
    return tuple(name.strip() for value in given for name in value.split(",") if name.strip())


@click.command()
@click.argument("pages", nargs=-1, metavar="[PATH|LOCALE]...")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="What is written.")
@click.option("--output", type=click.Path(path_type=Path), metavar="PATH", help="File to write.")
@click.option("--fail-on", type=click.Choice(FAIL_ON), help="Least severity for exit code 1, in place of the settings.")
@click.option("--select", multiple=True, metavar="IDS", callback=_ids, help="Only these checks, parted by commas.")
@click.option("--ignore", multiple=True, metavar="IDS", callback=_ids, help="All but these checks, parted by commas.")
@click.option("--since", metavar="REV", help="Only messages and pages that changed since this branch left REV.")
@click.option("--fix", is_flag=True, help="First mend what has one right answer.")
@click.option("--dry-run", "dry", is_flag=True, help="With --fix: show what would change, and write nothing.")
@click.option("--list", "listed", is_flag=True, help="Name the checks, with what they find.")
@global_options
@click.pass_obj
def check(  # noqa: PLR0913 - click gives each option by itself
    options: Options,
    /,
    *,
    pages: tuple[str, ...],
    form: str,
    output: Path | None,
    fail_on: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    since: str | None,
    fix: bool,
    dry: bool,
    listed: bool,
    **given: Any,
) -> None:
    """Say what is wrong with catalogues and localised pages."""
    if dry and not fix:
        raise SettingsError("--dry-run is for --fix", "leave it out: without --fix nothing is written anyhow")
    if listed:
        _list(given_options(options, given))
        return
    with running(options, given, pages, bar=False) as run:
        own = run.task.config.check
        checks = registry.chosen(own.own, select or own.select, ignore)
        if fix:
            _fix(run, checks, dry=dry, for_people=form == "text")
        with run.phase("checked"):
            found = project_check.check(run.task, run.locales, checks, only=bool(select))
        kept = touched.since(run.task.config, since) if since else None
        findings = [one for each in found for one in each.findings if kept is None or kept.has(one)]
        checked = touched.looked_at(run.task, run.locales, kept) if kept else _checked(run, found)
        report = _report(run, checked, findings, checks, fail_on or own.fail_on)
        _write(run, report, form, output, whole=bool(select))
        failed = any(report.fails(one) for one in findings)
        run.code = max([run.code, int(failed), *(one.exit_code for one in findings if one.exit_code > 1)])


def _list(options: Options) -> None:
    """Print all checks: id, severity, what it finds, and an example of each kind."""
    try:
        own = settings.load(options.folder, options.file).check.own
    except SettingsError:  # outside a project there are only ours
        own = ()
    for one in registry.every(own):
        more = ", only if selected" if one.optional else ""
        click.echo(f"{one.id} ({one.severity}{more}): {one.says}")
        for name in ("Bad", "Good"):
            if one.example(name):
                click.echo(f"    {name}: {one.example(name)}")


def _fix(run: RunningCommand, checks: Sequence[Check], *, dry: bool, for_people: bool) -> None:
    """Mend the catalogues, and print what changed; not among what programs read."""
    from i18n_pipeline.commands.check import mending  # noqa: PLC0415 - loads what writes pages

    jobs = list(project_check.jobs(run.task, run.locales, checks))
    with run.phase("mended", len(jobs)):
        outcomes = list(mending.mend(jobs, dry=dry))
    for outcome in outcomes:
        if isinstance(outcome, Finding):
            run.tell([outcome])
        elif isinstance(outcome, Done) and outcome.result:
            made, done = outcome.result, "would be mended" if dry else "mended"
            click.echo(f"{escaped(made.file)}: {how_many(made.messages, 'translation')} {done}", err=True)
            if dry:
                click.echo(
                    "".join(f"{escaped(line)}\n" for line in made.diff.splitlines()), nl=False, err=not for_people
                )
    run.task.records.look_again()


# --- the report --------------------------------------------------------------------------------------


def _checked(run: RunningCommand, found: Sequence[CheckedLocale]) -> Checked:
    return Checked(
        messages=sum(one.messages for one in found),
        pages=len(run.task.pages),
        catalogues=sum(one.catalogues for one in found),
        locales=tuple(one.locale for one in found),
    )


def _report(
    run: RunningCommand,
    checked: Checked,
    findings: Sequence[Finding],
    checks: Sequence[Check],
    least: str,
) -> CheckReport:
    config = run.task.config
    top = git.top(config.root)
    folder = config.root.resolve().relative_to(top).as_posix() if top else ""
    return CheckReport(
        findings=in_order(findings),
        checked=checked,
        rules=tuple(Rule(one.id, one.severity, one.says, one.doc) for one in checks),
        project=config.project,
        version=version("i18n-pipeline"),
        folder="" if folder == "." else folder,
        settings=settings.FILE if (config.root / settings.FILE).exists() else "pyproject.toml",
        fail_on=None if least == "never" else Severity(least),
        colour=wants_colour(),
        width=columns(),
    )


def _write(run: RunningCommand, report: CheckReport, form: str, output: Path | None, *, whole: bool) -> None:
    """Print the report or write it to a file; for people without infos, unless they ask for them."""
    shown = report if form != "text" or whole or run.options.verbose else _without_infos(report)
    shown = replace(shown, colour=shown.colour and output is None)
    text = str(plugins.load("finding_reports", form).render(shown))
    if output is not None:
        project_files.save(run.options.folder / output, text.encode("utf-8", "backslashreplace"))
    elif form != "text":
        printed_for_programs(text)
    elif not run.options.quiet or report.findings:
        click.echo(text, nl=False, color=report.colour)
    left_out = len(report.findings) - len(shown.findings)
    if left_out and not run.options.quiet:
        click.echo(
            f"{how_many(left_out, 'more finding')} of severity info; -v shows {'it' if left_out == 1 else 'them'}",
            err=True,
        )
    if form == "github" and (place := os.environ.get(SUMMARY)):
        _add_summary(Path(place), report)


def _add_summary(path: Path, report: CheckReport) -> None:
    """Add the findings at the end of the summary of a step; GitHub shows nothing of one that is too large."""
    github, before = plugins.load("finding_reports", "github"), disk.read(path) or b""
    text = github.summary(report, github.ROOM - len(before))
    project_files.save(path, before + text.encode("utf-8", "backslashreplace"))


def _without_infos(report: CheckReport) -> CheckReport:
    return replace(report, findings=tuple(one for one in report.findings if one.severity is not Severity.INFO))
