"""What people may rely on at a terminal."""

from __future__ import annotations

import re

import pytest
from helpers.reports import (
    ARABIC,
    DUTCH,
    ENGLISH,
    LENGTHS,
    NOW,
    WEEK,
    any_report,
    coverage,
    history,
    locale_report,
    page,
    sample,
    stale_messages,
)
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from i18n_pipeline.coverage import Count, Coverage, Language, MessageReport, PageReport, Report
from i18n_pipeline.findings import SeverityCounts
from i18n_pipeline.model import State
from i18n_pipeline.plain_text import escaped
from i18n_pipeline.reports import text
from i18n_pipeline.reports._table_rows import BY, SORT, rows
from i18n_pipeline.reports._text_table import END, ISOLATE, fold


def line(report: str, start: str) -> str:
    return next(line for line in report.splitlines() if line.startswith(start))


def names(report: Report, by: str, sort: str) -> list[str]:
    return [f"{row.locale} {row.name}" for row in rows(report, by, sort)]


# --- the table ---------------------------------------------------------------------------------------


def test_a_language_is_one_line_with_both_names_and_all_figures() -> None:
    found = line(text.render(sample()), "de").split()

    assert " ".join(found) == "de German · Deutsch 100.0 % 0.0 % 0.0 % 0.0 % 9/0/0 0 0.0 8,360 · 699"


def test_a_state_has_the_same_name_everywhere() -> None:
    found = text.render(sample())

    assert "untranslated" in found
    assert "missing" not in found.lower()


def test_the_heads_name_what_stands_under_them() -> None:
    heads = text.render(sample()).splitlines()[1].split("  ")

    wanted = ["language", "reviewed", "draft", "stale", "untranslated", "pages", "refused", "days", "messages"]
    assert wanted == [head.strip() for head in heads if head.strip()]


def test_several_languages_are_summed_up() -> None:
    assert "33,440 · 2,802" in line(text.render(sample()), "    together")


def test_one_language_has_no_sum() -> None:
    assert "together" not in text.render(replace(sample(), locales=sample().locales[:1]))


def test_what_is_nearly_complete_does_not_say_so() -> None:
    report = Report("", ENGLISH, (locale_report(DUTCH, [page("a.md", coverage(99_999, stale=1))]),))

    assert "99.9 %" in line(text.render(report), "nl")


def test_nothing_to_translate_has_no_percent() -> None:
    report = Report("", ENGLISH, (locale_report(DUTCH, [page("a.md", Coverage())]),))

    assert "%" not in line(text.render(report), "nl")


def test_a_page_says_how_far_it_is_in_a_word() -> None:
    found = text.render(sample(), by="page")

    assert "partly" in line(found, "how-to/review.md     nl")
    assert "complete" in line(found, "index.md             ar")
    assert "below" in line(found, "reference/           ja")


def test_a_folder_holds_the_pages_right_in_it() -> None:
    found = text.render(sample(), by="folder")

    assert "1/1/0" in line(found, "guide/           nl")
    assert "1/0/0" in line(found, "guide/advanced/  nl")
    assert "1/1/0" in line(found, "./               nl")


WIDE = [
    Language("zh-Hant-TW", "Chinese (Traditional, Taiwan)", "中文（繁體，台灣）"),  # noqa: RUF001 - as it is written
    Language("ca-ES-valencia-longvari-longvar2", "Catalan (Spain, Valencian)" * 3, "català" * 20),
    Language("ckb", "Central Kurdish", "کوردیی ناوەندی", "rtl"),
]


@pytest.mark.parametrize("by", BY)
def test_the_widest_figures_fit_a_terminal(by: str) -> None:
    counted = Coverage(*(Count(123_456, 1_234_567) for _ in range(4)))
    refused, findings = Count(99_999, 1), SeverityCounts(999_999, 999_999, 999_999)
    names = (f"{'deep/' * 30}{number}.md" for number in range(3))
    pages = [replace(page(name, counted), refused=refused, findings=findings) for name in names]
    locales = tuple(locale_report(language, pages, change=-100.0) for language in WIDE)
    found = text.render(Report("p" * 150, ENGLISH, locales), by=by)

    assert max(map(cell_len, found.splitlines())) <= 100
    assert "…" not in found
    assert "1,481,472" in found or by != "locale"


