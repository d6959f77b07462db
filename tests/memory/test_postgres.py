"""A memory in PostgreSQL: passwords, connections, rights, and several at once."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import psycopg
import pytest

from i18n_pipeline.errors import OutsideError, SettingsError
from i18n_pipeline.memory.opening import open_memory
from i18n_pipeline.model import Unit

SECRET = "s3cr3t"  # noqa: S105 - looked for in errors
NOWHERE = "127.0.0.1:1"


@pytest.mark.parametrize(
    "address",
    [f"postgresql://me:{SECRET}@{NOWHERE}/x", f"postgres://{NOWHERE}/x?user=me&password={SECRET}"],
)
def test_an_address_with_a_password_is_refused_without_showing_it(address: str) -> None:
    with pytest.raises(SettingsError, match="PGPASSWORD") as caught:
        open_memory(address)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("address", [f"postgresql://me:{SECRET}%@{NOWHERE}/x", f"postgresql://me:{SECRET}@[::1/x"])
def test_an_address_that_cannot_be_read_is_not_shown(address: str) -> None:
    with pytest.raises(SettingsError, match="cannot be read") as caught:
        open_memory(address)
    assert SECRET not in str(caught.value)
    assert caught.value.__suppress_context__


def test_a_server_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", SECRET)
    with pytest.raises(OutsideError, match=r"PostgreSQL at 127\.0\.0\.1: .*Does the server run") as caught:
        open_memory(f"postgresql://me@{NOWHERE}/x")
    assert SECRET not in str(caught.value)


def test_without_psycopg_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    monkeypatch.delitem(sys.modules, "i18n_pipeline.memory.postgres", raising=False)
    monkeypatch.delattr("i18n_pipeline.memory.postgres", raising=False)

    with pytest.raises(SettingsError, match=r'pip install "i18n-pipeline\[postgres\]"'):
        open_memory(f"postgresql://{NOWHERE}/x")


def test_a_memory_in_a_file_needs_no_psycopg() -> None:
    code = (
        "import sys; from i18n_pipeline.memory.opening import open_memory as o; o(':memory:').close();"
        "sys.exit('psycopg' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_several_add_at_once(schema: str) -> None:
    def fill(part: int) -> None:
        for row in range(10):
            with open_memory(schema) as memory:
                memory.add([Unit(f"Text {row} of {part * (row % 2)}", "x", "nl")])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(fill, range(4)))
    with open_memory(schema) as memory:
        found = list(memory.units())
        assert len(found) == len(set(found)) == 25
        assert all(memory.near(f"{unit.source}!", "nl", limit=1)[0].unit == unit for unit in found)


def test_tables_of_another_version_are_refused(schema: str) -> None:
    open_memory(schema).close()
    with psycopg.connect(schema, autocommit=True) as connection:
        connection.execute("UPDATE i18n_memory SET version = version + 1")

    with pytest.raises(OutsideError, match="update i18n-pipeline"):
        open_memory(schema)


def test_a_user_who_may_make_no_tables_is_told_what_to_do(schema: str) -> None:
    role = f"reader_{uuid4().hex}"
    with psycopg.connect(schema, autocommit=True) as connection:
        connection.execute(
            f"CREATE ROLE {role}; GRANT USAGE ON SCHEMA {schema.rpartition('%3D')[2]} TO {role}".encode()
        )
        try:
            with pytest.raises(OutsideError, match=r"permission denied .* name the schema in the address"):
                open_memory(f"{schema}%20-crole%3D{role}")
        finally:
            connection.execute(f"DROP OWNED BY {role}; DROP ROLE {role}".encode())
