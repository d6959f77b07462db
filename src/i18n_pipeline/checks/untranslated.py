"""Translations that are still in the source language, in whole or in part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.checks._tables import frequent_words
from i18n_pipeline.findings import Severity
from i18n_pipeline.language import base

WORD = re.compile(r"(?<![\w-])[^\W\d_]+(?:['’][^\W\d_]+)*(?![\w-])")  # noqa: RUF001
"""A word; not a part of a name such as `static-i18n`."""
IN_TITLES = frozenset(["a", "an", "the", "and", "or", "of", "for", "in", "on", "at", "to", "by", "with", "from", "as"])
"""English words that names have in small letters."""
FEWEST = 4
"""Number of words from which a text may be untranslated."""
TOGETHER = 4
"""Number of words in a row that the source text has too, from which they are its words and no coincidence."""
SAME = 0.8
"""Share of such words in a translation from which the whole counts as untranslated."""
PART, TELLING = 9, 3
"""Number of words of an untranslated part, and of words among them that only the source language has."""
QUOTES = re.compile(r"[\"“”„«»「」『』‘’]|</?(?:em|i|cite|q)>|\*|(?<!\w)_|_(?!\w)|[\[\]]")  # noqa: RUF001
"""Signs around a title or a quotation, which may stay in the source language."""


@one_by_one(
    "untranslated",
    Severity.WARNING,
    "translate it; if it stays as it is, accept it by the comment `# i18n-pipeline: ignore=untranslated`",
)
def untranslated(one: Translation) -> Iterator[Flaw]:
    """Text that is the source text, or has nearly all of its words, or a long part of it.

    Bad: “Read the whole guide first.” → “Read the whole guide first.”
    Good: “Visual Studio Code” → “Visual Studio Code”
    """
    ours = base(one.source_locale)
    if base(one.locale) == ours or len(one.text) < 2 * FEWEST:
        return
    theirs = frequent_words(base(one.locale))
    telling = _telling(ours, base(one.locale))
    if one.text == one.source:
        if _is_prose(WORD.findall(one.words), telling, theirs):
            yield Flaw("the translation is the source text")
        return
    if "_" not in one.text and telling.isdisjoint(one.small_words_of_text):
        return
    found = list(WORD.finditer(one.words_of_text))
    if len(found) >= FEWEST and sum(word[0].casefold() in telling for word in found) >= 2:
        yield from _left(one, found, telling)


@lru_cache(maxsize=64)
def _telling(ours: str, theirs: str) -> frozenset[str]:
    """The frequent words of one language that are none of another."""
    return frequent_words(ours) - frequent_words(theirs)


def _is_prose(words: Sequence[str], telling: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether words are more than names, commands and the like: a sentence, or the beginning of one."""
    said = sum(word.casefold() in telling for word in words)
    if len(words) < FEWEST or sum(word in theirs for word in words) > said:
        return False
    return _said(words[1:]) >= 2 if said else words[0][0].isupper() and _said(words[1:]) >= FEWEST - 1


def _said(words: Sequence[str]) -> int:
    """The number of words in small letters that are not those of names."""
    return sum(word[0].islower() and word not in IN_TITLES for word in words)


def _left(one: Translation, found: Sequence[re.Match[str]], telling: frozenset[str]) -> Iterator[Flaw]:
    """The flaw of a translation that has long parts of its source text."""
    theirs = [word.casefold() for word in WORD.findall(one.words)]
    known = {tuple(theirs[at : at + TOGETHER]) for at in range(len(theirs) - TOGETHER + 1)}
    said = [word[0].casefold() for word in found]
    same = [False] * len(said)
    for at in range(len(said) - TOGETHER + 1):
        if tuple(said[at : at + TOGETHER]) in known:
            same[at : at + TOGETHER] = [True] * TOGETHER
    small = [at for at, word in enumerate(found) if not word[0][0].isupper()]
    kept = [word[0] for word, is_same in zip(found, same, strict=True) if is_same]
    if _said(kept) < 2:
        return
    if len(small) >= FEWEST and sum(said[at] in theirs for at in small) >= SAME * len(small):
        yield Flaw("the translation has mostly words of the source text")
        return
    for first, last in _runs(same):
        start, end = found[first].start(), found[last].end()
        row = [word[0] for word in found[first : last + 1]]
        is_long = len(row) >= PART and sum(word in telling for word in row) >= TELLING and _said(row) >= len(row) / 3
        if is_long and not QUOTES.search(one.text[max(0, start - 2) : start]) and not _is_quoted(one.text, start):
            yield Flaw("the translation has this part of the source text", start, end)
            return


def _runs(same: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """First and last position of each row of words that the source text has too."""
    first = None
    for at, is_same in enumerate([*same, False]):
        if is_same and first is None:
            first = at
        elif not is_same and first is not None:
            yield first, at - 1
            first = None


def _is_quoted(text: str, at: int) -> bool:
    """Whether a place of a text is between quotation marks."""
    before = text[:at]
    opened = len(re.findall(r"[“„«「『]", before)) - len(re.findall(r"[”»」』]", before))
    return opened > 0 or before.count('"') % 2 == 1


CHECKS = (untranslated,)
