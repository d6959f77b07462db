"""Run functions over jobs, in this process or others; results in the order of the jobs, failures as findings."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Generic, Protocol, TypeAlias, TypeVar

from i18n_pipeline.errors import OutsideError, PipelineError, as_finding
from i18n_pipeline.findings import Finding
from i18n_pipeline.project import disk

J = TypeVar("J")
R = TypeVar("R")

PACKAGE = "i18n_pipeline"
FEW = 96
"""Least number of jobs for which starting processes pays."""
KILLED = ("a worker process was killed, perhaps because memory ran out", "try -j 1")
BATCH = 32
"""Most jobs that are sent to a process at once."""
AHEAD = 4
"""Batches for each process that are sent before the first result is taken, so that no process waits."""


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """A job that succeeded."""

    result: R
    """The value the function returned."""


Outcome: TypeAlias = Done[R] | Finding
"""What became of a job: its result, or the finding that says why it failed, with the exit code."""


class BatchPool(Protocol):
    """Processes that take batches of jobs: those of this machine, or of a cluster."""

    workers: int
    """How many batches are worked on at a time."""

    def submit(self, function: Callable[[Sequence[J]], list[R]], batch: Sequence[J], /) -> Future[list[R]]:
        """Send a batch of jobs."""

    def result(self, future: Future[list[R]], /) -> list[R]:
        """The results of a batch, once they are there. Raises OutsideError if no process can work on it."""

    def close(self) -> None:
        """End the processes, or leave the cluster."""


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


class Executor:
    """What runs jobs in other processes, opened for one command and kept for all its phases.

    The results are the same for every number of processes, here or in a cluster.
    """

    def __init__(self, workers: int = 1, cluster: BatchPool | None = None) -> None:
        """`workers` is the number of processes; with 1, all jobs run in this process, or in the `cluster`."""
        self.here = Processes(workers)
        self.cluster = cluster

    def run(self, function: Callable[[J], R], jobs: Sequence[J]) -> Generator[Outcome[R], None, None]:
        """Run all jobs on this machine; for other processes, `function` and the jobs must be picklable.

        Raises OutsideError if a process is killed.
        """
        if not self._pays(len(jobs)):
            return one_by_one(function, jobs)
        return spread(self.here, partial(attempt, function), jobs, len(jobs))

    def pool(self, number: int) -> BatchPool | None:
        """The processes for so many jobs that need no file; None if this one is enough."""
        return self.cluster or (self.here if self._pays(number) else None)

    def _pays(self, number: int) -> bool:
        return self.here.workers > 1 and number >= FEW

    def close(self) -> None:
        """End all processes of this machine, and leave the cluster."""
        self.here.close()
        if self.cluster:
            self.cluster.close()


def spread(
    pool: BatchPool, function: Callable[[J], Outcome[R]], jobs: Iterable[J], number: int
) -> Generator[Outcome[R], None, None]:
    """Run a number of jobs in other processes, a batch at a time. No more batches wait than keep all processes busy.

    Raises OutsideError if a process of this machine is killed, or a cluster has none left.
    """
    size = max(1, min(BATCH, number // (4 * pool.workers)))
    coming = iter(jobs)
    batches = iter(lambda: list(islice(coming, size)), [])
    waiting: deque[Future[list[Outcome[R]]]] = deque()
    try:
        for batch in batches:
            waiting.append(pool.submit(partial(_outcomes, function), batch))
            if len(waiting) > AHEAD * pool.workers:
                yield from pool.result(waiting.popleft())
        while waiting:
            yield from pool.result(waiting.popleft())
    finally:
        for future in waiting:
            future.cancel()


def one_by_one(function: Callable[[J], R], jobs: Iterable[J]) -> Generator[Outcome[R], None, None]:
    """Run jobs in this process, each when its outcome is asked for."""
    return (attempt(function, job) for job in jobs)


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
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent:
        Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def parted(outcomes: Iterable[Outcome[R]]) -> tuple[list[R], tuple[Finding, ...]]:
    """The results and the failures, each in their order."""
    done: list[R] = []
    failed: list[Finding] = []
    for outcome in outcomes:
        if isinstance(outcome, Finding):
            failed.append(outcome)
        else:
            done.append(outcome.result)
    return done, tuple(failed)


def _outcomes(function: Callable[[J], Outcome[R]], jobs: Sequence[J]) -> list[Outcome[R]]:
    return [function(job) for job in jobs]


def attempt(function: Callable[[J], R], job: J) -> Outcome[R]:
    """Run one job. An error of this tool, or one of the system about a file, fails it alone."""
    try:
        return Done(function(job))
    except PipelineError as error:
        return as_finding(error)
    except OSError as error:  # an unexpected one fails this job alone
        if not error.filename:
            raise
        return as_finding(OutsideError(f"{error.filename}: {error.strerror or error}", disk.advice(error)))
