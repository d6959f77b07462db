"""Likeness of two passages: a score above 0 speaks for a pair, a score below 0 against.

The length model is that of Gale and Church (1993, "A Program for Aligning Sentences in Bilingual Corpora"): the
translation has a fixed number of characters for each of the source, give or take.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from i18n_pipeline.markdown.aligning.keys import agree
from i18n_pipeline.markdown.aligning.passage import Passage
from i18n_pipeline.markdown.writing.skeleton import Item

Words = Mapping[str, Sequence[tuple[str, float]]]
"""For each source word its translated words with their coefficients (0 to 1), best first."""
Marks = frozenset[Item]
"""Marks that two passages may share, each with its kind."""

SPREAD = 6.8
"""Variance of the translation's length for each character of the source (Gale and Church, section 3.2)."""
STRANGE = -8.0
"""Score of passages that cannot translate each other."""
SAME_KEY = 2.0
"""Score for two texts in entries with the same key."""
CHANGED = 0.7
"""Weight of a mark replaced by another of its kind, relative to a lost mark."""
SAME_ID = 3.0
"""Score for a heading that a translation names by the id of the source's heading."""
OTHER_ID = -3.0
"""Score for a heading that a translation names by the id of another heading of the source."""
LEAST_MARKS = -1.0
"""Score of links, code and numbers below which they speak against a pair: more than one is lost or added."""
LEAST_LENGTH = -2.5
"""Score of lengths below which they speak against a pair."""
FRONT_MATTER = ("front matter", "string")
"""How the kinds of front-matter values, and of strings outside pages, begin."""
ENTRIES = (("Item",), ("DefinitionListDefinition",))
"""Containers that a translation may merge with the next one in the same list, given as the end of a path."""
ORDINARY = frozenset({"paragraph", "list item", "quote", "footnote", "alert", "definition"})
"""Kinds of running text, which translators readily exchange."""


class Likeness:
    """Scores of pairs of passages of two pages."""

    def __init__(self, source: Sequence[Passage], target: Sequence[Passage], words: Words) -> None:
        self.words = words
        self.ratio = _ratio(source, target)
        self.ids = frozenset(passage.id for passage in source if passage.id)
        self.common: Counter[object] = Counter(
            mark for page in (source, target) for p in page for mark in (*p.items, *p.numbers, *p.names)
        )

    def of(self, source: Passage, target: Passage) -> float:
        """Score of a passage and a possible translation."""
        if (source.segment < 0) != (target.segment < 0):
            return STRANGE
        about_same = agree(source.key, target.key)
        if about_same is False:
            return STRANGE
        score = SAME_KEY * bool(about_same and source.segment >= 0)
        score += _kinds(source, target) + self._marks(source.items, target.items, 2.0, 1.0, 3.0)
        if target.has_own_id and source.id:
            score += self._ids(source.id, target.id)
        if source.segment < 0:
            return score
        if source.path != target.path:
            score -= 0.5
        score += self._marks(source.numbers, target.numbers, 1.5, 0.5, 2.5)
        score += min(2.5, sum(self._weight(name) for name in source.names & target.names))
        return score + self._length(source.length, target.length) + self._said(source, target)

    def evidence(self, source: Passage) -> Iterator[tuple[str, object]]:
        """Evidence to look for in a translation, apart from kind, path and length."""
        yield "text", source.text
        yield from _shown(source)
        yield from (("word", answer) for word in source.words for answer, _ in self.words.get(word, ()))

    def may_be(self, source: Passage, target: Passage) -> bool:
        """Whether nothing speaks against a pair for which nothing else may speak: keys, ids, marks, length."""
        if agree(source.key, target.key) is False or (target.has_own_id and self._ids(source.id, target.id) < 0):
            return False
        marks = self._marks(source.items, target.items, 2.0, 1.0, 3.0)
        marks += self._marks(source.numbers, target.numbers, 1.5, 0.5, 2.5)
        return marks >= LEAST_MARKS and self._length(source.length, target.length) >= LEAST_LENGTH

    def may_fit(self, source: Passage, target: Passage) -> bool:
        """Whether kinds and lengths allow the pair at all."""
        return source.kind == target.kind and self._length(source.length, target.length) > -1.0

    def _marks(self, source: Marks, target: Marks, found: float, lost: float, most: float) -> float:
        """Score of marks: shared ones count for a pair, rare ones more; at most `most` others count against it.

        A mark replaced by another of its kind counts less than one lost and one added.
        """
        if not source and not target:
            return 0.0
        shared = source & target
        score = min(6.0, found * sum(self._weight(mark) for mark in shared))
        if len(shared) == len(source) == len(target):
            return score
        gone, come = source - shared, target - shared
        changed = _of_one_kind(gone, come) if gone and come else 0
        return score - lost * min(most, len(gone) + len(come) - (2 - CHANGED) * changed)

    def _ids(self, source: str, target: str) -> float:
        """Score for the ids of two headings, the second written by the translation."""
        if source == target:
            return SAME_ID
        return OTHER_ID if target in self.ids else 0.0

    def _weight(self, mark: object) -> float:
        """Weight of a mark: 1 if each page has it once, less if more often."""
        return 2 / max(2, self.common[mark])

    def _length(self, source: int, target: int) -> float:
        expected = source * self.ratio
        deviation = (target - expected) / math.sqrt(SPREAD * (expected + target) / 2 + 20)
        return max(-4.0, 0.5 - deviation * deviation / 2)

    def _said(self, source: Passage, target: Passage) -> float:
        """Score for the share of source words whose translations occur."""
        if source.text == target.text:
            return 3.0
        rows = [row for word in source.words if (row := self.words.get(word))]
        if len(rows) < 2:
            return 0.0
        answered = sum(next((often for word, often in row if word in target.words), 0.0) for row in rows)
        return 8.0 * (answered / len(rows) - 0.25) * min(1.0, len(rows) / 6)


