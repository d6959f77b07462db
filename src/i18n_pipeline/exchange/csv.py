"""CSV as RFC 4180 has it, in UTF-8, with a row of column names. Opened in a spreadsheet, no text becomes a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from i18n_pipeline.catalogue import table
from i18n_pipeline.errors import FileError
from i18n_pipeline.exchange.fields import NOT_IN_TEXT, lines, stamp
from i18n_pipeline.model import Unit

UNHOLDABLE = NOT_IN_TEXT
"""Characters that units must not have here."""

COLUMNS = ("source", "target", "context", "notes", "origin", "changed")
"""What is written; `source` and `target` must be there when a file is read, and `fuzzy` marks rows to pass over."""

_RISKY = re.compile(r"'*[=+\-@\t\r\n]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n]")
_FUZZY = frozenset({"1", "x", "true", "yes", "fuzzy"})


def read(file: Path, *, locale: str, source_locale: str) -> Iterator[Unit]:
    """The units of a file; columns may be parted by commas, semicolons or tabs. Raises FileError and OSError."""
    with file.open("rb") as data:
        rows = table.rows(data, str(file))
        line, head = next(rows, (1, []))
        names = [name.strip().lower() for name in head]
        if not {"source", "target"} <= {*names}:
            problem = "no columns `source` and `target`; name the columns in the first line"
            raise FileError(str(file), line, problem)
        for _, cells in rows:
            if cells:
                found = dict.fromkeys(names, "") | dict(zip(names, cells, strict=False))
                yield from _units(found, locale, source_locale)


def write(out: BinaryIO, units: Iterable[Unit], *, locale: str, source_locale: str) -> int:
    """Write a table of the units; it does not say in which languages they are."""
    del locale, source_locale
    text = TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    count = 0
    for count, unit in enumerate(units, 1):  # noqa: B007 - the last one is the answer
        cells = (unit.source, unit.target, unit.context or "", "\n".join(unit.notes), unit.origin, unit.changed)
        writer.writerow(map(guarded, cells))
    text.detach()
    return count


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before what would begin one (OWASP, CSV Injection).

    A cell that begins with apostrophes and such a mark gets one more, so that `unguarded` always gives the text back.
    """
    return f"'{cell}" if _RISKY.match(cell) else cell


def unguarded(cell: str) -> str:
    """The text of a cell."""
    return cell[1:] if _GUARDED.match(cell) else cell


def _units(row: dict[str, str], locale: str, source_locale: str) -> Iterator[Unit]:
    """The unit of a row, if it is finished."""
    cell = {name: unguarded(text) for name, text in row.items()}
    if cell["source"] and cell["target"] and cell.get("fuzzy", "").lower() not in _FUZZY:
        context, origin = cell.get("context") or None, cell.get("origin", "")
        notes, changed = lines(cell.get("notes", "")), stamp(cell.get("changed"))
        yield Unit(cell["source"], cell["target"], locale, source_locale, context, origin, notes, changed)
