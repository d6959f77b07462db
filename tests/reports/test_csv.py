"""What a spreadsheet may rely on."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from helpers.reports import DUTCH, ENGLISH, any_report, coverage, locale_report, page, sample
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from i18n_pipeline.coverage import Report
from i18n_pipeline.plain_text import escaped
from i18n_pipeline.reports import csv as ours
from i18n_pipeline.reports._table_rows import BY, rows


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text, newline=""), strict=True))


def test_a_page_in_a_language_is_a_line() -> None:
    found = read(ours.render(sample()))

    assert len(found) == 9 * 4
    assert found[0] == {
        "page": "about.md",
        "locale": "nl",
        "language": "Dutch",
        "words": "240",
        "messages": "20",
        "reviewed_words": "240",
        "reviewed_messages": "20",
        "reviewed_percent": "100.0",
        "draft_words": "0",
        "draft_messages": "0",
        "draft_percent": "0.0",
        "stale_words": "0",
        "stale_messages": "0",
        "stale_percent": "0.0",
        "untranslated_words": "0",
        "untranslated_messages": "0",
        "untranslated_percent": "0.0",
        "published_words": "226",
        "published_messages": "19",
        "published_percent": "94.1",
        "refused_words": "14",
        "refused_messages": "1",
        "errors": "",
        "warnings": "",
        "infos": "",
        "standing": "partly",
    }


def test_a_language_has_its_pages_counted_and_its_change() -> None:
    found = {line["locale"]: line for line in read(ours.render(sample(), by="locale"))}

    assert [found["nl"][f"pages_{standing}"] for standing in ("complete", "partly", "below")] == ["5", "4", "0"]
    assert [found[tag]["change_30_days"] for tag in ("nl", "ar", "ja", "de")] == ["9.4", "-0.2", "", "0.0"]


def test_a_page_that_is_left_out_publishes_nothing() -> None:
    left_out = page("a.md", coverage(10, untranslated=90), left_out=True)
    found = read(ours.render(Report("", ENGLISH, (locale_report(DUTCH, [left_out]),))))

    assert (found[0]["published_words"], found[0]["standing"]) == ("0", "below")


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1"])
def test_a_name_that_is_a_formula_is_made_harmless(name: str) -> None:
    report = Report("", ENGLISH, (locale_report(DUTCH, [page(name, coverage(5))]),))

    assert f"'{name}" == read(ours.render(report))[0]["page"]


def test_figures_below_nought_stay_figures() -> None:
    report = replace(sample(), locales=(replace(sample().locales[0], change=-3.5),))

    assert read(ours.render(report, by="locale"))[0]["change_30_days"] == "-3.5"


@given(any_report(), st.sampled_from(BY))
def test_any_report_is_read_back_line_by_line(report: Report, by: str) -> None:
    text = ours.render(report, by=by)
    found = read(text)

    assert "\r" not in text
    assert len(rows(report, by)) == len(found) == text.count("\n") - 1
    for row, line in zip(rows(report, by), found, strict=True):
        assert line.get(by, row.locale).removeprefix("'") == escaped(row.name).removeprefix("'")
        assert (line["words"], line["messages"]) == (str(row.coverage.total.words), str(row.coverage.total.messages))
        assert line[next(iter(line))][:1] not in {"=", "+", "-", "@", "\t"}
