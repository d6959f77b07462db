"""Lines of a paragraph that have a special meaning for some site generator, one line at a time.

CommonMark takes a directive (`!!! tip "Title"`), a definition (`: text`), an attribute list (`{: .note }`), a tag or an
import inside a paragraph for words of the paragraph. Other dialects do not, so no word may move onto such a line or
away from it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from i18n_pipeline.markdown.constructs import Occurrence
from i18n_pipeline.markdown.constructs import lines as rows_of
from i18n_pipeline.markdown.constructs.lines import is_broken
from i18n_pipeline.markdown.reading import html_tags
from i18n_pipeline.markdown.reading.parse import Event, bounds
from i18n_pipeline.markdown.reading.shapes import (
    BEGINS_WORDS,
    FENCED,
    MARKED,
    NESTED,
    OPTION,
    SCRIPT,
    SUSPECT_LINE,
    SUSPECT_START,
    WHOLE,
)

ROW = re.compile(rb"[ \t>]*(?P<raw>[^\r\n]+)")
"""A line, with its bytes after the marks of quotes."""
HASHES = re.compile(rb"#{1,6}(?=[^ \t\r\n])")
"""What a heading begins with where a dialect needs no blank behind it."""
BREAKS = frozenset({"SoftBreak", "HardBreak"})
STRESS = frozenset(f"{sign}{name}" for sign in "+-" for name in ("Emphasis", "Strong", "Strikethrough"))

Kind: TypeAlias = Literal["words", "term", "fixed"]
"""Words in which lines may stand apart, words above a definition, or words in which no line can stand apart."""
WITHOUT_LINES = frozenset({"Heading", "TableCell"})
"""Blocks in whose words no line can stand apart."""


class ParagraphPart(Struct, frozen=True):
    """A part of a paragraph."""

    place: str
    """`paragraph` for words that flow, `line`, `quoted` or `heading` for words on one line, empty where there are no
    words."""
    events: tuple[Event, ...]
    """The inline events of its words, or of its tags."""
    before: bytes = b""
    """Markup before the words; the whole line if there are no words."""
    after: bytes = b""
    """Markup after the words."""
    construct: Occurrence | None = None
    """The construct with other words that stands there, in place of events."""

    @property
    def is_marked(self) -> bool:
        """Whether markup stands around its words, or in place of words."""
        return bool(self.before or self.after)


class _Line(Struct, frozen=True):
    start: int
    """Byte offset of its first byte after the marks of its containers."""
    indented: bool
    """Whether it follows at least four columns of white space."""
    raw: bytes
    """Its bytes without trailing blanks; several lines if markup spans them."""
    events: tuple[Event, ...]
    """Inline events of the line, without the line end."""
    end: tuple[Event, ...]
    """The line end after it."""


def kind_in(block: str, *, titled: bool) -> Kind:
    """The kind of the words in a block, by its name; `titled`: they are the title of a construct."""
    if block == "DefinitionListTitle":
        return "term"
    return "fixed" if titled or block in WITHOUT_LINES else "words"


def split(
    source: bytes, events: Sequence[Event], constructs: Sequence[Occurrence], kind: Kind, *, glued_headings: bool
) -> list[ParagraphPart]:
    """The parts of a run of words, around constructs that fill lines of it; none if it is whole.

    `glued_headings`: whether `#Words` is a heading (see `Dialect`).
    """
    if not constructs:
        return _apart(source, events, kind, glued_headings=glued_headings)
    found: list[ParagraphPart] = []
    for part in _outside(source, events, constructs):
        inside = part.place == "paragraph" and _apart(
            source, part.events, kind, glued_headings=glued_headings, begins=False
        )
        found += inside or [part]
    return found


def _apart(
    source: bytes, events: Sequence[Event], kind: Kind, *, glued_headings: bool, begins: bool = True
) -> list[ParagraphPart]:
    """The lines that stand apart and what is between them, or the terms above a definition; none if it is whole.

    `begins`: whether the paragraph begins there.
    """
    if kind == "fixed":
        return []
    is_term = kind == "term"
    found = _parts(source, events, glued_headings=glued_headings, begins=begins, is_term=is_term)
    return found or (list(_terms(source, events)) if is_term else [])


def _parts(
    source: bytes, events: Sequence[Event], *, glued_headings: bool, begins: bool, is_term: bool
) -> list[ParagraphPart]:
    """The parts of a paragraph, or of what stands above a definition; none if no line has a special meaning."""
    start, end = bounds(source, events)
    if (source[start] in BEGINS_WORDS or not SUSPECT_START.match(source, start, end)) and not (
        is_broken(source, start, end) and SUSPECT_LINE.search(source, start, end)
    ):
        return []
    script = source.startswith((b"import", b"export"), start)
    found: list[ParagraphPart] = []
    words: list[_Line] = []  # lines that flow
    defined, last = False, b""  # whether they define something; the directive whose options may follow
    for line in _lines(source, _within_lines(source, events, start, end, glued_headings=glued_headings)):
        script = script and not words
        if script and SCRIPT.match(source, line.start, end):
            return [*found, ParagraphPart("", (), source[line.start : end])]
        part = _heading(source, start, line) if glued_headings else None
        part = part or _special(line, last, first=begins and not words and not found)
        last = b"///" if line.raw.startswith(b"///") or (last and not part.place) else b""
        if part.place == "paragraph" and not part.before:
            words.append(line)
            continue
        found += _flowing(words, apart=is_term or (part.before[:1] == b":" and not defined))
        words, defined = [], part.before[:1] == b":"
        if part.place == "paragraph":
            found.append(ParagraphPart("", (), part.before))
            words.append(_Line(line.start, line.indented, line.raw, part.events, line.end))
        else:
            found.append(part)
    return [*found, *_flowing(words, apart=is_term)] if found else []


def _terms(source: bytes, events: Iterable[Event]) -> Iterator[ParagraphPart]:
    """The lines above a definition: each is a term by itself (kramdown 2.4, Python-Markdown 3.11, goldmark)."""
    return _flowing(list(_lines(source, events)), apart=True)


def _outside(source: bytes, events: Sequence[Event], constructs: Iterable[Occurrence]) -> Iterator[ParagraphPart]:
    """The words of a paragraph before, between and behind constructs that fill lines of it, and their titles.

    The parser takes such constructs for words behind four columns of white space, where a paragraph goes on.
    """
    done = 0
    for found in constructs:
        before = [event for event in events if done <= event[1] < found.start]
        # the text before it on its line is marks of quotes and lists
        yield from _flowing_events(event for event in before if event[0] != "Text" or event[2] <= found.start)
        if found.values:
            yield ParagraphPart("", (), construct=found)
        if found.title:
            start, end = found.title.start, found.title.end
            yield ParagraphPart(found.title.place, (("Text", start, end, source[start:end].decode()),))
        done = found.end
    yield from _flowing_events(event for event in events if event[1] >= done)


def _flowing_events(events: Iterable[Event]) -> Iterator[ParagraphPart]:
    """Words that flow, without line ends around them."""
    inside = list(events)
    while inside and inside[-1][0] in BREAKS:
        inside.pop()
    while inside and inside[0][0] in BREAKS:
        inside.pop(0)
    if inside:
        yield ParagraphPart("paragraph", tuple(inside))


def _flowing(words: Sequence[_Line], *, apart: bool) -> Iterator[ParagraphPart]:
    """Lines of words as one part; as one part each if they are the terms above a definition."""
    for lines in [[line] for line in words] if apart else [words] if words else []:
        yield from _flowing_events(event for line in lines for event in (*line.events, *line.end))


def _within_lines(
    source: bytes, events: Sequence[Event], start: int, end: int, *, glued_headings: bool
) -> Iterator[Event]:
    """The events, but for emphasis that touches a line without words, or a heading, and ends on another line.

    The marks of such emphasis are none.

    CommonMark sees such marks in `import A from '~/a'` above `import B from '~/b'`.
    """
    rows = [
        row.span("raw")
        for row in ROW.finditer(source, start, end)
        if WHOLE.fullmatch(row["raw"].rstrip())
        or (glued_headings and HASHES.match(row["raw"]) and _is_in_column(source, start, row.start("raw")))
    ]
    if not rows:
        yield from events
        return
    ends = [last for _, last in rows]
    for event in events:
        kind, begins, stops, _ = event
        touched = bisect_right(ends, begins) if kind in STRESS else len(rows)
        inside = touched < len(rows) and rows[touched][0] <= begins and stops <= ends[touched]
        if touched == len(rows) or rows[touched][0] >= stops or inside:
            yield event


def _lines(source: bytes, events: Iterable[Event]) -> Iterator[_Line]:
    """The lines of a paragraph; lines that markup spans count as one."""
    depth, row = 0, list[Event]()
    for event in events:
        kind = event[0]
        depth += (kind[0] == "+") - (kind[0] == "-")
        if depth == 0 and kind in BREAKS:
            if row:
                yield _line(source, row, (event,))
            row = []
        else:
            row.append(event)
    if row:
        yield _line(source, row, ())


def _line(source: bytes, events: Sequence[Event], end: tuple[Event, ...]) -> _Line:
    start, stop = bounds(source, events)
    indented = source.endswith((b"    ", b"\t"), 0, start)
    return _Line(start, indented, source[start:stop].rstrip(b" \t"), tuple(events), end)


def _special(line: _Line, last: bytes, *, first: bool) -> ParagraphPart:
    """A line as a part; a `paragraph` without marks if it is ordinary words."""
    raw = line.raw
    if _only_tags(line):
        return ParagraphPart("", line.events, b"<")
    if b"\n" in raw or b"\r" in raw:
        fenced = line.events[raw[:1] == b">"][0] == "Code" and FENCED.fullmatch(raw)
        return ParagraphPart("", (), raw) if fenced else ParagraphPart("paragraph", line.events)
    if WHOLE.fullmatch(raw) or (last and line.indented and OPTION.fullmatch(raw)):
        return ParagraphPart("", (), raw)
    return _marked(line, first=first)


def _heading(source: bytes, start: int, line: _Line) -> ParagraphPart | None:
    """A line of the paragraph that begins at a byte as a heading; None if Python-Markdown 3.11 reads none there."""
    hashes = HASHES.match(line.raw)
    if hashes is None or not _is_in_column(source, start, line.start) or b"\n" in line.raw or b"\r" in line.raw:
        return None
    closing = len(line.raw.rstrip(b"#"))
    last = line.raw[: closing + (_is_escaped(line.raw, closing) and closing < len(line.raw))].rstrip(b" \t")
    if _is_escaped(last, len(last)):
        return None
    if last.endswith(b"}"):
        words, _, attributes = last.rpartition(b"{")
        last = words.rstrip(b" \t") if words[-1:] in {b" ", b"\t"} and b"}" not in attributes[:-1] else last
    part = _cut(line, "heading", hashes.end(), len(last)) if len(last) > hashes.end() else None
    return part if part and part.place == "heading" else None


def _is_escaped(raw: bytes, position: int) -> bool:
    """Whether a backslash escapes the sign at an offset of a line."""
    return (position - len(raw[:position].rstrip(b"\\"))) % 2 == 1


def _is_in_column(source: bytes, start: int, position: int) -> bool:
    """Whether a line of a paragraph, which begins at a byte, begins in a column in which Python-Markdown sees blocks.

    The text of containers is indented by four columns; behind the mark of a list item, only the first line begins one.
    """
    before = source[rows_of.start_of_line(source, position) : position]
    if position == start and before.strip(b" \t>"):
        return not before.rstrip(b" \t").endswith(b"]")  # but behind a task box
    first = source[rows_of.start_of_line(source, start) : start]
    quotes = before.count(b">")
    column = rows_of.columns(before, quotes)
    deeper = rows_of.TAB if first.rstrip(b" \t").endswith(b":") else 0  # in a definition or a footnote
    return column % rows_of.TAB == 0 and column <= rows_of.indent(first + b"-", first.count(b">")) + deeper


def _marked(line: _Line, *, first: bool) -> ParagraphPart:
    """Split a line into mark and words; a line without a mark is all words."""
    found = MARKED.match(line.raw)
    if found and found["quoted"] is not None:
        return _cut(line, "quoted", *found.span("quoted"))
    if found and found["row"] is not None and (line.end or not first):  # it is not the whole paragraph
        return _cut(line, "line", *found.span("row"))
    if found and found["row"] is None:
        place = "paragraph" if found["definition"] else "line"
        return _cut(line, place, found.end(str(found.lastgroup)), len(line.raw))
    nested = NESTED.match(line.raw) if line.indented and not first else None
    return _cut(line, "paragraph", nested.end(), len(line.raw)) if nested else ParagraphPart("paragraph", line.events)


def _only_tags(line: _Line) -> bool:
    """Whether a line consists of tags not used in sentences: components, block elements or a line break."""
    kinds = {event[0] for event in line.events}
    if "InlineHtml" not in kinds or not kinds <= {"InlineHtml", "Text"}:
        return False
    if any(value.strip() for kind, _, _, value in line.events if kind == "Text"):
        return False
    tags = html_tags.tags("".join(value for kind, _, _, value in line.events if kind == "InlineHtml").encode())
    return bool(tags) and all(tag.name not in html_tags.INLINE or tag.name in html_tags.VOID for tag in tags)


def _cut(line: _Line, place: str, first: int, last: int) -> ParagraphPart:
    """The words of a line between two offsets in it; the whole line if markup crosses an offset."""
    start, end = line.start + first, line.start + last
    events: list[Event] = []
    for kind, begin, stop, value in line.events:
        if stop <= start or begin >= end:
            continue
        if begin >= start and stop <= end:
            events.append((kind, begin, stop, value))
        elif kind == "Text" and len(value.encode()) == stop - begin:
            text = value.encode()[max(0, start - begin) : len(value.encode()) - max(0, stop - end)]
            events.append((kind, max(begin, start), min(stop, end), text.decode()))
        else:
            return ParagraphPart("paragraph", line.events)
    if not events:
        return ParagraphPart("", (), line.raw)
    return ParagraphPart(place, tuple(events), line.raw[:first], line.raw[last:])
