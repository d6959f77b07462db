"""The rows of a table: a report by locale, by folder or by page, in a chosen order."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from i18n_pipeline.coverage import (
    Count,
    Coverage,
    Language,
    LocaleReport,
    PageReport,
    Report,
    Standing,
    findings,
    percent,
    standings,
    sums,
)
from i18n_pipeline.findings import SeverityCounts
from i18n_pipeline.model import State

BY = ("locale", "folder", "page")
"""Subjects of a row."""


class Row(Struct, frozen=True):
    """One row of a table."""

    name: str
    """A page, a folder with `/` at its end (`./` is the source folder itself), or a locale."""
    language: Language
    """The language."""
    coverage: Coverage
    """Messages and words by state."""
    shown: Count
    """Messages and words that readers see in their language."""
    refused: Count
    """Messages and words that are accepted but refused by a check."""
    standings: tuple[int, int, int]
    """Numbers of pages that are complete, partly translated, and below the threshold."""
    findings: SeverityCounts | None = None
    """What the checks find in its translations; None if not checked."""
    change: float | None = None
    """Change within 30 days, percentage points; None if unknown, and for folders and pages."""

    @property
    def locale(self) -> str:
        """The BCP 47 tag."""
        return self.language.locale

    @property
    def published(self) -> float:
        """Percent of the words that readers see in their language."""
        return percent(self.shown, self.coverage.total)

    @property
    def standing(self) -> Standing:
        """The page's standing; for several pages, the best one."""
        return next(standing for standing, pages in zip(Standing, self.standings, strict=True) if pages)


ORDER: dict[str, Callable[[Row], float]] = {
    "reviewed": lambda row: row.coverage.percent(State.REVIEWED),
    "to-do": lambda row: -row.coverage.to_do.words,
    "stale": lambda row: -row.coverage.stale.words,
    "words": lambda row: -row.coverage.total.words,
}
"""Sort keys by name of the order, other than by name: least reviewed first, or most words first."""
SORT = ("name", *ORDER)
"""Names of the orders."""


def rows(report: Report, by: str = "locale", sort: str = "name") -> list[Row]:
    """A row for each locale, folder or page; rows of the same folder or page in several locales stand together.

    By name: locales in the order of the settings, folders and pages by path. Rows equal in another order stay in the
    order of names.
    """
    found = [row for locale in report.locales for row in _of_locale(locale, by)]
    if by != "locale":
        found.sort(key=lambda row: row.name)
    return found if sort == "name" else sorted(found, key=ORDER[sort])


def total(report: Report, each: list[Row]) -> Row:
    """The sum of the rows of all languages; its language is the source language."""
    shown = sum((row.shown for row in each), Count())
    refused = sum((row.refused for row in each), Count())
    coverage = sum((row.coverage for row in each), Coverage())
    complete, partly, below = (sum(row.standings[at] for row in each) for at in range(3))
    known = findings(page for locale in report.locales for page in locale.pages)
    return Row("", report.source, coverage, shown, refused, (complete, partly, below), known)


def _of_locale(locale: LocaleReport, by: str) -> list[Row]:
    if by == "locale":
        counted = (locale.coverage, locale.shown, locale.refused)
        return [Row(locale.locale, locale.language, *counted, standings(locale.pages), locale.findings, locale.change)]
    groups: dict[str, list[PageReport]] = {}
    for page in locale.pages:
        groups.setdefault(page.page if by == "page" else _folder(page.page), []).append(page)
    return [
        Row(name, locale.language, *sums(pages), standings(pages), findings(pages)) for name, pages in groups.items()
    ]


def _folder(page: str) -> str:
    return (page.rpartition("/")[0] or ".") + "/"
