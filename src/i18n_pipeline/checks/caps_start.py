"""Capitals at the beginning of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.checks._dates import MONTHS
from i18n_pipeline.findings import Severity
from i18n_pipeline.language import base

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
IN_TIME = frozenset([*MONTHS, *WEEKDAYS])
"""English words that always have a capital, and none in most languages."""
WITH_CAPITALS = frozenset(["de", "gsw", "lb", "nds"])
"""Languages whose nouns all have capitals."""
FIRST = re.compile(r"^[\"'“”„‚‘’«»¿¡(\[*_\s]*([^\W\d_])([^\W\d_]*)")  # noqa: RUF001


@one_by_one("caps-start", Severity.INFO, "begin it as the source text does, unless your language writes it otherwise")
def caps_start(one: Translation) -> Iterator[Flaw]:
    """A text that begins with a small letter where the source text has a capital, or the other way round.

    Bad: “Read the guide.” → “lees de gids.”
    Good: “Read the guide.” → “Lees de gids.”
    """
    ours, theirs = FIRST.match(one.source), FIRST.match(one.text)
    if not ours or not theirs or ours[1].isupper() == theirs[1].isupper():
        return
    if theirs[0].casefold() == ours[0].casefold():
        return
    if any(sign.isalpha() and not _has_case(sign) for sign in one.text):
        return
    word = theirs[1] + theirs[2]
    if one.source in IN_TIME:
        return
    if not _has_case(theirs[1]) or any(sign.isupper() for sign in ours[2] + theirs[2]) or word in one.source:
        return
    if ours[1].isupper() and theirs[1].islower():
        yield Flaw("the translation begins with a small letter, the source text with a capital", *theirs.span(1))
    elif ours[1].islower() and theirs[1].isupper() and " " in one.text and base(one.locale) not in WITH_CAPITALS:
        yield Flaw("the translation begins with a capital, the source text with a small letter", *theirs.span(1))


def _has_case(letter: str) -> bool:
    """Whether a letter is a small one or a capital; those of Georgian are neither."""
    return letter.lower() != letter.upper() and not "\u10d0" <= letter <= "\u10ff"


CHECKS = (caps_start,)
