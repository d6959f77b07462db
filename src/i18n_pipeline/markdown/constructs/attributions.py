"""Whose words a quotation is, at the end of the directives `{epigraph}`, `{highlights}` and `{pull-quote}`.

MyST-Parser 5.2 takes the first line below a blank one that begins with dashes for it, and leaves out all behind it. Of
the lines right below, those count whose words stand below the first words of its own (`block_quote` in mocking.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.markdown.constructs import Occurrence, lines

DASHED = re.compile(
    rb"(?:\r\n|\n|\r)[ \t>]*(?:\r\n|\n|\r)(?P<margin>[ \t>]*)(?P<mark>(?P<dashes>---?(?!-)|\xe2\x80\x94) *)[^\r\n]+"
)
ROW = re.compile(rb"(?:\r\n|\n|\r)(?P<margin>[ \t>]*)[^ \t>\r\n][^\r\n]*")


def attribution(page: bytes, start: int, end: int, indent: int, quotes: int) -> Iterator[Occurrence]:
    """The dashes before a name, between two byte offsets; the fence of the directive is indented inside quotes."""
    for found in DASHED.finditer(page, start, end):
        column = lines.columns(found["margin"], quotes)
        if column <= indent:
            if _is_aligned(page, found.end(), end, column + len(found["mark"].decode()), quotes):
                yield Occurrence(*found.span("dashes"), "attribution", as_word=True, has_words_behind=True)
            return


def _is_aligned(page: bytes, start: int, end: int, column: int, quotes: int) -> bool:
    """Whether all lines from a byte offset up to the next blank one begin in a column."""
    while row := ROW.match(page, start, end):
        if lines.columns(row["margin"], quotes) != column:
            return False
        start = row.end()
    return True
