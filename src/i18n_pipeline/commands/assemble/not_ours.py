"""Detect a localised page written without this tool, so that it is not overwritten."""

from __future__ import annotations

from collections.abc import Collection

from i18n_pipeline.markdown.reading.segments import Page

OURS = 0.5
"""Smallest share of known texts in a page written by this tool."""


def is_foreign(existing: Page, known: Collection[str]) -> bool:
    """Whether most texts of a localised page are not in `known`."""
    texts = [segment.msgid for segment in existing.segments]
    return bool(texts) and sum(text in known for text in texts) < OURS * len(texts)
