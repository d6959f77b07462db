"""CSV as RFC 4180 has it, in UTF-8, with a row of column names. Opened in a spreadsheet, no text becomes a formula.

Read with Python's own csv: a library that guesses quotes and escapes from a sample misreads texts full of both.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

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
    with file.open(encoding="utf-8-sig", newline="") as text:
        begun = 1
        try:
            head = text.readline()
            text.seek(0)
            table = csv.DictReader(text, delimiter=max(",;\t", key=head.count), strict=True, restval="")
            table.fieldnames = [name.strip().lower() for name in table.fieldnames or ()]
            if not {"source", "target"} <= {*table.fieldnames}:
                problem = "no columns `source` and `target`; name the columns in the first line"
                raise FileError(str(file), 1, problem)
            begun = table.line_num + 1
            for row in table:
                yield from _units(row, locale, source_locale)
                begun = table.line_num + 1
        except csv.Error as error:
            raise FileError(str(file), begun, f"no CSV: {error}; save the table as CSV again") from error
        except UnicodeDecodeError as error:
            raise FileError(str(file), begun, f"not UTF-8 ({error.reason}); save the table as UTF-8") from error


def write(out: BinaryIO, units: Iterable[Unit], *, locale: str, source_locale: str) -> int:
    """Write a table of the units; it does not say in which languages they are."""
    del locale, source_locale
    text = TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    table = csv.writer(text)
    table.writerow(COLUMNS)
    count = 0
    for count, unit in enumerate(units, 1):  # noqa: B007 - the last one is the answer
        cells = (unit.source, unit.target, unit.context or "", "\n".join(unit.notes), unit.origin, unit.changed)
        table.writerow(map(guarded, cells))
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
    cell = {name: unguarded(text) for name, text in row.items() if isinstance(text, str)}
    if cell["source"] and cell["target"] and cell.get("fuzzy", "").lower() not in _FUZZY:
        context, origin = cell.get("context") or None, cell.get("origin", "")
        notes, changed = lines(cell.get("notes", "")), stamp(cell.get("changed"))
        yield Unit(cell["source"], cell["target"], locale, source_locale, context, origin, notes, changed)
