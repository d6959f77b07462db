"""Threads that send requests, second tries first; a closed pool starts no more."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import PriorityQueue
from threading import Event, Thread
from typing import Any

URGENT, USUAL = 0, 1
"""Priorities: of second tries, for which a page waits, and of other requests."""
STEP = 0.1
"""Seconds between checks whether to go on waiting."""


@dataclass(slots=True, order=True)
class _Job:
    """A queued call."""

    turn: int
    number: int
    call: Callable[[], Any] | None = field(compare=False)
    future: Future[Any] = field(compare=False)


class Pool:
    """A number of threads.

    They are daemon threads, so that a second interrupt ends the run without waiting for requests under way.
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
        """Queue a call with a priority, and return its future."""
        self.number += 1
        future: Future[Any] = Future()
        self.queue.put(_Job(turn, self.number, call, future))
        return future

    def close(self, leaving: Event) -> None:
        """Start no more calls, and wait for the running ones until `leaving` is set."""
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
