"""Work on files in three parts, of which only the middle one may run elsewhere: read, make, write.

What is made is a function of the bytes that were read, so that it may run in another process, or on a machine that
sees no disk of ours. Files are read and written in this process alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from functools import partial
from typing import Generic, TypeVar

from msgspec import Struct

from i18n_pipeline.findings import Finding
from i18n_pipeline.project.executor import Executor, Outcome, attempt, one_by_one, spread
from i18n_pipeline.project.project_files import TRIES, ChangedMeanwhileError, retried

J = TypeVar("J")
"""A job."""
I = TypeVar("I")  # noqa: E741 - the inputs of a job
"""What was read for a job."""
M = TypeVar("M")
"""What was made of it."""
R = TypeVar("R")
"""The result of the job."""


class ReadMakeWrite(Struct, Generic[J, I, M, R], frozen=True):
    """The three parts of one kind of work. The middle one can be pickled, and so can what it takes and gives."""

    read: Callable[[J], I]
    """Reads the files of a job."""
    make: Callable[[I], M]
    """Makes the result from what was read: a function of bytes and settings."""
    write: Callable[[I, M], R]
    """Writes it. Raises ChangedMeanwhileError if another program has changed a file since it was read."""

    def here(self, job: J) -> R:
        """All three parts in this process; again if another program changed a file meanwhile."""
        return retried(partial(self._once, job))

    def _once(self, job: J) -> R:
        read = self.read(job)
        return self.write(read, self.make(read))

    def last(self, job: J, read: I, made: M) -> R:
        """The last part; all of them again, in this process, if another program changed a file meanwhile."""
        try:
            return self.write(read, made)
        except ChangedMeanwhileError:
            return retried(partial(self._once, job), TRIES - 1)


def over(
    executor: Executor, work: ReadMakeWrite[J, I, M, R], jobs: Iterable[J], number: int
) -> Generator[Outcome[R], None, None]:
    """Work on a number of jobs, and give the outcomes in order. Raises OutsideError if a process is killed.

    A job is asked for when it is read, and let go of when it is written.
    """
    pool = executor.pool(number)
    if pool is None:
        yield from one_by_one(work.here, jobs)
        return
    under_way: deque[tuple[J, Outcome[I]]] = deque()

    def inputs() -> Iterator[Outcome[I]]:
        for job in jobs:
            read = attempt(work.read, job)
            under_way.append((job, read))
            yield read

    for made in spread(pool, partial(_made, work.make), inputs(), number):
        job, read = under_way.popleft()
        if isinstance(read, Finding):
            yield read
        elif isinstance(made, Finding):
            yield made
        else:
            yield attempt(partial(work.last, job, read.result), made.result)


def _made(make: Callable[[I], M], read: Outcome[I]) -> Outcome[M]:
    return read if isinstance(read, Finding) else attempt(make, read.result)
