"""HTML comments that Python-Markdown takes for terms, since a definition follows: Material's docs mark settings so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.markdown.constructs import Construct, Occurrence
from i18n_pipeline.markdown.constructs.lines import LINE

COMMENT = re.compile(
    LINE + rb"[ \t>]*(?P<comment><!--(?![ \t]*i18n:)(?:[^-\r\n]|-(?!->))*-->)"
    rb"(?=[ \t]*(?:(?:\r\n|\n|\r)[ \t>]*){1,2}:[ \t])"
)


def _comments(construct: Construct, page: bytes) -> Iterator[Occurrence]:
    for found in COMMENT.finditer(page):
        yield Occurrence(*found.span("comment"), construct.name, in_html=True, as_word=True)


COMMENT_AS_TERM = Construct("comment above a definition", (b"-->",), find=_comments)
"""A comment alone on its line, and the definition below it."""
