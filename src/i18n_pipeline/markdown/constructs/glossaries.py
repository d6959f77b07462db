"""Terms in the directive `{glossary}`, as Sphinx 9 reads them: lines that are not indented, above what they mean.

A glossary in the form of mystmd, whose definitions begin with a colon, is a definition list of Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.markdown.constructs import Occurrence, Words, lines
from i18n_pipeline.markdown.constructs.lines import LINE, LINE_END

DEFINED = re.compile(LINE + rb"[ \t>]*:[ \t]")
ROW = re.compile(LINE + rb"(?P<margin>[ \t>]*+)(?P<term>[^ \t\r\n][^\r\n]*?)(?:[ ]+:[ ][^\r\n]*)?[ \t]*" + LINE_END)
"""A term, and a classifier behind it, which is a key of the index."""
COMMENT = b".. "
LEAST = 2
"""Columns of the mark of a list item and the blank behind it, in whose place a term stands."""
DEEPEST = 3
"""Columns from the mark to the words below it, at most."""


def terms(page: bytes, start: int, end: int, indent: int, quotes: int) -> Iterator[Occurrence]:
    """The terms of a glossary between two byte offsets, and its comments; its fence is indented inside quotes."""
    if DEFINED.search(page, start, end):
        return
    for row in ROW.finditer(page, start, end):
        begun = row.start("term")
        if lines.columns(row["margin"], quotes) > indent:
            continue
        if row["term"].startswith(COMMENT):
            yield Occurrence(begun, lines.body(page, begun, row.end(), 1) or row.end(), "comment")
        else:
            words = Words(*row.span("term"), "term", "glossary term")
            yield Occurrence(begun, row.end(), "glossary term", None, (words,), *_body(page, row, indent, quotes))


def _body(page: bytes, row: re.Match[bytes], indent: int, quotes: int) -> tuple[int, int]:
    """Columns from a term to what it means, which is indented below it, and where that ends; zeros if there is none."""
    end = lines.body(page, row.start("term"), row.end(), 1)
    below = next((line for line in page[row.end() : end].splitlines() if not lines.blank(line, quotes)), b"")
    deeper = lines.indent(below, quotes) - indent
    columns = min(DEEPEST, deeper, len(row["term"]) - 1)
    return (columns, end) if columns >= LEAST else (0, 0)
