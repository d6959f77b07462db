"""What the catalogues say of each page, whatever their layout. Shared catalogues are read once in each process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar

from i18n_pipeline import disk, site
from i18n_pipeline.catalogue import layout, po
from i18n_pipeline.catalogue.merge import Key
from i18n_pipeline.config import Config
from i18n_pipeline.errors import PipelineError
from i18n_pipeline.model import Catalogue, Message

T = TypeVar("T")

TRIES = 4
"""How often a catalogue is read and changed anew because somebody else wrote it meanwhile."""

MOST = 4
"""Shared catalogues that are kept in memory."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A catalogue file as it was read."""

    catalogue: Catalogue
    """All of it."""
    data: bytes
    """Its bytes."""
    parts: Mapping[str, tuple[Message, ...]]
    """The messages of each page, with the contexts they have there; those of no page under ``."""
    loose: Mapping[Key, Message]
    """Live messages without a reference: they belong to any page that has their text."""
    surplus: int = 0
    """How many live messages of the file are left out of `parts`, or obsolete there, since others have their keys."""


def read(config: Config, path: Path, page: str, *, twice: bool = False) -> Stored | None:
    """A catalogue file, None where there is none; one that can be of one page only is that of `page`.

    `twice` allows several live entries for one message, of which one is chosen. Raises CatalogueError, SettingsError
    and OutsideError.
    """
    if layout.is_shared(path.name):
        found = _shared(config, path, twice=twice)
        return found and _owned(config, found, path, page)
    own = site.load_catalogue(config, path, twice=twice)
    return own and _of_parts(*own, {page: own[0].messages})


def _of_bytes(config: Config, path: Path, data: bytes, page: str) -> Stored:
    """What `read` gives of a file at `path` that has these bytes. Raises CatalogueError and SettingsError."""
    if layout.is_shared(path.name):
        return _owned(config, _parted(config, path, data), path, page)
    own = site.parsed_catalogue(config, path, data)
    return _of_parts(own, data, {page: own.messages})


def _of_parts(catalogue: Catalogue, data: bytes, parts: Mapping[str, tuple[Message, ...]]) -> Stored:
    """A file with the messages of its pages, each of which is to have one live entry for each message."""
    own = {message.line for message in catalogue.messages if layout.owner(message.msgctxt)}
    chosen = {page: layout.single(part, own) for page, part in parts.items()}
    surplus = sum(_live(part) - _live(chosen[page]) for page, part in parts.items())
    loose = {message.key: message for message in chosen.get("", ()) if not message.obsolete}
    return Stored(catalogue, data, chosen, loose, surplus)


def _live(messages: Iterable[Message]) -> int:
    return sum(not message.obsolete for message in messages)


def _owned(config: Config, found: Stored, path: Path, page: str) -> Stored:
    """The same, all of it of a page where the name of the file is that of the page's own and no other is in it."""
    if page and config.layout == "page" and _is_own(path, page) and found.parts.keys() <= {"", page}:
        return replace(_of_parts(found.catalogue, found.data, {page: found.catalogue.messages}), loose={})
    return found


def _shared(config: Config, path: Path, *, twice: bool) -> Stored | None:
    """A catalogue of several pages, read again only when the file has changed."""
    stamp = disk.stamp(path)
    found = _kept(config, path, stamp, twice) if stamp else None
    if isinstance(found, PipelineError):
        raise type(found)(*found.args)
    return found


@lru_cache(maxsize=MOST)
def _kept(config: Config, path: Path, _stamp: disk.Stamp, twice: bool) -> Stored | PipelineError | None:
    try:
        found = site.load_catalogue(config, path, twice=twice)
    except PipelineError as error:
        return error
    return found and _split(config, path, *found)


@lru_cache(maxsize=MOST)
def _parted(config: Config, path: Path, data: bytes) -> Stored:
    return _split(config, path, site.parsed_catalogue(config, path, data), data)


def _split(config: Config, path: Path, catalogue: Catalogue, data: bytes) -> Stored:
    """A catalogue of several pages, by page."""
    parts = layout.split(catalogue.messages, partial(site.page_of, config))
    named = [page for page in parts if page]
    if len(named) == 1 and _is_own(path, named[0]):
        return replace(_of_parts(catalogue, data, {named[0]: catalogue.messages}), loose={})
    return _of_parts(catalogue, data, parts)


def everywhere(config: Config, locale: str, known: Iterable[str]) -> dict[Path, str]:
    """Every catalogue of a locale, with the page that it is of if it is of one; `known` are the pages there are."""
    folder = site.catalogue_folder(config, locale)
    pages = {site.catalogue_path(config, locale, page, "page"): page for page in known}
    return {
        path: pages.get(path) or f"{path.relative_to(folder).as_posix()[:-3]}.md"
        for path in site.catalogues(config, locale)
    }


