"""The engine DeepL: its own client against a server on this machine that is as strict as DeepL's API says."""

from __future__ import annotations

import json

import pytest
from helpers.assembling import encode
from helpers.deepl_server import DeepLServer, Open
from hypothesis import given
from hypothesis import strategies as st

from i18n_pipeline.engines.deepl.client import characters
from i18n_pipeline.engines.deepl.deepl_limits import MOST_CONTEXT
from i18n_pipeline.engines.deepl.languages import base, target
from i18n_pipeline.errors import AccountError, EngineError
from i18n_pipeline.markdown.codes import decode
from i18n_pipeline.model import Batch

TEXTS = ('Read <g id="1">the <x id="2"/> book</g> &amp; act', "Stop")


def test_a_batch_is_translated_in_one_request_in_its_order(deepl_account: DeepLServer, open_deepl: Open) -> None:
    answer = open_deepl().translate(Batch(TEXTS, "nl"))

    assert answer.texts == ('READ <g id="1">THE <x id="2"/> BOOK</g> &amp; ACT', "STOP")
    assert len(deepl_account.translated) == 1


def test_markup_comes_back_whole(open_deepl: Open) -> None:
    source = "Read **the `x` [book](https://a.b)** & {{ act }}<br>now[^1]"
    encoded = encode(source)

    reply = open_deepl().translate(Batch((encoded.xml,), "nl")).texts[0]

    assert reply is not None
    assert decode(encoded, reply) == "READ **THE `x` [BOOK](https://a.b)** & {{ act }}<br>NOW[^1]"


def test_a_request_says_all_that_decides_its_answer(deepl_account: DeepLServer, open_deepl: Open) -> None:
    open_deepl().translate(Batch(TEXTS, "nl", context="Why / Risks"))

    expected = {
        "text": list(TEXTS),
        "source_lang": "EN",
        "target_lang": "NL",
        "context": "Why / Risks",
        "show_billed_characters": True,
        "split_sentences": "nonewlines",
        "preserve_formatting": True,
        "formality": "prefer_less",
        "model_type": "prefer_quality_optimized",
        "tag_handling": "xml",
        "tag_handling_version": "v2",
        "outline_detection": False,
        "non_splitting_tags": ["g", "x"],
        "ignore_tags": ["x"],
    }
    assert deepl_account.translated == [expected]


def test_the_settings_choose_formality_and_model(deepl_account: DeepLServer, open_deepl: Open) -> None:
    open_deepl(formality="more", model_type="latency_optimized").translate(Batch(TEXTS, "de"))

    assert (deepl_account.translated[0]["formality"], deepl_account.translated[0]["model_type"]) == (
        "more",
        "latency_optimized",
    )


def test_what_was_refused_is_asked_for_again_with_the_older_reading_of_tags(
    deepl_account: DeepLServer, open_deepl: Open
) -> None:
    open_deepl().translate(Batch(TEXTS, "nl", again=True))

    assert deepl_account.translated[0]["tag_handling_version"] == "v1"


def test_no_empty_list_and_no_empty_text_is_sent(deepl_account: DeepLServer, open_deepl: Open) -> None:
    engine = open_deepl()

    assert engine.translate(Batch((), "nl")).texts == ()
    assert engine.translate(Batch(("", " "), "nl")).texts == (None, None)
    assert engine.translate(Batch(("", "Stop", "\n"), "nl")).texts == (None, "STOP", None)
    assert [body["text"] for body in deepl_account.translated] == [["Stop"]]


def test_an_empty_context_is_not_sent(deepl_account: DeepLServer, open_deepl: Open) -> None:
    open_deepl().translate(Batch(("Stop",), "nl"))

    assert "context" not in deepl_account.translated[0]


