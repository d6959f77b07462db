"""Mask syntax that CommonMark would misread, in a copy of the page of equal length for the parser.

So every byte range that the parser reports is valid in the original. Three things are masked: the front matter,
attribute lists that end a heading (`{#id .class}`), and the syntax of site generators that CommonMark takes for text:
container fences (`:::`), display math (`$$`) and template tags (`{{< … >}}`, `{% … %}`, `{{ … }}`). Code comes first:
such syntax in a code block or code span is code.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from i18n_pipeline.markdown.reading import parse

# No pattern may scan past the next opening of its own kind: that keeps all of them linear in the page.
ATTRIBUTE = rb"""(?:[#.][^\s{}"'=]+|[\w-]+=(?:"[^"{}\r\n]*"|'[^'{}\r\n]*'|[^\s{}"']+))"""
LINE = rb"(?<![^\r\n])"
"""The start of a line, whatever the line ends of the page."""
LINE_END = rb"(?=[\r\n]|\Z)"
BREAK = rb"(?:\r\n|\n|\r)(?![ \t>]*(?:[\r\n]|\Z))"
"""A line end before a line that is not blank."""
ATTRIBUTE_LIST = re.compile(
    rb"(?P<list>\{[ \t]*:?[ \t]*"
    + ATTRIBUTE
    + rb"(?:[ \t]+"
    + ATTRIBUTE
    + rb")*[ \t]*\})[ \t]*(?:#+[ \t]*)?"
    + LINE_END
)
ATX = rb"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*#{1,6}[ \t]"
ATX_MARK = re.compile(ATX)
ATX_LINE = re.compile(LINE + ATX + rb"[^\r\n]*")
UNDERLINE = re.compile(rb"(?:\r\n|\n|\r)[ \t>]*(?:=+|-+)[ \t]*" + LINE_END)
EXPLICIT_ID = re.compile(rb"[\s{:]#([^\s{}]+)")

FENCE = rb"[ \t>]*(?P<fence>:{3,}[^\r\n]*)"
MATH = rb"[ \t>]*(?P<math>\$\$(?:[^$\r\n]|\$(?!\$)|" + BREAK + rb")*\$\$)[ \t]*"
SHORTCODE = rb"\{\{[<%](?:[^\r\n{]|\{(?!\{)|" + BREAK + rb")*?[>%]\}\}"
TAG = SHORTCODE + rb"|\{%(?:[^\r\n{]|\{(?!%)|" + BREAK + rb")*?%\}"
LONE_TAG = rb"[ \t>]*(?P<tag>(?:" + TAG + rb")(?:[ \t]*(?:" + TAG + rb"))*)[ \t]*"
STANDING_ALONE = re.compile(LINE + rb"(?:" + FENCE + rb"|" + MATH + rb"|" + LONE_TAG + rb")" + LINE_END)
PLACEHOLDER = re.compile(rb"\{\{(?:[^{}\r\n]|" + BREAK + rb"|\{(?:[^{}\r\n]|" + BREAK + rb")*\})*\}\}|" + TAG)
"""A template expression or tag in a paragraph: kept in the msgid as it is, and required in the translation."""

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
    """Attribute lists of headings: start and end in bytes, and the id (empty if the list has none)."""
    alone: tuple[tuple[int, int], ...] = ()
    """Byte ranges of dialect syntax that fills whole lines."""
    placeholders: tuple[tuple[int, int], ...] = ()
    """Byte ranges of template expressions and tags inside paragraphs, in page order."""

    def inside(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The placeholders that overlap a byte range."""
        if not self.placeholders:
            return ()
        first = bisect_right(self.placeholders, start, key=lambda span: span[1])
        return self.placeholders[first : bisect_left(self.placeholders, (end,))]


def scan(source: bytes, *, body: int) -> Scan:
    """Mask `source`, whose front matter ends at byte `body`. Raises UnicodeDecodeError unless it is UTF-8."""
    text = source.decode()
    braces = b"{" in source
    templates = braces and (b"{{" in source or b"{%" in source)
    masked = bytearray(source)
    masked[:body] = _blank(source[:body])
    alone = _standing_alone(bytes(masked)) if templates or b":::" in source or b"$$" in source else ()
    for start, end in alone:
        masked[start:end] = _blank(masked[start:end])
    ids = _attribute_lists(bytes(masked)) if braces else ()
    for start, end, _ in ids:
        masked[start:end] = b" " * (end - start)
    if b"\t" in source and b"#" in source:
        masked = _without_tabs_after_headings(masked)
    inside = _placeholders(bytes(masked)) if templates else ()
    for start, end in inside:
        # Punctuation, like the braces, so that emphasis beside it opens and closes as before.
        masked[start:end] = NOT_MARGIN.sub(_hidden, masked[start:end])
    return Scan(text if masked == source else masked.decode(), ids, alone, inside)


def attributes(written: bytes) -> tuple[str, ...]:
    """Items of an attribute list other than the id, sorted."""
    found = (attribute[0].decode() for attribute in re.finditer(ATTRIBUTE, written))
    return tuple(sorted(attribute for attribute in found if not attribute.startswith("#")))


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


def _attribute_lists(masked: bytes) -> tuple[tuple[int, int, str], ...]:
    """The attribute lists at the ends of lines that are, or may be, headings."""
    lists = []
    line = 0
    for found in ATTRIBUTE_LIST.finditer(masked):
        line = max(line, masked.rfind(b"\n", line, found.start()) + 1, masked.rfind(b"\r", line, found.start()) + 1)
        apart = masked[found.start() - 1 : found.start()] in {b" ", b"\t"}
        if apart and (ATX_MARK.match(masked, line) or UNDERLINE.match(masked, found.end())):
            named = EXPLICIT_ID.search(masked, *found.span("list"))
            lists.append((*found.span("list"), named[1].decode() if named else ""))
    return tuple(lists)


def _standing_alone(masked: bytes) -> tuple[tuple[int, int], ...]:
    """Ranges of dialect syntax that fills whole lines, outside code and HTML."""
    found = [match.span(match.lastgroup or 0) for match in STANDING_ALONE.finditer(masked)]
    if not found:
        return ()
    literal = [e[1:3] for e in parse.events(masked.decode()) if e[0] in {"+CodeBlock", "+HtmlBlock"}]
    return tuple(span for span in found if not _inside(span[0], literal))


def _placeholders(masked: bytes) -> tuple[tuple[int, int], ...]:
    """Ranges of template expressions and tags that begin outside code."""
    found = PLACEHOLDER.search(masked)
    if not found:
        return ()
    code = iter([e[1:3] for e in parse.events(masked.decode()) if e[0] in {"+CodeBlock", "Code"}])
    return tuple(_outside(masked, code))


def _outside(masked: bytes, code: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The placeholders that begin outside sorted code ranges; ranges that begin in a placeholder are ignored."""
    start, end = next(code, END)
    found = PLACEHOLDER.search(masked)
    while found:
        while end <= found.start():
            start, end = next(code, END)
        if start <= found.start():
            found = PLACEHOLDER.search(masked, end)
            continue
        yield found.span()
        while start < found.end():
            start, end = next(code, END)
        found = PLACEHOLDER.search(masked, found.end())


def _inside(position: int, ranges: list[tuple[int, int]]) -> bool:
    """Whether a byte lies in one of the sorted, disjoint ranges."""
    index = bisect_right(ranges, position, key=lambda span: span[0]) - 1
    return index >= 0 and position < ranges[index][1]
