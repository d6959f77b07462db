"""Translations that belong to another message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from i18n_pipeline.checks._check import Flaw, Translation, together
from i18n_pipeline.checks._misplaced import misplaced
from i18n_pipeline.findings import Severity
from i18n_pipeline.plain_text import beginning


@together("shifted", Severity.WARNING, "give each message its own translation")
def shifted(every: Sequence[Translation]) -> Iterator[tuple[int, Flaw]]:
    """Text that translates a message near it.

    Bad: “Read the guide.” → “Sluit je aan.” and “Join us.” → “Lees de gids.”
    Good: “Read the guide.” → “Lees de gids.” and “Join us.” → “Sluit je aan.”
    """
    if every:
        pairs = [(one.said, one.said_text) for one in every]
        for place, other in misplaced(pairs).items():
            yield place, Flaw(f"the translation reads like that of “{beginning(every[other].source)}”")


CHECKS = (shifted,)