def shown(target: Passage) -> Iterator[tuple[str, object]]:
    """Evidence that a translated passage shows."""
    yield "text", target.text
    yield from _shown(target)
    yield from (("word", word) for word in target.words)


def _shown(passage: Passage) -> Iterator[tuple[str, object]]:
    marks = {"key": passage.key, "item": passage.items, "number": passage.numbers, "name": passage.names}
    yield from ((kind, mark) for kind, found in marks.items() for mark in found)


def _of_one_kind(gone: Marks, come: Marks) -> int:
    """Number of marks replaced by another of their kind."""
    return (Counter(check for check, _ in gone) & Counter(check for check, _ in come)).total()


def _kinds(source: Passage, target: Passage) -> float:
    if source.kind == target.kind:
        return 1.0 if source.level == target.level else 0.3
    if source.kind.startswith(FRONT_MATTER) or target.kind.startswith(FRONT_MATTER):
        return -12.0
    return -1.5 if {source.kind, target.kind} <= ORDINARY else -4.0


def _ratio(source: Iterable[Passage], target: Iterable[Passage]) -> float:
    """Characters of the translation for each character of the source; near 1.1 if there is little text."""
    before, after = sum(p.length for p in source), sum(p.length for p in target)
    return (after + 220) / (before + 200)


def joined(pair: tuple[Passage, Passage]) -> Passage | None:
    """Two neighbours joined to one passage; None unless both are running text of one kind in one container."""
    first, second = pair
    if first.kind not in ORDINARY or (first.kind, first.path, first.after) != (second.kind, second.path, second.after):
        return None
    if first.within != second.within and (first.path[-1:] not in ENTRIES or first.within[:-1] != second.within[:-1]):
        return None
    return replace(
        first,
        items=first.items | second.items,
        numbers=first.numbers | second.numbers,
        words=first.words | second.words,
        names=first.names | second.names,
        length=first.length + 1 + second.length,
        text=f"{first.text} {second.text}",
    )
