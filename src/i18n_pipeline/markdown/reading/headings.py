"""Headings: where each stands on its page, and the ids and attributes that are written for it."""

from __future__ import annotations

import re
from bisect import bisect_left

from msgspec import Struct

from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.reading import id_lines
from i18n_pipeline.markdown.reading.masking import Scan
from i18n_pipeline.markdown.reading.parse import Event

ATX = re.compile(rb"#{1,6}(?=[ \t\r\n]|$)")
LINE_END = re.compile(rb"[\r\n]|$")
TAKEN = "(among its words)"
"""Stands for an id that the site finds among the words of a heading; see `HeadingIds.taken`."""
BLANK = b" \t\r\n"
"""White space in CommonMark; all other blank characters are text."""


class Heading(Struct, frozen=True):
    """Start of a heading; its text, if any, is the next token."""

    start: int
    """Byte offset of the block."""
    end: int
    """Byte offset at which an id can be written: after the last line of its text, before trailing white space."""
    level: int
    """1 to 6."""
    explicit: str | None
    """Id written by the author; None if there is none."""
    attributes: tuple[str, ...] = ()
    """The rest of its attribute list, sorted: `.class`, `key=value`."""
    after: int = 0
    """Byte offset after its last line, the underline included, before the line end."""
    other_ids: tuple[str, ...] = ()
    """Ids besides that of its words, sorted: those of empty tags beside its text or on lines above it."""


def heading(source: bytes, scan: Scan, dialect: Dialect, event: Event) -> Heading:
    """The heading that begins with an event; ids in tags are left to `without_tags`."""
    _, start, end, value = event
    form = dialect.ids
    explicit = scan.ids[bisect_left(scan.ids, (start,)) : bisect_left(scan.ids, (end,))]
    end, after = _ends(source, start, end, scan)
    named = explicit[0][2] or None if explicit else None
    if form.place == "below":
        named = named or id_lines.named_below(source, after, form)
    others = id_lines.above(source, start, scan.id_lines) if scan.id_lines and form.place == "above" else ()
    attributes = _attributes(source, dialect, *explicit[0][:2]) if explicit else ()
    return Heading(start, end, int(value["level"][1]), named, attributes, after, others)


def on_line(source: bytes, scan: Scan, dialect: Dialect, start: int, level: int) -> Heading:
    """The heading whose sign and words begin at a byte of one line of a paragraph, without a blank between."""
    after = LINE_END.search(source, start).start()  # type: ignore[union-attr] # $ always matches
    explicit = scan.ids[bisect_left(scan.ids, (start,)) : bisect_left(scan.ids, (after,))]
    attributes = _attributes(source, dialect, *explicit[0][:2]) if explicit else ()
    named = explicit[0][2] or None if explicit else None
    return Heading(start, start + len(source[start:after].rstrip(BLANK)), level, named, attributes, after)


def _ends(source: bytes, start: int, end: int, scan: Scan) -> tuple[int, int]:
    """Byte offsets after the text of a heading and after its last line; `end` is that of the parser."""
    if ATX.match(source, start):
        last = after = LINE_END.search(source, start, end).start()  # type: ignore[union-attr] # $ always matches
    else:
        lines = scan.id_lines[bisect_left(scan.id_lines, (start,)) :][:1]
        end = min(end, lines[0][0]) if lines else end
        after = start + len(source[start:end].rstrip(BLANK))  # end of the underline
        last = max(source.rfind(b"\n", start, after), source.rfind(b"\r", start, after))
    return start + len(source[start:last].rstrip(BLANK)), after


def _attributes(source: bytes, dialect: Dialect, start: int, end: int) -> tuple[str, ...]:
    """The attributes at the end of a heading, sorted, its id left aside."""
    found = (attribute[0].decode() for attribute in dialect.ids.attribute.finditer(source, start, end))
    return tuple(sorted(attribute for attribute in found if not attribute.startswith("#")))


def without_tags(
    source: bytes, dialect: Dialect, block: int, events: tuple[Event, ...]
) -> tuple[tuple[Event, ...], tuple[str, ...]]:
    """The events of a heading's text without those of its empty tags with ids, and these ids, sorted.

    The tags stand before the text, or behind it in a setext heading; `block` is the byte offset of the heading. Words
    that the site takes for an id count as one.
    """
    form = dialect.ids
    if form.taken and form.taken.search(_words_at_end(events)):
        return events, (TAKEN,)
    if form.place != "start" or not form.apart or not events:
        return events, ()
    start, end = events[0][1], events[-1][2]
    if source.find(b"<", start, end) < 0:
        return events, ()
    tags = list(form.apart.finditer(source, start, end))
    found: list[re.Match[bytes]] = []
    while tags and tags[0].start() == start:
        found.append(tags.pop(0))
        start = found[-1].end()
    while tags and tags[-1].end() == end and not ATX.match(source, block):
        found.append(tags.pop())
        end = found[-1].start()
    kept = tuple(event for event in events if start <= event[1] and event[2] <= end) if found else events
    return kept, tuple(sorted(map(_name, found)))


def _words_at_end(events: tuple[Event, ...]) -> str:
    """The words behind all markup of a heading."""
    words: list[str] = []
    for kind, _, _, value in reversed(events):
        if kind not in {"Text", "SoftBreak"}:
            break
        words.append(str(value) if kind == "Text" else "\n")
    return "".join(reversed(words))


def _name(tag: re.Match[bytes]) -> str:
    return next(group for group in tag.groups() if group is not None).decode()
