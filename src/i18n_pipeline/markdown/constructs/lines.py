"""Lines of a page: their indentation, and the bodies that are indented below a line."""

from __future__ import annotations

import re

LINE = rb"(?<![^\r\n])"
"""Regular expression of the start of a line, whatever the line ends of the page."""
LINE_END = rb"(?=[\r\n]|\Z)"
"""Regular expression of the end of a line."""
ROW = re.compile(rb"(?P<row>[^\r\n]*)(?:\r\n|\n|\r|\Z)")
BLANKED = bytes(sign if sign in b"\r\n" else ord(" ") for sign in range(256))
"""Translates every byte but those of line ends to a space."""
TAB = 4
"""Columns of a tab stop."""


def start_of_line(page: bytes | bytearray, position: int) -> int:
    """Byte offset of the line of a byte."""
    line = page.rfind(b"\n", 0, position) + 1
    return max(line, page.rfind(b"\r", line, position) + 1)


def stripped(page: bytes, start: int, end: int) -> tuple[int, int]:
    """A range without the white space at its ends."""
    inside = page[start:end]
    start += len(inside) - len(inside.lstrip())
    return start, start + len(inside.strip())


def body(page: bytes, start: int, end: int, least: int) -> int:
    """Byte offset after the lines below a construct that are indented at least so many columns deeper; 0 if none is."""
    line = start_of_line(page, start)
    quotes = page.count(b">", line, start)
    least += columns(page[line:start], quotes)
    reached, position = 0, end
    while position < len(page):
        row = ROW.match(page, position)
        if row is None or row.end() == position:
            break
        if position > end and not blank(row["row"], quotes):
            if indent(row["row"], quotes) < least:
                break
            reached = row.end()
        position = row.end()
    return reached


def options(page: bytes, start: int, end: int) -> int:
    """Byte offset after the lines directly below a construct that are indented four columns deeper; `end` if none is.

    A blank line ends them. That is how Python-Markdown reads options in YAML.
    """
    line = start_of_line(page, start)
    quotes = page.count(b">", line, start)
    least = columns(page[line:start], quotes) + TAB
    row = ROW.match(page, end)
    while row and row.end() > end and row.end() < len(page):
        row = ROW.match(page, row.end())
        if row is None or blank(row["row"], quotes) or indent(row["row"], quotes) < least:
            break
        end = row.end("row")
    return end


def blank(row: bytes, quotes: int) -> bool:
    """Whether a line is blank inside this many quotes."""
    return not row.strip(b" \t>" if quotes else b" \t")


def columns(text: bytes, quotes: int) -> int:
    """Columns of a line's beginning, its quote marks left aside."""
    return _wide(_unquoted(text, quotes))


def indent(row: bytes, quotes: int) -> int:
    """Columns of white space at the start of a line inside this many quotes."""
    inside = _unquoted(row, quotes)
    return _wide(inside[: len(inside) - len(inside.lstrip(b" \t"))])


def _unquoted(row: bytes, quotes: int) -> bytes:
    """A line without the marks of so many quotes."""
    for _ in range(quotes):
        bare = row.lstrip(b" \t")
        if not bare.startswith(b">"):
            break
        row = bare[2:] if bare[1:2] == b" " else bare[1:]
    return row


def _wide(text: bytes) -> int:
    """Columns of a text, tabs expanded."""
    return len(text.expandtabs(TAB)) if b"\t" in text else len(text)


def quote(page: bytes, start: int, end: int) -> str:
    """The quotation mark on both sides of a range; empty if there is none."""
    before, after = page[start - 1 : start], page[end : end + 1]
    return after.decode() if before == after and after in {b'"', b"'"} else ""
