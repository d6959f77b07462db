"""Aligning two pages takes time in proportion to their length, however little they have in common."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from random import Random

import pytest
from helpers.assembling import read
from helpers.growth import is_linear

from i18n_pipeline.markdown.aligning.align import Alignment, align
from i18n_pipeline.markdown.aligning.evidence import passages


def unrelated(number: int, language: str) -> str:
    random = Random(f"{language} {number}")
    return " ".join(f"{language}{random.randrange(2_000)}" for _ in range(random.randint(4, 12)))


def equal(_: int, language: str) -> str:
    return f"The same {language} words"


KINDS: dict[str, Callable[[int, str], str]] = {"unrelated": unrelated, "equal": equal}


@pytest.mark.parametrize("kind", KINDS)
def test_five_times_the_passages_are_no_more_than_some_five_times_the_work(kind: str) -> None:
    assert is_linear(partial(work, KINDS[kind]), 100, 500)


def work(text: Callable[[int, str], str], size: int) -> float:
    """Processor seconds it takes to align two pages of so many passages."""
    begun = time.process_time()
    aligned(text, size)
    return time.process_time() - begun


def aligned(text: Callable[[int, str], str], size: int) -> Alignment:
    pages = ("\n\n".join(text(number, language) for number in range(size)) for language in ("en", "nl"))
    english, dutch = (passages(read(page + "\n")) for page in pages)
    return align(english, dutch, {})


def test_many_passages_that_moved_far_are_found() -> None:
    quotes, notes = ("".join(f"{mark}{{0}} about `{mark}{n}`\n\n" for n in range(100)) for mark in ("> ", "## "))
    english, dutch = (quotes + notes).format("Something"), (notes + quotes).format("Iets geheel")
    found = align(passages(read(english)), passages(read(dutch)), {})

    assert {(pair.source, pair.target) for pair in found.pairs} == {((n,), ((n + 100) % 200,)) for n in range(200)}
