"""Where JavaScript in braces ends, and where a tag with such attributes ends: what JSX, Vue and Svelte share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from i18n_pipeline.markdown.constructs import Construct, Occurrence
from i18n_pipeline.markdown.constructs.lines import LINE

FENCED = re.compile(
    LINE + rb"[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t][ \t>]*)*(?P<fence>`{3,}(?=[^`\r\n]*(?:[\r\n]|\Z))|~{3,}+)[^\r\n]*"
    rb"(?:(?:\r\n|\n|\r)(?![ \t>]*(?P=fence)[`~]*[ \t]*(?:[\r\n]|\Z))[^\r\n]*)*+"
    rb"(?:(?:\r\n|\n|\r)[^\r\n]*)?"
)
"""Code in fences, with both; to the end of the page if nothing closes it."""
CODE = re.compile(
    rb"(?<![`\\])(?P<ticks>`+)(?!`)"
    rb"(?:[^`\r\n]|(?!(?P=ticks)(?!`))`+|(?:\r\n|\n|\r)(?![ \t>]*[\r\n]))*?(?<!`)(?P=ticks)(?!`)"
)
"""A code span, in one paragraph."""
SIGN = re.compile(
    rb"\"(?:\\.|[^\"\\\r\n])*\"|'(?:\\.|[^'\\\r\n])*'|`(?:\\[\s\S]|[^`\\])*`|/\*(?:[^*]|\*(?!/))*\*/|[{}]|(?:\r\n|\n|\r)"
)
"""What counts when braces are paired: strings, templates and comments are left aside."""
STOP = re.compile(rb"[<{]")
BRACED_LINE = re.compile(LINE + rb"[ \t>]*(?=\{)")
REST = re.compile(rb"[ \t]*(?=[\r\n]|\Z)")
BLANKS = re.compile(rb"[ \t]*")
KNOWN_TAG = re.compile(
    rb"</[A-Za-z][A-Za-z0-9-]*\s*>|<[A-Za-z][A-Za-z0-9-]*"
    rb"(?:\s+[A-Za-z_:][\w.:-]*(?:\s*=\s*(?:[^\s\"'=<>`]+|'[^']*'|\"[^\"]*\"))?)*\s*/?>"
)
"""A tag by CommonMark 0.31, section 6.6."""
NAME = re.compile(rb"</?(?:[A-Za-z_$][\w$.:-]*)?")
ATTRIBUTE = re.compile(rb"\s+(?P<name>[^\s\"'<>/={}]+)(?:\s*=\s*(?P<value>\"[^\"]*\"|'[^']*'|(?=\{)|[^\s\"'=<>`{}]+))?")
CLOSE = re.compile(rb"\s*/?>")
SPREAD = re.compile(rb"\s*(?=\{)")


@lru_cache(maxsize=4)
def without_code(page: bytes) -> bytes:
    """The page with spaces for the code in fences and code spans, line ends kept."""
    for pattern in (FENCED, CODE):
        page = pattern.sub(lambda found: re.sub(rb"[^\r\n]", b" ", found[0]), page)
    return page


@lru_cache(maxsize=4)
def braces(page: bytes) -> Mapping[int, int]:
    """For the byte offset of each opening brace outside Markdown's code, the offset after the brace that closes it.

    A brace within a string, a template or a comment counts only if it opens before any other.
    """
    page = without_code(page)
    ends: dict[int, int] = {}
    opened: list[int] = []
    position = page.find(b"{")
    while position >= 0 and (found := SIGN.search(page, position)):
        position = found.end()
        if found[0] == b"{":
            opened.append(found.start())
        elif found[0] == b"}" and opened:
            ends[opened.pop()] = found.end()
        if not opened:
            position = page.find(b"{", position)
    return ends


def tag_end(page: bytes, start: int, ends: Mapping[int, int]) -> int:
    """Byte offset after the tag that begins at a `<`; -1 if none does. `ends` are the `braces` of the page."""
    name = NAME.match(page, start)
    position = name.end() if name else -1
    while position >= 0:
        if close := CLOSE.match(page, position):
            return close.end()
        if spread := SPREAD.match(page, position):
            position = ends.get(spread.end(), -1)
        elif attribute := ATTRIBUTE.match(page, position):
            position = attribute.end()
            if attribute["value"] == b"":
                position = ends.get(position, -1)
        else:
            return -1
    return -1


def attributes(page: bytes, start: int, end: int, ends: Mapping[int, int]) -> Iterator[re.Match[bytes]]:
    """The attributes of a tag between two offsets."""
    position = NAME.match(page, start).end()  # type: ignore[union-attr] # it is a tag
    while position < end:
        if spread := SPREAD.match(page, position, end):
            position = ends.get(spread.end(), end)
        elif attribute := ATTRIBUTE.match(page, position, end):
            yield attribute
            position = attribute.end()
        else:
            return


def _end(page: bytes, position: int, ends: Mapping[int, int]) -> int:
    """Byte offset after the tag or the expression that begins at an offset; -1 if none does."""
    if page[position : position + 1] == b"{":
        return ends.get(position, -1)
    return tag_end(page, position, ends) if page[position : position + 1] == b"<" else -1


def expressions(_construct: Construct, page: bytes) -> Iterator[tuple[int, int]]:
    """The expressions in braces, the outer ones only."""
    done = 0
    for start, end in sorted(braces(page).items()):
        if start >= done:
            yield start, end
            done = end


def lone_expressions(construct: Construct, page: bytes) -> Iterator[Occurrence]:
    """The lines of expressions alone."""
    ends = braces(page)
    done = 0
    for line in BRACED_LINE.finditer(page):
        start = end = line.end()
        while start >= done and end in ends:
            end = ends[end]
            if REST.match(page, end):
                yield Occurrence(start, end, construct.name)
                done = end
                break
            end = BLANKS.match(page, end).end()  # type: ignore[union-attr] # it also matches nothing


def unknown_tags(_construct: Construct, page: bytes) -> Iterator[tuple[int, int]]:
    """The tags that CommonMark does not take for tags, because of an attribute or an expression in them."""
    clean, ends = without_code(page), braces(page)
    found = STOP.search(clean)
    while found:
        end = _end(clean, found.start(), ends)
        if found[0] == b"<" and end >= 0 and not KNOWN_TAG.fullmatch(page, found.start(), end):
            yield found.start(), end
        found = STOP.search(clean, max(end, found.end()))
