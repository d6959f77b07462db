"""Read and write the messages of one page in any layout. A shared catalogue is read once in each process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeAlias, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.catalogue import layouts, po, sharing
from i18n_pipeline.errors import PipelineError, copied
from i18n_pipeline.model import Catalogue, Key, Message
from i18n_pipeline.project import disk, project_files
from i18n_pipeline.project.settings import Config

T = TypeVar("T")

Files: TypeAlias = Mapping[Path, bytes | PipelineError]
"""Files by their paths: their bytes, or the error of reading one; a missing file is left out."""

MOST = 4
"""Number of shared catalogues kept in RAM."""


class Stored(Struct, frozen=True):
    """A catalogue file as it was read."""

    catalogue: Catalogue
    """The whole catalogue."""
    data: bytes
    """The bytes of the file."""
    parts: Mapping[str, tuple[Message, ...]]
    """The messages by page, with the contexts they have on the page; those without a page under the empty name."""
    loose: Mapping[Key, Message]
    """Live messages without a reference; they belong to every page that has their text."""
    surplus: int = 0
    """Number of live messages that `parts` leaves out or has as obsolete, since another has the same key."""


def read(config: Config, path: Path, page: str, *, twice: bool = False) -> Stored | None:
    """Read a catalogue, None if missing; `page` owns all messages unless the file may be shared.

    `twice` allows several live entries for one message; the best is kept. Raises CatalogueError, SettingsError and
    OutsideError.
    """
    data = data_of(config, path)
    return None if data is None else of_bytes(config, path, data, page, twice=twice)


def of_bytes(config: Config, path: Path, data: bytes, page: str, *, twice: bool = False) -> Stored:
    """`read` with the bytes of the file given. Raises CatalogueError and SettingsError."""
    if not layouts.is_shared(path.name):
        own = project_files.parsed_catalogue(config, path, data, twice=twice)
        return _of_parts(own, data, {page: own.messages})
    found = _parted(config, path, data, twice)
    if isinstance(found, PipelineError):
        raise copied(found)
    return _owned(config, found, path, page)


def data_of(config: Config, path: Path) -> bytes | None:
    """The bytes of a catalogue, None if missing; a shared one is read again only after a change of the file.

    Raises SettingsError and OutsideError.
    """
    if not layouts.is_shared(path.name):
        return project_files.catalogue_bytes(config, path)
    stamp = disk.stamp(path)
    return _kept(config, path, stamp) if stamp else None


def given(config: Config, paths: Iterable[Path]) -> Files:
    """The catalogues at some paths as `Files`."""
    found: dict[Path, bytes | PipelineError] = {}
    for path in paths:
        try:
            data = data_of(config, path)
        except PipelineError as error:
            found[path] = error
            continue
        if data is not None:
            found[path] = data
    return found


def of_given(config: Config, path: Path, page: str, files: Files | None, *, twice: bool = False) -> Stored | None:
    """`read` from `files`; from the disk if they are None."""
    if files is None:
        return read(config, path, page, twice=twice)
    data = files.get(path)
    if isinstance(data, PipelineError):
        raise copied(data)
    return None if data is None else of_bytes(config, path, data, page, twice=twice)


def _of_parts(catalogue: Catalogue, data: bytes, parts: Mapping[str, tuple[Message, ...]]) -> Stored:
    """The file with its messages by page, reduced to one live entry for each key."""
    own = {message.line for message in catalogue.messages if sharing.owner(message.msgctxt)}
    chosen = {page: sharing.single(part, own) for page, part in parts.items()}
    surplus = sum(_live(part) - _live(chosen[page]) for page, part in parts.items())
    loose = {message.key: message for message in chosen.get("", ()) if not message.obsolete}
    return Stored(catalogue, data, chosen, loose, surplus)


def _live(messages: Iterable[Message]) -> int:
    return sum(not message.obsolete for message in messages)


def _owned(config: Config, found: Stored, path: Path, page: str) -> Stored:
    """The file with all messages given to `page`, if it has the page's own path and no other page in it."""
    if page and config.layout == "page" and _is_own(path, page) and found.parts.keys() <= {"", page}:
        return replace(_of_parts(found.catalogue, found.data, {page: found.catalogue.messages}), loose={})
    return found


@lru_cache(maxsize=MOST)
def _kept(config: Config, path: Path, _stamp: disk.Stamp) -> bytes | None:
    return project_files.catalogue_bytes(config, path)


@lru_cache(maxsize=MOST)
def _parted(config: Config, path: Path, data: bytes, twice: bool) -> Stored | PipelineError:
    try:
        return _split(config, path, project_files.parsed_catalogue(config, path, data, twice=twice), data)
    except PipelineError as error:
        return error


