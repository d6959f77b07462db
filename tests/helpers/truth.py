"""Known alignments, to score the aligner: pages that match one to one, whose translations are then changed.

If the passages of a page match those of its translation one to one, the translation is changed: passages are dropped,
merged or swapped. The right source of each remaining passage is then known.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from helpers.published import steps
from i18n_pipeline.markdown.aligning.align import align
from i18n_pipeline.markdown.aligning.lexicon import lexicon
from i18n_pipeline.markdown.aligning.likeness import Words, joined
from i18n_pipeline.markdown.aligning.passage import Passage

Item: TypeAlias = tuple[Passage, tuple[int, ...]]
"""A passage of a translation, and the positions of its source passages."""
Change: TypeAlias = Callable[[list[Item], list[int], random.Random], bool]
"""Changes a translation in place; the list holds the positions of its texts; returns whether it was possible."""
Answer: TypeAlias = tuple[tuple[int, ...], tuple[int, ...]]
"""Positions of source passages, and of the translated passages aligned with them."""
Told: TypeAlias = list[tuple[frozenset[str], frozenset[str]]]
FEWEST = 6
"""Fewest texts of a page for a meaningful score after dropping one."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """A page and its translation."""

    name: str
    source: list[Passage]
    target: list[Passage]

    @property
    def whole(self) -> bool:
        """Whether the two match one to one, by kinds of passages."""
        return [p.kind for p in self.source] == [p.kind for p in self.target]


@dataclass(frozen=True, slots=True)
class Score:
    """The score of an alignment."""

    right: int = 0
    wrong: int = 0
    lost: int = 0

    def __add__(self, other: Score) -> Score:
        """The sum of two scores."""
        return Score(self.right + other.right, self.wrong + other.wrong, self.lost + other.lost)

    @property
    def precision(self) -> float:
        """The share of pairs found that are right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of right pairs that were found."""
        return self.right / max(1, self.right + self.lost)


def pairings(english: Mapping[str, bytes], dutch: Mapping[str, bytes]) -> list[Pairing]:
    """Every page with its translation."""
    return [Pairing(name, steps(data), steps(dutch[name].lstrip(b"\r\n"))) for name, data in english.items()]


def told(pairing: Pairing) -> Told:
    """The words of aligned passages on a page, aligned without known words."""
    found = align(pairing.source, pairing.target, {}).pairs
    pairs = [(pairing.source[p.source[0]], pairing.target[p.target[0]]) for p in found if p.source and p.target]
    return [(source.words, target.words) for source, target in pairs if source.segment >= 0]


def learned(words: Mapping[str, Told]) -> Words:
    """The lexicon learned from pages."""
    return lexicon(pair for pairs in words.values() for pair in pairs)


def measured(pairing: Pairing, change: Change, known: Words, rnd: random.Random) -> Score | None:
    """The score for a changed translation; None if the change is impossible."""
    items: list[Item] = [(passage, (place,)) for place, passage in enumerate(pairing.target)]
    words = [i for i, (p, _) in enumerate(items) if p.segment >= 0 and not p.kind.startswith("front")]
    if len(words) < FEWEST or not change(items, words, rnd):
        return None
    right = {(says if len(says) > 1 else (i,), says) for _, says in items for i in says}
    pairs = align(pairing.source, [passage for passage, _ in items], known).pairs
    found = {(p.source, tuple(i for j in p.target for i in items[j][1])) for p in pairs}
    return _score(_texts(right, pairing.source), _texts(found, pairing.source))


def _texts(pairs: Iterable[Answer], source: Sequence[Passage]) -> set[Answer]:
    return {pair for pair in pairs if source[pair[0][0]].segment >= 0}


def _score(right: set[Answer], found: set[Answer]) -> Score:
    return Score(len(right & found), len(found - right), len(right - found))


def as_it_is(_items: list[Item], _words: list[int], _rnd: random.Random) -> bool:
    """Change nothing."""
    return True


def one_dropped(items: list[Item], words: list[int], rnd: random.Random) -> bool:
    """Drop one text."""
    del items[rnd.choice(words)]
    return True


def a_tenth_dropped(items: list[Item], words: list[int], rnd: random.Random) -> bool:
    """Drop every tenth text, at least one."""
    for place in sorted(rnd.sample(words, max(1, len(words) // 10)), reverse=True):
        del items[place]
    return True


def two_merged(items: list[Item], words: list[int], rnd: random.Random) -> bool:
    """Merge two neighbours."""
    found = [(i, one) for i in words if i + 1 < len(items) and (one := joined((items[i][0], items[i + 1][0])))]
    if not found:
        return False
    place, one = rnd.choice(found)
    items[place : place + 2] = [(one, items[place][1] + items[place + 1][1])]
    return True


def two_swapped(items: list[Item], words: list[int], rnd: random.Random) -> bool:
    """Swap two neighbours of one kind."""
    found = [i for i in words if i + 1 in words and items[i][0].kind == items[i + 1][0].kind]
    if not found:
        return False
    place = rnd.choice(found)
    items[place], items[place + 1] = items[place + 1], items[place]
    return True


def two_far_swapped(items: list[Item], words: list[int], rnd: random.Random) -> bool:
    """Swap two texts anywhere."""
    one, other = rnd.sample(words, 2)
    items[one], items[other] = items[other], items[one]
    return True


def a_tenth_replaced(others: Sequence[Pairing]) -> Change:
    """Replace every tenth text, at least one, by texts of other translations."""
    passages = [passage for pairing in others for passage in pairing.target if passage.segment >= 0]

    def replaced(items: list[Item], words: list[int], rnd: random.Random) -> bool:
        for place in rnd.sample(words, max(1, len(words) // 10)):
            before, _ = items[place]
            like = [p for p in passages if (p.kind, p.path) == (before.kind, before.path) and p.text != before.text]
            if like:
                items[place] = (rnd.choice(like), ())
        return True

    return replaced


def strangers(pages: Sequence[Pairing], known: Words) -> tuple[int, int]:
    """The numbers of paired and of all texts, when each page is aligned with an unrelated page's translation.

    Unrelated pages are far apart by name, since neighbours often share a subject and whole sentences.
    """
    paired = possible = 0
    half = len(pages) // 2
    for one, other in zip(pages, [*pages[half:], *pages[:half]], strict=True):
        pairs = align(one.source, other.target, known).pairs
        paired += sum(one.source[pair.source[0]].segment >= 0 for pair in pairs)
        possible += min(sum(p.segment >= 0 for p in page) for page in (one.source, other.target))
    return paired, possible


CHANGES: Mapping[str, Change] = {
    "as it is": as_it_is,
    "one dropped": one_dropped,
    "a tenth dropped": a_tenth_dropped,
    "two merged": two_merged,
    "two swapped": two_swapped,
    "two far apart swapped": two_far_swapped,
}
