"""Translations that are much longer or shorter than their source texts."""

from __future__ import annotations

from collections.abc import Iterator

from i18n_pipeline.checks import _lengths
from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.findings import Severity

MEASURED = 24
"""Letters from which a source text may be too long for its translation; beside a long one, it counts as this long."""


@one_by_one("length-ratio", Severity.WARNING, "look whether it says all of the source text, and no more")
def length_ratio(one: Translation) -> Iterator[Flaw]:
    """Text that is much longer or shorter than the source text.

    Bad: “A sentence that is long enough to be measured.” → “Kort.”
    Good: “A sentence that is long enough to be measured.” → “Een zin die lang genoeg is om te meten.”
    """
    if len(one.source) < MEASURED and len(one.text) < MEASURED:
        return
    before, after = one.lengths
    least, most = _lengths.band(before, one.locale)
    usual = _lengths.median(one.locale, one.source_locale)
    if (before >= MEASURED and after < least * usual * before) or after > most * usual * max(before, MEASURED):
        yield Flaw(f"the translation has {len(one.said_text)} characters, the source text {len(one.said)}")


CHECKS = (length_ratio,)
