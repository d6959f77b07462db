"""Emphasis opens and closes beside any script, for every parser; one that a translation loses is told."""

# ruff: noqa: RUF001 - full-width signs are meant
from __future__ import annotations

import pytest
from helpers.assembling import assembled, localised
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from i18n_pipeline.checks._check import Translation, flaws
from i18n_pipeline.checks.md_emphasis import CHECKS
from i18n_pipeline.markdown.dialect import COMMONMARK
from i18n_pipeline.markdown.writing import emphasis

OTHER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
ENGLISH = "Use **this option (recommended)** and _that one_ now."
TEXTS = {
    "a particle after a bracket": (
        "始めるときは**このオプション（推奨）**を使い、_それ_も。",
        "このオプション（推奨）",
        "それ",
    ),
    "a Korean particle": ("시작할 때 **(설정)**을, 그리고 _(옵션)_은.", "(설정)", "(옵션)"),
    "Chinese quotes": ("请使用**“引用”**的和_“强调”_的。", "“引用”", "“强调”"),
    "letters on both sides": ("请使用**选项**和_这个_吧。", "选项", "这个"),
    "a sign that is punctuation in newer versions only": ("価格は**100€**です、_$_も。", "100€", "$"),
    "a combining letter before it": ("กี่**(ค่า)**ที่ และ_(อื่น)_", "(ค่า)", "(อื่น)"),
    "a letter outside the first plane": ("𠮷**（推奨）**𠮷_（他）_𠮷", "（推奨）", "（他）"),
    "a Latin word": ("Neem**(deze)**hier en_(die)_daar.", "(deze)", "(die)"),
}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("page", ["{}\n", "# {}\n", "- {}\n", "> {}\n", "| Head |\n|------|\n| {} |\n", "{}\n===\n"])
def test_emphasis_beside_any_script_is_emphasis_for_another_parser(name: str, page: str) -> None:
    text, strong, soft = TEXTS[name]
    shown = OTHER.render(localised(page.format(ENGLISH), {ENGLISH: text}))

    assert f"<strong>{strong}</strong>" in shown
    assert f"<em>{soft}</em>" in shown


@pytest.mark.parametrize("text", ["5 * 3 * 2 **dit** snake_case_word _dat_", "**dit** en _dat_", "_dat_ (**dit**)"])
def test_emphasis_that_opens_and_closes_is_left_alone(text: str) -> None:
    assert text == emphasis.held(text, ENGLISH, COMMONMARK)


@pytest.mark.parametrize("text", ["é**（x）é", "é**（x）**é**", "é**（x_）**é_", "é** x**é"])
def test_what_is_no_pair_is_left_alone(text: str) -> None:
    assert text == emphasis.held(text, ENGLISH, COMMONMARK)


def test_stars_that_are_no_emphasis_in_english_stay_stars() -> None:
    assert emphasis.held("は**（x）**を", "Two ** stars **", COMMONMARK) == "は**（x）**を"


LETTERS = st.text(alphabet="は推を的한글ab（）“”。、!é ", max_size=4)


@given(st.lists(st.tuples(LETTERS, LETTERS), min_size=1, max_size=4), LETTERS)
def test_a_text_with_all_its_emphasis_loses_none(parts: list[tuple[str, str]], end: str) -> None:
    english = " ".join("**word**" for _ in parts)
    text = "".join(f"は{outer}**{inner.strip() or 1}**" for outer, inner in parts) + end
    shown = OTHER.render(localised(english + "\n", {english: text}))

    assert len(parts) == shown.count("<strong>")


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Neem deze en _die_.", "**…**"),
        ("Neem **deze** en *die*.", None),
        ("Neem deze en die.", "*…*, **…**"),
        ("**この（推奨）**を_（他）_は", None),
        ("Neem ** deze** en _die_.", "**…**"),
    ],
)
def test_emphasis_that_a_translation_loses_is_told_and_the_text_is_shown(text: str, missing: str | None) -> None:
    made = assembled(ENGLISH + "\n", {ENGLISH: text})

    assert made.refusals == ()
    [check] = CHECKS
    told = [flaw.text for _, flaw in flaws(check, [Translation(ENGLISH, text, "nl")])]
    said = f"the translation lacks emphasis of the source text: {missing}"
    assert told == ([said] if missing else [])


def test_an_x_between_marks_of_emphasis_is_no_task_box_and_stays() -> None:
    assert localised("`code` and a\n", lambda _: "`code` en **x**") == "`code` en **x**\n"


def test_an_x_that_is_the_text_of_a_link_may_be_a_task_box_and_is_escaped() -> None:
    assert localised("`code` and [a](b)\n", lambda _: "`code` en [x][1]") == "`code` en [&#120;](b)\n"


def test_marks_with_a_blank_on_their_inner_side_are_no_emphasis_and_are_told() -> None:
    english = "For a **single** part on the **public address**, it must have **all of them** in the server."
    text = "Op het **publieke adres**, dit **ene** a delen** van de (server) Voor in **al die"

    assert emphasis.lost(text, english, COMMONMARK) == ("**",)
