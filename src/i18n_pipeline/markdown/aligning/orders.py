"""Find pairs supported only by their position in a list whose order may differ between languages.

A glossary is sorted by its terms, and its translation by the translated terms, so the third entry of one is rarely the
third entry of the other. Position proves nothing either if the entries of a list have code or links that the
translation lacks.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from msgspec import Struct

from i18n_pipeline.markdown.aligning.keys import agree
from i18n_pipeline.markdown.aligning.passage import Passage

FEWEST, FEWEST_SECTIONS = 3, 4
"""Entries (or headed sections) from which alphabetical order is no coincidence."""
LISTS = frozenset({"Table", "List", "DefinitionList"})
"""Containers that each language may order differently; numbered lists are excluded."""
WORD = re.compile(r"[^\W\d_][^\W_]*")
UNKNOWN_ORDER = re.compile(r"[\u0e00-\u0eff\u3400-\u9fff\uf900-\ufaff]")
"""Characters whose code points are not in dictionary order: Thai, Lao, Han."""
KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
"""Signs of katakana with those of hiragana, which dictionaries do not tell apart."""

Place: TypeAlias = tuple[int, int]
"""Positions of two passages that go together: on the source page, on the translated page."""
List: TypeAlias = tuple[str | int, ...]
"""Identifies a list, or the sections below a heading, on its page."""
Entry: TypeAlias = tuple[List, int]
"""A list, and an entry's number in the list."""


class _Side(Struct, frozen=True):
    """One page."""

    passages: Sequence[Passage]
    """Its passages."""
    entries: Sequence[Sequence[Entry]]
    """For each passage, the enclosing entries, outermost first."""
    first_words: Mapping[List, Mapping[int, str]]
    """For each list, the first words of its entries, in order; entries without words are left out."""

    def word(self, entry: Entry) -> str:
        """The first word of an entry; empty if it has none."""
        return self.first_words.get(entry[0], {}).get(entry[1], "")


def unsupported(
    pages: tuple[Sequence[Passage], Sequence[Passage]], pairs: Iterable[Place], is_known: Callable[[int, int], bool]
) -> frozenset[Place]:
    """Pairs supported only by their order in a list; `is_known` tells whether a pair has other evidence."""
    source, target = map(_side, pages)
    lists: defaultdict[tuple[List, List], defaultdict[tuple[Entry, Entry], list[Place]]]
    lists = defaultdict(lambda: defaultdict(list))
    for i, j in pairs:
        if pages[0][i].kind == pages[1][j].kind == "table head":
            continue  # a table has one head, wherever its rows are sorted to
        for one, other in zip(reversed(source.entries[i]), reversed(target.entries[j]), strict=False):
            lists[one[0], other[0]][one, other].append((i, j))
    doubtful: set[Place] = set()
    for (ours, theirs), found in lists.items():
        first_words = source.first_words.get(ours, {}).values(), target.first_words.get(theirs, {}).values()
        fewest = FEWEST_SECTIONS if ours[0] == "section" else FEWEST
        if _are_sorted([*first_words[0]], [*first_words[1]], fewest) or _lost_all_keys(pages, found.values()):
            for (one, other), places in found.items():
                same_word = _plain(source.word(one)) == _plain(target.word(other)) != ""
                if not same_word and not any(is_known(*place) for place in places):
                    doubtful.update(places)
    return frozenset(doubtful)


def _side(page: Sequence[Passage]) -> _Side:
    entries = _entries(page)
    return _Side(page, entries, _first_words(page, entries))


def _entries(page: Sequence[Passage]) -> list[list[Entry]]:
    """For each passage, the enclosing entries, outermost first."""
    found: list[list[Entry]] = []
    sections: list[tuple[int, int]] = []  # level of a heading, and its place
    terms: dict[List, int] = {}
    for place, passage in enumerate(page):
        if "Heading" in passage.path:
            sections = [*(one for one in sections if one[0] < passage.level), (passage.level, place)]
        above = [0, *(start for _, start in sections)]
        inside: list[Entry] = [(("section", level, above[n]), start) for n, (level, start) in enumerate(sections)]
        inside += _list_entries(passage, terms)
        found.append(inside)
    return found


def _list_entries(passage: Passage, terms: dict[List, int]) -> Iterator[Entry]:
    """The list entries a passage lies in. `terms` are the last terms of definition lists, whose definitions follow."""
    for depth, (name, child) in enumerate(pairwise(passage.path)):
        number = passage.within[depth + 1]
        if name in LISTS:
            one: List = ("list", *passage.within[: depth + 1])
            if child == "DefinitionListTitle":
                terms[one] = number
            yield one, terms.get(one, number)


def _first_words(page: Sequence[Passage], entries: Sequence[Sequence[Entry]]) -> dict[List, dict[int, str]]:
    """For each list the first words of its entries, in order; entries without words are left out."""
    first: defaultdict[List, dict[int, str]] = defaultdict(dict)
    for passage, inside in zip(page, entries, strict=True):
        word = WORD.search(passage.text) if passage.segment >= 0 and passage.kind != "table head" else None
        if word:
            for name, number in inside:
                first[name].setdefault(number, word[0].casefold())
    return first


def _are_sorted(source: Sequence[str], target: Sequence[str], fewest: int) -> bool:
    """Whether both lists of first words seem to be in alphabetical order."""
    if any(UNKNOWN_ORDER.match(word) for word in target):
        return _is_sorted(source, FEWEST_SECTIONS)
    return _is_sorted(source, fewest) and _is_sorted(target, fewest)


def _is_sorted(words: Sequence[str], fewest: int) -> bool:
    """Whether words are in alphabetical order; accented letters may follow their plain letter, or come last."""
    return len({*words}) >= fewest and any(
        all(one <= other for one, other in pairwise(spelled)) for spelled in ([*map(_plain, words)], words)
    )


def _plain(word: str) -> str:
    """A word without accents."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", word.translate(KATAKANA))))


def _lost_all_keys(pages: tuple[Sequence[Passage], Sequence[Passage]], entries: Iterable[Sequence[Place]]) -> bool:
    """Whether the entries of a list have code or links as keys, none of which occurs in the translation."""
    keys = [(pages[0][places[0][0]].key, pages[1][places[0][1]].key) for places in entries]
    return len({one for one, _ in keys if one}) >= FEWEST and not any(agree(*both) for both in keys)
