"""Code below footnotes, where a blank line with marks or blanks on it ends these (cmark-gfm 0.29)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.markdown.constructs import Construct, Occurrence, lines

NOTE = re.compile(rb"(?P<before>[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t][ \t>]*)*)\[\^[^\[\]\r\n]+\]:")
"""The beginning of a line with a footnote."""
ROW = re.compile(lines.NEWLINE + rb"(?P<row>(?P<margin>[ \t>]*)[^\r\n]*)")
DEEP = 4
"""Columns by which a line is indented below a footnote, or as code."""


def _code(construct: Construct, page: bytes) -> Iterator[Occurrence]:
    """The indented lines below footnotes that have ended before them."""
    for note in lines.rows(page, construct.signs, NOTE):
        quotes = note["before"].count(b">")
        deeper = lines.columns(note["before"], quotes) + DEEP
        found = list(_below(page, lines.end_of_line(page, note.end()), quotes, deeper))
        if found:
            yield Occurrence(found[0].end("margin"), found[-1].end(), construct.name)


def _below(page: bytes, position: int, quotes: int, deeper: int) -> Iterator[re.Match[bytes]]:
    """The lines of code below the first line of a footnote in so many quotes, which ends at an offset.

    It goes on below an empty line and one with as many blanks as its text; another blank line ends it.
    """
    is_parted = has_ended = False
    while row := ROW.match(page, position):
        position = row.end()
        is_deep = lines.indent(row["row"], quotes) >= deeper
        if row["margin"].count(b">") < quotes or NOTE.match(row["row"]):
            return
        if lines.blank(row["row"], quotes):
            is_parted, has_ended = True, has_ended or not (is_deep or not row["row"])
        elif has_ended and is_deep:
            yield row
        elif is_parted and not is_deep:
            return


CODE_BELOW_NOTE = Construct("indented code", (b"[^",), find=_code)
"""In a quote each blank line has a mark, so that a footnote there has no second paragraph on GitHub."""
