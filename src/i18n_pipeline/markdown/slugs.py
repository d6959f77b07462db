"""Slug algorithms: the texts of a page's headings → their ids."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

KEPT = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "Pc"})
CIRCLED = ((0x24B6, 0x24E9), (0x1F130, 0x1F149), (0x1F150, 0x1F169), (0x1F170, 0x1F189))
"""Letters in circles and squares: symbols (So) that Unicode counts as alphabetic all the same."""


def github_slugger(headings: Iterable[str]) -> list[str]:
    """Ids of a page's headings, in order, as github-slugger 2.0.0 gives them; empty if no character counts."""
    taken: dict[str, int] = {}
    slugs = []
    for heading in headings:
        slug = original = "".join(_github_character(character) for character in heading.lower())
        while slug in taken:
            taken[original] += 1
            slug = f"{original}-{taken[original]}"
        taken[slug] = 0
        slugs.append(slug)
    return slugs


def _github_character(character: str) -> str:
    if character == " ":
        return "-"
    kept = character == "-" or unicodedata.category(character) in KEPT
    return character if kept or any(a <= ord(character) <= b for a, b in CIRCLED) else ""
