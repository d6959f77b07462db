"""`check`: what is wrong with catalogues and localised pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from i18n_pipeline.checks import _registry as registry
from i18n_pipeline.cli.options import Options, given_options, global_options
from i18n_pipeline.cli.printing import count, counted
from i18n_pipeline.cli.running import running
from i18n_pipeline.commands.check import project_check
from i18n_pipeline.commands.check.project_check import CheckedLocale
from i18n_pipeline.errors import SettingsError
from i18n_pipeline.findings import Finding, Severity, advised
from i18n_pipeline.plain_text import escaped
from i18n_pipeline.project import settings

FAIL_ON = ("error", "warning", "info", "never")
ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def _ids(_context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Check ids, several in one value parted by commas."""
    return tuple(name.strip() for value in given for name in value.split(",") if name.strip())


@click.command()
@click.argument("pages", nargs=-1, metavar="[PATH|LOCALE]...")
@click.option("--fail-on", type=click.Choice(FAIL_ON), help="Least severity for exit code 1, in place of the settings.")
@click.option("--select", multiple=True, metavar="IDS", callback=_ids, help="Only these checks, parted by commas.")
@click.option("--ignore", multiple=True, metavar="IDS", callback=_ids, help="All but these checks, parted by commas.")
@click.option("--list", "listed", is_flag=True, help="Name the checks, with what they find.")
@global_options
@click.pass_obj
def check(  # noqa: PLR0913 - click gives each option by itself
    options: Options,
    /,
    *,
    pages: tuple[str, ...],
    fail_on: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    listed: bool,
    **given: Any,
) -> None:
    """Say what is wrong with catalogues and localised pages, and write none."""
    if listed:
        _list(given_options(options, given))
        return
    with running(options, given, pages, dry=True) as run:
        own = run.task.config.check
        checks = registry.chosen(own.own, select or own.select, ignore)
        found = project_check.check(run.task, run.locales, checks)
        _show(found)
        run.code = max(run.code, _code([one for each in found for one in each.findings], fail_on or own.fail_on))


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


def _show(found: Sequence[CheckedLocale]) -> None:
    """Print the findings by file, and how many there are."""
    file = ""
    for finding in (one for each in found for one in each.findings):
        if finding.file != file:
            file = finding.file
            click.echo(escaped(file))
        place = f"{finding.line}:{finding.column}" if finding.column else str(finding.line or "")
        click.echo(f"  {place:>8} {finding.severity} {finding.check}: {escaped(finding.text)}{advised(finding.advice)}")
    for each in found:
        click.echo(f"{each.locale}: {counted(each.findings)} in {count(each.messages, 'translation')}")


def _code(findings: Sequence[Finding], least: str) -> int:
    """The exit code: 1 if a finding is as bad as `least`; that of an error if it kept something from being checked."""
    code = max((finding.exit_code for finding in findings if finding.exit_code > 1), default=0)
    bad = ORDER[: FAIL_ON.index(least) + 1] if least != "never" else ()
    return max(code, int(any(finding.severity in bad for finding in findings)))
