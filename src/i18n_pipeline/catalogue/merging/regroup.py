"""Find paragraphs that were split or joined: neighbours that together are like one other text.

Near-linear: neighbours are only compared with texts that have a similar beginning or end.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from i18n_pipeline.catalogue.merging.sentences import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

LEAST = 0.85
"""Least similarity of a text and its joined parts, from 0 to 1."""


class Group(NamedTuple):
    """A text that was split, or texts that were joined: one side has one text, the other two or three."""

    new: tuple[int, ...]
    """Indices of the new texts."""
    old: tuple[int, ...]
    """Indices of the old texts."""
    likeness: float
    """Similarity of both sides, from 0 to 1."""


def groups(new: Mapping[int, str], old: Mapping[int, str], parts: Iterable[int], least: float) -> list[Group]:
    """Find texts that were split or joined, best first; no text is in two groups.

    Texts are in normal form, by index; consecutive indices are neighbours. Only old texts in `parts` may be joined.
    """
    least = max(least, LEAST)
    could_join = {index: old[index] for index in parts}
    found = [Group(run, (whole,), alike) for run, whole, alike in _made_up(new, old, least)]
    found += [Group((whole,), run, alike) for run, whole, alike in _made_up(could_join, new, least)]
    chosen: list[Group] = []
    seen_new: set[int] = set()
    seen_old: set[int] = set()
    for group in sorted(found, key=lambda group: (-group.likeness, len(group.new) + len(group.old), group)):
        if seen_new.isdisjoint(group.new) and seen_old.isdisjoint(group.old):
            chosen.append(group)
            seen_new.update(group.new)
            seen_old.update(group.old)
    return chosen


def beaten(group: Group, new: Mapping[int, str], old: Mapping[int, str], singly: Mapping[int, int]) -> bool:
    """Whether a pair in `singly` (new to old) with a text of the group is at least as similar as the group."""
    rivals = [(one, other) for one, other in singly.items() if one in group.new or other in group.old]
    return any(fuzz.ratio(new[one], old[other]) >= 100 * group.likeness for one, other in rivals)


_LONGEST_RUN = 3
_ALIKE = 8
_REACH = 2


def _made_up(
    parts: Mapping[int, str], wholes: Mapping[int, str], least: float
) -> Iterator[tuple[tuple[int, ...], int, float]]:
    """Find runs of neighbours in `parts` that, joined, are similar to one of `wholes`; with the similarity."""
    by_start = sorted((text, index) for index, text in wholes.items())
    by_end = sorted((text[::-1], index) for index, text in wholes.items())
    for run in _runs(parts):
        text = joined([parts[index] for index in run])
        for whole in sorted({*_nearest(by_start, text), *_nearest(by_end, text[::-1])}):
            alike = fuzz.ratio(text, wholes[whole], score_cutoff=100 * least) / 100
            if alike and all(fuzz.ratio(parts[index], wholes[whole]) < 100 * alike for index in run):
                yield run, whole, alike


def _nearest(ordered: Sequence[tuple[str, int]], text: str) -> Iterator[int]:
    """The indices of texts that begin as `text` does, among its neighbours in sorted order."""
    place = bisect_left(ordered, (text, -1))
    for other, index in ordered[max(0, place - _REACH) : place + _REACH]:
        if other[:_ALIKE] == text[:_ALIKE]:
            yield index


def _runs(parts: Mapping[int, str]) -> Iterator[tuple[int, ...]]:
    for first in parts:
        for length in range(2, _LONGEST_RUN + 1):
            if first + length - 1 not in parts:
                break
            yield tuple(range(first, first + length))
