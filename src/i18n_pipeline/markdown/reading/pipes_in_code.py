"""Pipes in the code of tables, for dialects in which these part no cells: the parser would part cells there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.markdown.constructs import lines
from i18n_pipeline.markdown.reading.left_margin import Range

HEADING = re.compile(lines.MARKS.pattern + rb"#{1,6}[ \t]")
CODE_IN_ROW = re.compile(rb"(?P<ticks>`++)(?:[^`\r\n]|(?!(?P=ticks)(?!`))`++)*?(?P=ticks)(?!`)")
PIPE_IN_CODE = b"\x1a"
"""What the parser sees in place of a pipe in code."""


def hide(page: bytearray) -> None:
    """Put `PIPE_IN_CODE` in place of these pipes."""
    for start, end in _rows_with_pipes(page):
        page[start:end] = _without_pipes_in_code(page[start:end])


def _rows_with_pipes(page: bytes | bytearray) -> Iterator[Range]:
    """The lines with a pipe behind a backtick."""
    position = page.find(b"|")
    while position >= 0:
        start, end = lines.start_of_line(page, position), lines.end_of_line(page, position)
        if 0 <= page.find(b"`", start, end) < page.rfind(b"|", start, end):
            yield start, end
        position = page.find(b"|", end)


def _without_pipes_in_code(row: bytes | bytearray) -> bytes | bytearray:
    """A row of a table with `PIPE_IN_CODE` for the pipes in its code."""
    if b"|" not in CODE_IN_ROW.sub(b"", row) or HEADING.match(row):
        return row
    return CODE_IN_ROW.sub(lambda code: code[0].replace(b"|", PIPE_IN_CODE), row)
