"""Attributes at the end of a block, which belong to the block: `Words {.class}` (markdown-it-attrs 4.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.markdown.constructs import Construct, Occurrence

END_OF_BLOCK = (
    rb"(?=[ \t]*(?:\||(?:\r\n|\n|\r)?\Z|(?:\r\n|\n|\r)[ \t>]*"
    rb"(?:[\r\n]|\Z|[-+*][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t]|:{3}|`{3}|~{3}|<)))"
)
"""The end of a cell, or of a line before one that is blank or begins another block."""
ATTRIBUTES = re.compile(rb"(?:(?<=[^\s\\{])[ \t]+|(?<=[\w.,;:!?]))(?P<list>\{[^{}\r\n]*\})" + END_OF_BLOCK)


def _at_ends(construct: Construct, page: bytes) -> Iterator[Occurrence]:
    for found in ATTRIBUTES.finditer(page):
        yield Occurrence(*found.span("list"), construct.name)


BLOCK_ATTRIBUTES = Construct("attribute list", (b"{",), find=_at_ends, risk=r"\{(?=[^{}\n]*\}[ \t]*(?:\n|\Z))")
