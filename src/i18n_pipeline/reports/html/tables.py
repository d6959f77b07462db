"""The values that the pages show, computed once from a report: rows, cells, folders, next steps in all languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from heapq import nsmallest
from itertools import islice
from posixpath import commonprefix

from msgspec import Struct

from i18n_pipeline.coverage import (
    Count,
    Language,
    LocaleReport,
    PageReport,
    PageWork,
    Report,
    Standing,
    percent,
    rank,
    standings,
    steps,
    sums,
)
from i18n_pipeline.reports.html import charts, paths

MOST = 200
"""Most rows of the grid on the main page; a project with more pages is shown by folder."""
EACH = 1000
"""Pages in one file of the whole grid."""


class Cell(Struct, frozen=True):
    """A cell of the grid: one page or folder in one language."""

    kind: str
    """CSS classes: the first letter of its standing; its tenths reviewed (`k7`), draft (`f2`) and stale (`g1`); and
    letters for states that occur: `d` draft, `s` stale, `u` untranslated, `r` refused."""
    text: str
    """Its percent reviewed."""
    also: tuple[str, ...] = ()
    """Further notes: `! 1 refused`, `67.0 draft`."""


class GridRow(Struct, frozen=True):
    """A row of the grid."""

    name: str
    """The page or the folder."""
    link: str
    """The page with details, relative to the main page."""
    title: str
    """The page's title; empty for a folder."""
    words: int
    """Words of the source."""
    cells: tuple[Cell | None, ...]
    """A cell for each language; None for a language without the page."""
    pages: int = 0
    """Number of pages in the folder; 0 for a page."""
    id: str = ""
    """The row's anchor in its file; empty for none."""


class Line(Struct, frozen=True):
    """A page in one language."""

    page: PageReport
    """The page."""
    shares: tuple[float, ...]
    """Percent of each live state, best first."""
    standing: Standing
    """The page's standing."""
    kind: str
    """CSS classes, as those of a cell."""

    @property
    def to_do(self) -> int:
        """Words that still need a person."""
        return self.page.coverage.to_do.words

    @property
    def refused(self) -> float:
        """Percent of its words that are refused."""
        return percent(self.page.refused, self.page.coverage.total) if self.page.refused.messages else 0

    @property
    def numbers(self) -> tuple[float, ...]:
        """Its shares and the percent that readers see, for the table of a language."""
        return (*self.shares, self.page.published)

    @property
    def bar(self) -> str:
        """Its bar as SVG."""
        return charts.drawn(self.shares, self.refused)


class LocaleFigures(Struct, frozen=True):
    """A language with the values that several pages show, computed once."""

    locale: LocaleReport
    """The language."""
    lines: tuple[Line, ...]
    """Its pages."""
    steps: tuple[PageWork, ...]
    """The next steps, most urgent first."""
    titles: Mapping[str, str]
    """The title of each page."""

    @property
    def stale_pages(self) -> int:
        """Number of pages with stale messages."""
        return sum(bool(line.page.coverage.stale.messages) for line in self.lines)

    @property
    def standings(self) -> tuple[int, int, int]:
        """Numbers of pages that are complete, partly translated, and below the threshold."""
        return standings(self.locale.pages)

    @property
    def refused(self) -> float:
        """Percent of its words that are refused."""
        return percent(self.locale.refused, self.locale.coverage.total) if self.locale.refused.messages else 0

    @property
    def localised(self) -> str:
        """The folder of all its localised pages, relative to the project; empty if they share none."""
        files = [page.localised.split("/")[:-1] for page in self.locale.pages if page.localised]
        return "/".join(commonprefix([min(files), max(files)])) if files else ""


class Todo(Struct, frozen=True):
    """A next step in a language."""

    step: PageWork
    """The step."""
    language: Language
    """The language."""
    title: str
    """The page's title."""
    link: str
    """The address of its first message, relative to the main page."""


def page_names(report: Report) -> list[str]:
    """All pages, in page order; pages of only some languages come last."""
    return list(dict.fromkeys(page.page for locale in report.locales for page in locale.pages))


