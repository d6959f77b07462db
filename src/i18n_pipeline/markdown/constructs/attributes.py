"""Attributes at the end of a block, which belong to the block: `Words {.class}` (markdown-it-attrs 4.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from i18n_pipeline.markdown.constructs import Construct, Mark, Occurrence, lines

BRACES = rb"\{[^{}\r\n]*\}"
NEWLINE = rb"(?>\r\n|\n|\r)[ \t>]*"
END_OF_BLOCK = (
    rb"[ \t]*(?:\||(?>\r\n|\n|\r)?\Z|" + NEWLINE + rb"(?:[\r\n]|\Z"
    rb"|[-+*][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t]|:{3}|`{3}|~{3}|<|\|[^\r\n]*" + NEWLINE + rb"\|?[ \t]*:?-))"
)
"""The end of a cell, or of a line before one that is blank or begins another block, such as a table."""
AFTER_WORDS = rb"\{(?:(?<=[^\s\\{)\]`*_>~=^]\{)|(?<=[^\s\\{][ \t]\{))"
"""Regular expression of their first byte: behind markup without a blank they belong to the markup."""
ATTRIBUTES = re.compile(
    AFTER_WORDS
    + rb"[^{}\r\n]*\}(?=(?P<more>[ \t]*"
    + BRACES
    + rb")?(?:[ \t]*"
    + NEWLINE
    + BRACES
    + rb")?(?:"
    + END_OF_BLOCK
    + rb"|[ \t]*(?P<quote>(?>\r\n|\n|\r)[ \t]*>[ \t>]*)))"
)
"""Such attributes; perhaps with those of a list item behind them, or those of the list on the last line."""

LAST_OF_LIST_OR_TABLE = re.compile(rb"[ \t>]*(?:[-+*|]|\d|(?<=[ \t])[^ \t>])")
"""How a line may begin that ends a list or a table."""
ITEM = re.compile(rb"[ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t]")
HEADING = re.compile(rb"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t][ \t>]*)*#{1,6}[ \t]")
UNDERLINE = re.compile(rb"[ \t]*(?:\r\n|\n|\r)[ \t>]*(?:=+|-+)[ \t]*(?:[\r\n]|\Z)")


def _at_ends(construct: Construct, page: bytes) -> Iterator[Occurrence]:
    for found in ATTRIBUTES.finditer(page):
        if _are_last(page, found) and not _is_heading(page, *found.span()):
            yield Occurrence(*found.span(), construct.name)


def _are_last(page: bytes, found: re.Match[bytes]) -> bool:
    """Whether a block ends behind its attributes, where others of a list item follow, or the mark of a quote."""
    if found["more"] is not None and not _is_item(page, found.start()):
        return False
    if found["quote"] is None:
        return True
    line = lines.start_of_line(page, found.start())
    return found["quote"].count(b">") > page.count(b">", line, found.start())


def _is_item(page: bytes, position: int) -> bool:
    """Whether a line begins with the mark of a list item."""
    return ITEM.match(page, lines.start_of_line(page, position)) is not None


def _is_heading(page: bytes, start: int, end: int) -> bool:
    """Whether attributes end a heading: those are read as its id, not here."""
    return bool(HEADING.match(page, lines.start_of_line(page, start)) or UNDERLINE.match(page, end))


def _rules(text: bytes, start: int, end: int, _marks: Sequence[Mark]) -> Iterator[str]:
    """Braces alone on the last line of a paragraph are attributes, whatever is in them, an expression too.

    So is a paragraph between two braces, behind a list or a table.
    """
    if text[start : start + 1] == b"{" and text[start : lines.end_of_line(text, end)].rstrip(b" \t")[-1:] == b"}":
        above = text[max(0, start - lines.LONGEST_BLANK) : start].rstrip(b" \t\r\n>")
        if LAST_OF_LIST_OR_TABLE.match(above, lines.start_of_line(above, len(above))):
            yield "braces begin and end the text"
    last = max(text.rfind(b"\n", start, end), text.rfind(b"\r", start, end)) + 1
    line = text[last:end].strip(b" \t>") if last else b""
    if line[:1] == b"{" and line[-1:] == b"}":
        yield "braces alone are the last line"


BLOCK_ATTRIBUTES = Construct(
    "attribute list",
    (b"{",),
    find=_at_ends,
    rules=_rules,
    # An open brace counts in the last 1,000 signs of a text: to look further takes the square of its time.
    risk=r"\{(?=[^{}]*\}[ \t]*(?:\n|\Z))|\{(?<=[)\]`*_~=^]\{)(?=[^}\n]{0,1000}\Z)",
    risk_of_line=r"\{(?!\{)|[-*_]{3,} ?(?=\{[^}])",  # a rule with attributes
)
