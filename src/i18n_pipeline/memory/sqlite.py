"""A memory in a SQLite file, or in RAM (`:memory:`): the only module of memories that knows SQLite.

Several processes may use one file: readers never wait, writers wait for each other. A process that is killed while
writing leaves the file unchanged.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from msgspec import Struct

from i18n_pipeline.errors import FileError, OutsideError
from i18n_pipeline.memory.database import VERSION, PostingRow, TextRow, UnitRow
from i18n_pipeline.model import Unit

APPLICATION = 0x6931386E
"""The `application_id` of our SQLite files: "i18n" in ASCII."""

SECONDS_WAITED = 120
"""Seconds that a writer waits for another, enough to add some millions of units."""


def open_store(path: str) -> SQLite:
    """Open or create the file of a memory.

    Raises FileError if the file is not a memory or of another version, OutsideError if it cannot be used.
    """
    with suppress(OSError):
        # SQLite takes a file shorter than its header for an empty database, and overwrites it.
        if 0 < Path(path).stat().st_size < _HEADER:
            raise FileError(path, 0, *_NO_MEMORY)
    with _explained(path):
        connection = sqlite3.connect(path, timeout=SECONDS_WAITED, isolation_level=None)
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    return SQLite(path, connection)


class SQLite(Struct, frozen=True):
    """A `Store` in a SQLite file."""

    path: str
    """Path of the file, for error messages."""
    connection: sqlite3.Connection
    """The open connection."""

    @contextmanager
    def writing(self) -> Iterator[None]:
        """See `Store.writing`."""
        with _explained(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    def last_id(self) -> int:
        """See `Store.last_id`."""
        return int(self._rows("SELECT coalesce(max(id), 0) FROM text")[0][0])

    def ids(self, digests: Sequence[bytes]) -> dict[bytes, int]:
        """See `Store.ids`."""
        return dict(self._among("SELECT digest, id FROM text WHERE digest IN ({})", digests))

    def insert_texts(self, rows: Iterable[TextRow]) -> None:
        """See `Store.insert_texts`."""
        self.connection.executemany("INSERT INTO text VALUES (?, ?, ?, ?, ?, ?)", rows)

    def append_postings(self, rows: Iterable[PostingRow]) -> None:
        """See `Store.append_postings`."""
        self.connection.executemany(
            "INSERT INTO posting VALUES (?, ?, ?, ?) ON CONFLICT (feature, block) DO UPDATE"
            " SET size = size + excluded.size, ids = CAST(ids || excluded.ids AS BLOB)",
            rows,
        )

    def upsert_units(self, rows: Sequence[UnitRow]) -> int:
        """See `Store.upsert_units`."""
        done = self.connection.executemany(
            "INSERT INTO unit VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (digest) DO UPDATE"
            " SET origin = excluded.origin, notes = excluded.notes, changed = excluded.changed"
            " WHERE (excluded.changed, excluded.notes, excluded.origin) > (changed, notes, origin)",
            rows,
        )
        return max(0, done.rowcount)

    def within(self, pair: tuple[str, str], lengths: tuple[int, int], most: int) -> list[int]:
        """See `Store.within`."""
        rows = self._rows(
            "SELECT id FROM text WHERE locale = ? AND source_locale = ? AND length BETWEEN ? AND ? LIMIT ?",
            (*pair, *lengths, most),
        )
        return [row[0] for row in rows]

    def counts(self, features: Sequence[int]) -> dict[int, int]:
        """See `Store.counts`."""
        return dict(
            self._among("SELECT feature, sum(size) FROM posting WHERE feature IN ({}) GROUP BY feature", features)
        )

    def postings(self, features: Sequence[int]) -> list[tuple[int, bytes]]:
        """See `Store.postings`."""
        return self._among("SELECT feature, ids FROM posting WHERE feature IN ({}) ORDER BY feature, block", features)

    def texts(self, ids: Sequence[int], pair: tuple[str, str], lengths: tuple[int, int]) -> list[tuple[int, str]]:
        """See `Store.texts`."""
        # The + keeps SQLite from using the index on lengths, and scanning all texts of these lengths.
        return self._among(
            "SELECT id, normal FROM text"
            " WHERE id IN ({}) AND +locale = ? AND +source_locale = ? AND +length BETWEEN ? AND ?",
            ids,
            (*pair, *lengths),
        )

    def units_of(self, text: int) -> list[Unit]:
        """See `Store.units_of`."""
        return [_unit(row) for row in self._rows(f"{_UNITS} WHERE text.id = ?", (text,))]

    def units(self, locale: str | None) -> Iterator[Unit]:
        """See `Store.units`."""
        with _explained(self.path), closing(self.connection.cursor()) as cursor:
            query = f"{_UNITS} WHERE :locale IS NULL OR locale = :locale {_ORDER}"
            for row in cursor.execute(query, {"locale": locale}):
                yield _unit(row)

    def close(self) -> None:
        """See `Store.close`."""
        self.connection.close()

    def _rows(self, query: str, given: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with _explained(self.path):
            return self.connection.execute(query, given).fetchall()

    def _among(self, query: str, wanted: Sequence[object], given: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Run a query for _AT_A_TIME values at a time: SQLite allows 999 parameters in older versions."""
        rows: list[tuple[Any, ...]] = []
        for begin in range(0, len(wanted), _AT_A_TIME):
            part = wanted[begin : begin + _AT_A_TIME]
            rows += self._rows(query.format(", ".join("?" * len(part))), (*part, *given))
        return rows


