"""Answers of engines, kept on disk under the whole request, so that nothing is paid for twice."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from threading import Lock

from i18n_pipeline.errors import OutsideError
from i18n_pipeline.model import Batch

WAIT = 60.0
"""Seconds that one process waits for another to write."""


class Cache:
    """Texts and their answers in a file; several processes and threads may use it. Raises OutsideError."""

    def __init__(self, path: Path) -> None:
        """Open the file at `path`, or make it."""
        self.path = path
        self.lock = Lock()
        with self._explained():
            path.parent.mkdir(parents=True, exist_ok=True)
            self.connection = sqlite3.connect(path, timeout=WAIT, check_same_thread=False, isolation_level=None)
            self.connection.execute("PRAGMA synchronous = FULL")
            self.connection.execute(
                "CREATE TABLE IF NOT EXISTS answers (request BLOB PRIMARY KEY, answer TEXT NOT NULL)"
            )

    def get(self, engine: str, batch: Batch, text: str) -> str | None:
        """The answer to one text of a batch from the engine with this key; None where it is not known."""
        with self._explained(), self.lock:
            row = self.connection.execute(
                "SELECT answer FROM answers WHERE request = ?", (_request(engine, batch, text),)
            )
            found = row.fetchone()
        return None if found is None else str(found[0])

    def put(self, engine: str, batch: Batch, answers: dict[str, str]) -> None:
        """Keep answers to texts of a batch; on disk when this returns."""
        rows = [(_request(engine, batch, text), answer) for text, answer in answers.items()]
        with self._explained(), self.lock, self.connection:
            self.connection.execute("BEGIN IMMEDIATE")
            self.connection.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?)", rows)

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise OutsideError(f"{self.path} cannot be used: {error}; delete it if it is damaged") from error


def _request(engine: str, batch: Batch, text: str) -> bytes:
    """The name of a request: all that decides its answer."""
    terms = [[term.source, term.target, term.note, term.exact_case] for term in batch.terms]
    asked = [engine, text, batch.source_locale, batch.locale, batch.context, terms, batch.again]
    said = json.dumps(asked, ensure_ascii=False)
    return sha256(said.encode()).digest()
