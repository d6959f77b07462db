"""Ctrl-C and SIGTERM while money is spent: nothing more is sent, and what was paid for is kept."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)
"""What asks a program to end."""


@contextmanager
def stopping(stop: Callable[[int], None]) -> Iterator[None]:
    """Within it, either signal calls `stop` with the number of signals so far, and then raises KeyboardInterrupt."""
    if threading.current_thread() is not threading.main_thread():  # nobody else may handle signals
        yield
        return
    came: list[int] = []

    def handle(number: int, _frame: FrameType | None) -> None:
        came.append(number)
        stop(len(came))
        raise KeyboardInterrupt

    before = {number: signal.signal(number, handle) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
