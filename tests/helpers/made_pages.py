"""Which localised pages a command makes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from i18n_pipeline.commands.assemble import one_localised_page
from i18n_pipeline.commands.assemble.one_localised_page import ASSEMBLE, PageInputs, PageMade, make
from i18n_pipeline.project.read_make_write import ReadMakeWrite


@contextmanager
def made_pages() -> Iterator[list[tuple[str, str]]]:
    """The pages, with their languages, that this process makes as long as the block runs, each as often as it does."""
    found: list[tuple[str, str]] = []

    def seen(given: PageInputs) -> PageMade:
        found.append((given.work.job.path, given.work.job.locale))
        return make(given)

    with (
        patch.object(one_localised_page, "make", seen),
        patch.object(one_localised_page, "ASSEMBLE", ReadMakeWrite(ASSEMBLE.read, seen, ASSEMBLE.write)),
    ):
        yield found
