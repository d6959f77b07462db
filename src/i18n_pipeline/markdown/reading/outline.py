"""Outline of a page: its runs of text and its structure, in page order.

Extraction, reassembly and verification all read this outline, so they cannot disagree about what a segment is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from typing import Any, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.markdown.constructs import Occurrence
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.reading import (
    bare_tables,
    code_words,
    hidden_tags,
    lone_lines,
    masking,
    parse,
    pipes_in_code,
    standing_alone,
    tables_below_words,
)
from i18n_pipeline.markdown.reading.front_matter import FrontMatter, front_matter, whole
from i18n_pipeline.markdown.reading.headings import ATX, Heading, heading, on_line, without_tags
from i18n_pipeline.markdown.reading.masking import Scan
from i18n_pipeline.markdown.reading.parse import Event

GATHERED = parse.INLINE | {"Html"}
LINE_WITH_COLONS = re.compile(rb":[^\r\n]*")
TYPES = {
    "Item": "list item",
    "BlockQuote": "quote",
    "Alert": "alert",
    "FootnoteDefinition": "footnote",
    "TableCell": "table cell",
    "DefinitionListTitle": "definition term",
    "DefinitionListDefinition": "definition",
}
INSTRUCTIONS = (b"i18n:", b"translate=", b"translate =", b"notranslate")
"""Quick test for any instruction to this tool."""
NOT_BLANK = standing_alone.NOT_BLANK


class Run(Struct, frozen=True):
    """A stretch of inline Markdown between two block boundaries."""

    start: int
    """Byte offset of its first byte, escapes included."""
    end: int
    """Byte offset after its last byte."""
    place: str
    """`paragraph`, `heading`, `setext` or `cell`; for one line of a paragraph `line` or `quoted` (see `lines.Part`)."""
    type: str
    """Kind of place, named for translators."""
    quotes: int
    """Number of enclosing block quotes."""
    events: tuple[Event, ...]
    """Its inline events."""


class Markup(Struct, frozen=True):
    """An HTML block."""

    start: int
    """Byte offset of its first byte."""
    end: int
    """Byte offset after its last byte."""
    text: bytes
    """Its bytes, spaces in place of the quote marks and indentation of its containers; same length. Percent signs in
    place of raw template tags."""


class Instruction(Struct, frozen=True):
    """Tags or comments of MDX on lines of their own, on a page with instructions to this tool (see `directives`)."""

    start: int
    """Byte offset of its first byte."""
    text: bytes
    """Its bytes, comments as HTML writes them."""


Token: TypeAlias = str | tuple[Any, ...] | Run | Heading | Markup | Occurrence | Instruction
"""Structure is a name (`+Item`, `-Item`) or a name with values; other tokens are of the classes above."""


class Outline(Struct, frozen=True):
    """A parsed page."""

    source: bytes
    """The page, without a byte-order mark."""
    front: FrontMatter
    """Its front matter."""
    newline: str
    """Line end: `\\r\\n` if the page has one, otherwise `\\n`."""
    scan: Scan
    """The page as masked for the parser."""
    events: tuple[Event, ...]
    """What the parser says of it, with the tags that it saw masked as they are on the page."""
    tokens: tuple[Token, ...]
    """The page's structure and runs in order."""
    dialect: Dialect
    """The dialect it was read in."""


def outline(source: bytes, dialect: Dialect) -> Outline:
    """Parse a page. Raises UnicodeDecodeError unless it is UTF-8."""
    return walked(masked(source, dialect))


def masked(source: bytes, dialect: Dialect) -> Outline:
    """A page before its structure is known: without tokens. Raises UnicodeDecodeError unless it is UTF-8."""
    newline = "\r\n" if b"\r" in source and b"\r\n" in source else "\n"
    if dialect.values:
        return Outline(source, whole(source, dialect.values, dialect.front_matter), newline, Scan(""), (), (), dialect)
    front = front_matter(source)
    scan = masking.scan(source, dialect, body=front.end)
    return Outline(source, front, newline, scan, _events(source, scan, dialect), (), dialect)


