"""Slugs of mdBook 0.5."""

from __future__ import annotations

import unicodedata

from i18n_pipeline.markdown.slugs import HeadingWords, SlugRule
from i18n_pipeline.markdown.slugs.github import is_circled
from i18n_pipeline.markdown.slugs.numbering import among_own


def slug(text: str) -> str:
    """Letters, digits, `_` and `-` in lower case; a hyphen for each blank character (`id_from_content`)."""
    return "".join(map(_character, text.strip().lower()))


def _character(character: str) -> str:
    if character.isspace():
        return "-"
    return character if character in "_-" or _is_alphanumeric(character) else ""


def _is_alphanumeric(character: str) -> bool:
    """Whether Rust counts a character as a letter or number: vowel signs are letters to it, accents are not."""
    if character.isalnum() or is_circled(character):
        return True
    vowel = unicodedata.category(character) in {"Mn", "Mc"} and not "\ufe00" <= character <= "\ufe0f"
    return vowel and (unicodedata.combining(character) == 0 or 10 <= unicodedata.combining(character) <= 36)


MDBOOK = SlugRule("mdbook", slug, among_own, HeadingWords(images=False, footnotes="number", dashes="all"), terms=True)
"""mdBook 0.5.4."""
