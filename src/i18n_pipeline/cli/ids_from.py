"""The option `--ids-from`: learns the ids of headings from the built site before the rest of a command."""

from __future__ import annotations

from pathlib import Path

import click

from i18n_pipeline.cli.running import RunningCommand

IDS_FROM = click.option(
    "--ids-from",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="First learn the ids of headings from the English HTML that was built in DIR.",
)


def with_ids(run: RunningCommand, folder: Path | None) -> bool:
    """Learn the ids, if a folder is named, and print what came of it; the command goes on with them.

    Whether the file of ids changed, or would in a dry run.
    """
    if folder is None:
        return False
    from i18n_pipeline.commands.learn_ids import learnt_pages  # noqa: PLC0415 - few runs learn ids

    run.task, result = learnt_pages.learnt(run.task, run.options.folder / folder, str(folder))
    run.show(result, "file of ids")
    return bool(result.changed)
