"""Find the pages below the source folder, and the files that are skipped, with reasons."""

from __future__ import annotations

import posixpath
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath

from msgspec import Struct

from i18n_pipeline.errors import OutsideError, PageError, SettingsError, as_finding
from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.language import bcp47
from i18n_pipeline.plain_text import escaped_path
from i18n_pipeline.project import disk, localised_places, strings_files
from i18n_pipeline.project.disk import Kind
from i18n_pipeline.project.settings import Config
from i18n_pipeline.project.settings_rows import StringsTable
from i18n_pipeline.project.usual_strings import strings_of_profile

FOREIGN = frozenset(
    {"node_modules", "bower_components", "jspm_packages", "__pycache__", "site-packages", "__pypackages__"}
)
"""Folders of packages that package managers install."""
BUILT = frozenset({"_site", "_build"})
"""Folders into which generators build a site within the folder of its pages: Jekyll, Eleventy; Sphinx, Jupyter Book."""
VENDORED = re.compile(r"(?:.*/)?vendor/(?:bundle|cache|gems|ruby)", re.DOTALL)
"""Folders into which Bundler installs gems; Jekyll excludes them too (its setting `exclude`)."""
RENAME = "rename the file or exclude it"
PUT = "put the file or folder itself there or exclude it"
ENVIRONMENT = "pyvenv.cfg"
"""The file that marks a folder as a Python virtual environment (PEP 405)."""


class Found(Struct, frozen=True):
    """The pages below the source folder, and what was skipped."""

    pages: tuple[str, ...]
    """The pages, relative to the source folder with `/` between, and the files of strings, relative to the project;
    sorted."""
    skipped: tuple[Finding, ...] = ()
    """A warning for each skipped file that looks like a page."""
    failures: tuple[Finding, ...] = ()
    """An error for each file whose name no page can have."""


def pages(config: Config) -> list[str]:
    """The pages of the project, relative to the source folder, with `/`, sorted. Raises what `survey` raises."""
    return list(survey(config).pages)


def survey(config: Config) -> Found:
    """Find the pages of the project. Raises SettingsError, and OutsideError if a folder cannot be listed.

    A dangling symbolic link still counts as a page, so that its catalogue does not look like that of a deleted page.
    """
    for part in config.parts or (config,):
        if not (config.root / part.source).is_dir():
            advice = "set 'source' to where the pages are"
            raise SettingsError(f"there is no folder {part.source!r} in {config.root}", advice)
    folder = config.root / config.source
    pages: list[str] = []
    skipped: list[Finding] = []
    failures: list[Finding] = []
    for path, kind in candidates(config):
        _require_readable(reference(config, path))
        if problem := _problem_of_name(reference(config, path)):
            failures.append(as_finding(PageError(escaped_path(reference(config, path)), 0, problem, RENAME)))
        elif problem := _problem_of_file(folder / path, kind, folder):
            skipped.append(Finding(Severity.WARNING, "page-skipped", problem, reference(config, path), advice=PUT))
        else:
            pages.append(path)
    pages += _strings(config, skipped)
    return Found(
        tuple(sorted(pages)), *(tuple(sorted(found, key=lambda one: one.file)) for found in (skipped, failures))
    )


def _strings(config: Config, skipped: list[Finding]) -> Iterator[str]:
    """The files of strings; a finding is added to `skipped` for each that cannot be used."""
    taken: set[str] = set()
    for number, table in enumerate(config.strings):
        found = sorted(strings_candidates(config, table))
        for path in found:
            if path in taken or config.strings_of(path) != table:
                continue
            taken.add(path)
            _require_readable(path)
            problem = _problem_of_name(path)
            if not problem and not disk.is_inside(config.root / path, config.root):
                problem = "a link out of the project, which is not followed"
            if problem:
                skipped.append(Finding(Severity.WARNING, "page-skipped", problem, escaped_path(path), advice=PUT))
            else:
                yield path
        parts = config.parts or (config,)
        own = (strings_of_profile(part.profile, part.source, config.source_locale) for part in parts)
        if not found and not any(table in tables for tables in own):
            said = f"no file is {table.source!r}, the source of the table [[strings]] number {number + 1}"
            advice = f"write its path relative to the project; {{locale}} is {config.name_of(config.source_locale)!r}"
            skipped.append(Finding(Severity.WARNING, "strings-missing", said, advice=advice))


