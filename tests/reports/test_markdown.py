"""What a README, a job summary and a pull request may rely on."""

from __future__ import annotations

import html
import re

import pyromark
import pytest
from helpers.reports import DUTCH, ENGLISH, LENGTHS, any_report, coverage, locale_report, page, sample
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from i18n_pipeline.coverage import Report
from i18n_pipeline.plain_text import escaped
from i18n_pipeline.reports import markdown
from i18n_pipeline.reports._table_rows import BY, rows

OURS = {"table", "thead", "tbody", "tr", "th", "td", "code", "p"}
"""Tags that a report may have."""


def rendered(text: str) -> str:
    return pyromark.html(text, options=pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH)


def cells(text: str) -> list[list[str]]:
    """The cells of all tables, as their readers see them."""
    lines = re.findall(r"<tr>(.*?)</tr>", rendered(text), re.DOTALL)
    found = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.DOTALL) for line in lines]
    return [[html.unescape(re.sub(r"<[^>]*>", "", cell)).replace("\u00a0", " ") for cell in line] for line in found]


def of(*words: int) -> Report:
    """Dutch alone; pages a.md, b.md … of a hundred words, of which so many are reviewed."""
    pages = [page(f"{'abcdefgh'[at]}.md", coverage(done, untranslated=100 - done)) for at, done in enumerate(words)]
    return Report("", ENGLISH, (locale_report(DUTCH, pages),))


# --- coverage ----------------------------------------------------------------------------------------


def test_a_language_is_one_line_with_a_bar() -> None:
    found = {line[0]: line[1:] for line in cells(markdown.render(sample()))[1:]}

    wanted = ["█████████░ 90.0 %", "4.0 %", "1.4 %", "4.4 %", "5/4/0", "1", "+9.4", "8,360 · 701"]
    assert wanted == found["nl Dutch · Nederlands"]
    assert found["together"][-1] == "33,440 · 2,802"


def test_a_page_says_how_far_it_is_in_a_word() -> None:
    found = {(line[0], line[1]): line[6] for line in cells(markdown.render(sample(), by="page"))[1:]}

    assert found["how-to/review.md", "nl"] == "partly"
    assert found["index.md", "ar"] == "complete"


def test_a_bar_is_full_only_where_all_is_reviewed() -> None:
    report = Report("", ENGLISH, (locale_report(DUTCH, [page("a.md", coverage(99_999, stale=1))]),))

    assert cells(markdown.render(report))[1][1] == "█████████░ 99.9 %"
    assert cells(markdown.render(of(100)))[1][1] == "██████████ 100.0 %"


def test_definitions_stand_under_the_table() -> None:
    last = markdown.render(sample()).splitlines()[-1]

    assert last.startswith("Greenhouse at de30a93, 2026-11-22: 9 pages in 4 languages. Percent of the words")


@given(any_report(), st.sampled_from(BY))
def test_names_of_strangers_are_mere_text(report: Report, by: str) -> None:
    found = markdown.render(report, by=by)
    tags = set(re.findall(r"</?([a-z0-9]+)", rendered(found)))
    lines = cells(found)

    assert tags <= OURS
    assert len({len(line) for line in lines}) == 1
    if by == "page":
        wanted = [escaped(row.name).replace("\\|", "\\u007c").strip() for row in rows(report, by)]
        assert wanted == [line[0].strip() for line in lines[1:]]


@pytest.mark.parametrize(
    "name", ["@team", "#12", "www.example.org", "a@b.org", ":tada:", "de_DE_x", "<b>", "$x$", "1) a"]
)
def test_what_github_would_read_more_into_is_code(name: str) -> None:
    assert f"`{name}` at " in markdown.render(replace(sample(), project=name))


def test_plain_names_are_not_code() -> None:
    assert "| nl Dutch · Nederlands |" in markdown.render(sample())
    assert "| ar Arabic · العربية |" in markdown.render(sample())


# --- difference --------------------------------------------------------------------------------------


def test_nothing_changed_is_said_plainly() -> None:
    assert markdown.render_diff(sample(), sample(), "main") == "No change in coverage since `main`.\n"


def test_a_language_shows_before_and_after_and_what_each_state_gained() -> None:
    lines = cells(markdown.render_diff(of(100, 50), of(100, 80), "main"))

    assert lines[1] == ["nl Dutch · Nederlands", "75.0 % → 90.0 %", "+30 (+2)", "0", "0", "-30 (-3)"]


def test_only_pages_that_changed_are_listed_those_with_most_new_work_first() -> None:
    lines = cells(markdown.render_diff(of(100, 50, 80, 70), of(100, 40, 60, 90), "main"))

    assert [line[0] for line in lines[3:]] == ["c.md", "b.md", "d.md"]
    assert lines[3][1:3] == ["nl", "80.0 % → 60.0 %"]


def test_pages_that_came_or_went_are_told_as_such() -> None:
    assert cells(markdown.render_diff(of(100), of(100, 50), "main"))[3][2] == "new → 50.0 %"
    assert cells(markdown.render_diff(of(100, 50), of(100), "main"))[3][2] == "50.0 % → gone"


def test_a_language_that_came_is_told_as_such() -> None:
    old = replace(sample(), locales=sample().locales[1:])

    assert cells(markdown.render_diff(old, sample(), "main"))[1][:2] == ["nl Dutch · Nederlands", "new → 90.0 %"]


def test_what_goes_beyond_fifty_pages_is_counted() -> None:
    old, new = (
        Report("", ENGLISH, (locale_report(DUTCH, [page(f"{at}.md", coverage(done)) for at in range(60)]),))
        for done in (100, 101)
    )
    found = markdown.render_diff(old, new, "main")

    assert len(cells(found)) == 2 + 1 + 50
    assert "\n… and 10 more.\n" in found


@given(any_report(), any_report(), st.text(max_size=9))
def test_a_difference_holds_mere_text_too(old: Report, new: Report, revision: str) -> None:
    found = markdown.render_diff(old, new, revision)

    assert set(re.findall(r"</?([a-z0-9]+)", rendered(found))) <= OURS


def test_every_page_of_the_sample_is_named() -> None:
    found = {line[0] for line in cells(markdown.render(sample(), by="page"))[1:]}

    assert set(LENGTHS) == found
