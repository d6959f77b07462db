"""Strings are broken where GNU gettext breaks them, so that its next save finds nothing to wrap again."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from i18n_pipeline.catalogue import po
from i18n_pipeline.catalogue.merging import merge
from i18n_pipeline.catalogue.po.wrap import strings
from i18n_pipeline.model import Message

needs_gettext = pytest.mark.skipif(not shutil.which("msgcat"), reason="GNU gettext is not installed")
examples = settings(max_examples=60, deadline=None)

ALPHABETS = {
    "words": "abcdefghij      ",
    "signs": "abcdef      ,.:;!?-/()[]{}<>\"'`*_#&%=+|\\~@$^0123",
    "typeset": "abcéïöñß      «»“”‘’–—…\u00a0€°",  # noqa: RUF001 - the signs of typeset text
    "Chinese and Japanese": "日本語中文字ひらがなっゃカタカナ。、「」（）・ー！？：；  abc12",  # noqa: RUF001 - full width
    "Korean": "한국어문장 을 를   abc",
    "combining": "ae\u0301e\u0308 o\u0302   \u0915\u094d\u0937 ",
    "escapes": 'ab"\\\n\t     ',
    "right to left": "שלום עולם  العربية،   abc.:",
    "emoji": "ab 🦀👩\u200d💻😀  ",
    "Thai": "ภาษาไทย  กขค abc",
}

long_texts = st.sampled_from(sorted(ALPHABETS)).flatmap(lambda name: st.text(ALPHABETS[name], min_size=1, max_size=200))


def saved_by_gettext(data: bytes, width: int) -> bytes:
    option = f"--width={width}" if width else "--no-wrap"
    return subprocess.run(["msgcat", option, "-"], input=data, capture_output=True, check=True).stdout


def padded(text: str) -> str:
    """The text with a letter at its ends: gettext wants the same line feeds at the ends of msgid and msgstr."""
    return f"a{text}z"


@needs_gettext
@examples
@given(st.lists(long_texts.map(padded), min_size=1, max_size=8, unique=True), st.sampled_from([0, 40, 60, 79, 100]))
def test_gettext_has_nothing_to_wrap_in_what_we_write(texts: list[str], width: int) -> None:
    messages = [
        Message(
            text, f"{text}b", previous=f"{text}c", previous_context=text, flags=("fuzzy",), obsolete=number % 3 == 2
        )
        for number, text in enumerate(texts)
    ]
    ordered = sorted(messages, key=lambda message: message.obsolete)
    written = po.write(replace(po.rearranged(po.new_catalogue("nl", "site"), ordered), width=width))

    assert saved_by_gettext(written, width) == written


@needs_gettext
@examples
@given(long_texts.map(padded), long_texts.map(padded), st.sampled_from([40, 60, 79]))
def test_an_update_of_a_wrapped_file_leaves_gettext_nothing_to_do(old: str, new: str, width: int) -> None:
    filler = Message("word and more words " * 30, "woord en meer woorden " * 30)
    made = po.rearranged(po.new_catalogue("nl", "site"), [Message(old, new), filler])
    wrapped = saved_by_gettext(po.write(made), width)
    updated = merge.merge(po.read(wrapped, "nl.po"), [Message(old + " more"), filler], near=0.01)
    retired = merge.merge(po.read(po.write(updated), "nl.po"), [filler])
    back = merge.merge(po.read(po.write(retired), "nl.po"), [Message(old + " more"), filler])

    assert width == updated.width
    for catalogue in (updated, retired, back):
        assert saved_by_gettext(po.write(catalogue), width) == po.write(catalogue)
    assert po.write(updated) == po.write(back)


def test_the_mark_before_a_line_counts_and_the_blank_comes_last() -> None:
    text = "one two three four five"
    expected = ['#| msgid ""', '#| "one two three "', '#| "four five"']

    assert expected == strings("msgid", text, 20, "#| ")
    assert strings("msgid", text, 18) == ['msgid ""', '"one two three "', '"four five"']
    assert strings("msgid", text, 22) == ['msgid ""', '"one two three four "', '"five"']


def test_a_word_that_is_too_long_is_not_broken() -> None:
    assert strings("msgid", "x" * 90, 79) == ['msgid "' + "x" * 90 + '"']
    assert strings("msgid", "a " + "x" * 90, 79) == ['msgid ""', '"a "', '"' + "x" * 90 + '"']


def test_a_wide_character_takes_two_columns() -> None:
    assert strings("msgid", "日本語日本語日本語", 14) == ['msgid ""', '"日本語日本語"', '"日本語"']


@needs_gettext
@pytest.mark.parametrize("width", [50, 60, 79, 100])
@pytest.mark.parametrize("sign", ["日", "한", "a", "é", "a-", "\u05d0"])
def test_the_width_of_a_file_is_seen_in_any_script(sign: str, width: int) -> None:
    text = " ".join(sign * (1 + number * 7 % 5) for number in range(120))
    made = po.rearranged(po.new_catalogue("nl", "site"), [Message(f"{'b' * n} {text}", text) for n in range(1, 5)])

    assert width == po.read(saved_by_gettext(po.write(made), width), "nl.po").width
