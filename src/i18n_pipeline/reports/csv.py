"""Coverage as CSV for spreadsheets: a column for each figure; no name can act as a formula."""

from __future__ import annotations

from io import StringIO

from i18n_pipeline import plain_text
from i18n_pipeline.catalogue import csv_table
from i18n_pipeline.coverage import Report, Standing
from i18n_pipeline.model import LIVE
from i18n_pipeline.reports._table_rows import Row, rows


def render(report: Report, *, by: str = "page", sort: str = "name") -> str:
    """A heading line, then a line per locale, folder or page; comma-separated, lines end with a line feed."""
    out = StringIO()
    heads = [*([] if by == "locale" else [by]), "locale", "language", *_heads(by)]
    csv_table.write(out, [heads, *(_cells(row, by) for row in rows(report, by, sort))], line_end="\n")
    return out.getvalue()


def _cells(row: Row, by: str) -> list[str | int | float]:
    names = [*([] if by == "locale" else [row.name]), row.locale, row.language.english]
    return [*map(plain_text.escaped, names), *_figures(row, by)]


def _heads(by: str) -> list[str]:
    heads = ["words", "messages"]
    for state in LIVE:
        heads += [f"{state}_words", f"{state}_messages", f"{state}_percent"]
    heads += ["published_words", "published_messages", "published_percent", "refused_words", "refused_messages"]
    heads += ["errors", "warnings", "infos"]
    heads += ["standing"] if by == "page" else [f"pages_{standing}" for standing in Standing]
    return [*heads, "change_30_days"] if by == "locale" else heads


def _figures(row: Row, by: str) -> list[str | int | float]:
    coverage = row.coverage
    found: list[str | int | float] = [coverage.total.words, coverage.total.messages]
    for state in LIVE:
        found += [coverage.of(state).words, coverage.of(state).messages, coverage.percent(state)]
    found += [row.shown.words, row.shown.messages, row.published, row.refused.words, row.refused.messages]
    counts = row.findings
    found += ["", "", ""] if counts is None else [counts.errors, counts.warnings, counts.infos]
    found += [row.standing.value] if by == "page" else row.standings
    return [*found, "" if row.change is None else round(row.change, 1)] if by == "locale" else found
