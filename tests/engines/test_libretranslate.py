"""LibreTranslate: real requests to a server that treats HTML as its code does."""

from __future__ import annotations

import json
from typing import Any

import pytest
from helpers.assembling import encode
from helpers.corpus import ROOT
from helpers.libretranslate_server import KEY, LANGUAGES, Libre, failure, libre, translated
from hypothesis import given
from hypothesis import strategies as st

from i18n_pipeline.engines import libretranslate
from i18n_pipeline.errors import AccountError, EngineError, LanguageError, SettingsError
from i18n_pipeline.markdown.codes import decode
from i18n_pipeline.model import Answer, Batch

MARKED = "Read **the *whole* letter**, [here][1]: `a < b` & <br>R&D, if 1 < 2 &copy;"


def opened(server: Libre, key: str = "", **options: Any) -> libretranslate.LibreTranslate:
    return libretranslate.open_engine({"url": server.url, **options}, {libretranslate.KEY: key} if key else {}, ROOT)


def answer(*texts: str, locale: str = "nl", key: str = "", **server: Any) -> tuple[Answer, Libre]:
    with libre(Libre(key=key, **server)) as here:
        return opened(here, key).translate(Batch(texts, locale, wait=lambda _: None)), here


def test_texts_are_translated_in_one_request_and_in_order() -> None:
    found, server = answer("One", "Two", "Three")

    assert found.texts == ("ONE", "TWO", "THREE")
    assert len(server.asked) == 1


@pytest.mark.parametrize("msgid", [MARKED, "`code`, a ~~b~~ [^1] c", "![alt text][1] {{ name }}", "a\\*b &lt;p&gt;"])
def test_markup_comes_back_whole(msgid: str) -> None:
    encoded = encode(msgid)
    found, _ = answer(encoded.xml)
    reply = found.texts[0]

    assert reply is not None
    assert decode(encoded, reply).casefold() == msgid.casefold()


@given(st.lists(st.sampled_from(["word ", "*a* ", "**b c** ", "`code` ", "R&D ", "1 < 2 ", "[x][1] ", "<br> ", "é "])))
def test_what_goes_out_and_comes_back_is_the_same_markup(parts: list[str]) -> None:
    encoded = encode("".join(parts))
    sent = libretranslate.to_html(encoded.xml)

    assert decode(encoded, libretranslate.to_xml(sent)) == encoded.source
    assert decode(encoded, libretranslate.to_xml(translated(sent))).casefold() == encoded.source.casefold()


def test_words_that_look_like_markup_are_words() -> None:
    assert libretranslate.to_xml("a <script> & 1 < 2 <b>c") == "a &lt;script&gt; &amp; 1 &lt; 2 &lt;b&gt;c"


@pytest.mark.parametrize(
    ("locale", "known", "code"),
    [
        ("nl", ("nl",), "nl"),
        ("nl-BE", ("nl",), "nl"),
        ("pt-BR", ("pt", "pt-BR"), "pt-BR"),
        ("pt-BR", ("pt", "pb"), "pb"),
        ("pt-BR", ("pt",), "pt"),
        ("pt-PT", ("pt", "pt-BR"), "pt"),
        ("zh-Hans", ("zh", "zt"), "zh"),
        ("zh-TW", ("zh-Hans", "zh-Hant"), "zh-Hant"),
        ("zh-Hant", ("zh", "zt"), "zt"),
        ("zh-Hant", ("zh",), None),
        ("zh", ("zh-Hans",), "zh-Hans"),
        ("no", ("nb",), "nb"),
        ("xx", ("nl",), None),
    ],
)
def test_a_language_is_called_as_the_server_calls_it(locale: str, known: tuple[str, ...], code: str | None) -> None:
    assert libretranslate.code(locale, known) == code


def test_the_server_is_asked_once_for_its_languages() -> None:
    with libre(Libre()) as server:
        engine = opened(server)
        for locale in ("nl", "pt-BR", "zh-TW"):
            engine.translate(Batch(("One",), locale))

    assert server.looked == 1
    assert [body["target"] for body in server.asked] == ["nl", "pt-BR", "zh-Hant"]


