"""Terms in the directive `{glossary}`, as Sphinx 9 reads them: lines that are not indented, above what they mean.

A glossary in the form of mystmd, whose definitions begin with a colon, is a definition list of Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from i18n_pipeline.markdown.constructs import Occurrence, Words, lines
from i18n_pipeline.markdown.constructs.lines import LINE, LINE_END

DEFINED = re.compile(LINE + rb"(?P<margin>[ \t>]*):[ \t]")
"""A definition in the form of mystmd."""
ROW = re.compile(LINE + rb"(?P<margin>[ \t>]*+)(?P<term>[^ \t\r\n][^\r\n]*?)(?:[ ]+:[ ][^\r\n]*)?[ \t]*" + LINE_END)
"""A term, and a classifier behind it, which is a key of the index."""
COMMENT = b".. "
LEAST = 2
"""Columns of the mark of a list item and the blank behind it, in whose place a term stands."""
DEEPEST = 3
"""Columns from the mark to the words below it, at most."""
WIDEST = 8
"""Columns from a term to the words below it, at most, for the mark of an item to stand in place of the blanks."""
NO_WORDS = re.compile(
    rb"\+{3}|:(?!:)|%|\([^()\r\n]*\)=|\{(?![A-Za-z])"
    rb"|(?:`{3,}|~{3,}|:{3,})[ \t]*\{[^\r\n]*(?>\r\n|\n|\r)[ \t>]*(?:[:`~\r\n]|---)"
)
"""The beginning of another construct, of which the parser may see nothing but two blank lines."""


def terms(page: bytes, start: int, end: int, indent: int, quotes: int) -> Iterator[Occurrence]:
    """The terms of a glossary between two byte offsets, and its comments; its fence is indented inside quotes."""
    if any(lines.columns(found["margin"], quotes) < indent + LEAST for found in DEFINED.finditer(page, start, end)):
        return
    for row in ROW.finditer(page, start, end):
        begun = row.start("term")
        if lines.columns(row["margin"], quotes) > indent:
            continue
        if row["term"].startswith(COMMENT):
            yield Occurrence(begun, lines.body(page, begun, row.end(), 1) or row.end(), "comment")
        else:
            words = Words(*row.span("term"), "term", "glossary term")
            mark = _mark(page, row, indent, quotes)
            body = (0, 0) if mark else _body(page, row, indent, quotes)
            yield Occurrence(begun, row.end(), "glossary term", None, (words,), *body)
            if mark:
                yield Occurrence(*mark, "definition", body=mark[1] - mark[0], is_item=True)


def _mark(page: bytes, row: re.Match[bytes], indent: int, quotes: int) -> tuple[int, int] | None:
    """The blanks before what a term means in which the mark of an item may stand; None if there are none."""
    end = lines.body(page, row.start("term"), row.end(), 1)
    below = _words(quotes).search(page, row.end(), end) if end else None
    if below is None or b"\t" in below["margin"] or NO_WORDS.match(page, below.end()):
        return None
    columns = lines.columns(below["margin"], quotes) - indent
    start = below.end() - max(LEAST, columns - DEEPEST)
    is_blank = not page[start : below.end()].strip(b" ")
    return (start, below.end()) if is_blank and LEAST <= columns <= WIDEST else None


@lru_cache(maxsize=16)
def _words(quotes: int) -> re.Pattern[bytes]:
    """Matches a line that is not blank inside so many quotes, as far as its first sign."""
    return re.compile(LINE + rb"(?P<margin>(?:[ \t]*>){%d}[ \t]*+)(?=[^\r\n])" % quotes)


def _body(page: bytes, row: re.Match[bytes], indent: int, quotes: int) -> tuple[int, int]:
    """Columns from a term to what it means, which is indented below it, and where that ends; zeros if there is none."""
    end = lines.body(page, row.start("term"), row.end(), 1)
    below = next((line for line in page[row.end() : end].splitlines() if not lines.blank(line, quotes)), b"")
    deeper = lines.indent(below, quotes) - indent
    columns = min(DEEPEST, deeper, len(row["term"]) - 1)
    return (columns, end) if columns >= LEAST else (0, 0)
