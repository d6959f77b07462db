"""Ids of headings on lines of their own: `(id)=` or `<span id="id"></span>` above, `{: id="id"}` below a heading."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from i18n_pipeline.markdown.constructs.lines import start_of_line
from i18n_pipeline.markdown.dialect import HeadingIds

MARGIN = rb"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*"
ATX = re.compile(MARGIN + rb"#{1,6}(?=[ \t\r\n]|\Z)")
UNDERLINE = re.compile(rb"[ \t>]*(?:=+|-+)[ \t]*(?=[\r\n]|\Z)")
NEWLINE = re.compile(rb"\r\n|\n|\r")
MARKED = re.compile(MARGIN)
QUOTED = re.compile(rb"[ \t>]*")
WORDS = re.compile(rb"[^\S\r\n]*[^\s>]")


def found(source: bytes, form: HeadingIds) -> Iterator[tuple[int, int, str]]:
    """The ids on lines of their own next to headings: start and end in bytes, the id; in page order.

    A line below a heading is given with the line end before it, so that it can be hidden with its line.
    """
    if form.apart is None or form.place not in {"above", "below"}:
        return
    for match in form.apart.finditer(source):
        line = start_of_line(source, match.start())
        margin = MARKED if form.place == "above" else QUOTED
        if margin.fullmatch(source, line, match.start()) and _ends_line(source, match.end()):
            name = _name(match)
            if form.place == "above" and _above(source, match.end(), form):
                yield match.start(), match.end(), name
            elif form.place == "below" and (before := _below(source, line, form)):
                yield before, match.end(), name


LIST = re.compile(rb"[ \t>]*(\{:[^{}\r\n]*\})[ \t]*(?=[\r\n]|\Z)")


def named_below(source: bytes, after: int, form: HeadingIds) -> str | None:
    """The id in the attribute lists on the lines directly below a heading, which ends at byte `after`."""
    line = _next_line(source, after)
    while line is not None and (lists := LIST.match(source, line)):
        named = form.id.search(lists[1])
        if named:
            return _name(named)
        line = _next_line(source, lists.end())
    return None


def above(source: bytes, start: int, lines: tuple[tuple[int, int, str], ...]) -> tuple[str, ...]:
    """The ids on the lines above a heading that begins at byte `start`, sorted."""
    names: list[str] = []
    place = bisect_left(lines, (start,)) - 1
    while place >= 0 and not source[lines[place][1] : start].strip(b" \t\r\n>"):
        names.append(lines[place][2])
        start = lines[place][0]
        place -= 1
    return tuple(sorted(names))


def _name(match: re.Match[bytes]) -> str:
    return next(group for group in match.groups() if group is not None).decode()


def _ends_line(source: bytes, end: int) -> bool:
    return not source[end : _end_of_line(source, end)].strip(b" \t")


def _end_of_line(source: bytes, start: int) -> int:
    newline = NEWLINE.search(source, start)
    return newline.start() if newline else len(source)


def _next_line(source: bytes, start: int) -> int | None:
    newline = NEWLINE.search(source, start)
    return newline.end() if newline and newline.end() < len(source) else None


def _above(source: bytes, end: int, form: HeadingIds) -> bool:
    """Whether a heading begins on the next line, after others with ids and after blank ones."""
    line = _next_line(source, end)
    while line is not None:
        begins = QUOTED.match(source, line).end()  # type: ignore[union-attr] # also matches nothing at all
        if form.apart and (other := form.apart.match(source, begins)) and _ends_line(source, other.end()):
            line = _next_line(source, other.end())
        elif not WORDS.match(source, begins):
            line = _next_line(source, line)
        else:
            return bool(ATX.match(source, line)) or _is_setext(source, line)
    return False


def _is_setext(source: bytes, line: int) -> bool:
    """Whether the words on this line and on those below it have an underline."""
    following = _next_line(source, line)
    while following is not None:
        if UNDERLINE.match(source, following):
            return True
        words = WORDS.match(source, QUOTED.match(source, following).end())  # type: ignore[union-attr] # matches nothing too
        following = _next_line(source, following) if words else None
    return False


def _below(source: bytes, line: int, form: HeadingIds) -> int:
    """Byte offset of the end of the line of a heading just above this line, other lists between; 0 if none is there."""
    end = line
    while end:
        stop = end - 1 - source[:end].endswith(b"\r\n")
        end = start_of_line(source, stop)
        if ATX.match(source, end) or (end and UNDERLINE.match(source, end)):
            return line - 1 - source[:line].endswith(b"\r\n")
        if not form.apart or not form.apart.search(source, end, stop):
            return 0
    return 0
