"""Ranges of bytes on a page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TypeAlias

Range: TypeAlias = tuple[int, int]
"""The offsets of a first byte and after a last one."""
END = 1 << 62
"""An offset after all others."""


def those_inside(positions: Iterable[int], ranges: Iterable[Range]) -> list[int]:
    """Those of some bytes that lie in one of some ranges; both are in page order, and the ranges are disjoint."""
    found, rest = [], iter(ranges)
    start, end = next(rest, (END, END))
    for position in positions:
        while end <= position:
            start, end = next(rest, (END, END))
        if start <= position:
            found.append(position)
    return found


def is_within(position: int, ranges: Sequence[Range]) -> bool:
    """Whether a byte lies in one of the sorted, disjoint ranges."""
    index = bisect_right(ranges, (position, END)) - 1 if ranges else -1
    return index >= 0 and position < ranges[index][1]
