"""What one command holds open: settings, pages, records of earlier runs, processes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from i18n_pipeline.project import source_pages
from i18n_pipeline.project.executor import Executor
from i18n_pipeline.project.records import Records
from i18n_pipeline.project.settings import Config
from i18n_pipeline.project.source_pages import Found


@dataclass(frozen=True, slots=True)
class Session:
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
def opened(config: Config, *, workers: int = 1, recorded: bool = True, dry: bool = False) -> Iterator[Session]:
    """Open a session, and close it at the end of the `with` block; a dry one leaves the records as they are.

    `recorded`: use and keep the results of runs. After an error nothing is recorded. Raises SettingsError and
    OutsideError.
    """
    session = Session(config, source_pages.survey(config), Records(config, use=recorded), Executor(workers))
    try:
        yield session
        if not dry:
            session.records.save()
    finally:
        session.executor.close()
