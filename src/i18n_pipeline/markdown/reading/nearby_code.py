"""The code near some bytes of a page, for which the parser reads no more of the page than it must."""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import itemgetter
from typing import TypeAlias

from i18n_pipeline.markdown.constructs.ranges import Range, is_within
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.reading import parse
from i18n_pipeline.markdown.reading.left_margin import LeftMargin

Literal: TypeAlias = tuple[str, int, int]
"""A kind of `parse.LITERAL` and its byte range."""
END_OF_PARAGRAPH = re.compile(rb"\n\r?\n(?![\s>]*:)")
"""A blank line, but one above a definition of the words above it."""
LABEL_WITH_CODE = re.compile(rb"\[(?:(?<=\]\[)|\^)[^\[\]]*`")
"""Words that are code unless they are the label of a link, or of a footnote, that another part of the page defines."""


def near(margin: LeftMargin, positions: Iterable[int], dialect: Dialect) -> tuple[list[Literal], list[Range]]:
    """The code and HTML near some bytes of a page, in page order, and the stretches that were read for it.

    These hold all of the bytes, which are given in page order. The fences in the first column are always there.
    """
    stretches = [(start, _end(margin, last, end)) for start, end, last in stretches_around(margin, positions)]
    if b"]:" in margin.page and any(LABEL_WITH_CODE.search(margin.page, *stretch) for stretch in stretches):
        stretches = [(0, len(margin.page))]
    whole = dict(margin.fences)  # a stretch may end in one
    read = (piece for stretch in stretches for piece in _read(margin.page, *stretch, dialect))
    found = [(kind, start, max(end, whole.get(start, end))) for kind, start, end in read]
    found += [("CodeBlock", *fence) for fence in margin.fences if not is_within(fence[0], stretches)]
    return sorted(found, key=itemgetter(1)), stretches


def stretches_around(margin: LeftMargin, positions: Iterable[int]) -> list[tuple[int, int, int]]:
    """The stretches of a page around some bytes, which do not overlap, with the last of the bytes in each."""
    found: list[tuple[int, int, int]] = []
    for position in positions:
        done = found[-1][1] if found else 0
        if position < done:
            found[-1] = (*found[-1][:2], position)
        else:
            start, end = margin.stretch(position)
            found.append((max(start, done), end, position))
    return found


def _end(margin: LeftMargin, position: int, end: int) -> int:
    """The end of the paragraph of a byte, or of a stretch if that comes first: what is behind it changes no code."""
    found = END_OF_PARAGRAPH.search(margin.page, position, end)
    return found.end() if found else end


def _read(page: bytes, offset: int, end: int, dialect: Dialect) -> Iterable[Literal]:
    """The code and HTML between two offsets."""
    found = parse.literal(page[offset:end].decode(), dialect)
    return ((kind, start + offset, end + offset) for kind, start, end in found) if offset else found
