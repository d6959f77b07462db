"""Chat models behind an OpenAI-compatible API: real requests to a server that misbehaves as real models do."""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from helpers.openai_asking import BATCH, TEXTS, Waits, answer, counts, opened, translated, waiting
from helpers.openai_server import (
    Behaviour,
    Chat,
    always,
    but,
    chatting,
    completion,
    failure,
    said,
    upper,
    whole,
)
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from i18n_pipeline.engines import _chat, openai
from i18n_pipeline.model import Answer, Batch, Cost, Term

# --- the request -------------------------------------------------------------------------------------


def test_a_batch_is_translated_in_one_request_and_in_order() -> None:
    answered, chat = answer()

    assert answered == Answer(translated(), Cost(110))
    assert counts(chat) == [5]


def test_a_request_holds_what_the_model_needs_to_know() -> None:
    batch = replace(BATCH, context="Guide > Start", terms=(Term("race", "wedloop", "of AI"), Term("Five", "Vijf")))
    with chatting(Chat()) as chat:
        opened(chat, style={"nl": "Use je, not u."}).translate(batch)
    body = chat.asked[0]
    terms = [{"term": "race", "translation": "wedloop", "note": "of AI"}, {"term": "Five", "translation": "Vijf"}]

    assert said(body)["context"] == "Guide > Start"
    assert said(body)["terms"] == terms
    assert body["messages"][0]["content"].startswith(_chat.PROMPT)
    assert body["messages"][0]["content"].endswith("Use je, not u.")
    assert body["temperature"] == 0
    assert body["max_tokens"] >= len("".join(TEXTS)) // 2


def test_the_rules_are_the_same_for_each_batch_of_a_language() -> None:
    with chatting(Chat()) as chat:
        engine = opened(chat, style={"pt": "Brasil"})
        for context in ("one", "two"):
            engine.translate(replace(BATCH, locale="pt-BR", context=context))

    assert chat.asked[0]["messages"][0] == chat.asked[1]["messages"][0]
    assert chat.asked[0]["messages"][0]["content"].endswith("Brasil")


def test_after_a_refused_answer_the_model_is_told_so() -> None:
    _, chat = answer(batch=replace(BATCH, again=True))

    assert "refused" in json.dumps(said(chat.asked[0]))


def test_a_model_that_thinks_first_can_be_given_room() -> None:
    with chatting(Chat()) as chat:
        opened(chat, max_tokens=0).translate(BATCH)
        opened(chat, max_tokens=9000).translate(BATCH)

    assert [body.get("max_tokens") for body in chat.asked] == [None, 9000]


def test_one_engine_serves_several_threads() -> None:
    with chatting(Chat(forms=("",))) as chat, ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(opened(chat).translate, [BATCH] * 8))

    assert [found.texts for found in answers] == [translated()] * 8


# --- forms of answers --------------------------------------------------------------------------------


@pytest.mark.parametrize("refusal", [500, 400, 422])
@pytest.mark.parametrize("forms", [("json_object", ""), ("",)])
def test_a_server_that_refuses_a_form_is_asked_for_the_next_and_that_is_remembered(
    forms: tuple[str, ...], refusal: int
) -> None:
    waits = Waits()
    with chatting(Chat(forms=forms, refusal=refusal)) as chat:
        engine = opened(chat)
        answers = [engine.translate(waiting(waits)).texts for _ in range(2)]
    asked = [body.get("response_format", {}).get("type", "") for body in chat.asked]

    assert answers == [translated()] * 2
    assert asked == [*[form for form in openai.FORMATS if form not in forms], forms[0], forms[0]]
    assert waits == []


def test_a_form_that_worked_is_kept_when_the_server_fails_later() -> None:
    waits = Waits()
    with chatting(Chat([whole, failure(500), whole])) as chat:
        engine = opened(chat)
        answers = [engine.translate(waiting(waits)).texts for _ in range(2)]

    assert answers == [translated()] * 2
    assert {body["response_format"]["type"] for body in chat.asked} == {"json_schema"}
    assert waits == [1]


@pytest.mark.parametrize("name", ["temperature", "max_tokens"])
def test_a_parameter_that_a_model_refuses_is_left_out(name: str) -> None:
    with chatting(Chat([failure(400, f"Unsupported parameter: '{name}'")])) as chat:
        engine = opened(chat)
        answers = [engine.translate(BATCH).texts for _ in range(2)]

    assert answers == [translated()] * 2
    assert [name in body for body in chat.asked] == [True, False, False]
    assert {body["response_format"]["type"] for body in chat.asked} == {"json_schema"}


