"""Catalogues that are huge, or made of one thing alone, take time and memory in proportion to their size.

The full sizes (100 MB, a million entries, one of 50 MB) are in `benchmarks/hostile.py`.
"""

from __future__ import annotations

import time
import tracemalloc
from contextlib import suppress
from functools import partial

import pytest
from helpers.growth import is_linear
from helpers.hostile_files import KINDS

from i18n_pipeline.catalogue import po
from i18n_pipeline.errors import CatalogueError

MOST_MEMORY = 40
"""Bytes of memory for each byte of the file, at most; a line of flags takes the most."""


@pytest.mark.parametrize("kind", KINDS)
def test_four_times_the_file_is_no_more_than_some_four_times_the_work(kind: str) -> None:
    assert is_linear(partial(reading, kind), 25_000, 100_000)


def reading(kind: str, size: int) -> float:
    """Processor seconds that it takes to read a file and to write it as it was."""
    data = KINDS[kind](size)
    begun = time.process_time()
    with suppress(CatalogueError):
        assert po.write(po.read(data, "nl.po")) == data
    return time.process_time() - begun


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_takes_memory_in_proportion_to_its_size(kind: str) -> None:
    data = KINDS[kind](100_000)
    tracemalloc.start()
    with suppress(CatalogueError):
        po.read(data, "nl.po")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < MOST_MEMORY * len(data)
