# ruff: noqa: RUF001 - words of other scripts are meant
"""Checks that compare what a translation says with what its source text says."""

from __future__ import annotations

import pytest
from helpers.checking import marked
from hypothesis import given
from hypothesis import strategies as st

from i18n_pipeline.checks import _registry as registry
from i18n_pipeline.checks._check import Translation, flaws
from i18n_pipeline.checks._sentences import sentences
from i18n_pipeline.markdown.words_alone import COVER, words_alone

# --- words -------------------------------------------------------------------------------------------


@given(st.text(alphabet="ab *_`[]()<>&;\\\n12{}$:/.@#é水"))
def test_words_are_as_long_as_their_text_and_stand_at_their_places(text: str) -> None:
    covered = words_alone(text)

    assert len(covered) == len(text)
    assert all(sign in (COVER, text[place]) for place, sign in enumerate(covered))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("plain words", "plain words"),
        ("**bold** and *not* `5`", "bold and not "),
        ("[a guide][1] of 2", "a guide of 2"),
        ("![a map][1] [x](y/3.md)", "a map x"),
        ("see https://example.org/5?x=7, now", "see , now"),
        ("mail a5@example.org", "mail "),
        ("true[^12] and snake_case", "true and snake_case"),
        ("<b class='n5'>bold</b> &amp; {{ n5 }}", "bold  "),
        ("costs $5 or $6", "costs $5 or $6"),
        ('<a href="https://x.y/12">5 May</a>', "5 May"),
    ],
)
def test_markup_code_and_addresses_are_no_words(text: str, words: str) -> None:
    assert words_alone(text).replace(COVER, "") == words


# --- numbers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "locale", "text"),
    [
        ("at 4.30 - 5.30 pm", "nl", "om 16.30 - 17.30 uur"),
        ("1700-2000 Mon 22 May", "nl", "17.00-20.00 uur maandag 22 mei"),
        ("at midnight on 3/5/2023", "de", "um 0 Uhr am 03.05.2023"),
        ("The 21st century", "fr", "Le XXIe siècle"),
        ("In the 1980s", "ja", "1980年代に"),
        ("two hundred and fifty people", "nl", "250 mensen"),
        ("half a million people", "es", "500 000 personas"),
        ("over 300mn jobs", "nl", "meer dan 300 miljoen banen"),
        ("$25m was sent", "de", "25 Millionen Dollar wurden gesendet"),
        ("5,000,000 trees", "pl", "pięć milionów drzew"),
        ("It is 68 °F", "de", "Es sind 20 °C"),
        ("6 feet tall", "fr", "1,83 mètre de haut"),
        ("The 2 eyes", "ar", "العينان"),
        ("In 1,50,000 villages", "hi", "1.5 लाख गाँवों में"),
        ("Both of the 2 doors", "nl", "Beide deuren"),
        ("a quarter past 7", "de", "Viertel nach 7"),
        ("at 7:15", "de", "um Viertel nach sieben"),
        ("GPT-4 and version `2`", "nl", "GPT-4 en versie 2"),
        ("a 3rd party tool", "ja", "サードパーティのツール"),
        ("It runs 100% on your own computer", "nl", "Het draait helemaal op je eigen computer"),
        ("On 2024-05-01", "nl", "Op 1 mei 2024"),
        ("March 2021", "ru", "март 2021 года"),
        ("12 pm", "de", "12 Uhr"),
        ("10,000.5", "de", "10.000,5"),
        ("10 000", "zh", "１０，０００"),
        ("two thirds", "zh", "三分之二"),
        ("300 people", "zh", "三百人"),
        ("1.2 trillion", "de", "1,2 Billionen"),
        ("1.2 billion", "pt-BR", "1,2 bilhão"),
        ("at least a couple of times", "ja", "少なくとも2〜3回"),
    ],
)
def test_a_number_may_be_written_as_its_language_does(source: str, locale: str, text: str) -> None:
    assert marked("numbers", source, text, locale) == []