# --- what small models do ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("misbehaviour", "kept"),
    [
        (always("Here are the translations you asked for: stop, read, run, us, five."), 0),
        (always("Sure! " + "{" * 4000), 0),
        (always("[1, 2]"), 0),
        (always(""), 0),
        (lambda _: completion(None), 0),
        (always('{"t1": "Stop de', finish="length"), 0),
        (lambda texts: completion(whole(texts)[2], "content_filter"), 0),
        (lambda texts: (*whole(texts)[:2], whole(texts)[2].replace('"stop"', "null")), 0),
        (but(lambda replies: replies.pop("t2")), 4),
        (but(lambda replies: replies.update(t2="Lees de brief nu")), 4),
        (but(lambda replies: replies.update(t2='Lees <g id="1">de</g> <g id="2">brief</g>')), 4),
        (but(lambda replies: replies.update(t3='Run <x id="1"/> <x id="1"/>')), 4),
        (but(lambda replies: replies.update(t1="", t4="  ")), 3),
        (but(lambda replies: replies.update(t5=5)), 4),
        (but(lambda replies: replies.update(t2=f"{replies['t2']} {replies.pop('t3')}")), 3),
        (but(lambda replies: replies.update(t99="invented", note="Good luck!")), 5),
    ],
    ids=[
        "an explanation",
        "braces",
        "a list",
        "nothing",
        "null",
        "cut off",
        "filtered",
        "no reason to end",
        "a key left out",
        "a link dropped",
        "a tag invented",
        "a tag doubled",
        "empty texts",
        "a number",
        "a key swallowed",
        "keys invented",
    ],
)
def test_what_is_good_is_kept_and_the_rest_asked_again(misbehaviour: Behaviour, kept: int) -> None:
    answered, chat = answer(misbehaviour)

    assert answered.texts == translated()
    assert sum(counts(chat)[1:]) == 5 - kept
    assert answered.cost.amount == 110 * len(chat.asked)


def test_the_rest_is_asked_in_halves_and_a_single_text_with_what_was_wrong() -> None:
    lost = but(lambda replies: replies.update({name: "zonder" for name, text in replies.items() if "<" in text}))
    answered, chat = answer(rest=lost)

    assert answered.texts == translated(1, 2)
    assert counts(chat) == [5, 1, 1]
    told = [said(body).get("your last answer was refused") for body in chat.asked]
    assert told == [None, 'it lost <g id="1">', 'it lost <x id="1"/>']


def test_what_is_good_is_kept_before_the_rest_is_asked_again() -> None:
    kept: list[tuple[int, list[str]]] = []
    lost = but(lambda replies: replies.update({name: "zonder" for name, text in replies.items() if "<" in text}))
    with chatting(Chat([], rest=lost)) as chat:

        def keep(answers: Mapping[str, str]) -> None:
            kept.append((len(chat.asked), list(answers.values())))

        opened(chat).translate(replace(BATCH, keep=keep))
    assert kept[0] == (1, [upper(TEXTS[place]) for place in (0, 3, 4)])


def test_a_single_text_is_asked_once_more_and_then_left() -> None:
    answered, chat = answer(rest=always("no"), batch=Batch(("One",), "nl"))

    assert answered == Answer((None,), Cost(220), {0: "it was not JSON with the ids of the texts"})
    assert ["refused" in json.dumps(said(body)) for body in chat.asked] == [False, True]


def test_a_model_that_cannot_do_it_costs_few_requests() -> None:
    answered, chat = answer(rest=always("I cannot."), batch=Batch(("One",) * 24, "nl"))

    assert answered.texts == (None,) * 24
    assert len(chat.asked) == openai.FRUITLESS


@pytest.mark.parametrize(
    "wrapped",
    ["```json\n%s\n```", "Here you are: %s Enjoy!", "<think>{maybe} {}</think>\n%s", "\ufeff\n%s", '{"t": 1} %s'],
)
def test_an_answer_is_found_in_a_fence_and_in_prose(wrapped: str) -> None:
    found = wrapped.replace("%s", json.dumps({f"t{n}": upper(text) for n, text in enumerate(TEXTS, 1)}))
    answered, chat = answer(always(found))

    assert answered.texts == translated()
    assert len(chat.asked) == 1


@given(st.text(max_size=60) | st.text('{}[]":,t1 \\', max_size=60))
def test_no_content_of_an_answer_is_a_crash(content: str) -> None:
    value = {"choices": [{"finish_reason": "stop", "message": {"content": content}}]}
    found = _chat.verdict(BATCH, (0, 1), value)

    assert {*found.texts, *found.problems} == {0, 1}


@pytest.mark.parametrize("choices", [[], None, [None], [{}], {"a": 1}, [{"finish_reason": "stop", "message": "x"}]])
def test_no_shape_of_an_answer_is_a_crash(choices: Any) -> None:
    assert _chat.verdict(BATCH, (0,), {"choices": choices}).texts == {}
