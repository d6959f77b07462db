"""Blocks of HTML as CommonMark has them: from a line that begins with the tag of a block up to a blank line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lines.tokens import Span

BEGINS = re.compile(
    r"^(?:[ \t>]|(?:[-*+]|\d{1,9}[.)])[ \t])*</?(?i:address|article|aside|blockquote|body|center|col|colgroup|dd"
    r"|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|legend|li|link|main|menu|nav"
    r"|ol|optgroup|option|p|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?=[ \t\n/>])",
    re.MULTILINE,
)
"""Condition 6 of section 4.6 (CommonMark 0.31)."""
BLANK = re.compile(r"\n[ \t>]*(?=\n|\Z)")


def html_blocks(text: str, families: frozenset[str]) -> Iterator[Span]:
    """Where no Markdown is read; nothing for parsers with other rules, and for MDX."""
    if "html" not in families or families & {"kramdown", "blocks"}:
        return
    position = 0
    while begun := BEGINS.search(text, position):
        blank = BLANK.search(text, begun.start())
        position = blank.end() if blank else len(text)
        yield begun.start(), position
