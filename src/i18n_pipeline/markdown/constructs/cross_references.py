"""References to headings and objects of any page, as mkdocs-autorefs 1 resolves them: `[text][package.Class]`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.markdown.constructs import Construct

LABEL = re.compile(rb"\]\[(?P<label>[^\[\]\s^!][^\[\]\s]*)\](?![(\[:])")
DEFINED = re.compile(rb"\[(?P<label>[^\[\]]{1,999})\]:")
NUMBER = re.compile(rb"\d+")
"""The number of a link in a message."""


def _labels(_construct: Construct, page: bytes) -> Iterator[tuple[int, int]]:
    """The labels behind the text of a link that the page does not define, without their brackets.

    The parser must see these: `[text][label]` is no link by `text`, though the page may define that.
    """
    labels = list(LABEL.finditer(page))
    defined = {_folded(found["label"]) for found in DEFINED.finditer(page)} if labels and b"]:" in page else set()
    for found in labels:
        if _folded(found["label"]) not in defined and not NUMBER.fullmatch(found["label"]):
            yield found.span("label")


def _folded(label: bytes) -> str:
    return " ".join(label.decode(errors="replace").split()).casefold()


CROSS_REFERENCE = Construct("cross-reference", (b"][",), among=_labels, risk=r"(?<=\])\[")
"""The identifier is a placeholder, its text is words."""
