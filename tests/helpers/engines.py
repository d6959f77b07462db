"""A test engine with the dotted name `helpers.engines`: it answers as set by the test, and records its batches."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from i18n_pipeline.errors import LanguageError
from i18n_pipeline.markdown.codes import TAG, words
from i18n_pipeline.model import Answer, Batch, Cost

OPTIONS: Mapping[str, type] = {"most_texts": int}
NAME = "helpers.engines"


class Engine:
    """`batches`: the batches asked; `reply`: makes the answer to a text, or raises; `unknown`: unsupported locales."""

    name = "a test"
    key = "a test, version 1"
    most_bytes = 100_000
    billed_in = "characters"

    def __init__(self) -> None:
        self.most_texts = 50
        self.requests = 4
        self.batches: list[Batch] = []
        self.reply: Callable[[str], str | None] = shouted
        self.account: int | None = None
        self.unknown: frozenset[str] = frozenset()
        self.currency = ""
        self.price = 0.0
        self.root = Path()
        self.twice = False
        self.again = 0

    def translate(self, batch: Batch) -> Answer:
        self.batches.append(batch)
        if batch.locale in self.unknown:
            raise LanguageError(f"a test does not translate {batch.source_locale} to {batch.locale}")
        more = sum(len(words(text)) for text in batch.texts if batch.may_send(len(words(text)))) if self.twice else 0
        self.again += more
        return Answer(tuple(map(self.reply, batch.texts)), self.estimate(batch) + Cost(more, more * self.price))

    def estimate(self, batch: Batch) -> Cost:
        number = sum(len(words(text)) for text in batch.texts)
        return Cost(number, number * self.price)

    def left(self) -> int | None:
        return self.account

    @property
    def sent(self) -> int:
        """Characters of words in all requests, repeated ones included."""
        return self.again + sum(len(words(text)) for batch in self.batches for text in batch.texts)


def shouted(text: str) -> str:
    """The words in capitals, the codes unchanged."""
    done, parts = 0, []
    for tag in TAG.finditer(text):
        parts += [_upper(text[done : tag.start()]), tag[0]]
        done = tag.end()
    return "".join([*parts, _upper(text[done:])])


def _upper(text: str) -> str:
    return "&".join(part.upper() if not number else _after_entity(part) for number, part in enumerate(text.split("&")))


def _after_entity(part: str) -> str:
    name, _, rest = part.partition(";")
    return f"{name};{rest.upper()}"


CURRENT = Engine()


def open_engine(options: Mapping[str, Any], _environment: Mapping[str, str], root: Path) -> Engine:
    """The shared engine of a test, reset by `fresh`."""
    CURRENT.most_texts = options.get("most_texts", 50)
    CURRENT.root = root
    return CURRENT


def fresh() -> Engine:
    """Reset the engine: forget batches and replaced methods."""
    vars(CURRENT).clear()
    CURRENT.__init__()  # type: ignore[misc]
    return CURRENT
