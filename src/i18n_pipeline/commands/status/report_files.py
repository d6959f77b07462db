"""Reports of several files: HTML pages, badges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline import plugins
from i18n_pipeline.commands.status import details, measure
from i18n_pipeline.commands.status.measure import Measuring
from i18n_pipeline.commands.status.page_findings import Found
from i18n_pipeline.commands.task import Task
from i18n_pipeline.coverage import LocaleReport, Report
from i18n_pipeline.errors import OutsideError, SettingsError
from i18n_pipeline.findings import Finding
from i18n_pipeline.project import cache, disk, project_files
from i18n_pipeline.project.executor import parted
from i18n_pipeline.project.settings import Config

NO_JEKYLL = ".nojekyll"
"""The file with which GitHub Pages publishes names that begin with `_`."""
MARK = b"<meta name=generator content=i18n-pipeline>"
"""The mark of a report's page, within its first `NEAR` bytes."""
NEAR = 1024
LIST = "i18n-report-files.txt"
"""The list of all other files of a report, one per line: a later report may remove only these."""


class PageSheet(Struct, frozen=True):
    """The report's page about one English page in all languages."""

    config: Config
    """The settings."""
    report: Report
    """The report, narrowed to this page."""
    page: str
    """The page, relative to the source folder."""
    folder: Path
    """The report's folder."""
    found: Mapping[str, tuple[Finding, ...]]
    """What the checks find in the page's translations, by language."""


def badges(report: Report, folder: Path) -> list[Path]:
    """Write a badge for each language and one for all, as SVG and for shields.io. Raises OutsideError."""
    badge = plugins.load("reports", "badge")
    files = {"all.svg": badge.total(report), "all.json": badge.total_endpoint(report)}
    for locale in report.locales:
        files |= {f"{locale.locale}.svg": badge.render(locale), f"{locale.locale}.json": badge.endpoint(locale)}
    return _written(folder, files.items())


def html(
    task: Task, report: Report, folder: Path, found: Found, *, whole: bool
) -> tuple[list[Path], tuple[Finding, ...]]:
    """Write the report's pages; return their paths and the unreadable files.

    A `whole` report removes pages of an earlier one, found in its list; other files in the folder stay.
    Raises SettingsError for a folder with a main page of another origin, and OutsideError.
    """
    index = folder / "index.html"
    if disk.exists(index) and not _is_ours(index):
        raise SettingsError(f"{index} is not a page of this report", "name another folder, or delete it")
    pages = plugins.load("reports", "html")
    files = [(NO_JEKYLL, ""), *pages.files(report)]
    names = {name for name, _ in files} | {str(pages.source_path(page)) for page in task.pages}
    before = _listed(folder)
    _list(folder, before | names)  # first of all, so that no file is ever missing from the list
    written = _written(folder, files)
    by_page: dict[str, list[LocaleReport]] = {page: [] for page in task.pages}
    for locale in report.locales:
        for one in locale.pages:
            by_page[one.page].append(replace(locale, pages=(one,), history=()))
    sheets = [
        PageSheet(
            task.config,
            replace(report, locales=tuple(locales), revision="", time=None),
            page,
            folder,
            {locale.locale: tuple(found.get((page, locale.locale), ())) for locale in locales},
        )
        for page, locales in by_page.items()
    ]
    done, failed = parted(task.over(write_sheet, sheets))
    if whole and not failed:
        for name in before - names:
            _drop(folder, name)
        _list(folder, names)
    return [*written, *done, folder / LIST], failed


def _listed(folder: Path) -> set[str]:
    """The files in the list of the report in a folder, relative to it; empty without a list."""
    return set((disk.read(folder / LIST) or b"").decode(errors="replace").split("\n")) - {""}


def _list(folder: Path, names: Iterable[str]) -> None:
    _save(folder, LIST, "".join(f"{name}\n" for name in sorted(names)))


def _drop(folder: Path, name: str) -> None:
    """Remove a page of an earlier report, if it has the report's mark and lies in the folder."""
    path = folder / name
    if disk.is_inside(path, folder) and not path.is_symlink() and _is_ours(path):
        disk.remove(path)


def _is_ours(path: Path) -> bool:
    """Whether a file has the mark of a report's page."""
    return MARK in disk.head(path, NEAR)


def write_sheet(sheet: PageSheet) -> Path:
    """Write the report's page for one English page, unless the existing one has the same content.

    Raises PageError, CatalogueError and OutsideError.
    """
    pages = plugins.load("reports", "html")
    path = sheet.folder / str(pages.source_path(sheet.page))
    works = [measure.on_disk(sheet.config, locale.locale, sheet.page) for locale in sheet.report.locales]
    made_of = _made_of(sheet, works)
    if made_of.encode() in disk.head(path, NEAR):
        return path
    known = measure.kept(sheet.config, (work.key for work in works))
    parts = [
        (locale, locale.pages[0], details.messages(work, known.get(work.key), sheet.found.get(locale.locale, ())))
        for locale, work in zip(sheet.report.locales, works, strict=True)
    ]
    text = pages.source_page(sheet.report, sheet.page, parts, made_of=made_of)
    return _save(sheet.folder, path.relative_to(sheet.folder).as_posix(), text)


def _made_of(sheet: PageSheet, works: Iterable[Measuring]) -> str:
    """A digest of everything that decides a page of the report."""
    report, names = replace(sheet.report, locales=()), (work.key.hex() for work in works)
    return cache.key(
        version("i18n-pipeline"), repr(report), repr(sheet.found), sheet.config.output, repr(sheet.config.pages), *names
    ).hex()


def _written(folder: Path, files: Iterable[tuple[str, str]]) -> list[Path]:
    return [_save(folder, name, text) for name, text in files]


def _save(folder: Path, name: str, text: str) -> Path:
    """Write one file of a report, and return its path. Raises OutsideError, also for a link out of the folder."""
    path = folder / name
    if not disk.is_inside(path, folder):
        raise OutsideError(f"a symbolic link leads {path} out of {folder}, so it is not written", "delete the link")
    project_files.save(path, text.encode())
    return path
