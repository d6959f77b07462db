"""HTML comments that Python-Markdown takes for terms, since a definition follows: Material's docs mark settings so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.markdown.constructs import Construct, Occurrence, lines

COMMENT = re.compile(
    rb"<!--(?![ \t]*i18n:)(?:[^-<\r\n]++|-(?!->)|<(?!!--))*+-->"
    rb"(?=[ \t]*(?:(?:\r\n|\n|\r)[ \t>]*){1,2}:[ \t])"
)
MARGIN = re.compile(rb"[ \t>]*(?:(?:[-+*]|\d{1,9}[.)]|:)[ \t][ \t>]*)*\Z")


def _comments(construct: Construct, page: bytes) -> Iterator[Occurrence]:
    for found in COMMENT.finditer(page):
        if MARGIN.match(page[lines.start_of_line(page, found.start()) : found.start()]):
            yield Occurrence(*found.span(), construct.name, in_html=True, as_word=True)


COMMENT_AS_TERM = Construct("comment above a definition", (b"-->",), find=_comments)
"""A comment alone on its line, and the definition below it."""
