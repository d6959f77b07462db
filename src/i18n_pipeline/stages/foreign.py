"""Whether a localised page was made by somebody else, so that writing over it would lose their words."""

from __future__ import annotations

from collections.abc import Collection

from i18n_pipeline.markdown.segment import Page

OURS = 0.5
"""Share of its texts that must be known for it to be a page of ours."""


def is_foreign(existing: Page, known: Collection[str]) -> bool:
    """Whether a localised page holds mostly texts that are not among the known ones."""
    texts = [segment.msgid for segment in existing.segments]
    return bool(texts) and sum(text in known for text in texts) < OURS * len(texts)
