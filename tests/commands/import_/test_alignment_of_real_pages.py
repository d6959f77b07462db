"""Real pages and their translations, with a translation changed in a way that is known: what is aligned right.

The pages are those with few passages; `benchmarks/alignment.py` measures all of them.
"""

from __future__ import annotations

import random

import pytest
from helpers import corpus, truth
from helpers.truth import Change, Pairing, Score

from i18n_pipeline.markdown.aligning.likeness import Words

NO_TRANSLATION = "debug.l10n-links.md"
MOST = 33
"""Passages of a page of the sample; the time grows with their square."""
FOLDS = 3
SEED = 11


@pytest.fixture(scope="module")
def pages() -> list[Pairing]:
    """The pages whose passages answer those of their translations one to one."""
    english = {page.name: page.data for page in corpus.real_pages() if page.name != NO_TRANSLATION}
    found = truth.pairings(english, corpus.real_translations())
    return [pairing for pairing in found if pairing.whole and len(pairing.source) <= MOST]


@pytest.fixture(scope="module")
def known(pages: list[Pairing]) -> dict[str, Words]:
    """For each page what the pages of the other folds teach."""
    told = {pairing.name: truth.told(pairing) for pairing in pages}
    folds = [[pairing.name for pairing in pages[fold::FOLDS]] for fold in range(FOLDS)]
    taught = [truth.learned({name: told[name] for name in told.keys() - set(fold)}) for fold in folds]
    return {name: words for fold, words in zip(folds, taught, strict=True) for name in fold}


def score(pages: list[Pairing], change: Change, known: dict[str, Words]) -> Score:
    rnd = random.Random(SEED)
    found = [truth.measured(pairing, change, known.get(pairing.name, {}), rnd) for pairing in pages]
    measured = [one for one in found if one is not None]
    assert len(measured) > 20
    return sum(measured, Score())


def test_nearly_every_passage_of_a_translation_is_found_in_its_place(
    pages: list[Pairing], known: dict[str, Words]
) -> None:
    found = score(pages, truth.as_it_is, known)

    assert found.precision >= 0.99
    assert found.recall >= 0.99


def test_without_a_word_that_is_known_the_passages_are_found_all_the_same(pages: list[Pairing]) -> None:
    found = score(pages, truth.as_it_is, {})

    assert found.precision >= 0.99
    assert found.recall >= 0.99


@pytest.mark.parametrize(
    ("change", "precision", "recall"),
    [
        ("one dropped", 0.99, 0.99),
        ("a tenth dropped", 0.99, 0.95),
        ("two merged", 0.98, 0.98),
        ("two swapped", 0.98, 0.96),
    ],
)
def test_a_changed_translation_is_aligned_by_what_other_pages_teach(
    pages: list[Pairing], known: dict[str, Words], change: str, precision: float, recall: float
) -> None:
    found = score(pages, truth.CHANGES[change], known)

    assert found.precision >= precision, found
    assert found.recall >= recall, found


@pytest.mark.parametrize(
    ("change", "precision", "recall"),
    [("one dropped", 0.99, 0.97), ("a tenth dropped", 0.99, 0.95)],
)
def test_a_changed_translation_is_aligned_though_no_word_is_known(
    pages: list[Pairing], change: str, precision: float, recall: float
) -> None:
    found = score(pages, truth.CHANGES[change], {})

    assert found.precision >= precision, found
    assert found.recall >= recall, found


def test_the_translation_of_quite_another_page_is_hardly_taken_for_anything(
    pages: list[Pairing], known: dict[str, Words]
) -> None:
    paired, possible = truth.strangers(pages, known[pages[0].name])

    assert paired <= possible / 20, f"{paired} of {possible}"