def strings_candidates(
    config: Config, table: StringsTable, entered: Callable[[str], None] = lambda _: None
) -> Iterator[str]:
    """The English files of a table, relative to the project. `entered` is called with each folder that is searched.

    Raises OutsideError.
    """
    start = strings_files.folder(table.source, config.own_names)
    entered(start)
    if not strings_files.is_pattern(table.source):
        path = strings_files.place(table.source, config.own_names)
        if (config.root / path).is_file():
            yield path
        return
    if not (config.root / start).is_dir():
        return
    languages = _languages(config)
    before = f"{start}/" if start else ""

    def search(path: str) -> bool:
        name = path.rpartition("/")[2]
        if name.startswith(".") or name in FOREIGN | BUILT or before + path == posixpath.normpath(config.catalogues):
            return False
        entered(before + path)
        return True

    paths = (before + path for path, kind in disk.below(config.root / start, search) if kind is Kind.FILE)
    for path in paths:
        if config.strings_of(path) == table and not localised_places.is_localised_strings(config, path, languages):
            yield path


def _require_readable(path: str) -> None:
    """Raise OutsideError for a non-ASCII name if Python does not read file names as UTF-8.

    The name would look like that of a new page, and the real page like a deleted one.
    """
    encoding = sys.getfilesystemencoding()
    if encoding != "utf-8" and not path.isascii():
        raise OutsideError(
            f"Python reads file names as {encoding} here, but {escaped_path(path)} is not", "set PYTHONUTF8=1"
        )


def candidates(config: Config, entered: Callable[[str], None] = lambda _: None) -> Iterator[tuple[str, Kind]]:
    """The files that the settings select as pages, and symbolic links to folders, which may hold pages.

    `entered` is called with each folder that is searched; all are relative to the source folder. Raises OutsideError.
    """
    if not config.parts:
        yield from _candidates_below(config, config.root / config.source, entered)
    languages = _languages(config)
    for part in config.parts:
        folder = before(part.source)
        entered(part.source)
        for path, kind in _candidates_below(part, config.root / part.source, partial(_entered, entered, folder)):
            whole = folder + path
            if config.part(whole) is part and not _is_output(config, whole, languages):
                yield whole, kind


def _entered(entered: Callable[[str], None], before: str, name: str) -> None:
    entered(before + name)


def _is_output(config: Config, path: str, languages: Sequence[str]) -> bool:
    """Whether a path, relative to the project, is that of a localised page of any of the tables `[[pages]]`."""
    return any(localised_places.is_at_output(part, path, languages) for part in config.parts)


def _candidates_below(config: Config, folder: Path, entered: Callable[[str], None]) -> Iterator[tuple[str, Kind]]:
    """The candidates of one folder of pages, relative to it."""
    languages = _languages(config)

    def enter(path: str) -> bool:
        return not _is_foreign(config, path) and not disk.exists(folder / path / ENVIRONMENT)

    def search(path: str) -> bool:
        if found := enter(path):
            entered(path)
        return found

    for path, kind in disk.below(folder, search):
        if kind is Kind.FOLDER:  # a link to one
            if not is_hidden(path) and enter(path) and not _is_excluded(config, f"{path}/"):
                yield path, kind
        elif _is_wanted(config, path, languages):
            yield path, kind


def _problem_of_name(path: str) -> str:
    """What is wrong with the path of a page from the project; empty if nothing. GNU gettext folds the spaces in it."""
    undecodable = any("\udc80" <= character <= "\udcff" for character in path)
    if undecodable:
        return "its name is not UTF-8, so it is no page"
    if not path.isprintable():
        return "its name is not printable text, so it is no page"
    folded = path == " ".join(path.split())
    return "" if folded else "its name has two spaces in a row or at its start, which catalogues lose, so it is no page"


def _problem_of_file(path: Path, kind: Kind, folder: Path) -> str:
    """Why a file with the name of a page is skipped; empty if it is a page."""
    if kind is Kind.FOLDER:
        return "a link to a folder, which is not followed"
    if kind is Kind.NOTHING:  # a dangling link: the error comes when the page is read
        return ""
    if path.is_symlink() and not disk.is_inside(path, folder):
        return "a link out of the source folder, which is not followed"
    return "" if kind is Kind.FILE else f"a {kind}, not a file"


