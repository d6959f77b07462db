"""How names, figures and times are written, the same in every format for people; and what the figures mean."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from i18n_pipeline.model import LIVE, State
from i18n_pipeline.report import Coverage, Language, Report
from i18n_pipeline.reports._table import END, ISOLATE

STATES = {state.value: state for state in LIVE}
"""The states by the heads of their columns."""
LAST = 253_402_300_799
"""The last second of the year 9999, which is where `datetime` ends."""
JOINERS = "\u200c\u200d"
"""Zero-width characters that Persian and Indic languages are written with."""


def plain(text: str) -> str:
    """Text of strangers in one line: control characters and direction marks are spelled out, blanks are spaces."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in JOINERS else " " if c in "\t\n" else _spelled(c) for c in text)


def _spelled(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def percent(coverage: Coverage, state: State) -> str:
    """`92.9 %`; a dash where there is nothing to translate."""
    return f"{coverage.percent(state):.1f} %" if coverage.total.messages else "-"


def number(value: int) -> str:
    """`1,234`."""
    return f"{value:,}"


def signed(value: int) -> str:
    """`+1,234`, `-3` or `0`."""
    return f"{value:+,}" if value else "0"


def change(points: float | None) -> str:
    """`+1.4` percentage points; a dash where nothing is known."""
    if points is None:
        return "-"
    return f"{points:+.1f}" if abs(points) >= 0.05 else "0.0"


def if_known(report: Report, cell: str) -> tuple[str, ...]:
    """A cell of the column with the change of 30 days, which is there only where that is known of any language."""
    return (cell,) if report.knows_change else ()


def counted(value: int, what: str) -> str:
    """`1 page`, `1,234 pages`."""
    return f"{value:,} {what}{'' if value == 1 else 's'}"


def pages(standings: tuple[int, int, int]) -> str:
    """`12/5/3`: complete, partly, below."""
    return "/".join(map(number, standings))


def names(language: Language, *, isolated: bool = False) -> str:
    """`Dutch · Nederlands`; one name where both are the same.

    If `isolated`, a name written from right to left has marks of no width round it, so that a terminal which knows of
    directions leaves the figures after it in their order.
    """
    english, own = plain(language.english), plain(language.own)
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


# --- what the figures mean ---------------------------------------------------------------------------


def definitions(report: Report) -> tuple[str, ...]:
    """What the figures mean, a line each."""
    source = plain(report.source.english)
    least = f", or under min_reviewed ({report.min_reviewed} %)" if report.min_reviewed else ""
    points = "; 30 days: in percentage points" if report.knows_change else ""
    return (
        f"Percent of the words of the {source} source, never rounded up{points}.",
        f"Pages complete: all reviewed and shown; partly: some shown; below: none{least}.",
        f"Refused: stays {source}, since more than words would change.",
    )


def about(report: Report, text: Callable[[str], str] = plain) -> str:
    """What the report is about: the project, its commit and its day, how much there is; ends without a full stop.

    `text` writes names of strangers as the format needs them.
    """
    at = " at ".join(text(part) for part in (report.project, report.revision) if part)
    when = day(report.time) if report.time is not None else ""
    found = {page.page for locale in report.locales for page in locale.pages}
    size = f"{counted(len(found), 'page')} in {counted(len(report.locales), 'language')}"
    return ": ".join(part for part in (", ".join(part for part in (at, when) if part), size) if part)
