"""Find and mask the constructs that fill whole lines: fences of containers, admonitions, template tags, components.

What is code must be known first, and what is code depends on the containers around it: the body of `!!! note` is
indented like code. So a page is masked from the outside to the inside, one level of containers each time, and parsed
in between, unless its left margin tells enough.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import attrgetter

from msgspec.structs import replace

from i18n_pipeline.markdown.constructs import IS_ABOVE_CODE, Construct, Occurrence, Words, lines
from i18n_pipeline.markdown.constructs.lines import LINE_END
from i18n_pipeline.markdown.constructs.ranges import Range, is_within
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.reading.bodies import Bodies, bodies_around
from i18n_pipeline.markdown.reading.left_margin import LeftMargin, left_margin, left_margin_of
from i18n_pipeline.markdown.reading.nearby_code import near

ITEM = rb"[ \t>]*(?P<items>(?:(?:[-+*]|\d{1,9}[.)]|:|\[\^[^\[\]\r\n]+\]:)[ \t][ \t>]*)*)"
"""The same, and marks of list items, definitions and footnotes."""
CODE = frozenset({"CodeBlock"})
HTML = frozenset({"HtmlBlock"})
LEAST = 2
"""Bytes of the mark of a list item and the blank behind it, which stand before the sign of a heading."""
START = attrgetter("start")
NOT_BLANK = re.compile(rb"[^ \t\r\n]")


def mask_fences(masked: bytearray, page: bytes, constructs: Iterable[Construct]) -> list[Occurrence]:
    """Mask the constructs of `page` whose fences tell by themselves what is code, and return them in page order."""
    found = [one for construct in constructs if construct.fences for one in construct.fences(construct, page)]
    for one in found:
        masked[one.start : one.end] = _shown(masked, one, [])
    return found


def mask(masked: bytearray, page: bytes, constructs: Iterable[Construct], dialect: Dialect) -> list[Occurrence]:
    """Mask the constructs of `page` that fill lines outside code, and return them in page order."""
    done: list[Occurrence] = []
    if dialect.literal:
        done = list(_outside(_waiting(page, constructs, dialect, in_code=True), dialect.literal(page)))
        for found in done:
            masked[found.start : found.end] = _shown(masked, found, [])
        return done
    waiting, in_code = _waiting(page, constructs, dialect, in_code=False), False
    seen, replaced = page, list[Range]()
    while waiting:
        margin = left_margin_of(seen, page, replaced)
        if not in_code and margin.fences != left_margin(page).fences:  # a sign of code is masked
            every, in_code = _waiting(page, constructs, dialect, in_code=True), True
            waiting = [found for found in every if not is_within(found.start, replaced)]
        bodies = bodies_around(seen, sorted(done, key=START), map(START, waiting))
        literal, markup = _hiding(margin, bodies, waiting, dialect)
        ready, waiting = _next_level(masked, waiting, literal, markup)
        for found in ready:
            masked[found.start : found.end] = _shown(masked, found, markup)
        done += ready
        if not _bring_words(ready, waiting):
            break
        seen, replaced = bytes(masked), sorted((found.start, found.end) for found in done)
    return sorted(done, key=START)


def _waiting(page: bytes, constructs: Iterable[Construct], dialect: Dialect, *, in_code: bool) -> list[Occurrence]:
    """What may be constructs that fill lines, in page order. `in_code`: whether in code in the first column, too."""
    found = _candidates(page, constructs, in_code=in_code, has_code=dialect.indented_code)
    return sorted(found, key=lambda found: (found.start, -found.end))


def _hiding(
    margin: LeftMargin, bodies: Bodies, waiting: Sequence[Occurrence], dialect: Dialect
) -> tuple[Sequence[Range], Sequence[Range]]:
    """The byte ranges of code and HTML in which constructs may wait, and of HTML alone.

    The page is parsed only where its left margin does not tell of each whether it is code.
    """
    unknown = list(_untold(waiting, margin, bodies, dialect))
    code, markup = [*margin.fences, *bodies.fences], [*margin.blocks, *bodies.blocks]
    if unknown:
        found, stretches = near(margin, unknown, dialect)
        code, markup = ([one for one in ranges if not is_within(one[0], stretches)] for ranges in (code, markup))
        code += [(start, end) for kind, start, end in found if kind in CODE]
        markup += [(start, end) for kind, start, end in found if kind in HTML]
    markup = sorted(markup) if dialect.html_blocks else []
    return sorted(code + markup), markup


def _untold(waiting: Iterable[Occurrence], margin: LeftMargin, bodies: Bodies, dialect: Dialect) -> Iterator[int]:
    """The byte offsets of those of which no margin tells whether code or HTML hides them.

    Those in the bodies of others that are told wait for these, unless a block of HTML ends with them.
    """
    done = 0
    for found in waiting:
        if found.start < done and not found.ends_html:
            continue
        start, known = bodies.around.get(found.start, (0, margin))
        place = found.start - start
        if known is None or found.raw or found.ends_html:
            yield found.start
        elif known.is_fenced(place):
            continue
        elif known.may_be_html(place) and not found.in_html:
            if not (dialect.html_blocks and known.is_html(place)):
                yield found.start
        elif known.begins(place):
            done = max(done, found.end, found.body_end)
        else:
            yield found.start


def _outside(waiting: Iterable[Occurrence], literal: Sequence[tuple[int, int]]) -> Iterator[Occurrence]:
    """The constructs outside code and outside others."""
    done = 0
    for found in waiting:
        if found.start >= done and not is_within(found.start, literal):
            yield found
            done = found.end


def _bring_words(ready: list[Occurrence], waiting: list[Occurrence]) -> bool:
    """Whether one that waits may stand in words now, since those that were masked are no code or HTML any more."""
    if any(found.in_html or found.ends_html for found in ready):
        return bool(waiting)
    starts = [found.start for found in waiting]
    return any(bisect_right(starts, found.start) < bisect_right(starts, found.body_end) for found in ready)


def _next_level(
    masked: bytearray,
    waiting: list[Occurrence],
    literal: Sequence[tuple[int, int]],
    markup: Sequence[tuple[int, int]],
) -> tuple[list[Occurrence], list[Occurrence]]:
    """The constructs outside code and outside the bodies of others, and the rest. `markup` are the blocks of HTML."""
    ready: list[Occurrence] = []
    later: list[Occurrence] = []
    done = body_end = lone_end = 0
    for found in waiting:
        if found.start < done:
            continue  # inside another
        in_markup = (found.raw or found.in_html) and is_within(found.start, markup)
        hidden = is_within(found.start, literal) and not in_markup
        if hidden and found.ends_html:
            after_another = lone_end and not masked[lone_end : found.start].strip(b" \t\r\n>")
            hidden = not after_another and not _begins(found.start, markup)
        if found.ends_html and not hidden:
            lone_end = found.end
        if found.start < body_end or hidden:
            later.append(found)
            continue
        ready.append(found)
        done, body_end = found.end, max(body_end, found.body_end)
    return ready, later


def _begins(position: int, ranges: Sequence[tuple[int, int]]) -> bool:
    """Whether one of the sorted ranges begins at a byte, or with up to three blanks before it."""
    index = bisect_right(ranges, position, key=lambda span: span[0]) - 1
    return index >= 0 and position - ranges[index][0] < 4


def _candidates(page: bytes, constructs: Iterable[Construct], *, in_code: bool, has_code: bool) -> Iterator[Occurrence]:
    code: Sequence[Range] | None = () if in_code else None
    for construct in constructs:
        if construct.alone:
            for start, end, first in _alone(page, construct):
                code = left_margin(page).fences if code is None else code
                if code and is_within(start, code):
                    continue
                found = _found(page, construct, start, end)
                needs_mark = sign(found) < 0 and (first or _ends_list(page, construct, found, has_code=has_code))
                yield replace(found, mark=start) if needs_mark else found
        for found in construct.find(construct, page) if construct.find else ():
            needs_mark = sign(found) < 0 and (
                _ends_list(page, construct, found, has_code=has_code) or _may_underline(page, found.start)
            )
            yield replace(found, mark=found.start) if needs_mark else found


def _ends_list(page: bytes, construct: Construct, found: Occurrence, *, has_code: bool) -> bool:
    """Whether a construct ends the lists that it stands left of, if lines below it may be code because it does so.

    One of which something is left does that below a blank line; elsewhere it may go on with the words of an item.
    """
    if construct.ends_lists:
        return True
    if not has_code or construct.may_vanish or found.raw or found.as_word or found.in_html:
        return False
    return _is_above_deep_line(page, found) and lines.is_below_blank(page, lines.start_of_line(page, found.start))


def _is_above_deep_line(page: bytes, found: Occurrence) -> bool:
    """Whether blank lines and a line with four columns or more stand below a construct, which has fewer."""
    if not IS_ABOVE_CODE.match(page, found.end):
        return False
    line = lines.start_of_line(page, found.start)
    return lines.columns(page[line : found.start], page.count(b">", line, found.start)) < lines.TAB


def _may_underline(page: bytes, start: int) -> bool:
    """Whether the mark of a list item before a construct at a byte would underline a heading without the construct."""
    line = lines.start_of_line(page, start)
    margin = page[line:start]
    if not margin.rstrip(b" \t").endswith(b"-") or not lines.MARKS.fullmatch(margin):
        return False
    above = lines.end_above(page, line)
    return above > 0 and bool(page[lines.start_of_line(page, above) : above].strip(b" \t>"))


def _alone(page: bytes, construct: Construct) -> Iterator[tuple[int, int, bool]]:
    """Byte ranges of what fills lines, and whether it begins a list item, or says itself that it ends lists."""
    form = _pattern(ITEM, construct.alone)
    may_end_lists = "ends_lists" in form.groupindex
    for found in lines.rows(page, construct.signs, form, construct.opening):
        if construct.begins is None or construct.begins(page, found.start("masked")):
            ends_lists = may_end_lists and found["ends_lists"] is not None
            yield (*found.span("masked"), ends_lists or bool(found["items"]))


@lru_cache(maxsize=256)
def _pattern(margin: bytes, form: bytes) -> re.Pattern[bytes]:
    """Matches what fills lines, at the start of a line."""
    return re.compile(margin + rb"(?P<masked>" + form + rb")[ \t]*" + LINE_END)


def _found(page: bytes, construct: Construct, start: int, end: int) -> Occurrence:
    named = construct.title.search(page, start, end) if construct.title else None
    title = None
    if named and named.lastgroup and named[named.lastgroup].strip():
        title = Words(*lines.stripped(page, *named.span(named.lastgroup)), named.lastgroup, f"{construct.name} title")
    values = tuple(construct.values(construct, page, start, end)) if construct.values else ()
    room = (title.start - 1 if title else end) - start
    body_end = lines.body(page, start, end, construct.body) if construct.body and room > LEAST else 0
    return Occurrence(start, end, construct.name, title, values, min(3, room - 1) if body_end else 0, body_end)


def sign(found: Occurrence) -> int:
    """Byte offset of the sign by which the parser sees a construct as a heading; -1 if it sees mere blanks."""
    if found.mark or found.is_item:
        return found.mark or -1
    return found.start + found.body if found.body or found.title or found.values else -1


def _shown(masked: bytearray, found: Occurrence, markup: Sequence[tuple[int, int]]) -> bytes:
    """What the parser sees in place of a construct; in a block of HTML no blanks, which would end it."""
    if found.as_word or (found.raw and is_within(found.start, markup)):
        shown_as = b"," if found.has_words_behind else b"%"  # which would begin a comment of MyST
        return NOT_BLANK.sub(shown_as, masked[found.start : found.end])
    shown = _blanked(masked, found)
    if found.body:
        shown[0:1] = b"+"
    if sign(found) >= 0:
        shown[sign(found) - found.start] = ord("#")
    if found.title:
        words = slice(found.title.start - found.start, found.title.end - found.start)
        shown[words] = masked[found.title.start : found.title.end]
    return bytes(shown)


def _blanked(masked: bytearray, found: Occurrence) -> bytearray:
    """Blanks in place of a construct; the marks of the quotes it stands in are kept."""
    inside = masked[found.start : found.end]
    shown = inside.translate(lines.BLANKED)
    quotes = masked.count(b">", lines.start_of_line(masked, found.start), found.start) if b">" in inside else 0
    for margin in _margin(quotes).finditer(inside) if quotes else ():
        shown[slice(*margin.span())] = margin[0]
    return shown


@lru_cache(maxsize=16)
def _margin(quotes: int) -> re.Pattern[bytes]:
    """The start of a line inside so many quotes."""
    return re.compile(rb"(?<=[\r\n])(?:[ \t]*>){0,%d}" % quotes)
