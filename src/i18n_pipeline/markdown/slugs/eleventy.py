"""Slugs of the IdAttributePlugin of Eleventy 3: @sindresorhus/slugify 2 with @sindresorhus/transliterate 1.6."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from i18n_pipeline.markdown.slugs import HeadingWords, SlugRule, letters
from i18n_pipeline.markdown.slugs.numbering import from_two

FILE = "letters_of_eleventy.txt"
ENDING = re.compile(r"(?<=[a-zA-Z\d])'([ts])(?=\s|$)")
"""`'s` and `'t` at the end of a word."""
NOT_SLUG = re.compile(r"[^a-z\d]+")


@cache
def _spelt() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(letters.spelt(FILE), key=len, reverse=True))))


def slug(text: str) -> str:
    """ASCII letters and digits in lower case, a hyphen for each run of other characters between them."""
    plain = _spelt().sub(lambda found: letters.spelt(FILE)[found[0]], unicodedata.normalize("NFC", text))
    dropped = letters.last_row(FILE)
    plain = "".join(sign for sign in unicodedata.normalize("NFD", plain) if sign not in dropped)
    plain = ENDING.sub(r"\1", unicodedata.normalize("NFC", plain).lower())
    return NOT_SLUG.sub("-", plain.replace("\\", "-")).strip("-")


ELEVENTY = SlugRule(
    "eleventy", slug, from_two, HeadingWords(comments=True, images=False, footnotes="written", line_break=" ")
)
"""Eleventy 3.1."""
