"""Markup and link numbers brought back to what the source has: never a word lost, never a step too many."""

from __future__ import annotations

import pytest
from helpers.assembling import segments
from helpers.pages import EVERY
from hypothesis import given
from hypothesis import strategies as st

from i18n_pipeline.markdown.aligning.mend import mended
from i18n_pipeline.markdown.aligning.relink import relinked
from i18n_pipeline.markdown.reading.links import images, renumbered

CODE = ["``", "`", "`a`", "``b`c``", "\\", "\\`"]
TAGS = ["<b>", "</b>", "<kbd>", "<!--", "-->", "[^1]", "[^2]", "{{x}}", "{%y%}"]
LINKS = ["[", "]", "][", "[1]", "][1]", "][2]", "!["]
PIECES = st.sampled_from([*CODE, *TAGS, *LINKS, "word", "twee", ".", "\n", " "])
MARKUP = st.lists(PIECES, max_size=14).map("".join)
TEXTS = st.one_of(MARKUP, st.text(max_size=40))


@given(TEXTS)
def test_a_text_that_changed_nothing_is_mended_to_itself(text: str) -> None:
    assert mended(text, text) == text


@given(TEXTS, TEXTS)
def test_whatever_the_texts_are_mending_never_fails(msgid: str, msgstr: str) -> None:
    assert isinstance(mended(msgid, msgstr), str)


@given(st.lists(st.sampled_from(["one", "two", "three"]), max_size=6), MARKUP)
def test_words_without_markup_stay_as_they_are(words: list[str], msgid: str) -> None:
    text = " ".join(words)

    assert mended(msgid, text) == text


@pytest.mark.parametrize(
    ("msgid", "msgstr", "right"),
    [
        ("`a` and `b`", "`b` en `x`", "`b` en `a`"),
        ("`a` and `b`", "`x` en `y`", "`a` en `b`"),
        ("`a` and `b`", "`b` en `b`", "`a` en `b`"),
        ("Press Enter", "Druk `Enter`", "Druk Enter"),
        ("Press `Enter`", "Druk op `` Enter ``", "Druk op `Enter`"),
        ("<b>x</b> y", "<i>x</i> y", "<b>x</b> y"),
        ("a[^1] b[^2]", "a[^2] b[^3]", "a[^2] b[^1]"),
        ("{{ name }} says", "{{ naam }} zegt", "{{ name }} zegt"),
        ("a \\`b", "a \\`b `c`", "a \\`b c"),
        ("one `code`", "een", "een"),
    ],
)
def test_changed_markup_is_brought_back(msgid: str, msgstr: str, right: str) -> None:
    assert mended(msgid, msgstr) == right


# --- link numbers ------------------------------------------------------------------------------------


@given(TEXTS)
def test_numbers_that_stay_leave_every_text_as_it_is(text: str) -> None:
    assert renumbered(text, {}) == text
    assert renumbered(text, {1: 1, 2: 2}) == text


@given(TEXTS)
def test_numbers_that_are_swapped_twice_are_as_they_were(text: str) -> None:
    assert renumbered(renumbered(text, {1: 2, 2: 1}), {1: 2, 2: 1}) == text


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("see [the plan][1] now", "see the plan now"),
        ("see ![a picture][1] now", "see  now"),
        ("[![a picture][1]][2]", "[][2]"),
        ("[a [b][2] c][1]", "a [b][2] c"),
        ("`[a][1]` and [b][1]", "`[a][1]` and b"),
        (r"\[a][1] and [b][1]", r"\[a][1] and b"),
        ("a][1] b", "a][1] b"),
    ],
)
def test_a_link_without_a_number_becomes_its_text_and_an_image_goes(text: str, without: str) -> None:
    assert renumbered(text, {1: None}) == without


@pytest.mark.parametrize("name", EVERY)
def test_every_segment_has_its_own_links(name: str) -> None:
    for segment in segments(EVERY[name]):
        found = relinked(segment, segment)

        assert (found.text, found.changed, found.added) == (segment.msgid, (), ())


@pytest.mark.parametrize("text", ["![a][1] [b][2]", "[![a][1]][2]"])
def test_images_are_told_from_links(text: str) -> None:
    assert images(text) == {1}