@given(any_report(), st.sampled_from(BY), st.sampled_from(SORT))
def test_any_report_fits_and_shows_no_control_character(report: Report, by: str, sort: str) -> None:
    found = text.render(report, by=by, sort=sort)

    assert all(cell_len(line) <= 100 for line in found.splitlines())
    assert all(c.isprintable() or c in "\n\u200c\u200d\u2068\u2069" for c in found)
    assert found.endswith("\n")


def test_figures_stand_under_each_other_whatever_the_script() -> None:
    lines = [line(text.render(sample()), tag) for tag in ("nl", "ar", "ja", "de")]

    assert len({cell_len(line[: line.index("%")]) for line in lines}) == 1


def test_a_name_from_right_to_left_does_not_turn_the_figures_round() -> None:
    assert f"\u2068{ARABIC.own}\u2069" in line(text.render(sample()), "ar")
    assert "\u2068" not in line(text.render(sample()), "nl")


def test_a_folded_name_from_right_to_left_is_isolated_on_each_line() -> None:
    lines = fold(f"Kurdish · {ISOLATE}aaa bbb ccc{END}", 10)

    assert lines == ["Kurdish ·", f"{ISOLATE}aaa bbb{END}", f"{ISOLATE}ccc{END}"]


def test_paths_are_folded_after_a_slash() -> None:
    assert fold("guide/advanced/own-profile.md", 15) == ["guide/advanced/", "own-profile.md"]


@given(st.text(), st.integers(8, 40))
def test_nothing_but_blanks_is_lost_by_folding(name: str, width: int) -> None:
    name = escaped(name)
    lines = fold(name, width)

    assert all(cell_len(line) <= width for line in lines)
    assert "".join(name.split()) == "".join("".join(lines).split())


# --- the order ---------------------------------------------------------------------------------------


def test_languages_are_in_the_order_of_the_settings() -> None:
    assert [row.locale for row in rows(sample())] == ["nl", "ar", "ja", "de"]


def test_pages_are_in_the_order_of_their_paths_and_languages_in_theirs() -> None:
    found = names(sample(), "page", "name")

    assert found[:5] == ["nl about.md", "ar about.md", "ja about.md", "de about.md", "nl guide/advanced/own-profile.md"]


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("reviewed", ["ja ja", "ar ar", "nl nl", "de de"]),
        ("to-do", ["ja ja", "ar ar", "nl nl", "de de"]),
        ("stale", ["nl nl", "ar ar", "ja ja", "de de"]),
        ("words", ["nl nl", "ar ar", "ja ja", "de de"]),
    ],
)
def test_the_biggest_need_comes_first_and_equals_stay_in_order(sort: str, first: list[str]) -> None:
    assert first == names(sample(), "locale", sort)


@given(any_report(), st.sampled_from(SORT))
def test_every_view_counts_the_same_words(report: Report, sort: str) -> None:
    totals = {sum(row.coverage.total.words for row in rows(report, by, sort)) for by in BY}

    assert {report.coverage.total.words} == totals


@given(any_report())
def test_every_view_publishes_the_same_words(report: Report) -> None:
    assert len({sum(row.shown.words for row in rows(report, by)) for by in BY}) == 1


# --- what to do next ---------------------------------------------------------------------------------


def unfolded(report: str) -> str:
    return re.sub(r"\s+", " ", report)


def test_the_next_line_says_what_how_much_and_where_to_begin() -> None:
    found = unfolded(text.render(sample()))

    assert (
        "next nl: 1 refused message in about.md · 120 stale words on 2 pages, first how-to/review.md (80) · " in found
    )
    assert "340 words of drafts to review on 2 pages, first reference/settings.md (300) next ar:" in found
    assert "7,770 words to translate on 8 pages, first reference/settings.md (2,240)" in found


def test_a_complete_language_has_no_next_line() -> None:
    assert "next de" not in text.render(sample())


def test_one_word_is_not_called_words() -> None:
    report = Report("", ENGLISH, (locale_report(DUTCH, [page("a.md", coverage(stale=1, untranslated=1))]),))

    assert "next nl: 1 stale word in a.md · 1 word to translate in a.md\n" in text.render(report)


# --- what the figures mean ---------------------------------------------------------------------------


