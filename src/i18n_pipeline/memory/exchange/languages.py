"""Compare the language tags of other tools with a wanted language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_SCRIPTS = {"latin": "latn", "cyrillic": "cyrl", "devanagari": "deva"}
_USUAL = {"sr": "cyrl", "az": "latn", "uz": "latn"}
"""Default scripts of languages written in two scripts (CLDR, likely subtags)."""
_TRADITIONAL = frozenset({"tw", "hk", "mo"})
_SIMPLIFIED = frozenset({"cn", "sg"})


@lru_cache(maxsize=1024)
def rank(tag: str, wanted: str) -> int | None:
    """Distance of a tag from the wanted one: 0 equal, 1 if one is a bare language (`nl`), 2 otherwise; None: no match.

    Tags may be BCP 47 (`nl-BE`, RFC 5646) or gettext (`nl_BE.UTF-8`, `sr@latin`). Different scripts (`zh-TW`, `zh-CN`)
    do not match.
    """
    ours, theirs = _subtags(wanted), _subtags(tag)
    if theirs == ours:
        return 0
    scripts = {_script(ours), _script(theirs)} - {""}
    if theirs[0] != ours[0] or len(scripts) > 1:
        return None
    return 1 if 1 in {len(ours), len(theirs)} else 2


def best(tags: Sequence[str], wanted: str) -> int | None:
    """Index of the nearest tag, of equally near ones the first; None if no tag matches."""
    ranks = [(distance, place) for place, tag in enumerate(tags) if (distance := rank(tag, wanted)) is not None]
    return min(ranks)[1] if ranks else None


def matches(tag: str | None, wanted: str) -> bool:
    """Whether a file with this language tag may have the wanted language; without a tag it may."""
    return not tag or not re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", tag) or rank(tag, wanted) is not None


def _subtags(tag: str) -> list[str]:
    plain = re.sub(r"\.[^@]*", "", tag).lower()
    return [_SCRIPTS.get(part, part) for part in re.split(r"[-_@]", plain)]


def _script(subtags: list[str]) -> str:
    """The script that subtags name or imply, empty if unknown."""
    named = [part for part in subtags[1:] if len(part) == 4 and part.isalpha()]
    if named or subtags[0] != "zh":
        return named[0] if named else _USUAL.get(subtags[0], "")
    return "hant" if _TRADITIONAL & {*subtags} else "hans" if _SIMPLIFIED & {*subtags} else ""
