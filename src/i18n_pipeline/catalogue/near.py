"""Which new texts are old texts that were changed a little: near matches, each old text used once.

Never compares all with all: texts that share rare words or stand in the same place are compared.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Passage(NamedTuple):
    """A text and where it stands."""

    text: str
    """The text, in normal form."""
    kind: tuple[str | None, str] = (None, "")
    """Its context and its type, which speak for a match where they are the same."""
    place: tuple[int, int] | None = None
    """The kept messages before and after it, where it is known between which it stands."""
    lasting: bool = False
    """Whether it may serve more than one new text."""


def pairs(new: Sequence[Passage], old: Sequence[Passage], least: float) -> dict[int, int]:
    """Pair indices of `new` with indices of `old`, the best pair first, where they match at least so well.

    `least` and the scores go from 0 (nothing in common) to 1 (the same). The same place and kind raise a score, but
    never to 1. Equal scores go to the pair whose order is most alike.
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
    passage: Passage, old: Sequence[Passage], candidates: Iterable[int], least: float
) -> list[tuple[int, float]]:
    """Score the candidates that match well enough, the best few."""
    texts = {other: old[other].text for other in candidates}
    needed = max(0.0, 1 - (1 - least) / (_SAME_PLACE * _SAME_KIND))
    alike = process.extract(passage.text, texts, scorer=fuzz.ratio, score_cutoff=100 * needed, limit=_MOST_KEPT)
    scored = [(other, _score(ratio / 100, passage, old[other])) for _, ratio, other in alike]
    return [(other, score) for other, score in scored if score >= least]


def _score(ratio: float, new: Passage, old: Passage) -> float:
    """Bring what two texts differ in closer to nothing where their place and kind are the same."""
    same_place = new.place is not None and new.place == old.place
    return 1 - (1 - ratio) * (_SAME_PLACE if same_place else 1) * (_SAME_KIND if new.kind == old.kind else 1)


def _features(text: str) -> list[str]:
    """List the words of a text and its pairs of words, its ends included: pairs are rarer than words."""
    words = _WORDS.findall(text.casefold())
    return [*words, *map(" ".join, pairwise(["", *words, ""]))]


def _index(old: Sequence[Passage]) -> dict[str, list[int]]:
    """List for every feature the texts that have it."""
    index: dict[str, list[int]] = {}
    for number, passage in enumerate(old):
        for feature in dict.fromkeys(_features(passage.text)):
            index.setdefault(feature, []).append(number)
    return index


def _sharing(text: str, index: Mapping[str, list[int]]) -> list[int]:
    """Choose the texts that share most features, looking at a fixed number from the rarest feature on."""
    votes: Counter[int] = Counter()
    visited = 0
    for numbers in sorted((index[feature] for feature in _features(text) if feature in index), key=len):
        votes.update(numbers[: _MOST_VISITED - visited])
        visited += len(numbers)
        if visited >= _MOST_VISITED:
            break
    return [number for number, _ in votes.most_common(_MOST_COMPARED)]


def _neighbours(new: Sequence[Passage], old: Sequence[Passage]) -> list[list[int]]:
    """List for every new text the old ones at the same place, those about as far into it."""
    found: list[list[int]] = [[] for _ in new]
    there = _by_place(old)
    for place, numbers in _by_place(new).items():
        others = there.get(place, [])
        for rank, number in enumerate(numbers):
            middle = rank * len(others) // len(numbers)
            found[number] = others[max(0, middle - _REACH) : middle + _REACH + 1]
    return found


def _by_place(passages: Sequence[Passage]) -> dict[tuple[int, int], list[int]]:
    places: dict[tuple[int, int], list[int]] = {}
    for number, passage in enumerate(passages):
        if passage.place is not None:
            places.setdefault(passage.place, []).append(number)
    return places
