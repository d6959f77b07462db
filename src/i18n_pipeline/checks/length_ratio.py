"""Translations that are much longer or shorter than their source texts."""

from __future__ import annotations

from collections.abc import Iterator

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.findings import Severity
from i18n_pipeline.markdown import scripts

SHORT, LONG = 0.4, 2.5
"""Ratios of translation to source length, below and above which a translation is suspicious."""
MEASURED = 24
"""Characters from which the ratio means something; beside a long translation, a shorter source counts as this long."""


@one_by_one("length-ratio", Severity.WARNING, "look whether it says all of the English text, and no more")
def length_ratio(one: Translation) -> Iterator[Flaw]:
    """Text that is much longer or shorter than the source text.

    Bad: “A sentence that is long enough to be measured.” → “Kort.”
    Good: “A sentence that is long enough to be measured.” → “Een zin die lang genoeg is om te meten.”
    """
    before, after = scripts.length(one.said), scripts.length(one.said_text)
    if (before >= MEASURED and after < SHORT * before) or after > LONG * max(before, MEASURED):
        yield Flaw(f"{len(one.said_text)} characters for {len(one.said)}")


CHECKS = (length_ratio,)