@pytest.mark.parametrize(
    ("source", "locale", "text", "mark"),
    [
        ("A loaf costs 3 euros", "nl", "Een brood kost 30 euro", "30"),
        ("1.5 million people", "de", "15 Millionen Menschen", "15"),
        ("750 thousand readers", "fr", "750 millions de lecteurs", "750"),
        ("1.2 billion people", "de", "1,2 Billionen Menschen", "1,2"),
        ("at 7 pm", "nl", "om 17.00 uur", "17.00"),
        ("version 3.11", "es", "versión 3.1", "3.1"),
        ("**5** of [12][1]", "nl", "**5** van [13][1]", "13"),
        ("four doors", "nl", "vijf deuren", "vijf"),
        ("in 2023", "hi", "२०२४ में", "२०२४"),
        ("3 rooms", "nl", "kamers", ""),
    ],
)
def test_the_wrong_number_is_marked(source: str, locale: str, text: str, mark: str) -> None:
    assert marked("numbers", source, text, locale) == [mark]


# --- sentences ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "See e.g. Fig. 3 by J. R. Smith. It costs 3.5 euros.", 2),
        ("nl", "Dat is bijv. zo. Hij zei: “Ja.” Toen ging hij weg…", 3),
        ("de", "Am 3. Mai z. B. kommt er. Dann geht er.", 2),
        ("ja", "これは本です。「はい。」と言った。", 3),
        ("hi", "यह किताब है। वह पढ़ता है।", 2),
        ("ar", "هل تقرأ؟ نعم.", 2),
        ("el", "Είσαι εδώ; Ναι.", 2),
        ("en", "**Bold.** Next one. [Link.][1]", 3),
        ("en", "no end", 1),
    ],
)
def test_sentences_are_counted_in_each_language(language: str, text: str, count: int) -> None:
    assert len(sentences(words_alone(text), language)) == count


ENGLISH = "You can buy your ticket for the other days at the door, or ask your teacher."


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Het museum is de hele winter dicht. " + ENGLISH, True),
        (f"Het boek “{ENGLISH}” is uit.", False),
        (f"Lees de hele uitleg van het museum in [{ENGLISH}][1]", False),
    ],
)
def test_a_part_in_the_source_language_is_marked_unless_it_is_quoted(text: str, marks: bool) -> None:
    source = "It is closed. " + ENGLISH

    assert any(said.startswith("You can buy") for said in marked("untranslated", source, text, "nl")) is marks


# --- places ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("locale", "text", "count"),
    [("de", "Die Klein\u00adschrei\u00adbung", 0), ("fr", "La pa\u00adge", 1), ("de", "Die \u00adSeite", 1)],
)
def test_a_soft_hyphen_parts_words_of_languages_that_have_long_ones(locale: str, text: str, count: int) -> None:
    assert len(marked("unicode-control", "The page", text, locale)) == count


def test_latin_words_need_no_blank_beside_markup_in_a_language_without_blanks() -> None:
    assert marked("md-spacing", "Pass the `type` prop", "`type`propを渡す", "ja") == []
    assert marked("md-spacing", "Pass the `type` prop", "Geef de `type`prop door", "nl") == [""]


def test_endings_and_compounds_are_written_beside_markup() -> None:
    assert marked("md-spacing", "Two `str` and a **request** body", "Zwei `str`s und ein **Request**body", "de") == []


def test_messages_of_like_length_are_not_taken_for_swapped() -> None:
    [one] = registry.of_ids((), ["shifted"])
    pairs = [
        ("Read the guide before you open the box.", "De doos."),
        ("The box.", "Lees de gids voordat je de doos openmaakt."),
        ("Tickets cost 25 euros.", "De deuren gaan om 19:30 open."),
        ("Doors open at 19:30.", "Kaartjes kosten 25 euro."),
    ]

    assert {place for place, _ in flaws(one, [Translation(*pair, "nl") for pair in pairs])} == {2, 3}


def test_a_japanese_heading_may_have_no_kana() -> None:
    assert marked("language", "Concurrency and parallel work", "並行処理 + 並列処理: 機械学習", "ja") == []


# --- words of machines -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("de", "Sorry, as an AI language model I cannot translate this."),
        ("fr", "Unfortunately, I can’t help with that."),
        ("ja", "My apologies, but I am unable to translate it."),
        ("nl", "Sorry, als AI-taalmodel kan ik dit niet vertalen."),
        ("de", "Sorry, aber als KI-Modell kann ich das nicht."),
    ],
)
def test_a_refusal_may_begin_with_an_apology(locale: str, text: str) -> None:
    assert marked("mt-artifact", "How to pick a lock", text, locale) != []


def test_an_apology_alone_is_no_refusal() -> None:
    assert marked("mt-artifact", "Oops, that is gone", "Sorry, dat is weg", "nl") == []
