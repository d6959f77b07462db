"""Table rows as one passage each, for alignment: the code, links and numbers of a row speak for all its cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.markdown.aligning.passage import Passage

ROWS = frozenset({"TableHead", "TableRow"})
"""Containers that are rows."""
SHORT = 3
"""A cell with at most this many words may be a name, which a translation leaves as it is."""

Places: TypeAlias = tuple[int, ...]
"""Positions of passages on a page."""


class Folded(Struct, frozen=True):
    """A page on which each table row is one passage."""

    passages: list[Passage]
    """The passages: rows, and everything that is in no row."""
    places: list[Places]
    """For each of these, the passages of the page it was folded from."""


def folded(page: Sequence[Passage], start: int) -> Folded:
    """Fold the cells of each row into one passage; the passages before `start` are left out."""
    passages: list[Passage] = []
    places: list[Places] = []
    for _, group in groupby(range(start, len(page)), key=lambda place: row_of(page[place]) or place):
        cells = tuple(group)
        is_row = row_of(page[cells[0]]) is not None
        passages.append(_one([page[place] for place in cells], "table row") if is_row else page[cells[0]])
        places.append(cells)
    return Folded(passages, places)


def row_of(passage: Passage) -> Places | None:
    """Identifies a cell's row on its page; None if the passage is no cell."""
    depth = next((depth for depth, name in enumerate(passage.path) if name in ROWS), None)
    return None if depth is None else passage.within[: depth + 1]


def table_of(passage: Passage) -> Places:
    """Identifies a cell's table on its page."""
    return (row_of(passage) or ())[:-1]


def column_of(passage: Passage) -> int:
    """The number of a cell in its row; 0 for text in an HTML row outside its cells."""
    return next(iter(passage.within[len(row_of(passage) or ()) :]), 0)


def columns(page: Sequence[Passage], rows: Iterable[Places]) -> dict[int, Passage]:
    """Each column of some rows of a table as one passage, by its number."""
    found = _by_column(page, [place for places in rows for place in places])
    return {number: _one([page[place] for place in found[number]], "table column") for number in sorted(found)}


def cells(
    pages: tuple[Sequence[Passage], Sequence[Passage]], rows: tuple[Places, Places], answers: Mapping[int, int]
) -> Iterator[tuple[Places, Places]]:
    """Pairs of cells of two rows; `answers` maps columns of the source to columns of the translation."""
    ours, theirs = (_by_column(page, places) for page, places in zip(pages, rows, strict=True))
    for number, found in ours.items():
        others = theirs.get(answers.get(number, -1), [])
        if len(found) == len(others):
            for i, j in zip(found, others, strict=True):
                if (pages[0][i].segment < 0) == (pages[1][j].segment < 0):
                    yield (i,), (j,)


def _by_column(page: Sequence[Passage], places: Iterable[int]) -> dict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for place in places:
        found[column_of(page[place])].append(place)
    return found


def _one(cells: Sequence[Passage], kind: str) -> Passage:
    """Cells as one passage."""
    first = cells[0]
    if kind == "table row" and "TableHead" in first.path:
        kind = "table head"
    names = frozenset[str]().union(*(cell.names for cell in cells), *(_name(cell) for cell in cells))
    return replace(
        first,
        segment=max(cell.segment for cell in cells),
        kind=kind,
        level=column_of(cells[-1]) if kind != "table column" else 0,
        path=first.path[: len(row_of(first) or ())],
        items=frozenset().union(*(cell.items for cell in cells)),
        numbers=frozenset().union(*(cell.numbers for cell in cells)),
        words=frozenset[str]().union(*(cell.words for cell in cells)),
        names=names,
        key=frozenset() if kind == "table column" else first.key,
        length=sum(cell.length for cell in cells),
        text=" | ".join(cell.text for cell in cells),
    )


def _name(cell: Passage) -> tuple[str, ...]:
    """The text of a cell that may be a name."""
    return (cell.text.casefold(),) if cell.segment >= 0 and len(cell.words) <= SHORT else ()
