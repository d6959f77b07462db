"""Under which headings a message stands, as a translator is told who cannot open the page."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
from helpers.pages import EVERY
from helpers.projects import KEEP, po_path, project, put, run, translate
from hypothesis import given
from hypothesis import strategies as st

from i18n_pipeline.catalogue.extracted_comments import MORE, united
from i18n_pipeline.catalogue.page_template import template
from i18n_pipeline.markdown.dialect import COMMONMARK
from i18n_pipeline.markdown.reading.segments import page


def places(text: str) -> dict[str, list[str]]:
    """What is said of the place of each message."""
    messages = template("source/page.md", page(text.encode(), COMMONMARK))
    return {
        message.msgid: [line.removeprefix("in: ") for line in message.extracted if line.startswith("in: ")]
        for message in messages
    }


def test_a_message_says_which_headings_stand_above_it_the_outermost_first() -> None:
    found = places("Before.\n\n# Prices\n\n## Opening hours\n\nWe are open.\n\n## Fees\n\nNone.\n")

    assert found == {
        "Before.": [],
        "Prices": [],
        "Opening hours": ["Prices"],
        "We are open.": ["Prices › Opening hours"],
        "Fees": ["Prices"],
        "None.": ["Prices › Fees"],
    }


@pytest.mark.parametrize(
    ("block", "text"),
    [
        ("Words.\n", "Words."),
        ("### Words\n", "Words"),
        ("- Words.\n", "Words."),
        ("1. - Words.\n", "Words."),
        ("> Words.\n", "Words."),
        ("| Words |\n|---|\n| cell |\n", "cell"),
        ("<div>\nWords.\n</div>\n", "Words."),
        ('<img src="a.png" alt="Words">\n', "Words"),
        ('[a](b "Words")\n', "Words"),
        ("[^1]\n\n[^1]: Words.\n", "Words."),
        ('[x]\n\n[x]: y "Words"\n', "Words"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_kind_of_place_has_its_headings(block: str, text: str, newline: str) -> None:
    found = places(f"Prices\n======\n\n## Fees ##\n\n{block}".replace("\n", newline))

    assert found[text] == ["Prices › Fees"]


@pytest.mark.parametrize(
    ("heading", "shown"),
    [
        ("**Opening** _hours_", "Opening hours"),
        ("Hours of [the shop](https://example.org)", "Hours of the shop"),
        ("Use `make test`", "Use make test"),
        ("Press <kbd>Enter</kbd>", "Press Enter"),
        ("R&amp;D", "R&D"),
        ("1\\. One", "1. One"),
        ("営業時間", "営業時間"),
        ("ساعات العمل", "ساعات العمل"),
        ("{{ product }} and `{{ code }}`", "{{ product }} and {{ code }}"),
        ("{{ product }} and `` `code` ``", "{{ product }} and `code`"),
        ("w" * 100, "w" * 59 + "…"),
        ("a\u202eb", "a\ufffdb"),
    ],
)
def test_headings_are_told_as_plain_text(heading: str, shown: str) -> None:
    assert places(f"# {heading}\n\nWords.\n")["Words."] == [shown]


def test_a_heading_without_words_is_left_out_and_ends_what_stands_above() -> None:
    assert places("# A\n\n## B\n\nx\n\n## ![](a.png)\n\ny\n") == {"A": [], "B": ["A"], "x": ["A › B"], "y": ["A"]}


@pytest.mark.parametrize("text", ["", "---\ntitle: One\n---\n", "\n"])
def test_a_page_without_blocks_has_no_headings(text: str) -> None:
    assert set() == {line for lines in places(text).values() for line in lines}


def test_a_heading_in_a_quote_or_an_item_is_above_nothing_outside_it() -> None:
    found = places("# A\n\n> ## B\n>\n> x\n\ny\n\n- ## C\n\n  z\n- other\n")

    assert (found["x"], found["y"], found["z"], found["other"]) == (["A › B"], ["A"], ["A › C"], ["A"])


def test_of_a_text_that_stands_in_many_places_the_first_few_are_told() -> None:
    headings = "".join(f"# H{number}\n\nYes\n\n" for number in range(9))

    assert places(headings)["Yes"] == ["H0", "H1", "H2", "…"]


def test_what_an_author_says_is_not_taken_for_a_place() -> None:
    comment = "<!-- i18n:comment in: a shop -->\n"

    assert "in: a shop" in template("a", page(f"# A\n\n{comment}\nWords.\n".encode(), COMMONMARK))[1].extracted


LINES = st.lists(st.sampled_from(["type: cell", "[1]: x", *(f"in: H{number}" for number in range(6)), MORE]))


@given(LINES, LINES)
def test_comments_that_are_united_stay_as_they_are(some: list[str], others: list[str]) -> None:
    once = united(some)

    assert united(once) == once
    assert len([line for line in united([*once, *others]) if line.startswith("in: ")]) <= 4


@pytest.mark.parametrize("name", EVERY)
def test_keys_do_not_depend_on_headings(name: str) -> None:
    found = page(EVERY[name].encode(), COMMONMARK)

    assert {(s.msgctxt, s.msgid) for s in found.segments} == {message.key for message in template("a", found)}


def test_a_heading_that_is_renamed_changes_comments_and_costs_no_translation(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": "# Prices\n\n## Fees\n\nNone.\n"}, KEEP)
    run(root, "update")
    translate(root)
    before = po_path(root).read_text(encoding="utf-8")
    put(root / "source/page.md", "# Prices\n\n## Our fees\n\nNone.\n")
    run(root, "update")
    after = {entry.msgid: entry for entry in polib.pofile(str(po_path(root)))}

    assert "#. in: Prices › Fees\n" in before
    assert after["None."].msgstr == "NL None."
    assert "fuzzy" not in after["None."].flags
    assert "in: Prices › Our fees" in after["None."].comment.splitlines()


def test_a_catalogue_without_these_comments_gets_one_line_for_each_message_and_keeps_its_other_bytes(
    tmp_path: Path,
) -> None:
    root = project(tmp_path, {"page.md": "# Prices\n\nA long text, which Poedit has wrapped.\n"}, KEEP)
    run(root, "update")
    written = po_path(root).read_text(encoding="utf-8")
    old = written.replace("#. in: Prices\n", "").replace('msgstr ""\n', 'msgstr ""\n"Een lange "\n"tekst."\n')
    put(po_path(root), old)
    run(root, "update")
    new = po_path(root).read_text(encoding="utf-8")

    assert new.replace("#. in: Prices\n", "") == old
    assert new.count("#. in: Prices\n") == 1
