"""Ids of headings on lines of their own: `(id)=` or `<span id="id"></span>` above, `{: id="id"}` below a heading."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from i18n_pipeline.markdown.constructs.lines import end_above, start_of_line
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
    margin = MARKED if form.place == "above" else QUOTED
    lines = [
        match
        for start in sorted({start_of_line(source, sign) for sign in _signs(source, form)})
        if (match := form.apart.match(source, _end_of_margin(margin, source, start)))
        and _ends_line(source, match.end())
    ]
    yield from _above(source, lines) if form.place == "above" else _below(source, lines)


def _signs(source: bytes, form: HeadingIds) -> Iterator[int]:
    """The byte offsets of the signs of ids on lines of their own (see `HeadingIds.apart_signs`)."""
    for sign in form.apart_signs:
        at = source.find(sign)
        while at >= 0:
            yield at
            at = source.find(sign, at + len(sign))


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
            return _name(named)
        line = _next_line(source, lists.end())
    return None


def above(source: bytes, start: int, lines: tuple[tuple[int, int, str], ...]) -> tuple[str, ...]:
    """The ids on the lines above a heading that begins at byte `start`, sorted."""
    return tuple(sorted(name for _, _, name in _lines_above(source, start, lines)))


def begin_of_those_above(source: bytes, start: int, lines: tuple[tuple[int, int, str], ...]) -> int:
    """The byte at which the first of these ids begins; `start` if there are none."""
    return min((first for first, _, _ in _lines_above(source, start, lines)), default=start)


def _lines_above(source: bytes, start: int, lines: tuple[tuple[int, int, str], ...]) -> Iterator[tuple[int, int, str]]:
    place = bisect_left(lines, (start,)) - 1
    while place >= 0 and start - lines[place][1] < FAR and not source[lines[place][1] : start].strip(b" \t\r\n>"):
        yield lines[place]
        start = lines[place][0]
        place -= 1


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


def _above(source: bytes, lines: Sequence[re.Match[bytes]]) -> Iterator[tuple[int, int, str]]:
    """The lines below which a heading begins, after other such lines and blank ones."""
    begins = {match.start() for match in lines}
    belongs: dict[int, bool] = {}
    for match in reversed(lines):
        line = _next_line(source, match.end())
        while line is not None and not WORDS.match(source, _content(source, line)):
            line = _next_line(source, line)
        place = -1 if line is None else _content(source, line)
        heading = line is not None and (bool(ATX.match(source, line)) or _is_setext(source, line, begins))
        belongs[match.start()] = belongs.get(place, False) if place in begins else heading
    return ((match.start(), match.end(), _name(match)) for match in lines if belongs[match.start()])


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


def _below(source: bytes, lines: Sequence[re.Match[bytes]]) -> Iterator[tuple[int, int, str]]:
    """The lines just below a heading or below another such line."""
    last = -1  # the line of the last one that belongs to a heading
    for match in lines:
        line = start_of_line(source, match.start())
        before = end_above(source, line)
        above = start_of_line(source, before) if line else -1
        if line and (above == last or ATX.match(source, above) or (above and UNDERLINE.match(source, above))):
            last = line
            yield before, match.end(), _name(match)
