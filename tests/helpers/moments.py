"""A process that kills itself at a moment which no clock decides."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from itertools import count

EVENTS = frozenset({"open", "os.rename", "os.remove", "os.chmod", "os.mkdir", "sqlite3.connect", "socket.connect"})
"""What counts as a moment: the audit events (PEP 578) of files, databases and connections."""


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
