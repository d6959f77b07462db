"""The placeholders that a translation has more than its English text: those that it says of its own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import takewhile
from operator import eq

from i18n_pipeline.markdown.constructs import comparable
from i18n_pipeline.markdown.dialect import Dialect

OUTPUT = re.compile(r"\{\{?[^{#/:@%<]")
"""Matches what stands for words, alone: no tag, whose place is that of its partner."""
MOST = 20
"""How many signs before and behind a placeholder are looked at."""
Span = tuple[int, int]
"""Start and end in characters."""


def surplus(text: str, spans: tuple[Span, ...], english: str, theirs: tuple[Span, ...], dialect: Dialect) -> list[Span]:
    """Those of the placeholders of a text, `spans`, that the English text lacks, in order.

    Of equal outputs those are kept that stand between the same signs as there: the one in a link remains in it. Of
    others, such as tags, the first are kept.
    """
    ours: dict[tuple[bool, bytes], list[Span]] = defaultdict(list)
    for span in spans:
        ours[_in_its_place(text, span, dialect)].append(span)
    known: dict[tuple[bool, bytes], list[Span]] = defaultdict(list)
    for span in theirs:
        known[_in_its_place(english, span, dialect)].append(span)
    return sorted(span for code, found in ours.items() for span in _rest(text, found, english, known[code]))


def _rest(text: str, spans: list[Span], english: str, theirs: list[Span]) -> Iterator[Span]:
    """Those of equal placeholders that are left when each English one has found the one most like it."""
    if len(spans) > len(theirs):
        if OUTPUT.match(text, spans[0][0]):
            around = [_around(english, span) for span in theirs]
            spans = sorted(spans, key=lambda span: -_likeness(_around(text, span), around))
        yield from spans[len(theirs) :]


def _around(text: str, span: Span) -> tuple[str, str]:
    """What stands before a placeholder, backwards, and behind it."""
    start, end = span
    return text[max(0, start - MOST) : start][::-1], text[end : end + MOST]


def _likeness(around: tuple[str, str], theirs: list[tuple[str, str]]) -> int:
    """How many signs before and behind a placeholder are those of an English one."""
    return max((sum(map(_same, around, english)) for english in theirs), default=0)


def _same(text: str, english: str) -> int:
    return sum(takewhile(bool, map(eq, text, english)))


def _in_its_place(text: str, span: Span, dialect: Dialect) -> tuple[bool, bytes]:
    """A placeholder in comparable form, and whether it stands behind a bracket that is no part of a numbered link."""
    start, end = span
    return (text[start - 1 : start] == "]", comparable(text[start:end].encode(), dialect.constructs))
