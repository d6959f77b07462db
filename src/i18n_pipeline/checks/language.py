"""Translations that read as another language than theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from i18n_pipeline.checks._check import Flaw, Translation, together
from i18n_pipeline.checks._language_of_texts import Vocabulary, other_language
from i18n_pipeline.findings import Severity


@together("language", Severity.WARNING, "translate it into the language of the catalogue")
def language(every: Sequence[Translation]) -> Iterator[tuple[int, Flaw]]:
    """Text that reads as another language.

    Bad: in a Dutch catalogue: “Wir bitten die Regierung, einen Gipfel zu veranstalten.”
    Good: in a Dutch catalogue: “We vragen de regering om een top te organiseren.”
    """
    if not every:
        return
    vocabulary = Vocabulary(every[0].locale, [one.text for one in every])
    for place, one in enumerate(every):
        if one.text != one.source and (other := other_language(one.words, one.words_of_text, vocabulary)):
            yield place, Flaw(f"the translation reads as {other}, not {one.locale}")


CHECKS = (language,)
