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
from typing import Generic, TypeAlias, TypeVar

from i18n_pipeline.errors import OutsideError, PipelineError, as_finding
from i18n_pipeline.findings import Finding

J = TypeVar("J")
R = TypeVar("R")

PACKAGE = "i18n_pipeline"
FEW = 96
"""Least number of jobs for which starting processes pays."""
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


class Executor:
    """The processes that jobs run in, opened for one command and kept for all its phases.

    They start at the first phase that has enough jobs. The results are the same for every number of processes.
    """

    def __init__(self, workers: int = 1) -> None:
        """`workers` is the number of processes; with 1, all jobs run in this process."""
        self.workers = workers
        self.pool: ProcessPoolExecutor | None = None

    def run(self, function: Callable[[J], R], jobs: Sequence[J]) -> Generator[Outcome[R], None, None]:
        """Run all jobs; for other processes, `function` and the jobs must be picklable.

        Raises OutsideError if a process is killed.
        """
        if not self.spreads(len(jobs)):
            return one_by_one(function, jobs)
        return self.spread(partial(attempt, function), jobs, len(jobs))

    def spreads(self, number: int) -> bool:
        """Whether so many jobs run in other processes."""
        return self.workers > 1 and number >= FEW

    def spread(
        self, function: Callable[[J], Outcome[R]], jobs: Iterable[J], number: int
    ) -> Generator[Outcome[R], None, None]:
        """Run jobs in the processes, a batch at a time. No more batches wait than keep all processes busy.

        Raises OutsideError if a process is killed.
        """
        size = max(1, min(BATCH, number // (4 * self.workers)))
        coming = iter(jobs)
        batches = iter(lambda: list(islice(coming, size)), [])
        waiting: deque[Future[list[Outcome[R]]]] = deque()
        try:
            for batch in batches:
                waiting.append(self._started().submit(_outcomes, function, batch))
                if len(waiting) > AHEAD * self.workers:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            raise OutsideError("a worker process was killed, perhaps because memory ran out; try -j 1") from error
        finally:
            for future in waiting:
                future.cancel()

    def _started(self) -> ProcessPoolExecutor:
        if self.pool is None:
            self.pool = ProcessPoolExecutor(self.workers, context(), _begin)
        return self.pool

    def close(self) -> None:
        """End the processes, after the batches that they are working on."""
        if self.pool is not None:
            self.pool.shutdown(cancel_futures=True)
            self.pool = None


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
        return as_finding(OutsideError(f"{error.filename}: {error.strerror or error}"))
