"""Labels of links of which CommonMark knows nothing: `[text][package.Class]`, and definitions below words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.markdown.constructs import Construct, Occurrence, lines

LABEL = re.compile(rb"\]\[(?P<label>[^\[\]\s^!][^\[\]\s]*)\](?![(\[:])")
DEFINED = re.compile(rb"\[([^\[\]]{1,999}+)\]:")
"""A label that the page seems to define: what stands in brackets before a colon."""
NUMBER = re.compile(rb"\d+")
"""The number of a link in a message."""


def _labels(_construct: Construct, page: bytes) -> Iterator[tuple[int, int]]:
    """The labels behind the text of a link that the page does not define, without their brackets.

    The parser must see these: `[text][label]` is no link by `text`, though the page may define that.
    """
    labels = [found for found in LABEL.finditer(page) if not NUMBER.fullmatch(found["label"])]
    defined = set(DEFINED.findall(page)) if labels else set()
    labels = [found for found in labels if found["label"] not in defined]
    folded = set(map(_folded, defined)) if labels else set()
    return (found.span("label") for found in labels if _folded(found["label"]) not in folded)


def _folded(label: bytes) -> str:
    return " ".join(label.decode(errors="replace").split()).casefold()


DEFINITION = rb"\[[^\[\]\r\n^][^\[\]\r\n]*+\]:[ ]*+\S++(?:[ ]++(?:\"[^\"\r\n]*+\"|'[^'\r\n]*+'|\([^()\r\n]*+\)))?+"
ROW = re.compile(rb"(?P<margin>[ \t>]*+)(?P<all>" + DEFINITION + rb")[ \t]*+" + lines.LINE_END)
ROWS = re.compile(rb"(?:[ \t>]*+" + DEFINITION + rb"[ \t]*+(?:" + lines.NEWLINE + rb"|\Z))++")
"""Definitions of links on lines that follow each other."""
WORDS = re.compile(rb"(?P<margin>[ \t>]*)(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*(?:\*{1,2})?[A-Za-z0-9\[`!\"(\x80-\xff]")
"""A line of a paragraph."""
MOST = 50
"""Lines above a definition that are looked at."""


def _below_words(construct: Construct, page: bytes) -> Iterator[Occurrence]:
    """The definitions of links below the words of a paragraph."""
    position = 0
    while (sign := page.find(b"]:", position)) >= 0:
        start = lines.start_of_line(page, sign)
        found = ROWS.match(page, start)
        position = found.end() if found else lines.end_of_line(page, sign)
        if found and page[start - 2 : start] != b"\n\n" and _is_below_words(page, start):
            for row in ROW.finditer(page, start, position):
                yield Occurrence(*row.span("all"), construct.name)


def _is_below_words(page: bytes, start: int) -> bool:
    """Whether the line above a definition, which begins at a byte offset, is one of the same paragraph.

    Deep lines go on with the words above them.
    """
    row, line = ROW.match(page, start), start
    for _ in range(MOST):
        above = lines.start_of_line(page, max(0, lines.end_above(page, line)))
        words = WORDS.match(page, above, line)
        if words is None or row is None:
            break
        if len(words["margin"]) < len(row["margin"]) + lines.TAB:
            return True
        line = above
    return False


DEFINITION_IN_PARAGRAPH = Construct("link definition", (b"]:",), find=_below_words)
"""Python-Markdown 3.11 reads `[label]: target` on any line of a paragraph."""
CROSS_REFERENCE = Construct("cross-reference", (b"][",), among=_labels, risk=r"(?<=\])\[")
"""The identifier is a placeholder, its text is words."""
