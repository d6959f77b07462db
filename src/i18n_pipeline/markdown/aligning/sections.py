"""A heading goes with what follows it: texts that moved take their heading along.

A list of sections that each language sorts in its own way pairs its headings by position, and the texts below them by
what they say. Where the two disagree, the texts are right, unless the headings themselves say more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence

from i18n_pipeline.markdown.aligning.passage import Passage

Place = tuple[int, int]
"""Positions of two passages that go together: on the source page, on the translated page."""


def corrected(
    pages: tuple[Sequence[Passage], Sequence[Passage]],
    headings: Iterable[Place],
    below: Iterable[Place],
    score: Callable[[Place], float],
    known: float,
) -> tuple[frozenset[Place], frozenset[Place]]:
    """Pairs of headings to drop, and pairs to add.

    `headings` are the pairs of headings found so far, `below` all other pairs. A pair with a `score` of at least
    `known` has more evidence than its place.
    """
    above = tuple(map(_above, pages))
    votes = Counter((above[0][i], above[1][j]) for i, j in below if score((i, j)) >= known)
    best = _best(votes)
    found = frozenset(headings)
    dropped = frozenset(one for one in found if not votes[one] and _is_denied(one, votes, score, known))
    used = ({i for i, _ in found - dropped}, {j for _, j in found - dropped})
    said = tuple(_texts(page, above[side], used[side]) for side, page in enumerate(pages))
    added = frozenset(
        (i, j)
        for i, j in best
        if i >= 0 and j >= 0 and i not in used[0] and j not in used[1] and _may_go(pages[0][i], pages[1][j], said)
    )
    return dropped, added


def _texts(page: Sequence[Passage], above: Iterable[int], used: Collection[int]) -> frozenset[str]:
    """The texts of the headings without a partner."""
    return frozenset(page[place].text for place in {*above} if place >= 0 and place not in used)


def _above(page: Sequence[Passage]) -> list[int]:
    """For each passage the position of the last heading before it; -1 if there is none."""
    found, last = [], -1
    for place, passage in enumerate(page):
        last = place if "Heading" in passage.path else last
        found.append(last)
    return found


def _best(votes: Counter[Place]) -> list[Place]:
    """The pairs of headings that are each other's only best choice."""
    rows: tuple[defaultdict[int, list[int]], ...] = (defaultdict(list), defaultdict(list))
    for pair, number in votes.items():
        for side in (0, 1):
            rows[side][pair[side]].append(number)
    return [
        pair
        for pair, number in votes.items()
        if all(number == max(rows[side][pair[side]]) and rows[side][pair[side]].count(number) == 1 for side in (0, 1))
    ]


def _is_denied(pair: Place, votes: Counter[Place], score: Callable[[Place], float], known: float) -> bool:
    """Whether the texts below both headings, or all those below one, go with texts below others.

    Those do not count that are below headings which go together less than these by what they say.
    """
    others = [
        (one, other)
        for (one, other), number in votes.items()
        if number and (one == pair[0]) != (other == pair[1]) and one >= 0 and other >= 0
    ]
    said = score(pair) if others else known
    return any(said < known or score(other) >= said for other in others)


def _may_go(one: Passage, other: Passage, said: tuple[frozenset[str], ...]) -> bool:
    """Whether two headings are alike, and no other heading without a partner, of those said, is what one of them is."""
    if one.level != other.level or (one.segment < 0) != (other.segment < 0):
        return False
    return one.text == other.text or (other.text not in said[0] and one.text not in said[1])
