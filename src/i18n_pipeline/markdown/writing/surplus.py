"""The placeholders that a translation has more than its English text: those that it says of its own."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import takewhile
from operator import eq

from i18n_pipeline.markdown.constructs import comparable
from i18n_pipeline.markdown.dialect import Dialect

OUTPUT = re.compile(r"\{\{?[^{#/:@%<]")
"""Matches what stands for words, alone: no tag, whose place is that of its partner."""
PAIRED = re.compile(r"\{(?:%-?\s*|\{[<%]\s*|(?=[#/]))(?P<sign>#|/\s*|end(?=\w))?(?P<name>\w+)")
"""The beginning of a tag or block that may open or close a pair, up to its name."""
MOST = 20
"""How many signs before and behind a placeholder are looked at."""
Span = tuple[int, int]
"""Start and end in characters."""


def surplus(text: str, spans: tuple[Span, ...], english: str, theirs: tuple[Span, ...], dialect: Dialect) -> list[Span]:
    """Those of the placeholders of a text, `spans`, that the English text lacks, in order.

    Of equal outputs those are kept that stand between the same signs as there: the one in a link remains in it. Of
    others, such as tags, the first are kept, but none without a partner in place of one that has it.
    """
    ours: dict[tuple[bool, bytes], list[Span]] = defaultdict(list)
    for span in spans:
        ours[_in_its_place(text, span, dialect)].append(span)
    known: dict[tuple[bool, bytes], list[Span]] = defaultdict(list)
    for span in theirs:
        known[_in_its_place(english, span, dialect)].append(span)
    more = {code: found for code, found in ours.items() if len(found) > len(known[code])}
    pairs = _pairs(text, spans) if more else {}
    return sorted(span for code, found in more.items() for span in _rest(text, found, english, known[code], pairs))


def _rest(text: str, spans: list[Span], english: str, theirs: list[Span], pairs: dict[Span, int]) -> list[Span]:
    """Those of equal placeholders that are left when each English one has found the one most like it."""
    if OUTPUT.match(text, spans[0][0]):
        around = [_around(english, span) for span in theirs]
        spans = sorted(spans, key=lambda span: -_likeness(_around(text, span), around))
    return sorted(spans, key=lambda span: pairs.get(span, len(pairs)))[len(theirs) :]


def _pairs(text: str, spans: tuple[Span, ...]) -> dict[Span, int]:
    """The placeholders of a text that open or close a pair there, with the number of the pair, inner ones first."""
    opened: list[tuple[str, Span]] = []
    names = Counter[str]()
    pairs: dict[Span, int] = {}
    for span in spans:
        found = PAIRED.match(text, *span)
        name, sign = (found["name"], found["sign"] or "") if found else ("", "")
        if found and not sign.startswith(("/", "end")):
            opened.append((name, span))
            names[name] += 1
        while names[name] and sign.startswith(("/", "end")):
            other, partner = opened.pop()
            names[other] -= 1
            if other == name:
                pairs[partner] = pairs[span] = len(pairs)
                break
    return pairs


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
