"""A memory in a PostgreSQL database, for teams: the only module that knows psycopg.

It needs no extension and no rights but to make tables in one schema. The address may name that schema:
`postgresql://host/database?options=-csearch_path%3Dmemory`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from msgspec import Struct
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import tuple_row

from i18n_pipeline.digits import as_number
from i18n_pipeline.errors import OutsideError, SettingsError
from i18n_pipeline.memory.database import VERSION, PostingRow, TextRow, UnitRow
from i18n_pipeline.model import Unit

SECONDS_TO_CONNECT = 15
"""Seconds to wait for a connection, unless the address has `connect_timeout`."""

WRITERS = 0x6931386E
"""Number of the advisory lock held while writing or creating the tables."""


def open_store(dsn: str) -> Postgres:
    """Connect to a database and create missing tables.

    Raises SettingsError if the address is invalid or has a password, OutsideError if the database cannot be used.
    """
    given = _parameters(dsn)
    seconds = str(given.get("connect_timeout") or "")
    where = f"PostgreSQL at {given.get('host') or 'its default host'}"
    with _explained(where):
        connection = psycopg.connect(
            dsn,
            autocommit=True,
            client_encoding="utf8",
            connect_timeout=as_number(seconds) if seconds.isdecimal() else SECONDS_TO_CONNECT,
        )
        try:
            _prepare(connection, where)
        except BaseException:
            connection.close()
            raise
    return Postgres(where, connection)


class Postgres(Struct, frozen=True):
    """A `Store` in a PostgreSQL database."""

    where: str
    """Name of the server, for error messages."""
    connection: psycopg.Connection[tuple[Any, ...]]
    """The open connection; each query is one transaction, except inside `writing`."""

    @contextmanager
    def writing(self) -> Iterator[None]:
        """See `Store.writing`."""
        with _explained(self.where), self.connection.transaction():
            self.connection.execute("SELECT pg_advisory_xact_lock(%s)", (WRITERS,))
            yield

    def last_id(self) -> int:
        """See `Store.last_id`."""
        return int(self._rows("SELECT coalesce(max(id), 0) FROM i18n_memory_text")[0][0])

    def ids(self, digests: Sequence[bytes]) -> dict[bytes, int]:
        """See `Store.ids`."""
        query = "SELECT digest, id FROM i18n_memory_text WHERE digest = ANY(%s::bytea[])"
        return {row[0]: row[1] for row in self._rows(query, (list(digests),))}

    def insert_texts(self, rows: Iterable[TextRow]) -> None:
        """See `Store.insert_texts`."""
        self._insert(
            "INSERT INTO i18n_memory_text"
            " SELECT * FROM unnest(%s::bigint[], %s::bytea[], %s::text[], %s::text[], %s::int[], %s::text[])",
            rows,
        )

    def append_postings(self, rows: Iterable[PostingRow]) -> None:
        """See `Store.append_postings`."""
        self._insert(
            "INSERT INTO i18n_memory_posting AS known"
            " SELECT * FROM unnest(%s::bigint[], %s::int[], %s::int[], %s::bytea[])"
            " ON CONFLICT (feature, block) DO UPDATE"
            " SET size = known.size + excluded.size, ids = known.ids || excluded.ids",
            rows,
        )

    def upsert_units(self, rows: Sequence[UnitRow]) -> int:
        """See `Store.upsert_units`."""
        return self._insert(
            "INSERT INTO i18n_memory_unit AS known SELECT * FROM unnest(%s::bytea[], %s::bigint[], %s::text[],"
            " %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])"
            " ON CONFLICT (digest) DO UPDATE"
            " SET origin = excluded.origin, notes = excluded.notes, changed = excluded.changed"
            " WHERE (excluded.changed, excluded.notes, excluded.origin) > (known.changed, known.notes, known.origin)",
            rows,
        )

    def within(self, pair: tuple[str, str], lengths: tuple[int, int], most: int) -> list[int]:
        """See `Store.within`."""
        rows = self._rows(
            "SELECT id FROM i18n_memory_text"
            " WHERE locale = %s AND source_locale = %s AND length BETWEEN %s AND %s LIMIT %s",
            (*pair, *lengths, most),
        )
        return [row[0] for row in rows]

    def counts(self, features: Sequence[int]) -> dict[int, int]:
        """See `Store.counts`."""
        rows = self._rows(
            "SELECT feature, sum(size)::bigint FROM i18n_memory_posting"
            " WHERE feature = ANY(%s::bigint[]) GROUP BY feature",
            (list(features),),
        )
        return {row[0]: row[1] for row in rows}

    def postings(self, features: Sequence[int]) -> list[tuple[int, bytes]]:
        """See `Store.postings`."""
        rows = self._rows(
            "SELECT feature, ids FROM i18n_memory_posting WHERE feature = ANY(%s::bigint[]) ORDER BY feature, block",
            (list(features),),
        )
        return [(row[0], row[1]) for row in rows]

    def texts(self, ids: Sequence[int], pair: tuple[str, str], lengths: tuple[int, int]) -> list[tuple[int, str]]:
        """See `Store.texts`."""
        rows = self._rows(
            # MATERIALIZED keeps a server without statistics from scanning all texts of these lengths.
            "WITH found AS MATERIALIZED (SELECT * FROM i18n_memory_text WHERE id = ANY(%s::bigint[]))"
            " SELECT id, normal FROM found"
            " WHERE locale = %s AND source_locale = %s AND length BETWEEN %s AND %s",
            (list(ids), *pair, *lengths),
        )
        return [(row[0], row[1]) for row in rows]

    def units_of(self, text: int) -> list[Unit]:
        """See `Store.units_of`."""
        return [_unit(row) for row in self._rows(_UNITS + " WHERE text.id = %s", (text,))]

    def units(self, locale: str | None) -> Iterator[Unit]:
        """See `Store.units`."""
        with (
            _explained(self.where),
            self.connection.transaction(),
            self.connection.cursor("units", row_factory=tuple_row) as cursor,
        ):
            for row in cursor.execute(_UNITS + " WHERE %s::text IS NULL OR locale = %s" + _ORDER, (locale, locale)):
                yield _unit(row)

    def close(self) -> None:
        """See `Store.close`."""
        self.connection.close()

    def _rows(self, query: str, given: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with _explained(self.where):
            return self.connection.execute(query.encode(), given, binary=True).fetchall()

    def _insert(self, query: str, rows: Iterable[tuple[object, ...]]) -> int:
        """Send rows as one array for each column: as fast as COPY, but allows ON CONFLICT."""
        columns = [list(column) for column in zip(*rows, strict=True)]
        return self.connection.execute(query.encode(), columns).rowcount if columns else 0


_TABLES = """
CREATE TABLE i18n_memory (version int NOT NULL);
CREATE TABLE i18n_memory_text (
    id bigint PRIMARY KEY, digest bytea NOT NULL UNIQUE, locale text COLLATE "C" NOT NULL,
    source_locale text COLLATE "C" NOT NULL, length int NOT NULL, normal text COLLATE "C" NOT NULL);
