"""The report as web pages: one for the project, one per language, one per source page. No file needs another.

Pure: no files, no clock, no network. All text is escaped, and the pages work without scripts. Catalogues
and localised pages are links if the report has their address, else only names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from i18n_pipeline.catalogue.word_diff import DiffPiece, pieces
from i18n_pipeline.coverage import LocaleReport, MessageReport, PageReport, Report, percent
from i18n_pipeline.model import State
from i18n_pipeline.reports.html import charts, paths, tables
from i18n_pipeline.reports.html.environment import render
from i18n_pipeline.reports.html.tables import LocaleFigures

__all__ = ["files", "index", "locale", "source_page", "source_path"]

FIRST = 12
"""Most next steps on the main page."""
MORE = 40
"""Most next steps on the page of a language."""
LARGE = 200
"""Messages on one page above which a browser lays out only visible languages."""
WEEKS = 27
"""Points of a sparkline: the ends of 26 weeks, and now."""


def files(report: Report) -> Iterator[tuple[str, str]]:
    """The relative path and the text of every page of the report, except for those about source pages."""
    sheets = [tables.sheet(found) for found in report.locales]
    yield paths.INDEX, _index(report, sheets)
    for sheet in sheets:
        yield paths.locale(sheet.locale.locale), _locale(report, sheet)
    yield from _grid(report, sheets)


def index(report: Report) -> str:
    """The main page."""
    return _index(report, [tables.sheet(found) for found in report.locales])


def locale(report: Report, locale: LocaleReport) -> str:
    """The page of a language: a table of its pages, the next steps, its history."""
    return _locale(report, tables.sheet(locale))


def _index(report: Report, sheets: Sequence[LocaleFigures]) -> str:
    names = tables.page_names(report)
    by_folder = len(names) > tables.MOST
    rows = tables.folder_rows(sheets, names) if by_folder else list(tables.page_rows(sheets, names))
    return render(
        "index.html",
        report=report,
        start=paths.INDEX,
        pages=len(names),
        published=tables.published(report),
        cards=list(map(_card, sheets)),
        items=tables.todo(sheets, FIRST),
        of=sum(len(sheet.steps) for sheet in sheets),
        rows=rows,
        by_folder=by_folder,
    )


def _locale(report: Report, sheet: LocaleFigures) -> str:
    return render(
        "locale.html",
        report=report,
        start=paths.locale(sheet.locale.locale),
        card=_card(sheet),
        items=tables.todo([sheet], MORE),
        of=len(sheet.steps),
        lines=sheet.lines,
    )


def _grid(report: Report, sheets: Sequence[LocaleFigures]) -> Iterator[tuple[str, str]]:
    """The files of the whole grid of pages and languages; none if the main page has all of it."""
    names = tables.page_names(report)
    if len(names) <= tables.MOST:
        return
    parts = list(tables.chunks(names))
    for number, part in enumerate(parts, 1):
        first = (number - 1) * tables.EACH + 1
        values = {"number": number, "of": len(parts), "first": first, "last": first + len(part) - 1}
        start, rows = paths.grid(number), tables.page_rows(sheets, part, first)
        yield start, render("grid.html", report=report, start=start, rows=rows, pages=len(names), **values)


def source_path(page: str) -> str:
    """The path of the report's page about a source page, relative to the main page."""
    return paths.source(page)


def source_page(
    report: Report,
    page: str,
    parts: Sequence[tuple[LocaleReport, PageReport, Sequence[MessageReport]]],
    *,
    made_of: str = "",
) -> str:
    """The report's page about a source page: its messages in each language.

    `made_of`: a digest of its input, stored in the page to tell later whether it is still the same.
    """
    start = paths.source(page)
    large = sum(len(messages) for _, _, messages in parts) > LARGE
    sections = [
        {
            "locale": found,
            "language": found.language,
            "anchor": tables.anchor(found.locale),
            "page": counted,
            "refused": percent(counted.refused, counted.coverage.total) if counted.refused.messages else 0,
            "messages": messages,
            "firsts": _firsts(found.locale, messages),
        }
        for found, counted, messages in parts
    ]
    return render(
        "source.html",
        report=report,
        start=start,
        page=page,
        title=next((counted.title for _, counted, _ in parts), ""),
        sections=sections,
        large=large,
        changed=_changed,
        made_of=made_of,
    )


def _card(sheet: LocaleFigures) -> dict[str, object]:
    """The values of a language's card."""
    locale, history = sheet.locale, sheet.locale.history[-WEEKS:]
    return {
        "locale": locale,
        "language": locale.language,
        "link": paths.link(paths.locale(locale.locale)),
        "anchor": tables.anchor(locale.locale),
        "shares": charts.shares(locale.coverage),
        "stale_pages": sheet.stale_pages,
        "standings": sheet.standings,
        "pages": tables.page_counts(sheet.standings),
        "refused": sheet.refused,
        "localised": sheet.localised,
        "history": history if len(history) > 1 else (),
    }


def _firsts(locale: str, messages: Sequence[MessageReport]) -> dict[int, str]:
    """The ids of the first message of each kind of work, by position of the message."""
    places = {message.state.value: place for place, message in reversed(list(enumerate(messages)))}
    return {place: tables.first_of(locale, state) for state, place in places.items()}


def _changed(message: MessageReport) -> tuple[DiffPiece, ...]:
    """The changes in the source of a stale message; empty for none, or if unknown."""
    if message.state is not State.STALE or message.previous in {None, message.msgid}:
        return ()
    return pieces(message.previous, message.msgid)
