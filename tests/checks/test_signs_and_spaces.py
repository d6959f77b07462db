# ruff: noqa: RUF001 - signs of other scripts, and characters that nobody sees, are meant
"""The checks of characters, blanks, punctuation and quotation marks, one by one."""

from __future__ import annotations

import pytest
from helpers.checking import found, marked

from i18n_pipeline.checks import _registry as registry
from i18n_pipeline.checks._check import Translation, flaws


@pytest.mark.parametrize(
    ("text", "locale", "signs"),
    [
        ("de g\u200bids", "nl", ["\u200b"]),
        ("ค\u200bน", "th", []),
        ("ガイド\u200bを", "ja", []),
        ("de gids\ufeff", "nl", ["\ufeff"]),
        ("de\u00adgids", "de", ["\u00ad"]),
        ("de gi\ufffds", "nl", ["\ufffd"]),
        ("de\x07gids", "nl", ["\x07"]),
        ("de\x9bgids", "nl", ["\x9b"]),
        ("می\u200cخواهم", "fa", []),
        ("क्\u200dष", "hi", []),
        ("de\u200cgids", "nl", ["\u200c"]),
        ("👩\u200d💻 gids", "nl", []),
        ("\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f gids", "nl", []),
        ("gids\U000e0061\U000e0062", "nl", ["\U000e0061\U000e0062"]),
        ("het cafÃ©", "nl", ["Ã©"]),
        ("itâ€™s", "nl", ["â€™"]),
        ("Ð³Ð¸Ð´", "ru", ["Ð³"]),
        ("het café, à la carte, Ã", "nl", []),
        ("de\ngids\tdaar", "nl", []),
    ],
)
def test_characters_that_nobody_sees_are_found(text: str, locale: str, signs: list[str]) -> None:
    assert marked("unicode-control", "the guide", text, locale)[: len(signs) or 1] == signs


def test_characters_that_the_source_text_has_too_may_stay() -> None:
    assert marked("unicode-control", "gui\u200bde", "gi\u200bds") == []
    assert marked("unicode-control", "gui\u200bde", "g\u200bi\u200bds") == ["\u200b"]


@pytest.mark.parametrize(
    ("text", "locale", "signs"),
    [
        ("de \u202egids", "nl", ["\u202e"]),
        ("de \u200egids", "nl", ["\u200e"]),
        ("\u2066ab\u2069 שלום", "he", []),
        ("\u200fשלום", "he", []),
        ("\u2067שלום", "he", ["\u2067"]),
        ("שלום\u2069", "he", ["\u2069"]),
        ("\u2067ש\u202aל\u2069ם", "ar", ["\u2069"]),
        ("\u202bمرحبا\u202c", "ar", []),
        ("\u202eمرحبا\u202c", "ar", ["\u202e"]),
    ],
)
def test_direction_marks_that_are_not_needed_or_left_open_are_found(text: str, locale: str, signs: list[str]) -> None:
    assert marked("unicode-bidi", "the guide", text, locale) == signs


@pytest.mark.parametrize(
    ("source", "text", "mended"),
    [
        ("Read.", " Lees.", "Lees."),
        ("Read.", "Lees.\n", "Lees."),
        ("Read.", "Lees.\u00a0", "Lees."),
        ("Read.", "\u3000読む。", "読む。"),
        ("Read. ", "Lees.", "Lees. "),
        ("Read.", "Lees.", "Lees."),
    ],
)
def test_white_space_at_the_edges_is_found_and_mended(source: str, text: str, mended: str) -> None:
    [check] = registry.of_ids((), {"whitespace-edge"})
    one = Translation(source, text, "nl")

    assert bool(found("whitespace-edge", source, text)) == (text != mended)
    assert check.mend
    assert check.mend(one) == mended


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Lees  de   gids", "Lees de gids"),
        ("Lees `a  b` hier", "Lees `a  b` hier"),
        ("Lees\\\n  de gids", "Lees\\\n  de gids"),
        ("Lees de gids", "Lees de gids"),
    ],
)
def test_several_blanks_are_found_and_mended(text: str, mended: str) -> None:
    [check] = registry.of_ids((), {"double-space"})

    assert bool(found("double-space", "Read the guide", text)) == (text != mended)
    assert check.mend
    assert check.mend(Translation("Read the guide", text, "nl")) == mended