@pytest.mark.parametrize(
    ("locale", "code"),
    [
        ("nl", "NL"),
        ("nl-BE", "NL"),
        ("pt", "PT-PT"),
        ("pt-PT", "PT-PT"),
        ("pt-BR", "PT-BR"),
        ("en", "EN-GB"),
        ("en-GB", "EN-GB"),
        ("en-AU", "EN-GB"),
        ("en-US", "EN-US"),
        ("zh", "ZH-HANS"),
        ("zh-Hans", "ZH-HANS"),
        ("zh-CN", "ZH-HANS"),
        ("zh-Hant", "ZH-HANT"),
        ("zh-TW", "ZH-HANT"),
        ("zh-Hans-HK", "ZH-HANS"),
        ("es", "ES"),
        ("es-ES", "ES"),
        ("es-MX", "ES-419"),
        ("es-419", "ES-419"),
        ("nb", "NB"),
        ("nb-NO", "NB"),
        ("no", "NB"),
        ("de-AT", "DE"),
        ("de-CH", "DE-CH"),
        ("fr-CA", "FR-CA"),
    ],
)
def test_a_locale_has_a_code_that_deepl_translates_into(
    locale: str, code: str, deepl_account: DeepLServer, open_deepl: Open
) -> None:
    open_deepl().translate(Batch(("Stop",), locale, source_locale="it"))

    assert target(locale) == code
    assert deepl_account.translated[0]["target_lang"] == code


def test_texts_are_translated_out_of_a_language_whatever_its_variant(
    deepl_account: DeepLServer, open_deepl: Open
) -> None:
    open_deepl().translate(Batch(("Stop",), "nl", source_locale="pt-BR"))

    assert deepl_account.translated[0]["source_lang"] == "PT"
    assert base("no") == "NB"


# --- limits ------------------------------------------------------------------------------------------


WORDS = st.characters(exclude_categories=["Cs"]).filter(
    lambda sign: sign in "\t\n\r" or (sign >= " " and sign != "\x7f")
)
"""Signs that XML may hold, but for the one that deletes."""


@given(st.text(WORDS, max_size=200))
def test_the_client_writes_at_most_three_bytes_for_one_of_a_text(text: str) -> None:
    assert len(json.dumps(text)) - len('""') <= 3 * len(text.encode())


@pytest.mark.parametrize("sign", ["a", '"', "é", "本", "😀"])
def test_the_largest_batch_fits_into_a_request(sign: str, deepl_account: DeepLServer, open_deepl: Open) -> None:
    engine = open_deepl()
    size = len(sign.encode())
    text = sign * (engine.most_bytes // engine.most_texts // size)

    answer = engine.translate(Batch((text,) * engine.most_texts, "nl", context=sign * MOST_CONTEXT))

    assert len(answer.texts) == engine.most_texts
    assert len(deepl_account.translated[0]["context"].encode()) <= MOST_CONTEXT


def test_a_batch_that_is_too_large_after_all_says_so(open_deepl: Open) -> None:
    with pytest.raises(EngineError, match=r"too large for DeepL.*split") as raised:
        open_deepl().translate(Batch(("a" * 131_000,), "nl"))

    assert not isinstance(raised.value, AccountError)


# --- money -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", ["ok", "unbilled", "misbilled"])
def test_what_a_batch_cost_is_known_even_if_the_server_does_not_say_it(
    fault: str, deepl_account: DeepLServer, open_deepl: Open
) -> None:
    deepl_account.faults.append(fault)

    answer = open_deepl().translate(Batch(TEXTS, "nl"))

    assert answer.cost.amount == deepl_account.used == sum(map(characters, TEXTS))
    assert None not in answer.texts


def test_tags_cost_nothing() -> None:
    assert characters(TEXTS[0]) == len("Read the  book &amp; act")


def test_what_is_left_is_the_limit_less_what_was_used(deepl_account: DeepLServer, open_deepl: Open) -> None:
    engine = open_deepl()
    deepl_account.limit, deepl_account.used = 1000, 990

    assert engine.left() == 10
    deepl_account.used = 1001
    assert engine.left() == 0


def test_an_account_without_a_limit_has_none(deepl_account: DeepLServer, open_deepl: Open) -> None:
    deepl_account.limit = None

    assert open_deepl().left() is None


def test_a_request_that_does_not_fit_into_the_quota_ends_the_run(deepl_account: DeepLServer, open_deepl: Open) -> None:
    deepl_account.limit = 3

    with pytest.raises(AccountError, match="no characters left"):
        open_deepl().translate(Batch(("Stop",), "nl"))
    assert deepl_account.used == 0