def find(
    config: Config, locale: str, page: str, files: Mapping[Path, bytes] | None = None
) -> tuple[Path, Stored] | None:
    """The file with a page's messages: in the layout of the settings, or in the one from which nobody switched yet.

    `files` are the only ones there are, with their bytes; None: those on disk.
    """
    for kind, path in places(config, locale, page):
        if files is None:
            found = read(config, path, page)
        else:
            found = _of_bytes(config, path, files[path], page) if path in files else None
        if found and (page in found.parts or (found.loose and kind == config.layout)):
            return path, found
    return None


def places(config: Config, locale: str, page: str) -> list[tuple[str, Path]]:
    """Where a page's messages may be, by layout, that of the settings first."""
    kinds = dict.fromkeys((config.layout, *layout.LAYOUTS))
    return [(kind, site.catalogue_path(config, locale, page, kind)) for kind in kinds]


def messages(stored: Stored, page: str, keys: Iterable[Key] = ()) -> tuple[Message, ...]:
    """The messages of a page, and those of the `keys` that are loose."""
    part = stored.parts.get(page, ())
    if not stored.loose:
        return part
    known = {message.key for message in part if not message.obsolete}
    wanted = (key for key in dict.fromkeys(keys) if key not in known)
    return (*part, *(stored.loose[key] for key in wanted if key in stored.loose))


def catalogue(
    config: Config, locale: str, page: str, keys: Iterable[Key] = (), files: Mapping[Path, bytes] | None = None
) -> Catalogue | None:
    """The messages of a page as a catalogue of its own, None where there are none.

    For `keys` see `messages`, for `files` see `find`.
    """
    found = find(config, locale, page, files)
    if not found:
        return None
    if not layout.is_shared(found[0].name):
        return found[1].catalogue
    return alone(found[1].catalogue, messages(found[1], page, keys))


def file_of(config: Config, locale: str, page: str) -> str:
    """The catalogue with a page's messages as people are told it: relative to the project, whether it is there or not.

    Raises CatalogueError, SettingsError and OutsideError.
    """
    found = find(config, locale, page)
    return site.shown(config, found[0] if found else site.catalogue_path(config, locale, page))


def alone(whole: Catalogue, part: tuple[Message, ...]) -> Catalogue:
    """One page's messages under the header of the file they are in."""
    return replace(whole, messages=part, gaps=())


def _is_own(path: Path, page: str) -> bool:
    """Whether the name of a file, which may be that of a shared one, is the name of a page's own."""
    name = layout.home("page", page)
    return path.with_suffix("").as_posix().endswith((f"/LC_MESSAGES/{name}", f"/templates/{name}"))


def composed(path: Path, base: Catalogue, parts: Mapping[str, tuple[Message, ...]]) -> Catalogue:
    """The file at `path`, like `base`, with the messages of these pages."""
    own = {page: layout.distinct(part) for page, part in parts.items()}
    if layout.is_shared(path.name) and not all(_is_own(path, page) for page, part in own.items() if page and part):
        return po.rearranged(base, layout.distinct(layout.join(own)))
    everything = [message for page in sorted(own, key=lambda page: (not page, page)) for message in own[page]]
    return po.rearranged(base, layout.once(layout.distinct(everything)))


def retried(action: Callable[[], T]) -> T:
    """Do what reads, changes and swaps a file, anew if somebody else wrote it meanwhile. Raises OutsideError."""
    for _ in range(TRIES - 1):
        try:
            return action()
        except site.ChangedMeanwhileError:
            continue
    return action()


def change(config: Config, locale: str, page: str, changed: Callable[[Catalogue], Catalogue], *, dry: bool) -> bool:
    """Give the messages of a page to a pure function and write what it makes of them; whether that changes the file.

    The catalogue has the page's messages only, whatever the layout; where there is none, it is a new one. The
    function is called anew when somebody else writes the file meanwhile. Raises CatalogueError, SettingsError and
    OutsideError.
    """
    return retried(partial(_changed, config, locale, page, changed, dry=dry))


def _changed(config: Config, locale: str, page: str, changed: Callable[[Catalogue], Catalogue], *, dry: bool) -> bool:
    found = find(config, locale, page)
    path = found[0] if found else site.catalogue_path(config, locale, page)
    stored = found[1] if found else read(config, path, page)
    base = stored.catalogue if stored else po.new_catalogue(locale, config.project)
    old = stored.parts if stored else {}
    part = changed(alone(base, old.get(page, ()))).messages
    return write(config, locale, (path, stored), composed(path, base, {**old, page: part}), dry=dry)


def write(config: Config, locale: str, before: tuple[Path, Stored | None], new: Catalogue, *, dry: bool) -> bool:
    """Write what a catalogue that was read is to be; whether that changes the file.

    `before` is its path, and what was read there. Raises as `site.swap`.
    """
    path, stored = before
    if stored and new == stored.catalogue:
        return False
    data = po.write(po.completed(new, locale, config.project))
    return site.swap(config, path, stored.data if stored else None, data, dry=dry)
