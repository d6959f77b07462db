"""The lines of a table: a report by locale, by folder or by page, in the order that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from i18n_pipeline.model import State
from i18n_pipeline.report import (
    Count,
    Coverage,
    Language,
    LocaleReport,
    PageReport,
    Report,
    Standing,
    percent,
    standings,
    sums,
)

BY = ("locale", "folder", "page")
"""What a line may stand for."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table."""

    name: str
    """A page, a folder with `/` at its end (`./` is the source folder itself), or a locale."""
    language: Language
    """The language it is about."""
    coverage: Coverage
    """How far it is."""
    shown: Count
    """What readers see in their language."""
    refused: Count
    """What is accepted, and refused all the same."""
    standings: tuple[int, int, int]
    """How many pages are complete, partly there, and below the threshold."""
    change: float | None = None
    """Percentage points within 30 days; None where nothing is known, and for folders and pages."""

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
        """How far the page is; of several, the best."""
        return next(standing for standing, pages in zip(Standing, self.standings, strict=True) if pages)


ORDER: dict[str, Callable[[Row], float]] = {
    "reviewed": lambda row: row.coverage.percent(State.REVIEWED),
    "to-do": lambda row: -row.coverage.to_do.words,
    "stale": lambda row: -row.coverage.stale.words,
    "words": lambda row: -row.coverage.total.words,
}
"""What comes first, by what is asked for: the least reviewed, or the most words."""
SORT = ("name", *ORDER)
"""The orders that may be asked for."""


def rows(report: Report, by: str = "locale", sort: str = "name") -> list[Row]:
    """A line for each locale, folder or page; those of folders and pages stand together for all their locales.

    By name, locales are in the order of the settings, all else by path. Every other order is by need; what needs the
    same stays in the order of names.
    """
    found = [row for locale in report.locales for row in _of_locale(locale, by)]
    if by != "locale":
        found.sort(key=lambda row: row.name)
    return found if sort == "name" else sorted(found, key=ORDER[sort])


def total(report: Report, each: list[Row]) -> Row:
    """Lines of all languages as one; its language is the one of the pages."""
    shown = sum((row.shown for row in each), Count())
    refused = sum((row.refused for row in each), Count())
    coverage = sum((row.coverage for row in each), Coverage())
    complete, partly, below = (sum(row.standings[at] for row in each) for at in range(3))
    return Row("", report.source, coverage, shown, refused, (complete, partly, below))


def _of_locale(locale: LocaleReport, by: str) -> list[Row]:
    if by == "locale":
        counted = (locale.coverage, locale.shown, locale.refused)
        return [Row(locale.locale, locale.language, *counted, standings(locale.pages), locale.change)]
    groups: dict[str, list[PageReport]] = {}
    for page in locale.pages:
        groups.setdefault(page.page if by == "page" else _folder(page.page), []).append(page)
    return [Row(name, locale.language, *sums(pages), standings(pages)) for name, pages in groups.items()]


def _folder(page: str) -> str:
    return (page.rpartition("/")[0] or ".") + "/"
