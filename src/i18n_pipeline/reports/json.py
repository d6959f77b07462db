"""Coverage as JSON for other programs. `status.schema.json`, beside this file, describes every key."""

from __future__ import annotations

import json
from importlib import resources

from msgspec.structs import asdict

from i18n_pipeline.coverage import (
    Count,
    Coverage,
    Language,
    LocaleReport,
    PageReport,
    PageWork,
    Point,
    Report,
    Standing,
    standings,
    steps,
)
from i18n_pipeline.findings import SeverityCounts
from i18n_pipeline.model import LIVE
from i18n_pipeline.reports import _figures as figures

VERSION = 1
"""Version of the schema. It grows when a key is removed or changes its meaning, not when a key is added."""
NEXT = 20
"""Most next steps listed for a language."""


def render(report: Report, *, pages: bool = True) -> str:
    """All figures of the report as indented JSON with a final newline; those of each page if `pages`."""
    data = {
        "version": VERSION,
        "project": report.project,
        "revision": report.revision or None,
        "time": None if report.time is None else figures.moment(report.time),
        "source": _language(report.source),
        "accept": [state.value for state in report.accept],
        "min_reviewed": report.min_reviewed,
        "coverage": _coverage(report.coverage),
        "locales": [_locale(locale, pages=pages) for locale in report.locales],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def schema() -> str:
    """The JSON Schema (draft 2020-12) of the output of `render`."""
    return resources.files("i18n_pipeline.reports").joinpath("status.schema.json").read_text(encoding="utf-8")


def _locale(report: LocaleReport, *, pages: bool) -> dict[str, object]:
    counted = {
        **_language(report.language),
        "catalogues": report.catalogues,
        "coverage": _coverage(report.coverage),
        "published": {**_count(report.shown), "percent": report.published},
        "refused": _count(report.refused),
        "standings": dict(zip((standing.value for standing in Standing), standings(report.pages), strict=True)),
        "findings": _findings(report.findings),
        "change_30_days": None if report.change is None else round(report.change, 1),
        "history": [_point(point) for point in report.history],
        "next": [_step(step) for step in steps(report)[:NEXT]],
    }
    return {**counted, "pages": [_page(page) for page in report.pages]} if pages else counted


def _page(page: PageReport) -> dict[str, object]:
    shown = Count() if page.left_out else page.shown
    return {
        "page": page.page,
        "title": page.title,
        "standing": page.standing.value,
        "coverage": _coverage(page.coverage),
        "published": {**_count(shown), "percent": page.published},
        "refused": _count(page.refused),
        "findings": _findings(page.findings),
        "left_out": page.left_out,
        "catalogue": page.catalogue,
        "localised": page.localised,
    }


def _language(language: Language) -> dict[str, object]:
    names = {"english": language.english, "own": language.own}
    return {"locale": language.locale, "names": names, "direction": language.direction}


def _point(point: Point) -> dict[str, object]:
    return {"time": figures.moment(point.time), "coverage": _coverage(point.coverage)}


def _step(step: PageWork) -> dict[str, object]:
    return {"kind": step.kind, "page": step.page, **_count(step.count)}


def _coverage(coverage: Coverage) -> dict[str, object]:
    """Totals of messages and words, then messages, words and percent of words in each state."""
    states = {state.value: {**_count(coverage.of(state)), "percent": coverage.percent(state)} for state in LIVE}
    return {**_count(coverage.total), **states}


def _findings(counts: SeverityCounts | None) -> dict[str, int] | None:
    return None if counts is None else asdict(counts)


def _count(count: Count) -> dict[str, object]:
    return {"words": count.words, "messages": count.messages}
