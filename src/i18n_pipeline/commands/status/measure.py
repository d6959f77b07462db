"""Figures of one page in one language, measured from its files, and cached under the ids of their contents."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from hashlib import sha1
from importlib.metadata import version
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.catalogue import counting, ignoring, layouts
from i18n_pipeline.catalogue.counting import Measured
from i18n_pipeline.catalogue.merging import merge
from i18n_pipeline.catalogue.page_template import template
from i18n_pipeline.commands.assemble import page_from_catalogue
from i18n_pipeline.coverage import Count, Coverage
from i18n_pipeline.errors import OutsideError, PipelineError
from i18n_pipeline.markdown.reading import headings_above
from i18n_pipeline.markdown.reading.segments import Page
from i18n_pipeline.model import LIVE, Catalogue, Message
from i18n_pipeline.profiles import described
from i18n_pipeline.project import cache, catalogue_files, disk, page_links, project_files
from i18n_pipeline.project.page_links import Answers
from i18n_pipeline.project.read_make_write import ReadMakeWrite
from i18n_pipeline.project.settings import Config

FIGURES = "status.db"
"""The cache file of the figures."""

Files: TypeAlias = Mapping[Path, bytes]
"""The bytes of files by their absolute paths."""


SEEN = 8
"""Number of catalogues kept in memory, since page after page may need the same catalogue."""


class Measuring(Struct, frozen=True):
    """A page in a language, and its files."""

    config: Config
    """The settings."""
    locale: str
    """The language."""
    page: str
    """The page, relative to the source folder."""
    files: Files | None = None
    """The bytes of its files; None: read them from disk."""
    key: bytes = b""
    """The cache key of the figures."""
    known: Answers | None = None
    """Files that its links may lead to, relative to the project, and whether they exist; None: look at the disk."""


class FiguresMade(Struct, frozen=True):
    """The figures of a page, and what they rest on."""

    measured: Measured
    """The figures."""
    asked: Answers
    """Files that its links lead to, and whether they were taken to exist."""


class CachedFigures(Struct, frozen=True):
    """Figures for the cache, and their key."""

    key: bytes
    """The key."""
    measured: Measured
    """The figures."""


@lru_cache(maxsize=SEEN)
def blob(data: bytes) -> str:
    """Git's object id of these bytes (git-hash-object)."""
    return sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def key(config: Config, locale: str, page: str, blobs: Iterable[str | None]) -> bytes:
    """The cache key of a page's figures; `blobs` are the object ids of `places`, in that order (None: no such file)."""
    return cache.key(_settings(config), locale, page, *blobs)


def total_key(config: Config, locale: str, commit: str, scope: Iterable[str]) -> bytes:
    """The cache key of a language's sum at a commit; `scope` decides the pages."""
    return cache.key(_settings(config), locale, commit, "total", *scope)


@lru_cache(maxsize=4)
def _settings(config: Config) -> str:
    """Everything but the files that decides figures."""
    places = (config.source, config.catalogues, config.layout, config.output, config.strings, config.pages)
    rules = (
        [described(part.kind) for part in (config, *config.parts)],
        config.markdown,
        sorted(config.accept),
        config.merge.near,
    )
    return repr((version("i18n-pipeline"), places, rules, config.check.ignore))


def places(config: Config, locale: str, page: str, there: Callable[[Path], bool]) -> tuple[Path, ...]:
    """The files that decide a page in a language: the page and catalogues, existing or not, as `there` tells.

    In the layout with a catalogue per page, an existing one is the only catalogue.
    """
    source = _source(config, page)
    if config.layout == "page":
        own = project_files.catalogue_path(config, locale, page)
        if not layouts.is_shared(own.name) and there(own):
            return source, own
    return (source, *(path for _, path in project_files.places(config, locale, page)))


def _source(config: Config, page: str) -> Path:
    """Path of a page."""
    return Path(f"{config.root}/{project_files.reference(config, page)}")


def on_disk(config: Config, locale: str, page: str) -> Measuring:
    """A page in a language with its files read from disk. Raises OutsideError."""
    paths = places(config, locale, page, os.path.exists)
    files = {path: data for path in paths if (data := _read(path)) is not None}
    name = key(config, locale, page, (blob(files[path]) if path in files else None for path in paths))
    return Measuring(config, locale, page, files, name)


def _read_files(work: Measuring) -> Measuring:
    """A page in a language with its files, and what its links lead to. Raises PageError and OutsideError."""
    if work.files is None:
        work = on_disk(work.config, work.locale, work.page)
    data = (work.files or {}).get(_source(work.config, work.page))
    if data is None:
        raise project_files.missing(work.config, work.page)
    return replace(work, known=page_links.linked_files(work.config, work.locale, work.page, data))


