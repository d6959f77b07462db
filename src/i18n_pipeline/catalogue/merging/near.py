"""Match new texts with similar old texts, each old text used once.

Only texts that share rare words or have the same place are compared, never all with all.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class PlacedText(NamedTuple):
    """A text and its place."""

    text: str
    """The text, in normal form."""
    kind: tuple[str | None, str] = (None, "")
    """Its context and its type (paragraph, heading …); equal ones raise the score of a match."""
    place: tuple[int, int] | None = None
    """The kept messages before and after it, as indices in the old catalogue; None if unknown."""
    lasting: bool = False
    """Whether several new texts may be paired with it."""


def pairs(new: Sequence[PlacedText], old: Sequence[PlacedText], least: float) -> dict[int, int]:
    """Pair indices of `new` with indices of `old` that score at least `least`; best pairs are chosen first.

    `least` and scores go from 0 (nothing in common) to 1 (equal). Equal place and kind raise a score, but never to 1.
    Of equal scores, the pair with the most similar positions wins.
    """
    index = _index(old)
    neighbours = _neighbours(new, old)
    ranked = sorted(
        (-score, abs(number * len(old) - other * len(new)), number, other)
        for number, passage in enumerate(new)
        for other, score in _scores(passage, old, [*neighbours[number], *_sharing(passage.text, index)], least)
    )
    found: dict[int, int] = {}
    used: set[int] = set()
    for _, _, number, other in ranked:
        if number not in found and other not in used:
            found[number] = other
            used |= set() if old[other].lasting else {other}
    return found


_SAME_PLACE = 0.75
_SAME_KIND = 0.95
_MOST_VISITED = 160
_MOST_COMPARED = 24
_MOST_KEPT = 6
_REACH = 3
_WORDS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\w+")


def _scores(
    passage: PlacedText, old: Sequence[PlacedText], candidates: Iterable[int], least: float
) -> list[tuple[int, float]]:
    """The best candidates, by index and score, that score at least `least`."""
    texts = {other: old[other].text for other in candidates}
    needed = max(0.0, 1 - (1 - least) / (_SAME_PLACE * _SAME_KIND))
    alike = process.extract(passage.text, texts, scorer=fuzz.ratio, score_cutoff=100 * needed, limit=_MOST_KEPT)
    scored = [(other, _score(ratio / 100, passage, old[other])) for _, ratio, other in alike]
    return [(other, score) for other, score in scored if score >= least]


def _score(ratio: float, new: PlacedText, old: PlacedText) -> float:
    """The score of two texts: the ratio of equal characters, raised for equal place and equal kind."""
    same_place = new.place is not None and new.place == old.place
    return 1 - (1 - ratio) * (_SAME_PLACE if same_place else 1) * (_SAME_KIND if new.kind == old.kind else 1)


def _features(text: str) -> list[str]:
    """The words and word pairs of a text, its ends included; pairs are rarer than words."""
    words = _WORDS.findall(text.casefold())
    return [*words, *map(" ".join, pairwise(["", *words, ""]))]


def _index(old: Sequence[PlacedText]) -> dict[str, list[int]]:
    """The indices of the texts with each feature."""
    index: dict[str, list[int]] = {}
    for number, passage in enumerate(old):
        for feature in dict.fromkeys(_features(passage.text)):
            index.setdefault(feature, []).append(number)
    return index


def _sharing(text: str, index: Mapping[str, list[int]]) -> list[int]:
    """The texts that share most features; visits a fixed number of texts, rarest features first."""
    votes: Counter[int] = Counter()
    visited = 0
    for numbers in sorted((index[feature] for feature in _features(text) if feature in index), key=len):
        votes.update(numbers[: _MOST_VISITED - visited])
        visited += len(numbers)
        if visited >= _MOST_VISITED:
            break
    return [number for number, _ in votes.most_common(_MOST_COMPARED)]


def _neighbours(new: Sequence[PlacedText], old: Sequence[PlacedText]) -> list[list[int]]:
    """For every new text the old ones at the same place and about the same position there."""
    found: list[list[int]] = [[] for _ in new]
    there = _by_place(old)
    for place, numbers in _by_place(new).items():
        others = there.get(place, [])
        for rank, number in enumerate(numbers):
            middle = rank * len(others) // len(numbers)
            found[number] = others[max(0, middle - _REACH) : middle + _REACH + 1]
    return found


def _by_place(passages: Sequence[PlacedText]) -> dict[tuple[int, int], list[int]]:
    places: dict[tuple[int, int], list[int]] = {}
    for number, passage in enumerate(passages):
        if passage.place is not None:
            places.setdefault(passage.place, []).append(number)
    return places
