"""What of a published translation is still English, and so is no translation.

A text counts as translated if it says something else than its source. Where only punctuation or a few words differ, it
is the source of another day. A name may stay as it is, on a page that somebody translated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from i18n_pipeline.catalogue.counting import NOT_PROSE, WORD
from i18n_pipeline.markdown.aligning import evidence

CODE = re.compile(r"(`+)(?:(?!\1).)+\1", re.DOTALL)
LEFT = 4
"""Words from which a text equal to its source (no list of names) does not count as translated."""
FEWEST = 6
"""Words from which a text that differs from its source in some of them may still be English."""
ALIKE = 0.8
"""Share of words in the same order from which such a text is."""


def words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case; code, markup and punctuation are left out."""
    return tuple(word.casefold() for word in evidence.WORD.findall(evidence.MARKUP.sub(" ", CODE.sub(" ", text))))


def is_same(source: str, text: str) -> bool:
    """Whether a text has the words of its source, or is the source itself."""
    return text == source or (words(text) == words(source) != ())


def is_english(source: str, text: str) -> bool:
    """Whether a text is a sentence of its source's language: its source, or that of another day."""
    if is_same(source, text):
        return is_prose(text)
    ours, theirs = words(source), words(text)
    if min(len(ours), len(theirs)) < FEWEST or len({*ours} & {*theirs}) < ALIKE * len({*theirs}):
        return False
    return is_prose(text) and SequenceMatcher(None, ours, theirs, autojunk=False).ratio() >= ALIKE


def is_copy(pairs: Iterable[tuple[str, str]], number: int) -> bool:
    """Whether a page is a copy of its source: more than half of its `number` of texts say the same."""
    return 2 * sum(is_same(*pair) or is_english(*pair) for pair in pairs) > number


def sentences(texts: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """The words of those texts that are sentences, to know them again."""
    return frozenset(words(text) for text in texts if is_prose(text))


def is_prose(text: str) -> bool:
    """Whether most words begin with a small letter, unlike in names and titles."""
    found = WORD.findall(NOT_PROSE.sub(" ", text))
    return len(found) >= LEFT and 2 * sum(word[0].islower() for word in found) > len(found)
