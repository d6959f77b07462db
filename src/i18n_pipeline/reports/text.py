"""Coverage as a table for people: a line per locale, or per page as well. Plain text, 100 columns at most."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from i18n_pipeline.model import LIVE
from i18n_pipeline.report import Coverage, LocaleReport

WIDTH = 100
LEGEND = "Percent of the English words; the four states make 100. Nothing is rounded up."


def render(reports: Sequence[LocaleReport], *, pages: bool = False) -> str:
    """The table, with the meaning of its figures under it; `pages` adds a line for each page."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("page" if pages else "locale")
    for state in LIVE:
        table.add_column(state.value, justify="right")
    table.add_column("messages · words", justify="right")
    for report in reports:
        for path, coverage in report.pages if pages else ():
            _add(table, path, coverage)
        _add(table, f"{report.locale}, {len(report.pages)} page{'s' * (len(report.pages) != 1)}", report.total)
    return f"{_plain(table)}{LEGEND}\n"


def _add(table: Table, name: str, coverage: Coverage) -> None:
    cells = [f"{coverage.percent(state):.1f} %" if coverage.total.messages else "-" for state in LIVE]
    total = coverage.total
    table.add_row(Text(name), *cells, f"{total.messages} · {total.words}")


def _plain(table: Table) -> str:
    out = StringIO()
    Console(file=out, width=WIDTH, color_system=None, force_terminal=False, highlight=False).print(table)
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines() if line.strip())
