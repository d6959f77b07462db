# ruff: noqa: RUF001 - signs of other scripts, and characters that nobody sees, are meant
"""What looks odd about a draft though its markup is whole."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from helpers.assembling import encode
from helpers.corpus import ROOT

from i18n_pipeline.catalogue import po
from i18n_pipeline.checks._check import Translation
from i18n_pipeline.checks._misplaced import misplaced
from i18n_pipeline.commands.draft.suspicions import of_drafts, suspicions
from i18n_pipeline.markdown.codes import GarbledError, decode
from i18n_pipeline.model import State

GOOD = tomllib.loads((Path(__file__).parent / "good_drafts.toml").read_text(encoding="utf-8"))["message"]
LANGUAGES = [name for name in GOOD[0] if name != "source"]
DRAFTS = {(locale, number): (one["source"], one[locale]) for number, one in enumerate(GOOD) for locale in LANGUAGES}


def odd(source: str, text: str, locale: str = "nl") -> list[str]:
    return [found.text for _, found in suspicions([Translation(source, text, locale)], of_drafts())]


@pytest.mark.parametrize(
    ("source", "text", "said"),
    [
        ("On 3 May at 9", "Op 3 mei om 9", []),
        ("On 3 May", "Op 4 mei", ["the translation has other numbers: 3 became 4"]),
        ("On 3 May", "In mei", ["the translation has other numbers: 3 became none"]),
        ("Good morning to you", "Good morning to you", ["the translation is the source text"]),
        ("PauseAI", "PauseAI", []),
        ("Visual Studio Code", "Visual Studio Code", []),
        (
            "A sentence that is long enough to be measured",
            "Kort",
            ["the translation has 4 characters, the source text 45"],
        ),
        (
            "Home",
            "Dit is een antwoord dat veel te lang is voor een enkel woord in een menu",
            ["the translation has 72 characters, the source text 4"],
        ),
        ("Use `a` here", "Gebruik`a` hier", ["the translation lacks a space beside markup"]),
        ("Use `a` here", "Gebruik `a`hier", ["the translation lacks a space beside markup"]),
        ("the guide", "de gids de gids de gids de gids de gids", ["the translation repeats its words"]),
    ],
)
def test_each_oddity_is_said(source: str, text: str, said: list[str]) -> None:
    assert odd(source, text) == said


@pytest.mark.parametrize(("locale", "number"), DRAFTS)
def test_a_good_draft_has_no_note(locale: str, number: int) -> None:
    assert odd(*DRAFTS[locale, number], locale) == []


@pytest.mark.parametrize("locale", LANGUAGES)
def test_good_drafts_of_one_request_all_belong_to_their_messages(locale: str) -> None:
    assert misplaced([(one["source"], one[locale]) for one in GOOD]) == {}


# --- languages ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize("other", LANGUAGES)
def test_a_draft_in_another_language_is_noted(locale: str, other: str) -> None:
    if locale == other:
        return
    source, text = DRAFTS[other, 3]

    assert any(said.startswith("the translation reads as ") for said in odd(source, text, locale)), odd(
        source, text, locale
    )


@pytest.mark.parametrize("locale", LANGUAGES)
def test_a_draft_that_stayed_english_is_noted(locale: str) -> None:
    source = GOOD[3]["source"]

    assert odd(source, source, locale) == ["the translation is the source text"]
    assert odd(source, source.replace("organise", "organize"), locale) == [
        "the translation has mostly words of the source text"
    ]
    assert odd(source, "Our leaders should now come together and talk about what could go wrong soon.", locale)


def test_the_language_is_named() -> None:
    assert odd(GOOD[3]["source"], GOOD[3]["de"], "nl") == ["the translation reads as de, not nl"]


@pytest.mark.parametrize(
    "text", ["PauseAI Amsterdam Summit Team", "`git push origin main --force`", "San Francisco Bay"]
)
def test_names_and_code_are_of_no_language(text: str) -> None:
    assert odd(text, text) == []


@pytest.mark.parametrize("locale", ["nb", "nn", "zh-Hant-TW", "sr-Latn", "pt-BR", "fil", "qaa", "x-klingon"])
def test_languages_that_are_not_known_or_known_by_another_code_are_not_doubted(locale: str) -> None:
    texts = {
        "nb": "Vi ber regjeringen om å arrangere et toppmøte, fordi risikoen er reell.",
        "nn": "Vi bed regjeringa om å skipe til eit toppmøte, fordi risikoen er reell.",
        "zh-Hant-TW": "我們要求政府組織一次峰會，因為風險真實存在，而時間緊迫。",
        "sr-Latn": "Tražimo od vlade da organizuje samit, jer su rizici stvarni, a vremena je malo.",
        "pt-BR": "Pedimos ao nosso governo que organize uma cúpula, porque os riscos são reais.",
        "fil": "Hinihiling namin sa aming pamahalaan na magdaos ng pulong dahil totoo ang mga panganib.",
    }

    assert not any("reads as" in said for said in odd(GOOD[3]["source"], texts.get(locale, "Qa tlhIngan Hol"), locale))


def test_a_language_beside_its_source_may_say_the_same() -> None:
    assert odd("We ask them to act now", "We ask them to act now", "en-GB") == []


# --- spaces ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("nl", "Zie `a`, `b`; en (`c`)."),
        ("nl", "De `a`-optie en de **rode** knop"),
        ("fr", "L’option `a` : c’est « `b` »."),
        ("ja", "`a`と`b`を使う。"),
        ("tr", "**dosya**lar ve `a`yı aç"),
        ("fi", "Avaa **tiedosto**t ja `a`:n"),
        ("hu", "Nyisd meg az **ablak**ot"),
        ("he", "פתחו את ה**חלון**"),
        ("ko", "**창**을 여세요"),
    ],
)
def test_markup_stands_beside_words_as_the_language_has_it(locale: str, text: str) -> None:
    assert "the translation lacks a space beside markup" not in odd("Use it", text, locale)


@pytest.mark.parametrize(
    ("locale", "text"), [("ru", "Файл`a` здесь"), ("el", "Το αρχείο`a` εδώ"), ("vi", "Tệp`a` ở đây")]
)
def test_a_space_is_missed_in_every_script_that_has_them(locale: str, text: str) -> None:
    assert "the translation lacks a space beside markup" in odd("The file `a` here", text, locale)


# --- numbers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "locale", "text"),
    [
        ("It costs 1,234.50 euros", "de", "Es kostet 1.234,50 Euro"),
        ("It costs 1,234.50 euros", "fr", "Cela coûte 1 234,50 euros"),
        ("It costs 12 euros", "fa", "هزینه آن ۱۲ یورو است"),
        ("On July 13, 2023", "zh", "2023年7月13日"),
        ("From 3 pm to 5:30 pm", "de", "Von 15 Uhr bis 17:30 Uhr"),
        ("About 3 million people", "zh", "约300万人"),
        ("About 1.5 billion people", "ja", "約15億人"),
        ("350,000,000 won", "ko", "3억5000만 원"),
        ("There are 3 options", "zh", "有三个选项"),
        ("In two days", "ja", "2日後に"),
        ("Version 1.2.3 of 2024-05-01", "nl", "Versie 1.2.3 van 2024-05-01"),
    ],
)
def test_numbers_are_the_same_however_a_language_writes_them(source: str, locale: str, text: str) -> None:
    assert not any("numbers" in said for said in odd(source, text, locale))


@pytest.mark.parametrize(
    ("source", "locale", "text"),
    [
        ("It costs 1,234.50 euros", "de", "Es kostet 1.243,50 Euro"),
        ("On July 13, 2023", "zh", "2023年8月13日"),
        ("About 3 million people", "zh", "约30万人"),
        ("From 3 pm", "de", "Von 16 Uhr"),
        ("In 2023", "ar", "في عام ٢٠٢٤"),
    ],
)
def test_a_changed_number_is_noted_however_a_language_writes_it(source: str, locale: str, text: str) -> None:
    assert any(said.startswith("the translation has other numbers") for said in odd(source, text, locale))


# --- characters that nobody sees ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "sign", [*map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B, 0xFEFF, 0xAD, 0xE0041])]
)
def test_an_invisible_character_is_named_by_its_number(sign: str) -> None:
    [said] = odd("Open the file", f"Open {sign}het bestand")

    assert said.startswith("the translation has the ")
    assert said.endswith(f"U+{ord(sign):04X}")
    assert odd(f"Open {sign}the file", f"Open {sign}het bestand") == []


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fa", "می\u200cخواهم فایل را باز کنم"),
        ("hi", "क्\u200dष फ़ाइल खोलें"),
        ("th", "เปิด\u200bไฟล์"),
        ("nl", "Open het 👩\u200d💻 bestand"),
        ("he", "פתחו את הקובץ\u200f"),
    ],
)
def test_characters_that_a_script_needs_are_not_noted(locale: str, text: str) -> None:
    assert not any("U+" in said for said in odd("Open the file", text, locale))


# --- replies of other messages -----------------------------------------------------------------------

REQUEST = [
    ("The first summit took place in London.", "De eerste top vond plaats in Londen."),
    ("Tickets cost 25 euros.", "Kaartjes kosten 25 euro."),
    ("Yes", "Ja"),
    (
        "Write to Joep Meindertsma if you want to help us.",
        "Schrijf Joep Meindertsma als je wilt helpen.",
    ),
    ("Doors open at 19:30.", "De deuren gaan open om 19:30."),
]


def test_swapped_replies_are_found() -> None:
    swapped = [*REQUEST]
    swapped[1], swapped[4] = (REQUEST[1][0], REQUEST[4][1]), (REQUEST[4][0], REQUEST[1][1])

    assert misplaced(REQUEST) == {}
    assert misplaced(swapped) == {1: 4, 4: 1}


def test_shifted_replies_are_found() -> None:
    texts = [text for _, text in REQUEST]
    shifted = [(source, text) for (source, _), text in zip(REQUEST, [*texts[1:], texts[0]], strict=True)]

    assert len(misplaced(shifted)) >= 3


def test_a_reply_that_stands_twice_is_found() -> None:
    doubled = [*REQUEST]
    doubled[1] = (REQUEST[1][0], REQUEST[3][1])

    assert misplaced(doubled) == {1: 3}


def test_texts_that_may_have_one_translation_are_not_doubted() -> None:
    assert (
        misplaced(
            [
                ("Sign in with your account", "Log in met je account, nu"),
                ("Log in with your account", "Log in met je account, nu"),
            ]
        )
        == {}
    )


@pytest.mark.parametrize("path", sorted((ROOT / "locales" / "nl").rglob("*.po")), ids=lambda path: path.stem)
def test_the_dutch_of_our_own_guide_is_hardly_doubted(path: Path) -> None:
    messages = [m for m in po.read(path.read_bytes(), path.name).messages if m.state is State.REVIEWED]
    noted = {m.msgid: said for m in messages if (said := odd(m.msgid, m.msgstr))}

    assert not any("reads as" in said for notes in noted.values() for said in notes), noted
    assert len(noted) <= 1 + len(messages) / 50, noted
    assert misplaced([(message.msgid, message.msgstr) for message in messages]) == {}


# --- size --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reply", ["Ja " * 1_000_000, "<g>" * 1_000_000, "&amp;" * 600_000])
def test_a_reply_out_of_all_proportion_is_refused_at_once(reply: str) -> None:
    with pytest.raises(GarbledError, match=r"characters for 11"):
        decode(encode("Yes, please"), reply)


def test_a_long_reply_in_proportion_is_taken() -> None:
    assert decode(encode("OK"), "Dat is goed, ga zo door, dit is akkoord") == "Dat is goed, ga zo door, dit is akkoord"
