"""Servers that do what they are asked, bill it, and answer too late: nothing is sent again, and every try counts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

import pytest
from helpers.corpus import ROOT
from msgspec.structs import replace

from i18n_pipeline.engines import deepl, libretranslate, openai
from i18n_pipeline.engines._timeouts import requests_at
from i18n_pipeline.errors import AccountError, EngineError, UnansweredError, UnreachableError
from i18n_pipeline.model import Batch, Engine

TEXT = "Ring the bell"
LANGUAGES = [{"code": "en", "targets": ["nl"]}]


@dataclass
class Biller:
    """A server that speaks all three languages of servers, and bills what it was asked before it answers."""

    behaviour: list[str] = field(default_factory=list)
    """What it does with the first requests: `hang`, `stall` (half a body, then nothing), `cut`, or a status."""
    rest: str = "200"
    """What it does with the others."""
    billed: list[str] = field(default_factory=list)
    """The texts of every request."""
    awake: Event = field(default_factory=Event)
    url: str = ""


@contextmanager
def billing(biller: Biller) -> Iterator[Biller]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            biller.billed.append(texts(body))
            does = biller.behaviour.pop(0) if biller.behaviour else biller.rest
            content = json.dumps(answer(body)).encode()
            if does == "hang":
                biller.awake.wait(20)
            if does in {"hang", "cut"}:
                self.close_connection = True
                return
            self.send_response(int(does) if does.isdigit() else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            if does.startswith("3"):
                self.send_header("Location", self.path)
            self.end_headers()
            half = len(content) // 2
            self.wfile.write(content[:half])
            self.wfile.flush()
            if does == "stall":
                biller.awake.wait(20)
            self.wfile.write(content[half:])

        def do_GET(self) -> None:
            content = json.dumps(LANGUAGES).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        biller.url = f"http://127.0.0.1:{server.server_port}"
        try:
            yield biller
        finally:
            biller.awake.set()
            server.shutdown()


def texts(body: dict[str, Any]) -> str:
    said = body.get("text") or body.get("q") or body["messages"][1]["content"]
    return str(said)


def answer(body: dict[str, Any]) -> Any:
    if "messages" in body:
        content = json.dumps({"t1": "BEL"})
        return {"choices": [{"message": {"content": content}, "finish_reason": "stop"}]}
    if "q" in body:
        return {"translatedText": ["BEL"]}
    return {"translations": [{"text": "BEL", "billed_characters": len(TEXT)}]}


def open_deepl(url: str) -> Engine:
    return deepl.open_engine({"timeout": 0.2}, {"DEEPL_AUTH_KEY": "k", "DEEPL_SERVER_URL": url}, ROOT)


def open_openai(url: str) -> Engine:
    return openai.open_engine({"base_url": url, "model": "m", "timeout": 0.2}, {}, ROOT)


def open_libretranslate(url: str) -> Engine:
    return libretranslate.open_engine({"url": url, "timeout": 0.2}, {}, ROOT)


OPENERS = [open_deepl, open_openai, open_libretranslate]
Opener = Callable[[str], Engine]


@dataclass
class Wallet:
    """A limit, which every further try asks."""

    room: int = 1_000_000
    tries: list[int] = field(default_factory=list)

    def may_send(self, number: int) -> bool:
        self.tries.append(number)
        self.room -= number
        return self.room >= 0

    def batch(self) -> Batch:
        return Batch((TEXT,), "nl", may_send=self.may_send, wait=lambda _: None)


@pytest.mark.parametrize("opener", OPENERS)
@pytest.mark.parametrize("late", ["hang", "stall", "504", "524"])
def test_a_request_that_timed_out_is_sent_once_and_said_to_be_without_an_answer(opener: Opener, late: str) -> None:
    wallet = Wallet()
    with billing(Biller([late])) as server, pytest.raises(UnansweredError):
        opener(server.url).translate(wallet.batch())

    assert len(server.billed) == 1
    assert wallet.tries == []


@pytest.mark.parametrize("opener", OPENERS)
@pytest.mark.parametrize("fault", ["429", "502", "503", "529", "cut"])
def test_every_further_try_asks_the_limit_first(opener: Opener, fault: str) -> None:
    wallet = Wallet()
    with billing(Biller([fault, fault])) as server:
        found = opener(server.url).translate(wallet.batch())

    assert found.texts == ("BEL",)
    assert len(server.billed) == 3
    assert wallet.tries == [len(TEXT)] * 2


@pytest.mark.parametrize("opener", OPENERS)
@pytest.mark.parametrize("fault", ["503", "cut"])
def test_a_try_that_does_not_fit_into_the_limit_is_not_made(opener: Opener, fault: str) -> None:
    wallet = Wallet(room=len(TEXT))
    with billing(Biller(rest=fault)) as server, pytest.raises(EngineError):
        opener(server.url).translate(wallet.batch())

    assert len(server.billed) == 2  # the first, and the one that fits


@pytest.mark.parametrize("opener", OPENERS)
def test_a_redirection_is_no_second_request(opener: Opener) -> None:
    with billing(Biller(rest="307")) as server, suppress(EngineError):
        opener(server.url).translate(Wallet().batch())

    assert len(server.billed) == 1


@pytest.mark.parametrize("opener", OPENERS)
def test_what_never_left_this_machine_counts_for_nothing(opener: Opener) -> None:
    with billing(Biller()) as server:
        url = server.url
        engine = opener(url)
        if isinstance(engine, libretranslate.LibreTranslate):
            engine.languages = {"en": ("nl",)}
    wallet = Wallet()

    with pytest.raises(UnreachableError) as raised:
        engine.translate(wallet.batch())
    assert isinstance(raised.value, AccountError)
    assert sum(wallet.tries) == 0


@pytest.mark.parametrize("opener", OPENERS)
def test_a_run_that_is_to_stop_tries_nothing_again(opener: Opener) -> None:
    batch = replace(Wallet().batch(), may_send=lambda _: False)
    with billing(Biller(rest="503")) as server, pytest.raises(EngineError):
        opener(server.url).translate(batch)

    assert len(server.billed) == 1


def test_another_form_of_the_same_request_is_a_try_as_well() -> None:
    wallet = Wallet(room=0)
    with billing(Biller(rest="400")) as server, pytest.raises(EngineError):
        open_openai(server.url).translate(wallet.batch())

    assert len(server.billed) == 1
    assert wallet.tries == [len(TEXT)]


@pytest.mark.parametrize(
    ("url", "number"),
    [
        ("http://localhost:5000", 1),
        ("http://127.0.0.1:11434/v1", 1),
        ("http://127.8.8.8/", 1),
        ("http://[::1]:8080/v1", 1),
        ("http://models.localhost/", 1),
        ("https://api.openai.com/v1", 4),
        ("http://192.168.0.7:5000", 4),
        ("http://localhost.example.org", 4),
        ("http://[::1", 4),
        (None, 4),
    ],
)
def test_a_server_on_this_machine_gets_one_request_at_a_time(url: str | None, number: int) -> None:
    assert requests_at(url) == number