def _split(config: Config, path: Path, catalogue: Catalogue, data: bytes) -> Stored:
    """Split a catalogue that may be shared by page."""
    parts = sharing.split(catalogue.messages, partial(project_files.page_of, config))
    named = [page for page in parts if page]
    if len(named) == 1 and _is_own(path, named[0]):
        return replace(_of_parts(catalogue, data, {named[0]: catalogue.messages}), loose={})
    return _of_parts(catalogue, data, parts)


def find(config: Config, locale: str, page: str, files: Files | None = None) -> tuple[Path, Stored] | None:
    """The catalogue with a page's messages, in the layout of the settings or still in another one; None if missing.

    `files` replaces the files on disk.
    """
    for kind, path in project_files.places(config, locale, page):
        found = of_given(config, path, page, files)
        if found and (page in found.parts or (found.loose and kind == config.layout)):
            return path, found
    return None


def messages(stored: Stored, page: str, keys: Iterable[Key] = ()) -> tuple[Message, ...]:
    """The messages of a page, and the loose messages with one of the `keys`."""
    part = stored.parts.get(page, ())
    if not stored.loose:
        return part
    known = {message.key for message in part if not message.obsolete}
    wanted = (key for key in dict.fromkeys(keys) if key not in known)
    return (*part, *(stored.loose[key] for key in wanted if key in stored.loose))


def catalogue(
    config: Config, locale: str, page: str, keys: Iterable[Key] = (), files: Files | None = None
) -> Catalogue | None:
    """The messages of a page as a catalogue of this page alone, None if missing.

    For `keys` see `messages`, for `files` see `find`.
    """
    found = find(config, locale, page, files)
    if not found:
        return None
    if not layouts.is_shared(found[0].name):
        return found[1].catalogue
    return alone(found[1].catalogue, messages(found[1], page, keys))


def file_of(config: Config, locale: str, page: str, files: Files | None = None) -> str:
    """Path of the catalogue with a page's messages, existing or not, as messages show it.

    Raises CatalogueError, SettingsError and OutsideError.
    """
    found = find(config, locale, page, files)
    return project_files.shown(config, found[0] if found else project_files.catalogue_path(config, locale, page))


def alone(whole: Catalogue, part: tuple[Message, ...]) -> Catalogue:
    """The messages `part` under the header of the file they come from."""
    return replace(whole, messages=part, gaps=())


def _is_own(path: Path, page: str) -> bool:
    """Whether a path is that of the page's catalogue in the layout `page`, perhaps also of a shared catalogue."""
    names = (layouts.home("page", page), page)
    own = path.with_suffix("").as_posix()
    return own.endswith(tuple(f"/{folder}/{name}" for folder in ("LC_MESSAGES", "templates") for name in names))


def composed(path: Path, base: Catalogue, parts: Mapping[str, tuple[Message, ...]]) -> Catalogue:
    """The catalogue to write at `path`: header and layout of `base`, with the messages of these pages."""
    own = {page: sharing.distinct(part) for page, part in parts.items()}
    if layouts.is_shared(path.name) and not all(_is_own(path, page) for page, part in own.items() if page and part):
        return po.rearranged(base, sharing.distinct(sharing.join(own)))
    everything = [message for page in sorted(own, key=lambda page: (not page, page)) for message in own[page]]
    return po.rearranged(base, sharing.once(sharing.distinct(everything)))


def change(config: Config, locale: str, page: str, changed: Callable[[Catalogue], Catalogue], *, dry: bool) -> bool:
    """Apply the pure function `changed` to a page's messages, write them, and return whether the file changed.

    The function gets a catalogue of the page's messages only, in any layout; a new one if the file is missing. It is
    called again if another program writes the file meanwhile. Raises CatalogueError, SettingsError and OutsideError.
    """
    return project_files.retried(partial(_changed, config, locale, page, changed, dry=dry))


def _changed(config: Config, locale: str, page: str, changed: Callable[[Catalogue], Catalogue], *, dry: bool) -> bool:
    found = find(config, locale, page)
    path = found[0] if found else project_files.catalogue_path(config, locale, page)
    stored = found[1] if found else read(config, path, page)
    base = stored.catalogue if stored else po.new_catalogue(locale, config.project)
    old = stored.parts if stored else {}
    part = changed(alone(base, old.get(page, ()))).messages
    return write(config, locale, (path, stored), composed(path, base, {**old, page: part}), dry=dry)


def write(config: Config, locale: str, before: tuple[Path, Stored | None], new: Catalogue, *, dry: bool) -> bool:
    """Write a catalogue and return whether the file changed.

    `before` is its path and what was read there (None: no file). Raises what `project_files.swap` raises.
    """
    path, stored = before
    data = written(config, locale, stored, new)
    if stored and data == stored.data:
        return False
    return project_files.swap(config, path, stored.data if stored else None, data, dry=dry)


def written(config: Config, locale: str, stored: Stored | None, new: Catalogue) -> bytes:
    """The bytes of a catalogue: those of the file as read if nothing in it changed."""
    if stored and new == stored.catalogue:
        return stored.data
    return po.write(po.completed(new, locale, config.project))
