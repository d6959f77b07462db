"""Detect what people wrote into a localised page or file of strings, so that it is not overwritten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from i18n_pipeline.markdown.reading.segments import Page

OURS = 0.5
"""Smallest share of known texts in a page written by this tool."""


def is_foreign(existing: Page, known: Collection[str]) -> bool:
    """Whether most texts of a localised page are not in `known`."""
    texts = [segment.msgid for segment in existing.segments]
    return bool(texts) and sum(text in known for text in texts) < OURS * len(texts)


def only_there(existing: Page, english: Page, known: Collection[str]) -> list[str]:
    """The keys of strings in a localised file that would be lost: the English file lacks them, nobody knows the text.

    Keys that hold lists would be lost if the English list is shorter.
    """
    ours = Counter(node.path for node in english.outline.front.nodes if node.is_text)
    theirs = Counter(segment.msgctxt for segment in existing.segments)
    return list(
        dict.fromkeys(
            segment.msgctxt or ""
            for segment in existing.segments
            if theirs[segment.msgctxt] > ours[segment.msgctxt or ""] and segment.msgid not in known
        )
    )
