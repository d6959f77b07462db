"""Whether a text has a word of a glossary in any inflection, in any language, without a dictionary.

Inflection changes the ends of words (`kniha`, `knihu`), vowels inside them (`Baum`, `Bäume`), double letters (`aap`,
`apen`; `kukka`, `kukan`), and in Arabic and Hebrew all vowels (`كتاب`, `كتب`). Two words are taken for one if they
begin alike far enough, so that a word of the same family is let pass before a right one is doubted.
"""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache

from i18n_pipeline.markdown.scripts import HAN, KANA, SEMITIC, SOUTH_EAST

WORD = re.compile(r"[^\W_]+")
UNSPACED = re.compile(f"[{HAN}{KANA}{SOUTH_EAST}]")
"""A letter of a script without spaces between words, and without endings."""
SEMITIC_LETTER = re.compile(f"[{SEMITIC}]")
WEAK = re.compile("[\u0621-\u0627\u0629\u0648\u0649\u064a\u0640\u064b-\u065f\u0670]")
"""Arabic letters that may be vowels, come and go with forms of a word, or are marks."""
HEBREW_WEAK = re.compile("[\u0591-\u05c7\u05d5\u05d9\u05d4\u05ea]")
TWICE = re.compile(r"([^\W\d_])\1")
FINALS = str.maketrans("ךםןףץς", "כמנפצσ")
ENDING = 3
"""Number of letters at the end of a long word that inflection may change."""
ALIKE = 0.5
"""Share of a word, from its beginning, that its inflected form has too."""
LONG = 6
"""Number of letters from which a word may begin in the midst of another, as in compounds and after prefixes."""


def has(text: str, term: str) -> bool:
    """Whether a text has all words of a term, in any inflection and order."""
    said = text.casefold()
    if term.casefold() in said:
        return True
    return all(_has_word(said, word) for word in term.casefold().split())


def _has_word(said: str, word: str) -> bool:
    if word in said:
        return True
    if UNSPACED.search(word):
        return word.strip("ー") in said
    if SEMITIC_LETTER.search(word):
        root = _root(word)
        return any(root in _root(other) for other in WORD.findall(said)) if len(root) > 1 else word[:2] in said
    plain, plain_said = _plain(word), _plain(said)
    if len(plain) >= LONG and plain[: len(plain) - ENDING] in plain_said:
        return True
    least = len(plain) if len(plain) <= 2 else max(2, math.ceil(len(plain) * ALIKE))
    return any(other.startswith(plain[:least]) for other in WORD.findall(plain_said))


def _root(word: str) -> str:
    """The consonants of an Arabic or Hebrew word that its forms have in common."""
    return HEBREW_WEAK.sub("", WEAK.sub("", word)).translate(FINALS)


@lru_cache(maxsize=256)
def _plain(text: str) -> str:
    """A text without marks on its letters, and with one letter for two."""
    parts = unicodedata.normalize("NFD", text)
    return TWICE.sub(r"\1", "".join(sign for sign in parts if not unicodedata.combining(sign))).translate(FINALS)
