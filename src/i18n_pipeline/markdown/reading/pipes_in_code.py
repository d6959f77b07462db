"""Pipes in the code of tables, for dialects in which these part no cells: the parser would part cells there.

Markdig 1.1 parts cells last of all, so that no pipe in a tag parts any there, and no backtick in a tag, an address or
the target of a link begins code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.markdown.constructs import lines
from i18n_pipeline.markdown.constructs.ranges import Range
from i18n_pipeline.markdown.reading.parse import Event

HEADING = re.compile(lines.MARKS.pattern + rb"#{1,6}[ \t]")
CODE_IN_ROW = re.compile(rb"`(?<!(?<!\\)``)(?P<ticks>`*+)(?:[^`\r\n]|(?!`(?P=ticks)(?!`))`++)*?`(?P=ticks)(?!`)")
UNESCAPED_CODE = re.compile(rb"(?<!(?<!\\)\\)" + CODE_IN_ROW.pattern)
"""The same behind no backslash."""
TAG = re.compile(
    rb"<!--(?:[^-\r\n]++|-(?!->))*+-->|</?[A-Za-z](?![A-Za-z0-9+.-]*:)(?:[^<>\"'\r\n]++|\"[^\"\r\n]*\"|'[^'\r\n]*')*+>"
)
"""A comment or a tag."""
ADDRESS = re.compile(
    rb"<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>|]*+>|(?i:https?://|www\.)[^\s<|]*+"
    rb"|\[[^\[\]|\r\n]*+\]\((?:<[^<>|\r\n]*>|[^\s()<>|]*+)(?:[ \t]+(?:\"[^\"|\r\n]*\"|'[^'|\r\n]*'))?[ \t]*\)"
)
"""An address, with brackets or without, or a link with a target. Those with a pipe are not looked at."""
CODE_BEHIND_TAGS = re.compile(TAG.pattern + rb"|" + ADDRESS.pattern + rb"|" + UNESCAPED_CODE.pattern)
"""Code, a tag, or an address, of which the first counts."""
DELIMITER = re.compile(lines.LINE + rb"[ \t>]*(?=[^\r\n]*\|)[|: \t]*-[-|: \t]*" + lines.LINE_END)
"""The row below the head of a table."""
PIPE_IN_CODE = b"\x1a"
"""What the parser sees in place of a pipe in code."""
WITH_TEXT = frozenset({"Code", "Text", "InlineHtml"})


def hide(page: bytearray, *, escapes: bool, cells_last: bool) -> None:
    """Put `PIPE_IN_CODE` in place of these pipes.

    `escapes`: whether a backtick behind a backslash begins no code in a row, as to Python-Markdown, unlike kramdown.
    `cells_last`: whether tags and addresses count before code and cells. Where no row below a head is on the page, a
    line with pipes in code alone is no row.
    """
    form = CODE_BEHIND_TAGS if cells_last else UNESCAPED_CODE if escapes else CODE_IN_ROW
    rows = list(_rows_with_pipes(page))
    found = [(start, end, pieces) for start, end in rows if (pieces := _hidden_pieces(page, start, end, form))]
    has_heads = bool(found) and any(DELIMITER.match(page, start) for start, _ in rows)
    for start, end, pieces in found:
        if not HEADING.match(page, start) and (has_heads or b"|" in form.sub(b"", page[start:end])):
            for first, last in pieces:
                page[first:last] = page[first:last].replace(b"|", PIPE_IN_CODE)


def _hidden_pieces(page: bytearray, start: int, end: int, form: re.Pattern[bytes]) -> list[Range]:
    """What a form matches in the row between two byte offsets and holds a pipe."""
    if form is not CODE_BEHIND_TAGS and page.find(b"`", start, end) < 0:
        return []
    return [piece.span() for piece in form.finditer(page, start, end) if b"|" in piece[0]]


def shown(masked: str, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """The events of a masked page with these pipes in code, and in words that were no code."""
    hidden = PIPE_IN_CODE.decode()
    if hidden not in masked:
        return events
    return tuple([_shown(one) if one[0] in WITH_TEXT and hidden in one[3] else one for one in events])


def _shown(event: Event) -> Event:
    """Code, words or a tag with these pipes."""
    kind, start, end, value = event
    return (kind, start, end, value.replace(PIPE_IN_CODE.decode(), "|"))


def _rows_with_pipes(page: bytes | bytearray) -> Iterator[Range]:
    """The lines with a pipe."""
    position = page.find(b"|")
    while position >= 0:
        start, end = lines.start_of_line(page, position), lines.end_of_line(page, position)
        yield start, end
        position = page.find(b"|", end)
