"""Open a memory of either kind by its name."""

from __future__ import annotations

from i18n_pipeline.errors import SettingsError
from i18n_pipeline.memory import sqlite
from i18n_pipeline.memory.database import SERVERS
from i18n_pipeline.memory.searching import OpenMemory

IN_RAM = ":memory:"
"""Name of a memory in RAM, which is lost when closed."""


def open_memory(database: str) -> OpenMemory:
    """Open or create a memory: `postgresql://…` is a PostgreSQL database, anything else the path of a file.

    Raises SettingsError if psycopg is not installed or the address has a password, FileError if the file is not a
    memory, OutsideError if the database cannot be used.
    """
    if not database.startswith(SERVERS):
        return OpenMemory(sqlite.open_store(database))
    try:
        from i18n_pipeline.memory import postgres  # noqa: PLC0415 - an extra, which few install
    except ImportError as error:
        raise SettingsError("A memory in PostgreSQL needs psycopg", 'pip install "i18n-pipeline[postgres]"') from error
    return OpenMemory(postgres.open_store(database))
