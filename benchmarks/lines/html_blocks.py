"""Blocks of HTML as CommonMark has them: from a line that begins with the tag of a block up to a blank line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lines.tokens import Span, merged

BEGINS = re.compile(
    r"^(?:[ \t>]|(?:[-*+]|\d{1,9}[.)])[ \t])*</?(?i:address|article|aside|blockquote|body|center|col|colgroup|dd"
    r"|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|legend|li|link|main|menu|nav"
    r"|ol|optgroup|option|p|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?=[ \t\n/>])",
    re.MULTILINE,
)
"""Condition 6 of section 4.6 (CommonMark 0.31)."""
ELEMENT = re.compile(
    r"^ {0,3}<(?P<name>div|dl|table|ul|ol|p|details|section|figure|form|fieldset)(?=[\s>])(?![^<>]*\smarkdown=)",
    re.MULTILINE,
)
"""Of those, one that may go on over blank lines in kramdown."""
VERBATIM = re.compile(r"^ {0,3}\{::nomarkdown\}[ \t]*\n[\s\S]*?\n {0,3}\{:/", re.MULTILINE)
"""Lines of HTML that kramdown leaves as they are."""
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


def raw_elements(text: str, families: frozenset[str]) -> list[Span]:
    """The elements that kramdown reads up to their end tags, over blank lines too."""
    found: list[Span] = []
    position = 0
    while "kramdown" in families and (begun := ELEMENT.search(text, position)):
        end = _end_of_element(text, begun)
        position = end or begun.end()
        if end and "markdown=" not in text[begun.end() : end]:
            found.append((begun.start(), end))
    if "kramdown" in families:
        found = merged([*found, *(block.span() for block in VERBATIM.finditer(text))])
    return found


def _end_of_element(text: str, begun: re.Match[str]) -> int:
    depth = 0
    for tag in re.compile(rf"<(/?){begun['name']}(?=[\s>])[^<>]*>").finditer(text, begun.start()):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.end()
    return 0
