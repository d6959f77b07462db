"""Tables directly below the words of a paragraph, whose first two lines begin with no pipe.

To cmark-gfm 0.29, micromark-extension-gfm-table 2, markdown-it 14 and goldmark 1.7 the head of a table ends a
paragraph; to pulldown-cmark 0.13 only one with a pipe before it does, and other rows are words of the paragraph. So the
parser is shown the page twice more: with an empty heading in place of the words above each such head, and with empty
headings in place of the rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from i18n_pipeline.markdown.constructs import lines
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.reading import parse
from i18n_pipeline.markdown.reading.parse import INLINE, Event

HYPHENS = re.compile(r"\|[ \t]*:?-[^\r\n]*")
"""What may be the row of hyphens below a head, from its first pipe that hyphens follow."""
FIRST = re.compile(r"[ \t>]*:?-[-: \t]*")
"""What stands before that in a row without a pipe at its start."""
NO_WORDS = " \t\r>"
NEWLINE = re.compile(lines.NEWLINE)
MARGIN = re.compile(rb"[ \t>]*")
BREAKS = frozenset({"SoftBreak", "HardBreak"})
CONTAINERS = frozenset({"+BlockQuote", "+Item", "+FootnoteDefinition", "+DefinitionListDefinition"})
"""Events of the blocks that hold others; each ends with the event of the same name with a minus."""
Path = tuple[tuple[str, int], ...]
"""The containers around a place, the outermost first: their names and where they begin."""


class _Head(Struct, frozen=True):
    """A line of a paragraph that may be the head of a table."""

    start: int
    """Byte offset of its first byte."""
    above: tuple[int, int]
    """Byte offsets of the words on the line above it."""
    path: Path
    """The containers around it."""


class _Table(Struct, frozen=True):
    start: int
    """Byte offset of its first byte."""
    end: int
    """Byte offset after its last row."""
    events: tuple[Event, ...]
    """Its events."""


def read(text: str, events: tuple[Event, ...], dialect: Dialect) -> tuple[Event, ...]:
    """The events of a masked page, with those of tables in place of the words that they are to the parser."""
    rows = list(_rows(text))
    if not rows:
        return events
    page = text.encode()
    known = {len(text[:row].encode()) for row in rows}
    heads = {head.start: head for head in _heads(page, events, known)}
    tables = {table.start: table for table in _tables(page, heads, dialect)} if heads else {}
    return tuple(_placed(page, tables, dialect)) if tables else events


def _rows(text: str) -> Iterator[int]:
    """The starts, in characters, of the lines below words and above rows of hyphens, where no pipe begins either."""
    for found in HYPHENS.finditer(text):
        first = found.start()
        if text[first - 1] == "\n":  # most tables have a pipe there
            continue
        row = text.rfind("\n", 0, first) + 1
        head = text.rfind("\n", 0, max(0, row - 1)) + 1
        above = text[text.rfind("\n", 0, max(0, head - 1)) + 1 : max(0, head - 1)]
        if FIRST.fullmatch(text, row, first) and above.strip(NO_WORDS) and text[head:row].lstrip(NO_WORDS)[:1] != "|":
            yield head


def _heads(page: bytes, events: Sequence[Event], rows: set[int]) -> Iterator[_Head]:
    """The lines of paragraphs that begin at these byte offsets, but for the first of each and for those with a pipe."""
    path: list[tuple[str, int]] = []
    first = -1
    for place, (kind, start, *_) in enumerate(events):
        if kind not in INLINE:
            _walk(path, kind, start)
            first = -1
        elif kind in BREAKS and first >= 0:
            following = _first_byte(page, events[place + 1][1])
            if lines.start_of_line(page, following) in rows:
                yield _Head(following, (first, lines.end_of_line(page, first)), tuple(path))
            first = following
        elif first < 0:
            first = _first_byte(page, start)


def _walk(path: list[tuple[str, int]], kind: str, start: int) -> None:
    if kind in CONTAINERS:
        path.append((kind, start))
    elif f"+{kind[1:]}" in CONTAINERS and kind[0] == "-":
        path.pop()


def _first_byte(page: bytes, start: int) -> int:
    """The first byte of words: the event of an escaped sign starts behind its backslash."""
    return start - (page[start - 1 : start] == b"\\")


def _tables(page: bytes, heads: Mapping[int, _Head], dialect: Dialect) -> Iterator[_Table]:
    """The tables that begin with these lines, in the same containers."""
    shown = bytearray(page)
    for head in heads.values():
        _show_heading(shown, *head.above)
    path: list[tuple[str, int]] = []
    begun = -1
    events = parse.events_of_few_words(shown.decode(errors="replace"), dialect)
    for place, (kind, start, end, _) in enumerate(events):
        _walk(path, kind, start)
        if kind == "+Table" and start in heads and heads[start].path == tuple(path):
            begun = place
        elif kind == "-Table" and begun >= 0:
            yield _Table(start, end, events[begun : place + 1])
            begun = -1


def _placed(page: bytes, tables: Mapping[int, _Table], dialect: Dialect) -> Iterator[Event]:
    """The events of the page with those of the tables at their places."""
    shown = bytearray(page)
    for table in tables.values():
        column = table.start - lines.start_of_line(page, table.start)
        start = table.start
        while start < table.end:
            end = lines.end_of_line(page, start)
            _show_heading(shown, start, end)
            newline = NEWLINE.match(page, end)
            line = newline.end() if newline else table.end
            start = min(MARGIN.match(page, line).end(), line + column)  # type: ignore[union-attr] # also matches nothing
    inside = 0
    for event in parse.events_of_few_words(shown.decode(errors="replace"), dialect):
        if event[1] in tables and event[0] == "+Heading":
            yield from tables[event[1]].events
            inside = tables[event[1]].end
        elif event[0] not in {"+Heading", "-Heading"} or event[1] >= inside:
            yield event


def _show_heading(shown: bytearray, start: int, end: int) -> None:
    """Show an empty heading in place of the rest of a line."""
    shown[start:end] = b"#".ljust(end - start)
