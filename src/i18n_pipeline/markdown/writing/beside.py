"""Signs of a text that would be markup because of what stands beside the text on its page."""

from __future__ import annotations

import re

from i18n_pipeline.markdown import inline
from i18n_pipeline.markdown.constructs import TEXT_OF
from i18n_pipeline.markdown.constructs.lines import start_of_line
from i18n_pipeline.markdown.constructs.myst import FIELD
from i18n_pipeline.markdown.reading.outline import Outline
from i18n_pipeline.markdown.writing import emphasis
from i18n_pipeline.model import Segment

TILDE = re.compile("~")
"""What strikes words out: Starlight 0.34 stops where it restores a directive with such words in its label."""
BEHIND_COLON = re.compile(rb"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*:[ \t]+")
MARK_IN_LIST = re.compile(rb"\{[^{}\r\n]*[_*][^{}\r\n]*\}")
"""An attribute list or an expression with a mark of emphasis."""


def apart(tree: Outline, segment: Segment, text: str, names: frozenset[str]) -> str:
    """The text with those signs as references that would do more than they do in the text alone."""
    english = segment.msgid
    if segment.place == "bracketed" and "~" in text and "~" not in english:
        text = inline.replaced_outside_code(TILDE, emphasis.reference("~"), text)
    return emphasis.apart(text, english, tree.dialect, names) if _is_beside_emphasis(tree, segment) else text


def without_field(tree: Outline, segment: Segment, text: str) -> str:
    """The text without colons of its own behind a colon that begins no definition: both would make a field.

    The name of one may begin with a blank (mdit-py-plugins 0.5). Where the English has a colon, it is one already.
    """
    if ":" not in text or ":" in segment.msgid or segment.type == "definition" or FIELD not in tree.dialect.constructs:
        return text
    line = start_of_line(tree.source, segment.start)
    is_behind = BEHIND_COLON.fullmatch(tree.source, line, segment.start)
    return text.replace(":", emphasis.reference(":")) if is_behind else text


def _is_beside_emphasis(tree: Outline, segment: Segment) -> bool:
    """Whether emphasis could begin in a text and end outside it: in other elements of a paragraph, or in attributes."""
    if segment.place == "line" and segment.type.startswith(TEXT_OF):
        return True
    if not tree.dialect.html_blocks and segment.place == "paragraph":
        return tree.source.startswith(b"<", segment.end) or tree.source.endswith(b">", 0, segment.start)
    return tree.dialect.late_lists and MARK_IN_LIST.search(tree.source, segment.start, segment.end) is not None
