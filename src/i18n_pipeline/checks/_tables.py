"""The word lists beside this file: spelled-out numbers, and the most frequent words, by language.

`_number_words.tsv` was made with num2words 0.5.14 and completed by hand. `_frequent_words.tsv` has the 60 most frequent
words of each language that wordfreq 3.1.1 knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).parent
CALLED = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "tl": "fil", "bs": "hr", "sh": "hr", "cnr": "sr"}
"""Languages whose words stand under another code."""


@lru_cache(maxsize=1)
def _number_words() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for line in (HERE / "_number_words.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        language, number, words = line.split("\t")
        found.setdefault(language, {})[number] = tuple(words.split(", "))
    return found


def number_words(language: str) -> Mapping[str, tuple[str, ...]]:
    """Numbers in digits, each with its words or their stems in a language, in small letters."""
    return _number_words().get(CALLED.get(language, language), {})


@lru_cache(maxsize=1)
def _frequent_words() -> Mapping[str, frozenset[str]]:
    lines = (HERE / "_frequent_words.tsv").read_text(encoding="utf-8").splitlines()
    return {language: frozenset(words.split()) for language, words in (line.split("\t") for line in lines)}


def frequent_words(language: str) -> frozenset[str]:
    """The most frequent words of a language, in small letters; none for a language that is not known."""
    code = CALLED.get(language, language)
    return _frequent_words().get("da" if code == "no" else code, frozenset())


@lru_cache(maxsize=64)
def own_and_foreign_words(code: str) -> tuple[frozenset[str], frozenset[str]]:
    """The most frequent words of the language under a code, and those that are only of others, in small letters."""
    own = _frequent_words().get(code, frozenset())
    return own, frozenset().union(*_frequent_words().values()) - own


@lru_cache(maxsize=1)
def _languages() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for language, words in _frequent_words().items():
        for word in words:
            found.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in found.items()}


def frequent_languages(word: str) -> tuple[str, ...]:
    """The languages in which a word, in small letters, is one of the most frequent."""
    return _languages().get(word, ())
