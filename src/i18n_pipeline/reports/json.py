"""Coverage as JSON for other programs. The schema has a version; keys are only ever added to it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from i18n_pipeline.model import LIVE, Coverage, LocaleReport

VERSION = 1


def render(reports: Sequence[LocaleReport]) -> str:
    """All locales with their pages, as indented JSON with a final newline."""
    locales = [_locale(report) for report in reports]
    return json.dumps({"version": VERSION, "locales": locales}, ensure_ascii=False, indent=2) + "\n"


def _locale(report: LocaleReport) -> dict[str, object]:
    pages = [{"path": path, **_coverage(coverage)} for path, coverage in report.pages]
    return {"locale": report.locale, **_coverage(report.total), "pages": pages}


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
