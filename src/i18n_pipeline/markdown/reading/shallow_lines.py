"""Lines that CommonMark takes for indented code, and Python-Markdown 3.11 for words.

To Python-Markdown each container takes four columns of the lines in it, whatever its mark (`tab_length`, and
`ListIndentProcessor` in blockprocessors.py), and lines indented by fewer columns than the next four are words. So code
in a list item is indented by eight columns, and lines with four that follow a list belong to its last item.
For the parser, such lines become the body of a list item. What is code below them would be words in that, so the parser
sees blanks in its place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from i18n_pipeline.markdown.constructs import lines
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.reading import parse
from i18n_pipeline.markdown.reading.deep_lines import Block, column_of, marked
from i18n_pipeline.markdown.reading.left_margin import left_margin
from i18n_pipeline.markdown.reading.nearby_code import stretches_around
from i18n_pipeline.markdown.reading.parse import Event

DOUBTFUL = re.compile(
    rb"\n(?=[ \t>\n\d*:+-])(?:[ \t>]*+\n(?: {0,3}> ?)*+(?: {4})++ {1,3}[^ \t\n]"
    rb"| {0,3}+(?:[-+*:]|\d{1,9}[.)]) {1,4}(?<=[^\n]{5})[^ \t\n])"
)
"""A line below a blank one whose columns are no multiple of four, or the mark of an item with more than four columns
before its text: on a page without any, no line is read otherwise."""
SIGNS_OF_CODE = (b">", b"\n    ", b"\t")
"""One of these is on each page with indented code: a quick test."""
INDENTED = re.compile(rb"\n(?: {4}| {0,3}\t)")
"""A line that may be indented code, outside quotes."""
FENCE = re.compile(rb"\n[ \t>]*(?:(?:[-+*:]|\d{1,9}[.)])[ \t]+)?(?:`{3}|~{3})")
"""A fence of code, behind the mark of an item or nothing."""
ROW = re.compile(rb"[^\r\n]+|(?<=\n)(?=\r?\n)")
"""A line; nothing where it is empty."""
TAB = lines.TAB
CONTAINERS = frozenset({"Item", "DefinitionListDefinition", "FootnoteDefinition"})
LISTS = CONTAINERS | {"List", "DefinitionList"}
MOST = 8
"""How often a part of a page is read again at most: once for each container that such lines begin."""


def mask(masked: bytearray, dialect: Dialect) -> Iterator[int]:
    """Mask such lines, and yield the byte offsets of the marks of list items that were put there."""
    rows = b"\n" + masked
    if b"\r" in masked:
        rows = rows.replace(b"\r\n", b" \n").replace(b"\r", b"\n")  # as many bytes
    doubtful = _doubtful(rows)
    margin = left_margin(bytes(masked)) if doubtful else None
    for start, end, _ in stretches_around(margin, doubtful) if margin else ():
        for _ in range(MOST):
            page = bytes(masked[start:end])
            found = list(_blocks(page, parse.events_of_few_words(page.decode(), dialect)))
            for block in found:
                here = replace(block, start=start + block.start, end=start + block.end)
                _hide_code(masked, here)
                yield from marked(masked, here)
            if not found:
                break


def _doubtful(rows: bytes) -> list[int]:
    """The byte offsets of such lines outside code, if a line there may be indented code.

    That is behind an even number of fences. `rows` are the page behind a line end.
    """
    if not any(sign in rows for sign in SIGNS_OF_CODE) or not DOUBTFUL.search(rows):
        return []
    fences = [found.start() for found in FENCE.finditer(rows)]
    indented, doubtful = (
        [found.start() for found in form.finditer(rows) if bisect_left(fences, found.start()) % 2 == 0]
        for form in (INDENTED, DOUBTFUL)
    )
    return doubtful if indented or b">" in rows else []


def _hide_code(masked: bytearray, block: Block) -> None:
    """Put blanks in place of what is code in such a block: what a blank line parts from words to the left of it."""
    line = lines.start_of_line(masked, block.start)
    quotes = masked.count(b">", line, block.start)
    is_code, below_blank = False, False
    for row in ROW.finditer(masked, line, block.end):
        if lines.blank(row[0], quotes):
            below_blank = True
            continue
        is_code = lines.indent(row[0], quotes) >= block.column if below_blank else is_code
        below_blank = False
        if is_code:
            words = row.end() - len(row[0].lstrip(b" \t>"))
            masked[words : row.end()] = b" " * (row.end() - words)


def _blocks(page: bytes, events: Iterable[Event]) -> Iterator[Block]:
    """The code that is none."""
    open_containers, closed = [0], 0
    for kind, start, end, value in events:
        name = kind[1:]
        if kind == "+CodeBlock" and value == "Indented":
            first = end - len(page[start:end].lstrip(b" \t"))
            if column_of(page, first) < TAB * (open_containers[-1] + closed + 1):
                yield Block("Indented", start, end, TAB * (open_containers[-1] + closed + 1))
        if kind == "+BlockQuote":
            open_containers.append(0)
        elif kind == "-BlockQuote":
            open_containers.pop()
        elif name in CONTAINERS:
            open_containers[-1] += 1 if kind[0] == "+" else -1
        closed = (closed + (name in CONTAINERS)) if kind[0] == "-" and name in LISTS else 0
