"""Signs by which the first words of a page or of a list item would begin something else than words."""

from __future__ import annotations

import re

from i18n_pipeline.markdown.constructs.lines import start_of_line
from i18n_pipeline.markdown.reading.outline import Outline
from i18n_pipeline.markdown.writing.emphasis import reference
from i18n_pipeline.model import Segment

HYPHENS = "\\--"
"""Three hyphens as they are written where they are words; see `of_item`."""
FIRST_SIGNS = ("-", "+", "{", "%")
"""How front matter and a title block begin; see `_of_page`."""
STARTS = (HYPHENS, *FIRST_SIGNS)
"""Quick test for both."""
SEEN = re.compile(rb"\S")


def escaped(tree: Outline, segment: Segment, text: str) -> str:
    """A text that begins with one of `STARTS`, as it may stand at the start of a list item or of the page."""
    if segment.place != "paragraph":
        return text
    line = tree.source[start_of_line(tree.source, segment.start) : segment.start].strip(b" \t>")
    if line and not line.strip(b"- \t"):
        return of_item(text)
    if not line and not tree.front.end and not SEEN.search(tree.source, 0, segment.start):
        return _of_page(text, tree.source[segment.start : segment.end].decode())
    return text


def of_item(text: str) -> str:
    """Text of an item behind a hyphen, so that no three hyphens seem to begin front matter.

    MyST-Parser 5.2 looks at the first sign of a page, or of the body of a directive, and at the second and third of
    the item that begins there.
    """
    return reference(text[1]) + text[2:] if text.startswith(HYPHENS) else text


def _of_page(text: str, english: str) -> str:
    """First text of a page without front matter, escaped so as not to begin front matter or a title block."""
    if not text.startswith(FIRST_SIGNS) or text.startswith(("{{", "{%")) or text[0] == english[:1]:
        return text
    return reference(text[0]) + text[1:]
