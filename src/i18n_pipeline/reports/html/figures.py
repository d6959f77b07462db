"""What the pages show, worked out once from a report: rows, cells, folders, and what to do next over all languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from itertools import islice
from posixpath import commonprefix

from i18n_pipeline.report import (
    Count,
    Language,
    LocaleReport,
    PageReport,
    Report,
    Standing,
    Step,
    percent,
    rank,
    standings,
    steps,
    sums,
)
from i18n_pipeline.reports.html import charts, paths

MOST = 200
"""Rows of the grid on the main page; a project with more pages is shown there by folder."""
EACH = 1000
"""Pages in one file of the whole grid."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One page, or one folder, in one language, in the grid."""

    kind: str
    """CSS classes: the first letter of its standing, the tens of its percent (`k7`), `s` where something is stale, `r`
    where something is refused."""
    text: str
    """Its percent reviewed, with the same marks for people."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the grid."""

    name: str
    """The page or the folder."""
    link: str
    """Where more is to be read, relative to the main page."""
    words: int
    """Words of the source."""
    cells: tuple[Cell | None, ...]
    """One for each language; None where it has no such page."""
    pages: int = 0
    """How many pages the folder has; 0: it is a page."""
    id: str = ""
    """What leads to this row in its file; empty where nothing does."""


@dataclass(frozen=True, slots=True)
class Line:
    """A page in one language."""

    page: PageReport
    """The page."""
    shares: tuple[float, ...]
    """Percent of each live state, best first."""
    standing: Standing
    """How far it is."""
    kind: str
    """CSS classes, as those of a cell."""

    @property
    def to_do(self) -> int:
        """Words that a person has still to look at."""
        return self.page.coverage.to_do.words

    @property
    def numbers(self) -> tuple[float, ...]:
        """Its bar, its shares, and the percent that readers see, as the table of a language has them."""
        return (*charts.bar(self.shares), *self.shares, self.page.published)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A language with what several pages show of it, worked out once."""

    locale: LocaleReport
    """The language."""
    lines: tuple[Line, ...]
    """Its pages."""
    steps: tuple[Step, ...]
    """What there is to do, the most pressing first."""

    @property
    def stale_pages(self) -> int:
        """How many pages have something stale."""
        return sum(bool(line.page.coverage.stale.messages) for line in self.lines)

    @property
    def standings(self) -> tuple[int, int, int]:
        """How many pages are complete, partly done, and below."""
        return standings(self.locale.pages)

    @property
    def localised(self) -> str:
        """The folder that all its localised pages are in, relative to the project; empty where there is none."""
        files = [page.localised.split("/")[:-1] for page in self.locale.pages if page.localised]
        return "/".join(commonprefix([min(files), max(files)])) if files else ""


@dataclass(frozen=True, slots=True)
class Todo:
    """Something to do, and the language it is to be done in."""

    step: Step
    """What there is to do."""
    language: Language
    """The language."""
    link: str
    """Where the messages are, relative to the main page."""


def page_names(report: Report) -> list[str]:
    """All pages, in page order; those that only some languages have come last."""
    return list(dict.fromkeys(page.page for locale in report.locales for page in locale.pages))


def published(report: Report) -> float:
    """Percent of all words in all languages that readers see in their language."""
    return percent(sum((locale.shown for locale in report.locales), Count()), report.coverage.total)


def sheet(locale: LocaleReport) -> Sheet:
    """A language with what is shown of it."""
    return Sheet(locale, tuple(map(_line, locale.pages)), tuple(steps(locale)))


def _line(page: PageReport) -> Line:
    shares, standing = charts.shares(page.coverage), page.standing
    return Line(page, shares, standing, _kind(page, shares[0], standing))


def todo(sheets: Iterable[Sheet], most: int) -> list[Todo]:
    """The most pressing things to do in languages, the most pressing first."""
    each = ((step, sheet.locale.language) for sheet in sheets for step in sheet.steps[:most])
    first = nsmallest(most, each, key=lambda pair: rank(pair[0]))
    return [Todo(step, language, place(step.page, step.locale)) for step, language in first]


@lru_cache(maxsize=1000)
def anchor(locale: str) -> str:
    """The id of a language's section on a page."""
    return re.sub(r"[^A-Za-z0-9]+", "-", locale)


def place(page: str, locale: str = "") -> str:
    """Where the messages of a page are, from the main page; of a language, where one is given."""
    return _place(page) + (f"#{anchor(locale)}" if locale else "")


@lru_cache(maxsize=10_000)
def _place(page: str) -> str:
    return paths.link(paths.source(page))


# --- the grid ----------------------------------------------------------------------------------------


def page_rows(sheets: Sequence[Sheet], names: Sequence[str], first: int = 1) -> Iterator[Row]:
    """A row for each of these pages, numbered from `first`."""
    found = [{line.page.page: line for line in sheet.lines} for sheet in sheets]
    for number, name in enumerate(names, first):
        yield _row(name, place(name), [of.get(name) for of in found], id=f"r{number}")


def folder_rows(sheets: Sequence[Sheet], names: Sequence[str]) -> list[Row]:
    """A row for each folder, as deep as `MOST` rows allow; of more folders, those with most to do."""
    depth = _depth(names)
    found = [_by_folder(sheet.locale, depth) for sheet in sheets]
    members: dict[str, list[int]] = {}
    for number, name in enumerate(names, 1):
        members.setdefault(paths.folder(name, depth), []).append(number)

    def need(folder: str) -> int:
        return -sum(of[folder].to_do for of in found if folder in of)

    kept = set(sorted(members, key=need)[:MOST])
    return [
        _row(folder, _where(numbers[0]), [of.get(folder) for of in found], pages=len(numbers))
        for folder, numbers in members.items()
        if folder in kept
    ]


def _where(number: int) -> str:
    """Where the row of a page is in the whole grid."""
    return f"{paths.grid((number - 1) // EACH + 1)}#r{number}"


def _row(name: str, link: str, found: Sequence[Line | None], *, pages: int = 0, id: str = "") -> Row:  # noqa: A002
    words = max((line.page.coverage.total.words for line in found if line), default=0)
    return Row(name, link, words, tuple(_cell(line) if line else None for line in found), pages, id)


def chunks(names: Sequence[str]) -> Iterator[list[str]]:
    """The pages of each file of the whole grid."""
    left = iter(names)
    while some := list(islice(left, EACH)):
        yield some


def _depth(names: Sequence[str]) -> int:
    """How many folders deep the grid may go."""
    deepest = max((name.count("/") for name in names), default=0)
    fits = (depth for depth in range(deepest, 1, -1) if len({paths.folder(name, depth) for name in names}) <= MOST)
    return next(fits, 1)


def _by_folder(locale: LocaleReport, depth: int) -> dict[str, Line]:
    """The pages of each folder as one."""
    members: dict[str, list[PageReport]] = {}
    for page in locale.pages:
        members.setdefault(paths.folder(page.page, depth), []).append(page)
    return {folder: _line(PageReport(folder, *sums(pages))) for folder, pages in members.items()}


def _cell(line: Line) -> Cell:
    marks = "! " * bool(line.page.refused.messages) + "△ " * bool(line.page.coverage.stale.messages)
    return Cell(line.kind, f"{marks}{line.shares[0]:.1f}")


def _kind(page: PageReport, reviewed: float, standing: Standing) -> str:
    marks = " s" * bool(page.coverage.stale.messages) + " r" * bool(page.refused.messages)
    return f"{standing.value[0]} k{int(reviewed // 10)}{marks}"
