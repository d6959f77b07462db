"""Slugs of Zola 0.20: the crates `slug` 0.1.6 and `deunicode` 1.6.2."""

from __future__ import annotations

import re

from i18n_pipeline.markdown.slugs import HeadingWords, SlugRule, letters
from i18n_pipeline.markdown.slugs.numbering import written_first

FILE, HAN_FILE = "letters_of_zola.txt", "letters_of_zola_han.txt"
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
"""Chinese characters of the first plane, whose table is read only where it is needed."""
OTHER = re.compile("[^\0-\uffff\U0001f000-\U0001faff]")
"""What is in neither table: all but the first plane and emoji."""
UNKNOWN = "\ufffd"
"""Stands in an id for a character of which it is not known what Zola makes of it: no such id can be written."""
FIRST_SYLLABLE, LAST_SYLLABLE = 0xAC00, 0xD7A3
OF_SYLLABLES = (
    "g,gg,n,d,dd,r,m,b,bb,s,ss,,j,jj,c,k,t,p,h",
    "a,ae,ya,yae,eo,e,yeo,ye,o,wa,wae,oe,yo,u,weo,we,wi,yu,eu,yi,i",
    ",g,gg,gs,n,nj,nh,d,l,lg,lm,lb,ls,lt,lp,lh,m,b,bs,s,ss,ng,j,c,k,t,p,h",
)
LEADS, VOWELS, TAILS = (tuple(parts.split(",")) for parts in OF_SYLLABLES)
"""The parts of a Korean syllable, in the order of Unicode (section 3.12)."""


def slug(text: str) -> str:
    """ASCII letters and digits in lower case, a hyphen for each run of other characters between them."""
    parts = "".join(map(_spelt, text)).split("-")
    return "-".join(filter(None, parts))


def _spelt(character: str) -> str:
    if character.isascii():
        return character.lower() if character.isalnum() else "-"
    if FIRST_SYLLABLE <= ord(character) <= LAST_SYLLABLE:
        return _syllable(ord(character) - FIRST_SYLLABLE)
    if OTHER.match(character):
        return UNKNOWN
    return letters.table(HAN_FILE if HAN.match(character) else FILE).get(character, "-")


def _syllable(number: int) -> str:
    """A Korean syllable, by its number among all."""
    rest, tail = divmod(number, len(TAILS))
    lead, vowel = divmod(rest, len(VOWELS))
    return LEADS[lead] + VOWELS[vowel] + TAILS[tail]


ZOLA = SlugRule("zola", slug, written_first, HeadingWords(images=False, dashes=""))
"""Zola 0.20."""
