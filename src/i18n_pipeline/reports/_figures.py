"""The form of names, figures and times in every format for people, and the definitions of the figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from i18n_pipeline import plain_text
from i18n_pipeline.coverage import Coverage, Language, Report
from i18n_pipeline.findings import SeverityCounts, how_many
from i18n_pipeline.model import LIVE, State
from i18n_pipeline.reports._text_table import END, ISOLATE

STATES = {state.value: state for state in LIVE}
"""The states by column heading."""
LAST = 253_402_300_799
"""The last second of the year 9999, the latest that `datetime` can hold; seconds since 1970."""


def percent(coverage: Coverage, state: State) -> str:
    """`92.9 %`; a dash without words to translate."""
    return f"{coverage.percent(state):.1f} %" if coverage.total.messages else "-"


def number(value: int) -> str:
    """`1,234`."""
    return f"{value:,}"


def signed(value: int) -> str:
    """`+1,234`, `-3` or `0`."""
    return f"{value:+,}" if value else "0"


def change(points: float | None) -> str:
    """`+1.4` percentage points; a dash if unknown."""
    if points is None:
        return "-"
    return f"{points:+.1f}" if abs(points) >= 0.05 else "0.0"


def if_known(report: Report, cell: str) -> tuple[str, ...]:
    """The cell for the column with the change of 30 days; empty if no language has a known change."""
    return (cell,) if report.knows_change else ()


def if_found(cell: str, *, found: bool) -> tuple[str, ...]:
    """The cell for the column with the findings of the checks; empty if there are none in any language.

    `found` is `Report.has_findings`, which looks at every page: it is asked once, not for each line of a table.
    """
    return (cell,) if found else ()


def findings(counts: SeverityCounts | None) -> str:
    """`1/12/3`: errors, warnings, infos; a dash if not checked."""
    return "-" if counts is None else "/".join(map(number, (counts.errors, counts.warnings, counts.infos)))


def by_severity(counts: SeverityCounts) -> str:
    """`1 error, 12 warnings, 3 infos`; zeros are left out; `none`."""
    return counts.told or "none"


def pages(standings: tuple[int, int, int]) -> str:
    """`12/5/3`: complete, partly, below."""
    return "/".join(map(number, standings))


def names(language: Language, *, isolated: bool = False) -> str:
    """`Dutch · Nederlands`; one name where both are the same.

    If `isolated`, a right-to-left name has zero-width marks round it, so that a terminal with bidirectional text keeps
    the figures after it in order.
    """
    english, own = plain_text.escaped(language.english), plain_text.escaped(language.own)
    if english == own:
        return english
    return f"{english} · {f'{ISOLATE}{own}{END}' if isolated and language.direction == 'rtl' else own}"


def day(time: int) -> str:
    """Seconds since 1970 as a date, UTC: `2026-11-22`."""
    return _time(time).date().isoformat()


def moment(time: int) -> str:
    """Seconds since 1970 as date and time, UTC: `2026-11-22T09:00:00Z`."""
    return _time(time).isoformat().replace("+00:00", "Z")


def _time(time: int) -> datetime:
    return datetime.fromtimestamp(min(max(time, 0), LAST), UTC)


# --- definitions of the figures ----------------------------------------------------------------------


def definitions(report: Report) -> tuple[str, ...]:
    """The definitions of the figures, one per line."""
    source = plain_text.escaped(report.source.english)
    least = f", or under min_reviewed ({report.min_reviewed} %)" if report.min_reviewed else ""
    points = "; 30 days: in percentage points" if report.knows_change else ""
    return (
        f"Percent of the words of the {source} source, never rounded up{points}.",
        f"Pages complete: all reviewed and shown; partly: some shown; below: none{least}.",
        f"Refused: stays {source}, since more than words would change.",
        *if_found(
            "Findings: errors/warnings/infos of `i18n-pipeline check` in catalogues, besides refused ones.",
            found=report.has_findings,
        ),
    )


def about(report: Report, text: Callable[[str], str] = plain_text.escaped) -> str:
    """The title line: project, commit and date, number of pages and languages; without a final full stop.

    `text` escapes untrusted names for the format.
    """
    at = " at ".join(text(part) for part in (report.project, report.revision) if part)
    when = day(report.time) if report.time is not None else ""
    found = {page.page for locale in report.locales for page in locale.pages}
    size = f"{how_many(len(found), 'page')} in {how_many(len(report.locales), 'language')}"
    return ": ".join(part for part in (", ".join(part for part in (at, when) if part), size) if part)
