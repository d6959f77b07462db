"""What the reader finds on a page: pieces of syntax with their byte ranges."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

QUOTE_MARKS = re.compile(r"\n[ \t]*(?:>[ \t]?)+")
Span = tuple[int, int]
"""Byte offsets of the first byte and after the last one."""


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of syntax."""

    start: int
    """Byte offset of its first byte."""
    end: int
    """Byte offset after its last byte."""
    kind: str
    """The name of the construct."""
    key: str = ""
    """Its text without the words for readers, white space folded; a localised page has the same."""
    block: bool = False
    """Whether it fills lines or begins one."""
    words: tuple[Span, ...] = ()
    """Words for readers inside it."""
    compared: bool = True
    """Whether a localised page must have it too; not true of escapes and entities."""

    def syntax(self) -> Iterator[Span]:
        """What of it is no words for readers."""
        done = self.start
        for start, end in self.words:
            yield done, start
            done = end
        yield done, self.end


def shown(text: str, start: int, end: int, words: Iterable[Span] = ()) -> str:
    """A piece of a page without the words for readers in it, white space and the quote marks of its lines folded."""
    parts, done = [], start
    for first, last in words:
        parts.append(text[done:first])
        done = last
    return " ".join(QUOTE_MARKS.sub(" ", "…".join([*parts, text[done:end]])).split())


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same bytes as sorted ranges that do not touch."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif start < end:
            found.append((start, end))
    return found


def span_at(spans: Sequence[Span], position: int) -> Span | None:
    """The range that holds a byte, of sorted ranges that do not overlap."""
    at = bisect_right(spans, position, key=lambda span: span[0]) - 1
    return spans[at] if at >= 0 and position < spans[at][1] else None
