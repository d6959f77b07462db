"""What the pages show, worked out once from a report: rows, cells, folders, and what to do next over all languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    """CSS classes: the first letter of its standing; the tenths of it that are reviewed (`k7`), drafts (`f2`) and stale
    (`g1`); and what it has something of: `d` drafts, `s` stale, `u` untranslated, `r` refused."""
    text: str
    """Its percent reviewed."""
    also: tuple[str, ...] = ()
    """What else there is to say of it: `! 1 refused`, `67.0 draft`."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the grid."""

    name: str
    """The page or the folder."""
    link: str
    """Where more is to be read, relative to the main page."""
    title: str
    """What the page calls itself; empty for a folder."""
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
    def refused(self) -> float:
        """Percent of its words that are refused."""
        return percent(self.page.refused, self.page.coverage.total) if self.page.refused.messages else 0

    @property
    def numbers(self) -> tuple[float, ...]:
        """Its shares, and the percent that readers see, as the table of a language has them."""
        return (*self.shares, self.page.published)

    @property
    def bar(self) -> str:
        """Its bar, as SVG."""
        return charts.drawn(self.shares, self.refused)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A language with what several pages show of it, worked out once."""

    locale: LocaleReport
    """The language."""
    lines: tuple[Line, ...]
    """Its pages."""
    steps: tuple[Step, ...]
    """What there is to do, the most pressing first."""
    titles: Mapping[str, str]
    """What each page calls itself."""

    @property
    def stale_pages(self) -> int:
        """How many pages have something stale."""
        return sum(bool(line.page.coverage.stale.messages) for line in self.lines)

    @property
    def standings(self) -> tuple[int, int, int]:
        """How many pages are complete, partly done, and below."""
        return standings(self.locale.pages)

    @property
    def refused(self) -> float:
        """Percent of its words that are refused."""
        return percent(self.locale.refused, self.locale.coverage.total) if self.locale.refused.messages else 0

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
    title: str
    """What the page calls itself."""
    link: str
    """Where the first of the messages is, relative to the main page."""


def page_names(report: Report) -> list[str]:
    """All pages, in page order; those that only some languages have come last."""
    return list(dict.fromkeys(page.page for locale in report.locales for page in locale.pages))


def page_counts(numbers: Sequence[int]) -> str:
    """How many pages have each standing, for people: `3 complete, 1 partly`; others are left out."""
    named = zip(numbers, Standing, strict=True)
    return ", ".join(f"{count:,} {standing.value}" for count, standing in named if count) or "none"


def published(report: Report) -> float:
    """Percent of all words in all languages that readers see in their language."""
    return percent(sum((locale.shown for locale in report.locales), Count()), report.coverage.total)


def sheet(locale: LocaleReport) -> Sheet:
    """A language with what is shown of it."""
    titles = {page.page: page.title for page in locale.pages}
    return Sheet(locale, tuple(map(_line, locale.pages)), tuple(steps(locale)), titles)


def _line(page: PageReport) -> Line:
    shares, standing = charts.shares(page.coverage), page.standing
    return Line(page, shares, standing, _kind(page, shares, standing))


def todo(sheets: Iterable[Sheet], most: int) -> list[Todo]:
    """The most pressing things to do in languages, the most pressing first."""
    each = ((step, sheet) for sheet in sheets for step in sheet.steps[:most])
    first = nsmallest(most, each, key=lambda pair: rank(pair[0]))
    return [Todo(step, sheet.locale.language, sheet.titles[step.page], _first(step)) for step, sheet in first]


def _first(step: Step) -> str:
    """Where the first message of some work is, from the main page."""
    return f"{place(step.page)}#{first_of(step.locale, step.kind)}"


@lru_cache(maxsize=1000)
def anchor(locale: str) -> str:
    """The id of a language's section on a page."""
    return re.sub(r"[^A-Za-z0-9]+", "-", locale)


def first_of(locale: str, kind: str) -> str:
    """The id of the first message of a kind of work in a language, on the page of its source page."""
    return f"{anchor(locale)}--{kind}"


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
    title = next((line.page.title for line in found if line), "")
    return Row(name, link, title, words, tuple(_cell(line) if line else None for line in found), pages, id)


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
    _, draft, stale, _ = line.shares
    refused = line.page.refused.messages
    also = (
        f"! {refused:,} refused" if refused else "",
        f"△ {stale:.1f} stale" if line.page.coverage.stale.messages else "",
        f"{draft:.1f} draft" if line.page.coverage.draft.messages else "",
    )
    return Cell(line.kind, f"{line.shares[0]:.1f}", tuple(filter(None, also)))


def _kind(page: PageReport, shares: Sequence[float], standing: Standing) -> str:
    has = {
        "d": page.coverage.draft.messages,
        "s": page.coverage.stale.messages,
        "u": page.coverage.untranslated.messages,
        "r": page.refused.messages,
    }
    parts = [f"{letter}{part}" for letter, part in zip("kfg", charts.tenths(shares), strict=False) if part]
    return " ".join([standing.value[0], *parts, *(letter for letter, count in has.items() if count)])
