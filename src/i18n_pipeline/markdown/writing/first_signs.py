"""Signs by which the first words of a page or of a list item would begin something else than words, or be none."""

from __future__ import annotations

import re

from i18n_pipeline.markdown.constructs.lines import start_of_line
from i18n_pipeline.markdown.dialect import loses_sign_behind_comments
from i18n_pipeline.markdown.reading.outline import Outline
from i18n_pipeline.markdown.writing.emphasis import reference
from i18n_pipeline.model import Segment

HYPHENS = "\\--"
"""Three hyphens as they are written where they are words; see `of_item`."""
FIRST_SIGNS = ("-", "+", "{", "%")
"""How front matter and a title block begin; see `_of_page`."""
STARTS = (HYPHENS, *FIRST_SIGNS)
"""Quick test for both."""
ALONE = 1
"""How long a text is of which nothing would be left; see `_behind_comment`."""
AT_THE_START = frozenset({"paragraph", "setext", "cell"})
"""Places of words that may stand before all marks of their line."""
SEEN = re.compile(rb"\S")


def escaped(tree: Outline, segment: Segment, text: str) -> str:
    """A text that begins with one of `STARTS`, or is one sign, as it may stand at the start of an item or a page."""
    if len(text) == ALONE:
        text = _behind_comment(tree, segment, text)
    if segment.place not in AT_THE_START:
        return text
    line = tree.source[start_of_line(tree.source, segment.start) : segment.start].strip(b" \t>")
    if line and not line.strip(b"- \t"):
        return of_item(text)
    if not line and not tree.front.end and not SEEN.search(tree.source, 0, segment.start):
        return _of_page(text, tree.source[segment.start : segment.end].decode())
    return text


def _behind_comment(tree: Outline, segment: Segment, text: str) -> str:
    """A text of one sign, parted from a comment right before it with which that sign would be lost."""
    is_glued = tree.source.endswith(b"-->", 0, segment.start)
    return f" {text}" if is_glued and loses_sign_behind_comments(tree.dialect) else text


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
