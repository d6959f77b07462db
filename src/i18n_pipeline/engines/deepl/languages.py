"""DeepL's language codes.

The target is a regional variant if DeepL has several (`EN-GB`, `PT-BR`, `ZH-HANT`), the source a language without one
(`EN`). Glossaries use languages without variants. Source: developers.deepl.com, "Languages supported".
"""

from __future__ import annotations

from i18n_pipeline import language

VARIANTS = frozenset({"de-ch", "fr-ca"})
"""Variants that DeepL offers beside the plain language."""
NAMES = {"no": "nb", "fil": "tl"}
"""Languages with another tag at DeepL."""


def target(locale: str) -> str:
    """DeepL's target code for a BCP 47 tag.

    For a tag without region, of a language with variants, it is European Portuguese, British English, Spanish of Spain
    and simplified Chinese.
    """
    code, *rest = _subtags(locale)
    if code == "en":
        return "EN-US" if "us" in rest else "EN-GB"
    if code == "pt":
        return "PT-BR" if "br" in rest else "PT-PT"
    if code == "zh":
        return "ZH-HANT" if language.script(locale) == "Hant" else "ZH-HANS"
    if code == "es":
        return "ES-419" if {*rest} - {"es"} else "ES"
    variant = "-".join([code, *rest[-1:]])
    return variant.upper() if variant in VARIANTS else code.upper()


def base(locale: str) -> str:
    """DeepL's code of the language, without a variant."""
    return _subtags(locale)[0].upper()


def _subtags(locale: str) -> list[str]:
    code, *rest = (part.lower() for part in language.subtags(locale))
    return [NAMES.get(code, code), *rest]
