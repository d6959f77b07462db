"""DeepL's language codes.

The target is a regional variant if DeepL has several (`EN-GB`, `PT-BR`, `ZH-HANT`), the source a language without one
(`EN`). Glossaries use languages without variants. Source: developers.deepl.com, "Languages supported".
"""

from __future__ import annotations

import re

VARIANTS = frozenset({"de-ch", "fr-ca"})
"""Variants that DeepL offers beside the plain language."""
NAMES = {"no": "nb", "fil": "tl"}
"""Languages with another tag at DeepL."""
TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})
"""Scripts and regions in which Chinese is written in traditional characters."""


def target(locale: str) -> str:
    """DeepL's target code for a BCP 47 tag.

    For a tag without region, of a language with variants, it is European Portuguese, British English, Spanish of Spain
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
    """DeepL's code of the language, without a variant."""
    return _subtags(locale)[0].upper()


def _subtags(locale: str) -> list[str]:
    language, *rest = re.split("[-_]", locale.lower())
    return [NAMES.get(language, language), *rest]
