"""`update`: pages to catalogues."""

from __future__ import annotations

from typing import Any

import click

from i18n_pipeline.cli.options import PAGES, Options, global_options
from i18n_pipeline.cli.running import running
from i18n_pipeline.commands.update import all_catalogues


@click.command()
@PAGES
@global_options
@click.pass_obj
def update(options: Options, /, pages: tuple[str, ...], **given: Any) -> None:
    """Pages to catalogues (PO files), merged with what people translated."""
    with running(options, given, pages) as run:
        for result in all_catalogues.update(run.task, run.locales):
            run.show(result, "catalogue")
