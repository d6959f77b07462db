"""Threads that send requests: second tries go first, and once it is closed nothing more is begun."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import PriorityQueue
from threading import Event, Thread
from typing import Any

URGENT, USUAL = 0, 1
"""The turns of second tries, for which a page waits, and of all others."""
STEP = 0.1
"""Seconds after which it is seen whether to wait any longer."""


@dataclass(slots=True, order=True)
class _Job:
    """A call that waits for a thread."""

    turn: int
    number: int
    call: Callable[[], Any] | None = field(compare=False)
    future: Future[Any] = field(compare=False)


class Pool:
    """A number of threads.

    They are daemons: a person who interrupts the run a second time does not wait for what is under way.
    """

    def __init__(self, threads: int) -> None:
        """Start the threads."""
        self.queue: PriorityQueue[_Job] = PriorityQueue()
        self.closed = False
        self.number = 0
        self.threads = [Thread(target=self._work, daemon=True) for _ in range(threads)]
        for thread in self.threads:
            thread.start()

    def submit(self, call: Callable[[], Any], turn: int = USUAL) -> Future[Any]:
        """Have something called by a thread, in its turn."""
        self.number += 1
        future: Future[Any] = Future()
        self.queue.put(_Job(turn, self.number, call, future))
        return future

    def close(self, leaving: Event) -> None:
        """Begin nothing more, and wait for what is under way, but no longer than until `leaving` is set."""
        self.closed = True
        for _ in self.threads:
            self.queue.put(_Job(URGENT - 1, 0, None, Future()))
        for thread in self.threads:
            while thread.is_alive() and not leaving.is_set():
                thread.join(STEP)

    def _work(self) -> None:
        while not self.closed:
            job = self.queue.get()
            if job.call is None or self.closed:
                return
            try:
                job.future.set_result(job.call())
            except BaseException as error:  # noqa: BLE001 - whoever waits for the result gets it
                job.future.set_exception(error)
