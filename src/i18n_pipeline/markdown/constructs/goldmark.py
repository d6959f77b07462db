"""Syntax of goldmark 1.7 (Hugo) alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from i18n_pipeline.markdown.constructs import BREAK, Construct, Mark, lines
from i18n_pipeline.markdown.constructs.lines import PIPE
from i18n_pipeline.markdown.constructs.math import DOLLARS, NEXT_LINE

BLOCK_ATTRIBUTES = Construct("attribute list", (b"\0",), risk_of_line=r"\{\s*(?:[#.}]|[A-Za-z_:][\w:.-]*\s*=)")
"""A line that begins with an attribute list is one, be it an empty one, whatever follows on it."""

MAIL_ADDRESS = Construct("mail address", (b"\0",), risk=r"@(?<=[!#$%&'*/=?^`{|}~.]@)(?=[A-Za-z0-9])")
"""Behind these signs too an `@` is part of an address that goldmark makes a link of, as in `{x}@example.org`."""


def _formula(opening: bytes, closing: bytes, line_end: bytes) -> bytes:
    """Regular expression of a formula between escaped brackets.

    It has a command of LaTeX, a brace, a power or an equals sign, or no two letters side by side. Other escaped
    brackets stand around words.
    """
    pair = rb"\\[^()\[\]\r\n]"
    no_sign = rb"(?:[^\\^={\r\n]++|\\[^()\[\]A-Za-z\r\n]|" + line_end + rb")*+"
    no_word = rb"(?:[^\\A-Za-z\x80-\xff\r\n]++|[A-Za-z](?![A-Za-z])|\\[^()\[\]A-Za-z\r\n]|" + line_end + rb")++"
    any_sign = rb"(?:[^\\\r\n]++|" + pair + rb"|" + line_end + rb")++"
    body = rb"(?:(?=" + no_sign + rb"(?:\\[A-Za-z]|[\^={]))" + any_sign + rb"|" + no_word + rb")"
    return rb"\\(?<!\\\\)" + opening + body + rb"\\" + closing


OVER_LINES = DOLLARS.replace(BREAK, NEXT_LINE)
"""One between dollars in a paragraph, or in one cell of a table."""
DISPLAYED = rb"|".join((_formula(rb"\[", rb"\]", NEXT_LINE), OVER_LINES))
AMONG_WORDS = _formula(rb"\(", rb"\)", NEXT_LINE) + rb"|" + DISPLAYED
IN_PARAGRAPH = re.compile(DISPLAYED)


def _between_formulas(page: bytes, start: int, end: int, _marks: Sequence[Mark]) -> Iterator[str]:
    """On which sides of the formulas of a paragraph words stand: to Hugo a displayed one is a block, and parts it."""
    if page.find(b"\\[", start, end) < 0 and page.find(b"$$", start, end) < 0:
        return
    number = 0
    for number, found in enumerate(IN_PARAGRAPH.finditer(page, start, end), 1):
        if page[start : found.start()].strip():
            yield f"words stand before displayed formula number {number}"
        start = found.end()
    if number and page[start:end].strip():
        yield "words stand behind the last displayed formula"


PASSTHROUGH = Construct(
    "formula",
    (b"\\(", b"\\[", b"$$"),
    ends_lists=True,
    opening=rb"\\\[",
    alone=_formula(rb"\[", rb"\]", BREAK),
    inside=AMONG_WORDS,
    wordless=AMONG_WORDS,
    risk=r"[\[(](?<=\\.)|\$(?=\$)",
    rules=_between_formulas,
)
"""`\\(…\\)`, `\\[…\\]` and `$$…$$`, which a site of Hugo may pass on to a program for mathematics, in mid-sentence
too; elsewhere escaped brackets and dollars, so no translation may have any of its own."""

DELIMITERS = re.compile(
    lines.LINE + rb"[ \t>]*+(?P<row>\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*)" + lines.LINE_END
)
"""The row below the head of a table."""
SIGNS = (b"|-", b"| -", b"|:-", b"| :-")
"""What stands in such a row."""
HEAD = re.compile(rb"[ \t>]*+(?:(?:[-+*:]|\d{1,9}[.)])[ \t][ \t>]*+)*+\|?+(?P<cells>[^\r\n]*?)\|?[ \t]*\Z")
"""The row above it, behind the marks of items and quotes."""
COLUMN = re.compile(rb"-+:?[ \t]*\|?")
"""What of a column may come behind its first sign."""


def wide_tables(page: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Blanks in place of what the row below the head of a table has more than the head.

    To goldmark 1.7 the head has empty cells there; in GFM there is no table.
    """
    for row in lines.rows(page, SIGNS, DELIMITERS):
        above = _line_above(page, row.start())
        head = HEAD.match(above) if b"|" in above else None
        if head is None:
            continue
        cells = len(PIPE.findall(head["cells"])) + 1
        ends = [column.end() for column in COLUMN.finditer(row["row"])]
        if cells < len(ends):
            start, end = row.start("row") + ends[cells - 1], row.end("row")
            yield start, end, b" " * (end - start)


def _line_above(page: bytes, start: int) -> bytes:
    """The line above that which begins at a byte; empty at the start of the page."""
    end = lines.end_above(page, start)
    return page[lines.start_of_line(page, end) : end] if end > 0 else b""
