"""How alike two texts are, in percent, and which of many are most alike: the same for every kind of memory."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from i18n_pipeline.catalogue.memory.codes import values

OTHER_CODES = 1
"""Percent taken off where tags, placeholders, code or addresses differ: they have to be put right by hand."""

OTHER_NUMBERS = 1
"""Percent taken off where numbers differ."""


def window(length: int, least: int) -> tuple[int, int]:
    """The fewest and most characters of a text that can score `least` percent against one of `length` characters.

    The ratio of two texts is at most twice the shorter length by the sum of both.
    """
    other = 200 - least
    return -(-length * least // other), length * other // least


def ranked(text: str, texts: Sequence[str], least: int, limit: int) -> list[tuple[int, int]]:
    """The texts most like a text, best first, as their indices and scores; all in normal form.

    `least` is the lowest score wanted, in percent.
    """
    alike = process.extract(text, texts, scorer=fuzz.ratio, score_cutoff=least, limit=None)
    if not alike:
        return []
    enough = alike[min(limit, len(alike)) - 1][1] - OTHER_CODES - OTHER_NUMBERS
    scored = [(score(text, other, ratio), ratio, other, index) for other, ratio, index in alike if ratio >= enough]
    scored.sort(key=lambda found: (-found[0], -found[1], found[2]))
    return [(index, percent) for percent, _, _, index in scored if percent >= least][:limit]


def score(text: str, other: str, ratio: float) -> int:
    """The score of two texts in normal form, of which the ratio of equal characters is known, in percent."""
    if text == other:
        return 100
    (codes, numbers), (other_codes, other_numbers) = values(text), values(other)
    off = OTHER_CODES * (codes != other_codes) + OTHER_NUMBERS * (numbers != other_numbers)
    return max(0, min(99, int(ratio - off)))
