"""Which kind of memory a name means."""

from __future__ import annotations

from i18n_pipeline.catalogue.memory import sqlite
from i18n_pipeline.catalogue.memory.searching import Memory
from i18n_pipeline.catalogue.memory.store import SERVERS
from i18n_pipeline.errors import SettingsError

IN_RAM = ":memory:"
"""Names a memory that is gone when it is closed."""


def open_memory(database: str) -> Memory:
    """Open a memory, or make it: `postgresql://…` is a PostgreSQL database, anything else the path of a file.

    SettingsError if psycopg is not installed or the address holds a password; FileError if the file is something else;
    OutsideError if the database cannot be reached or used.
    """
    if not database.startswith(SERVERS):
        return Memory(sqlite.open_store(database))
    try:
        from i18n_pipeline.catalogue.memory import postgres  # noqa: PLC0415 - an extra, which few install
    except ImportError as error:
        raise SettingsError('A memory in PostgreSQL needs psycopg: pip install "i18n-pipeline[postgres]"') from error
    return Memory(postgres.open_store(database))
