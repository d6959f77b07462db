"""Names of languages, in English and in the language itself, and their direction (from CLDR, through Babel).

Names have the case of running text: `Nederlands`, but `português (Brasil)`, as Portuguese writes it.
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import TYPE_CHECKING

from i18n_pipeline.coverage import Language

if TYPE_CHECKING:
    from babel import Locale

_MODIFIERS = {"latin": "Latn", "cyrillic": "Cyrl", "arabic": "Arab", "devanagari": "Deva"}
"""Script codes (ISO 15924) of gettext's names after an `@`."""
_RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"})
"""Scripts in use that run from right to left (Unicode, bidirectional classes R and AL), by ISO 15924."""


def language(locale: str) -> Language:
    """The language of a tag in any spelling that sites use (`nl`, `pt-BR`, `zh_Hant_TW`, `sr@latin`).

    Parts without a name in CLDR stay as in the tag: `Swedish (chef)`, `qaa`. A language without a native name in CLDR
    has its English name in both places.
    """
    from babel import Locale  # noqa: PLC0415 - a twentieth of a second that other commands do not need

    subtags = _subtags(locale)
    names = Locale("en")
    english = _name(subtags, names)
    data = _data(subtags)
    own = _name(subtags, data) if data and subtags[0] in data.languages else english
    return Language(locale, english, own, "rtl" if _script(subtags, names.scripts) in _RIGHT_TO_LEFT else "ltr")


def _subtags(locale: str) -> list[str]:
    """Language, script, region and variants; a private-use part (`x-…`) as one piece."""
    public, *private = re.split("[-_](?=x[-_])", locale, maxsplit=1)
    first, *others = re.split("[-_@]", public)
    return [first.lower(), *(_MODIFIERS.get(subtag.lower(), subtag) for subtag in others), *private]


def _data(subtags: list[str]) -> Locale | None:
    """The CLDR data of the language with script and region, else of the language alone; None if unknown."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - as above

    for end in range(len(subtags), 0, -1):
        try:
            return Locale.parse("_".join(subtags[:end]))
        except (UnknownLocaleError, ValueError):
            continue
    return None


def _name(subtags: list[str], data: Locale) -> str:
    """The name of a language in another: `Portuguese (Brazil)`, or `简体中文` if its script is part of the name."""
    first, *others = subtags
    script = others[0].title() if others else ""
    if script in data.scripts and (name := data.languages.get(f"{first}_{script}")):
        return _with(name, others[1:], data)
    return _with(data.languages.get(first, first), others, data)


def _with(name: str, subtags: list[str], data: Locale) -> str:
    tables = (data.scripts, data.territories, data.variants)
    known = {code.lower(): called for table in tables for code, called in table.items()}
    details = ", ".join(known.get(subtag.lower(), subtag) for subtag in subtags)
    return f"{name} ({details})" if details else name


def _script(subtags: list[str], scripts: Container[str]) -> str:
    """The script in the tag, else the likely script of the language in its region, else of the language."""
    from babel.core import get_global  # noqa: PLC0415 - as above

    first, *others = subtags
    if named := [subtag.title() for subtag in others if subtag.title() in scripts]:
        return named[0]
    likely = get_global("likely_subtags")
    there = (likely.get(f"{first}_{subtag.upper()}") for subtag in others)
    full: str = next(filter(None, there), None) or likely.get(first, "")
    return next((part for part in full.split("_")[1:] if part in scripts), "")
