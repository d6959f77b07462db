"""HTML comments that Python-Markdown takes for terms, since a definition follows: Material's docs mark settings so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.markdown.constructs import Construct, Occurrence, lines

COMMENT = re.compile(rb"<!--(?![ \t]*i18n:)(?:[^-<\r\n]++|-(?!->)|<(?!!--))*+-->\Z")
END_ABOVE_DEFINITION = re.compile(rb"-->(?=[ \t]*(?:(?:\r\n|\n|\r)[ \t>]*){1,2}:[ \t])")
MARGIN = re.compile(rb"[ \t>]*(?:(?:[-+*]|\d{1,9}[.)]|:)[ \t][ \t>]*)*\Z")


def _comments(construct: Construct, page: bytes) -> Iterator[Occurrence]:
    for end in END_ABOVE_DEFINITION.finditer(page):
        found = COMMENT.match(page, max(0, page.rfind(b"<!--", 0, end.start())), end.end())
        if found and MARGIN.match(page[lines.start_of_line(page, found.start()) : found.start()]):
            yield Occurrence(*found.span(), construct.name, in_html=True, as_word=True)


COMMENT_AS_TERM = Construct("comment above a definition", (b"-->",), find=_comments)
"""A comment alone on its line, and the definition below it."""
