"""Blocks of HTML in kramdown 2.4, which go on up to their end tag, over blank lines too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from i18n_pipeline.markdown.constructs import lines
from i18n_pipeline.markdown.constructs.markdown_in_html import SWITCH_OF_KRAMDOWN, TAG

NAMES = (
    rb"address|article|aside|blockquote|center|details|dialog|dir|div|dl|fieldset|figcaption|figure|footer|form|h[1-6]"
    rb"|header|main|menu|nav|ol|p|section|summary|table|ul"
)
"""Names of elements that are blocks to CommonMark (0.31, section 4.6), too."""
BLOCK = re.compile(NAMES, re.IGNORECASE)
BEGINNING = re.compile(rb"<(?<![^ \r\n]<)(?i:" + NAMES + rb")(?=[\s>])")
"""A quick test for the tag of a block at the start of a line."""
INSIDE = re.compile(
    rb"<!--(?:[^-<]++|-(?!->)|<(?!!--))*+-->|</(?P<closed>[A-Za-z][\w:-]*)[ \t]*>"
    rb"|<(?P<name>[A-Za-z][\w:-]*)(?P<attributes>(?:[^<>\"']++|\"[^\"<>]*\"|'[^'<>]*')*+)>|\{[{%][^{}\r\n]*+\}"
)
"""A comment, a tag, or code of Liquid in a block of HTML, where backticks make no code."""
VOID = frozenset(b"area base br col command embed hr img input keygen link meta param source track wbr".split())
MARGIN = 3
"""Most blanks before the tag."""
BLANK_LINE = re.compile(rb"(?:\r\n|\n|\r)(?=[ \t]*[\r\n])")
"""The end of a line above a blank one."""
WORDS_BELOW = re.compile(rb"[ \t]*" + lines.NEWLINE + rb"(?=[ \t]*[^ \t\r\n])")
"""The end of a line above one that is not blank."""


def masked(page: bytes) -> Iterator[tuple[int, int, bytes]]:
    """The byte ranges in which other bytes show a parser of CommonMark how far blocks of HTML go, with these.

    Blanks stand for the line ends above blank lines in such blocks, and a line end for the last sign of an end tag
    above a line that is Markdown again. After a block that never ends, nothing is known.
    """
    position = 0
    while BEGINNING.search(page, position) and (tag := TAG.search(page, position)):
        position = tag.end()
        if not tag["name"] or not BLOCK.fullmatch(tag["name"]) or not _may_begin(page, tag):
            continue
        end, is_raw = _end(page, tag)
        if not end:
            return
        if is_raw and _is_inside(page, tag.start(), end):
            position = end
            for line_end in BLANK_LINE.finditer(page, tag.start(), end):
                yield *line_end.span(), b" " * len(line_end[0])
            if WORDS_BELOW.match(page, end):
                yield end - 1, end, b"\n"


def _may_begin(page: bytes, tag: re.Match[bytes]) -> bool:
    """Whether a tag without Markdown inside stands at the start of a line."""
    margin = page[lines.start_of_line(page, tag.start()) : tag.start()]
    is_open = not tag["attributes"].endswith(b"/") and not SWITCH_OF_KRAMDOWN.search(tag["attributes"])
    return is_open and len(margin) <= MARGIN and not margin.strip(b" ")


def _end(page: bytes, opening: re.Match[bytes]) -> tuple[int, bool]:
    """Byte offset after the end tag of an element, 0 without one; and whether no element in it has Markdown."""
    names, is_raw = [opening["name"].lower()], True
    for tag in INSIDE.finditer(page, opening.end()):
        name = (tag["name"] or b"").lower()
        if name and name not in VOID and not tag["attributes"].endswith(b"/"):
            names.append(name)
            is_raw = is_raw and not SWITCH_OF_KRAMDOWN.search(tag["attributes"])
        elif tag["closed"] and tag["closed"].lower() == names[-1]:
            names.pop()
            if not names:
                return tag.end(), is_raw
    return 0, is_raw


def _is_inside(page: bytes, start: int, end: int) -> bool:
    """Whether no line between two byte offsets is left of the first: it would end the list item around them."""
    least = start - lines.start_of_line(page, start)
    rows: Sequence[bytes] = page[start:end].splitlines()[1:] if least else ()
    return all(not row.strip() or lines.indent(row, 0) >= least for row in rows)
