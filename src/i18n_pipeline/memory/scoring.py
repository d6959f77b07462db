"""Score the similarity of texts in percent, and rank them; the same for every kind of memory."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from i18n_pipeline.memory.placeables import values

OTHER_CODES = 1
"""Percent to subtract if tags, placeholders, code or addresses differ, since a person has to correct them."""

OTHER_NUMBERS = 1
"""Percent to subtract if numbers differ."""


def window(length: int, least: int) -> tuple[int, int]:
    """Least and greatest length, in characters, of texts that can score `least` percent against one of `length`.

    The ratio of two texts is at most twice the shorter length divided by the sum of both.
    """
    other = 200 - least
    return -(-length * least // other), length * other // least


def ranked(text: str, texts: Sequence[str], least: int, limit: int) -> list[tuple[int, int]]:
    """The most similar texts, as (index, score), best first; all texts in normal form.

    `least` is the lowest score, in percent.
    """
    alike = process.extract(text, texts, scorer=fuzz.ratio, score_cutoff=least, limit=None)
    if not alike:
        return []
    enough = alike[min(limit, len(alike)) - 1][1] - OTHER_CODES - OTHER_NUMBERS
    scored = [(score(text, other, ratio), ratio, other, index) for other, ratio, index in alike if ratio >= enough]
    scored.sort(key=lambda found: (-found[0], -found[1], found[2]))
    return [(index, percent) for percent, _, _, index in scored if percent >= least][:limit]


def score(text: str, other: str, ratio: float) -> int:
    """The score of two texts in normal form; `ratio` is that of their equal characters, in percent."""
    if text == other:
        return 100
    (codes, numbers), (other_codes, other_numbers) = values(text), values(other)
    off = OTHER_CODES * (codes != other_codes) + OTHER_NUMBERS * (numbers != other_numbers)
    return max(0, min(99, int(ratio - off)))
