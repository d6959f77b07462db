"""What engines say that a batch will cost, what it did cost, and the prices that settings name."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from helpers.assembling import encode
from helpers.corpus import ROOT
from helpers.deepl_server import DeepLServer, Open
from helpers.libretranslate_server import Libre, libre
from helpers.openai_asking import BATCH, opened
from helpers.openai_server import Chat, but, chatting, completion, whole
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from i18n_pipeline.engines import _cost, _place, command, libretranslate, openai, pseudo
from i18n_pipeline.errors import SettingsError
from i18n_pipeline.markdown.codes import words
from i18n_pipeline.model import Batch, Cost, Term

TEXTS = ('Read <g id="1">the <x id="2"/> book</g> &amp; act', "Stop")
MARKDOWN = st.lists(
    st.sampled_from(["word ", "*a* ", "`b` ", "R&D ", "1 < 2 ", "[x][1] ", "é", "本", "😀 "]), min_size=1
)
PRICED: dict[str, Any] = {"price_in": 2, "price_out": 8}

# --- DeepL -------------------------------------------------------------------------------------------


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20, deadline=None)
@given(texts=st.lists(MARKDOWN.map("".join).map(lambda text: encode(text).xml), min_size=1, max_size=5))
def test_what_deepl_bills_is_what_was_estimated(texts: list[str], deepl_account: DeepLServer, open_deepl: Open) -> None:
    engine = open_deepl(price=20, currency="EUR")
    batch = Batch(tuple(texts), "nl", context="a page", terms=(Term("a", "b"),))
    before = deepl_account.used

    cost = engine.translate(batch).cost

    assert cost == engine.estimate(batch)
    assert cost.amount == deepl_account.used - before
    assert cost.money == pytest.approx(cost.amount * 20 / 1_000_000)


def test_deepl_takes_nothing_for_texts_that_are_not_sent(deepl_account: DeepLServer, open_deepl: Open) -> None:
    batch = Batch(("", " "), "nl")

    assert open_deepl().estimate(batch) == open_deepl().translate(batch).cost == Cost()
    assert deepl_account.seen == []


def test_deepl_without_a_price_counts_characters_alone(open_deepl: Open) -> None:
    engine = open_deepl(currency="EUR")

    assert (engine.billed_in, engine.currency) == ("characters", "")
    assert engine.estimate(Batch(("Stop",), "nl")) == Cost(4, 0)


@pytest.mark.parametrize(("options", "shown"), [({}, "USD"), ({"currency": "EUR"}, "EUR")])
def test_a_price_is_in_dollars_where_nothing_else_is_said(
    options: dict[str, Any], shown: str, open_deepl: Open
) -> None:
    chat = openai.open_engine({"model": "m", **PRICED, **options}, {openai.KEY: "k"}, ROOT)

    assert open_deepl(price=0, **options).currency == chat.currency == shown


# --- chat models -------------------------------------------------------------------------------------


def test_tokens_and_money_are_as_the_server_says() -> None:
    with chatting(Chat()) as chat:
        engine = opened(chat, **PRICED)
        cost = engine.translate(BATCH).cost

    assert (engine.billed_in, engine.currency) == ("tokens", "USD")
    assert cost.amount == 110
    assert cost.money == pytest.approx((100 * 2 + 10 * 8) / 1_000_000)


def test_what_is_asked_again_in_halves_costs_too() -> None:
    with chatting(Chat([but(dict.clear)])) as chat:
        cost = opened(chat, **PRICED).translate(BATCH).cost

    assert len(chat.asked) == 3
    assert cost.amount == 3 * 110
    assert cost.money == pytest.approx(3 * (100 * 2 + 10 * 8) / 1_000_000)


@pytest.mark.parametrize(
    ("usage", "tokens"),
    [
        (None, 0),
        ([], 0),
        ({}, 0),
        ({"prompt_tokens": None, "completion_tokens": "7"}, 0),
        ({"prompt_tokens": -5, "completion_tokens": 7}, 7),
        ({"prompt_tokens": 5}, 5),
    ],
)
def test_a_server_that_does_not_say_its_tokens_costs_nothing_that_is_known(usage: object, tokens: int) -> None:
    def silent(texts: Mapping[str, str]) -> Any:
        content = json.loads(whole(texts)[2])["choices"][0]["message"]["content"]
        return completion(content, usage=usage)

    with chatting(Chat(rest=silent)) as chat:
        assert opened(chat).translate(BATCH).cost == Cost(tokens)


def test_an_estimate_counts_all_that_is_sent_and_what_comes_back() -> None:
    with chatting(Chat()) as chat:
        engine = opened(chat, **PRICED)
        estimate = engine.estimate(BATCH)
        assert chat.asked == []
        engine.translate(BATCH)
    said = [message["content"] for message in chat.asked[0]["messages"]] + [
        json.dumps(chat.asked[0]["response_format"])
    ]
    tokens_in = sum(math.ceil(len(text.encode()) / 4) for text in said)
    answer = completion_of(chat.asked[0])

    assert tokens_in + len(answer) / 4 <= estimate.amount <= tokens_in + 2 * len(answer) / 4
    assert estimate.money == pytest.approx((tokens_in * 2 + (estimate.amount - tokens_in) * 8) / 1_000_000)


def completion_of(body: Mapping[str, Any]) -> str:
    """The content of a whole answer to a request."""
    texts = json.loads(body["messages"][1]["content"])["texts"]
    return str(json.loads(whole(texts)[2])["choices"][0]["message"]["content"])


MORE: list[Callable[[Batch], Batch]] = [
    lambda batch: replace(batch, texts=(*batch.texts, "Six more words are here now")),
    lambda batch: replace(batch, context="Guide > Start"),
    lambda batch: replace(batch, terms=(Term("race", "wedloop", "of AI"),)),
    lambda batch: replace(batch, again=True),
    lambda batch: replace(batch, texts=("停止比赛", *batch.texts[1:])),
]


@pytest.mark.parametrize("change", MORE, ids=["a text", "context", "terms", "a refusal", "another script"])
def test_what_makes_a_request_longer_makes_it_dearer(change: Callable[[Batch], Batch]) -> None:
    engine = openai.open_engine({"model": "m"}, {openai.KEY: "k"}, ROOT)
    batch = replace(BATCH, texts=("Stop", *BATCH.texts[1:]))

    assert engine.estimate(change(batch)).amount > engine.estimate(batch).amount


def test_a_note_on_style_is_paid_for_too() -> None:
    plain, noted = (
        openai.open_engine({"model": "m", "style": style}, {openai.KEY: "k"}, ROOT)
        for style in ({}, {"nl": "Write as one writes to a friend."})
    )

    assert noted.estimate(BATCH).amount >= plain.estimate(BATCH).amount + 8


# --- the others --------------------------------------------------------------------------------------


def test_engines_that_take_no_money_count_the_characters_of_words() -> None:
    batch = Batch(TEXTS, "nl")
    characters = sum(len(words(text)) for text in TEXTS)
    with libre(Libre()) as server:
        engines: list[Any] = [
            pseudo.open_engine({}, {}, ROOT),
            command.open_engine({"command": ["cat"]}, os.environ, ROOT),
            libretranslate.open_engine({"url": server.url}, {}, ROOT),
        ]
        costs = [engine.translate(batch).cost for engine in engines]

    assert [engine.estimate(batch) for engine in engines] == costs == [Cost(characters)] * len(engines)
    assert {(engine.billed_in, engine.currency) for engine in engines} == {("characters", "")}


# --- settings ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [-0.01, math.nan, math.inf, -math.inf, True, "20"])
def test_a_price_that_is_none_is_refused(value: object) -> None:
    with pytest.raises(SettingsError, match=r"\[draft.x\] price is .*; write what a million costs"):
        _cost.price({"price": value}, "price", "draft.x")


@pytest.mark.parametrize("value", ["", " ", "E\x1bUR"])
def test_a_currency_that_nobody_can_read_is_refused(value: str) -> None:
    with pytest.raises(SettingsError, match=r"\[draft.x\] currency"):
        _cost.currency({"currency": value}, "draft.x", priced=True)


def test_a_price_may_be_nothing() -> None:
    assert _cost.price({"price": 0}, "price", "draft.x") == 0
    assert _cost.price({}, "price", "draft.x") is None


@given(st.text(), st.text())
def test_tokens_are_never_fewer_for_more_text(one: str, two: str) -> None:
    together = _cost.tokens(one + two)

    assert max(_cost.tokens(one), _cost.tokens(two)) <= together <= len((one + two).encode())


def test_a_path_counts_from_the_project() -> None:
    assert _place.place(ROOT, "models/nl") == ROOT / "models" / "nl"
    assert _place.place(ROOT, str(ROOT.parent)) == ROOT.parent
