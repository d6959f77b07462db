"""Whether a localised page was made by somebody else, so that writing over it would lose their words."""

from __future__ import annotations

from i18n_pipeline.markdown.segment import Page

OURS = 0.5
"""Share of its texts that must be English texts of the page for it to be an untranslated page of ours."""


def is_foreign(existing: Page, english: Page) -> bool:
    """Whether a page that stands where an untranslated one is to go holds mostly words of somebody else."""
    known = {segment.msgid for segment in english.segments}
    texts = [segment.msgid for segment in existing.segments]
    return bool(texts) and sum(text in known for text in texts) < OURS * len(texts)
