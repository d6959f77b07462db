"""Coverage as JSON for other programs. The schema has a version; keys are only ever added to it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from i18n_pipeline.model import LIVE
from i18n_pipeline.report import Coverage, LocaleReport

VERSION = 1


def render(reports: Sequence[LocaleReport], *, pages: bool = True) -> str:
    """All locales, with their pages if asked, as indented JSON with a final newline."""
    locales = [_locale(report, pages=pages) for report in reports]
    return json.dumps({"version": VERSION, "locales": locales}, ensure_ascii=False, indent=2) + "\n"


def _locale(report: LocaleReport, *, pages: bool) -> dict[str, object]:
    counted = {"locale": report.locale, **_coverage(report.total)}
    if pages:
        counted["pages"] = [{"path": path, **_coverage(coverage)} for path, coverage in report.pages]
    return counted


def _coverage(coverage: Coverage) -> dict[str, object]:
    """Messages and words in all, and in each state with the percent of the words."""
    counted: dict[str, object] = {"messages": coverage.total.messages, "words": coverage.total.words}
    for state in LIVE:
        count = coverage.of(state)
        counted[state.value] = {
            "messages": count.messages,
            "words": count.words,
            "percent": coverage.percent(state),
        }
    return counted
