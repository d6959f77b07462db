"""Run functions over jobs, in this process or others; results in the order of the jobs, failures as findings."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Generic, Protocol, TypeAlias, TypeVar

from msgspec import Struct

from i18n_pipeline.errors import OutsideError, PipelineError, as_finding
from i18n_pipeline.findings import Finding
from i18n_pipeline.project import disk

if TYPE_CHECKING:
    from concurrent.futures import Future

J = TypeVar("J")
R = TypeVar("R")

FEW = 96
"""Least number of jobs for which starting processes pays."""
BATCH = 32
"""Most jobs that are sent to a process at once."""
AHEAD = 4
"""Batches for each process that are sent before the first result is taken, so that no process waits."""


class Done(Struct, Generic[R], frozen=True):
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


class Executor:
    """What runs jobs in other processes, opened for one command and kept for all its phases.

    The results are the same for every number of processes, here or in a cluster.
    """

    def __init__(self, workers: int = 1, cluster: BatchPool | None = None) -> None:
        """`workers` is the number of processes; with 1, all jobs run in this process, or in the `cluster`."""
        self.workers = workers
        self.cluster = cluster
        self.processes: BatchPool | None = None

    def run(
        self, function: Callable[[J], R], jobs: Sequence[J], *, few: int = FEW
    ) -> Generator[Outcome[R], None, None]:
        """Run all jobs on this machine; for other processes, `function` and the jobs must be picklable.

        From `few` jobs on, other processes take part. Raises OutsideError if a process is killed.
        """
        if not self._pays(len(jobs), few):
            return one_by_one(function, jobs)
        return spread(self._here(), partial(attempt, function), jobs, len(jobs))

    def pool(self, number: int) -> BatchPool | None:
        """The processes for so many jobs that need no file; None if this one is enough."""
        return self.cluster or (self._here() if self._pays(number) else None)

    def _here(self) -> BatchPool:
        if self.processes is None:
            from i18n_pipeline.project.processes import Processes  # noqa: PLC0415 - most commands need none

            self.processes = Processes(self.workers)
        return self.processes

    def _pays(self, number: int, few: int = FEW) -> bool:
        return self.workers > 1 and number >= few

    def close(self) -> None:
        """End all processes of this machine, and leave the cluster."""
        if self.processes:
            self.processes.close()
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
