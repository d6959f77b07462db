"""`~ text` below a term, as markdown-it-deflist reads definitions besides `: text` (mdit-py-plugins 0.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.markdown.constructs import Construct, Occurrence, lines

MARK = re.compile(lines.LINE + rb"(?P<margin>[ \t>]*+)(?P<mark>~[ \t]+)(?=[^\s])")

MARGIN = re.compile(rb"[ \t>]*")


def _definitions(construct: Construct, page: bytes) -> Iterator[Occurrence]:
    """The marks of definitions, in place of which the parser sees those of list items."""
    for row in lines.rows(page, construct.signs, MARK):
        if _is_below_words(page, row.start(), row["margin"].count(b">")):
            start, end = row.span("mark")
            yield Occurrence(start, end, construct.name, body=end - start, is_item=True)


def _is_below_words(page: bytes, start: int, quotes: int) -> bool:
    """Whether the line above that at a byte has words in the same quotes, or the line above a blank one."""
    for _ in range(2):
        end = lines.end_above(page, start)
        if end < 0:
            return False
        start = lines.start_of_line(page, end)
        if not lines.blank(page[start:end], quotes):
            return MARGIN.match(page, start, end)[0].count(b">") == quotes  # type: ignore[index] # matches nothing, too
    return False


TILDE_DEFINITION = Construct("definition", (b"~ ", b"~\t"), find=_definitions, risk_of_line=r"~(?=[ \t])")
"""`~ text` on a line below a term, or below the blank line behind it."""
