"""Texts that stand alone opposite one of their kind, between neighbours that go together.

Nothing in such a text needs to say that it is the translation: there is no other place for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from i18n_pipeline.markdown.aligning.likeness import Likeness
from i18n_pipeline.markdown.aligning.passage import Passage

FEW = 4
"""Most texts left over on either page between two neighbours; among more, standing alone may be chance."""

Span = tuple[int, int]
"""A place on each page: just after a pair, or where one begins."""


def alone(
    pages: tuple[Sequence[Passage], Sequence[Passage]],
    steps: Iterable[tuple[Span, Span]],
    used: tuple[frozenset[int], frozenset[int]],
    likeness: Likeness,
) -> Iterator[Span]:
    """Pairs of positions of such texts.

    `steps` are the pairs in the order of both pages, each as the places where it begins and ends; `used` are the
    positions that have a partner.
    """
    before = (0, 0)
    for begin, end in (*steps, ((len(pages[0]), len(pages[1])), (0, 0))):
        ours, theirs = (
            [place for place in range(before[side], begin[side]) if place not in used[side]] for side in (0, 1)
        )
        yield from _between(pages, ours, theirs, likeness)
        before = end


def _between(
    pages: tuple[Sequence[Passage], Sequence[Passage]], ours: Sequence[int], theirs: Sequence[int], likeness: Likeness
) -> Iterator[Span]:
    left, right = (_by_kind(page, places) for page, places in zip(pages, (ours, theirs), strict=True))
    if max(sum(map(len, left.values())), sum(map(len, right.values()))) > FEW:
        return
    for kind, places in left.items():
        others = right.get(kind, ())
        if len(places) == len(others) == 1:
            source, target = pages[0][places[0]], pages[1][others[0]]
            if likeness.may_be(source, target):
                yield places[0], others[0]


def _by_kind(page: Sequence[Passage], places: Iterable[int]) -> dict[tuple[str, int], list[int]]:
    """The texts at some places by their kind, and headings by their level too."""
    found: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for place in places:
        if page[place].segment >= 0:
            found[page[place].kind, page[place].level].append(place)
    return found
