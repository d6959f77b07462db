"""A process that kills itself, or does something else, at a moment which no clock decides."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path

EVENTS = frozenset({"open", "os.rename", "os.remove", "os.chmod", "os.mkdir", "sqlite3.connect", "socket.connect"})
"""What counts as a moment: the audit events (PEP 578) of files, databases and connections."""

CHANGING = frozenset({"open", "os.scandir", "os.chmod", "os.remove"})
"""The moments before which something may change: no program can see what changes just before it renames a file."""


def die_at(moment: int) -> Callable[[], int]:
    """Kill this process (SIGKILL) just before the event with this number, counted from 1 from now on; 0: never.

    Gives a function that counts one event more and says its number.
    """
    numbers = count(1)

    def hook(event: str, _: tuple[object, ...]) -> None:
        if event in EVENTS and next(numbers) == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    return lambda: next(numbers)


@contextmanager
def acting_at(moment: int, folder: Path, act: Callable[[], object]) -> Iterator[Callable[[], int]]:
    """In the block, call `act` once, just before the event with this number that has to do with a path in a folder.

    Gives a function that says how many such events there were.
    """
    seen = 0
    inside = f"{folder}{os.sep}"

    def hear(event: str, words: tuple[object, ...]) -> None:
        nonlocal seen
        if event in CHANGING and words and isinstance(words[0], str | Path):
            seen += str(words[0]).startswith(inside)
            if seen == moment and HEARERS:
                HEARERS.clear()
                act()
                seen += 1
                HEARERS.append(hear)

    _listen()
    HEARERS.append(hear)
    try:
        yield lambda: seen
    finally:
        HEARERS.clear()


HEARERS: list[Callable[[str, tuple[object, ...]], None]] = []
"""What is called for each event: an audit hook can be added, and never removed."""


@cache
def _listen() -> None:
    """Add the only hook."""

    def hook(event: str, words: tuple[object, ...]) -> None:
        for hear in tuple(HEARERS):
            hear(event, words)

    sys.addaudithook(hook)
