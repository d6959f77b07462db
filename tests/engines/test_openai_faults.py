"""The openai engine: errors of the server and of the settings."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from helpers.corpus import ROOT
from helpers.openai_asking import BATCH, Waits, answer, counts, opened, translated, waiting
from helpers.openai_server import (
    KEY,
    Behaviour,
    Chat,
    Said,
    but,
    chatting,
    failure,
    whole,
)

from i18n_pipeline.engines import _chat, _http, openai
from i18n_pipeline.errors import AccountError, EngineError, SettingsError, UnansweredError, UnreachableError
from i18n_pipeline.model import Cost

# --- errors ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [408, 429, 502, 503, 529])
def test_what_passes_is_tried_again(status: int) -> None:
    waits = Waits()
    with chatting(Chat([failure(status), failure(status)])) as chat:
        assert opened(chat).translate(waiting(waits)).texts == translated()

    assert waits == [1, 2]


@pytest.mark.parametrize(("asked", "waited"), [("7", 7), ("0", 0), ("86400", 60), ("soon", 1), ("", 1)])
def test_a_server_says_how_long_to_wait_within_limits(asked: str, waited: float) -> None:
    waits = Waits()
    with chatting(Chat([failure(429, headers={"Retry-After": asked})])) as chat:
        opened(chat).translate(waiting(waits))

    assert waits == [waited]


def test_a_server_may_say_until_when_to_wait() -> None:
    now = datetime(2026, 11, 22, 8, 0, 0, tzinfo=UTC)

    assert _http.seconds("Sun, 22 Nov 2026 08:00:30 GMT", now) == 30
    assert _http.seconds("Sun, 22 Nov 2026 07:00:00 GMT", now) == 0


def test_tries_come_to_an_end() -> None:
    waits = Waits()
    overloaded = Chat(rest=failure(503, "overloaded"))
    with chatting(overloaded) as chat, pytest.raises(EngineError, match=r"HTTP 503 .*overloaded") as caught:
        opened(chat).translate(waiting(waits))

    assert not isinstance(caught.value, AccountError)
    assert waits == [1, 2, 4, 8, 16]


@pytest.mark.parametrize(
    "final",
    [
        failure(401, f"Incorrect API key provided: {KEY}"),
        failure(402, "Insufficient Balance"),
        failure(403, "not here"),
        failure(404, "no such model"),
        failure(429, "You exceeded your current quota", code="insufficient_quota"),
        lambda _: (200, {}, json.dumps({"error": {"code": 402, "message": "no credits"}})),
    ],
)
def test_what_no_request_will_get_past_is_an_error_of_the_account_at_once(final: Behaviour) -> None:
    waits = Waits()
    with chatting(Chat(rest=final)) as chat, pytest.raises(AccountError) as caught:
        opened(chat).translate(waiting(waits))

    assert len(chat.asked) == 1
    assert waits == []
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    ("odd", "told"),
    [
        (lambda _: (200, {}, "<html>hello</html>"), "base_url"),
        (lambda _: (200, {}, "null"), "base_url"),
        (lambda _: (302, {"Location": "http://127.0.0.1:9/"}, ""), "redirects to another address"),
        (failure(418, "teapot \x1b[31m" + "x" * 5000), "HTTP 418.*teapot"),
        (lambda _: (409, {}, json.dumps({"detail": [{"loc": ["body"], "msg": "odd"}]})), "odd"),
    ],
)
def test_an_answer_of_something_else_is_an_error_that_says_so(odd: Behaviour, told: str) -> None:
    with chatting(Chat(rest=odd)) as chat, pytest.raises(EngineError, match=told) as caught:
        opened(chat).translate(BATCH)

    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 500


def test_a_prompt_that_is_too_long_is_sent_in_halves() -> None:
    def small(texts: Mapping[str, str]) -> Said:
        return whole(texts) if len(texts) <= 2 else failure(400, "context length exceeded")(texts)

    answered, chat = answer(rest=small)

    assert answered.texts == translated()
    assert [number for number in counts(chat) if number <= 2] == [2, 1, 2]


def test_a_single_text_that_is_too_long_costs_no_other() -> None:
    def short(texts: Mapping[str, str]) -> Said:
        return failure(400, "too long")(texts) if any("Us" in text for text in texts.values()) else whole(texts)

    answered, _ = answer(rest=short)

    assert answered.texts == translated(3)


def test_a_request_that_no_text_gets_past_is_an_error_soon() -> None:
    with chatting(Chat(rest=failure(400, "odd request"))) as chat, pytest.raises(EngineError, match="odd request"):
        opened(chat).translate(BATCH)

    assert len(chat.asked) <= 12


def test_what_was_paid_for_is_kept_when_a_later_request_fails() -> None:
    answered, _ = answer(but(lambda replies: replies.pop("t2")), rest=failure(402, "no money"))

    assert (answered.texts, answered.cost) == (translated(1), Cost(110))
    assert isinstance(answered.error, AccountError)


def test_a_broken_connection_is_tried_again_and_a_slow_answer_is_not_paid_twice() -> None:
    waits = Waits()
    with chatting(Chat([lambda _: (0, {}, "")])) as chat:
        assert opened(chat).translate(waiting(waits)).texts == translated()
    assert waits == [1]

    with chatting(Chat(rest=slow)) as chat:
        with pytest.raises(UnansweredError, match=r"no answer within 0\.1 s"):
            opened(chat, timeout=0.1).translate(waiting(waits))
        asked = len(chat.asked)

    assert asked == 1


def slow(texts: Mapping[str, str]) -> Said:
    sleep(0.3)
    return whole(texts)


def test_a_server_that_is_not_there_is_an_error_of_the_account() -> None:
    waits = Waits()
    with chatting(Chat()) as chat:
        engine = opened(chat)

    with pytest.raises(UnreachableError, match="cannot be reached"):
        engine.translate(waiting(waits))
    assert waits == [1, 2]


# --- settings ----------------------------------------------------------------------------------------


def test_a_key_is_needed_by_openai_alone() -> None:
    with pytest.raises(SettingsError, match="OPENAI_API_KEY"):
        openai.open_engine({"model": "m"}, {}, ROOT)

    answered, _ = answer(key="")

    assert answered.texts == translated()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({}, "names no model"),
        ({"model": "m", "base_url": "localhost:8080"}, "base_url"),
        ({"model": "m", "base_url": "ftp://host/v1"}, "base_url"),
        ({"model": "m", "base_url": "http://[::1/v1"}, "base_url"),
        ({"model": "m", "base_url": "https://me:secret@host/v1"}, "environment"),
        ({"model": "m", "timeout": 0}, "timeout"),
        ({"model": "m", "price_in": 1}, "price_in and price_out go together"),
        ({"model": "m", "price_out": 1}, "price_in and price_out go together"),
        ({"model": "m", "price_in": 1, "price_out": float("nan")}, r"\[draft.openai\] price_out is nan"),
        ({"model": "m", "timeout": float("nan")}, "timeout"),
    ],
)
def test_settings_that_cannot_be_are_refused(options: dict[str, Any], told: str) -> None:
    with pytest.raises(SettingsError, match=told) as caught:
        openai.open_engine(options, {openai.KEY: KEY}, ROOT)

    assert "secret" not in str(caught.value)


def test_a_key_that_no_header_can_carry_is_refused_without_being_shown() -> None:
    with pytest.raises(SettingsError, match="OPENAI_API_KEY") as caught:
        openai.open_engine({"model": "m"}, {openai.KEY: "sk-one\nsk-two"}, ROOT)

    assert "sk-" not in str(caught.value)


def test_the_key_is_shown_nowhere() -> None:
    engine = openai.open_engine({"model": "m"}, {openai.KEY: KEY}, ROOT)

    assert KEY not in repr(engine) + str(engine) + engine.key + engine.name


def test_a_log_in_of_netrc_does_not_take_the_place_of_the_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password other\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    answered, _ = answer()

    assert answered.texts == translated()


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "requests", None)
    for module in ("_http", "openai"):
        monkeypatch.delitem(sys.modules, f"i18n_pipeline.engines.{module}", raising=False)

    with pytest.raises(SettingsError, match=r"pip install .*\[openai\]"):
        import_module("i18n_pipeline.engines.openai")


def test_all_that_decides_answers_is_in_the_key() -> None:
    base = {"model": "m", "base_url": "http://a/v1"}
    others: list[dict[str, Any]] = [
        {},
        {"model": "n"},
        {"base_url": "http://b/v1"},
        {"temperature": 1},
        {"max_tokens": 7},
        {"style": {"nl": "je"}},
    ]
    keys = {openai.open_engine(base | other, {}, ROOT).key for other in others}

    assert len(keys) == len(others)
    assert (
        openai.open_engine({**base, "timeout": 5, "price_in": 1, "price_out": 2}, {openai.KEY: KEY}, ROOT).key in keys
    )


def test_the_key_changes_with_the_prompt(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = openai.open_engine({"model": "m", "base_url": "http://a/v1"}, {}, ROOT)
    before = engine.key
    monkeypatch.setattr(openai, "PROMPT", _chat.PROMPT + " Be brief.")

    assert engine.key != before


def test_no_limit_is_known() -> None:
    assert openai.open_engine({"model": "m"}, {openai.KEY: KEY}, ROOT).left() is None


@pytest.mark.parametrize("value", [1, 1.5])
@pytest.mark.parametrize("name", ["temperature", "price_in", "price_out", "timeout"])
def test_a_number_may_be_written_whole_or_with_a_point(name: str, value: float) -> None:
    assert isinstance(value, openai.OPTIONS[name])
