"""Reports that are several files: pages in HTML, badges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from i18n_pipeline import cache, plugins, site
from i18n_pipeline.config import Config
from i18n_pipeline.errors import SettingsError
from i18n_pipeline.report import LocaleReport, Report
from i18n_pipeline.reporting import details, measure
from i18n_pipeline.reporting.measure import Measuring
from i18n_pipeline.run import Failed, parted
from i18n_pipeline.work import Task

NO_JEKYLL = ".nojekyll"
"""The file by which GitHub Pages leaves names alone that begin with `_`."""
MARK = b"<meta name=generator content=i18n-pipeline>"
"""What every page of a report has within its first `NEAR` bytes."""
NEAR = 1024


@dataclass(frozen=True, slots=True)
class Sheet:
    """One English page in all languages, as a page of the report."""

    config: Config
    """The settings."""
    report: Report
    """The report, with this page alone."""
    page: str
    """The page, relative to the source folder."""
    folder: Path
    """Where the report goes."""


def badges(report: Report, folder: Path) -> list[Path]:
    """Write a badge for each language and one for all, as SVG and for shields.io. Raises OutsideError."""
    badge = plugins.load("reports", "badge")
    files = {"all.svg": badge.total(report), "all.json": badge.total_endpoint(report)}
    for locale in report.locales:
        files |= {f"{locale.locale}.svg": badge.render(locale), f"{locale.locale}.json": badge.endpoint(locale)}
    return _written(folder, files.items())


def html(task: Task, report: Report, folder: Path, *, whole: bool) -> tuple[list[Path], tuple[Failed, ...]]:
    """Write the pages of the report; and what could not be read meanwhile. A `whole` one drops pages of earlier ones.

    Raises SettingsError for a folder with a main page of somebody else, and OutsideError.
    """
    index = folder / "index.html"
    if index.exists() and not _is_ours(index):
        raise SettingsError(f"{index} is not a page of this report; name another folder, or delete it")
    pages = plugins.load("reports", "html")
    written = _written(folder, [(NO_JEKYLL, ""), *pages.files(report)])
    by_page: dict[str, list[LocaleReport]] = {page: [] for page in task.pages}
    for locale in report.locales:
        for one in locale.pages:
            by_page[one.page].append(replace(locale, pages=(one,), history=()))
    sheets = [
        Sheet(task.config, replace(report, locales=tuple(locales), revision="", time=None), page, folder)
        for page, locales in by_page.items()
    ]
    done, failed = parted(task.over(write_sheet, sheets))
    if whole and not failed:
        for path in {*folder.rglob("*.html")}.difference(written, done):
            if _is_ours(path):
                path.unlink()
    return [*written, *done], failed


def _is_ours(path: Path) -> bool:
    """Whether a file is a page of a report."""
    return MARK in _head(path)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(NEAR)


def write_sheet(sheet: Sheet) -> Path:
    """Write the page of the report for one English page, unless it is there and says the same already.

    Raises PageError, CatalogueError and OutsideError.
    """
    pages = plugins.load("reports", "html")
    path = sheet.folder / str(pages.source_path(sheet.page))
    works = [measure.on_disk(sheet.config, locale.locale, sheet.page) for locale in sheet.report.locales]
    made_of = _made_of(sheet, works)
    if path.exists() and made_of.encode() in _head(path):
        return path
    known = measure.kept(sheet.config, (work.key for work in works))
    parts = [
        (locale, locale.pages[0], details.messages(work, known.get(work.key)))
        for locale, work in zip(sheet.report.locales, works, strict=True)
    ]
    text = pages.source_page(sheet.report, sheet.page, parts, made_of=made_of)
    site.save(path, text.encode())
    return path


def _made_of(sheet: Sheet, works: Iterable[Measuring]) -> str:
    """A name for all that a page of the report is made from."""
    report, names = replace(sheet.report, locales=()), (work.key.hex() for work in works)
    return cache.key(version("i18n-pipeline"), repr(report), sheet.config.output, *names).hex()


def _written(folder: Path, files: Iterable[tuple[str, str]]) -> list[Path]:
    paths = []
    for name, text in files:
        paths.append(folder / name)
        site.save(paths[-1], text.encode())
    return paths
