"""Slugs of Zola 0.20: the crates `slug` and `deunicode`."""

from __future__ import annotations

from i18n_pipeline.markdown.slugs import HeadingWords, SlugRule, letters
from i18n_pipeline.markdown.slugs.numbering import written_first

FILE = "letters_of_zola.txt"
BLOCKS = "A0-6FF 1E00-2BFF 3000-30FF FB00-FB06 FE00-FE0F FF00-FFEF 1F000-1FAFF"
"""Latin, Greek, Cyrillic, Hebrew, Arabic, Japanese syllables, punctuation, symbols and emoji. What Zola makes of
Chinese and Korean is not known here."""
UNKNOWN = "\ufffd"
"""Stands in an id for a character of which it is not known what Zola makes of it: no such id can be written."""


def slug(text: str) -> str:
    """ASCII letters and digits in lower case, a hyphen for each run of other characters between them."""
    parts = "".join(map(_spelt, text)).split("-")
    return "-".join(filter(None, parts))


def _spelt(character: str) -> str:
    if character.isascii():
        return character.lower() if character.isalnum() else "-"
    known = letters.table(FILE).get(character)
    if known is None:
        return "-" if any(first <= ord(character) <= last for first, last in _blocks()) else UNKNOWN
    return known


def _blocks() -> list[tuple[int, int]]:
    return [(int(first, 16), int(last, 16)) for first, last in (part.split("-") for part in BLOCKS.split())]


ZOLA = SlugRule("zola", slug, written_first, HeadingWords(dashes="", templates="none", line_break=""))
"""Zola 0.18 to 0.22: texts of images count (where `lazy_async_image` is off, as it is at first), shortcodes and ends of
lines do not."""
