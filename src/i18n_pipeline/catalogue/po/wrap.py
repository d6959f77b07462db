"""Wrap the strings of a catalogue, with line breaks where GNU gettext has them.

Gettext fills lines by the columns of a terminal, with the mark before the line (`#| `, `#~ `) and both quotes counted.
It breaks where Unicode allows it (UAX 14), after blanks, with one difference: between one of `.,:;` and a letter, too
(the note at the end of gnulib's `lib/unilbrk/lbrktables.c`). So gettext tools change no line when they save a file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from unicode_segmentation_rs import line_break_units, text_width

if TYPE_CHECKING:
    from collections.abc import Iterator

GETTEXT_WIDTH = 79
"""Gettext's default width, in columns."""


def strings(keyword: str, text: str, width: int, mark: str = "") -> list[str]:
    """The lines of a keyword and its string, of at most `width` columns, each with `mark` before it.

    A width of 0 breaks only after line feeds. A word longer than a line is not broken.
    """
    room = width - len(f'{mark}""')
    portions = [_escaped(portion) for portion in _PORTIONS.findall(text)] if "\n" in text else [_escaped(text)]
    if len(portions) == 1 and (not width or len(_filled(portions[0], room, len(f"{keyword} "))) == 1):
        return [f'{mark}{keyword} "{portions[0]}"']
    lines = [line for portion in portions for line in (_filled(portion, room) if width else [portion])]
    return [f'{mark}{keyword} ""', *(f'{mark}"{line}"' for line in lines)]


def columns(text: str) -> int:
    """Width of a text in terminal columns: two for a wide character, none for a combining one."""
    return len(text) if text.isascii() else sum(map(text_width, text))


def first_piece(escaped: str) -> str:
    """The start of an escaped text, up to the first possible line break."""
    return next(_pieces(escaped), "")


def _escaped(text: str) -> str:
    return _SPECIAL.sub(_escape, text)


def _escape(special: re.Match[str]) -> str:
    return f"\\{_LETTERS[special[0]]}"


def _filled(escaped: str, room: int, used: int = 0) -> list[str]:
    """Fill lines of `room` columns with the pieces of a text; `used` columns of the first line are taken."""
    if used + 2 * len(escaped) <= room or (escaped.isascii() and used + len(escaped) <= room):
        return [escaped]
    lines: list[str] = []
    line = ""
    for piece in _pieces(escaped):
        wide = columns(piece)
        if line and used + wide > room:
            lines.append(line)
            line, used = "", 0
        line += piece
        used += wide
    return [*lines, line]


def _pieces(escaped: str) -> Iterator[str]:
    """Split an escaped text at all possible line breaks; a blank there ends the piece before."""
    whole = {match.start() + 1 for match in _ESCAPE.finditer(escaped)}
    if escaped.endswith("\\n"):
        whole.add(len(escaped) - 2)
    start = end = 0
    # A slash has the line breaks of these signs, together with the one difference of gettext.
    for unit in line_break_units(_INFIX.sub("/", escaped)):
        for piece in _BESIDE_INFIX_OR_OPENING.split(escaped[end : end + len(unit)]):
            if end > start and end not in whole:
                yield escaped[start:end]
                start = end
            end += len(piece)
    yield escaped[start:]


_PORTIONS = re.compile(r"[^\n]*\n|[^\n]+")
_LETTERS = {
    "\0": "000",
    "\a": "a",
    "\b": "b",
    "\f": "f",
    "\n": "n",
    "\r": "r",
    "\t": "t",
    "\v": "v",
    '"': '"',
    "\\": "\\",
}
_SPECIAL = re.compile(r'[\0\a\b\f\n\r\t\v"\\]')
_ESCAPE = re.compile(r"\\.")
_INFIXES = ",.:;\u037e\u0589\u060c\u060d\u07f8\u2044\ufe10\ufe13\ufe14"
_HEBREW = "\u05d0-\u05ea\u05ef-\u05f2\ufb1d\ufb1f-\ufb28\ufb2a-\ufb4f"
_WIDE_OPENING = "\u3008\u300a\u300c\u300e\u3010\u3014\u3016\u3018\u301a\uff08\uff3b\uff5b\uff5f"
_INFIX = re.compile(f"[{_INFIXES}]")
_BESIDE_INFIX_OR_OPENING = re.compile(rf"(?<=[{_INFIXES}])(?=[{_HEBREW}])|(?<=[\w#&*<=>@^`~])(?=[{_WIDE_OPENING}])")
