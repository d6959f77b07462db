"""What machines leave in a translation that no translator writes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.findings import Severity

WORDS = re.compile(r"\w+")
REPEATED = 4
"""Repetitions of three successive words from which a text is garbage."""


@one_by_one("mt-artifact", Severity.ERROR, "translate it again")
def mt_artifact(one: Translation) -> Iterator[Flaw]:
    """Text of a machine that lost its way: words that repeat.

    Bad: “the guide” → “de gids de gids de gids de gids de gids”
    Good: “the guide” → “de gids”
    """
    if _repeats(one.text) >= REPEATED > _repeats(one.source):
        yield Flaw("words repeat")


def _repeats(text: str) -> int:
    said = WORDS.findall(text.casefold())
    return max(Counter(zip(said, said[1:], said[2:], strict=False)).values(), default=0)


CHECKS = (mt_artifact,)
