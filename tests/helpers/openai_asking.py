"""The openai engine, opened for a test server, and a sample batch."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from helpers.corpus import ROOT
from helpers.openai_server import (
    Behaviour,
    Chat,
    chatting,
    said,
    upper,
)
from i18n_pipeline.engines import openai
from i18n_pipeline.model import Answer, Batch

TEXTS = (
    "Stop the race",
    'Read <g id="1">the letter</g> now',
    'Run <x id="1"/> first',
    "Us &amp; them",
    "Five",
)


class Waits(list[float]):
    """A recorder of waits that take no time."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


BATCH = Batch(TEXTS, "nl", wait=Waits())


def waiting(waits: Waits) -> Batch:
    """The batch, with its waits recorded."""
    return replace(BATCH, wait=waits)


def opened(chat: Chat, **options: Any) -> openai.OpenAI:
    environment = {openai.KEY: chat.key} if chat.key else {}
    return openai.open_engine({"base_url": chat.url, "model": "small", **options}, environment, ROOT)


def answer(*script: Behaviour, batch: Batch = BATCH, **chat: Any) -> tuple[Answer, Chat]:
    with chatting(Chat(list(script), **chat)) as server:
        return opened(server).translate(batch), server


def translated(*but_not: int) -> tuple[str | None, ...]:
    return tuple(None if place in but_not else upper(text) for place, text in enumerate(TEXTS))


def counts(chat: Chat) -> list[int]:
    return [len(said(body)["texts"]) for body in chat.asked]
