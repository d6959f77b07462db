"""Passages that moved: those left over that are by far each other's best partner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest

from i18n_pipeline.markdown.aligning.best_path import MARGIN, NEVER, STRONG
from i18n_pipeline.markdown.aligning.likeness import Likeness, shown
from i18n_pipeline.markdown.aligning.passage import Passage

FEW = 60
"""Leftover passages up to which each is compared with each; beyond that, only those that share evidence."""
UNSEEN = 1.5
"""Highest score of two passages that share nothing but kind and length."""


def moved(
    pages: tuple[Sequence[Passage], Sequence[Passage]], left: tuple[Sequence[int], Sequence[int]], likeness: Likeness
) -> Iterator[tuple[int, int]]:
    """Pairs of positions, of those left over."""
    source, target = pages
    texts = [i for i in left[0] if source[i].segment >= 0]
    scores = {
        (i, j): likeness.of(source[i], target[j])
        for i, partners in _partners(pages, (texts, left[1]), likeness).items()
        for j in partners
    }
    rows, columns = _best_two(scores, 0), _best_two(scores, 1)
    unseen = NEVER if len(scores) == len(texts) * len(left[1]) else UNSEEN
    for (i, j), score in scores.items():
        others = (best[1] if best[0] == score else best[0] for best in (rows[i], columns[j]) if len(best) > 1)
        if score >= STRONG and score - max(unseen, *others, NEVER) >= 2 * MARGIN:
            yield i, j


def _partners(
    pages: tuple[Sequence[Passage], Sequence[Passage]], left: tuple[Sequence[int], Sequence[int]], likeness: Likeness
) -> dict[int, Iterable[int]]:
    """Possible partners of each source passage: all, if few are left over; otherwise those that share evidence.

    The rarest evidence is used first, and the number of partners is limited.
    """
    if len(left[1]) <= FEW:
        return dict.fromkeys(left[0], left[1])
    index: defaultdict[object, list[int]] = defaultdict(list)
    for j in left[1]:
        for mark in dict.fromkeys(shown(pages[1][j])):
            index[mark].append(j)
    partners: dict[int, Iterable[int]] = {}
    for i in left[0]:
        marks = dict.fromkeys(likeness.evidence(pages[0][i]))
        found: dict[int, None] = {}
        for places in sorted((index[mark] for mark in marks if mark in index), key=len):
            found |= dict.fromkeys(places[: FEW - len(found)])
        partners[i] = found
    return partners


def _best_two(scores: Mapping[tuple[int, int], float], side: int) -> dict[int, list[float]]:
    """The two best scores of each passage of one side, best first."""
    found: defaultdict[int, list[float]] = defaultdict(list)
    for pair, score in scores.items():
        found[pair[side]].append(score)
    return {place: nlargest(2, best) for place, best in found.items()}
