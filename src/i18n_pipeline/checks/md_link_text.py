"""Links that have changed places: the words of one lead where those of another should."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.findings import Severity

LINKED = re.compile(r"(?<!!)\[([^\[\]]{1,80})\]\[(\d+)\]")
"""The words of a link, and its number."""
FIGURE = re.compile(r"\d+")
MOST = 8
"""Number of links from which a text is a list in which they are not compared."""
BETTER, EACH = 0.7, 0.2
"""How much more alike the words of two links must be if they are exchanged, in all and each of them (0 to 2, to 1)."""


@one_by_one("md-link-text", Severity.WARNING, "give each link the number of the words that it has in the source text")
def md_link_text(one: Translation) -> Iterator[Flaw]:
    """Two links with each other's numbers, as their names, figures or like words show.

    Bad: “[Python][1] and [Rust][2]” → “[Rust][1] en [Python][2]”
    Good: “[Python][1] and [Rust][2]” → “[Rust][2] en [Python][1]”
    """
    if one.text.count("][") < 2:
        return
    wanted = {number: words for words, number in LINKED.findall(one.source)}
    found = {link[2]: link for link in LINKED.finditer(one.text) if link[2] in wanted}
    if len(found) > MOST:
        return
    for first, second in combinations(found, 2):
        if _are_swapped(wanted[first], wanted[second], found[first][1], found[second][1]):
            said = f"the translation has “{found[first][1]}” with the number of “{wanted[first]}”"
            yield Flaw(said, *found[first].span())


def _are_swapped(ours: str, others: str, words: str, other_words: str) -> bool:
    """Whether two links are more like each other's source texts than like their own."""
    if ours == others:
        return False
    crossed, own = _like(ours, other_words), _like(ours, words)
    if crossed - own < EACH:
        return False
    crossed_too, own_too = _like(others, words), _like(others, other_words)
    return crossed_too - own_too >= EACH and crossed + crossed_too - (own + own_too) >= BETTER


@lru_cache(maxsize=1024)
def _like(one: str, other: str) -> float:
    """How alike the words of two links are, from 0 to 1."""
    figures = [FIGURE.findall(words) for words in (one, other)]
    if all(figures):
        return float(figures[0] == figures[1])
    return SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio()


CHECKS = (md_link_text,)
