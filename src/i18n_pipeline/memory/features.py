"""The features by which a text is indexed: words, and parts of words for short texts and scripts without spaces."""

from __future__ import annotations

import re

GRAMS_UP_TO = 44
"""Longest text, in characters, that is also indexed by its runs of three characters."""

ASK_GRAMS_UP_TO = 34
"""Longest text, in characters, that is also searched for by its runs of three characters."""


def features(text: str, grams_up_to: int) -> set[str]:
    """The features of a text: its words, and its runs of three characters if not longer than `grams_up_to`.

    Case is ignored. Words of scripts without spaces are split into pairs of characters.
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
# Thai to Burmese, Khmer, kana, Han (also beyond the Basic Multilingual Plane).
_UNSPACED = re.compile("[\u0e00-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def _pairs(word: str) -> list[str]:
    if not _UNSPACED.search(word):
        return [word]
    return [word[place : place + 2] for place in range(max(1, len(word) - 1))]
