"""Lines that kramdown may take for rows of a table where none was read: how many pipes each has.

A table begins and ends at blank lines, at the bounds of a container, and at lines such as `{: .class}`, and each of its
lines has a pipe (kramdown 2.4, table.rb); it goes over headings, items and quotes. Which of these lines are rows also
depends on what is code to kramdown. So no line of such a run may gain or lose a pipe.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

from i18n_pipeline.markdown.constructs import lines
from i18n_pipeline.markdown.constructs.lines import BLANK_LINES, PIPE
from i18n_pipeline.markdown.constructs.markdown_in_html import RAW_OPENING
from i18n_pipeline.markdown.constructs.ranges import is_within
from i18n_pipeline.markdown.reading.bare_tables import HIDING_PIPES, PARTING
from i18n_pipeline.markdown.reading.masking import Scan
from i18n_pipeline.markdown.reading.parse import Event
from i18n_pipeline.markdown.reading.parted_placeholders import BOUND
from i18n_pipeline.markdown.reading.pipes_in_code import CODE_IN_ROW, PIPE_IN_CODE

LINE = re.compile(lines.LINE + rb"(?P<quotes>[ \t>]*+)(?P<row>[^\r\n]+)")
"""A line that is not blank."""
MARK = re.compile(lines.MARK + rb"|</?[A-Za-z]|" + re.escape(RAW_OPENING))
"""The mark of an item, a definition or a footnote, or a tag: a table ends above it, or it belongs to a row."""
CODE = re.compile(CODE_IN_ROW.pattern + rb"|<code(?=[\s>])(?:[^<]++|<(?!/?code\b))*+</code>")
"""Code, whose pipes part no cells."""
BLOCKS = frozenset({"+Table", "+CodeBlock", "+HtmlBlock"})
"""Blocks whose lines are known to be rows, or none."""
Pipes: TypeAlias = tuple[int | bool | bytes, ...]
"""What makes a line a row with so many cells."""


class _Line(Struct, frozen=True):
    last: int
    """Byte offset of its last byte that is not blank."""
    quotes: int
    """Number of its quote marks."""
    row: bytes
    """Its bytes from there."""

    @property
    def has_pipe(self) -> bool:
        """Whether a pipe stands in it, in code or not."""
        return PIPE.search(self.row) is not None

    @property
    def defines(self) -> bool:
        """Whether it may begin a definition, which no row does."""
        return self.row.startswith((b": ", b":\t"))

    @property
    def pipes(self) -> Pipes:
        """The pipes outside code, those outside elements too, and whether they stand at its ends, or code does."""
        if PARTING.fullmatch(self.row):
            return (self.row,)
        seen = CODE.sub(b"`", self.row)
        ends = seen.startswith(b"|"), seen.endswith(b"|"), seen.startswith(b"`")
        return (len(PIPE.findall(seen)), len(PIPE.findall(HIDING_PIPES.sub(b"", self.row))), *ends)


def pipes(scan: Scan, events: Iterable[Event]) -> Iterator[tuple[Pipes, ...]]:
    """The pipes of each line of the runs that kramdown may take for tables, in page order.

    Those of a template are left aside: it is run before.
    """
    page = scan.text.encode().replace(PIPE_IN_CODE, b"|")
    known = [(start, end) for kind, start, end, _ in events if kind in BLOCKS]
    for start, end in _runs(page):
        run = [_line(found) for found in LINE.finditer(page, start, end)]
        found = [line for line in _doubtful(run) if line.defines or not is_within(line.last, known)]
        counted = tuple((line.defines, *line.pipes) for line in found)
        if any(one[1] for one in counted):
            yield counted


def _runs(page: bytes) -> Iterator[tuple[int, int]]:
    """The byte ranges between blank lines that have a pipe."""
    start = 0
    for blank in BLANK_LINES.finditer(page):
        if page.find(b"|", start, blank.start()) >= 0:
            yield start, blank.start()
        start = blank.end()
    if page.find(b"|", start) >= 0:
        yield start, len(page)


def _line(found: re.Match[bytes]) -> _Line:
    row = found["row"].rstrip(b" \t")
    return _Line(found.start("row") + len(row) - 1, found["quotes"].count(b">"), row)


def _doubtful(run: Sequence[_Line]) -> list[_Line]:
    """The lines of a run that may be rows: between two bounds, no line above or below them is without a pipe."""
    above, below = list[bool](), list[bool]()
    for place, line in enumerate(run):
        before = run[place - 1] if place else None
        begins = before is None or MARK.match(line.row) or line.quotes > before.quotes or BOUND.fullmatch(before.row)
        above.append(bool(begins) or (run[place - 1].has_pipe and above[-1]))
    for place in range(len(run) - 1, -1, -1):
        after = run[place + 1] if place + 1 < len(run) else None
        ends = after is None or BOUND.fullmatch(after.row) or (not after.has_pipe and MARK.match(after.row))
        below.append(bool(ends) or (run[place + 1].has_pipe and below[-1]))
    both = zip(run, above, reversed(below), strict=True)
    return [line for line, is_open_above, is_open_below in both if line.has_pipe and is_open_above and is_open_below]
