"""`status`: coverage."""

from __future__ import annotations

from typing import Any

import click

from i18n_pipeline import plugins
from i18n_pipeline.cli.options import PAGES, Options, global_options
from i18n_pipeline.cli.running import running


@click.command()
@PAGES
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Table or JSON.")
@click.option("--by", type=click.Choice(["locale", "page"]), default="locale", help="A line per locale or per page.")
@global_options
@click.pass_obj
def status(options: Options, /, pages: tuple[str, ...], form: str, by: str, **given: Any) -> None:
    """How much of each language is reviewed, draft, stale or untranslated."""
    with running(options, given, pages) as run:
        report = plugins.load("reports", form)
        click.echo(report.render(run.status(), pages=by == "page" or form == "json"), nl=False)
