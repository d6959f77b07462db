"""`update`: pages to catalogues."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from i18n_pipeline.cli.ids_from import IDS_FROM, with_ids
from i18n_pipeline.cli.options import PAGES, Options, global_options
from i18n_pipeline.cli.running import running
from i18n_pipeline.commands.update import all_catalogues


@click.command()
@PAGES
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a catalogue would change.")
@IDS_FROM
@global_options
@click.pass_obj
def update(options: Options, /, pages: tuple[str, ...], *, check: bool, ids_from: Path | None, **given: Any) -> None:
    """Pages to catalogues (PO files), merged with what people translated."""
    with running(options, given, pages, dry=check) as run:
        changed = with_ids(run, ids_from)
        for result in all_catalogues.update(run.task, run.locales):
            run.show(result, "catalogue")
            changed |= bool(result.changed or result.renamed)
        if check and changed:
            run.not_current("update")
