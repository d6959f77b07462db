"""Worker processes on other machines, by Dask's `distributed`: values go there and come back, and nothing else.

The workers see no disk of ours. They need the same version of this tool, and the module of a profile of one's own.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from importlib.metadata import version
from typing import TypeVar

import distributed

from i18n_pipeline.errors import OutsideError
from i18n_pipeline.project.this_tool import TOOL

J = TypeVar("J")
R = TypeVar("R")

HERE = "look at what the workers print, or run with `--executor processes`"
REACHED = 5
"""Seconds in which the scheduler must answer, and a worker be there."""
LOOKED_AFTER = 15
"""Seconds after which, without a result, the workers are counted again."""


class Cluster:
    """The workers of a Dask scheduler. Batches of one that dies are worked on by another."""

    def __init__(self, address: str) -> None:
        """Connect to the scheduler. Raises OutsideError if it, or a worker of the same version, is not there."""
        _be_quiet()
        self.address = address
        try:
            with warnings.catch_warnings(action="ignore"):
                self.client = distributed.Client(address, timeout=REACHED, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as error:
            advice = "start `dask scheduler` there, or correct the address, as in tcp://host:8786"
            raise OutsideError(f"there is no Dask scheduler at {address}", advice) from error
        try:
            self.workers = self._ready()
        except BaseException:
            self.close()
            raise
        self.executor = self.client.get_executor(pure=False)  # type: ignore[no-untyped-call]

    def _ready(self) -> int:
        """The number of threads of all workers. Raises OutsideError for none, or one of another version."""
        try:
            self.client.wait_for_workers(1, timeout=REACHED)
        except TimeoutError as error:
            raise self._without_workers() from error
        found = self.client.run(version, TOOL, on_error="return")
        for worker, their in sorted(found.items()):
            _require_same(version(TOOL), their if isinstance(their, str) else "", worker)
        return self._threads()

    def _threads(self) -> int:
        return sum(self.client.nthreads().values())  # type: ignore[no-untyped-call]

    def submit(self, function: Callable[[Sequence[J]], list[R]], batch: Sequence[J]) -> Future[list[R]]:
        """Send a batch of jobs to some worker; a large one, with a catalogue of all pages, without a warning."""
        with warnings.catch_warnings(action="ignore"):
            future: Future[list[R]] = self.executor.submit(_same, version(TOOL), function, batch)
        return future

    def result(self, future: Future[list[R]]) -> list[R]:
        """The results of a batch. Raises OutsideError if no worker is left, and for what a worker cannot do."""
        while True:
            try:
                return future.result(timeout=LOOKED_AFTER)
            except OutsideError:
                raise
            except CancelledError as error:
                raise OutsideError(
                    f"the Dask scheduler at {self.address} has ended", "run the command again"
                ) from error
            except Exception as error:
                if future.done() or not isinstance(error, TimeoutError):
                    problem = f"{type(error).__name__}: {error}"
                    raise OutsideError(
                        f"the workers of {self.address} cannot do their work: {problem}", HERE
                    ) from error
            self._require_workers()

    def _require_workers(self) -> None:
        try:
            there = self._threads()
        except (OSError, TimeoutError):
            return  # the client tries to reach the scheduler again, and cancels all batches if it cannot
        if not there:
            raise self._without_workers()

    def _without_workers(self) -> OutsideError:
        return OutsideError(
            f"the Dask scheduler at {self.address} has no workers", f"start `dask worker {self.address}`"
        )

    def close(self) -> None:
        """Leave the scheduler; workers stop working on our batches."""
        self.client.close()  # type: ignore[no-untyped-call]


def _be_quiet() -> None:
    """Let Dask log nothing: its settings give a level of their own to some loggers, as `distributed.client`."""
    for name in ("distributed", *logging.root.manager.loggerDict):
        if name.split(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


def _same(ours: str, function: Callable[[Sequence[J]], list[R]], batch: Sequence[J]) -> list[R]:
    """Work on a batch. Raises OutsideError on a worker of another version, as may have joined since the start."""
    _require_same(ours, version(TOOL), "that joined")
    return function(batch)


def _require_same(ours: str, their: str, worker: str) -> None:
    if ours != their:
        has = f"i18n-pipeline {their}" if their else "no i18n-pipeline"
        raise OutsideError(f"the Dask worker {worker} has {has}, this machine has {ours}", f"install {ours} there")
