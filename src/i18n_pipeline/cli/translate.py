"""`translate`: everything that CI runs."""

from __future__ import annotations

from typing import Any

import click

from i18n_pipeline import plugins, work
from i18n_pipeline.cli.options import PAGES, Options, global_options
from i18n_pipeline.cli.running import running


@click.command()
@PAGES
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if anything would change.")
@global_options
@click.pass_obj
def translate(options: Options, /, pages: tuple[str, ...], check: bool, **given: Any) -> None:
    """Update, assemble and report: what `make translate` runs."""
    with running(options, given, pages, dry=check, rounds=3) as run:
        for locale in run.locales:
            run.show(work.update(run.task, locale), "catalogue")
            run.show(work.assemble(run.task, locale), "page")
        reports = run.status()
        if not run.options.quiet:
            click.echo(plugins.load("reports", "text").render(reports), nl=False)
        if check and run.changed:
            click.echo("Not up to date: run `i18n-pipeline translate` and commit what it writes.", err=True)
            run.code = max(run.code, 1)
