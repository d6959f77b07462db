"""By what a text is found again: its words, and, where it is short or has no spaces, pieces of words."""

from __future__ import annotations

import re

GRAMS_UP_TO = 44
"""A text of at most so many characters is indexed by all its runs of three characters as well."""

ASK_GRAMS_UP_TO = 34
"""A text of at most so many characters is looked for by its runs of three characters as well."""


def features(text: str, grams_up_to: int) -> set[str]:
    """What a text is indexed by, or looked for by: words; runs of three characters where it is short enough.

    Upper and lower case are the same. Words of scripts without spaces are taken apart into pairs of characters.
    """
    folded = text.casefold()
    found = set(_WORDS.findall(folded))
    if _UNSPACED.search(folded):
        found = {piece for word in found for piece in _pairs(word)}
    if len(text) <= grams_up_to:
        padded = f" {folded} "
        found.update([padded[place : place + 3] for place in range(len(padded) - 2)])
    return found


_WORDS = re.compile(r"\w+")
# Thai to Burmese, Khmer, kana, Han (with what lies beyond the basic plane).
_UNSPACED = re.compile("[\u0e00-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def _pairs(word: str) -> list[str]:
    if not _UNSPACED.search(word):
        return [word]
    return [word[place : place + 2] for place in range(max(1, len(word) - 1))]
