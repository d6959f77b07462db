"""Run a function over many jobs, in this or other processes; results in the order of the jobs, failures as findings."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
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


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """A job that succeeded."""

    result: R
    """The value the function returned."""


Outcome: TypeAlias = Done[R] | Finding
"""What became of a job: its result, or the finding that says why it failed, with the exit code."""


def run(function: Callable[[J], R], jobs: Sequence[J], workers: int) -> Iterator[Outcome[R]]:
    """Run all jobs in `workers` processes; for more than one, `function` and the jobs must be picklable.

    Raises OutsideError if a process is killed.
    """
    attempt = partial(_attempt, function)
    if workers <= 1 or len(jobs) < FEW:
        yield from map(attempt, jobs)
        return
    with ProcessPoolExecutor(workers, context(), _begin) as executor:
        try:
            yield from executor.map(attempt, jobs, chunksize=max(1, min(32, len(jobs) // (4 * workers))))
        except BrokenProcessPool as error:
            raise OutsideError("a worker process was killed, perhaps because memory ran out; try -j 1") from error
        finally:
            executor.shutdown(cancel_futures=True)


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


def _attempt(function: Callable[[J], R], job: J) -> Outcome[R]:
    try:
        return Done(function(job))
    except PipelineError as error:
        return as_finding(error)
    except OSError as error:  # an unexpected one fails this job alone
        if not error.filename:
            raise
        return as_finding(OutsideError(f"{error.filename}: {error.strerror or error}"))
