"""A memory in a file: shared, killed, mistaken for something else."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from i18n_pipeline.errors import FileError, OutsideError
from i18n_pipeline.memory.database import VERSION
from i18n_pipeline.memory.opening import open_memory
from i18n_pipeline.memory.sqlite import _prepare
from i18n_pipeline.model import Unit

PROCESSES = 3
EACH = 10


def units(part: int, number: int) -> list[Unit]:
    """Half of them are the same in every part."""
    return [Unit(f"Text {row} of {part * (row % 2)}", f"Tekst {row}", "nl") for row in range(number)]


def fill(path: str, part: int) -> None:
    """In a child: open the memory at once with the others, add unit by unit."""
    for unit in units(part, EACH):
        with open_memory(path) as memory:
            memory.add([unit])


def test_processes_add_to_one_file_at_once(tmp_path: Path) -> None:
    path = str(tmp_path / "memory.db")
    context = multiprocessing.get_context("spawn")
    children = [context.Process(target=fill, args=(path, part)) for part in range(PROCESSES)]
    for child in children:
        child.start()
    for child in children:
        child.join()
    wanted = {unit for part in range(PROCESSES) for unit in units(part, EACH)}

    assert [child.exitcode for child in children] == [0] * PROCESSES
    with open_memory(path) as memory:
        assert wanted == set(memory.units())
        assert all(memory.near(f"{unit.source}!", "nl", limit=1)[0].unit == unit for unit in wanted)


def test_a_memory_that_another_process_creates_while_this_one_opens_it_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever it asks the new file after the first question, the other process was there before."""
    monkeypatch.setattr("i18n_pipeline.memory.sqlite.SECONDS_WAITED", 1)
    path, asked = str(tmp_path / "memory.db"), list[str]()

    def another(statement: str) -> None:
        asked.append(statement)
        if len(asked) == 2:
            open_memory(path).close()

    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.set_trace_callback(another)
        _prepare(connection, path)

    with open_memory(path) as memory:
        assert memory.add([Unit("Text", "Tekst", "nl")]) == 1


def add_without_end(path: str) -> None:
    """In a child: add groups of units, each all or nothing."""
    with open_memory(path) as memory:
        for part in range(1, 10_000):
            memory.add([Unit(f"Text {row} of {part}", str(part), "nl") for row in range(50)])


@pytest.mark.skipif(not hasattr(os, "fork") or sys.platform == "darwin", reason="a child is forked, to start at once")
def test_killed_at_any_moment_a_file_holds_all_of_an_addition_or_none(tmp_path: Path) -> None:
    path, random = str(tmp_path / "memory.db"), Random("killed")
    with open_memory(path) as memory:
        memory.add([Unit(f"Text {row} of 1", "1", "nl") for row in range(50)])
    for _ in range(12):
        child = multiprocessing.get_context("fork").Process(target=add_without_end, args=(path,))
        child.start()
        child.join(0.05 + random.random() / 10)
        assert child.pid is not None
        os.kill(child.pid, signal.SIGKILL)
        child.join()
        with open_memory(path) as memory:
            targets = [unit.target for unit in memory.units()]
            assert {50} >= {targets.count(target) for target in set(targets)}
            assert memory.add([]) == 0
    with open_memory(path) as memory:
        assert memory.near("Text 7 of 1!", "nl", limit=1)[0].unit.source == "Text 7 of 1"


@pytest.mark.parametrize("data", [b'msgid "a"\nmsgstr "b"\n' * 50, b"x"])
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "memory.db"
    path.write_bytes(data)

    with pytest.raises(FileError, match="not a translation memory"):
        open_memory(str(path))
    assert data == path.read_bytes()


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE unit (id)")
    before = path.read_bytes()

    with pytest.raises(FileError, match="not a translation memory"):
        open_memory(str(path))
    assert before == path.read_bytes()


def test_a_memory_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    open_memory(str(path)).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")

    with pytest.raises(FileError, match="update i18n-pipeline"):
        open_memory(str(path))


def test_a_file_in_no_folder_is_named_in_the_error(tmp_path: Path) -> None:
    with pytest.raises(OutsideError, match=r"nowhere.memory\.db: SQLite cannot use"):
        open_memory(str(tmp_path / "nowhere" / "memory.db"))


def test_a_file_that_lost_its_end_is_named_in_the_error(tmp_path: Path) -> None:
    path = tmp_path / "memory.db"
    with open_memory(str(path)) as memory:
        memory.add(units(1, 2000))
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 4096 // 2 * 4096)

    with pytest.raises(OutsideError, match=r"memory\.db: SQLite cannot use"), open_memory(str(path)) as memory:
        list(memory.units())
