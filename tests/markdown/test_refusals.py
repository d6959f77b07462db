"""A translation that changes more than words is named and refused, by itself; the rest of the page is translated."""

from __future__ import annotations

import pytest
from helpers.assembling import assembled, every, msgids
from hypothesis import given
from hypothesis import strategies as st

from i18n_pipeline.model import IGNORE_NOTE

PAGE = """\
---
title: A title
---
# A heading

See [the guide](guide.md), `code`, <kbd>K</kbd>, ![a map](m.png), {{ name }} and a mark[^1].

| Head |
|------|
| cell |

<div>
Some words
</div>

[^1]: A footnote.
"""
LONG = "See [the guide][1], `code`, <kbd>K</kbd>, ![a map][2], {{ name }} and a mark[^1]."
KINDS = {
    "a link left out": ("[the guide][1]", "de gids", "md-link-target", "guide.md"),
    "an image left out": ("![a map][2]", "een kaart", "md-image", "m.png"),
    "code left out": ("`code`", "code", "md-code-span", "`code`"),
    "a tag left out": ("<kbd>K</kbd>", "K", "md-html", "kbd"),
    "a footnote left out": ("[^1]", "", "md-ref", "[^1]"),
    "a placeholder left out": ("{{ name }}", "naam", "md-placeholder", "{{ name }}"),
    "a new link": ("a mark", "[x](y.md)", "", "y.md"),
    "a new address": ("a mark", "https://evil.example/", "", "evil.example"),
    "a new scheme": ("a mark", "<javascript:alert(1)>", "", "javascript:alert(1)"),
    "a new image": ("a mark", "![x](y.png)", "", "y.png"),
    "new code": ("a mark", "`y`", "", "`y`"),
    "a new tag": ("a mark", "<b>x</b>", "", "<b>"),
    "a new attribute": ("<kbd>", "<kbd onclick=x>", "", "onclick=x"),
    "a new comment": ("a mark", "<!-- x -->", "", "<!-- x -->"),
    "a new placeholder": ("a mark", "{{ secret }}", "", "{{ secret }}"),
    "a new template tag": ("a mark", "{% raw %}", "", "{% raw %}"),
    "a second footnote": ("a mark", "a mark[^1]", "", "[^1]"),
    "a second link": ("a mark", "[a mark][1]", "", "guide.md"),
    "other code": ("`code`", "`kode`", "", "`kode`"),
    "another target": ("[the guide][1]", "[x](y.md)", "", "y.md"),
    "tags that cross": ("<kbd>K</kbd>", "</kbd>K<kbd>", "", "order"),
    "a control character": ("a mark", "a\x07mark", "", "U+0007"),
    "nothing but blanks": (LONG, " ", "", "blank"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_named_with_page_line_message_and_reason(kind: str) -> None:
    old, new, check, said = KINDS[kind]
    made = assembled(PAGE, {LONG: LONG.replace(old, new)})

    [refusal] = made.refusals
    assert (refusal.page, refusal.page_line, refusal.msgid) == ("source/page.md", 6, LONG)
    assert check == ",".join(refusal.ignorable)
    assert said in refusal.text
    assert made.data.decode() == PAGE


@pytest.mark.parametrize("kind", KINDS)
def test_one_bad_message_never_costs_the_others(kind: str) -> None:
    old, new, _, _ = KINDS[kind]
    texts = {msgid: f"Vertaald {number}" for number, msgid in enumerate(msgids(PAGE))}
    made = assembled(PAGE, texts | {LONG: LONG.replace(old, new)})

    assert [refusal.msgid for refusal in made.refusals] == [LONG]
    assert made.data == assembled(PAGE, texts | {LONG: ""}).data
    assert all(text in made.data.decode() for msgid, text in texts.items() if msgid != LONG)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if KINDS[kind][2]])
def test_what_is_left_out_is_accepted_where_a_person_said_so(kind: str) -> None:
    old, new, check, _ = KINDS[kind]
    made = assembled(PAGE, {LONG: LONG.replace(old, new)}, notes=(f"{IGNORE_NOTE}{check}",))

    assert made.refusals == ()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not KINDS[kind][2]])
def test_an_addition_is_never_accepted(kind: str) -> None:
    old, new, _, _ = KINDS[kind]
    note = f"{IGNORE_NOTE}link,image,code,html,footnote,placeholder"
    made = assembled(PAGE, {LONG: LONG.replace(old, new)}, notes=(note,))

    assert [refusal.msgid for refusal in made.refusals] == [LONG]


def test_another_check_than_the_one_that_was_accepted_is_still_refused() -> None:
    made = assembled(PAGE, {LONG: LONG.replace("`code`", "code")}, notes=(f"{IGNORE_NOTE}link",))

    assert [refusal.check for refusal in made.refusals] == ["md-code-span"]


def test_several_checks_can_be_accepted_in_one_comment_or_in_several() -> None:
    text = {LONG: LONG.replace("`code`", "code").replace("[^1]", "")}

    assert assembled(PAGE, text, notes=(f"{IGNORE_NOTE}code, footnote",)).refusals == ()
    assert assembled(PAGE, text, notes=(f"{IGNORE_NOTE}code", f"{IGNORE_NOTE}footnote")).refusals == ()
    assert [refusal.ignorable for refusal in assembled(PAGE, text).refusals] == [("md-code-span", "md-ref")]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_the_line_is_that_of_the_english_page(ending: str) -> None:
    page = ending.join(["# One", "", "Two", "", "- three `x`", ""])
    made = assembled(page, {"three `x`": "drie"})

    assert [refusal.page_line for refusal in made.refusals] == [5]


def test_many_bad_messages_among_many_good_ones_are_all_found() -> None:
    page = "\n\n".join(f"Paragraph {number} with `code {number}`." for number in range(300)) + "\n"
    texts = {m: "Kapot" if number % 7 == 0 else m.replace("with", "met") for number, m in enumerate(msgids(page))}
    made = assembled(page, texts)

    assert [m for m, text in texts.items() if text == "Kapot"] == [refusal.msgid for refusal in made.refusals]
    assert 300 - len(made.refusals) == made.data.decode().count(" met ")


PIECES = ["`", "``", "*", "[", "](x)", "<b>", "</b>", "<!--", "-->", "woord", "\n", "  \n", "# ", "|", "> ", "[^1]"]


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_a_message_is_either_on_the_page_or_refused_and_the_neighbours_are_always_there(text: str) -> None:
    page = "Before.\n\nThis *one*.\n\nAfter.\n"
    made = assembled(page, {"Before.": "Ervoor.", "This *one*.": text, "After.": "Erna."})
    shown = made.data.decode()

    assert shown.startswith("Ervoor.\n\n")
    assert shown.endswith("\n\nErna.\n")
    assert bool(made.refusals) <= ("This *one*." in shown)


def test_tags_that_do_not_close_are_refused_whatever_a_person_accepted() -> None:
    made = assembled("A <b>bold</b> word\n", every("Een <b>vet woord"), notes=("i18n-pipeline: ignore=html",))

    [refusal] = made.refusals
    assert refusal.ignorable == ()
    assert made.data == b"A <b>bold</b> word\n"
