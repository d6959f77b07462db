"""Other processes of this machine: how they start, work and end."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import TypeVar

from i18n_pipeline.errors import OutsideError
from i18n_pipeline.project import garbage_collector

J = TypeVar("J")
R = TypeVar("R")

PACKAGE = "i18n_pipeline"
KILLED = ("a worker process was killed, perhaps because memory ran out", "try -j 1")


class Processes:
    """Processes of this machine. They start with the first batch, and stay."""

    def __init__(self, workers: int) -> None:
        """`workers` is the number of processes."""
        self.workers = workers
        self.pool: ProcessPoolExecutor | None = None

    def submit(self, function: Callable[[Sequence[J]], list[R]], batch: Sequence[J]) -> Future[list[R]]:
        """Send a batch of jobs. Raises OutsideError if a process was killed."""
        if self.pool is None:
            self.pool = ProcessPoolExecutor(self.workers, context(), _begin)
        try:
            return self.pool.submit(function, batch)
        except BrokenProcessPool as error:
            raise OutsideError(*KILLED) from error

    def result(self, future: Future[list[R]]) -> list[R]:
        """The results of a batch. Raises OutsideError if a process was killed."""
        try:
            return future.result()
        except BrokenProcessPool as error:
            raise OutsideError(*KILLED) from error

    def close(self) -> None:
        """End the processes, after the batches that they are working on."""
        if self.pool is not None:
            self.pool.shutdown(cancel_futures=True)
            self.pool = None


def context() -> BaseContext:
    """The start method for worker processes: never `fork`, since threads of this process may hold locks.

    Where possible `forkserver` with the modules of this process preloaded, so that a start takes milliseconds.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload([name for name in sys.modules if name.partition(".")[0] == PACKAGE])
    return found


def _begin() -> None:
    """Set up a worker: ignore Ctrl-C, which the parent process handles, and end when the parent ends."""
    garbage_collector.rest()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent:
        Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
