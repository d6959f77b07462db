"""Translations that read as another language than theirs."""

from __future__ import annotations

from collections.abc import Iterator

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.checks._identified import other_language
from i18n_pipeline.findings import Severity


@one_by_one("language", Severity.WARNING, "translate it into the language of the catalogue")
def language(one: Translation) -> Iterator[Flaw]:
    """Text that reads as another language.

    Bad: in a Dutch catalogue: “Wir bitten die Regierung, einen Gipfel zu veranstalten.”
    Good: in a Dutch catalogue: “We vragen de regering om een top te organiseren.”
    """
    if one.text != one.source and (other := other_language(one.said, one.said_text, one.locale)):
        yield Flaw(f"it reads as {other}, not {one.locale}")


CHECKS = (language,)
