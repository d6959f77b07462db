"""Tags that the parser sees masked, and the events of a page with these tags as they are on the page.

A tag alone on its line begins a block of HTML to CommonMark (0.31, section 4.6, condition 7), and so does a comment
before words (condition 2). Where the dialect reads it among the words of a paragraph, or reads Markdown behind it, the
parser is shown punctuation in its place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from i18n_pipeline.markdown.constructs import lines
from i18n_pipeline.markdown.constructs.ranges import Range
from i18n_pipeline.markdown.constructs.raw_blocks import NAMES
from i18n_pipeline.markdown.reading.parse import Event

BEFORE = re.compile(rb"[ \t>]*(?:" + lines.MARK + rb"[ \t>]*)*")
"""What may stand before a block on its line: indentation and marks of quotes, list items, definitions, footnotes."""
NESTED = re.compile(rb"[ \t]*[^ \t]| {4}| {0,3}\t")
"""Matches what stands before a block in a container: marks, or four columns."""
SIGN = b"%"
"""Stands in place of each byte of a tag that is alone on its line."""
OPENED = bytes(SIGN[0] if sign in b"<>`" else sign for sign in range(256))
"""Translates the signs that begin and end tags and code, so that only the placeholders in a tag are left to find."""
AS_SEEN = frozenset({"Text", "Code", "Html"})
"""The events whose value is what the parser saw."""


COMMENT = re.compile(
    lines.FIRST_SIGN_OF_TAG + rb"!--(?![ \t]*i18n:)(?:[^-<\r\n]++|-(?!->)|<(?!!--))*+-->"
    rb"(?=[ \t]*[^ \t\r\n|#>])(?![ \t]*(?:(?:[-+*:]|\d+[.)])[ \t]|<(?:[!?]|/?(?i:" + NAMES + rb")(?=[\s/>]))))"
)
"""A comment on one line, with words behind it that begin no block; instructions to this tool are left aside."""


class LoneTag(Struct, frozen=True):
    """A tag or comment that begins a block only to CommonMark."""

    start: int
    """Byte offset of its first byte."""
    end: int
    """Byte offset after its last byte."""
    shown: str
    """The tag as the parser sees one among other words: punctuation in place of placeholders."""


def opened(masked: bytearray, form: re.Pattern[bytes] | None, *, comments: bool) -> tuple[Range, ...]:
    """Make words of the tags alone on their lines; their byte ranges in page order.

    `form` matches such a tag, as the group `tag`, with the rest of its line. `comments`: whether those before words
    count, too.
    """
    page = bytes(masked)
    found = (one.span("tag") for one in form.finditer(page)) if form else ()
    tags = tuple(
        (start, end) for start, end in found if BEFORE.fullmatch(page, lines.start_of_line(page, start), start)
    )
    if comments and b"<!--" in page:
        tags = tuple(sorted([*tags, *_comments(page)]))
    for start, end in tags:
        masked[start:end] = page[start:end].translate(OPENED)
    return tags


def _comments(page: bytes) -> Iterator[Range]:
    """The comments that stand before the first words of a paragraph, or in a paragraph of a container.

    Python-Markdown 3.11 ends a paragraph of the page itself at a comment.
    """
    for found in COMMENT.finditer(page):
        line = lines.start_of_line(page, found.start())
        before = BEFORE.fullmatch(page, line, found.start())
        if before and (NESTED.match(before[0]) or lines.is_below_blank(page, line)):
            yield found.span()


def hidden(masked: bytearray, page: bytes, tags: Iterable[Range], placeholders: Sequence[Range]) -> Iterator[LoneTag]:
    """Make punctuation of the tags between these byte ranges, whose placeholders are masked already."""
    starts = [start for start, _ in placeholders]
    for start, end in tags:
        tag = bytearray(page[start:end])
        for first, last in placeholders[bisect_left(starts, start) : bisect_left(starts, end)]:
            tag[first - start : last - start] = SIGN * (min(last, end) - first)
        masked[start:end] = SIGN * (end - start)
        yield LoneTag(start, end, tag.decode())


def shown(
    source: bytes, events: Iterable[Event], tags: Mapping[int, int], lone_tags: Sequence[LoneTag]
) -> tuple[Event, ...]:
    """The events of a page with the tags that the parser saw masked.

    `tags`: the byte ranges of those that it saw as tags. `lone_tags`: those that it saw as punctuation, in page order.
    """
    if tags:
        events = [_as_written(source, one) if one[0] == "InlineHtml" and one[1] in tags else one for one in events]
    return tuple(_with_lone_tags(events, lone_tags) if lone_tags else events)


def _as_written(source: bytes, event: Event) -> Event:
    """The event of a tag with the tag as it is on the page."""
    kind, start, end, _ = event
    return (kind, start, end, source[start:end].decode())


def _with_lone_tags(events: Iterable[Event], tags: Sequence[LoneTag]) -> Iterator[Event]:
    """The events with tags of paragraphs in place of punctuation, and with such tags in the values of code."""
    in_code = False
    starts = [tag.start for tag in tags]
    for event in events:
        kind, start, end, value = event
        in_code = kind == "+CodeBlock" or (in_code and kind != "-CodeBlock")
        first = bisect_left(starts, start) if kind in AS_SEEN else len(tags)
        if first == len(tags) or starts[first] >= end:
            yield event
        elif kind == "Text" and not in_code and starts[first] == start:
            tag = tags[first]
            yield ("InlineHtml", start, tag.end, tag.shown)
            if tag.end < end:
                yield (kind, tag.end, end, value[tag.end - start :])
        else:
            yield (kind, start, end, _with_tags(value, tags[first : bisect_left(starts, end, first)]))


def _with_tags(value: str, tags: Iterable[LoneTag]) -> str:
    """A value with tags in place of punctuation."""
    done = 0
    for tag in tags:
        length = tag.end - tag.start
        place = value.find(SIGN.decode() * length, done)
        if place >= 0:
            value, done = value[:place] + tag.shown + value[place + length :], place + len(tag.shown)
    return value
