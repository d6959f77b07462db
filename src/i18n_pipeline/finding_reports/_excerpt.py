"""The line of text in which something was found, with a mark at the spot, as wide as a terminal allows.

The mark is a line of `^` under the spot. Where letters run from right to left it stands around the spot, `>>>like
this<<<`: terminals differ in the order in which they show such a line, so that nothing under it has a certain place.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from msgspec import Struct
from rich.cells import cell_len

from i18n_pipeline.plain_text import escaped

ELLIPSIS = "…"
FAR = 8
"""How many times the width a line is looked at before and after the spot, in characters: a line may be very long."""
LEAST = 16
"""Smallest width of an excerpt, terminal columns."""
BEGIN, END = ">>>", "<<<"
"""Around the spot; brackets that a terminal mirrors between letters that run from right to left."""
ISOLATE, POP = "\u2068", "\u2069"
"""Zero-width marks that isolate the direction of a text from its surroundings."""
JOINER = "\u200d"


class Marked(Struct, frozen=True):
    """An excerpt for a terminal."""

    before: str
    """The excerpt before the spot."""
    spot: str
    """The spot; empty if something is missing there, or if the whole excerpt is meant."""
    after: str
    """The excerpt after the spot."""
    under: str = ""
    """The line under it: blanks and `^`; empty if there is none."""

    @property
    def line(self) -> str:
        """The whole line."""
        return self.before + self.spot + self.after


def marked(excerpt: str, start: int, end: int, width: int) -> Marked:
    """The excerpt in at most `width` columns, which begins or ends with `…` if it is cut, and the mark of the spot.

    `start` and `end` are as in `Finding`.
    """
    width = max(width, LEAST)
    somewhere = end > start or start > 0
    if len(excerpt) <= width and excerpt.isascii() and excerpt.isprintable():
        start, end = min(start, len(excerpt)), min(max(start, end), len(excerpt))
        under = " " * start + "^" * max(end - start, 1)
        return Marked(excerpt[:start], excerpt[start:end], excerpt[end:], under if somewhere else "")
    return _marked(excerpt, start, end, width, somewhere=somewhere)


def _marked(excerpt: str, start: int, end: int, width: int, *, somewhere: bool) -> Marked:
    """The same for a text in any script, or one that does not fit; slower."""
    near = slice(max(0, start - FAR * width), start + FAR * width)
    text = excerpt[near]
    signs, leftwards = _signs(text), any(map(_runs_left, text))
    first, last = _spot(signs, start - near.start, end - near.start)
    room = width - (len(BEGIN + END) if leftwards else 0)
    widths = [cell_len(sign.shown) for sign in signs]
    fits = text == excerpt and sum(widths) <= room
    begin, stop = (0, len(signs)) if fits else _window(widths, first, last, room)
    before, spot, after = (
        "".join(sign.shown for sign in signs[at:to])
        for at, to in ((begin, first), (first, min(last, stop)), (min(last, stop), stop))
    )
    before = ELLIPSIS * (begin > 0 or near.start > 0) + before
    after += ELLIPSIS * (stop < len(signs) or near.stop < len(excerpt))
    if leftwards:
        begun, ended = (BEGIN, END) if somewhere else ("", "")
        return Marked(f"{ISOLATE}{before}{begun}", spot, f"{ended}{after}{POP}")
    under = " " * cell_len(before) + "^" * max(cell_len(spot), 1)
    return Marked(before, spot, after, under if somewhere else "")


def shortened(text: str, width: int) -> str:
    """The beginning of a text in at most `width` columns; it ends with `…` if it is cut."""
    return marked(text, 0, 0, width).line


class _Sign(Struct, frozen=True):
    """What a person sees as one sign: a letter with its accents, or the escape of a character that is not harmless."""

    shown: str
    """How it is shown."""
    length: int
    """Number of characters of the text that it stands for."""


def _signs(text: str) -> list[_Sign]:
    found: list[_Sign] = []
    for shown in map(escaped, text):
        if found and (cell_len(shown) == 0 or found[-1].shown.endswith(JOINER)):
            found[-1] = _Sign(found[-1].shown + shown, found[-1].length + 1)
        else:
            found.append(_Sign(shown, 1))
    return found


def _spot(signs: Sequence[_Sign], start: int, end: int) -> tuple[int, int]:
    """The first sign of the spot and the one after it, from positions in the text."""
    places = [place for place, sign in enumerate(signs) for _ in range(sign.length)]
    first = places[start] if start < len(places) else len(signs)
    if end <= start or first == len(signs):
        return first, first
    return first, places[min(end, len(places)) - 1] + 1


def _window(widths: Sequence[int], first: int, last: int, room: int) -> tuple[int, int]:
    """The part of a line that fits the room beside two ellipses: the spot, and what stands around it."""
    room -= 2 * cell_len(ELLIPSIS)
    begin = stop = first
    while stop < last and widths[stop] <= room:
        room -= widths[stop]
        stop += 1
    begin, room = _before(widths, begin, room, room // 2)
    while stop < len(widths) and widths[stop] <= room:
        room -= widths[stop]
        stop += 1
    begin, room = _before(widths, begin, room, room)
    return begin, stop


def _before(widths: Sequence[int], begin: int, room: int, most: int) -> tuple[int, int]:
    """The beginning of the part, moved to the left by at most `most` columns, and the room that is left."""
    while begin and widths[begin - 1] <= most:
        begin -= 1
        most -= widths[begin]
        room -= widths[begin]
    return begin, room


def _runs_left(letter: str) -> bool:
    """Whether a letter is written from right to left (Unicode, annex 9, classes R and AL)."""
    return unicodedata.bidirectional(letter) in {"R", "AL"}
