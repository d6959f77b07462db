"""A cache of texts on disk: paid answers of engines, and figures that are slow to compute."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any, Self

from i18n_pipeline.errors import OutsideError
from i18n_pipeline.project import atomic_write, disk

FOLDER = ".i18n-cache"
"""Folder of the cache in a project, ignored by git. Deleting it loses no work of people, only time and money."""
WAIT = 60.0
"""Seconds to wait while another process writes."""
MOST = 500
"""Most keys in one query; SQLite limits the parameters of a query."""


def key(*parts: Any) -> bytes:
    """The cache key for JSON values: their SHA-256 digest."""
    return sha256(json.dumps(parts, ensure_ascii=False).encode()).digest()


class Cache:
    """A file of texts by key, for several processes and threads at once. Methods raise OutsideError.

    Closed by `close`, or at the end of a `with` block.
    """

    def __init__(self, root: Path, name: str, *, paid: bool = True) -> None:
        """Open or create the file `name` in the cache of the project at `root`.

        Unless they were `paid` for, texts may be lost with the power of the machine: nothing waits for the disk.
        """
        self.path = path(root, name)
        self.lock = Lock()
        disk.require_no_links(disk.of_database(self.path))
        with self._explained():
            self.connection = sqlite3.connect(self.path, timeout=WAIT, check_same_thread=False, isolation_level=None)
            try:
                self.connection.execute(f"PRAGMA synchronous = {'FULL' if paid else 'OFF'}")
                self.connection.execute("CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value TEXT NOT NULL)")
            except BaseException:
                self.connection.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def get(self, keys: Iterable[bytes]) -> dict[bytes, str]:
        """The texts under these keys; unknown keys are left out."""
        wanted = list(dict.fromkeys(keys))
        found: dict[bytes, str] = {}
        for start in range(0, len(wanted), MOST):
            part = wanted[start : start + MOST]
            marks = ", ".join("?" * len(part))
            with self._explained(), self.lock:
                found |= self.connection.execute(f"SELECT key, value FROM kept WHERE key IN ({marks})", part).fetchall()  # noqa: S608
        return found

    def put(self, values: Mapping[bytes, str]) -> None:
        """Store texts under their keys; they are on disk when this returns, if they were paid for."""
        with self._explained(), self.lock, self.connection:
            self.connection.execute("BEGIN IMMEDIATE")
            self.connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", values.items())

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise OutsideError(f"{self.path} cannot be used: {error}", "delete it if it is damaged") from error


def path(root: Path, name: str) -> Path:
    """The path of a file in the cache of a project, whose folder is made if it is missing. Raises OutsideError."""
    folder = root / FOLDER
    ignored = folder / ".gitignore"
    disk.require_no_links([folder, ignored, folder / name])
    disk.make_folder(folder)
    if not disk.exists(ignored):
        atomic_write.put(ignored, b"*\n")
    return folder / name


def is_there(root: Path, name: str) -> bool:
    """Whether the cache of a project has a file `name`."""
    return disk.exists(root / FOLDER / name)
