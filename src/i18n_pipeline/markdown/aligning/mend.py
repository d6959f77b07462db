"""Restore the source's markup in a published translation that changed it; the words stay."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from i18n_pipeline.markdown import inline

MARKUP = re.compile(
    r"\\[\s\S]"  # an escaped character
    r"|(?P<html></?[A-Za-z][^<>]*>|<!--(?:[^<-]|<(?!!--)|-(?!->))*-->)"
    r"|(?P<footnote>\[\^[^\[\]]+\])"
    r"|(?P<placeholder>\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\})"
)
KINDS = ("code", "html", "footnote", "placeholder")


class Mark(Struct, frozen=True):
    """A piece of markup in a text."""

    kind: str
    """One of `KINDS`."""
    start: int
    """Character offset of its start."""
    text: str
    """The markup as written."""
    words: str = ""
    """What stays if the markup goes: the words of code."""


def mended(msgid: str, msgstr: str) -> str:
    """Replace changed code, tags, footnotes and placeholders of a translation with those of its source, in order.

    Surplus ones are removed; of surplus code the words stay.
    """
    wanted, had = _marks(msgid), _marks(msgstr)
    for kind in KINDS:
        before, after = _counted(wanted, kind), _counted(had, kind)
        if before != after:
            msgstr = _replaced(msgstr, kind, after - before, (before - after).elements())
    return msgstr


def _marks(text: str) -> list[Mark]:
    found = []
    for piece in inline.with_code(MARKUP, text):
        if isinstance(piece, inline.CodeSpan):
            found.append(Mark("code", piece.start, piece.text, piece.inside.strip()))
        elif piece.lastgroup:
            found.append(Mark(piece.lastgroup, piece.start(), piece[0]))
    return found


def _counted(marks: Iterable[Mark], kind: str) -> Counter[str]:
    return Counter(mark.text for mark in marks if mark.kind == kind)


def _replaced(text: str, kind: str, added: Counter[str], instead: Iterator[str]) -> str:
    """A text with the marks of a kind that were added replaced by others, and those left over by their words."""
    parts, done = [], 0
    for mark in _marks(text):
        if mark.kind == kind and added[mark.text]:
            added[mark.text] -= 1
            parts += [text[done : mark.start], next(instead, mark.words)]
            done = mark.start + len(mark.text)
    return "".join([*parts, text[done:]])
