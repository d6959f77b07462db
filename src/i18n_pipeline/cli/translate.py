"""`translate`: update, draft, assemble and report in one command, as for CI."""

from __future__ import annotations

from typing import Any

import click

from i18n_pipeline import plugins
from i18n_pipeline.cli.drafts import Outcome, agreed, limit, make, planned, print_plans
from i18n_pipeline.cli.options import PAGES, Options, global_options
from i18n_pipeline.cli.running import RunningCommand, running
from i18n_pipeline.commands import extract as extracting
from i18n_pipeline.commands.assemble import pages as localised_pages
from i18n_pipeline.commands.draft.budget import Budget
from i18n_pipeline.commands.draft.plan import DraftOptions
from i18n_pipeline.commands.update import catalogues
from i18n_pipeline.errors import EngineError, as_finding


@click.command()
@PAGES
@click.option("--check", is_flag=True, help="Write and send nothing; exit 1 if anything would change.")
@click.option("--engine", "name", metavar="NAME", help="Engine for this run; 'none': memory only.")
@global_options
@click.pass_obj
def translate(options: Options, /, pages: tuple[str, ...], check: bool, name: str | None, **given: Any) -> None:
    """Update, draft, assemble and report: what `make translate` runs. Templates are refreshed where there are any."""
    with running(options, given, pages, dry=check, bar=False) as run:
        chosen = run.task.config.draft.engine if name is None else name
        with run.phase("updated"):
            for locale in run.locales:
                run.show(catalogues.update(run.task, locale), "catalogue")
        if chosen and not check:
            _draft(run, chosen)
        if extracting.has_templates(run.task):
            run.show(extracting.extract(run.task), "template")
        with run.phase("assembled"):
            for locale in run.locales:
                run.show(localised_pages.assemble(run.task, locale), "page")
        with run.phase("counted"):
            report = run.report()
        if not run.options.quiet and (report.locales or not run.code):
            click.echo(plugins.load("reports", "text").render(report), nl=False)
        if check and run.changed:
            click.echo("Not up to date: run `i18n-pipeline translate` and commit what it writes.", err=True)
            run.code = max(run.code, 1)


def _draft(run: RunningCommand, engine: str) -> None:
    """Draft untranslated messages, from the memory and with an engine, unless it is `none`.

    Messages left without a draft are printed but do not fail the run: their pages stay English there.
    """
    with run.phase("counted"):
        report = run.report()
    wanting = {page.page for locale in report.locales for page in locale.pages if page.coverage.untranslated.messages}
    if not wanting:
        return
    drafting = planned(run, engine, DraftOptions(), [page for page in run.task.pages if page in wanting])
    if not any(plan.pages for plan in drafting.plans):
        return
    if not run.options.quiet:
        print_plans(run, drafting)
    try:
        most = limit(run, drafting)
    except EngineError as error:  # the pages can still be written
        run.tell([as_finding(error)])
        return
    if agreed(run, drafting, most):
        make(run, Outcome(drafting, Budget(most)), quiet=run.options.quiet)
