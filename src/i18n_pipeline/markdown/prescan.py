"""What CommonMark would misread, hidden from the parser in a copy of equal length.

Every byte range the parser then reports is valid in the original. Three things are hidden: the front matter,
attribute lists that end a heading (`{#id .class}`), and the syntax of site generators that CommonMark takes for text:
container fences (`:::`), display math (`$$`) and template tags (`{{< … >}}`, `{% … %}`, `{{ … }}`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from i18n_pipeline.markdown import parse

# No pattern may scan past the next opening of its own kind: that keeps all of them linear in the page.
ATTRIBUTE = rb"""(?:[#.][^\s{}"'=]+|[\w-]+=(?:"[^"{}\r\n]*"|'[^'{}\r\n]*'|[^\s{}"']+))"""
ATTRIBUTE_LIST = re.compile(
    rb"(?P<list>\{[ \t]*:?[ \t]*" + ATTRIBUTE + rb"(?:[ \t]+" + ATTRIBUTE + rb")*[ \t]*\})[ \t]*(?:#+[ \t]*)?\r?$",
    re.MULTILINE,
)
ATX_MARK = re.compile(rb"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*#{1,6}[ \t]")
UNDERLINE = re.compile(rb"\r?\n[ \t>]*(?:=+|-+)[ \t]*\r?$", re.MULTILINE)
EXPLICIT_ID = re.compile(rb"[\s{:]#([^\s{}]+)")

FENCE = rb"^[ \t>]*(?P<fence>:{3,}[^\r\n]*)$"
MATH = rb"^[ \t>]*(?P<math>\$\$(?:[^$\r\n]|\$(?!\$)|\r?\n(?![ \t]*\r?\n))*\$\$)[ \t]*$"
SHORTCODE = rb"\{\{[<%](?:[^\r\n{]|\{(?!\{)|\r?\n(?![ \t]*\r?\n))*?[>%]\}\}"
TAG = SHORTCODE + rb"|\{%(?:[^\r\n{]|\{(?!%))*?%\}"
LONE_TAG = rb"^[ \t>]*(?P<tag>(?:" + TAG + rb")(?:[ \t]*(?:" + TAG + rb"))*)[ \t]*$"
STANDING_ALONE = re.compile(rb"(?m)" + FENCE + rb"|" + MATH + rb"|" + LONE_TAG)
PLACEHOLDER = re.compile(rb"\{\{(?:[^{}\r\n]|\{[^{}\r\n]*\})*\}\}|" + TAG)
"""A template expression or tag inside a line: kept in the msgid as it is, and required in the translation."""

NOT_LINE_END = re.compile(rb"[^\r\n]")


@dataclass(frozen=True, slots=True)
class Scan:
    """A page as the parser may see it."""

    text: str
    """The masked copy; as many bytes in UTF-8 as the page."""
    ids: tuple[tuple[int, int, str], ...] = ()
    """Attribute lists of headings: start and end in bytes, and the id (empty where there are only classes)."""
    alone: tuple[tuple[int, int], ...] = ()
    """Byte ranges of what stands alone in a dialect's own syntax."""
    placeholders: bool = False
    """Whether anything inside the lines is hidden."""


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
    inside = list(PLACEHOLDER.finditer(bytes(masked))) if templates else []
    for found in inside:
        # Punctuation, like the braces, so that emphasis beside it opens and closes as before.
        masked[found.start() : found.end()] = NOT_LINE_END.sub(b"%", found[0])
    return Scan(masked.decode() if body or alone or ids or inside else text, ids, alone, bool(inside))


def _blank(text: bytes | bytearray) -> bytes:
    """Spaces in place of everything but line ends."""
    return NOT_LINE_END.sub(b" ", text)


def _attribute_lists(masked: bytes) -> tuple[tuple[int, int, str], ...]:
    """The attribute lists that end a line which is, or may be, a heading."""
    lists = []
    for found in ATTRIBUTE_LIST.finditer(masked):
        line = masked.rfind(b"\n", 0, found.start()) + 1
        apart = masked[found.start() - 1 : found.start()] in {b" ", b"\t"}
        if apart and (ATX_MARK.match(masked, line) or UNDERLINE.match(masked, found.end())):
            named = EXPLICIT_ID.search(masked, *found.span("list"))
            lists.append((*found.span("list"), named[1].decode() if named else ""))
    return tuple(lists)


def _standing_alone(masked: bytes) -> tuple[tuple[int, int], ...]:
    """Ranges of dialect syntax that fills its lines, outside code and HTML."""
    found = [match.span(match.lastgroup or 0) for match in STANDING_ALONE.finditer(masked)]
    if not found:
        return ()
    literal = [e[1:3] for e in parse.events(masked.decode()) if e[0] in {"+CodeBlock", "+HtmlBlock"}]
    return tuple(span for span in found if not _inside(span[0], literal))


def _inside(position: int, ranges: list[tuple[int, int]]) -> bool:
    """Whether a byte lies in one of the sorted, disjoint ranges."""
    index = bisect_right(ranges, position, key=lambda span: span[0]) - 1
    return index >= 0 and position < ranges[index][1]
