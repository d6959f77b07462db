"""Coverage as plain-text tables for a terminal: at most 100 columns, with the definitions of the figures below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO
from itertools import groupby

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from i18n_pipeline import plain_text
from i18n_pipeline.catalogue.word_diff import marked, pieces
from i18n_pipeline.coverage import (
    Count,
    Language,
    LocaleReport,
    MessageReport,
    PageReport,
    PageWork,
    Point,
    Report,
    steps,
)
from i18n_pipeline.findings import how_many
from i18n_pipeline.model import State
from i18n_pipeline.reports import _figures as figures
from i18n_pipeline.reports._table_rows import Row, rows, total
from i18n_pipeline.reports._text_table import END, GAP, ISOLATE, WIDTH, table

SIZE = "words ·\nmessages"
"""The head over both measures."""
DAYS = "30\ndays"
"""The head over the change of 30 days."""
LARGE = 100_000
"""Words in a report from which words and messages stand on two lines, which leaves more room for names."""
SHORT = 8
"""Longest figures of findings on one line, characters."""
MOST_WORK = 3
"""Most kinds of work named for a language; the table has the others."""


# --- coverage ----------------------------------------------------------------------------------------


def render(report: Report, *, by: str = "locale", sort: str = "name") -> str:
    """A line per locale, folder or page; below, the next steps in each language, and the definitions of the figures."""
    found = rows(report, by, sort)
    lines = _by_locale(report, found) if by == "locale" else _by_page(report, found, by)
    note = (f"{figures.about(report)}.", *figures.definitions(report))
    return "\n".join(part for part in (lines, _plain(_next(report)), _plain(*map(Text, note))) if part)


def _by_locale(report: Report, found: list[Row]) -> str:
    heads = ("", "language", *figures.STATES, "pages", "refused", *figures.if_known(report, DAYS), SIZE)
    lines = []
    for row in found:
        change = figures.if_known(report, figures.change(row.change))
        lines.append((row.locale, figures.names(row.language, isolated=True), *_states(row), *_work(row, *change)))
    if len(found) > 1:
        row = total(report, found)
        lines.append(("", "together", *_states(row), *_work(row, *figures.if_known(report, ""))))
    return table(heads, lines, names=2)


def _found(row: Row) -> str:
    """The findings, on three lines if the figures are large, which leaves more room for names."""
    told = figures.findings(row.findings)
    return told if len(told) <= SHORT else told.replace("/", "/\n")


def _by_page(report: Report, found: list[Row], by: str) -> str:
    heads = (by, "locale", *figures.STATES, "pages" if by == "folder" else "standing", "refused")
    has = report.has_findings
    heads = (*heads, *figures.if_found("findings", found=has), SIZE)
    made = table(heads, [_of_page(row, by, found=has) for row in found], names=2)
    if max(map(cell_len, made.splitlines())) <= WIDTH:
        return made
    return table(heads, [_of_page(row, by, found=has, folded=True) for row in found], names=2)


def _of_page(row: Row, by: str, *, found: bool, folded: bool = False) -> tuple[str, ...]:
    """The cells of a folder or page, with its findings if any page has some; if `folded`, sizes take two lines."""
    how_far = figures.pages(row.standings) if by == "folder" else row.standing.value
    findings = figures.if_found(_found(row), found=found)
    cells = (how_far, figures.number(row.refused.messages), *findings, _size(row.coverage.total, folded=folded))
    return (plain_text.escaped(row.name), row.locale, *_states(row), *cells)


def _states(row: Row) -> list[str]:
    return [figures.percent(row.coverage, state) for state in figures.STATES.values()]


def _work(row: Row, *change: str) -> tuple[str, ...]:
    return figures.pages(row.standings), figures.number(row.refused.messages), *change, _size(row.coverage.total)


def _size(count: Count, *, folded: bool = False) -> str:
    gap = "\n" if folded or count.words >= LARGE else " "
    return f"{figures.number(count.words)} ·{gap}{figures.number(count.messages)}"


# --- next steps --------------------------------------------------------------------------------------


def _next(report: Report) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(overflow="fold", max_width=24)
    grid.add_column(overflow="fold")
    for locale in report.locales:
        work = [list(each) for _, each in groupby(steps(locale), key=lambda step: step.kind)]
        if work:
            grid.add_row(Text(f"next {locale.locale}:"), Text(" · ".join(map(_kind, work[:MOST_WORK]))))
        if locale.findings and locale.findings.total:
            grid.add_row(Text(f"check {locale.locale}:"), Text(figures.by_severity(locale.findings)))
    return grid


def _kind(work: list[PageWork]) -> str:
    """One kind of work in a language: its amount, the number of pages, and the first page."""
    count = sum((step.count for step in work), Count())
    page = plain_text.escaped(work[0].page)
    what = {
        "refused": how_many(count.messages, "refused message"),
        "stale": how_many(count.words, "stale word"),
        "draft": f"{how_many(count.words, 'word')} of drafts to review",
        "untranslated": f"{how_many(count.words, 'word')} to translate",
    }[work[0].kind]
    if len(work) == 1:
        return f"{what} in {page}"
    first = work[0].count
    amount = first.messages if work[0].kind == "refused" else first.words
    return f"{what} on {how_many(len(work), 'page')}, first {page} ({figures.number(amount)})"


# --- history -----------------------------------------------------------------------------------------


def render_history(report: Report) -> str:
    """Percent reviewed of each language at the end of each week, newest last; a dash if unknown."""
    known = {
        locale.locale: {
            figures.day(point.time): point for point in sorted(locale.history, key=lambda point: point.time)
        }
        for locale in report.locales
    }
    days = sorted({day for points in known.values() for day in points})
    if not days:
        return "No history is known.\n"
    tables = []
    for tags in _abreast(list(known)):
        lines = [(day, *(_reviewed(known[tag].get(day)) for tag in tags)) for day in days]
        tables.append(table(("", *tags), lines, names=1))
    source = plain_text.escaped(report.source.english)
    note = f"Percent of the words of the {source} source that were reviewed; never rounded up. Days are UTC."
    return "\n".join((*tables, _plain(Text(note))))


def _reviewed(point: Point | None) -> str:
    return figures.percent(point.coverage, State.REVIEWED) if point else "-"


def _abreast(tags: list[str]) -> list[list[str]]:
    """Tags in groups whose columns fit side by side on a line."""
    groups: list[list[str]] = [[]]
    left = room = WIDTH - len("2026-11-22")
    for tag in tags:
        width = max(len(tag), len("100.0 %")) + len(GAP)
        if groups[-1] and width > left:
            groups.append([])
            left = room
        groups[-1].append(tag)
        left -= width
    return groups


# --- stale messages ----------------------------------------------------------------------------------


def render_stale(report: LocaleReport, items: Iterable[tuple[PageReport, Sequence[MessageReport]]]) -> str:
    """Each stale message: its place, a word diff of its source, its old translation; then their number."""
    found = [(page, [each for each in messages if each.state is State.STALE]) for page, messages in items]
    stale = [(page, messages) for page, messages in found if messages]
    parts = [_stale_page(page, messages, report.language) for page, messages in stale]
    count = sum((Count(1, each.words) for _, messages in stale for each in messages), Count())
    name = f"{report.locale}, {figures.names(report.language)}"
    size = f"{how_many(count.messages, 'stale message')} with {how_many(count.words, 'word')}"
    where = f" on {how_many(len(stale), 'page')}" if stale else ""
    return "\n".join((*parts, _plain(Text(f"{name}: {size}{where}."))))


def _stale_page(page: PageReport, messages: Sequence[MessageReport], language: Language) -> str:
    parts: list[RenderableType] = [Text(plain_text.escaped(page.page))]
    for message in messages:
        at = f"{page.catalogue}:{message.line}" if message.line else page.catalogue
        old = message.previous
        unknown = " · what changed is not known" if old is None else ""
        head = f"{at} · {message.kind} · {how_many(message.words, 'word')}{unknown}"
        grid = Table.grid(padding=(0, 1))
        grid.add_column(overflow="fold", min_width=len("source"), max_width=24)
        grid.add_column(overflow="fold")
        grid.add_row("source", _lines(message.msgid if old is None else marked(pieces(old, message.msgid))))
        grid.add_row(Text(language.locale), _lines(message.msgstr, rtl=language.direction == "rtl"))
        parts += [Padding(Text(plain_text.escaped(head)), (0, 0, 0, 2)), Padding(grid, (0, 0, 0, 4))]
    return _plain(*parts)


def _lines(text: str, *, rtl: bool = False) -> Text:
    """Untrusted text, with its line breaks."""
    lines = map(plain_text.escaped, text.split("\n"))
    return Text("\n".join(f"{ISOLATE}{line}{END}" if rtl else line for line in lines))


def _plain(*parts: RenderableType) -> str:
    """Renderables as text without terminal escapes, blank lines and trailing blanks."""
    out = StringIO()
    console = Console(file=out, width=WIDTH, color_system=None, force_terminal=False, highlight=False)
    console.print(*parts, sep="\n")
    return "".join(line.rstrip() + "\n" for line in out.getvalue().split("\n") if line.strip())
