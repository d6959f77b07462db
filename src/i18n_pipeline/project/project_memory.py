"""The translation memory of a project: its catalogues, and the database that its settings name."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from itertools import chain, count
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.errors import FileError, OutsideError, SettingsError, as_finding
from i18n_pipeline.findings import Finding
from i18n_pipeline.memory.database import SERVERS
from i18n_pipeline.memory.exchange.fields import NOT_IN_TEXT
from i18n_pipeline.memory.match import Match
from i18n_pipeline.memory.opening import IN_RAM, open_memory
from i18n_pipeline.memory.reviewed import reviewed
from i18n_pipeline.memory.searching import LEAST, LIMIT, OpenMemory
from i18n_pipeline.model import Catalogue, Unit
from i18n_pipeline.project import catalogue_files, disk, exchange_files, project_files
from i18n_pipeline.project.executor import Executor, parted
from i18n_pipeline.project.settings import Config

Place: TypeAlias = tuple[Path, str]
"""A catalogue, and the page that owns it if it is not shared."""


# --- looking for a text --------------------------------------------------------------------------------


class Memories(Struct, frozen=True):
    """The memories to search for translations into one language. Closed by `close`, or at the end of a `with` block."""

    locale: str
    """The language of the translations."""
    source_locale: str
    """The language of the texts."""
    opened: tuple[OpenMemory, ...]
    """The memory of the catalogues, then the database if it exists."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the memories."""
        for memory in self.opened:
            memory.close()

    def exact(self, source: str, context: str | None = None) -> list[Match]:
        """The units whose source is the same in normal form, those of the catalogues first; see `OpenMemory.exact`."""
        pair = (self.locale, self.source_locale)
        return _distinct(match for memory in self.opened for match in memory.exact(source, *pair, context))

    def near(self, source: str, context: str | None = None, *, least: int = LEAST, limit: int = LIMIT) -> list[Match]:
        """The units whose source is most similar, exact ones included, best first; see `OpenMemory.near`.

        Where scores are equal, units of the catalogues come first.
        """
        ask = partial(
            OpenMemory.near, source=source, locale=self.locale, source_locale=self.source_locale, context=context
        )
        found = _distinct(match for memory in self.opened for match in ask(memory, least=least, limit=limit))
        return sorted(found, key=lambda match: -match.score)[:limit]


def open_all(config: Config, locale: str, units: Iterable[Unit]) -> Memories:
    """Open the memories for translations into a locale; `units` are those of the catalogues.

    A missing database is not created. Raises what `open_memory` raises.
    """
    with ExitStack() as closing:
        database = closing.enter_context(opened(config)) if is_there(config) else None
        catalogues = closing.enter_context(open_memory(IN_RAM))
        catalogues.add(units)
        closing.pop_all()
    return Memories(locale, config.source_locale, (catalogues, database) if database else (catalogues,))


def is_there(config: Config) -> bool:
    """Whether the database exists; one on a server is assumed to exist."""
    return config.database.startswith(SERVERS) or disk.exists(Path(config.database))


def opened(config: Config) -> OpenMemory:
    """Open the database of the settings, or create it. Raises what `open_memory` raises.

    Raises OutsideError if links lead a database inside the project out of it.
    """
    path = Path(os.path.normpath(config.database))
    if not config.database.startswith(SERVERS) and path.is_relative_to(config.root):
        for file in disk.of_database(path):
            if not disk.is_inside(file, config.root):
                known = "name the file that it leads to as 'memory.database' in the settings, or delete the link"
                raise OutsideError(f"{file} is a link out of the project", known)
    return open_memory(config.database)


def _distinct(matches: Iterable[Match]) -> list[Match]:
    """Each unit once: of equal ones the first."""
    found: dict[tuple[str, ...], Match] = {}
    for match in matches:
        found.setdefault(_identity(match.unit), match)
    return list(found.values())


# --- what there is -------------------------------------------------------------------------------------


