"""Syntax of Python-Markdown and pymdown whose body is indented: `!!! note "Title"`, `??? tip`, `=== "Tab"`."""

from __future__ import annotations

import re

from i18n_pipeline.markdown.constructs import Construct, lines

NO_WORDS = re.compile(rb"!!!|\?\?\?|===|///|`{3}|~{3}|<|:[ \t]|\[\^[^\[\]]+\]:")
"""The beginning of a line below which blocks are indented: of a body, code, HTML, a definition, or a footnote."""
ITEM = re.compile(rb"(?:[-*+]|\d{1,9}\.)[ \t]")
MOST = 50
"""Lines above that are looked at."""


def begins(page: bytes, start: int) -> bool:
    """Whether a line with a sign at a byte begins a block to Python-Markdown 3.11.

    It is words if it is indented below the first line of an item or of other words, without a blank line in between.
    """
    line = lines.start_of_line(page, start)
    before = page[line:start]
    if before.strip(b" \t>") or not before.strip(b">"):
        return True
    quotes = before.count(b">")
    column = lines.columns(before, quotes)
    for _ in range(MOST if column >= lines.TAB else 0):
        end = lines.end_above(page, line)
        line = lines.start_of_line(page, max(0, end))
        row = page[line : max(0, end)]
        if lines.blank(row, quotes):
            break
        words = row.lstrip(b" \t>")
        if lines.indent(row, quotes) < column:
            return NO_WORDS.match(words) is not None or row.count(b">", 0, len(row) - len(words)) != quotes
        if ITEM.match(words) and lines.indent(row, quotes) == column:
            break
    return True


ADMONITION = Construct(
    "admonition",
    (b"!!!", b"???"),
    alone=rb"(?:!!!|\?\?\?\+?)(?:[ \t]?[\w-]+(?:[ \t]+[\w-]+)*(?:[ \t]+\"[^\r\n]*\")?|[ \t]+\"[^\r\n]*\")",
    title=re.compile(rb"\"(?P<quoted>[^\r\n]*)\""),
    body=4,
    begins=begins,
)
"""Admonitions (Python-Markdown 3.11) and details (pymdown-extensions 13)."""

TAB = Construct(
    "tab",
    (b"===",),
    alone=rb"===(?:!|\+|\+!|!\+)?[ \t]+\"[^\r\n]*\"",
    title=re.compile(rb"\"(?P<quoted>[^\r\n]*)\""),
    body=4,
    begins=begins,
)
"""Content tabs (pymdown-extensions 13)."""
