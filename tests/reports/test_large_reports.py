"""A report looks through all pages some times, however many pages there are: not again for each line of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from helpers import websites
from msgspec.structs import replace

from i18n_pipeline.coverage import PageReport, Report
from i18n_pipeline.reports import csv, html, json, markdown, text

FORMATS: dict[str, Callable[[Report], object]] = {
    "CSV by page": lambda report: csv.render(report, by="page"),
    "HTML of a language": lambda report: html.locale(report, report.locales[0]),
    "HTML of the project": html.index,
    "JSON": json.render,
    "Markdown by language": markdown.render,
    "Markdown by page": lambda report: markdown.render(report, by="page"),
    "text by language": text.render,
    "text by folder": lambda report: text.render(report, by="folder"),
    "text by page": lambda report: text.render(report, by="page"),
}


class Counted(tuple[PageReport, ...]):
    """Pages that count how often somebody goes through all of them."""

    __slots__ = ()
    passes = 0

    def __iter__(self) -> Iterator[PageReport]:
        Counted.passes += 1
        return super().__iter__()


@pytest.mark.parametrize("name", FORMATS)
def test_pages_are_gone_through_as_often_whether_there_are_few_or_many(name: str) -> None:
    assert passes(FORMATS[name], 20) == passes(FORMATS[name], 60) > 0


def passes(render: Callable[[Report], object], pages: int) -> int:
    """How often a report on two languages goes through its pages, none of which was checked."""
    report = websites.large(pages, languages=2)
    counted = tuple(replace(locale, pages=Counted(locale.pages)) for locale in report.locales)
    Counted.passes = 0
    render(replace(report, locales=counted))
    return Counted.passes
