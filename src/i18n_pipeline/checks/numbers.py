"""Numbers of the source text that the translation lacks, or has besides."""

from __future__ import annotations

from collections.abc import Iterator

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.findings import Severity
from i18n_pipeline.language import base
from i18n_pipeline.markdown import numbers as of_texts


@one_by_one("numbers", Severity.WARNING, "compare the numbers with those of the English text")
def numbers(one: Translation) -> Iterator[Flaw]:
    """Numbers that are not those of the source text.

    Bad: “A loaf costs 3 euros.” → “Een brood kost 30 euro.”
    Good: “A loaf costs 3 euros.” → “Een brood kost drie euro.”
    """
    lost, added = of_texts.changed(one.said, one.said_text, english=base(one.source_locale) == "en")
    if lost or added:
        yield Flaw(f"numbers differ: {', '.join(lost) or 'none'} became {', '.join(added) or 'none'}")


CHECKS = (numbers,)
