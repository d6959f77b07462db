"""Texts of strangers are harmless on a terminal, and people can still read them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n_pipeline.plain_text import JOINERS, escaped, escaped_path, one_line, with_placeholders

SOURCE = Path(__file__).resolve().parents[1] / "src" / "i18n_pipeline"
ONLY_ASK = {
    "commands/status/past_coverage.py",
    "engines/_cost.py",
    "engines/deepl/__init__.py",
    "checks/unicode_control.py",
    "finding_reports/_excerpt.py",
    "finding_reports/_safe_json.py",
    "markdown/constructs/javascript_strings.py",
    "markdown/writing/unsafe.py",
    "project/file_digests.py",
    "project/settings_checks.py",
    "project/source_pages.py",
}
"""Files that refuse texts that are not printable, or quote them, instead of changing them."""
ANY = st.text(st.characters(), max_size=40)
KEPT = ["", "plain", "日本語 — “ja”", "می‌خواهم", "👩‍👩‍👧", "क्‍ष", "العربية"]


@given(ANY)
def test_whatever_the_text_is_nothing_of_it_acts_on_a_terminal(text: str) -> None:
    for shown in (escaped(text), escaped_path(text), with_placeholders(text), one_line(text)):
        assert [sign for sign in shown if not sign.isprintable() and sign not in JOINERS] == []


@pytest.mark.parametrize("text", KEPT)
def test_words_in_any_script_stay_as_they_are(text: str) -> None:
    assert escaped(text) == with_placeholders(text) == one_line(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("a\u202eb", "a\\u202eb"),
        ("a\tb\nc", "a b c"),
        ("a\rb", "a\\rb"),
        ("a\U000e0041b", "a\\U000e0041b"),
        ("a\ud800b", "a\\ud800b"),
    ],
)
def test_what_acts_on_a_terminal_is_spelled(text: str, expected: str) -> None:
    assert expected == escaped(text)


def test_a_path_tells_its_line_ends_and_its_bytes() -> None:
    assert escaped_path("caf\udce9\n/\u202ea\x1b.md") == "caf\\xe9\\n/\\u202ea\\x1b.md"


def test_a_text_for_a_file_keeps_a_place_for_what_is_left_out() -> None:
    assert with_placeholders("a\x1bb\u202e") == "a\ufffdb\ufffd"


@pytest.mark.parametrize(
    ("text", "most", "keep_end", "expected"),
    [
        ("  a \r\n\t b\x1b[31m\u202ec ", None, False, "a b[31mc"),
        ("abcdef", 6, False, "abcdef"),
        ("abcdefg", 6, False, "abcdef…"),
        ("abcdefg", 6, True, "…bcdefg"),
    ],
)
def test_a_message_of_another_program_is_one_short_line(
    text: str, most: int | None, keep_end: bool, expected: str
) -> None:
    assert expected == one_line(text, most, keep_end=keep_end)


def test_nobody_else_decides_what_is_harmless() -> None:
    users = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "isprintable"
    }

    assert users - {"plain_text.py"} == ONLY_ASK
