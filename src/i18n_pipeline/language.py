"""Language tags in every spelling that sites and tools use, and what CLDR knows of them (through Babel).

BCP 47 (`pt-BR`, `zh-Hant-TW`, `en-x-pirate`; RFC 5646) and gettext (`pt_BR`, `sr@latin`, `nl_BE.UTF-8`) mean the same
here, and capitals mean nothing. Babel is loaded only for names and scripts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

TAG = re.compile(
    r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|\d{3}))?(?:[-_@][A-Za-z0-9]{4,8})*"
    r"(?:[-_]x(?:[-_][A-Za-z0-9]{1,8})+)?"
)
"""Tags as sites use them: language, script, region, variants, private use (RFC 5646, section 2.1)."""
OLD = {
    "art-lojban": "jbo",
    "i-ami": "ami",
    "i-bnn": "bnn",
    "i-hak": "hak",
    "i-klingon": "tlh",
    "i-lux": "lb",
    "i-navajo": "nv",
    "i-pwn": "pwn",
    "i-tao": "tao",
    "i-tay": "tay",
    "i-tsu": "tsu",
    "no-bok": "nb",
    "no-nyn": "nn",
    "zh-guoyu": "cmn",
    "zh-hakka": "hak",
    "zh-min-nan": "nan",
    "zh-xiang": "hsn",
}
"""Tags of the time before RFC 4646 that have no parts, and the language that replaces each (IANA's registry)."""
MODIFIERS = {"latin": "Latn", "cyrillic": "Cyrl", "arabic": "Arab", "devanagari": "Deva"}
"""Script codes (ISO 15924) of gettext's names after an `@`."""
RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"})
"""Scripts in use that run from right to left (Unicode, bidirectional classes R and AL), by ISO 15924."""


# --- spelling ----------------------------------------------------------------------------------------


def is_tag(text: str) -> bool:
    """Whether a text is a language tag."""
    return TAG.fullmatch(text) is not None


@lru_cache(maxsize=256)
def is_known(tag: str) -> bool:
    """Whether CLDR knows the language of a tag."""
    return is_tag(tag) and _data(subtags(tag)) is not None


def gettext(tag: str) -> str:
    """A tag as in the folders of catalogues and their headers: `pt_BR`."""
    return tag.replace("-", "_")


def bcp47(tag: str) -> str:
    """A tag as on the web: `pt-BR`."""
    return tag.replace("_", "-")


def usual(tag: str) -> str:
    """A tag in the usual letters: `pt-BR` for `pt-br`, `zh-Hans` for `zh-hans` (RFC 5646, section 2.1.1)."""
    first, *others = bcp47(tag).split("-")
    cased = (part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part.lower() for part in others)
    return "-".join([first.lower(), *cased])


def key(tag: str) -> str:
    """A tag in small letters and with hyphens: equal for tags that differ in spelling only."""
    return bcp47(tag).lower()


def subtags(tag: str) -> tuple[str, ...]:
    """Language in small letters, then script, region and variants as written; a private-use part (`x-…`) is one piece.

    An encoding (`.UTF-8`) is left out, and gettext's names of scripts are codes: `sr@latin` is `sr`, `Latn`.
    """
    plain = re.sub(r"\.[^@]*", "", tag)
    public, *private = re.split("[-_](?=[xX][-_])", OLD.get(key(plain), plain), maxsplit=1)
    first, *others = re.split("[-_@]", public)
    return (first.lower(), *(MODIFIERS.get(part.lower(), part) for part in others), *map(bcp47, private))


@lru_cache(maxsize=1024)
def base(tag: str) -> str:
    """The language alone, in small letters: `pt`."""
    return subtags(tag)[0]


def wider(tag: str) -> Iterator[str]:
    """The key of a tag, then of the tag without its last parts; never without its script, which readers must know."""
    here = key(tag)
    while here:
        yield here
        here, _, last = here.rpartition("-")
        if _is_script(last):
            return


def _is_script(subtag: str) -> bool:
    return len(subtag) == 4 and subtag.isalpha()


# --- comparing ---------------------------------------------------------------------------------------


@lru_cache(maxsize=1024)
def rank(tag: str, wanted: str) -> int | None:
    """Distance of a tag from the wanted one: 0 equal, 1 if one is a bare language (`nl`), 2 otherwise; None: no match.

    Different scripts (`zh-TW`, `zh-CN`) do not match.
    """
    ours, theirs = ([part.lower() for part in subtags(one)] for one in (wanted, tag))
    if theirs == ours:
        return 0
    if theirs[0] != ours[0] or len({_written(wanted), _written(tag)} - {""}) > 1:
        return None
    return 1 if 1 in {len(ours), len(theirs)} else 2


def best(tags: Sequence[str], wanted: str) -> int | None:
    """Index of the nearest tag, of equally near ones the first; None if no tag matches."""
    ranks = [(distance, place) for place, tag in enumerate(tags) if (distance := rank(tag, wanted)) is not None]
    return min(ranks)[1] if ranks else None


def matches(tag: str | None, wanted: str) -> bool:
    """Whether a file with this language tag may have the wanted language; without a tag it may."""
    return not tag or not re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", tag) or rank(tag, wanted) is not None


def _written(tag: str) -> str:
    """The script of a tag; empty for `zh` alone, which people use for both of its scripts."""
    return "" if key(tag) == "zh" else script(tag)


# --- what CLDR knows ---------------------------------------------------------------------------------


@lru_cache(maxsize=1024)
def script(tag: str) -> str:
    """The script in a tag, else the likely one of the language in its region, else of the language (ISO 15924: `Latn`).

    Empty if CLDR does not know the language.
    """
    from babel.core import get_global  # noqa: PLC0415 - a fiftieth of a second that most commands do not need

    first, *others = subtags(tag)
    if named := [part.title() for part in others if _is_script(part) and part.title() in _names("en").scripts]:
        return named[0]
    likely = get_global("likely_subtags")
    there = (likely.get(f"{first}_{part.upper()}") for part in others)
    full: str = next(filter(None, there), None) or likely.get(first, "")
    return next((part for part in full.split("_")[1:] if _is_script(part)), "")


def direction(tag: str) -> str:
    """The direction of a language's script: `rtl` or `ltr`."""
    return "rtl" if script(tag) in RIGHT_TO_LEFT else "ltr"


def names(tag: str) -> tuple[str, str]:
    """The name of a language in English, and in the language itself.

    They have the case of running text: `Dutch`, `português (Brasil)`. Parts without a name in CLDR stay as in the tag:
    `Swedish (chef)`, `qaa`. A language without a native name in CLDR has its English name in both places.
    """
    parts = subtags(tag)
    english, data = _name(parts, _names("en")), _data(parts)
    return english, _name(parts, data) if data and parts[0] in data.languages else english


@lru_cache(maxsize=64)
def month_names(tag: str) -> tuple[tuple[str, str], ...]:
    """The names of the months in a language, in small letters and also shortened, each with its number."""
    months = data.months if (data := _data(subtags(tag))) else {}
    named = (
        (name.casefold().rstrip("."), str(number))
        for widths in months.values()
        for width in ("wide", "abbreviated")
        for number, name in widths[width].items()
    )
    return tuple(sorted({(name, number) for name, number in named if name and not name[0].isdigit()}))


def _names(tag: str) -> Locale:
    """The names of languages, scripts and regions in a language that CLDR has."""
    from babel import Locale  # noqa: PLC0415 - as above

    return Locale.parse(tag)


def _data(parts: Sequence[str]) -> Locale | None:
    """The CLDR data of the language with script and region, else of the language alone; None if unknown."""
    from babel import UnknownLocaleError  # noqa: PLC0415 - as above

    for end in range(len(parts), 0, -1):
        try:
            return _names("_".join(parts[:end]))
        except (UnknownLocaleError, ValueError):
            continue
    return None


def _name(parts: Sequence[str], data: Locale) -> str:
    """The name of a language in another: `Portuguese (Brazil)`, or `简体中文` if its script is part of the name."""
    first, *others = parts
    written = others[0].title() if others else ""
    if written in data.scripts and (name := data.languages.get(f"{first}_{written}")):
        return _with(name, others[1:], data)
    return _with(data.languages.get(first, first), others, data)


def _with(name: str, parts: Sequence[str], data: Locale) -> str:
    if not parts:
        return name
    tables = (data.scripts, data.territories, data.variants)
    known = {code.lower(): called for table in tables for code, called in table.items()}
    return f"{name} ({', '.join(known.get(part.lower(), part) for part in parts)})"
