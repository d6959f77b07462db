"""What DeepL calls a language.

A text is translated into a variant where DeepL has several (`EN-GB`, `PT-BR`, `ZH-HANT`), and out of a language as such
(`EN`). Glossaries know languages as such, too. Source: developers.deepl.com, "Languages supported".
"""

from __future__ import annotations

import re

VARIANTS = frozenset({"de-ch", "fr-ca"})
"""Variants that DeepL has beside the language as such."""
NAMES = {"no": "nb", "fil": "tl"}
"""Languages that DeepL knows by another tag."""
TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})
"""Scripts and regions in which Chinese is written in traditional characters."""


def target(locale: str) -> str:
    """The code to translate into for a BCP 47 tag.

    Where DeepL has variants and the tag names no region, it is European Portuguese, British English, Spanish of Spain
    and simplified Chinese.
    """
    language, *rest = _subtags(locale)
    if language == "en":
        return "EN-US" if "us" in rest else "EN-GB"
    if language == "pt":
        return "PT-BR" if "br" in rest else "PT-PT"
    if language == "zh":
        return "ZH-HANT" if TRADITIONAL & {*rest} and "hans" not in rest else "ZH-HANS"
    if language == "es":
        return "ES-419" if {*rest} - {"es"} else "ES"
    variant = "-".join([language, *rest[-1:]])
    return variant.upper() if variant in VARIANTS else language.upper()


def base(locale: str) -> str:
    """The code of the language as such."""
    return _subtags(locale)[0].upper()


def _subtags(locale: str) -> list[str]:
    language, *rest = re.split("[-_]", locale.lower())
    return [NAMES.get(language, language), *rest]
