"""Segmentation is an API: what an author does to the form of a page costs no translation."""

from __future__ import annotations

import pytest
from helpers.assembling import localised, msgids, segments
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from i18n_pipeline.markdown.dialect import COMMONMARK

SENTENCE = "Read **all** of [the guide](guide.md) and `make it so`, said she[^1]; see [![a map](m.png)](map.md) too."
NOTE = "\n\n[^1]: note\n"
FORMS = {
    "re-wrapped": SENTENCE.replace(" and ", "\nand ").replace("so`, ", "so`,\n"),
    "a word a line": SENTENCE.replace(" ", "\n").replace("`make\nit\nso`", "`make it so`"),
    "in a list": "- " + SENTENCE,
    "in a numbered list": "12. " + SENTENCE.replace(" and ", "\n    and "),
    "in a quote": "> " + SENTENCE.replace(" and ", "\n> and "),
    "lazily in a quote": "> " + SENTENCE.replace(" and ", "\nand "),
    "in a quote in a list in a quote": "> - > " + SENTENCE.replace(" and ", "\n>   > and "),
    "in an alert": "> [!NOTE]\n> " + SENTENCE.replace(" and ", "\n> and "),
    "in a cell": "| head |\n|---|\n| " + SENTENCE + " |",
    "in a heading": "## " + SENTENCE + " ##",
    "in a setext heading": SENTENCE.replace(" and ", "\nand ") + "\n---",
    "in a task": "- [ ] " + SENTENCE,
    "in a container": "::: tip\n" + SENTENCE + "\n:::",
    "with other targets": SENTENCE.replace("guide.md", "https://example.org/a?b=c").replace("m.png", "n.svg"),
    "with a target in angle brackets": SENTENCE.replace("guide.md", "<the guide.md>"),
    "with references": SENTENCE.replace("(guide.md)", "[g]") + "\n\n[g]: guide.md",
    "with a shortcut": SENTENCE.replace("(guide.md)", "") + "\n\n[the guide]: guide.md",
    "with a collapsed reference": SENTENCE.replace("(guide.md)", "[]") + "\n\n[the guide]: guide.md",
    "with CRLF": SENTENCE.replace(" and ", "\r\nand ") + "\r\n",
    "indented": "   " + SENTENCE.replace(" and ", "\n      and "),
    "with blanks at line ends": SENTENCE.replace(" and ", " \nand "),
    "with tabs": "-\t" + SENTENCE.replace(" and ", "\n\tand "),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_sentence_is_the_same_message_in_every_form(form: str) -> None:
    [expected, _] = msgids(SENTENCE + NOTE)

    assert expected in msgids(FORMS[form] + NOTE)


@pytest.mark.parametrize("form", FORMS)
def test_a_sentence_in_every_form_can_be_translated(form: str) -> None:
    page = FORMS[form] + NOTE
    text = "Lees [de gids][1] **helemaal** en `make it so`[^1], zei ze; zie [![een kaart][3]][2]."
    [msgid] = [msgid for msgid in msgids(page) if msgid.startswith("Read")]

    assert "gids" in localised(page, {msgid: text})


@given(
    st.lists(st.sampled_from(["one", "two.", "`a b`", "*c*", "1.", "-", "+", "#", "[l](m)", "é", "1984."]), min_size=1),
    st.data(),
)
def test_where_lines_are_broken_makes_no_other_message(words: list[str], data: st.DataObject) -> None:
    text = "Begin " + " ".join(words) + " end"
    broken = "Begin"
    for word in [*words, "end"]:
        newline = word[0].isalpha() and data.draw(st.booleans())
        broken += ("\n" if newline else " ") + word

    assert msgids(text) == msgids(broken)


def test_both_spellings_of_a_hard_break_are_one() -> None:
    assert ["One\\\ntwo"] == msgids("One\\\ntwo") == msgids("One  \ntwo") == msgids("> One    \n> two")


def test_every_segment_says_what_it_is() -> None:
    page = "---\ntitle: T\n---\n# H\n\np\n\n- i\n\n> q\n\n| a |\n|---|\n| c |\n\n<b>h</b>\n\n<p title='t'></p>\n"
    types = [segment.type for segment in segments(page)]

    assert types == [
        "front matter: title",
        "heading 1",
        "paragraph",
        "list item",
        "quote",
        "table header",
        "table cell, column a",
        "paragraph",
        "attribute: title",
    ]


@pytest.mark.parametrize(
    "page",
    [
        "```\ncode\n```\n",
        "    code\n",
        "$$\nmath\n$$\n",
        "<!-- comment -->\n",
        "<script>\nscript\n</script>\n",
        "<style>\nstyle\n</style>\n",
        "<p translate=no>text</p>\n",
        "123, 456.\n",
        "<https://example.org>\n",
        "https://example.org/path\n",
        "`code`\n",
        "{{ placeholder }}\n",
        "{% tag %}\n",
        "![](image.png)\n",
        "[](page.md)\n",
        "me@example.org\n",
        "<br>\n",
        "***\n",
        "| 1 | 2 |\n|---|---|\n| 3 | `x` |\n",
        "[ref]: /target\n",
        "- [ ]\n",
        ":::\n:::\n",
        "---\nslug: not-words\n---\n",
        "\ufeff",
        "",
    ],
)
def test_what_has_no_words_is_no_message(page: str) -> None:
    assert msgids(page) == []


def test_directives_give_a_message_its_comment_and_its_context() -> None:
    page = "<!-- i18n:comment A button. -->\n<!-- i18n:context menu -->\n\nOpen\n\nOpen\n"
    first, second = segments(page)

    assert (first.comment, first.msgctxt) == ("A button.", "menu")
    assert (second.comment, second.msgctxt) == ("", None)


def test_front_matter_keys_are_chosen_by_the_settings() -> None:
    page = "---\ntitle: One\nhero:\n  text: Two\n  items:\n    - text: Three\n---\n"
    dialect = replace(COMMONMARK, front_matter=("hero.text", "hero.items.text"))

    assert msgids(page, dialect) == ["Two", "Three"]


@pytest.mark.parametrize(
    "text",
    [
        "---\nhero:\n  actions:\n    - text: One\n      link: /a\n    - text: Two\nparams:\n  motto: Three\n---\n",
        '+++\n[[hero.actions]]\ntext = "One"\n[[hero.actions]]\ntext = "Two"\n[params]\nmotto = "Three"\n+++\n',
        '{"hero": {"actions": [{"text": "One"}, {"text": "Two"}]}, "params": {"motto": "Three", "n": 1}}\n',
    ],
    ids=["YAML", "TOML", "JSON"],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_path_may_tell_of_a_list_and_of_any_key(text: str, end: str) -> None:
    dialect = replace(COMMONMARK, front_matter=("hero.actions[].text", "params.*"))

    assert msgids(text.replace("\n", end), dialect) == ["One", "Two", "Three"]
