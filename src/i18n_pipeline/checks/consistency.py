"""The same text translated in two ways, and two texts translated alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from i18n_pipeline.checks._check import Flaw, Translation, together
from i18n_pipeline.findings import Severity
from i18n_pipeline.plain_text import beginning

ENDS = " \t\n.,:;!?…。、：；！？؟।\u202f\u00a0"  # noqa: RUF001
"""Signs at the end of a text that do not count."""
FEWEST = 3
"""Number of words from which two texts with one translation are told."""
COMPARED = 300
"""Number of characters in which two source texts are compared."""
ALIKE = 0.6
"""Likeness (0 to 1) from which two source texts may well have one translation."""


@together("consistency", Severity.INFO, "use one translation, if the text means the same in both places")
def consistency(every: Sequence[Translation]) -> Iterator[tuple[int, Flaw]]:
    """A text that is translated otherwise elsewhere, or two texts with one translation; capitals do not count.

    Bad: “Sign in” → “Inloggen”, and elsewhere “Sign in” → “Aanmelden”
    Good: “Sign in” → “Inloggen” everywhere
    """
    sources: dict[tuple[str | None, str], Translation] = {}
    texts: dict[str, Translation] = {}
    for place, one in enumerate(every):
        first = sources.setdefault((one.context, comparable(one.source)), one)
        if first is not one and comparable(first.text) != comparable(one.text):
            yield place, Flaw(otherwise(first.text))
            continue
        like = texts.setdefault(comparable(one.text), one)
        if like is not one and one.context == like.context and _is_odd(like, one):
            yield place, Flaw(f"the translation is that of “{beginning(like.source)}” too")


def comparable(text: str) -> str:
    """A text without what does not count: capitals, and marks at its end."""
    return text.casefold().rstrip(ENDS)


def otherwise(text: str) -> str:
    """The sentence about a text that has another translation elsewhere."""
    return f"the source text has another translation elsewhere: “{beginning(text)}”"


def _is_odd(one: Translation, other: Translation) -> bool:
    """Whether it is odd that two messages have one translation: their source texts are long enough, and unlike."""
    if len(one.said.split()) < FEWEST or len(other.said.split()) < FEWEST or one.text == one.source:
        return False
    return (
        SequenceMatcher(
            None, comparable(one.source)[:COMPARED], comparable(other.source)[:COMPARED], autojunk=False
        ).ratio()
        < ALIKE
    )


CHECKS = (consistency,)
