"""Tables of kramdown, which need no row of dashes: a paragraph is one if each of its lines has a pipe.

The rules are those of kramdown 2.4: blank lines stand before and after a table; rows of dashes part its bodies, the
first of them its head; a row of equals signs begins its foot. The parser knows none of this, so it is shown the rows of
these paragraphs once more, below a head of as many cells, and what it says takes the place of the paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from i18n_pipeline.markdown.constructs import lines
from i18n_pipeline.markdown.constructs.lines import PIPE
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.reading import parse
from i18n_pipeline.markdown.reading.parse import INLINE, Event
from i18n_pipeline.markdown.reading.pipes_in_code import CODE_IN_ROW

BEFORE_WORDS = frozenset({"+Paragraph", "+Item", "+DefinitionListDefinition", "TaskListMarker"})
"""Events before words that may be a table."""
HIDING_PIPES = re.compile(
    CODE_IN_ROW.pattern + rb"|<(?P<name>[A-Za-z][\w-]*)[^<>\r\n]*>[^<\r\n]*</(?P=name)>|<[^<>\r\n]*>"
)
"""Code, elements and tags, whose pipes alone make no table."""
ROW = re.compile(rb"[ \t>]*(?P<row>[^\r\n]*[^ \t\r\n])")
PARTING = re.compile(rb"[+|: \t]*(?:-[+|: \t-]*|=[+|: \t=]*)")
"""A row of dashes or of equals signs."""
MARK = re.compile(rb"[-+*:]|\d[.)]")
"""The last signs of the mark of a list item or of a definition."""
NO_WORDS = re.compile(rb"[ \t>]*+(?:(?:[-+*:]|\d{1,9}[.)])[ \t]*)?\r?")
"""A blank line, or one with nothing but the mark of a list item."""
NEXT_LINE = re.compile(lines.NEWLINE + rb"(?P<row>[^\r\n]*)")
FOOTNOTE = re.compile(rb"(?<![^\r\n])[ \t>]*(\[\^[^\[\]\s]+\]:)")


class _Row(Struct, frozen=True):
    start: int
    """Byte offset of its first byte behind the marks of its containers."""
    end: int
    """Byte offset after its last byte that is not blank."""
    text: bytes
    """Its bytes."""

    @property
    def parts(self) -> bool:
        """Whether it is a row of dashes or of equals signs."""
        return PARTING.fullmatch(self.text) is not None


class _Table(Struct, frozen=True):
    first: int
    """The position of the first event that it replaces."""
    last: int
    """The position after the last of these."""
    rows: tuple[_Row, ...]
    """Its rows."""


def read(text: str, events: Sequence[Event], dialect: Dialect) -> tuple[Event, ...]:
    """The events of a masked page, with those of tables in place of those of paragraphs that are tables."""
    page = text.encode()
    tables = list(_tables(page, events))
    if not tables:
        return tuple(events)
    cells = iter(_cells(page, [row for table in tables for row in table.rows], dialect))
    found, done = list[Event](), 0
    for table in tables:
        found += events[done : table.first]
        found += _events(table.rows, [next(cells) for _ in table.rows])
        done = table.last
    return (*found, *events[done:])


def _events(rows: Sequence[_Row], cells: Iterable[Sequence[Event]]) -> Iterator[Event]:
    """The events of a table, made of those of the cells of each row."""
    start, end, head = rows[0].start, rows[-1].end, _head(rows)
    yield ("+Table", start, end, None)
    if not head:  # it would have the head of the table before it
        yield from (("+TableHead", start, start, None), ("-TableHead", start, start, None))
    for place, (row, inside) in enumerate(zip(rows, cells, strict=True)):
        kind = "TableHead" if place < head - 1 and not row.parts else "TableRow"
        yield (f"+{kind}", row.start, row.end, None)
        yield from () if row.parts else inside
        yield (f"-{kind}", row.start, row.end, None)
    yield ("-Table", start, end, None)


def _tables(page: bytes, events: Sequence[Event]) -> Iterator[_Table]:
    first = 0
    for place, (kind, *_) in enumerate(events):
        if kind in INLINE:
            continue
        if first < place and first and events[first - 1][0] in BEFORE_WORDS:
            start = events[first][1]
            rows = _rows(page, start - (page[start - 1 : start] == b"\\"), events[place - 1][2])
            if rows:
                whole = events[first - 1][0] == "+Paragraph"
                yield _Table(first - whole, place + whole, rows)
        first = place + 1


def _rows(page: bytes, start: int, end: int) -> tuple[_Row, ...]:
    """The rows of words between two byte offsets; none if they are no table."""
    if page.find(b"|", start, end := lines.end_of_line(page, end)) < 0:
        return ()
    rows = tuple(_Row(*found.span("row"), found["row"]) for found in ROW.finditer(page, start, end))
    if not all(PIPE.search(HIDING_PIPES.sub(b"", row.text)) for row in rows) or not _has_body(rows):
        return ()
    return rows if _is_apart(page, start, end) else ()


def _has_body(rows: Sequence[_Row]) -> bool:
    """Whether a row behind the head is more than dashes or equals signs."""
    return not all(row.parts for row in rows[_head(rows) :])


def _head(rows: Sequence[_Row]) -> int:
    """How many of the first rows are the head, with the row of dashes below it: 0 without a head."""
    above = next((place for place, row in enumerate(rows) if not row.parts), len(rows))
    parting = next((place for place, row in enumerate(rows) if place > above and row.parts), 0)
    return parting + 1 if parting and b"-" in rows[parting].text else 0


def _is_apart(page: bytes, start: int, end: int) -> bool:
    """Whether blank lines, or the ends of the container, are around the lines between two byte offsets."""
    line = lines.start_of_line(page, start)
    margin = page[line:start]
    quotes, is_first = margin.count(b">"), bool(MARK.search(margin))
    above = page[lines.start_of_line(page, max(0, lines.end_above(page, line))) : max(0, line - 1)]
    if not is_first and not NO_WORDS.fullmatch(above) and above.count(b">") >= quotes:
        return False
    below = NEXT_LINE.match(page, end)
    if below is None or lines.blank(below["row"], quotes) or below["row"].count(b">") < quotes:
        return True
    return lines.indent(below["row"], quotes) < lines.columns(margin, quotes)


def _cells(page: bytes, rows: Sequence[_Row], dialect: Dialect) -> list[list[Event]]:
    """The events of the cells of each row, which the parser is shown as a table of its own."""
    shown, places = bytearray(), list[int]()
    for row in rows:
        columns = row.text.count(b"|") + 1
        shown += b"|x" * columns + b"|\n" + b"|-" * columns + b"|\n" + b"|" * (not row.text.startswith(b"|"))
        places.append(len(shown))
        shown += row.text + b"\n\n"
    shown += b"\n\n".join(_defined(page, dialect))
    found, inside = list[list[Event]](), False
    for event in parse.events_of_few_words(shown.decode(), dialect):
        if event[0] == "+Table" and len(found) < len(rows):
            found.append([])
        inside = event[0] == "+TableRow" or (inside and event[0] != "-TableRow")
        if inside and event[0] != "+TableRow":
            found[-1] += _moved(event, rows[len(found) - 1], places[len(found) - 1])
    return found


def _moved(event: Event, row: _Row, place: int) -> Iterator[Event]:
    """An event of a row that the parser saw at another place; none for cells that the row lacks."""
    kind, start, end, value = event
    start, end = start - place + row.start, end - place + row.start
    if start < row.end:
        yield (kind, max(start, row.start), min(end, row.end), value)


def _defined(page: bytes, dialect: Dialect) -> Iterator[bytes]:
    """The definitions of links and footnotes on a page, these without their words."""
    if b"]:" in page:
        yield from (page[start:end] for start, end, _, _ in parse.definitions(page.decode(), dialect))
        yield from (found[1] + b" x" for found in FOOTNOTE.finditer(page))
