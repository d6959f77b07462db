"""Ctrl-C and SIGTERM during drafting: no more requests are sent, and paid replies are kept."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)
"""Signals that ask a program to end."""


@contextmanager
def stopping(stop: Callable[[int], None]) -> Iterator[None]:
    """Within the block, either signal calls `stop` with the count of signals, then raises KeyboardInterrupt."""
    if threading.current_thread() is not threading.main_thread():  # only the main thread may handle signals
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
