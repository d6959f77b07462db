"""The placeholders of a page that begin outside code, one after the other."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from i18n_pipeline.markdown.constructs.ranges import Range

FirstMatch: TypeAlias = tuple[int, int, int, re.Pattern[bytes]]
"""The first match of a form: where it begins, which form of several it is, counted from 0, and where it ends; the form.
"""
END = (1 << 62, 1 << 62)
"""A range behind all others."""


def first_matches(forms: Iterable[re.Pattern[bytes]], masked: bytes) -> list[FirstMatch]:
    """The first match of each form that matches anything."""
    found = ((order, form, form.search(masked)) for order, form in enumerate(forms))
    return [(here.start(), order, here.end(), form) for order, form, here in found if here]


def outside_code(
    matches: Iterable[FirstMatch], masked: bytes, among: Iterable[Range], code: Sequence[Range]
) -> tuple[Range, ...]:
    """The placeholders whose first matches are given, and those among others, that begin outside sorted code ranges."""
    found = tuple(matched(matches, masked, iter(code)))
    others = tuple(_among(among, iter(code)))
    if not others:
        return found
    return tuple(_apart(sorted([*found, *others], key=lambda span: (span[0], -span[1]))))


def matched(matches: Iterable[FirstMatch], masked: bytes, code: Iterator[Range]) -> Iterator[Range]:
    """What forms match outside sorted code ranges, by their first matches; ranges that begin in a match are ignored.

    Where two forms match at one place, the first counts. Each is looked for alone: Python finds one sign after the
    other faster than any of several.
    """
    start, end = next(code, END)
    waiting = list(matches)
    heapq.heapify(waiting)
    done = 0
    while waiting:
        first, order, last, form = waiting[0]
        if first >= done:
            while end <= first:
                start, end = next(code, END)
            done = end if start <= first else last
            if start > first:
                yield first, last
                while start < last:
                    start, end = next(code, END)
        here = form.search(masked, done)
        if here is None:
            heapq.heappop(waiting)
        else:
            first, last = here.span()
            heapq.heapreplace(waiting, (first, order, last, form))


def _among(spans: Iterable[Range], code: Iterator[Range]) -> Iterator[Range]:
    """The spans that begin outside sorted code ranges; ranges that begin in a span before them are ignored."""
    start, end = next(code, END)
    for span in sorted(spans):
        while end <= span[0]:
            start, end = next(code, END)
        if span[0] < start:
            yield span
            while start < span[1]:
                start, end = next(code, END)


def _apart(spans: Iterable[Range]) -> Iterator[Range]:
    """Sorted ranges without those that begin in an earlier one."""
    done = 0
    for start, end in spans:
        if start >= done:
            yield start, end
            done = end
