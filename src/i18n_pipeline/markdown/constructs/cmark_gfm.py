"""Blocks of HTML of cmark-gfm 0.29, which GitHub reads pages with, that CommonMark has no longer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from i18n_pipeline.markdown.constructs import Construct, Mark, lines

SOURCE = re.compile(rb"<source(?=[\s/>])", re.IGNORECASE)


def _of_paragraph(text: bytes, start: int, end: int, _marks: Sequence[Mark]) -> Iterator[str]:
    return _of_words(text, start, end)


def _of_words(text: bytes, start: int, _end: int) -> Iterator[str]:
    """A tag that begins a block at the start of a line."""
    if SOURCE.match(text, start) and lines.MARKS.fullmatch(text, lines.start_of_line(text, start), start):
        yield "the tag <source> begins a block of HTML"


SOURCE_BLOCK = Construct("block of HTML", (), rules=_of_paragraph, rules_of_words=_of_words)
"""`<source>` at the start of a line (CommonMark 0.29, section 4.6, condition 6); 0.31 has it no longer."""
