"""The one walk over a page: what is a run of text, what is structure, in page order.

Extraction, reassembly and verification all read this outline, so they cannot disagree about what a segment is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, TypeAlias

from i18n_pipeline.markdown import parse, prescan
from i18n_pipeline.markdown.parse import Event
from i18n_pipeline.markdown.prescan import Scan

INLINE = frozenset(
    {"Text", "Code", "SoftBreak", "HardBreak", "InlineHtml", "FootnoteReference"}
    | {sign + name for sign in "+-" for name in ("Emphasis", "Strong", "Strikethrough", "Link", "Image")}
)
ATX = re.compile(rb"#{1,6}(?=[ \t\r\n]|$)")
LINE_END = re.compile(rb"[\r\n]|$")
TYPES = {
    "Item": "list item",
    "BlockQuote": "quote",
    "Alert": "alert",
    "FootnoteDefinition": "footnote",
    "TableCell": "table cell",
    "DefinitionListTitle": "definition term",
    "DefinitionListDefinition": "definition",
}
LITERAL = frozenset({"CodeBlock", "HtmlBlock"})


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of inline Markdown between two block boundaries."""

    start: int
    """Byte offset of its first byte, escapes included."""
    end: int
    """Byte offset after its last byte."""
    place: str
    """`paragraph`, `heading`, `setext` or `cell`."""
    type: str
    """What a translator is told it is."""
    quotes: int
    """How many quotes it lies in."""
    events: tuple[Event, ...]
    """Its inline events."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that has begun; its run, if it has any text, is the next token."""

    start: int
    """Byte offset of the block."""
    end: int
    """Byte offset after the line on which an id can be written, white space at its end aside."""
    level: int
    """1 to 6."""
    explicit: str | None
    """The id the author wrote; None where there is none."""


@dataclass(frozen=True, slots=True)
class Markup:
    """An HTML block."""

    start: int
    """Byte offset of its first byte."""
    end: int
    """Byte offset after its last byte."""
    text: bytes
    """Its bytes with quote marks and indentation of the containers blanked: as long as the block."""


Token: TypeAlias = str | tuple[Any, ...] | Run | Heading | Markup
"""Structure is a name (`+Item`, `-Item`) or a name with values; the rest is one of the classes above."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A parsed page."""

    source: bytes
    """The page."""
    scan: Scan
    """What was hidden from the parser."""
    tokens: tuple[Token, ...]
    """The page's structure and runs in order."""


def outline(source: bytes, *, body: int = 0, definition_lists: bool = False) -> Outline:
    """Parse a page whose front matter ends at byte `body`. Raises UnicodeDecodeError unless it is UTF-8."""
    scan = prescan.scan(source, body=body)
    walk = _Walk(source, scan)
    for event in parse.events(scan.text, definition_lists=definition_lists):
        walk.take(event)
    return Outline(source, scan, tuple(walk.tokens))


class _Walk:
    """The containers that are open, the run that is being gathered, and the tokens so far."""

    def __init__(self, source: bytes, scan: Scan) -> None:
        self.source = source
        self.ids = scan.ids
        self.tokens: list[Token] = []
        self.open: list[str] = []
        self.quotes = 0
        self.run: list[Event] = []

    def take(self, event: Event) -> None:
        """Gather an inline event; let a block boundary end the run."""
        kind = event[0]
        if kind in INLINE and not (kind == "Text" and self.open[-1:] == ["CodeBlock"]):
            self.run.append(event)
            return
        if self.run and not (self.open and self.open[-1] in LITERAL):
            self._end_run()
        if kind[0] == "+":
            self._enter(event)
        elif kind[0] == "-":
            self._leave(event)
        elif kind == "Html":
            self.run.append(event)
        elif kind == "Text":
            self.tokens.append(("code", self.source[event[1] : event[2]]))
        else:
            self.tokens.append((kind, event[3]))

    def _enter(self, event: Event) -> None:
        kind, start, end, value = event
        self.open.append("Alert" if kind == "+BlockQuote" and value else kind[1:])
        if kind == "+BlockQuote":
            self.quotes += 1
        if kind == "+Heading":
            self.tokens.append(self._heading(start, end, int(value["level"][1])))
        elif kind == "+CodeBlock":
            info = value["Fenced"] if isinstance(value, dict) else None
            self.tokens.append((kind, info))
        elif kind != "+HtmlBlock":
            self.tokens.append(kind if value is None else (kind, value))

    def _leave(self, event: Event) -> None:
        kind = event[0]
        self.open.pop()
        if kind == "-HtmlBlock":
            self.tokens.append(self._markup())
            return
        if kind == "-BlockQuote":
            self.quotes -= 1
        self.tokens.append(kind)

    def _heading(self, start: int, end: int, level: int) -> Heading:
        explicit = [found for found in self.ids if start <= found[0] < end] if self.ids else []
        if ATX.match(self.source, start):
            end = LINE_END.search(self.source, start, end).start()  # type: ignore[union-attr] # $ always matches
        else:
            end = max(self.source.rfind(b"\n", start, end - 1), self.source.rfind(b"\r", start, end - 1))
        end = start + len(self.source[start:end].rstrip())
        return Heading(start, end, level, explicit[0][2] or None if explicit else None)

    def _markup(self) -> Markup:
        """Join the lines of an HTML block; what lies between them belongs to its containers."""
        lines, self.run = self.run, []
        if not lines:
            return Markup(0, 0, b"")
        start, end = lines[0][1], lines[-1][2]
        text = bytearray(b" " * (end - start))
        for _, line, stop, _ in lines:
            text[line - start : stop - start] = self.source[line:stop]
        return Markup(start, end, bytes(text))

    def _end_run(self) -> None:
        events, self.run = tuple(self.run), []
        start = events[0][1]
        if self.source[start - 1 : start] == b"\\" and start:
            start -= 1  # an escaped character's event starts after its backslash
        end = max(event[2] for event in events)
        place, what = self._place()
        self.tokens.append(Run(start, end, place, what, self.quotes, events))

    def _place(self) -> tuple[str, str]:
        name = self.open[-1] if self.open else ""
        if name == "Paragraph":
            name = self.open[-2] if len(self.open) > 1 else ""
        if name == "Heading":
            heading = next(token for token in reversed(self.tokens) if isinstance(token, Heading))
            atx = ATX.match(self.source, heading.start)
            return ("heading" if atx else "setext", f"heading {heading.level}")
        if name == "TableCell":
            return ("cell", "table header" if self.open[-2] == "TableHead" else "table cell")
        return ("paragraph", TYPES.get(name, "paragraph"))
