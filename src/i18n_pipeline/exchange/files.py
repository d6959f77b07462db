"""Exchange files: which format a file has, which files a folder holds, and the two ways through every format.

A format is a module of this part with `read` and `write`, as in `exchange/csv.py`; it never sees a half-written file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from types import ModuleType

from i18n_pipeline import disk, plugins
from i18n_pipeline.disk import Kind
from i18n_pipeline.errors import FileError, SettingsError, did_you_mean
from i18n_pipeline.exchange import extra, languages
from i18n_pipeline.model import Unit

SUFFIXES = {
    ".tmx": "tmx",
    ".xlf": "xliff1",
    ".xliff": "xliff1",
    ".po": "po",
    ".pot": "po",
    ".mo": "mo",
    ".csv": "csv",
}
"""The format that a suffix stands for. `.xlf` is written as XLIFF 1.2, and read as the version it says it is."""

FORMATS = ("csv", "mo", "po", "tmx", "xliff1", "xliff2")
"""Names of all formats."""


def files(path: Path, locale: str) -> list[Path]:
    """The exchange files below a folder, sorted; a path that is no folder stands for itself.

    Of files in gettext's layout (`nl/LC_MESSAGES/x.mo`) those of the locale; one that it lacks comes from the locale
    nearest to it. Hidden files and folders, and links to folders, are left aside. Raises OutsideError for a folder
    that cannot be listed.
    """
    if not path.is_dir():
        return [path]
    nearest: dict[tuple[str, ...], tuple[int, Path]] = {}
    for file in _below(path):
        tag, rest = _locale_parted(file.relative_to(path))
        rank = languages.rank(tag, locale) if tag else 0
        if rank is not None:
            nearest[rest] = min((rank, file), nearest.get(rest, (rank, file)))
    return sorted(file for _, file in nearest.values())


def read(path: Path, *, locale: str, source_locale: str, name: str = "") -> Iterator[Unit]:
    """The finished translations of a file from `source_locale` to `locale`, as they come; most files are streamed.

    Languages match leniently: exactly, or else by their language subtag (RFC 5646), never across scripts. Units are
    given `locale` and `source_locale` as they were asked for. `name` is a format, where the suffix does not tell.
    What is empty, unfinished or in another language is passed over, and of plurals the singular is taken.

    Raises SettingsError, OutsideError, and FileError, which may come after some units of the file were given.
    """
    try:
        module = _format(path, name, reading=True)
        yield from module.read(path, locale=locale, source_locale=source_locale)
    except OSError as error:
        raise disk.failure(path, "read", error) from error


def write(path: Path, units: Iterable[Unit], *, locale: str, source_locale: str, name: str = "") -> int:
    """Write the units of one pair of languages, and give how many were written. The file is whole or not there.

    Units of other languages, and those that are `unholdable`, are left out; in PO and MO files, of units with one
    context and source all but the first. Raises SettingsError and OutsideError.
    """
    module = _format(path, name, reading=False)
    pair = (locale, source_locale)
    wanted = (u for u in units if (u.locale, u.source_locale) == pair and not unholdable(path, u, name))
    with disk.replacing(path) as out:
        return int(module.write(out, wanted, locale=locale, source_locale=source_locale))


def unholdable(path: Path, unit: Unit, name: str = "") -> FileError | None:
    """Why a file of this format, or of the one called `name`, cannot hold a unit; None where it can."""
    module = _format(path, name, reading=False)
    for text in (unit.source, unit.target, unit.context or "", unit.origin, *unit.notes):
        if found := module.UNHOLDABLE.search(text):
            problem = f"U+{ord(found[0]):04X} cannot be written in this format; the unit {unit.source!r} is left out"
            return FileError(str(path), 0, problem)
    return None


def _below(folder: Path) -> Iterator[Path]:
    """The files with a known suffix below a folder. Raises OutsideError for a folder that cannot be listed."""
    for name, kind in disk.below(folder, lambda name: not PurePath(name).name.startswith(".")):
        hidden = PurePath(name).name.startswith(".")
        if not hidden and PurePath(name).suffix.lower() in SUFFIXES and kind is not Kind.FOLDER:
            yield folder / name


def _locale_parted(path: PurePath) -> tuple[str, tuple[str, ...]]:
    """The locale of a file in gettext's layout, empty in any other, and the path without it."""
    parts = path.parts
    place = next((place for place, part in enumerate(parts) if place and part.startswith("LC_")), 0)
    return (parts[place - 1], (*parts[: place - 1], "", *parts[place:])) if place else ("", parts)


def _format(path: Path, name: str, *, reading: bool) -> ModuleType:
    """The module of a file's format. Raises SettingsError."""
    name = name or SUFFIXES.get(path.suffix.lower(), "")
    if not name:
        known = ", ".join(SUFFIXES)
        raise SettingsError(f"{path}: no format is known by the suffix {path.suffix!r}; known: {known}")
    if name not in FORMATS:
        raise SettingsError(f"there is no exchange format {name!r}. {did_you_mean(name, list(FORMATS))}")
    with extra.needed(path, "TMX and XLIFF need"):
        if reading and name.startswith("xliff"):
            name = plugins.load("exchange", "xml").xliff_format(path)
        return plugins.load("exchange", name)
