"""Paths of pages, catalogues and templates. Outside the project, only files a person named are read or written."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from i18n_pipeline import plain_text
from i18n_pipeline.catalogue import layouts
from i18n_pipeline.errors import OutsideError, PageError, PipelineError, SettingsError
from i18n_pipeline.language import gettext
from i18n_pipeline.model import Catalogue, Message
from i18n_pipeline.project import atomic_write, disk, localised_places, source_pages
from i18n_pipeline.project.disk import Kind
from i18n_pipeline.project.settings import Config

if TYPE_CHECKING:
    from i18n_pipeline.markdown.reading.segments import Page

T = TypeVar("T")

BOM = b"\xef\xbb\xbf"
LINE_NUMBER = re.compile(r":\d+$")
"""The line number that other tools add to a reference."""
TRIES = 4
"""Attempts to read, change and write a catalogue that other programs write at the same time."""

UNTIDY = re.compile(r"\A(?:/|\.\.?/)|//|/\./|\\|\A[A-Za-z]:")
"""A path that may be spelled in another way, or leads out of the project."""


# --- pages -------------------------------------------------------------------------------------------


def read_page(config: Config, path: str) -> tuple[bytes, Page]:
    """A page's byte-order mark (empty if it has none) and the parsed page. Raises PageError and OutsideError."""
    return page_of_bytes(config, path, page_bytes(config, path))


def page_path(config: Config, path: str) -> Path:
    """Absolute path of a page or a file of strings."""
    return config.root / reference(config, path)


def page_bytes(config: Config, path: str) -> bytes:
    """The bytes of a page. Raises PageError and OutsideError."""
    data = disk.read(page_path(config, path))
    if data is None:
        raise missing(config, path)
    return data


def page_of_bytes(config: Config, path: str, data: bytes) -> tuple[bytes, Page]:
    """`read_page` with the bytes of the page given. Raises PageError."""
    bom, text = (BOM, data[len(BOM) :]) if data.startswith(BOM) else (b"", data)
    return bom, parsed(config, path, text)


def missing(config: Config, path: str) -> PipelineError:
    """The error to raise for a page whose file is missing."""
    file, name = page_path(config, path), reference(config, path)
    if file.is_symlink():
        problem = f"a link to {plain_text.escaped_path(os.readlink(file))}, which does not exist"  # noqa: PTH115 - its text as it is
        return PageError(name, 0, problem, "correct or delete the link")
    return OutsideError(f"{name} was deleted during this run", "run the command again")


def parsed(config: Config, path: str, text: bytes, name: str = "", line: int = 1) -> Page:
    """Parse bytes of a page, or of a translation of it, without byte-order mark.

    `name` is the name of the file for errors, if it is not the page; `line` is where the bytes begin in that file.
    Raises PageError.
    """
    from i18n_pipeline.markdown.reading.segments import page  # noqa: PLC0415 - only pages that changed are parsed

    name = name or reference(config, path)
    try:
        made = page(text, config.dialect_of(path))
    except UnicodeDecodeError as error:
        line += text.count(b"\n", 0, error.start)
        column = len(text[text.rfind(b"\n", 0, error.start) + 1 : error.start].decode()) + 1
        problem = f"not UTF-8 (byte 0x{text[error.start]:02x})"
        raise PageError(name, line, problem, "save the page as UTF-8", column) from error
    if made.outline.dialect.values and (front := made.outline.front).problem:
        raise PageError(name, front.place[0], front.problem, "correct the file there", front.place[1])
    return made


def reference(config: Config, path: str) -> str:
    """The page's path relative to the project, as catalogues and messages write it."""
    return source_pages.reference(config, path)


# --- localised pages ---------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def localised_path(config: Config, locale: str, path: str) -> Path:
    """Path of the localised page."""
    return config.root / _output(config, locale, path)


def _output(config: Config, locale: str, path: str) -> str:
    """Path of the localised page as the settings write it."""
    return localised_places.path(config, locale, path)


def localised_name(config: Config, locale: str, path: str) -> str:
    """`localised_path` as messages show it, see `shown`."""
    name = _output(config, locale, path)
    return shown(config, localised_path(config, locale, path)) if UNTIDY.search(name) else name


# --- catalogues --------------------------------------------------------------------------------------


