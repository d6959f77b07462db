"""Constructs among words that are none, since a pipe in them parts the cells of a table.

Python-Markdown 3.11 (tables.py) and kramdown 2.4 (table.rb) part cells at each pipe but those in code and behind a
backslash; micromark-extension-gfm-table 2 and markdown-it 14 do so in code too. Formulas and other constructs are read
afterwards, cell by cell; what a template makes is read before.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from i18n_pipeline.markdown.constructs import lines
from i18n_pipeline.markdown.constructs.lines import BLANK_LINES, PIPE
from i18n_pipeline.markdown.constructs.ranges import END, Range
from i18n_pipeline.markdown.reading.pipes_in_code import DELIMITER, HEADING

NEWLINE = re.compile(lines.NEWLINE)
ITEM = re.compile(lines.LINE + rb"[ \t>]*" + lines.MARK)
"""The mark of an item at the start of a line."""
BOUND = re.compile(rb"[ \t>]*(?:\{:[^\r\n]*\}|\^)[ \t]*")
"""Attributes of a block, or the end of one, between two of which a table of kramdown stands."""


def without(
    spans: Sequence[Range], page: bytes, *, first: re.Pattern[bytes] | None, bare_tables: bool
) -> tuple[Range, ...]:
    """The placeholders on a page but for those that are parted.

    `first` matches those that are read before Markdown. `bare_tables`: whether lines with pipes alone are a table.
    """
    pipes = [found.start() for found in PIPE.finditer(page)]
    doubtful = [span for span in _around_any(spans, pipes) if not (first and first.match(page, *span))]
    rows = [row.start() for row in lines.rows(page, (b"|",), DELIMITER)] if doubtful and not bare_tables else []
    if not doubtful or not (rows or bare_tables):
        return tuple(spans)
    ends = [blank.span() for blank in BLANK_LINES.finditer(page)]
    parted = set[Range]()
    for run, inside in groupby(doubtful, lambda span: _run(page, ends, span[0])):
        if bare_tables:
            parted.update(_in_bare_tables(page, run, inside, first))
        else:
            head = _head(page, rows, run)
            parted.update(span for span in inside if span[0] >= head)
    return tuple(span for span in spans if span not in parted)


def _around_any(spans: Iterable[Range], positions: Iterable[int]) -> Iterator[Range]:
    """Those of some spans, in page order, in which one of some bytes lies."""
    rest = iter(positions)
    here = next(rest, END)
    for start, end in spans:
        while here < start:
            here = next(rest, END)
        if here < end:
            yield start, end


def _run(page: bytes, blank: Sequence[Range], position: int) -> Range:
    """The lines around a byte between two of the blank lines."""
    following = bisect_right(blank, (position, len(page)))
    start = blank[following - 1][1] if following else 0
    return start, blank[following][0] if following < len(blank) else len(page)


def _head(page: bytes, rows: Sequence[int], run: Range) -> int:
    """Byte offset of the first row of the table in a run of lines that are not blank; after all others without one.

    `rows` are the byte offsets of what may be the rows below heads, in page order.
    """
    below = bisect_left(rows, run[0])
    if below == len(rows) or rows[below] >= run[1]:
        return len(page)
    return lines.start_of_line(page, max(run[0], rows[below] - len(b"\r\n")))


def _in_bare_tables(
    page: bytes, run: Range, spans: Iterable[Range], first: re.Pattern[bytes] | None
) -> Iterator[Range]:
    """Those of the spans in a run of lines whose lines are rows, without a head above them.

    That is if all lines of the run have pipes, or all of an item in it. No table of kramdown begins below a heading.
    """
    start, end = run
    if HEADING.match(page, start):
        return
    items = [start, *(mark.start() for mark in ITEM.finditer(page, start + 1, end)), end]
    whole = _are_rows(page[start:end], first)
    for number, inside in groupby(spans, lambda span: bisect_right(items, span[0])):
        if whole or _are_rows(page[items[number - 1] : items[number]], first):
            yield from inside


def _are_rows(text: bytes, first: re.Pattern[bytes] | None) -> bool:
    """Whether each of some lines has a pipe that no template makes, or is a bound."""
    rows = NEWLINE.split((first.sub(b"", text) if first else text).strip(b"\r\n"))
    return all(PIPE.search(row) or BOUND.fullmatch(row) for row in rows)
