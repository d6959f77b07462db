"""Cells of a `{csv-table}` (docutils 0.22): values parted by commas, one row a line, each of them Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.markdown.constructs import Words
from i18n_pipeline.markdown.constructs.lines import LINE_END

CELL = re.compile(rb"[ \t]*(?:\"(?P<quoted>[^\"\r\n]*)\"|(?P<bare>[^\",\s][^\",\r\n]*)?)[ \t]*(?:,|" + LINE_END + rb")")
ROW = re.compile(rb"(?:\r\n|\n|\r)[ \t>]*(?::[ \t]+)?(?P<cells>[^\s:][^\r\n]*)")
MARKUP = re.compile(rb"<[A-Za-z/!?]|`|\][(\[{]|\[\^|\{\{|[\w.+-]@\w|://|(?i:www\.)")
"""Signs of a cell with more than words and emphasis: it stays as it is."""
OTHER_SIGNS = re.compile(rb"\b(?:delim|quote|escape|file|url):")
"""Options with which values are parted in another way, or stand elsewhere."""
HEADS = re.compile(rb":header:[ \t]*(?P<cells>[^\s>|\"'][^\r\n]*)")
"""The heads of the columns, on the line of their option."""
HEADS_BELOW = re.compile(rb":header:[ \t]*>-?[ \t]*(?P<rows>(?:(?:\r\n|\n|\r)[ \t>]*:[ \t]+[^\r\n]+)+)")
"""The same below it."""


def cells(page: bytes, start: int, body: int, end: int) -> Iterator[Words]:
    """The words of the heads and cells of a directive: byte offsets of its start, its body and its end, a fence."""
    if OTHER_SIGNS.search(page, start, body):
        return
    for head in HEADS.finditer(page, start, body):
        yield from _row(page, *head.span("cells"))
    last = max(page.rfind(b"\n", body, end), page.rfind(b"\r", body, end))
    for first, after in (*(heads.span("rows") for heads in HEADS_BELOW.finditer(page, start, body)), (body, last)):
        for row in ROW.finditer(page, first, after):
            yield from _row(page, *row.span("cells"))


def _row(page: bytes, start: int, end: int) -> Iterator[Words]:
    """The words of a row; none where it is not understood to its end."""
    found = []
    while start < end:
        cell = CELL.match(page, start, end)
        if cell is None:
            return
        found += [cell.span(kind) for kind in ("quoted", "bare") if cell[kind] and cell[kind].strip()]
        start = cell.end()
    for first, last in found:
        words = page[first:last].rstrip()
        if any(map(str.isalpha, words.decode())) and not MARKUP.search(words):
            yield Words(first, first + len(words), "csv", "cell")
