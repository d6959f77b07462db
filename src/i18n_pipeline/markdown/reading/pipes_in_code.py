"""Pipes in the code of tables, for dialects in which these part no cells: the parser would part cells there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.markdown.constructs import lines
from i18n_pipeline.markdown.reading.left_margin import Range
from i18n_pipeline.markdown.reading.parse import Event

HEADING = re.compile(lines.MARKS.pattern + rb"#{1,6}[ \t]")
CODE_IN_ROW = re.compile(rb"(?P<ticks>`++)(?:[^`\r\n]|(?!(?P=ticks)(?!`))`++)*?(?P=ticks)(?!`)")
DELIMITER = re.compile(lines.LINE + rb"[ \t>]*(?=[^\r\n]*\|)[|: \t]*-[-|: \t]*" + lines.LINE_END)
"""The row below the head of a table."""
PIPE_IN_CODE = b"\x1a"
"""What the parser sees in place of a pipe in code."""


def hide(page: bytearray) -> None:
    """Put `PIPE_IN_CODE` in place of these pipes.

    Where no row below a head is on the page, a line with pipes in code alone is no row.
    """
    has_heads = DELIMITER.search(page) is not None
    for start, end in _rows_with_pipes(page):
        row = page[start:end]
        if not HEADING.match(row) and (has_heads or b"|" in CODE_IN_ROW.sub(b"", row)):
            page[start:end] = CODE_IN_ROW.sub(lambda code: code[0].replace(b"|", PIPE_IN_CODE), row)


def shown(masked: str, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """The events of a masked page with these pipes in code, and in words that were no code."""
    hidden = PIPE_IN_CODE.decode()
    if hidden not in masked:
        return events
    return tuple([(*one[:3], one[3].replace(hidden, "|")) if one[0] in {"Code", "Text"} else one for one in events])


def _rows_with_pipes(page: bytes | bytearray) -> Iterator[Range]:
    """The lines with a pipe behind a backtick."""
    position = page.find(b"|")
    while position >= 0:
        start, end = lines.start_of_line(page, position), lines.end_of_line(page, position)
        if 0 <= page.find(b"`", start, end) < page.rfind(b"|", start, end):
            yield start, end
        position = page.find(b"|", end)