@pytest.mark.parametrize(
    ("text", "locale", "words"),
    [
        ("Lees de de gids", "nl", ["de de"]),
        ("Lees De de gids", "nl", ["De de"]),
        ("Прочитайте на на сайте", "ru", ["на на"]),
        ("Διαβάστε το το βιβλίο", "el", ["το το"]),
        ("Nous nous voyons", "fr", []),
        ("orang orang", "id", []),
        ("Kies A A", "nl", []),
        ("Lees de-de gids", "nl", []),
    ],
)
def test_words_that_stand_there_twice_are_found(text: str, locale: str, words: list[str]) -> None:
    assert marked("double-word", "Read the guide", text, locale) == words


@pytest.mark.parametrize(
    ("source", "text", "locale", "is_found"),
    [
        ("Read.", "Lees", "nl", True),
        ("Read.", "Lees!", "nl", True),
        ("Read?", "读？", "zh", False),
        ("Read.", "读。", "zh", False),
        ("Read.", "पढ़ें।", "hi", False),
        ("Read?", "اقرأ؟", "ar", False),
        ("Read?", "Διαβάστε;", "el", False),
        ("Read?", "Διαβάστε.", "el", True),
        ("Read.", "อ่าน", "th", False),
        ("Read: **this**.", "Lees: **dit**.", "nl", False),
        ("Read [this][1].", "Lees [dit][1]", "nl", True),
        ("Read...", "Lees…", "nl", False),
        ("Read.", "Lees …", "nl", False),
        ("“Read.”", "« Lisez. »", "fr", False),
        ("Run `make`", "Voer `make` uit.", "nl", False),
    ],
)
def test_another_sign_at_the_end_is_found(source: str, text: str, locale: str, is_found: bool) -> None:
    assert bool(found("punctuation-end", source, text, locale)) == is_found


@pytest.mark.parametrize(
    ("source", "text", "locale", "signs"),
    [
        ("Why?", "Pourquoi?", "fr", ["?"]),
        ("Why?", "Pourquoi ?", "fr", [" ?"]),
        ("Why?", "Pourquoi\u202f?", "fr", []),
        ("Why?", "Pourquoi\u00a0?", "fr", []),
        ("Why?", "Pourquoi?", "fr-CA", []),
        ("See https://a.b/?c", "Voir https://a.b/?c", "fr", []),
        ("Run `a:b`", "Lancez `a:b`", "fr", []),
        ("Why?", "Por qué?", "es", ["?"]),
        ("Why?", "¿Por qué?", "es", []),
        ("Wow!", "Vaya!", "es", ["!"]),
        ("Hello, world", "你好,世界", "zh-Hans", [","]),
        ("Hello, world", "你好，世界", "zh-Hans", []),
        ("Hello!", "こんにちは!", "ja", ["!"]),
        ("Python 3.12", "Python 3.12 を使う", "ja", []),
        ("Read this.", "Lees dit .", "nl", [" ."]),
        ("Run `make`, please", "Voer `make`, graag", "nl", []),
    ],
)
def test_blanks_and_signs_by_the_rules_of_the_language(source: str, text: str, locale: str, signs: list[str]) -> None:
    assert marked("spacing", source, text, locale) == signs


