"""Colons at the start of lines that begin no definition to markdown-it, though they do to pulldown-cmark 0.13.

To markdown-it-deflist (mdit-py-plugins 0.5) a term is the only line of a paragraph; of more lines, all are words. And a
heading goes before: a line of hyphens below makes one of the term and all up to there. So the parser is shown a comma.
"""

from __future__ import annotations

import re

from i18n_pipeline.markdown.constructs import lines

COLON = re.compile(rb":(?<![^ \t>\r\n]:)[ \t]")
"""A colon between blanks, or at the start of a line. Python finds one sign faster than what may stand before it."""
ITEM = re.compile(rb"(?:[-*+]|\d{1,9}[.)]|\[\^[^\[\]\s]+\]:)[ \t]")
DEFINITION = re.compile(rb"[:~][ \t]")
UNDERLINE = re.compile(rb"(?:-+|=+)[ \t]*\Z")
NO_WORDS = re.compile(
    rb"#{1,6}[ \t]|`{3}|~{3}|:|~[ \t]|\+{3}|%|\||<|\([^()]*\)=|\{[^{}]*\}[ \t]*\Z|([-*_])(?:[ \t]*\1){2,}[ \t]*\Z"
)
"""What begins on a line that is no words of a paragraph."""
DEEPEST = 3
"""Columns that an underline may stand to the right of its container."""
MOST = 50
"""Lines up to an underline that are looked at."""


def mask(masked: bytearray) -> None:
    """Put commas in place of these colons."""
    page = bytes(masked)
    hidden = set[int]()  # the starts of their lines
    for colon in COLON.finditer(page):
        line = lines.start_of_line(page, colon.start())
        margin = page[line : colon.start()]
        if margin.strip(b" \t>") or line == 0:
            continue
        quotes = margin.count(b">")
        column = lines.columns(margin, quotes)
        is_in_heading = _is_underlined(page, colon.end(), quotes, column) and not _goes_on(page, line, quotes, column)
        if is_in_heading or _is_in_paragraph(page, line, quotes, column, hidden):
            hidden.add(line)
            masked[colon.start()] = ord(",")


def _is_in_paragraph(page: bytes, line: int, quotes: int, column: int, hidden: set[int]) -> bool:
    """Whether more than one line of a paragraph stands above the line that begins at a byte, or above a blank one."""
    count, may_be_blank = 0, True
    while (end := lines.end_above(page, line)) >= 0:
        line = lines.start_of_line(page, end)
        row = page[line:end]
        if lines.blank(row, quotes):
            if count or not may_be_blank:
                break
            may_be_blank = False
            continue
        words = row.lstrip(b" \t>")
        if line in hidden:
            return True
        if row.count(b">", 0, len(row) - len(words)) != quotes or lines.indent(row, quotes) > column:
            return False  # it belongs to what a term above means
        if DEFINITION.match(words):
            return False
        if NO_WORDS.match(words):
            break
        count += 1
        if ITEM.match(words):
            break
    return count > 1


def _goes_on(page: bytes, line: int, quotes: int, column: int) -> bool:
    """Whether the term above the definition that begins at a byte stands in a list of these, below a blank line.

    Only the first term is looked at as words, which may be a heading.
    """
    has_term = is_apart = False
    while (end := lines.end_above(page, line)) >= 0:
        line = lines.start_of_line(page, end)
        row = page[line:end]
        words = row.lstrip(b" \t>")
        if lines.blank(row, quotes):
            is_apart = has_term
        elif not has_term and not ITEM.match(words):
            has_term = True
        elif not is_apart or lines.indent(row, quotes) <= column:
            is_inside = row.count(b">", 0, len(row) - len(words)) == quotes and lines.indent(row, quotes) == column
            return is_apart and is_inside and DEFINITION.match(words) is not None
    return False


def _is_underlined(page: bytes, start: int, quotes: int, column: int) -> bool:
    """Whether the words of a line, and those below up to a line of hyphens, are a heading."""
    for _ in range(MOST):
        end = lines.end_of_line(page, start)
        start = end + (2 if page.startswith(b"\r\n", end) else 1)
        row = page[start : lines.end_of_line(page, start)] if start < len(page) else b""
        words = row.lstrip(b" \t>")
        if UNDERLINE.match(words):
            return lines.indent(row, quotes) <= column + DEEPEST
        if lines.blank(row, quotes) or NO_WORDS.match(words) or ITEM.match(words):
            break
    return False
