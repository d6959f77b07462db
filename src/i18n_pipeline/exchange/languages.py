"""Language tags of strangers: how near one is to the language that is wanted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_SCRIPTS = {"latin": "latn", "cyrillic": "cyrl", "devanagari": "deva"}
_USUAL = {"sr": "cyrl", "az": "latn", "uz": "latn"}
"""The scripts of languages that are written in two, where a tag names none (CLDR, likely subtags)."""
_TRADITIONAL = frozenset({"tw", "hk", "mo"})
_SIMPLIFIED = frozenset({"cn", "sg"})


@lru_cache(maxsize=1024)
def rank(tag: str, wanted: str) -> int | None:
    """How far a tag is from the wanted one: 0 the same, 1 one is the other's bare language, 2 a cousin; None: no match.

    Tags may be of BCP 47 (`nl-BE`, RFC 5646) or of gettext (`nl_BE.UTF-8`, `sr@latin`). Texts in different scripts
    (`zh-TW` and `zh-CN`) do not match.
    """
    ours, theirs = _subtags(wanted), _subtags(tag)
    if theirs == ours:
        return 0
    scripts = {_script(ours), _script(theirs)} - {""}
    if theirs[0] != ours[0] or len(scripts) > 1:
        return None
    return 1 if 1 in {len(ours), len(theirs)} else 2


def best(tags: Sequence[str], wanted: str) -> int | None:
    """Which of several tags is nearest to the wanted one, the first of equals; None where none matches."""
    ranks = [(distance, place) for place, tag in enumerate(tags) if (distance := rank(tag, wanted)) is not None]
    return min(ranks)[1] if ranks else None


def matches(tag: str | None, wanted: str) -> bool:
    """Whether a file that says it is in a language may hold the wanted one; a file that says nothing may."""
    return not tag or not re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", tag) or rank(tag, wanted) is not None


def _subtags(tag: str) -> list[str]:
    plain = re.sub(r"\.[^@]*", "", tag).lower()
    return [_SCRIPTS.get(part, part) for part in re.split(r"[-_@]", plain)]


def _script(subtags: list[str]) -> str:
    """The script of a text, as far as its subtags tell."""
    named = [part for part in subtags[1:] if len(part) == 4 and part.isalpha()]
    if named or subtags[0] != "zh":
        return named[0] if named else _USUAL.get(subtags[0], "")
    return "hant" if _TRADITIONAL & {*subtags} else "hans" if _SIMPLIFIED & {*subtags} else ""