def walked(page: Outline) -> Outline:
    """The page with its tokens."""
    walk = _Walk(page.source, page.scan, page.dialect)
    done = 0
    for place, event in enumerate(page.events):
        if event[0] not in GATHERED:
            walk.boundary(event, page.events[done:place])
            done = place + 1
    return replace(page, tokens=tuple(walk.tokens))


def _events(source: bytes, scan: Scan, dialect: Dialect) -> tuple[Event, ...]:
    """The events of a page, with the tags that the parser saw masked as they are on the page."""
    found = parse.events(scan.text, dialect)
    if dialect.bare_tables and "|" in scan.text:
        found = bare_tables.read(scan.text, found, dialect)
    if dialect.tables_below_words and "|" in scan.text:
        found = tables_below_words.read(scan.text, found, dialect)
    found = pipes_in_code.shown(scan.text, found)
    has_tags = scan.tags or scan.lone_tags
    return hidden_tags.shown(source, found, dict(scan.tags), scan.lone_tags) if has_tags else found


def _instructions(source: bytes, scan: Scan) -> Iterator[Instruction]:
    """The lines of tags and comments in MDX, if some of the page may be instructions to this tool."""
    if any(sign in source for sign in INSTRUCTIONS):
        for found in scan.alone:
            text = source[found.start : found.end]
            if text.startswith((b"<", b"{/*")):
                yield Instruction(found.start, text.replace(b"{/*", b"<!--").replace(b"*/}", b"-->"))


def signs(scan: Scan) -> dict[int, Occurrence]:
    """The constructs that the parser takes for headings, by the byte offsets of these."""
    return {standing_alone.sign(found): found for found in scan.alone}


def bodies(scan: Scan) -> list[int]:
    """Byte offsets of the bodies of constructs, each of which is a list to the parser."""
    return sorted([*scan.indented, *(found.start for found in scan.alone if found.body)])


def is_body(source: bytes, bodies: Sequence[int], start: int) -> bool:
    """Whether a list item, with the blanks before its mark, is the body of a construct."""
    index = bisect_left(bodies, start)
    if index == len(bodies) or bodies[index] == start:
        return index < len(bodies)
    return source[start] in b" \t" and not source[start : bodies[index]].strip(b" \t")


def colons(source: bytes, scan: Scan) -> list[int]:
    """Byte offsets of the constructs that begin with colons."""
    return [found.start for found in scan.alone if source.startswith(b":::", found.start)]


def may_be_titled(source: bytes, colons: Sequence[int], dialect: Dialect, start: int) -> bool:
    """Whether readers see the title of code that begins at a byte offset: by the last line of colons before it."""
    form = dialect.code_title
    if form is None or not form.container:
        return form is not None
    index = bisect_left(colons, start)
    line = LINE_WITH_COLONS.match(source, colons[index - 1]) if index else None
    return line is not None and form.container in line[0]


def constructs_among(scan: Scan, starts: Sequence[int], events: Sequence[Event]) -> Sequence[Occurrence]:
    """The constructs that fill lines in the words of these events; `starts` are the byte offsets of all of the page.

    Those with words behind them fill none.
    """
    first = bisect_left(starts, events[0][1])
    if first == len(starts) or starts[first] >= (end := events[-1][2]):
        return ()
    return [one for one in scan.alone[first : bisect_left(starts, end, first)] if not one.has_words_behind]


def line(part: lone_lines.ParagraphPart) -> tuple[str, bytes, bytes]:
    """The token of the markup on a line of a paragraph that stands apart: before and after its words."""
    return ("line", b" ".join(part.before.split()), part.after)


def heading_on_line(source: bytes, scan: Scan, dialect: Dialect, part: lone_lines.ParagraphPart) -> Heading:
    """The heading that a line of a paragraph is in this dialect."""
    start, level = parse.bounds(source, part.events)[0], len(part.before)
    return on_line(source, scan, dialect, start - level, level)


