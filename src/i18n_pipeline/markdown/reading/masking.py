"""Mask syntax that CommonMark would misread, in a copy of the page of equal length for the parser.

So every byte range that the parser reports is valid in the original. Three things are masked: the front matter, ids
and attributes that end a heading (`{#id .class}`), and the constructs of the dialect, which CommonMark takes for text.
Code comes first: such syntax in a code block or code span is code.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from i18n_pipeline.markdown.constructs import Construct
from i18n_pipeline.markdown.dialect import Dialect, HeadingIds
from i18n_pipeline.markdown.reading import parse

LINE = rb"(?<![^\r\n])"
"""The start of a line, whatever the line ends of the page."""
LINE_END = rb"(?=[\r\n]|\Z)"
ATX = rb"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*#{1,6}[ \t]"
ATX_MARK = re.compile(ATX)
ATX_LINE = re.compile(LINE + ATX + rb"[^\r\n]*")
UNDERLINE = re.compile(rb"(?:\r\n|\n|\r)[ \t>]*(?:=+|-+)[ \t]*" + LINE_END)

END = (1 << 62, 1 << 62)
"""Sentinel: a range after all others."""
NOT_LINE_END = re.compile(rb"[^\r\n]")
NOT_MARGIN = re.compile(rb"(?:\r\n|\n|\r)[ \t]*|[^\r\n]")
"""The masked part of a placeholder: all but its line ends and the indentation after them."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A page masked for the parser."""

    text: str
    """The masked copy; as many bytes in UTF-8 as the page."""
    ids: tuple[tuple[int, int, str], ...] = ()
    """Ids and attributes at the ends of headings: start and end in bytes, and the id (empty if there is none)."""
    alone: tuple[tuple[int, int], ...] = ()
    """Byte ranges of constructs that fill whole lines."""
    placeholders: tuple[tuple[int, int], ...] = ()
    """Byte ranges of constructs in the words of paragraphs, in page order."""

    def inside(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The placeholders that overlap a byte range."""
        if not self.placeholders:
            return ()
        first = bisect_right(self.placeholders, start, key=lambda span: span[1])
        return self.placeholders[first : bisect_left(self.placeholders, (end,))]


@lru_cache(maxsize=64)
def _alone(constructs: tuple[Construct, ...]) -> re.Pattern[bytes] | None:
    """Matches a construct that fills whole lines; None if none of these does."""
    forms = rb"|".join(construct.alone for construct in constructs if construct.alone)
    return re.compile(LINE + rb"[ \t>]*(?P<masked>" + forms + rb")[ \t]*" + LINE_END) if forms else None


@lru_cache(maxsize=64)
def placeholder(constructs: tuple[Construct, ...]) -> re.Pattern[bytes] | None:
    """Matches a construct in the words of a paragraph; None if none of these stands there."""
    forms = rb"|".join(construct.inside for construct in constructs if construct.inside)
    return re.compile(forms) if forms else None


@lru_cache(maxsize=8)
def _heading_ending(written: bytes) -> re.Pattern[bytes]:
    """Matches what ends a heading and is no part of its text, and the rest of its line."""
    return re.compile(rb"(?P<list>" + written + rb")[ \t]*(?:#+[ \t]*)?" + LINE_END)


def scan(source: bytes, dialect: Dialect, *, body: int) -> Scan:
    """Mask `source`, whose front matter ends at byte `body`. Raises UnicodeDecodeError unless it is UTF-8."""
    text = source.decode()
    present = [one for one in dialect.constructs for sign in one.signs if sign in source]
    constructs = tuple(dict.fromkeys(present)) if present else ()
    masked = bytearray(source)
    masked[:body] = _blank(source[:body])
    alone = _standing_alone(bytes(masked), constructs, dialect) if constructs else ()
    for start, end in alone:
        masked[start:end] = _blank(masked[start:end])
    ids = _heading_endings(bytes(masked), dialect.ids) if dialect.ids.sign in source else ()
    for start, end, _ in ids:
        masked[start:end] = b" " * (end - start)
    if b"\t" in source and b"#" in source:
        masked = _without_tabs_after_headings(masked)
    inside = _placeholders(bytes(masked), constructs, dialect) if constructs else ()
    for start, end in inside:
        # Punctuation, like the braces, so that emphasis beside it opens and closes as before.
        masked[start:end] = NOT_MARGIN.sub(_hidden, masked[start:end])
    return Scan(text if masked == source else masked.decode(), ids, alone, inside)


def _blank(text: bytes | bytearray) -> bytes:
    """Replace everything but line ends with spaces."""
    return NOT_LINE_END.sub(b" ", text)


def _hidden(found: re.Match[bytes]) -> bytes:
    return found[0] if found[0][0] in b"\r\n" else b"%"


def _without_tabs_after_headings(masked: bytearray) -> bytearray:
    """Replace tabs around a heading's closing `#` with spaces; pulldown-cmark 0.13 takes tabs there for text."""
    for found in ATX_LINE.finditer(bytes(masked)):
        line = found[0].rstrip(b" \t")
        words = line.rstrip(b"#")
        closed = len(words) < len(line) and words[-1:] in {b" ", b"\t"}
        end = len(words.rstrip(b" \t")) if closed else len(line)
        masked[found.start() + end : found.end()] = found[0][end:].replace(b"\t", b" ")
    return masked


def _heading_endings(masked: bytes, form: HeadingIds) -> tuple[tuple[int, int, str], ...]:
    """The endings with ids or attributes of lines that are, or may be, headings."""
    endings = []
    line = 0
    for found in _heading_ending(form.written).finditer(masked):
        line = max(line, masked.rfind(b"\n", line, found.start()) + 1, masked.rfind(b"\r", line, found.start()) + 1)
        apart = masked[found.start() - 1 : found.start()] in {b" ", b"\t"}
        if apart and (ATX_MARK.match(masked, line) or UNDERLINE.match(masked, found.end())):
            named = form.id.search(masked, *found.span("list"))
            endings.append((*found.span("list"), named[1].decode() if named else ""))
    return tuple(endings)


def _standing_alone(masked: bytes, constructs: tuple[Construct, ...], dialect: Dialect) -> tuple[tuple[int, int], ...]:
    """Ranges of constructs that fill whole lines, outside code and HTML."""
    pattern = _alone(constructs)
    found = [match.span("masked") for match in pattern.finditer(masked)] if pattern else []
    if not found:
        return ()
    literal = [e[1:3] for e in parse.events(masked.decode(), dialect) if e[0] in {"+CodeBlock", "+HtmlBlock"}]
    return tuple(span for span in found if not _inside(span[0], literal))


def _placeholders(masked: bytes, constructs: tuple[Construct, ...], dialect: Dialect) -> tuple[tuple[int, int], ...]:
    """Ranges of placeholders that begin outside code."""
    pattern = placeholder(constructs)
    if pattern is None or not pattern.search(masked):
        return ()
    code = iter([e[1:3] for e in parse.events(masked.decode(), dialect) if e[0] in {"+CodeBlock", "Code"}])
    return tuple(_outside(pattern, masked, code))


def _outside(pattern: re.Pattern[bytes], masked: bytes, code: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The placeholders that begin outside sorted code ranges; ranges that begin in a placeholder are ignored."""
    start, end = next(code, END)
    found = pattern.search(masked)
    while found:
        while end <= found.start():
            start, end = next(code, END)
        if start <= found.start():
            found = pattern.search(masked, end)
            continue
        yield found.span()
        while start < found.end():
            start, end = next(code, END)
        found = pattern.search(masked, found.end())


def _inside(position: int, ranges: list[tuple[int, int]]) -> bool:
    """Whether a byte lies in one of the sorted, disjoint ranges."""
    index = bisect_right(ranges, position, key=lambda span: span[0]) - 1
    return index >= 0 and position < ranges[index][1]
