"""A text table that fits a terminal: names left-aligned and folded as needed; figures right-aligned, never folded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len, chop_cells

WIDTH = 100
"""Longest line, terminal columns."""
GAP = "  "
ISOLATE, END = "\u2068", "\u2069"
"""Zero-width marks that isolate the direction of a text from its surroundings."""
LEAST = 8
"""Smallest width of a column of names, terminal columns."""
PART = re.compile(r"[^ /]*[ /]|[^ /]+")
"""An unbreakable part of a name."""


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], names: int) -> str:
    """The lines of a table: head, rule and rows, aligned by terminal columns.

    `names`: number of columns with names, from the left. Heads and figures may have several lines.
    """
    widths = [max(_width(cell) for cell in column) for column in zip(heads, *rows, strict=True)]
    _narrow(widths, names)
    rule = "─" * (sum(widths) + len(GAP) * (len(widths) - 1))
    lines = [*_head(heads, widths, names), rule]
    for row in rows:
        lines += _row(row, widths, names)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def fold(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns, broken at blanks and after slashes if possible.

    An isolated text is isolated on each line, since a terminal orders each line separately.
    """
    if cell_len(text) <= width:
        return [text]
    lines = [""]
    for part in PART.findall(text):
        if lines[-1] and cell_len((lines[-1] + part).rstrip()) > width:
            lines.append("")
        lines[-1:] = chop_cells((lines[-1] + part).rstrip(), width) if cell_len(part) > width else [lines[-1] + part]
    return list(_isolated(line.rstrip() for line in lines))


def _isolated(lines: Iterable[str]) -> Iterator[str]:
    within = False
    for line in lines:
        begun = f"{ISOLATE}{line}" if within else line
        within = begun.count(ISOLATE) > begun.count(END)
        yield f"{begun}{END}" if within else begun


def _width(cell: str) -> int:
    return max(map(cell_len, cell.split("\n")))


def _narrow(widths: list[int], names: int) -> None:
    """Narrow the widest columns of names until the table fits."""
    excess = sum(widths) + len(GAP) * (len(widths) - 1) - WIDTH
    while excess > 0:
        widest = max(range(names), key=lambda at: widths[at])
        if widths[widest] <= LEAST:
            return
        widths[widest] -= 1
        excess -= 1


def _head(heads: Sequence[str], widths: list[int], names: int) -> Iterator[str]:
    height = max(head.count("\n") for head in heads)
    lines = [("\n" * (height - head.count("\n")) + head).split("\n") for head in heads]
    return (_line(cells, widths, names) for cells in zip(*lines, strict=True))


def _row(row: Sequence[str], widths: list[int], names: int) -> Iterator[str]:
    folded = [fold(cell, width) for cell, width in zip(row[:names], widths, strict=False)]
    columns = (*folded, *(cell.split("\n") for cell in row[names:]))
    return (_line(cells, widths, names) for cells in zip_longest(*columns, fillvalue=""))


def _line(cells: Sequence[str], widths: list[int], names: int) -> str:
    padded = []
    for at, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        blanks = " " * (width - cell_len(cell))
        padded.append(cell + blanks if at < names else blanks + cell)
    return GAP.join(padded)