_AT_A_TIME = 500
_STATE = """
SELECT (SELECT count(*) FROM sqlite_schema), application_id, user_version
FROM pragma_application_id, pragma_user_version
"""
"""One query, so that no other process can create the memory between its parts."""
_HEADER = 100
_TABLES = f"""
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS text (
    id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, locale TEXT NOT NULL, source_locale TEXT NOT NULL,
    length INTEGER NOT NULL, normal TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS text_length ON text (locale, source_locale, length);
CREATE TABLE IF NOT EXISTS posting (
    feature INTEGER, block INTEGER, size INTEGER NOT NULL, ids BLOB NOT NULL,
    PRIMARY KEY (feature, block)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS unit (
    digest BLOB NOT NULL UNIQUE, text INTEGER NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL,
    context TEXT, origin TEXT NOT NULL, notes TEXT NOT NULL, changed TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS unit_text ON unit (text);
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {VERSION};
COMMIT;
"""
_UNITS = (
    "SELECT source, target, locale, source_locale, context, origin, notes, changed"
    " FROM unit JOIN text ON text.id = unit.text"
)
_ORDER = "ORDER BY locale, source_locale, source, context IS NOT NULL, context, target"


def _unit(row: Sequence[Any]) -> Unit:
    source, target, locale, source_locale, context, origin, notes, changed = row
    return Unit(source, target, locale, source_locale, context, origin, tuple(json.loads(notes)), changed)


def _prepare(connection: sqlite3.Connection, path: str) -> None:
    """Create the tables of a new file. Raises FileError for a file that is not a memory of this version."""
    tables, application, version = connection.execute(_STATE).fetchone()
    if not application and not tables:
        connection.executescript(_TABLES)
    elif application != APPLICATION:
        raise FileError(path, 0, *_NO_MEMORY)
    elif version != VERSION:
        raise FileError(
            path, 0, f"this memory is of version {version}, and only {VERSION} is known", "update i18n-pipeline"
        )
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA synchronous = FULL")
    # With WAL, readers need not wait for a writer. If it cannot be set now, they wait.
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA journal_mode = WAL")


_NO_MEMORY = ("this is not a translation memory", "name another file, or a new file to create a memory")


@contextmanager
def _explained(path: str) -> Iterator[None]:
    """Turn errors of SQLite into OutsideError or FileError, with the file and advice."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise OutsideError(
            f"{path}: SQLite cannot use this memory ({error})",
            "Is its folder there, may it be written, is the disk full, is another process busy with it?",
        ) from error
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
            raise FileError(path, 0, *_NO_MEMORY) from error
        raise OutsideError(f"{path}: SQLite cannot use this memory ({error})", "bring back a copy of it") from error
