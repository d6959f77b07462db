"""Every kind of memory, each begun anew. PostgreSQL needs a database named by I18N_PIPELINE_TEST_POSTGRES."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from i18n_pipeline.memory.opening import open_memory
from i18n_pipeline.memory.searching import OpenMemory

SERVER = os.environ.get("I18N_PIPELINE_TEST_POSTGRES", "")


@pytest.fixture
def server() -> str:
    """The address of a PostgreSQL database for tests."""
    if not SERVER:
        pytest.skip("I18N_PIPELINE_TEST_POSTGRES names no database")
    return SERVER


@pytest.fixture
def schema(server: str) -> Iterator[str]:
    """The address of a schema that is there for one test."""
    name = f"test_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}".encode())
        try:
            yield f"{server}{'&' if '?' in server else '?'}options=-csearch_path%3D{name}"
        finally:
            connection.execute(f"DROP SCHEMA {name} CASCADE".encode())


@pytest.fixture(params=["file", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The name of a memory that is still empty."""
    if request.param == "file":
        return str(tmp_path / "memory.db")
    return str(request.getfixturevalue("schema"))


@pytest.fixture
def memory(database: str) -> Iterator[OpenMemory]:
    """A memory that is still empty."""
    with open_memory(database) as opened:
        yield opened
