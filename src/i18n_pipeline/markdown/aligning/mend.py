"""Restore the source's markup in a published translation that changed it; the words stay."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

PIECE = re.compile(
    r"\\[\s\S]"  # an escaped character
    r"|(?P<code>(?:(?<!`)|(?<=\\`))(?P<ticks>`++)(?P<inside>(?:[\s\S]*?[^`])?)(?P=ticks)(?!`))"
    r"|(?P<html></?[A-Za-z][^<>]*>|<!--(?:[^<-]|<(?!!--)|-(?!->))*-->)"
    r"|(?P<footnote>\[\^[^\[\]]+\])"
    r"|(?P<placeholder>\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\})"
)
KINDS = ("code", "html", "footnote", "placeholder")


def mended(msgid: str, msgstr: str) -> str:
    """Replace changed code, tags, footnotes and placeholders of a translation with those of its source, in order.

    Surplus ones are removed; of surplus code the words stay.
    """
    wanted, had = _pieces(msgid), _pieces(msgstr)
    for kind in KINDS:
        lost = list((wanted[kind] - had[kind]).elements())
        added = had[kind] - wanted[kind]
        msgstr = _replaced(msgstr, kind, added, iter(lost))
    return msgstr


def _pieces(text: str) -> dict[str, Counter[str]]:
    found = {kind: Counter[str]() for kind in KINDS}
    for piece in PIECE.finditer(text):
        for kind in KINDS:
            if piece[kind]:
                found[kind][piece[kind]] += 1
    return found


def _replaced(text: str, kind: str, added: Counter[str], instead: Iterator[str]) -> str:
    left = Counter(added)

    def one(piece: re.Match[str]) -> str:
        if not piece[kind] or not left[piece[kind]]:
            return piece[0]
        left[piece[kind]] -= 1
        return next(instead, piece["inside"].strip() if kind == "code" else "")

    return PIECE.sub(one, text)