def test_definitions_stand_under_the_table() -> None:
    found = unfolded(text.render(sample()))

    assert "Greenhouse at de30a93, 2026-11-22: 9 pages in 4 languages." in found
    assert "Percent of the words of the English source, never rounded up" in found
    assert "below: none, or under min_reviewed (20 %)." in found


def test_a_threshold_that_is_not_set_is_not_told() -> None:
    assert "min_reviewed" not in text.render(replace(sample(), min_reviewed=0))


def test_the_same_report_gives_the_same_text() -> None:
    assert text.render(sample()) == text.render(sample())


# --- history -----------------------------------------------------------------------------------------


def test_history_has_a_line_per_day_and_a_column_per_language_newest_last() -> None:
    lines = text.render_history(sample()).splitlines()

    assert lines[0].split() == ["nl", "ar", "ja", "de"]
    assert " ".join(lines[2].split()) == "2026-05-31 50.2 % - - 100.0 %"
    assert " ".join(lines[27].split()) == "2026-11-22 90.0 % 4.0 % - 100.0 %"


def test_of_one_day_the_last_figure_counts() -> None:
    points = history(100, 200)
    close = (replace(points[0], time=NOW - 60), points[1])
    report = replace(sample(), locales=(locale_report(DUTCH, [], history=close),))

    assert text.render_history(report).count("2026-11-22") == 1
    assert "2.3 %" in text.render_history(report)


def test_many_languages_go_under_each_other() -> None:
    locales = tuple(locale_report(Language(f"l{number:02}", "x", "x"), [], history=history(5)) for number in range(30))
    found = text.render_history(replace(sample(), locales=locales))

    assert found.count("2026-11-22") == 3
    assert max(map(len, found.splitlines())) <= 100


def test_without_history_that_is_said() -> None:
    assert text.render_history(replace(sample(), locales=())) == "No history is known.\n"


def test_a_time_beyond_all_calendars_breaks_nothing() -> None:
    points = (replace(history(5)[0], time=10**15), replace(history(5)[0], time=-WEEK))

    assert "9999-12-31" in text.render_history(replace(sample(), locales=(locale_report(DUTCH, [], history=points),)))


# --- what is stale -----------------------------------------------------------------------------------


def review() -> PageReport:
    return next(page for page in sample().locales[0].pages if page.page == "how-to/review.md")


def test_a_stale_message_shows_where_it_is_what_changed_and_its_old_text() -> None:
    found = text.render_stale(sample().locales[0], [(review(), stale_messages())])

    assert found == (
        "how-to/review.md\n"
        "  locales/nl/LC_MESSAGES/how-to/review.po:14 · paragraph · 12 words\n"
        "    source Open the catalogue in [Poedit][1] and {+press **Ctrl+S** to +}save it.\n"
        "    nl     Open de catalogus in [Poedit][1] en bewaar hem.\n"
        "  locales/nl/LC_MESSAGES/how-to/review.po:31 · heading 2 · 3 words · what changed is not known\n"
        "    source Review a draft\n"
        "    nl     Een concept nakijken\n"
        "\n"
        "nl, Dutch · Nederlands: 2 stale messages with 15 words on 1 page.\n"
    )


def test_only_what_is_stale_is_listed() -> None:
    other = replace(stale_messages()[0], state=State.DRAFT)

    found = text.render_stale(sample().locales[0], [(review(), (other,))])

    assert found == "nl, Dutch · Nederlands: 0 stale messages with 0 words.\n"


@given(st.text(), st.text(), st.none() | st.text())
def test_stale_texts_of_strangers_fit_and_show_no_control_character(msgid: str, msgstr: str, old: str | None) -> None:
    message = MessageReport(msgid, msgstr, State.STALE, 3, "paragraph", previous=old, line=4)
    found = text.render_stale(locale_report(ARABIC, []), [(review(), (message,))])

    assert all(cell_len(line) <= 100 for line in found.splitlines())
    assert all(c.isprintable() or c in "\n\u200c\u200d\u2068\u2069" for c in found)


def test_all_pages_of_the_sample_are_shown() -> None:
    found = text.render(sample(), by="page").replace("\n", "")

    assert all(path.rpartition("/")[2] in found for path in LENGTHS)