def catalogue_folder(config: Config, locale: str) -> Path:
    """Folder of a locale's catalogues, with the locale in gettext form (`pt_BR`)."""
    return Path(_catalogue_folder(config, locale))


@lru_cache(maxsize=256)
def _catalogue_folder(config: Config, locale: str) -> str:
    return f"{config.root / config.catalogues}/{gettext(locale)}/LC_MESSAGES"


def _home(config: Config, page: str, kind: str = "") -> str:
    """Path of the catalogue or template with a page's messages, below its folder, without suffix."""
    return layouts.home(kind or config.layout, page, whole=page in config.twins)


def catalogue_path(config: Config, locale: str, path: str, kind: str = "") -> Path:
    """Path of the catalogue with a page's messages, in the layout `kind` (empty: the layout of the settings)."""
    return Path(f"{_catalogue_folder(config, locale)}/{_home(config, path, kind)}.po")


def catalogue_name(config: Config, locale: str, path: str, kind: str = "") -> str:
    """`catalogue_path` as messages show it, see `shown`."""
    return f"{_catalogue_folder_name(config, locale)}/{_home(config, path, kind)}.po"


@lru_cache(maxsize=256)
def _catalogue_folder_name(config: Config, locale: str) -> str:
    return shown(config, catalogue_folder(config, locale))


def template_folder(config: Config) -> Path:
    """Folder of the templates."""
    return config.root / config.catalogues / "templates"


def template_path(config: Config, path: str) -> Path:
    """Path of the template with a page's messages."""
    return template_folder(config) / f"{_home(config, path)}.pot"


def templates(config: Config) -> list[Path]:
    """Paths of all existing templates, sorted."""
    return _files(template_folder(config), ".pot")


def names_page(config: Config, name: str) -> bool:
    """Whether a reference in a catalogue has the path of a page of this project, existing or deleted."""
    path = page_of(config, name)
    return bool(path) and (source_pages.is_strings(config, path) or source_pages.is_page(config, path))


def page_of(config: Config, name: str) -> str:
    """The page that a reference in a catalogue names, relative to the source folder; empty if it names no page."""
    return source_pages.page_of(config, LINE_NUMBER.sub("", name))


def pages_of(config: Config, message: Message) -> list[str]:
    """The pages that a message names, relative to the source folder."""
    return [page for name in message.references if (page := page_of(config, name))]


def catalogues(config: Config, locale: str) -> list[Path]:
    """Paths of all existing catalogues of a locale, sorted."""
    return _files(catalogue_folder(config, locale), ".po")


def everywhere(config: Config, locale: str, known: Iterable[str]) -> dict[Path, str]:
    """Every catalogue of a locale, with the page that owns it if it is not shared; `known` are all existing pages."""
    folder = catalogue_folder(config, locale)
    pages = {f"{folder}/{_home(config, page, 'page')}.po": page for page in known}
    return {
        path: pages.get(str(path)) or _page_of(config, path.relative_to(folder).as_posix()[:-3])
        for path in catalogues(config, locale)
    }


def _page_of(config: Config, name: str) -> str:
    """The page whose catalogue had this name; only its suffix is a guess."""
    suffixes = config.part(name).kind.suffixes
    return name if name.endswith(suffixes) else f"{name}{suffixes[0]}"


@lru_cache(maxsize=4)
def places(config: Config, locale: str, page: str) -> tuple[tuple[str, Path], ...]:
    """The layouts with the path of a page's catalogue in each, the layout of the settings first."""
    return tuple((kind, catalogue_path(config, locale, page, kind)) for kind in kinds(config))


def kinds(config: Config) -> tuple[str, ...]:
    """The layouts, that of the settings first."""
    return (config.layout, *(kind for kind in layouts.LAYOUTS if kind != config.layout))


def _files(folder: Path, suffix: str) -> list[Path]:
    """The files below a folder with a suffix, sorted; empty if the folder is missing. Raises OutsideError."""
    if not os.path.lexists(folder):
        return []
    names = (name for name, kind in disk.below(folder) if name.endswith(suffix) and kind is not Kind.FOLDER)
    found = (name for name in names if not source_pages.is_hidden(name))
    return [Path(f"{folder}/{name}") for name in sorted(found, key=lambda name: name.split("/"))]