@pytest.mark.parametrize(
    ("text", "locale", "signs"),
    [
        ("Er sagte „ja“.", "de", []),
        ("Er sagte »ja«.", "de", []),
        ("Er sagte “ja”.", "de", ["“"]),
        ("Il dit « oui ».", "fr", []),
        ("Il dit “oui”.", "fr", ["“"]),
        ("Он сказал «да».", "ru", []),
        ("彼は「はい」と言った。", "ja", []),
        ("Hij zei “ja.", "nl", ["“"]),
        ("qaStaHvIS “HIja’”", "tlh", []),
    ],
)
def test_quotation_marks_by_the_rules_of_the_language(text: str, locale: str, signs: list[str]) -> None:
    assert marked("quotes", 'He said "yes".', text, locale)[:1] == signs[:1]


def test_a_pair_that_english_does_not_have_may_stay_around_translated_words() -> None:
    assert marked("quotes", "After the song 「A star」 of hers.", "Naar het lied 「Een ster」 van haar.", "nl") == []
    assert marked("quotes", "After the song 「A star」 of hers.", "Naar het lied 「Een ster van haar.", "nl") == ["「"]


@pytest.mark.parametrize(
    ("source", "text", "locale", "is_found"),
    [
        ("Read the guide.", "lees de gids.", "nl", True),
        ("Read the guide.", "Lees de gids.", "nl", False),
        ("the guide", "De gids", "nl", True),
        ("Read the guide.", "прочитайте руководство.", "ru", True),
        ("Read the guide.", "ガイドを読む。", "ja", False),
        ("Read the guide.", "اقرأ الدليل.", "ar", False),
        ("We use polib.", "polib wordt gebruikt.", "nl", False),
        ("**Read** the guide.", "**lees** de gids.", "nl", True),
    ],
)
def test_another_kind_of_letter_at_the_beginning_is_found(source: str, text: str, locale: str, is_found: bool) -> None:
    assert bool(found("caps-start", source, text, locale)) == is_found


@pytest.mark.parametrize(
    ("text", "locale", "signs"),
    [
        ("Let op：de gids", "nl", ["："]),
        ("Lees dit\u037e en dat", "nl", ["\u037e"]),
        ("Waarom？", "nl", ["？"]),
        ("为什么？", "zh-Hans", []),
        ("Lees `a：b`", "nl", []),
        ("Прочитайте гиd", "ru", ["гиd"]),
        ("Lees de gіds", "nl", ["gіds"]),
        ("Python-скрипт и HTML", "ru", []),
        ("30 µm", "nl", []),
        ("5 kΩ en 3 μs", "nl", []),
    ],
)
def test_signs_and_letters_that_look_like_others_are_found(text: str, locale: str, signs: list[str]) -> None:
    assert marked("look-alike", "Note: the guide", text, locale) == signs


def test_a_word_of_two_scripts_names_them_and_promises_no_mending() -> None:
    [check] = registry.of_ids((), {"look-alike"})
    [(_, flaw)] = flaws(check, [Translation("12 cm", "12 \u0441m", "de")])

    assert flaw.text == "the translation has “\u0441m”, with letters of several scripts: Latin and Cyrillic"
    assert flaw.advice == "write all of its letters in one script"


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Let op：de gids（hier）", "Let op:de gids(hier)"),
        ("Lees `a：b`：hier", "Lees `a：b`:hier"),
        ("Lees de gіds", "Lees de gіds"),
    ],
)
def test_signs_that_look_like_others_are_mended_but_no_letters(text: str, mended: str) -> None:
    [check] = registry.of_ids((), {"look-alike"})

    assert check.mend
    assert check.mend(Translation("Note: the guide", text, "nl")) == mended


