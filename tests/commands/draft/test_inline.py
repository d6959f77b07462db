"""Markup is hidden from an engine, comes back whole, or the answer is refused."""

from __future__ import annotations

import pytest
from helpers.assembling import encode, msgids
from helpers.corpus import real_pages
from hypothesis import given, settings
from hypothesis import strategies as st

from i18n_pipeline.markdown import codes
from i18n_pipeline.markdown.codes import GarbledError, decode, words
from i18n_pipeline.markdown.dialect import COMMONMARK
from i18n_pipeline.project.settings_tables import kind_of_site

TEXT = "See [the *guide*][1] for `foo` & <br> more."
PIECES = [
    *"ab *_`[]()<>&;\\~!{}#$%|\"'\n",
    "  ",
    "**",
    "[x][1]",
    "![a][2]",
    "<b>",
    "</b>",
    "<br>",
    "`c`",
    "&amp;",
    "\\\n",
    "https://a.b/c",
    "{{ v }}",
    "[^1]",
    "1. ",
    "- ",
    "é",
    "漢",
    "{#id}",
    "\r",
    "\x01",
    "\x1b[31m",
    "\ufffe",
    "\u2028",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def refusal(reply: str, text: str = TEXT) -> str:
    """Why an answer to a text is refused."""
    with pytest.raises(GarbledError) as error:
        decode(encode(text), reply)
    return str(error.value)


def reply(old: str, new: str, text: str = TEXT) -> str:
    """The text back, one thing changed."""
    xml = encode(text).xml
    assert old in xml
    return xml.replace(old, new, 1)


# --- the law -----------------------------------------------------------------------------------------


@given(TEXTS)
@settings(max_examples=500)
def test_what_comes_back_unchanged_is_the_text(text: str) -> None:
    encoded = encode(text)

    assert decode(encoded, encoded.xml) == text


def test_every_text_of_a_real_site_comes_back() -> None:
    texts = [msgid for page in real_pages() for msgid in msgids(page.data)]
    lost = [text for text in texts if decode(encode(text), encode(text).xml) != text]

    assert len(texts) > 3000
    assert lost == []


# --- what an engine gets -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "xml"),
    [
        ("plain < & >", "plain &lt; &amp; &gt;"),
        ("a *b **c*** d", 'a <g id="1">b <g id="2">c</g></g> d'),
        ("[a][1] ![b][2]", '<g id="1">a</g> <g id="2">b</g>'),
        ("~~gone~~", '<g id="1">gone</g>'),
        ("`code` <kbd>K</kbd>", '<x id="1"/> <x id="2"/>K<x id="3"/>'),
        ("one\\\ntwo", 'one<x id="1"/>two'),
        ("one\\\n [two][1] \\\n \\*", 'one<x id="1"/> <g id="2">two</g> <x id="3"/> <x id="4"/>'),
        (r"\* &nbsp;", '<x id="1"/> <x id="2"/>'),
        ("{{ name }} [^1]", '<x id="1"/> <x id="2"/>'),
        ("at https://example.org/a. Or a@b.nl!", 'at <x id="1"/>. Or <x id="2"/>!'),
        ("a\x07b\r\n\ufffe\ufffdc", 'a<x id="1"/>b<x id="2"/>\n<x id="3"/>\ufffdc'),
        ("**a\x00b** {{ c\x01 }}", '<g id="1">a<x id="2"/>b</g> <x id="3"/>'),
        (" outer ", "outer"),
    ],
)
def test_words_stay_and_markup_becomes_codes(text: str, xml: str) -> None:
    assert encode(text).xml == xml


@pytest.mark.parametrize(
    "text", ["`x` {{ y }} | text", "a | *b* | `c`", "[a][1] \\| `b|c` \\\n**d** | e", "a | b\\\n\\|--- `x`"]
)
def test_a_pipe_makes_no_table_of_a_text_where_pages_have_tables_without_a_head(text: str) -> None:
    dialect = kind_of_site("jekyll").dialect
    encoded = codes.encode(text, dialect)

    assert words(encoded.xml) == words(codes.encode(text, COMMONMARK).xml)
    assert decode(encoded, encoded.xml) == text


def test_only_words_count() -> None:
    assert words(encode(TEXT).xml) == "See the guide for  &  more."


# --- answers -----------------------------------------------------------------------------------------


def test_codes_may_stand_in_another_order() -> None:
    text = "Press `a` or *b*."

    assert decode(encode(text), 'Druk op <g id="2">b</g> of <x id="1"/>.') == "Druk op *b* of `a`."


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (reply('<x id="3"/>', ""), "loses “`foo`”"),
        (reply("See", 'See <x id="3"/>'), "doubles “`foo`”"),
        (reply("guide", ""), "takes the words out of"),
        (reply('<x id="3"/>', "<b/>"), "which the source has not"),
        (reply('<x id="3"/>', '<x id="9"/>'), "which the source has not"),
        (reply('<x id="3"/>', '<x id="3">foo</x>'), "puts words into"),
        (reply('<g id="2">guide</g></g>', 'guide</g><g id="2">x</g>'), "moves"),
        (reply("for", "xml-ph-0001 for"), "left behind"),
        (reply("for", "⟦3⟧ for"), "left behind"),
        (reply("</g>", ""), "not well formed"),
        (reply("See", "<!DOCTYPE r>See"), "no plain XML"),
        ("I'm sorry, I can't help with that.", "loses"),
        ("Here is the translation: " + encode(TEXT).xml.replace('<x id="4"/>', ""), "loses “<br>”"),
    ],
)
def test_an_answer_without_the_whole_markup_is_refused(answer: str, why: str) -> None:
    assert why in refusal(answer)


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (reply("&amp;", "&amp;amp;"), TEXT),
        (reply("&amp;", "&eacute;"), TEXT.replace("&", "é")),
        (reply("more", "m*o*re"), TEXT.replace("more", r"m\*o\*re")),
        (f"\n{encode(TEXT).xml} ", TEXT),
    ],
)
def test_what_can_be_put_right_is_put_right(answer: str, text: str) -> None:
    assert decode(encode(TEXT), answer) == text


@pytest.mark.parametrize(
    "text", ["don&#39;t", "caf&eacute;", "isn&rsquo;t it's", "&eacute;t&eacute; **n&#x27;a**", "e&#45;mail"]
)
def test_an_entity_for_a_letter_inside_a_word_is_a_part_of_the_word(text: str) -> None:
    encoded = encode(text)

    assert not any(code.opening.startswith("&") for code in encoded.codes)
    assert decode(encoded, encoded.xml) == text


@pytest.mark.parametrize(
    "text", ["a &amp; b", "R&amp;D", "x&nbsp;y", "&#39;quoted&#39;", "don't don&#39;t", "a&lt;b", "é &eacute;t"]
)
def test_any_other_entity_stays_a_code(text: str) -> None:
    encoded = encode(text)

    assert any(code.opening.startswith("&") for code in encoded.codes)
    assert decode(encoded, encoded.xml) == text


def test_a_translation_spells_its_apostrophes_as_the_source_does() -> None:
    assert decode(encode("it isn&#39;t"), "ce n'est pas l'été 'ah'") == "ce n&#39;est pas l&#39;été &#39;ah&#39;"