def of_catalogues(
    config: Config, locale: str, pages: Iterable[str], executor: Executor
) -> tuple[list[Unit], tuple[Finding, ...]]:
    """The reviewed messages of a locale in page order, each once, and the catalogues that cannot be read.

    `pages` are all pages of the project. A unit's origin is its page.
    """
    places = list(project_files.everywhere(config, locale, pages).items())
    done, failed = parted(executor.run(partial(_held, config, locale), places))
    parts = [(page, number, part) for number, held in enumerate(done) for page, part in held.items()]
    found: dict[tuple[str, ...], Unit] = {}
    for unit in chain.from_iterable(part for *_, part in sorted(parts, key=lambda part: part[:2])):
        found.setdefault(_identity(unit), unit)
    return list(found.values()), failed


def of_database(config: Config, locale: str, known: Iterable[Unit] = ()) -> Iterator[Unit]:
    """The units of one pair of languages in the database, without the `known` ones.

    Raises SettingsError if the database is missing, and what `open_memory` raises.
    """
    if not is_there(config):
        raise SettingsError(f"there is no memory {config.database} yet", "create it with `i18n-pipeline memory import`")
    seen = {_identity(unit) for unit in known}
    with opened(config) as memory:
        for unit in memory.units(locale):
            if unit.source_locale == config.source_locale and _identity(unit) not in seen:
                yield unit


def units(config: Config, locale: str, place: Place, part: Catalogue) -> list[Unit]:
    """The units of a page's reviewed messages, without those with plurals."""
    path, page = place
    origin = project_files.reference(config, page) if page else project_files.shown(config, path)
    return list(reviewed(part, locale, origin, config.source_locale))


def _held(config: Config, locale: str, place: Place) -> Mapping[str, list[Unit]]:
    """The units in a catalogue, by page."""
    stored = catalogue_files.read(config, *place)
    if not stored:
        return {}
    parts = {page: catalogue_files.alone(stored.catalogue, part) for page, part in stored.parts.items()}
    return {page: units(config, locale, (place[0], page), part) for page, part in parts.items()}


def _identity(unit: Unit) -> tuple[str, ...]:
    """The values that tell units apart in a memory."""
    context = () if unit.context is None else (unit.context,)
    return (unit.locale, unit.source_locale, unit.source, unit.target, *context)


# --- adding --------------------------------------------------------------------------------------------


class Taken(Struct, frozen=True):
    """The result of adding one exchange file."""

    file: Path
    """The file."""
    units: int = 0
    """Number of units in the wanted languages."""
    new: int = 0
    """Number of units that are new to the memory, or newer than its own."""
    refused: Finding | None = None
    """Why nothing was added; None if all units were."""


def add(config: Config, units: Iterable[Unit]) -> int:
    """Add units to the database, all or none, and return how many are new. Raises what `open_memory` raises."""
    with opened(config) as memory:
        return memory.add(units)


def take(config: Config, locale: str, paths: Iterable[Path], name: str = "") -> Iterator[Taken]:
    """Add the units of exchange files to the database, each file whole or not at all; `name` is their format.

    Raises what `open_memory` raises.
    """
    with opened(config) as memory:
        for path in paths:
            yield _taken(config, locale, path, name, memory)


def _taken(config: Config, locale: str, path: Path, name: str, memory: OpenMemory) -> Taken:
    numbers = count()
    counted = (unit for unit, _ in zip(_read(config, locale, path, name), numbers, strict=False))
    try:
        new = memory.add(counted)
    except FileError as error:
        return Taken(path, refused=as_finding(error))
    return Taken(path, next(numbers), new)


def _read(config: Config, locale: str, path: Path, name: str) -> Iterator[Unit]:
    """The units of a file; one without an origin gets the name of the file. Raises FileError."""
    try:
        for unit in exchange_files.read(path, locale=locale, source_locale=config.source_locale, name=name):
            _require_holdable(unit, path)
            yield unit if unit.origin else replace(unit, origin=path.name)
    except (SettingsError, OutsideError) as error:
        raise FileError(str(path), 0, error.text.removeprefix(str(path)).lstrip(": "), error.advice) from error


def _require_holdable(unit: Unit, path: Path) -> None:
    """Raise FileError for a character that a database cannot hold."""
    for text in (unit.source, unit.target, unit.context or "", unit.origin, *unit.notes):
        if found := NOT_IN_TEXT.search(text):
            problem = f"nothing was taken from it: the unit {unit.source!r} holds U+{ord(found[0]):04X}"
            raise FileError(str(path), 0, f"{problem}, which no memory can hold", "delete the character there")