@pytest.mark.parametrize(
    ("check", "source", "text", "mended"),
    [
        ("md-link-target", "Read the [guide][1].", "Lees de [gids].", "Lees de [gids][1]."),
        ("md-link-target", "[a][1] and [b][2]", "[a][1] en [b]", "[a][1] en [b][2]"),
        ("md-link-target", "[a][1] and [b][2]", "[a] en [b]", "[a] en [b]"),
        ("md-link-target", "The [guide][1] of [2020]", "De [gids] van [2020]", "De [gids][1] van [2020]"),
        ("md-link-target", "Read the [guide][1].", "Lees `[gids]`.", "Lees `[gids]`."),
        ("md-link-target", "Read the [guide][1].", "Lees de [gids](b.md).", "Lees de [gids](b.md)."),
        ("md-ref", "It is true.[^note]", "Het is waar.[^noot]", "Het is waar.[^note]"),
        ("md-ref", "True[^a] and[^b]", "Waar[^x] en[^y]", "Waar[^x] en[^y]"),
        ("md-ref", "It is true.[^note]", "Het is waar.", "Het is waar."),
    ],
)
def test_a_reference_is_mended_if_only_one_reading_is_possible(check: str, source: str, text: str, mended: str) -> None:
    [one] = registry.of_ids((), {check})

    assert one.mend
    assert one.mend(Translation(source, text, "nl")) == mended


@pytest.mark.parametrize(
    ("text", "locale", "signs"),
    [
        ("Lees het (helemaal.", "nl", ["("]),
        ("Lees het helemaal).", "nl", [")"]),
        ("Lees het (helemaal).", "nl", []),
        ("阅读（全部）。", "zh", []),
        ("阅读（全部)。", "zh", []),
        ("Lees `(` en [dit][1] (nu)", "nl", []),
        ("Kies a) of b) :-)", "nl", []),
        ("Lees \\(dit", "nl", ["("]),
        ("Lees {dit", "nl", ["{"]),
    ],
)
def test_a_bracket_without_its_other_half_is_found(text: str, locale: str, signs: list[str]) -> None:
    assert marked("brackets", "Read it (all of [it][1]).", text, locale) == signs


@pytest.mark.parametrize(
    ("source", "text", "locale", "is_found"),
    [
        ("It takes 5 miles.", "Het is 5 kilometer.", "nl", True),
        ("It takes 5 miles.", "Het is 5 mijl.", "nl", False),
        ("It takes 5 miles.", "Het is 8 kilometer.", "nl", False),
        ("It costs $5.", "Es kostet 5 €.", "de", True),
        ("It costs $5.", "Es kostet 5 Dollar.", "de", False),
        ("It costs €5.", "Кошта 5 евра.", "sr", False),
        ("It costs 3 euros.", "料金は3ユーロです。", "ja", False),
        ("It takes 3 hours.", "3分かかります。", "ja", True),
        ("It takes 3 hours.", "3時間かかります。", "ja", False),
        ("It needs 4 GB.", "Il faut 4 Go.", "fr", False),
        ("It needs 4 GB.", "Il faut 4 Mo.", "fr", True),
        ("It needs 4 GB.", "Es braucht 4 MB.", "de", True),
        ("Some 10% of them", "Ongeveer 10 van hen", "nl", True),
        ("Some 10% of them", "约百分之十", "zh", False),
        ("Between 10% and 20%", "Tussen 10 en 20 procent", "nl", False),
        ("It is -5 °C.", "Het is 5 °C.", "nl", True),
        ("It is -5 °C.", "Het is min 5 °C.", "nl", False),
        ("It is -5 °C.", "Es sind −5 °C.", "de", False),
        ("Use -f 3 times", "Gebruik -f 3 keer", "nl", False),
        ("Read it.", "Lees het.", "nl", False),
    ],
)
def test_another_unit_beside_a_number_is_found(source: str, text: str, locale: str, is_found: bool) -> None:
    assert bool(found("units", source, text, locale)) == is_found


def test_a_straight_quotation_mark_without_its_other_half_is_found() -> None:
    assert marked("quotes", 'He said "yes".', 'Hij zei "ja.') == ['"']
    assert marked("quotes", 'He said "yes".', 'Hij zei "ja".') == []
    assert marked("quotes", "A wide screen", 'Een scherm van 27"') == []