def load_catalogue(config: Config, path: Path, *, twice: bool = False) -> tuple[Catalogue, bytes] | None:
    """Read a catalogue, with the file's bytes for `swap` to compare; None if the file is missing.

    `twice` allows several live entries for one message. Raises CatalogueError, SettingsError and OutsideError.
    """
    data = catalogue_bytes(config, path)
    return None if data is None else (parsed_catalogue(config, path, data, twice=twice), data)


def catalogue_bytes(config: Config, path: Path) -> bytes | None:
    """The bytes of a catalogue, None if the file is missing. Raises SettingsError and OutsideError."""
    _place(config, path)
    return disk.read(path)


def parsed_catalogue(config: Config, path: Path, data: bytes, *, twice: bool = False) -> Catalogue:
    """Parse the bytes of a catalogue; `path` is for error messages. Raises CatalogueError."""
    from i18n_pipeline.catalogue import po  # noqa: PLC0415 - only catalogues that changed are parsed

    catalogue = po.read(data, shown(config, path), twice=twice)
    po.require_filled(catalogue, shown(config, path))
    po.require_known(catalogue, shown(config, path))
    return catalogue


# --- files -------------------------------------------------------------------------------------------


def shown(config: Config, path: Path) -> str:
    """A path as messages show it: relative to the project, or absolute outside of the project."""
    name, root = path.as_posix(), f"{config.root.as_posix()}/"
    return name[len(root) :] if name.startswith(root) else str(path)


class ChangedMeanwhileError(OutsideError):
    """Another program changed a file after it was read."""


def retried(action: Callable[[], T], tries: int = TRIES) -> T:
    """Call `action`; again, up to `tries` times, if another program changed the file meanwhile. Raises OutsideError."""
    for _ in range(tries - 1):
        try:
            return action()
        except ChangedMeanwhileError:
            continue
    return action()


def write(config: Config, path: Path, data: bytes, *, dry: bool = False) -> bool:
    """Write `data` to a file, whole or not at all, and return whether its content changed. `dry` writes nothing.

    Raises SettingsError for a path that symbolic links lead out of the project, and OutsideError.
    """
    if disk.read(path) == data:
        return False
    return dry or _put(path, data, partial(_place, config, path), _nothing)


def swap(config: Config, path: Path, before: bytes | None, data: bytes, *, dry: bool = False) -> bool:
    """`write`, if the file still holds `before`, the bytes that were read (None: no file).

    Raises ChangedMeanwhileError if another program has written the file since.
    """
    if before == data:
        return False
    same = partial(_require_same, config, path, before)
    return dry or _put(path, data, partial(_place, config, path), same)


def save(path: Path, data: bytes) -> bool:
    """Write `data` to a path that a person named, and return whether its content changed. Raises OutsideError.

    Links are followed. A pipe or device, such as /dev/null, is written to, not replaced.
    """
    path = Path(os.path.realpath(path))
    if not path.exists() or path.is_file():
        return disk.read(path) != data and _put(path, data, lambda: str(path), _nothing)
    disk.pour(path, data)
    return True


def _nothing() -> None:
    pass


def _put(path: Path, data: bytes, place: Callable[[], str], last: Callable[[], None]) -> bool:
    """Write a file, and return True. `place` tells where it is, `last` is called before the rename; both may raise."""
    atomic_write.put(path, data, last, place())
    return True


def remove(config: Config, path: Path, before: bytes) -> None:
    """Remove a file, if it still holds `before`. Raises ChangedMeanwhileError and OutsideError."""
    _require_same(config, path, before)
    disk.remove(path)


def _require_same(config: Config, path: Path, before: bytes | None) -> None:
    if disk.read(path) != before:
        raise ChangedMeanwhileError(
            f"{shown(config, path)} is being changed by another program", "run the command again"
        )


def _place(config: Config, path: Path) -> str:
    """Where a file lies, links followed. Raises SettingsError for a path that links lead out of the project."""
    if not disk.may_be_linked(str(path), str(config.root)):  # the settings have the root without links
        return str(path)
    place = os.path.realpath(path)
    if not Path(place).is_relative_to(config.root):
        raise SettingsError(f"{path} lies outside the project: a link leads to {place}", "nothing is written there")
    return place
