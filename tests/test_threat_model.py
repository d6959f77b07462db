"""What the guide says about strangers is tested: each line of its table names the tests that hold it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PAGE = HERE.parent / "source" / "explanation" / "safety.md"
HELD = {
    "a tag, an attribute, a script or an address on a page": (
        "test_hostile_texts.py::test_no_text_adds_anything_that_acts",
        "markdown/test_only_words_change.py::test_texts_of_any_kind_at_every_message_leave_the_structure_as_it_is",
        "markdown/test_other_parsers.py::test_another_parser_reads_the_structure_of_the_english_page",
    ),
    "a key or another type of value in the front matter": (
        "test_hostile_texts.py::test_no_text_adds_anything_that_acts",
        "test_fuzz_targets.py::test_the_inputs_that_fuzzing_begins_with_break_nothing",
    ),
    "another file: one outside your project is neither read nor written": (
        "test_refused_projects.py::test_nothing_is_written_through_a_link_that_leads_out_of_the_project",
        "test_refused_projects.py::test_a_catalogue_that_is_a_link_out_of_the_project_is_not_read_or_written",
        "test_refused_projects.py::test_a_page_that_is_a_link_out_of_the_project_is_not_read",
        "project/test_files_of_pages.py::test_a_link_out_of_the_source_is_named_and_not_followed",
    ),
    "a command": (
        "engines/test_command.py::test_no_shell_reads_the_words",
        "test_files_and_state.py::test_processes_are_started_in_one_place_and_never_forked",
        "project/test_files_of_pages.py::test_a_page_of_any_other_name_goes_all_the_way",
    ),
    "a control sequence on your terminal": (
        "test_findings.py::test_no_text_of_strangers_reaches_a_terminal_unescaped",
        "test_plain_text.py::test_whatever_the_text_is_nothing_of_it_acts_on_a_terminal",
        "test_refused_projects.py::test_control_characters_of_a_page_do_not_reach_the_terminal",
        "test_hostile_reports.py::test_no_text_of_a_project_acts_on_a_terminal_or_forges_a_line_of_check",
        "test_hostile_reports.py::test_no_text_of_a_project_acts_on_a_terminal_in_other_commands",
    ),
    "HTML in the report": ("reports/test_html_browser.py::test_hostile_text_runs_nothing",),
    "a command of GitHub Actions": (
        "finding_reports/test_github.py::test_hostile_texts_forge_no_command",
        "test_hostile_reports.py::test_no_text_of_a_project_acts_on_a_terminal_or_forges_a_line_of_check",
    ),
    "a file that an XML file names": (
        "memory/exchange/test_refused_files.py::test_a_file_that_declares_entities_is_refused",
        "memory/exchange/test_refused_files.py::test_a_doctype_that_names_a_file_is_not_followed",
    ),
    "minutes of waiting, or all of your memory": (
        "test_long_and_deep.py::test_five_times_the_depth_is_no_more_than_some_five_times_the_work",
        "test_long_and_deep.py::test_pairs_of_signs_repeated_sixty_times_take_no_time",
        "markdown/test_linear.py::test_five_times_the_page_is_no_more_than_some_five_times_the_work",
        "catalogue/test_hostile_files.py::test_four_times_the_file_is_no_more_than_some_four_times_the_work",
        "catalogue/test_hostile_files.py::test_a_file_takes_memory_in_proportion_to_its_size",
        "memory/exchange/test_refused_files.py::test_a_text_that_a_thousand_keys_share_is_not_copied_a_thousand_times",
        "test_numbers_of_strangers.py::test_digits_of_strangers_are_read_by_as_number",
        "test_patterns.py::test_no_pattern_tries_a_text_in_very_many_ways",
    ),
}
"""The first cell of each line, and the tests that hold it."""


def test_every_line_of_the_table_is_held_by_tests() -> None:
    _, table = PAGE.read_text(encoding="utf-8").split("## What a text must not reach", 1)
    rows = re.findall(r"^\| (.+?) \|", table.partition("\n## ")[0], re.MULTILINE)

    assert list(HELD) == rows[1:]


@pytest.mark.parametrize("named", sorted({test for tests in HELD.values() for test in tests}))
def test_the_tests_that_hold_it_are_there(named: str) -> None:
    file, _, name = named.partition("::")

    assert f"\ndef {name}(" in (HERE / file).read_text(encoding="utf-8")