CREATE INDEX i18n_memory_text_length ON i18n_memory_text (locale, source_locale, length);
CREATE TABLE i18n_memory_posting (
    feature bigint, block int, size int NOT NULL, ids bytea NOT NULL, PRIMARY KEY (feature, block));
ALTER TABLE i18n_memory_posting ALTER ids SET STORAGE EXTERNAL;
CREATE TABLE i18n_memory_unit (
    digest bytea PRIMARY KEY, text bigint NOT NULL, source text COLLATE "C" NOT NULL,
    target text COLLATE "C" NOT NULL, context text COLLATE "C", origin text COLLATE "C" NOT NULL,
    notes text COLLATE "C" NOT NULL, changed text COLLATE "C" NOT NULL);
CREATE INDEX i18n_memory_unit_text ON i18n_memory_unit (text);
"""
_OURS = "SELECT 1 FROM pg_tables WHERE tablename = 'i18n_memory' AND schemaname = ANY(current_schemas(false))"
_UNITS = (
    "SELECT source, target, locale, source_locale, context, origin, notes, changed"
    " FROM i18n_memory_unit AS unit JOIN i18n_memory_text AS text ON text.id = unit.text"
)
_ORDER = " ORDER BY locale, source_locale, source, context IS NOT NULL, context, target"


def _unit(row: Sequence[Any]) -> Unit:
    source, target, locale, source_locale, context, origin, notes, changed = row
    return Unit(source, target, locale, source_locale, context, origin, tuple(json.loads(notes)), changed)


def _parameters(dsn: str) -> dict[str, Any]:
    """Parse an address. Raises SettingsError for one with a password, which would end up in a settings file."""
    try:
        given = conninfo_to_dict(dsn)
    except psycopg.Error:
        # The message of psycopg may quote the address with its password.
        raise SettingsError(
            "The address of the PostgreSQL memory cannot be read", "write postgresql://user@host:port/database"
        ) from None
    if given.get("password") or given.get("sslpassword"):
        raise SettingsError(
            "The address of the PostgreSQL memory holds a password",
            "take it out, and give it in PGPASSWORD, in ~/.pgpass, or by a service of ~/.pg_service.conf",
        )
    return dict(given)


def _prepare(connection: psycopg.Connection[tuple[Any, ...]], where: str) -> None:
    """Create missing tables. Raises OutsideError for tables of another version."""
    if not connection.execute(_OURS).fetchone():
        with connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (WRITERS,))
            if not connection.execute(_OURS).fetchone():
                connection.execute(_TABLES.encode())
                connection.execute("INSERT INTO i18n_memory VALUES (%s)", (VERSION,))
    row = connection.execute("SELECT version FROM i18n_memory").fetchone()
    if row != (VERSION,):
        version = row[0] if row else "none"
        raise OutsideError(f"{where}: this memory is of version {version}, not {VERSION}", "update i18n-pipeline")


@contextmanager
def _explained(where: str) -> Iterator[None]:
    """Turn errors of psycopg into OutsideError, with the server and advice."""
    try:
        yield
    except psycopg.errors.InsufficientPrivilege as error:
        raise OutsideError(
            f"{where}: {error.diag.message_primary}",
            "let this user make tables in a schema, and name the schema in the address (?options=-csearch_path%3DNAME)",
        ) from error
    except psycopg.Error as error:
        problem = error.diag.message_primary or str(error).partition("\n")[0]
        raise OutsideError(
            f"{where}: {problem}",
            "Does the server run, may this user connect from here, is the password in PGPASSWORD or ~/.pgpass right?",
        ) from error
