"""`assemble`: catalogues to localised pages."""

from __future__ import annotations

from typing import Any

import click

from i18n_pipeline.cli.options import PAGES, Options, global_options
from i18n_pipeline.cli.running import running
from i18n_pipeline.commands.assemble import all_pages


@click.command()
@PAGES
@click.option("--accept", type=click.Choice(["reviewed", "stale", "draft"]), help="Also ship such texts, for this run.")
@click.option("--overwrite", is_flag=True, help="Write over localised pages that this tool did not make.")
@global_options
@click.pass_obj
def assemble(options: Options, /, pages: tuple[str, ...], accept: str | None, overwrite: bool, **given: Any) -> None:
    """Catalogues to localised pages."""
    with running(options, given, pages, accept=accept) as run:
        for result in all_pages.assemble(run.task, run.locales, overwrite=overwrite):
            run.show(result, "page" if result.locale else "list of translations")
