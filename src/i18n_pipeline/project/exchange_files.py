"""Read and write exchange files of any format, and list those in a folder.

A format is a module of `memory/exchange/` with `read` and `write`, such as `csv.py`. Files are replaced whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from types import ModuleType

from i18n_pipeline import language, plugins
from i18n_pipeline.errors import FileError, SettingsError, as_finding, did_you_mean
from i18n_pipeline.findings import Finding
from i18n_pipeline.memory.exchange import extra
from i18n_pipeline.model import Unit
from i18n_pipeline.project import atomic_write, disk
from i18n_pipeline.project.disk import Kind

SUFFIXES = {
    ".tmx": "tmx",
    ".xlf": "xliff1",
    ".xliff": "xliff1",
    ".po": "po",
    ".pot": "po",
    ".mo": "mo",
    ".csv": "csv",
}
"""The format by suffix. `.xlf` is written as XLIFF 1.2, and read as the version that the file names."""

FORMATS = ("csv", "mo", "po", "tmx", "xliff1", "xliff2")
"""Names of all formats."""


def files(path: Path, locale: str) -> list[Path]:
    """The exchange files below a folder, sorted; for a file, the file alone.

    Of files in gettext's layout (`nl/LC_MESSAGES/x.mo`) those of the locale; a missing one is replaced by that of the
    nearest locale. Hidden files and folders, and links to folders, are skipped. Raises OutsideError for a folder that
    cannot be listed.
    """
    if not path.is_dir():
        return [path]
    nearest: dict[tuple[str, ...], tuple[int, Path]] = {}
    for file in _below(path):
        tag, rest = _locale_parted(file.relative_to(path))
        rank = language.rank(tag, locale) if tag else 0
        if rank is not None:
            nearest[rest] = min((rank, file), nearest.get(rest, (rank, file)))
    return sorted(file for _, file in nearest.values())


def read(path: Path, *, locale: str, source_locale: str, name: str = "") -> Iterator[Unit]:
    """The finished translations in a file from `source_locale` to `locale`, in file order; most files are streamed.

    Languages match exactly, or else by their language subtag (RFC 5646), never across scripts. Units get `locale` and
    `source_locale` as given. `name` is a format (empty: by suffix). Empty and unfinished units and those in other
    languages are skipped; of plurals the singular is read.

    Raises SettingsError, OutsideError, and FileError, perhaps after some units were yielded.
    """
    try:
        module = _format(path, name, reading=True)
        yield from module.read(path, locale=locale, source_locale=source_locale)
    except OSError as error:
        raise disk.failure(path, "read", error) from error


def write(path: Path, units: Iterable[Unit], *, locale: str, source_locale: str, name: str = "") -> int:
    """Write the units of one pair of languages, whole or not at all, and return their number.

    Units in other languages and `unholdable` ones are left out; PO and MO files also keep only the first unit of equal
    context and source. Raises SettingsError and OutsideError.
    """
    module = _format(path, name, reading=False)
    pair = (locale, source_locale)
    wanted = (u for u in units if (u.locale, u.source_locale) == pair and not unholdable(path, u, name))
    with atomic_write.replacing(path) as out:
        return int(module.write(out, wanted, locale=locale, source_locale=source_locale))


def unholdable(path: Path, unit: Unit, name: str = "") -> Finding | None:
    """Why a unit cannot be written in the format of a file (or in format `name`); None if it can."""
    module = _format(path, name, reading=False)
    for text in (unit.source, unit.target, unit.context or "", unit.origin, *unit.notes):
        if found := module.UNHOLDABLE.search(text):
            problem = f"U+{ord(found[0]):04X} cannot be written in this format; the unit {unit.source!r} is left out"
            return as_finding(FileError(str(path), 0, problem, "delete the character, or choose another format"))
    return None


def _below(folder: Path) -> Iterator[Path]:
    """The files below a folder with a known suffix. Raises OutsideError for a folder that cannot be listed."""
    for name, kind in disk.below(folder, lambda name: not PurePath(name).name.startswith(".")):
        hidden = PurePath(name).name.startswith(".")
        if not hidden and PurePath(name).suffix.lower() in SUFFIXES and kind is not Kind.FOLDER:
            yield folder / name


def _locale_parted(path: PurePath) -> tuple[str, tuple[str, ...]]:
    """The locale of a path in gettext's layout, empty in other layouts, and the path without it."""
    parts = path.parts
    place = next((place for place, part in enumerate(parts) if place and part.startswith("LC_")), 0)
    return (parts[place - 1], (*parts[: place - 1], "", *parts[place:])) if place else ("", parts)


def _format(path: Path, name: str, *, reading: bool) -> ModuleType:
    """The module for the format of a file. Raises SettingsError."""
    name = name or SUFFIXES.get(path.suffix.lower(), "")
    if not name:
        known = ", ".join(SUFFIXES)
        raise SettingsError(f"{path}: no format is known by the suffix {path.suffix!r}", f"known: {known}")
    if name not in FORMATS:
        raise SettingsError(f"there is no exchange format {name!r}", did_you_mean(name, list(FORMATS)))
    with extra.needed(path, "TMX and XLIFF need"):
        if reading and name.startswith("xliff"):
            name = plugins.load("memory.exchange", "xml").xliff_format(path)
        return plugins.load("memory.exchange", name)
