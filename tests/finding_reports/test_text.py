"""What people may rely on at a terminal."""

from __future__ import annotations

import re

import pytest
from helpers.found import ERROR, INFO, NL, WARNING, any_report, report
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from i18n_pipeline.check_report import Checked, CheckReport
from i18n_pipeline.finding_reports import text
from i18n_pipeline.finding_reports._excerpt import marked
from i18n_pipeline.findings import Finding, Severity, in_order

EXPECTED = """\
locales/ja/LC_MESSAGES/guide.po:3: info: two blanks stand together [double-space]
  | Tokyo Tower
  | 東京  タワー
  |     ^^

locales/nl/LC_MESSAGES/guide.po:12:9: error: the link [1] is missing [md-link-target]
  | See the [guide][1].
  | Zie de handleiding.
  |        ^^^^^^^^^^^
  = put it back, as in [handleiding][1]
locales/nl/LC_MESSAGES/guide.po:5: warning: 3 became 30 [numbers]
  | A loaf costs 3 euros.
  | Een brood kost 30 euro.
  |                ^^
  = compare the numbers

1 error, 1 warning, 1 info in 2 files; checked: 1,234 messages in 12 catalogues and 10 pages (nl, ja)
"""


def test_findings_stand_by_file_the_errors_first_with_place_texts_mark_and_advice() -> None:
    assert text.render(report()) == EXPECTED


def test_without_findings_it_says_what_was_checked() -> None:
    checked = Checked(1, 1, 1, ("nl",))

    assert text.render(CheckReport((), checked)) == "no findings; checked: 1 message in 1 catalogue and 1 page (nl)\n"


def test_a_finding_without_a_file_has_no_place() -> None:
    found = Finding(Severity.ERROR, "engine", "the server does not answer")

    assert text.render(report(found)).startswith("error: the server does not answer [engine]\n\n1 error; checked")


# --- the mark ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("excerpt", "spot", "under"),
    [
        ("Zie de gids.", "de", "    ^^"),
        ("東京タワーは高い", "タワー", "    ^^^^^^"),
        ("cafe\u0301 au lait", "au", "     ^^"),
        ("한국어 문서", "문서", "       ^^^^"),
        ("คำ ไม้เอก ดี", "ดี", "         ^"),
        ("👩‍👩‍👧 en 😀 hier", "hier", "         ^^^^"),
        ("a\tb\x1b[0m c", "c", "           ^"),
        ("een\u00a0woord", "\u00a0", "   ^^^^"),
        ("een\u200bwoord", "\u200b", "   ^^^^^^"),
    ],
)
def test_the_mark_stands_under_the_spot_whatever_the_script(excerpt: str, spot: str, under: str) -> None:
    start = excerpt.index(spot)
    found = marked(excerpt, start, start + len(spot), 80)

    assert cell_len(under.rstrip("^")) == cell_len(found.before)
    assert under == found.under


def test_a_spot_within_a_letter_and_its_accent_is_the_whole_letter() -> None:
    found = marked("cafe\u0301 hier", 4, 5, 80)

    assert (found.spot, found.under) == ("e\u0301", "   ^")


def test_where_something_is_missing_stands_one_mark() -> None:
    assert marked("Zie de gids", 7, 7, 80).under == "       ^"


def test_of_something_missing_at_the_end_the_mark_stands_behind_the_line() -> None:
    assert marked("Zie", 3, 3, 80).under == "   ^"


def test_a_finding_about_the_whole_excerpt_has_no_mark() -> None:
    assert marked("Zie de gids", 0, 0, 80).under == ""


def test_letters_from_right_to_left_have_the_mark_around_the_spot() -> None:
    found = marked("ראו את המדריך כאן", 7, 13, 80)

    assert found.line == "\u2068ראו את >>>המדריך<<< כאן\u2069"  # noqa: RUF001 - Hebrew
    assert found.under == ""


