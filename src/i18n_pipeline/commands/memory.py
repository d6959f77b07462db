"""`memory`: units from exchange files into the memory, out of it into a file, and those that are like a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from msgspec import Struct

from i18n_pipeline.commands.task import Task
from i18n_pipeline.errors import SettingsError
from i18n_pipeline.findings import Finding
from i18n_pipeline.memory.adapt import transfer
from i18n_pipeline.memory.match import Match
from i18n_pipeline.memory.searching import LEAST, LIMIT
from i18n_pipeline.model import Unit
from i18n_pipeline.project import exchange_files, project_memory

PLACES = ("all", "catalogues", "database")
"""Where exported units may come from: the reviewed messages of the project, the database of the memory, or both."""

Tell = Callable[[Iterable[Finding]], None]
"""Called with errors that end nothing."""


class LikeText(Struct, frozen=True):
    """A unit of the memory that is like a text."""

    match: Match
    """The unit and its score."""
    translation: str | None
    """Its translation with the codes and numbers of the text; None if they do not fit."""


def files_in(paths: Iterable[Path], locale: str) -> list[Path]:
    """The exchange files at or below some paths. Raises SettingsError if there are none, and OutsideError."""
    found = [file for path in paths for file in exchange_files.files(path, locale)]
    if not found:
        raise SettingsError("no exchange files there", f"known are {', '.join(exchange_files.SUFFIXES)}")
    return found


def export(  # noqa: PLR0913 - what an export is made of
    task: Task, locale: str, path: Path, tell: Tell, *, place: str = "all", form: str = ""
) -> int:
    """Write the units of a locale to a file, and return their number; `place` is one of `PLACES`.

    `form`: the format; empty: by suffix. Told is each unit that the format cannot hold, and each unreadable catalogue.
    """
    config = task.config
    held = [] if place == "database" else _of_catalogues(task, locale, tell)
    wanted = place == "database" or (place == "all" and project_memory.is_there(config))
    kept: Iterable[Unit] = project_memory.of_database(config, locale, held) if wanted else ()
    units = _told(path, form, chain(held, kept), tell)
    return exchange_files.write(path, units, locale=locale, source_locale=config.source_locale, name=form)


def search(  # noqa: PLR0913 - what a search is made of
    task: Task, locale: str, texts: Sequence[str], tell: Tell, *, least: int = LEAST, limit: int = LIMIT
) -> list[tuple[str, list[LikeText]]]:
    """Each text, with at most `limit` units of a score of at least `least` percent, best first."""
    with project_memory.open_all(task.config, locale, _of_catalogues(task, locale, tell)) as memories:
        found = [(text, memories.near(text, least=least, limit=limit)) for text in texts]
    return [(text, [LikeText(match, transfer(match, text)) for match in matches]) for text, matches in found]


def _of_catalogues(task: Task, locale: str, tell: Tell) -> list[Unit]:
    """The units of the project's catalogues; an error is told for each unreadable one."""
    units, failures = project_memory.of_catalogues(task.config, locale, task.pages, task.session.executor)
    tell(failures)
    return units


def _told(path: Path, form: str, units: Iterable[Unit], tell: Tell) -> Iterator[Unit]:
    """Pass units on; an error is told for each that the file format cannot hold."""
    for unit in units:
        if problem := exchange_files.unholdable(path, unit, form):
            tell([problem])
        yield unit