def page_counts(numbers: Sequence[int]) -> str:
    """The number of pages by standing, for people: `3 complete, 1 partly`; zeros are left out."""
    named = zip(numbers, Standing, strict=True)
    return ", ".join(f"{count:,} {standing.value}" for count, standing in named if count) or "none"


def published(report: Report) -> float:
    """Percent of all words in all languages that readers see in their language."""
    return percent(sum((locale.shown for locale in report.locales), Count()), report.coverage.total)


def sheet(locale: LocaleReport) -> LocaleFigures:
    """The sheet of a language."""
    titles = {page.page: page.title for page in locale.pages}
    return LocaleFigures(locale, tuple(map(_line, locale.pages)), tuple(steps(locale)), titles)


def _line(page: PageReport) -> Line:
    shares, standing = charts.shares(page.coverage), page.standing
    return Line(page, shares, standing, _kind(page, shares, standing))


def todo(sheets: Iterable[LocaleFigures], most: int) -> list[Todo]:
    """The `most` most urgent steps in all languages, most urgent first."""
    each = ((step, sheet) for sheet in sheets for step in sheet.steps[:most])
    first = nsmallest(most, each, key=lambda pair: rank(pair[0]))
    return [Todo(step, sheet.locale.language, sheet.titles[step.page], _first(step)) for step, sheet in first]


def _first(step: PageWork) -> str:
    """The address of a step's first message, relative to the main page."""
    return f"{place(step.page)}#{first_of(step.locale, step.kind)}"


@lru_cache(maxsize=1000)
def anchor(locale: str) -> str:
    """The id of a language's section on a page."""
    return re.sub(r"[^A-Za-z0-9]+", "-", locale)


def first_of(locale: str, kind: str) -> str:
    """The id of the first message of a kind of work in a language, on the report's page about its source page."""
    return f"{anchor(locale)}--{kind}"


def place(page: str, locale: str = "") -> str:
    """The address of a page's messages, relative to the main page; with a locale, of those in that language."""
    return _place(page) + (f"#{anchor(locale)}" if locale else "")


@lru_cache(maxsize=10_000)
def _place(page: str) -> str:
    return paths.link(paths.source(page))


# --- the grid ----------------------------------------------------------------------------------------


def page_rows(sheets: Sequence[LocaleFigures], names: Sequence[str], first: int = 1) -> Iterator[GridRow]:
    """A row for each of these pages, numbered from `first`."""
    found = [{line.page.page: line for line in sheet.lines} for sheet in sheets]
    for number, name in enumerate(names, first):
        yield _row(name, place(name), [of.get(name) for of in found], id=f"r{number}")


def folder_rows(sheets: Sequence[LocaleFigures], names: Sequence[str]) -> list[GridRow]:
    """A row for each folder, as deep as `MOST` rows allow; if there are more, the folders with most work."""
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
    """The address of a page's row in the whole grid."""
    return f"{paths.grid((number - 1) // EACH + 1)}#r{number}"


def _row(name: str, link: str, found: Sequence[Line | None], *, pages: int = 0, id: str = "") -> GridRow:  # noqa: A002
    words = max((line.page.coverage.total.words for line in found if line), default=0)
    title = next((line.page.title for line in found if line), "")
    return GridRow(name, link, title, words, tuple(_cell(line) if line else None for line in found), pages, id)


def chunks(names: Sequence[str]) -> Iterator[list[str]]:
    """The pages of each file of the whole grid."""
    left = iter(names)
    while some := list(islice(left, EACH)):
        yield some


def _depth(names: Sequence[str]) -> int:
    """The depth of folders in the grid."""
    deepest = max((name.count("/") for name in names), default=0)
    fits = (depth for depth in range(deepest, 1, -1) if len({paths.folder(name, depth) for name in names}) <= MOST)
    return next(fits, 1)


def _by_folder(locale: LocaleReport, depth: int) -> dict[str, Line]:
    """The sums of each folder's pages."""
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
