"""`translate`: update, draft, assemble and report in one command, as for CI."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NoReturn

import click

from i18n_pipeline import plugins
from i18n_pipeline.cli.draft_printing import listener
from i18n_pipeline.cli.ids_from import IDS_FROM, with_ids
from i18n_pipeline.cli.options import PAGES, Options, given_options, global_options
from i18n_pipeline.cli.printing import told
from i18n_pipeline.cli.running import RunningCommand, running
from i18n_pipeline.commands.translate import Translated
from i18n_pipeline.commands.translate import translate as translated
from i18n_pipeline.errors import SettingsError


@click.command()
@PAGES
@click.option("--check", is_flag=True, help="Write and send nothing; exit 1 if anything would change.")
@click.option("--watch", is_flag=True, help="Then wait for changes and translate again, until Ctrl-C; makes no drafts.")
@IDS_FROM
@click.option("--engine", "name", metavar="NAME", help="Engine for this run; 'none': memory only.")
@global_options
@click.pass_obj
def translate(  # noqa: PLR0913 - the options of the command
    options: Options,
    /,
    pages: tuple[str, ...],
    *,
    check: bool,
    watch: bool,
    ids_from: Path | None,
    name: str | None,
    **given: Any,
) -> None:
    """Update, draft, assemble and report, in one run. Templates are refreshed where there are any."""
    if watch:
        if ids_from:
            raise SettingsError("--watch learns no ids", "run `i18n-pipeline update --ids-from DIR` before it")
        _watch(given_options(options, given), pages, check, name)
    with running(options, given, pages, dry=check, bar=False) as run:
        learnt = with_ids(run, ids_from)
        made = _translated(run, name)
        if check and (made.changed or learnt):
            run.not_current("translate")


def _watch(options: Options, pages: tuple[str, ...], check: bool, name: str | None) -> NoReturn:
    """Translate again and again. Raises SettingsError for options that make no sense then."""
    if check:
        raise SettingsError("--watch writes what changed, and --check writes nothing", "leave one out")
    if name is not None:
        raise SettingsError("--watch makes no drafts", "leave --engine out, and run `i18n-pipeline draft` for them")
    from i18n_pipeline.cli.watching import watch  # noqa: PLC0415 - needs an extra, which few install

    watch(options, pages, lambda run: _translated(run, ""))


def _translated(run: RunningCommand, name: str | None) -> Translated:
    """Translate, and print the results and the report."""
    quiet = run.options.quiet
    made = translated(run.task, run.locales, name, listener(run, quiet=quiet), counted=not quiet)
    if made.report and (made.report.locales or not run.code):
        click.echo(plugins.load("reports", "text").render(made.report), nl=False)
    for locale, counts in made.checked.items():
        if counts.errors or counts.warnings:
            click.echo(f"{locale}: the checks find {told(counts)}; `i18n-pipeline check {locale}` names them")
    return made
