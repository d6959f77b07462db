"""Coverage as Markdown: for a README, a job summary, a pull request. Untrusted names stay plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from i18n_pipeline import plain_text
from i18n_pipeline.coverage import Count, Coverage, LocaleReport, Report
from i18n_pipeline.findings import how_many
from i18n_pipeline.model import State
from i18n_pipeline.plain_text import code_span, in_markdown
from i18n_pipeline.reports import _figures as figures
from i18n_pipeline.reports._table_rows import Row, rows, total

BAR = 10
"""Blocks of a bar; each is ten full percent."""
SIZE = "words · messages"
"""The head over both measures."""
MOST = 50
"""Most pages listed in a difference; the rest are counted."""
UNBROKEN = "\u00a0"
"""No-break space, between a figure and its sign."""


# --- coverage ----------------------------------------------------------------------------------------


def render(report: Report, *, by: str = "locale", sort: str = "name") -> str:
    """A table with a line per locale (with a bar), folder or page, and the definitions of its figures."""
    found = rows(report, by, sort)
    return _document(report, _by_locale(report, found) if by == "locale" else _by_page(report, found, by))


def _by_locale(report: Report, found: list[Row]) -> list[str]:
    heads = ("language", *figures.STATES, "pages", "refused", *_extra(report, "findings", "30 days"), SIZE)
    lines = []
    for row in found:
        change = _extra(report, figures.findings(row.findings), figures.change(row.change))
        lines.append((_language(row), *_with_bar(row), *change, _size(row)))
    if len(found) > 1:
        row = total(report, found)
        lines.append(("together", *_with_bar(row), *_extra(report, figures.findings(row.findings), ""), _size(row)))
    return _table(heads, lines, names=2)


def _extra(report: Report, found: str, change: str) -> tuple[str, ...]:
    """The cells of columns that not every report has: findings, and the change of 30 days."""
    return (*figures.if_found(found, found=report.has_findings), *figures.if_known(report, change))


def _by_page(report: Report, found: list[Row], by: str) -> list[str]:
    heads = (by, "language", *figures.STATES, "pages" if by == "folder" else "standing", "refused")
    has = report.has_findings
    heads = (*heads, *figures.if_found("findings", found=has), SIZE)
    lines = []
    for row in found:
        found_here = figures.if_found(figures.findings(row.findings), found=has)
        lines.append((in_markdown(row.name), in_markdown(row.locale), *_cells(row, by), *found_here, _size(row)))
    return _table(heads, lines, names=2)


def _document(report: Report, lines: Iterable[str]) -> str:
    note = " ".join(figures.definitions(report))
    about = figures.about(report, text=in_markdown)
    return "\n".join((*lines, "", f"{about}. {note}", ""))


def _with_bar(row: Row) -> tuple[str, ...]:
    reviewed, *others = _cells(row, "locale")
    return (f"`{_bar(row.coverage)}`{UNBROKEN}{reviewed}" if row.coverage.total.messages else reviewed, *others)


def _bar(coverage: Coverage) -> str:
    full = int(coverage.percent(State.REVIEWED) // (100 / BAR))
    return "█" * full + "░" * (BAR - full)


def _cells(row: Row, by: str) -> tuple[str, ...]:
    states = (figures.percent(row.coverage, state) for state in figures.STATES.values())
    how_far = row.standing.value if by == "page" else figures.pages(row.standings)
    return (*states, how_far, figures.number(row.refused.messages))


def _size(row: Row) -> str:
    return f"{figures.number(row.coverage.total.words)} · {figures.number(row.coverage.total.messages)}"


def _language(row: Row) -> str:
    return f"{in_markdown(row.locale)} {in_markdown(figures.names(row.language))}"


# --- difference --------------------------------------------------------------------------------------


class _Change(Struct, frozen=True):
    """One page in one language, before and after; None if missing."""

    page: str
    locale: str
    old: Coverage | None
    new: Coverage | None

    def grown(self, state: State) -> Count:
        """The growth of a state; negative if it shrank."""
        return _grown(self.old or Coverage(), self.new or Coverage(), state)


def render_diff(old: Report, new: Report, revision: str) -> str:
    """Changes in coverage since a revision, by language and by page."""
    since = code_span(revision)
    changes = _changes(old, new)
    if not changes:
        return f"No change in coverage since {since}.\n"
    pages = len({change.page for change in changes})
    lines = [f"Coverage since {since}: {how_many(pages, 'page')} changed.", ""]
    heads = ("language", "reviewed", *(f"{head} words" for head in figures.STATES))
    lines += _table(heads, list(_by_language(old, new)), names=1)
    lines += ["", *_table(("page", *heads), [_changed(change) for change in changes[:MOST]], names=2)]
    if len(changes) > MOST:
        lines += ["", f"… and {len(changes) - MOST:,} more."]
    source = plain_text.escaped(new.source.english)
    note = f"Percent and words of the {source} source, messages in parentheses. Nothing is rounded up."
    return "\n".join((*lines, "", note, ""))


def _changes(old: Report, new: Report) -> list[_Change]:
    """The changed pages, most new work first."""
    before, after = _pages(old), _pages(new)
    found = [_Change(*key, before.get(key), after.get(key)) for key in {**before, **after}]
    changes = [change for change in found if change.old != change.new]
    return sorted(changes, key=lambda change: (-_new_work(change), change.page))


def _new_work(change: _Change) -> int:
    return sum(change.grown(state).words for state in (State.STALE, State.UNTRANSLATED))


def _pages(report: Report) -> dict[tuple[str, str], Coverage]:
    return {(page.page, locale.locale): page.coverage for locale in report.locales for page in locale.pages}


def _by_language(old: Report, new: Report) -> Iterator[tuple[str, ...]]:
    before, after = ({locale.locale: locale for locale in report.locales} for report in (old, new))
    for tag in {**after, **before}:
        known = after.get(tag) or before[tag]
        name = f"{in_markdown(tag)} {in_markdown(figures.names(known.language))}"
        yield (name, *_before_after(_coverage(before.get(tag)), _coverage(after.get(tag))))


def _coverage(report: LocaleReport | None) -> Coverage | None:
    return report.coverage if report else None


def _changed(change: _Change) -> tuple[str, ...]:
    return (in_markdown(change.page), in_markdown(change.locale), *_before_after(change.old, change.new))


def _before_after(old: Coverage | None, new: Coverage | None) -> tuple[str, ...]:
    was = figures.percent(old, State.REVIEWED) if old else "new"
    now = figures.percent(new, State.REVIEWED) if new else "gone"
    reviewed = was if was == now else f"{was} → {now}"
    grown = (_grown(old or Coverage(), new or Coverage(), state) for state in figures.STATES.values())
    return (reviewed, *(_signed(count) for count in grown))


def _grown(old: Coverage, new: Coverage, state: State) -> Count:
    before, after = old.of(state), new.of(state)
    return Count(after.messages - before.messages, after.words - before.words)


def _signed(count: Count) -> str:
    if count == Count():
        return "0"
    return f"{figures.signed(count.words)} ({figures.signed(count.messages)})"


# --- Markdown ----------------------------------------------------------------------------------------


def _table(heads: Sequence[str], lines: Sequence[Sequence[str]], names: int) -> list[str]:
    """The lines of a table; the first `names` columns are left-aligned, the others right-aligned."""
    rule = ["---"] * names + ["--:"] * (len(heads) - names)
    rows = [f"| {' | '.join(cells)} |" for cells in (heads, rule, *lines)]
    return [row.replace(" %", f"{UNBROKEN}%") for row in rows]