def _finished(given: Measuring, made: FiguresMade) -> CachedFigures:
    """The figures; made again, until each file that links were taken to lead to exists, or is known not to."""
    there = dict(zip(made.asked, page_links.answers(given.config, made.asked), strict=True))
    if there == made.asked:
        return CachedFigures(given.key, made.measured)
    given = replace(given, known={**(given.known or {}), **there})
    return _finished(given, make(given))


def _read(path: Path) -> bytes | None:
    if not layouts.is_shared(path.name):
        return disk.read(path)
    stamp = disk.stamp(path)
    return _shared(path, stamp) if stamp else None


@lru_cache(maxsize=SEEN)
def _shared(path: Path, _stamp: disk.Stamp) -> bytes | None:
    """The bytes of a catalogue of several pages, read again only after a change of the file."""
    return disk.read(path)


def figures(work: Measuring) -> Measured:
    """Measure a page from the bytes of its files. Raises PageError and CatalogueError."""
    return make(work).measured


def make(work: Measuring) -> FiguresMade:
    """Measure a page: a function of bytes if it is known what its links lead to. Raises PageError, CatalogueError."""
    config = work.config
    english, live = messages(work)
    links = page_links.asking(config, work.locale, work.page, work.known)
    reference = project_files.reference(config, work.page)
    commented = ignoring.commented(live, config.ignored_in(work.locale, reference))
    made = page_from_catalogue.assemble(
        reference, english, Catalogue(Message(""), commented), config.rules, links.retarget
    )
    measured = counting.measured(live, made.shown, made.refusals, headings_above.title(english))
    return FiguresMade(measured, links.asked)


MEASURE = ReadMakeWrite(_read_files, make, _finished)
"""Measures a page, without a look into the cache. Writes no file."""


def messages(work: Measuring) -> tuple[Page, tuple[Message, ...]]:
    """The English page, and its messages as `update` would write them. Raises PageError and CatalogueError."""
    config, page, files = work.config, work.page, work.files or {}
    path = _source(config, page)
    if path not in files:
        raise project_files.missing(config, page)
    english = _english(config, page, files[path])
    today = template(project_files.reference(config, page), english)
    held = catalogue_files.catalogue(config, work.locale, page, [message.key for message in today], files)
    if held is None:
        return english, today
    merged = merge.merge(held, today, near=config.merge.near / 100).messages
    return english, tuple(message for message in merged if not message.obsolete)


@lru_cache(maxsize=4)
def _english(config: Config, page: str, data: bytes) -> Page:
    """An English page, parsed once for several languages."""
    return project_files.parsed(config, page, data.removeprefix(project_files.BOM))


# --- kept figures ------------------------------------------------------------------------------------


def known(config: Config, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Measured]:
    """The cached figures of pages, by page and locale; looked up in this process, since another takes longer."""
    names: dict[tuple[str, str], bytes] = {}
    for page, locale in wanted:
        with suppress(PipelineError):  # reported when the page is measured
            names[page, locale] = on_disk(config, locale, page).key
    found = kept(config, names.values())
    return {one: found[name] for one, name in names.items() if name in found}


def kept(config: Config, keys: Iterable[bytes]) -> dict[bytes, Measured]:
    """The cached figures of these keys; empty if the cache is unusable, as in a read-only folder."""
    damaged = (ValueError, TypeError)  # a damaged entry counts as missing
    with suppress(OutsideError, *damaged), cache.Cache(config.root, FIGURES, paid=False) as figures_kept:
        return {name: _measured(value) for name, value in figures_kept.get(keys).items()}
    return {}


def keep(config: Config, found: Iterable[CachedFigures]) -> None:
    """Write figures into the cache, if it is writable."""
    new = {one.key: _written(one.measured) for one in found}
    if new:
        with suppress(OutsideError), cache.Cache(config.root, FIGURES, paid=False) as figures_kept:
            figures_kept.put(new)


def _written(measured: Measured) -> str:
    counts = [*(measured.coverage.of(state) for state in LIVE), measured.shown]
    numbers = [number for count in counts for number in (count.messages, count.words)]
    return json.dumps([numbers, measured.refused, measured.title], ensure_ascii=False)


def _measured(text: str) -> Measured:
    numbers, refused, title = json.loads(text)
    *states, shown = (Count(*pair) for pair in zip(numbers[::2], numbers[1::2], strict=True))
    reasons = tuple(((context, msgid), why) for (context, msgid), why in refused)
    return Measured(Coverage(*states), shown, reasons, str(title))
