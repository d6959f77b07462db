"""Constructs among words that are none, since a pipe in them parts the cells of a table.

Python-Markdown 3.11 (tables.py) and kramdown 2.4 (table.rb) part cells at each pipe but those in code and behind a
backslash. Formulas and other constructs are read afterwards, cell by cell; what a template makes is read before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from i18n_pipeline.markdown.constructs import lines
from i18n_pipeline.markdown.constructs.lines import BLANK_LINES, PIPE
from i18n_pipeline.markdown.reading.left_margin import Range
from i18n_pipeline.markdown.reading.pipes_in_code import DELIMITER

NEWLINE = re.compile(lines.NEWLINE)


def without(
    spans: Sequence[Range], page: bytes, *, first: re.Pattern[bytes] | None, bare_tables: bool
) -> tuple[Range, ...]:
    """The placeholders on a page but for those that are parted.

    `first` matches those that are read before Markdown. `bare_tables`: whether lines with pipes alone are a table.
    """
    doubtful = [
        (start, end)
        for start, end in spans
        if PIPE.search(page, start, end) and not (first and first.match(page, start, end))
    ]
    if not doubtful:
        return tuple(spans)
    ends = [blank.span() for blank in BLANK_LINES.finditer(page)]
    runs = {span: _run(page, ends, span[0]) for span in doubtful}
    heads = {run: _head(page, run, bare_tables=bare_tables) for run in set(runs.values())}
    parted = {span for span, run in runs.items() if span[0] >= heads[run]}
    return tuple(span for span in spans if span not in parted)


def _run(page: bytes, blank: Sequence[Range], position: int) -> Range:
    """The lines around a byte between two of the blank lines."""
    following = bisect_right(blank, (position, len(page)))
    start = blank[following - 1][1] if following else 0
    return start, blank[following][0] if following < len(blank) else len(page)


def _head(page: bytes, run: Range, *, bare_tables: bool) -> int:
    """Byte offset of the first row of the table in a run of lines that are not blank; after all others without one."""
    delimiter = DELIMITER.search(page, *run)
    if bare_tables and all(PIPE.search(row) for row in NEWLINE.split(page[slice(*run)].strip(b"\r\n"))):
        return run[0]
    if delimiter is None:
        return len(page)
    return lines.start_of_line(page, max(run[0], delimiter.start() - len(b"\r\n")))
