"""Find the revision of a source page that a translation was made from: the best-aligned revision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from i18n_pipeline.markdown.aligning.align import align
from i18n_pipeline.markdown.aligning.evidence import passages
from i18n_pipeline.markdown.aligning.passage import Passage
from i18n_pipeline.markdown.reading.segments import Page

T = TypeVar("T")

FEW = 4
"""Number of revisions aligned with the translation; a rough comparison of contents sorts out the others."""
TIE = 0.5
"""Revisions whose alignment scores differ by less are equally good."""


def best(states: Sequence[tuple[T, Page]], translation: Page, expected: T | None) -> T:
    """The revision, of those given newest first, that a translation was most probably made from.

    Among equally good revisions: the `expected` one, otherwise the newest.
    """
    said = passages(translation)
    read = [(state, passages(page)) for state, page in states]
    marks = _marks(said)
    ranked = sorted(range(len(read)), key=lambda place: (_unlike(marks, _marks(read[place][1])), place))
    chosen = {*ranked[:FEW], *(place for place, (state, _) in enumerate(read) if state == expected)}
    scores = {place: align(read[place][1], said, {}).score for place in chosen}
    equal = [read[place][0] for place in sorted(chosen) if scores[place] > max(scores.values()) - TIE]
    return expected if expected is not None and expected in equal else equal[0]


def _marks(page: Iterable[Passage]) -> Counter[Any]:
    """Count the marks of a page that no language changes."""
    marks: Counter[Any] = Counter()
    for passage in page:
        marks[passage.kind, passage.level, passage.path] += 1
        marks.update((*passage.items, *passage.numbers))
    return marks


def _unlike(one: Counter[Any], other: Counter[Any]) -> int:
    """Size of the difference between two counts."""
    return (one - other).total() + (other - one).total()