def markup(source: bytes, lines: Sequence[Event], raw: Sequence[Occurrence]) -> Markup:
    """Join the lines of an HTML block, with spaces for the marks of its containers, signs for `raw` template tags."""
    start, end = (lines[0][1], lines[-1][2]) if lines else (0, 0)
    text = bytearray(b" " * (end - start))
    for _, line, stop, _ in lines:
        text[line - start : stop - start] = source[line:stop]
    inside = islice(raw, bisect_right(raw, start, key=lambda found: found.end), None)
    for found in takewhile(lambda found: found.start < end, inside):
        first, last = max(found.start, start) - start, min(found.end, end) - start
        text[first:last] = NOT_BLANK.sub(b"%", text[first:last])
    return Markup(start, end, bytes(text))


class _Walk:
    """Open blocks, and the tokens so far."""

    def __init__(self, source: bytes, scan: Scan, dialect: Dialect) -> None:
        self.source = source
        self.dialect = dialect
        self.scan = scan
        self.signs = signs(scan)
        self.found: Occurrence | None = None  # the last of them
        self.starts = [found.start for found in scan.alone]
        self.raw = [found for found in scan.alone if found.raw]
        self.bodies = bodies(scan)
        self.colons = colons(source, scan)
        self.instructions = list(_instructions(source, scan))
        self.instructions.reverse()
        self.tokens: list[Token] = []
        self.open: list[str] = []
        self.quotes = 0
        self.heads: list[str] = []  # column headings of the current table
        self.column = -1
        self.info: str | None = None  # info string of the current code in fences

    def boundary(self, event: Event, before: tuple[Event, ...]) -> None:
        """Emit a token for the events since the last boundary of a block, and a token for this boundary."""
        kind = event[0]
        if kind == "-HtmlBlock":
            self.tokens.append(markup(self.source, before, self.raw))
        elif kind == "-CodeBlock":
            self.tokens += self._code([event[1:3] for event in before])
        elif before:
            words = self._without_tags(before) if kind == "-Heading" else before
            self.tokens += self._runs(words) if words else ()
        while self.instructions and kind[0] != "-" and self.instructions[-1].start <= event[1]:
            self.tokens.append(self.instructions.pop())
        if kind[0] == "+":
            self._enter(event)
        elif kind[0] == "-":
            self._leave(kind)
        else:
            self.tokens.append((kind, event[3]))

    def _enter(self, event: Event) -> None:
        kind, start, _, value = event
        self.open.append(self._block(kind, start, value))
        if kind == "+Paragraph":
            self.tokens.append(kind)
            return
        if self.open[-1] == "Bodies":
            return
        if kind == "+BlockQuote":
            self.quotes += 1
        elif kind == "+TableCell":
            self.column += 1
        elif kind in {"+TableRow", "+TableHead"}:
            self.column = -1
            self.heads = self.heads if kind == "+TableRow" else []
        if kind == "+Heading" and start in self.signs:
            self.open[-1] = "Construct"
            self.found = self.signs[start]
            self.tokens.append(self.found)
        elif kind == "+Heading":
            self.tokens.append(heading(self.source, self.scan, self.dialect, event))
        elif kind == "+CodeBlock":
            self.info = value["Fenced"] if isinstance(value, dict) else None
            self.tokens += self._code_block(start)
        elif kind != "+HtmlBlock":
            self.tokens.append(kind if value is None else (kind, value))

    def _block(self, kind: str, start: int, value: Any) -> str:
        """The name of a block that begins; bodies of constructs, a list to the parser, are a block each."""
        if kind == "+BlockQuote" and value:
            return "Alert"
        if self.bodies and kind in {"+List", "+Item"} and is_body(self.source, self.bodies, start):
            return "Bodies" if kind == "+List" else "Body"
        return kind[1:]

    def _code_block(self, start: int) -> Iterator[Token]:
        """The start of code, with its title if readers see one."""
        title, info = None, self.info
        form = self.dialect.code_title
        if info and form and form.sign in info and may_be_titled(self.source, self.colons, self.dialect, start):
            title, info = code_words.title(self.source, start, info, form.form)
        yield ("+CodeBlock", info)
        if title:
            yield Occurrence(start, title.end, "code title", None, (title,))

    def _leave(self, kind: str) -> None:
        name = self.open.pop()
        if kind == "-BlockQuote":
            self.quotes -= 1
        if kind != "-HtmlBlock" and name not in {"Construct", "Bodies"}:
            self.tokens.append(kind)

    def _without_tags(self, events: tuple[Event, ...]) -> tuple[Event, ...]:
        """The events of the text of a heading without those of its empty tags with ids."""
        heading = self.tokens[-1]
        if not isinstance(heading, Heading):
            return events
        kept, names = without_tags(self.source, self.dialect, heading.start, events)
        if names:
            self.tokens[-1] = replace(heading, other_ids=names)
        return kept

    def _code(self, spans: list[tuple[int, int]]) -> Iterator[Token]:
        """The bytes of code; with the words in it that the settings ask for, if there are any."""
        lines = [(start, self.source[start:end]) for start, end in spans]
        wanted = self.dialect.code if self.info else ()
        words = code_words.found(self.info or "", lines, wanted) if wanted else []
        if words:
            yield Occurrence(spans[0][0], spans[-1][1], "code", None, tuple(words))
        else:
            yield from (("code", line) for _, line in lines)

    def _runs(self, events: tuple[Event, ...]) -> list[Token]:
        """The run of these events, or those of its parts (see `lone_lines`)."""
        name = self._name()
        titled = name == "Construct" and self.found is not None and self.found.title is not None
        kind = lone_lines.kind_in(name, titled=titled)
        constructs = () if self.open[-1] == "Construct" else constructs_among(self.scan, self.starts, events)
        parts = lone_lines.split(self.source, events, constructs, kind, glued_headings=self.dialect.glued_headings)
        if not parts:
            return [self._run(events)]
        found: list[Token] = []
        for part in parts:
            if part.place == "heading":
                found += self._heading_on_line(part)
                continue
            if part.construct:
                found.append(part.construct)
            if part.is_marked:
                found.append(line(part))
            if part.events:
                found.append(self._run(part.events, "" if part.place == "paragraph" else part.place or "line"))
        return found

    def _heading_on_line(self, part: lone_lines.ParagraphPart) -> Iterator[Token]:
        """The tokens of a line of a paragraph that is a heading in this dialect."""
        heading = heading_on_line(self.source, self.scan, self.dialect, part)
        yield heading
        yield Run(
            *parse.bounds(self.source, part.events), "heading", f"heading {heading.level}", self.quotes, part.events
        )
        yield "-Heading"

    def _run(self, events: tuple[Event, ...], place: str = "") -> Run:
        """The run of these events, in the place that the open blocks say unless a place is given."""
        start, end = parse.bounds(self.source, events)
        found, name = self._place(start, end)
        return Run(start, end, place or found, name, self.quotes, events)

    def _name(self) -> str:
        """The name of the block whose words come now, paragraphs left aside; empty for none."""
        around = self.open[:-1] if self.open[-1:] == ["Paragraph"] else self.open
        return around[-1] if around else ""

    def _place(self, start: int, end: int) -> tuple[str, str]:
        name = self._name()
        if name == "Construct" and self.found and self.found.title:
            return (self.found.title.place, self.found.title.type)
        if name == "Heading":
            heading = next(token for token in reversed(self.tokens) if isinstance(token, Heading))
            atx = ATX.match(self.source, heading.start)
            return ("heading" if atx else "setext", f"heading {heading.level}")
        if name == "TableCell":
            return ("cell", self._cell(self.source[start:end].decode()))
        return ("paragraph", TYPES.get(name, "paragraph"))

    def _cell(self, text: str) -> str:
        """Kind of a table cell with its column heading, for translators."""
        if self.open[-2] == "TableHead":
            self.heads += [""] * (self.column - len(self.heads)) + [text]
            return "table header"
        head = self.heads[self.column] if self.column < len(self.heads) else ""
        return f"table cell, column {head}" if head else "table cell"
