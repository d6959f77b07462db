"""Find the revision of a source page that a translation was made from: the best-aligned revision.

Bytes are compared first, by the marks that no language changes; the few revisions that may be it are aligned.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from i18n_pipeline.markdown.aligning.align import Alignment, align
from i18n_pipeline.markdown.aligning.evidence import passages
from i18n_pipeline.markdown.aligning.passage import Passage
from i18n_pipeline.markdown.reading.segments import Page

FEW = 3
"""Most revisions aligned with the translation, besides the one it states and the one of its day."""
NEAR = 1.25, 6
"""Factor and addend of the least difference in marks, up to which another revision may be the right one."""
TIE = 0.5
"""Revisions whose alignment scores differ by less are equally good."""
TRUE = 0.95
"""Share of the best score that the revision a page states needs to be believed."""
MARK = re.compile(
    rb"`[^`\n]+`|\]\([^)\s]+|[0-9]+|<[A-Za-z/][^>\n]*>"
    rb"|^[ \t>]*(?:#{1,6}[ \t]|[-*+][ \t]|```\S*|~~~\S*|\||:::\S*|\{\{[<%][^>%]*)",
    re.MULTILINE,
)
"""What no language changes: code, targets, numbers, tags, and the marks at the beginnings of lines."""


class Compared(Struct, frozen=True):
    """A revision of the source page, aligned with the translation."""

    page: Page
    """The page."""
    passages: list[Passage]
    """Its passages."""
    alignment: Alignment
    """Their alignment, made without known words."""


class Best(Struct, frozen=True):
    """The revision a translation was made from."""

    place: int
    """Its position among the revisions."""
    compared: Compared
    """The revision, aligned."""
    doubted: bool = False
    """Whether the translation states another one, with which it goes clearly worse."""


def best(
    revisions: Sequence[bytes],
    translation: tuple[bytes, Sequence[Passage]],
    read: Callable[[int], Page],
    expected: int | None,
    stated: int | None,
) -> Best:
    """The revision, of those given newest first, that a translation was most probably made from.

    `read` parses a revision. The `stated` one is believed unless another is clearly better; among equally good ones
    the `expected` one counts, otherwise the newest.
    """
    chosen = _candidates(revisions, translation[0], expected, stated)
    compared = {place: _compared(read(place), translation[1]) for place in chosen}
    scores = {place: one.alignment.score for place, one in compared.items()}
    most = max(scores.values())
    if stated is not None and scores[stated] >= most - (1 - TRUE) * abs(most) - TIE:
        return Best(stated, compared[stated])
    equal = [place for place in sorted(scores) if scores[place] > most - TIE]
    place = expected if expected is not None and expected in equal else equal[0]
    return Best(place, compared[place], doubted=stated is not None)


def _compared(page: Page, said: Sequence[Passage]) -> Compared:
    found = passages(page)
    return Compared(page, found, align(found, said, {}))


def _candidates(revisions: Sequence[bytes], translation: bytes, expected: int | None, stated: int | None) -> set[int]:
    """The revisions to align."""
    wanted = _marks(translation)
    unlike: dict[frozenset[tuple[bytes, int]], int] = {}
    groups: dict[frozenset[tuple[bytes, int]], list[int]] = {}
    for place, data in enumerate(revisions):
        marks = _marks(data)
        key = frozenset(marks.items())
        groups.setdefault(key, []).append(place)
        unlike.setdefault(key, _unlike(wanted, marks))
    ranked = sorted(groups, key=lambda key: (unlike[key], groups[key][0]))
    limit = NEAR[0] * unlike[ranked[0]] + NEAR[1]
    near = [key for key in ranked if unlike[key] <= limit]
    if stated is not None and any(stated in groups[key] for key in near):
        near = [key for key in ranked[:1] if stated not in groups[key]]  # is anything clearly better?
        return {stated, *(_one_of(groups[key], expected) for key in near)}
    chosen = {_one_of(groups[key], expected) for key in near[:FEW]}
    if expected is not None and any(expected in groups[key] for key in near):
        chosen.add(expected)
    return chosen | ({stated} if stated is not None else set())


def _one_of(group: Sequence[int], expected: int | None) -> int:
    """The expected one of revisions with the same marks, otherwise the newest."""
    return expected if expected is not None and expected in group else group[0]


def _marks(page: bytes) -> Counter[bytes]:
    """Count the marks of a page that no language changes."""
    return Counter(b"".join(mark.split()) for mark in MARK.findall(page))


def _unlike(one: Mapping[bytes, int], other: Mapping[bytes, int]) -> int:
    """Size of the difference between two counts."""
    return sum(abs(one.get(mark, 0) - other.get(mark, 0)) for mark in {*one, *other})