def test_an_excerpt_from_right_to_left_without_a_spot_has_no_mark() -> None:
    assert marked("ראו את", 0, 0, 80).line == "\u2068ראו את\u2069"  # noqa: RUF001 - Hebrew


def test_a_long_line_is_cut_around_the_spot() -> None:
    excerpt = "woord " * 40 + "HIER" + " woord" * 40
    found = marked(excerpt, 240, 244, 40)

    assert (found.before[0], found.spot, found.after[-1]) == ("…", "HIER", "…")
    assert cell_len(found.line) <= 40
    assert found.under.index("^") == found.line.index("HIER")


@pytest.mark.parametrize(("start", "end"), [(0, 4), (496, 500)])
def test_a_spot_at_the_edge_of_a_long_line_uses_the_whole_width(start: int, end: int) -> None:
    found = marked("x" * 500, start, end, 40)

    assert cell_len(found.line) == 39
    assert found.spot == "xxxx"


def test_a_spot_longer_than_the_terminal_is_cut() -> None:
    found = marked("a" + "x" * 500, 1, 501, 40)

    assert cell_len(found.line) <= 40
    assert cell_len(found.under) <= 40


PLAIN = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40)


@given(PLAIN, st.integers(0, 50), st.integers(0, 50))
def test_a_plain_line_is_marked_as_any_other(plain: str, start: int, more: int) -> None:
    found = marked(plain, start, start + more, 80)
    other = marked(f"{plain}é", start, start + more, 80)

    assert found.line == plain
    assert found.under == other.under or start + more > len(plain)


def test_a_line_of_a_million_letters_costs_no_more_than_what_is_shown() -> None:
    assert cell_len(marked("x" * 10**6 + "HIER" + "x" * 10**6, 10**6, 10**6 + 4, 80).line) <= 80


@given(st.text(st.characters(), max_size=60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 90))
def test_a_line_and_its_mark_fit_and_nothing_acts_on_a_terminal(text: str, start: int, more: int, width: int) -> None:
    found = marked(text, start, start + more, width)

    assert cell_len(found.line) <= max(width, 16)
    assert cell_len(found.under) <= max(width, 16) + 1
    assert all(c.isprintable() or c in "\u200c\u200d\u2068\u2069" for c in found.line)


# --- hostile texts -----------------------------------------------------------------------------------


@given(any_report())
def test_whatever_the_texts_are_nothing_acts_on_a_terminal_and_no_finding_is_forged(any_: CheckReport) -> None:
    found = text.render(replace(any_, colour=False))
    heads = [line for line in found.split("\n") if line and not line.startswith(("  | ", "  = "))]

    assert all(c.isprintable() or c in "\n\u200c\u200d\u2068\u2069" for c in found)
    assert len(heads) == len(any_.findings) + 1


@given(any_report())
def test_colours_change_nothing_but_colours(any_: CheckReport) -> None:
    plain, coloured = (text.render(replace(any_, colour=colour)) for colour in (False, True))

    assert plain == re.sub(r"\x1b\[[0-9;]*m", "", coloured)


def test_an_error_is_red_and_so_is_its_mark() -> None:
    found = text.render(replace(report(ERROR), colour=True))

    assert "\x1b[1;31merror:\x1b[0m" in found
    assert "\x1b[1;31m^^^^^^^^^^^\x1b[0m" in found


# --- the order ---------------------------------------------------------------------------------------


def test_findings_are_sorted_by_file_then_severity_then_place() -> None:
    early = replace(ERROR, line=2, column=0)

    assert in_order([INFO, WARNING, ERROR, early]) == (INFO, early, ERROR, WARNING)


def test_severities_are_counted() -> None:
    counts = report(ERROR, ERROR, INFO).counts

    assert (counts.errors, counts.warnings, counts.infos, (counts + counts).total) == (2, 0, 1, 6)


def test_the_place_is_one_that_editors_open() -> None:
    assert text.render(report(ERROR)).startswith(f"{NL}:12:9: ")
