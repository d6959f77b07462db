"""A long-running program that answers texts one by one, each ended by a NUL; restarted if it dies."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Thread, Timer
from typing import IO
from weakref import finalize

from i18n_pipeline import plain_text
from i18n_pipeline.errors import AccountError, EngineError

READ = 65_536
"""Bytes per read."""
SHOWN = 200
"""Longest part of a program's error output that is shown, characters."""
PATIENCE = 2.0
"""Seconds for a program to end after its input is closed."""


@dataclass(slots=True)
class _Running:
    """A running program."""

    process: subprocess.Popen[bytes]
    """The process."""
    said: IO[bytes]
    """Its standard error."""
    answers: Iterator[bytes]
    """Its answers, as they come."""
    due: int = 0
    """Outstanding answers to padding."""
    late: Event = field(default_factory=Event)
    """Set once it was stopped after its timeout."""


class Staying:
    """One program, started for its first text. Thread-safe: texts of several threads queue."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], padding: Sequence[bytes] = ()) -> None:
        """`padding`: texts sent after each text, so that the program flushes its answer; their answers are dropped."""
        self._command = command
        self._environment = environment
        self._padding = padding
        self._lock = Lock()
        self._running: _Running | None = None

    def ask(self, text: bytes, seconds: float) -> bytes:
        """The answer to a text, which holds no NUL. Raises EngineError; AccountError if the program cannot start."""
        with self._lock:
            running = self._started()
            watch = Timer(seconds, _stop_late, (running,))
            watch.start()
            try:
                return self._asked(running, text)
            except (OSError, EOFError):
                self._running = None
                problem = _ended(running) if not running.late.is_set() else f"did not finish within {seconds:g} seconds"
                raise EngineError(f"{Path(self._command[0]).name} {problem}") from None
            finally:
                watch.cancel()

    def close(self) -> None:
        """End the program, if it runs."""
        with self._lock:
            if self._running:
                _ended(self._running)
            self._running = None

    def _started(self) -> _Running:
        if self._running and self._running.process.poll() is not None:
            _ended(self._running)
            self._running = None
        if self._running is None:
            self._running = _started(self._command, self._environment)
            finalize(self, _ended, self._running)
        return self._running

    def _asked(self, running: _Running, text: bytes) -> bytes:
        data = b"".join(part + b"\0" for part in (text, *self._padding))
        writer = Thread(target=_write, args=(running.process, data), daemon=True)
        writer.start()
        for _ in range(running.due):
            next(running.answers)
        answer = next(running.answers)
        writer.join()
        running.due = len(self._padding)
        return answer


def _started(command: Sequence[str], environment: Mapping[str, str]) -> _Running:
    said = tempfile.TemporaryFile()  # noqa: SIM115 - closed in _ended
    pipe = subprocess.PIPE
    try:
        process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=said, env=environment, start_new_session=True
        )
    except OSError as error:
        said.close()
        raise AccountError(f"{command[0]} cannot be started: {error}", "install it, or correct its path") from error
    return _Running(process, said, _answers(process))


def _write(process: subprocess.Popen[bytes], data: bytes) -> None:
    """Write to a program; if it has died, the error is left to the reader of its answer."""
    with suppress(OSError, ValueError):
        if process.stdin:
            process.stdin.write(data)
            process.stdin.flush()


def _answers(process: subprocess.Popen[bytes]) -> Iterator[bytes]:
    """The answers of a program, in order. Raises EOFError when it ends."""
    held = b""
    while process.stdout:
        data = os.read(process.stdout.fileno(), READ)
        if not data:
            break
        *whole, held = (held + data).split(b"\0")
        yield from whole
    raise EOFError


def _stop_late(running: _Running) -> None:
    running.late.set()
    _stop(running.process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Kill a program and its child processes."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _ended(running: _Running) -> str:
    """Let a program end, or kill it after `PATIENCE`, and describe its end for an error message."""
    process = running.process
    with suppress(OSError):
        if process.stdin:
            process.stdin.close()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        _stop(process)
        process.wait()
    if process.stdout:
        process.stdout.close()
    said = ""
    if not running.said.closed:
        running.said.seek(0)
        said = plain_text.one_line(running.said.read().decode(errors="replace"), SHOWN)
        running.said.close()
    return f"failed with exit status {process.returncode}: {said}"
