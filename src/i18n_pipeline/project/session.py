"""What one command holds open: settings, pages, records of earlier runs, processes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from msgspec import Struct, field

from i18n_pipeline.errors import SettingsError
from i18n_pipeline.project import anchors_lock, source_pages, stated_addresses
from i18n_pipeline.project.executor import BatchPool, Executor
from i18n_pipeline.project.records import Records
from i18n_pipeline.project.settings import Config
from i18n_pipeline.project.source_pages import Found


class Session(Struct, frozen=True):
    """The project as one command sees it, and what must be closed at the end of the command."""

    config: Config
    """The settings."""
    found: Found
    """The pages of the project."""
    records: Records
    """The results of earlier runs."""
    executor: Executor = field(default_factory=Executor)
    """The processes that jobs run in."""


@contextmanager
def opened(  # noqa: PLR0913 - what commands differ in
    config: Config,
    *,
    workers: int = 0,
    executor: str = "",
    scheduler: str = "",
    recorded: bool = True,
    dry: bool = False,
) -> Iterator[Session]:
    """Open a session, and close it at the end of the `with` block; a dry one leaves the records as they are.

    `workers` is the number of processes, 0 for one per processor; `executor` and `scheduler` come before those of the
    settings. `recorded`: use and keep the results of runs. After an error nothing is recorded. Raises SettingsError,
    FileError and OutsideError.
    """
    chosen = executor or ("dask" if scheduler else config.run.executor)
    processes = Executor(
        1 if chosen == "serial" else workers or os.cpu_count() or 1,
        _cluster(scheduler or config.run.scheduler) if chosen == "dask" else None,
    )
    try:
        found = source_pages.survey(config)
        twins, addresses = source_pages.twins(config, found.pages), stated_addresses.stated(config, found.pages)
        config = config.completed(twins, anchors_lock.read(config), addresses)
        session = Session(config, found, Records(config, use=recorded), processes)
        yield session
        if not dry:
            session.records.save()
    finally:
        processes.close()


def _cluster(address: str) -> BatchPool:
    """The workers of a Dask scheduler. Raises SettingsError if there is no address, or no Dask, and OutsideError."""
    if not address:
        raise SettingsError("the executor dask has no scheduler", "name it, as in --scheduler tcp://host:8786")
    try:
        from i18n_pipeline.project.cluster import Cluster  # noqa: PLC0415 - an extra, which few install
    except ImportError as error:
        raise SettingsError("The executor dask needs Dask", 'pip install "i18n-pipeline[cluster]"') from error
    return Cluster(address)