def test_an_old_server_does_not_tell_targets() -> None:
    found, _ = answer("One", languages=[{"code": said["code"]} for said in LANGUAGES])

    assert found.texts == ("ONE",)


def test_a_language_that_the_server_has_not_is_an_error_that_names_those_it_has() -> None:
    with libre(Libre()) as server:
        engine = opened(server)
        with pytest.raises(LanguageError, match=r"en to sw; it knows en, nb, nl"):
            engine.translate(Batch(("One",), "sw"))
        found = engine.translate(Batch(("One",), "nl"))

    assert found.texts == ("ONE",)
    assert len(server.asked) == 1


@pytest.mark.parametrize("languages", [[], {}, None, [1], [{"name": "x"}]])
def test_a_server_that_tells_no_languages_is_another_server(languages: Any) -> None:
    with libre(Libre(languages=languages)) as server, pytest.raises(AccountError, match="is the url right"):
        opened(server).translate(Batch(("One",), "nl"))


def test_a_key_goes_along_where_there_is_one() -> None:
    found, server = answer("One", key=KEY)

    assert found.texts == ("ONE",)
    assert server.asked[0]["api_key"] == KEY


@pytest.mark.parametrize("key", ["", "another-key"])
def test_a_key_that_is_missing_or_wrong_is_an_error_of_the_account(key: str) -> None:
    with libre(Libre(key=KEY)) as server, pytest.raises(AccountError, match=libretranslate.KEY) as caught:
        opened(server, key).translate(Batch(("One",), "nl"))

    assert "another-key" not in str(caught.value)


def test_the_hosted_server_needs_a_key() -> None:
    with pytest.raises(SettingsError, match=libretranslate.KEY):
        libretranslate.open_engine({}, {}, ROOT)

    engine = libretranslate.open_engine({}, {libretranslate.KEY: KEY}, ROOT)

    assert KEY not in repr(engine) + engine.key + engine.name


def test_what_exceeds_a_limit_of_the_server_is_sent_in_halves() -> None:
    texts = ("one", "two", "three", "a text that is too long", "five")
    found, server = answer(*texts, most_texts=3, most_chars=10)

    assert found.texts == ("ONE", "TWO", "THREE", None, "FIVE")
    assert max(len(body["q"]) for body in server.asked) == 5


@pytest.mark.parametrize(
    ("behaviour", "told", "account"),
    [
        (failure(500, "Cannot translate text: \x1b[1m"), "HTTP 500.*Cannot translate", False),
        (failure(400, "nl is not supported"), "not supported", False),
        (failure(403, "Too many request limits violations"), "violations", True),
        (failure(404), "is the url right", True),
        (lambda: (301, {"Location": "https://127.0.0.1/"}, ""), "redirects to another address", True),
        (lambda: (200, {}, "<html>"), "one translation for each text", False),
        (
            lambda: (200, {}, json.dumps({"translatedText": "🙈", "alternatives": []})),
            "one translation for each",
            False,
        ),
        (lambda: (200, {}, json.dumps({"translatedText": ["a"]})), "one translation for each text", False),
        (lambda: (200, {}, json.dumps({"translatedText": ["a", None]})), "one translation for each text", False),
    ],
)
def test_an_error_says_what_the_server_says(behaviour: Any, told: str, account: bool) -> None:
    with libre(Libre([behaviour] * 6)) as server, pytest.raises(EngineError, match=told) as caught:
        opened(server).translate(Batch(("One", "Two"), "nl", wait=lambda _: None))

    assert isinstance(caught.value, AccountError) == account
    assert "\x1b" not in str(caught.value)


def test_a_server_that_asks_for_patience_gets_it() -> None:
    found, server = answer("One", script=[failure(429, "Slowdown: 1 per 1 minute")])

    assert found.texts == ("ONE",)
    assert len(server.asked) == 2


def test_an_empty_translation_is_none() -> None:
    found, _ = answer("One", script=[lambda: (200, {}, json.dumps({"translatedText": [" "]}))])

    assert found.texts == (None,)


def test_the_key_of_answers_names_the_server() -> None:
    engines = [libretranslate.open_engine({"url": url}, {}, ROOT) for url in ("http://a", "http://a/", "http://b")]

    assert engines[0].key == engines[1].key != engines[2].key
    assert engines[0].left() is None
