"""Blocks of HTML of cmark-gfm 0.29, which GitHub reads pages with, that CommonMark has no longer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from i18n_pipeline.markdown.constructs import Construct, Mark

SOURCE = re.compile(rb"<source(?=[\s/>])", re.IGNORECASE)


def _rules(text: bytes, start: int, _end: int, _marks: Sequence[Mark]) -> Iterator[str]:
    """A tag that begins a block at the start of the words."""
    if SOURCE.match(text, start):
        yield "the tag <source> begins a block of HTML"


BLOCK_OF_HTML = Construct("block of HTML", (b"\0",), rules=_rules)
"""`<source>` at the start of a line (CommonMark 0.29, section 4.6, condition 6); 0.31 has it no longer."""