def reference(config: Config, path: str) -> str:
    """The path of a page or a file of strings relative to the project, as catalogues and messages write it."""
    return path if config.strings_of(path) else f"{before(config.source)}{path}"


def page_of(config: Config, name: str) -> str:
    """The page or file of strings with this path relative to the project; empty if it lies outside the source folder.

    Whether there is such a file does not matter.
    """
    folder = before(config.source)
    return name if config.strings_of(name) else name[len(folder) :] if name.startswith(folder) else ""


@lru_cache(maxsize=8)
def before(source: str) -> str:
    """What stands before the path of a page in that from the project: the source folder with a slash, or nothing."""
    return "" if source == "." else f"{PurePosixPath(source)}/"


def is_page(config: Config, path: str) -> bool:
    """Whether the settings select a file as a page; `path` is relative to the source folder."""
    if config.parts:
        part = config.part(path)
        return (
            part is not config and is_page(part, config.inside(path)) and not _is_output(config, path, config.locales)
        )
    folders = (path[:place] for place, character in enumerate(path) if character == "/")
    return _is_wanted(config, path, config.locales) and not any(_is_foreign(config, folder) for folder in folders)


def is_strings(config: Config, path: str) -> bool:
    """Whether the settings select a file as one of English strings; `path` is relative to the project."""
    return config.strings_of(path) is not None and not localised_places.is_localised_strings(
        config, path, config.locales
    )


def _is_wanted(config: Config, path: str, languages: Sequence[str]) -> bool:
    """Whether a file is a page, without a look at its folders. `languages` are those of the localised pages."""
    return (
        any(strings_files.of_glob(include).fullmatch(path) for include in config.include)
        and not is_hidden(path)
        and not _is_excluded(config, path)
        and not localised_places.is_localised(config, path, languages)
        and not _is_localised_elsewhere(config, path)
    )


def is_hidden(path: str) -> bool:
    """Whether the file name begins with a dot."""
    return path.rpartition("/")[2].startswith(".")


def _is_excluded(config: Config, path: str) -> bool:
    """Whether the settings exclude a file, or a whole folder (written with a final `/`)."""
    return any(strings_files.of_glob(exclude).fullmatch(path) for exclude in config.exclude)


def _is_foreign(config: Config, folder: str) -> bool:
    """Whether a folder is not searched for pages: hidden, built, of a package manager, or that of catalogues."""
    name = folder.rpartition("/")[2]
    if name.startswith(".") or name in FOREIGN | BUILT or VENDORED.fullmatch(folder):
        return True
    return posixpath.normpath(f"{config.source}/{folder}") == posixpath.normpath(config.catalogues)


def _languages(config: Config) -> tuple[str, ...]:
    """The locales of the settings, and all other locales that have catalogues."""
    folder = config.root / config.catalogues
    found = [path.parent.name for path in folder.glob("*/LC_MESSAGES")]
    return (*config.locales, *found, *map(bcp47, found))


def _is_localised_elsewhere(config: Config, path: str) -> bool:
    """Whether a file lies beside an English page as its localised page in a language that the settings do not name."""
    beside = localised_places.english_of(config, path)
    return any(english != path and disk.exists(config.root / config.source / english) for english in beside)


def _rank(suffixes: Sequence[str], path: str) -> int:
    suffix = PurePosixPath(path).suffix
    return suffixes.index(suffix) if suffix in suffixes else len(suffixes)


def twins(config: Config, found: Iterable[str]) -> frozenset[str]:
    """The pages that differ from another page in their suffix alone, without the first of each kind.

    That of the profile's first suffix comes first: its catalogue has the name without a suffix.
    """
    by_stem: dict[PurePosixPath, list[str]] = {}
    for path in found:
        by_stem.setdefault(PurePosixPath(path).with_suffix(""), []).append(path)
    ranked = (
        sorted(paths, key=lambda path: (_rank(config.part(path).kind.suffixes, path), path))
        for paths in by_stem.values()
        if len(paths) > 1
    )
    return frozenset(path for paths in ranked for path in paths[1:])
