"""Labels of links of which CommonMark knows nothing: `[text][package.Class]`, and definitions below words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.markdown.constructs import Construct, Occurrence, lines

LABEL = re.compile(rb"\]\[(?P<label>[^\[\]\s^!][^\[\]\s]*)\](?![(\[:])")
DEFINED = re.compile(rb"\[(?P<label>[^\[\]]{1,999})\]:")
NUMBER = re.compile(rb"\d+")
"""The number of a link in a message."""


def _labels(_construct: Construct, page: bytes) -> Iterator[tuple[int, int]]:
    """The labels behind the text of a link that the page does not define, without their brackets.

    The parser must see these: `[text][label]` is no link by `text`, though the page may define that.
    """
    labels = [found for found in LABEL.finditer(page) if not NUMBER.fullmatch(found["label"])]
    defined = {found["label"] for found in DEFINED.finditer(page)} if labels and b"]:" in page else set()
    labels = [found for found in labels if found["label"] not in defined]
    folded = set(map(_folded, defined)) if labels else set()
    return (found.span("label") for found in labels if _folded(found["label"]) not in folded)


def _folded(label: bytes) -> str:
    return " ".join(label.decode(errors="replace").split()).casefold()


DEFINITION = re.compile(
    rb"(?P<margin>[ \t>]*)(?P<all>\[[^\[\]\r\n^][^\[\]\r\n]*\]:[ ]*\S+"
    rb"(?:[ ]+(?:\"[^\"\r\n]*\"|'[^'\r\n]*'|\([^()\r\n]*\)))?)[ \t]*" + lines.LINE_END
)
WORDS = re.compile(rb"(?P<margin>[ \t>]*)(?:(?:[-+*]|\d{1,9}[.)])[ \t]+)*(?:\*{1,2})?[A-Za-z0-9\[`!\"(\x80-\xff]")
"""A line of a paragraph."""


def _below_words(construct: Construct, page: bytes) -> Iterator[Occurrence]:
    """The definitions of links below the words of a paragraph."""
    last, hidden = -1, False
    for found in lines.rows(page, construct.signs, DEFINITION):
        line = found.start()
        above = lines.start_of_line(page, max(0, line - 2 if page[line - 2 : line] == b"\r\n" else line - 1))
        if above != last or above == line:
            words = WORDS.match(page, above, line) if above < line else None
            hidden = words is not None and len(words["margin"]) < len(found["margin"]) + lines.TAB
        last = line
        if hidden:
            yield Occurrence(*found.span("all"), construct.name)


DEFINITION_IN_PARAGRAPH = Construct("link definition", (b"]:",), find=_below_words)
"""Python-Markdown 3.11 reads `[label]: target` on any line of a paragraph."""
CROSS_REFERENCE = Construct("cross-reference", (b"][",), among=_labels, risk=r"(?<=\])\[")
"""The identifier is a placeholder, its text is words."""
