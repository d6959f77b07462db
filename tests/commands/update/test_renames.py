"""Which new page takes which catalogue along: by what both hold, each once, without comparing all with all."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import partial

import pytest
from helpers.growth import is_linear
from hypothesis import given
from hypothesis import strategies as st

from i18n_pipeline.commands.update.renames import LIKENESS, renames

Pages = Mapping[str, frozenset[str]]
TEXTS = st.frozensets(st.sampled_from("abcdef"), max_size=4)
NEW = st.dictionaries(st.sampled_from([f"new {n}" for n in range(5)]), TEXTS)
OLD = st.dictionaries(st.sampled_from([f"old {n}" for n in range(5)]), TEXTS)


@given(new=NEW, old=OLD)
def test_each_catalogue_goes_to_one_page_that_is_like_it_and_none_is_left_that_could(new: Pages, old: Pages) -> None:
    found = renames(new, old)

    assert len(set(found.values())) == len(found)
    assert all(like(new[page], old[orphan]) for page, orphan in found.items())
    pages, orphans = new.keys() - found.keys(), old.keys() - set(found.values())
    assert [(page, orphan) for page in pages for orphan in orphans if like(new[page], old[orphan])] == []


def like(texts: frozenset[str], held: frozenset[str]) -> bool:
    return bool(texts) and len(texts & held) >= LIKENESS * len(texts)


def test_the_best_catalogue_is_taken() -> None:
    new = {"a": frozenset("abcd"), "b": frozenset("ab")}
    old = {"x": frozenset("abc"), "y": frozenset("ab"), "z": frozenset("bcd")}

    assert renames(new, old) == {"a": "x", "b": "y"}


KINDS = {
    "different pages": ({*"abcdefgh"}, {*"abcdefgh"}, 8),
    "changed pages": ({*"abcdefgh"}, {*"cdefghij"}, 6),
    "pages with much in common": ({*"ab"}, {*"ac"}, 1),
    "equal pages": (set(), set(), 0),
}
"""Messages of a page, of its catalogue, and how many more all pages share, which have the number of the page added."""


@pytest.mark.parametrize("kind", KINDS)
def test_five_times_the_pages_are_no_more_than_some_five_times_the_work(kind: str) -> None:
    assert is_linear(partial(work, kind), 400, 2_000)


def work(kind: str, size: int) -> float:
    """Processor seconds it takes to find the catalogues of so many pages, all of which are found."""
    ours, theirs, shared = KINDS[kind]
    common = {f"everywhere {n}" for n in range(9 - shared)}
    new, old = (
        {f"{name} {n}": frozenset({*(f"{n} {text}" for text in texts), *common}) for n in range(size)}
        for name, texts in (("new", ours), ("old", theirs))
    )
    begun = time.process_time()
    found = renames(new, old)
    took = time.process_time() - begun
    assert {page: page.replace("new", "old") for page in new} == found
    return took
