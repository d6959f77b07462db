"""Pseudo-translation: it shows what was not extracted, and breaks nothing."""

from __future__ import annotations

from helpers.assembling import encode
from helpers.corpus import ROOT
from hypothesis import given
from hypothesis import strategies as st

from i18n_pipeline.engines import pseudo
from i18n_pipeline.markdown.codes import TAG, decode
from i18n_pipeline.model import Batch

MARKED = "Read **the *whole* letter**, [here][1]: `a < b` & <br>R&D, if 1 < 2 &copy; {{ name }}[^1] https://a.example/b"
ENGLISH = (
    "We propose an international treaty to stop the training of more powerful systems until it can be done safely."
)


def drafted(msgid: str) -> str:
    encoded = encode(msgid)
    (reply,) = pseudo.open_engine({}, {}, ROOT).translate(Batch((encoded.xml,), "nl")).texts
    assert reply is not None
    return decode(encoded, reply)


def test_every_letter_of_the_words_gets_an_accent_and_all_else_is_kept() -> None:
    expected = (
        "⟪Ŕééááđ **ŧħéé *ẃħóółéé* łééŧŧééŕ**, [ħééŕéé][1]: `a < b` & <br>Ŕ&Đ, ííƒ 1 < 2 &copy; {{ name }}[^1]"
        " https://a.example/b ⟫"
    )

    assert expected == drafted(MARKED)


def test_english_becomes_about_30_percent_longer() -> None:
    assert 1.25 < len(drafted(ENGLISH)) / len(ENGLISH) < 1.4


def test_the_same_text_gets_the_same_draft() -> None:
    assert drafted(ENGLISH) == drafted(ENGLISH)


PIECES = (
    "word ",
    "*a* ",
    "**b c** ",
    "`code` ",
    "R&D ",
    "1 < 2 ",
    "[x][1] ",
    "<br> ",
    "a.b@c.example ",
    "https://a.example/b ",
)


@given(st.lists(st.sampled_from(PIECES)))
def test_markup_is_never_damaged(parts: list[str]) -> None:
    assert drafted("".join(parts)).strip().startswith("⟪")


@given(st.lists(st.sampled_from([*PIECES, "é_", "_", "*", "~~"])))
def test_every_code_stays_in_its_place(parts: list[str]) -> None:
    xml = encode("".join(parts)).xml
    (reply,) = pseudo.open_engine({}, {}, ROOT).translate(Batch((xml,), "nl")).texts

    assert reply is not None
    assert TAG.findall(xml) == TAG.findall(reply)


def test_nothing_is_paid_and_nothing_is_limited() -> None:
    engine = pseudo.open_engine({}, {}, ROOT)

    assert (engine.translate(Batch(("a",), "nl")).cost.money, engine.currency) == (0, "")
    assert engine.left() is None
