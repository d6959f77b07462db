"""`extract`: pages to templates."""

from __future__ import annotations

from typing import Any

import click

from i18n_pipeline.cli.options import PAGES, Options, global_options
from i18n_pipeline.cli.running import running
from i18n_pipeline.commands import extract as extracting


@click.command()
@PAGES
@global_options
@click.pass_obj
def extract(options: Options, /, pages: tuple[str, ...], **given: Any) -> None:
    """Pages to templates (POT files)."""
    with running(options, given, pages, locales=1) as run:
        run.show(extracting.extract(run.task), "template")
