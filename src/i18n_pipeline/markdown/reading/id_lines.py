"""Ids of headings on lines of their own: `(id)=` or `<span id="id"></span>` above, `{: id="id"}` below a heading."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from i18n_pipeline.markdown.constructs.lines import BEGINS_HTML, LINE_END, end_above, is_in_html, rows, start_of_line
from i18n_pipeline.markdown.dialect import HeadingIds

IdLine: TypeAlias = tuple[int, int, str]
"""The start and the end of an id in bytes, and the id."""

MARGIN = rb"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*"
ATX = re.compile(MARGIN + rb"#{1,6}(?=[ \t\r\n]|\Z)")
ATX_BELOW = re.compile(rb"[ \t]*(?:(?>\r\n|\n|\r)[ \t>]*+)++" + ATX.pattern)
"""Matches from the end of a line to the sign of a heading on the next one that is not blank."""
UNDERLINE = re.compile(rb"[ \t>]*(?:=+|-+)[ \t]*(?=[\r\n]|\Z)")
NEWLINE = re.compile(rb"\r\n|\n|\r")
MARKED = re.compile(MARGIN)
QUOTED = re.compile(rb"[ \t>]*")
WORDS = re.compile(rb"[^\S\r\n]*[^\s>]")


def found(source: bytes, form: HeadingIds) -> Iterator[IdLine]:
    """The ids on lines of their own next to headings: start and end in bytes, the id; in page order.

    A line below a heading is given with the line end before it, so that it can be hidden with its line.
    """
    if form.apart is None or form.place not in {"above", "below"}:
        return
    line = _line(MARKED if form.place == "above" else QUOTED, form.apart)
    lines = [(*row.span(1), _name(row.groups()[1:])) for row in rows(source, form.apart_signs, line)]
    if lines:
        yield from _above(source, lines) if form.place == "above" else _below(source, lines)


@lru_cache(maxsize=8)
def _line(margin: re.Pattern[bytes], apart: re.Pattern[bytes]) -> re.Pattern[bytes]:
    """Matches a line that nothing fills but an id, as the first group, behind a margin."""
    return re.compile(margin.pattern + rb"(" + apart.pattern + rb")[ \t]*" + LINE_END)


def _end_of_margin(margin: re.Pattern[bytes], source: bytes, line: int) -> int:
    return margin.match(source, line).end()  # type: ignore[union-attr] # also matches nothing at all


FAR = 1_000
"""Most bytes of blank lines and margins between an id and its heading."""
LIST = re.compile(rb"[ \t>]*(\{:[^{}\r\n]*\})[ \t]*(?=[\r\n]|\Z)")


def named_below(source: bytes, after: int, form: HeadingIds) -> str | None:
    """The id in the attribute lists on the lines directly below a heading, which ends at byte `after`."""
    line = _next_line(source, after)
    while line is not None and (lists := LIST.match(source, line)):
        named = form.id.search(lists[1])
        if named:
            return _name(named.groups())
        line = _next_line(source, lists.end())
    return None


def above(source: bytes, start: int, lines: tuple[IdLine, ...]) -> tuple[str, ...]:
    """The ids on the lines above a heading that begins at byte `start`, sorted."""
    return tuple(sorted(name for _, _, name in _lines_above(source, start, lines)))


def begin_of_those_above(source: bytes, start: int, lines: tuple[IdLine, ...]) -> int:
    """The byte at which the first of these ids begins; `start` if there are none."""
    return min((first for first, _, _ in _lines_above(source, start, lines)), default=start)


def _lines_above(source: bytes, start: int, lines: tuple[IdLine, ...]) -> Iterator[IdLine]:
    place = bisect_left(lines, (start,)) - 1
    while place >= 0 and start - lines[place][1] < FAR and not source[lines[place][1] : start].strip(b" \t\r\n>"):
        yield lines[place]
        start = lines[place][0]
        place -= 1


def _name(groups: Sequence[bytes | None]) -> str:
    return next(group for group in groups if group is not None).decode()


def _next_line(source: bytes, start: int) -> int | None:
    newline = NEWLINE.search(source, start)
    return newline.end() if newline and newline.end() < len(source) else None


def _above(source: bytes, lines: Sequence[IdLine]) -> Iterator[IdLine]:
    """The lines below which a heading begins, after other such lines and blank ones."""
    begins = {start for start, _, _ in lines}
    belongs: dict[int, bool] = {}
    for start, end, _ in reversed(lines):
        if ATX_BELOW.match(source, end):
            belongs[start] = True
            continue
        line = _next_line(source, end)
        while line is not None and not WORDS.match(source, _content(source, line)):
            line = _next_line(source, line)
        place = -1 if line is None else _content(source, line)
        heading = line is not None and (bool(ATX.match(source, line)) or _is_setext(source, line, begins))
        belongs[start] = belongs.get(place, False) if place in begins else heading
    has_html = b"<" in source and BEGINS_HTML.search(source) is not None
    return (one for one in lines if belongs[one[0]] and not (has_html and _is_hidden(source, one)))


def _is_hidden(source: bytes, line: IdLine) -> bool:
    """Whether such a line is part of a block of HTML, unless it is a tag."""
    return source[line[0] : line[0] + 1] != b"<" and is_in_html(source, start_of_line(source, line[0]))


def _content(source: bytes, line: int) -> int:
    """Byte offset after the blanks and quote marks that begin a line."""
    return _end_of_margin(QUOTED, source, line)


def _is_setext(source: bytes, line: int, begins: Collection[int]) -> bool:
    """Whether the words on this line and on those below it have an underline; `begins` are lines with ids."""
    following = _next_line(source, line)
    while following is not None:
        if UNDERLINE.match(source, following):
            return True
        place = _content(source, following)
        following = _next_line(source, following) if WORDS.match(source, place) and place not in begins else None
    return False


def _below(source: bytes, lines: Sequence[IdLine]) -> Iterator[IdLine]:
    """The lines just below a heading or below another such line."""
    last = -1  # the line of the last one that belongs to a heading
    for start, end, name in lines:
        line = start_of_line(source, start)
        before = end_above(source, line)
        above = start_of_line(source, before) if line else -1
        if line and (above == last or ATX.match(source, above) or (above and UNDERLINE.match(source, above))):
            last = line
            yield before, end, name
