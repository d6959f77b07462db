"""Words that stand there twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.findings import Severity
from i18n_pipeline.language import base

TWICE = re.compile(r"(?<![\w'’-])([^\W\d_]+)[ \n]+\1(?![\w'’-])", re.IGNORECASE)  # noqa: RUF001
REPEATING = frozenset(["id", "jv", "ms", "su", "tl", "fil", "vi", "th", "lo", "km", "my", "zh", "ja", "ko", "tr", "hi"])
"""Languages in which words are often said twice."""
_USUAL = """
nous vous die der das dat had that haha bla chop fifty non so sehr ganz tout très si no да нет ещё
"""
USUAL = frozenset(_USUAL.split())
"""Words that good sentences say twice: “que nous nous”, “die, die die”, “dat dat”."""


@one_by_one("double-word", Severity.INFO, "delete one of the two")
def double_word(one: Translation) -> Iterator[Flaw]:
    """The same word twice in a row, where the source text has none twice.

    Bad: “Read the guide” → “Lees de de gids”
    Good: “Read the guide” → “Lees de gids”
    """
    if base(one.locale) in REPEATING or TWICE.search(one.source):
        return
    for found in TWICE.finditer(one.text):
        if found[1].casefold() not in USUAL and not (len(found[1]) == 1 and found[1].isupper()):
            yield Flaw(f"“{found[1]}” stands there twice", *found.span())


CHECKS = (double_word,)
