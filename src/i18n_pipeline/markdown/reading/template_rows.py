"""Rows of tables with tags of a template language before them, on their own line or above, of which nothing is left."""

from __future__ import annotations

import re
from collections.abc import Iterable

from i18n_pipeline.markdown.constructs import Occurrence, lines
from i18n_pipeline.markdown.constructs.lines import LINE
from i18n_pipeline.markdown.reading.tags_beside_marks import TAGS

TAGS_BEFORE_ROW = re.compile(LINE + rb"[ \t>]*" + TAGS + rb"(?=\|)")
"""Tags before the first pipe of a row."""
ROW = re.compile(rb"[ \t>]*\|")
NEXT_ROW = re.compile(rb"[ \t]*" + lines.NEWLINE + ROW.pattern)
"""A line end before a row."""
NO_CELLS = b"||"
"""A row to the parser, though no cell of it has words."""


def mask(masked: bytearray, page: bytes, alone: Iterable[Occurrence]) -> None:
    """Mask tags at the start of a row as its beginning, and those alone on a line between rows as a row without words.

    These are tags that take away a line end beside them, so that one row follows the other.
    """
    if page.find(b"%}|") >= 0:
        for here in TAGS_BEFORE_ROW.finditer(page):
            start, end = here.span("tags")
            if not masked[start:end].strip(b"%"):
                masked[start : end + 1] = b"|".ljust(end + 1 - start)
    if page.find(b"{%-") >= 0 or page.find(b"-%}") >= 0:
        for found in alone:
            if page.startswith(b"{%-", found.start) or page.endswith(b"-%}", found.start, found.end):
                above = lines.end_above(page, lines.start_of_line(page, found.start))
                row = ROW.match(page, lines.start_of_line(page, above)) if above > 0 else None
                if row and NEXT_ROW.match(page, found.end):
                    masked[found.start : found.start + len(NO_CELLS)] = NO_CELLS
