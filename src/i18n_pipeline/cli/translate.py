"""`translate`: update, draft, assemble and report in one command, as for CI."""

from __future__ import annotations

from typing import Any

import click

from i18n_pipeline import plugins
from i18n_pipeline.cli.draft_printing import listener
from i18n_pipeline.cli.options import PAGES, Options, global_options
from i18n_pipeline.cli.running import running
from i18n_pipeline.commands.translate import translate as translated


@click.command()
@PAGES
@click.option("--check", is_flag=True, help="Write and send nothing; exit 1 if anything would change.")
@click.option("--engine", "name", metavar="NAME", help="Engine for this run; 'none': memory only.")
@global_options
@click.pass_obj
def translate(options: Options, /, pages: tuple[str, ...], check: bool, name: str | None, **given: Any) -> None:
    """Update, draft, assemble and report: what `make translate` runs. Templates are refreshed where there are any."""
    with running(options, given, pages, dry=check, bar=False) as run:
        quiet = run.options.quiet
        made = translated(run.task, run.locales, name, listener(run, quiet=quiet))
        if not quiet and (made.report.locales or not run.code):
            click.echo(plugins.load("reports", "text").render(made.report), nl=False)
        if check and made.changed:
            click.echo("Not up to date: run `i18n-pipeline translate` and commit what it writes.", err=True)
            run.code = max(run.code, 1)
