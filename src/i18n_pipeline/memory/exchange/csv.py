"""CSV (RFC 4180) in UTF-8, with a first row of column names. No text becomes a formula in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from i18n_pipeline.catalogue import csv_table
from i18n_pipeline.errors import FileError
from i18n_pipeline.memory.exchange.fields import NOT_IN_TEXT, lines, stamp
from i18n_pipeline.model import Unit

UNHOLDABLE = NOT_IN_TEXT
"""Characters that this format cannot hold."""

COLUMNS = ("source", "target", "context", "notes", "origin", "changed")
"""The columns written. Files to read need `source` and `target`; a column `fuzzy` marks rows to skip."""

_FUZZY = frozenset({"1", "x", "true", "yes", "fuzzy"})


def read(file: Path, *, locale: str, source_locale: str) -> Iterator[Unit]:
    """The units of a file with commas, semicolons or tabs between columns. Raises FileError and OSError."""
    with file.open("rb") as data:
        rows = csv_table.rows(data, str(file))
        line, head = next(rows, (1, []))
        names = [name.strip().lower() for name in head]
        if not {"source", "target"} <= {*names}:
            advice = "name the columns in the first line"
            raise FileError(str(file), line, "no columns `source` and `target`", advice)
        for _, cells in rows:
            if cells:
                found = dict.fromkeys(names, "") | dict(zip(names, cells, strict=False))
                yield from _units(found, locale, source_locale)


def write(out: BinaryIO, units: Iterable[Unit], *, locale: str, source_locale: str) -> int:
    """Write a table of the units, without their languages, and return their number."""
    del locale, source_locale
    text = TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    count = csv_table.write(text, chain([COLUMNS], map(_cells, units)))
    text.detach()
    return count - 1


def _cells(unit: Unit) -> tuple[str, ...]:
    return unit.source, unit.target, unit.context or "", "\n".join(unit.notes), unit.origin, unit.changed


def _units(row: dict[str, str], locale: str, source_locale: str) -> Iterator[Unit]:
    """The unit of a row, if it has a translation that is not fuzzy."""
    cell = {name: csv_table.unguarded(text) for name, text in row.items()}
    if cell["source"] and cell["target"] and cell.get("fuzzy", "").lower() not in _FUZZY:
        context, origin = cell.get("context") or None, cell.get("origin", "")
        notes, changed = lines(cell.get("notes", "")), stamp(cell.get("changed"))
        yield Unit(cell["source"], cell["target"], locale, source_locale, context, origin, notes, changed)
