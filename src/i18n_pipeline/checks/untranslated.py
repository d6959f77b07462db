"""Translations that are still in the source language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.checks._identified import FEWEST_WORDS
from i18n_pipeline.findings import Severity
from i18n_pipeline.language import base

LETTERS = re.compile(r"[^\W\d_]+")
SAME = 0.8
"""Share of source words in a translation from which the text counts as untranslated."""


@one_by_one("untranslated", Severity.WARNING, "translate it, or accept it if the text stays as it is")
def untranslated(one: Translation) -> Iterator[Flaw]:
    """Text that is the source text, or has nearly all of its words.

    Bad: “Read the whole guide first.” → “Read the whole guide first.”
    Good: “Visual Studio Code” → “Visual Studio Code”
    """
    if base(one.locale) != base(one.source_locale) and _is_untranslated(one.said, one.said_text):
        same = one.text == one.source
        yield Flaw("equal to the source" if same else "most of its words are those of the source")


def _is_untranslated(source: str, text: str) -> bool:
    """Whether a text is the source, or nearly all of its words are. Names and code are the same in every language."""
    if text == source:
        return any(word[0].islower() for word in text.split()[1:])
    known = {*LETTERS.findall(source)}
    said = [word for word in LETTERS.findall(text) if not word[0].isupper()]
    return len(said) >= FEWEST_WORDS and sum(word in known for word in said) >= SAME * len(said)


CHECKS = (untranslated,)
