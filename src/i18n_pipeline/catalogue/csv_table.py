"""CSV tables (RFC 4180): read as spreadsheets save them, with any column separator, and written without formulas.

Read with Python's own csv: a library that guesses quotes and escapes from a sample misreads texts full of both.
"""

from __future__ import annotations

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator
from contextlib import suppress
from io import TextIOWrapper
from typing import BinaryIO, TextIO, TypeAlias

from i18n_pipeline.errors import FileError
from i18n_pipeline.plain_text import beginning

NumberedRow: TypeAlias = tuple[int, list[str]]
"""The first line of a row, counted from 1, and its cells."""

SEPARATORS = ",;\t"
"""Known column separators. Spreadsheets write semicolons where the comma is a decimal sign."""
QUOTED = re.compile(r'"[^"]*"')
EXCEL = re.compile(r"\s*sep=(.)\s*", re.IGNORECASE)
"""A first line that tells Excel the column separator."""
_FORMULA = r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
"""The start of a cell that spreadsheets take for a formula, also in full-width signs (OWASP, "CSV Injection")."""
_RISKY = re.compile(_FORMULA)
_GUARDED = re.compile(f"'{_FORMULA}")
SAVE = (
    "save the table as “CSV UTF-8” in your spreadsheet, or turn it into UTF-8 with "
    "`iconv -f WINDOWS-1252 -t UTF-8` (or -f with the character set that it has)"
)


def rows(file: BinaryIO, path: str) -> Iterator[NumberedRow]:
    """The rows of a table in UTF-8, or UTF-16 with byte-order mark; `path` is for messages. Raises FileError."""
    text = TextIOWrapper(file, encoding=_encoding(file, path), newline="")
    begun = 1
    try:
        head = text.readline()
        told = EXCEL.fullmatch(head)
        text.seek(0)
        table = csv.reader(text, delimiter=told[1] if told else _separator(head), strict=True)
        for place, cells in enumerate(table):
            if not (told and place == 0):
                yield begun, cells
            begun = table.line_num + 1
    except csv.Error as error:
        problem = f"no CSV (comma-separated values): {beginning(str(error))}"
        raise FileError(path, begun, problem, "save the table as CSV again") from error
    except UnicodeDecodeError as error:
        raise _undecoded(file, path, begun, error) from error
    finally:
        with suppress(ValueError):  # a caller that stopped early has closed the file
            text.detach()


def write(out: TextIO, table: Iterable[Iterable[str | float]], *, line_end: str = "\r\n") -> int:
    """Write rows of texts and figures separated by commas, and return their number. No text acts as a formula."""
    writer = csv.writer(out, lineterminator=line_end)
    count = 0
    for count, cells in enumerate(table, 1):  # noqa: B007 - the last one is the answer
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in cells])
    return count


def guarded(cell: str) -> str:
    """A cell with an apostrophe before a start that spreadsheets take for a formula.

    A cell that has apostrophes before such a start gets one more, so that `unguarded` restores the text.
    """
    return f"'{cell}" if _RISKY.match(cell) else cell


def unguarded(cell: str) -> str:
    """The text of a cell, without the apostrophe of `guarded`."""
    return cell[1:] if _GUARDED.match(cell) else cell


def _encoding(file: BinaryIO, path: str) -> str:
    head = file.read(4)
    file.seek(0)
    if head.startswith(BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in head[:2]:
        raise FileError(path, 1, "not UTF-8, for it holds NUL bytes", SAVE)
    return "utf-8"


def _separator(head: str) -> str:
    return max(SEPARATORS, key=QUOTED.sub("", head).count)


def _undecoded(file: BinaryIO, path: str, begun: int, error: UnicodeDecodeError) -> FileError:
    """The error for a table that cannot be decoded, with its line."""
    if error.encoding != "utf-8":
        return FileError(path, begun, f"not UTF-16 as its first bytes say ({error.reason})", SAVE)
    file.seek(0)
    for number, line in enumerate(file, 1):
        try:
            line.decode()
        except UnicodeDecodeError as found:
            return FileError(path, number, f"not UTF-8 (byte 0x{line[found.start]:02X})", SAVE)
    return FileError(path, begun, f"not UTF-8 ({error.reason})", SAVE)
