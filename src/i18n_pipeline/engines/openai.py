"""Chat models behind an OpenAI-compatible API: OpenAI, OpenRouter, Mistral, Ollama, llama.cpp, vLLM.

Texts go out by id, 24 at a time. What comes back whole is kept; the rest is asked for again in halves, a single text
once more with what was wrong, and then left. A model that gives nothing usable `FRUITLESS` times in a row is left in
peace, so that one that cannot do it costs little.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from numbers import Real
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from i18n_pipeline.engines._chat import PROMPT, messages, schema, verdict
from i18n_pipeline.errors import AccountError, EngineError, SettingsError
from i18n_pipeline.markdown.inline import words
from i18n_pipeline.model import Answer, Batch

try:
    from i18n_pipeline.engines._http import Reply, Service, address, patience, secret
except ImportError as error:  # the extra is not installed
    raise SettingsError('the engine "openai" needs more: pip install "i18n-pipeline[openai]"') from error

OPTIONS: Mapping[str, type] = MappingProxyType(
    {
        "base_url": str,
        "model": str,
        "style": dict,
        "temperature": Real,
        "max_tokens": int,
        "price_in": Real,
        "price_out": Real,
        "timeout": Real,
    }
)
"""Where the API is; the model; a note on style per locale; how free it is; the longest answer (0: the server decides,
for models that think first); prices of a million tokens in and out; seconds to wait for an answer."""

KEY = "OPENAI_API_KEY"
"""The environment variable with the key."""
OPENAI = "https://api.openai.com/v1"
"""Where the API is, where the settings do not say."""
FORMATS = ("json_schema", "json_object", "")
"""How an answer's form is asked for, best first; not every server knows each."""
UNKNOWN = frozenset({400, 422, 500, 501})
"""Statuses with which servers refuse a form they do not know; llama-cpp-python answers 500."""
FATAL = frozenset({401, 402, 403, 404})
"""Statuses that every further request would get: the key, the money, the address or the model."""
TOO_LONG = frozenset({400, 413, 422})
"""Statuses with which servers refuse a prompt that is too long."""
FRUITLESS = 8
"""Requests without one usable text after which a batch is given up. Halving from 24 to one text takes six."""


def open_engine(options: Mapping[str, Any], environment: Mapping[str, str]) -> OpenAI:
    """The engine. Raises SettingsError for a missing model, key or extra, or an address that cannot be used."""
    base_url = address(options.get("base_url", OPENAI), "[draft.openai] base_url")
    model = options.get("model", "")
    if not model:
        raise SettingsError('[draft.openai] model names no model; write for example: model = "gpt-4o-mini"')
    key = secret(environment, KEY)
    if not key and urlsplit(base_url).hostname == "api.openai.com":
        raise SettingsError(f"{KEY} is not set; put a key of OpenAI into that environment variable")
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return OpenAI(
        service=Service("openai", base_url, key, headers, patience(options, "[draft.openai] timeout")),
        model=model,
        style={str(locale): str(note) for locale, note in options.get("style", {}).items()},
        temperature=float(options.get("temperature", 0)),
        max_tokens=options.get("max_tokens"),
        price_in=options.get("price_in"),
        price_out=options.get("price_out"),
    )


@dataclass(frozen=True, slots=True)
class Way:
    """How a server wants to be asked."""

    form: int = 0
    """Which of `FORMATS` it knows."""
    without: frozenset[str] = frozenset()
    """Parameters it refuses."""
    sure: bool = False
    """Whether it has answered this way."""


@dataclass(slots=True)
class OpenAI:
    """A `model.Engine` that asks a chat model. It remembers one thing: how the server wants to be asked."""

    service: Service
    """The server."""
    model: str
    """The model's name there."""
    style: Mapping[str, str]
    """A note on style per locale, for the model to read."""
    temperature: float
    """How free it is; 0: as little as it can."""
    max_tokens: int | None
    """The longest answer; 0: the server decides; None: as the texts ask for."""
    price_in: float | None
    """What a million tokens cost that go in; None where the settings do not say."""
    price_out: float | None
    """What a million tokens cost that come out."""
    way: Way = Way()
    """How the server wants to be asked, as far as is known."""
    unit: str = "tokens"
    """What `Answer.billed` counts: tokens in and out, as the server says."""
    most_texts: int = 24
    """See `model.Engine`."""
    most_bytes: int = 6000
    """See `model.Engine`: what small models still answer whole."""

    @property
    def name(self) -> str:
        """See `model.Engine`."""
        return f"openai {self.model}"

    @property
    def key(self) -> str:
        """See `model.Engine`: the prompt is in it by its digest."""
        prompt = sha256(PROMPT.encode()).hexdigest()[:16]
        style = sorted(self.style.items())
        return json.dumps(
            ["openai", self.service.url, self.model, self.temperature, self.max_tokens, prompt, style],
            ensure_ascii=False,
        )

    def translate(self, batch: Batch) -> Answer:
        """See `model.Engine`. An error after the first usable text ends the batch; what there is by then is kept."""
        work = _Work(batch)
        while work.queue and work.fruitless < FRUITLESS:
            asked, problem = work.queue.pop(0)
            if work.sent and not batch.may_send(sum(len(words(batch.texts[place])) for place in asked)):
                break
            work.sent = True
            try:
                reply = self._reply(batch, asked, problem)
            except EngineError:
                if work.texts:
                    break
                raise
            self._take(work, asked, problem, reply)
        return Answer(tuple(work.texts.get(place) for place in range(len(batch.texts))), work.billed)

    def left(self) -> int | None:
        """See `model.Engine`: such servers do not say."""
        return None

    def _take(self, work: _Work, asked: tuple[int, ...], problem: str, reply: Reply) -> None:
        """Keep what can be used of a reply, and put the rest into the queue again."""
        if reply.status in TOO_LONG:
            if len(asked) > 1:
                work.ask_in_halves(dict.fromkeys(asked, ""))
            elif not work.answered:
                raise EngineError(self.service.told(reply))
            return
        work.answered = True
        work.billed += _tokens(reply.value)
        found = verdict(work.batch, asked, reply.value)
        work.texts.update(found.texts)
        work.fruitless = 0 if found.texts else work.fruitless + 1
        if len(asked) > 1 or not problem:
            work.ask_in_halves(found.problems)

    def _reply(self, batch: Batch, asked: Sequence[int], problem: str) -> Reply:
        """An answer, or what says that the prompt is too long. Raises EngineError and AccountError for all else."""
        way = self.way
        while True:
            sure = way.sure or way.form == len(FORMATS) - 1
            reply = _unwrapped(
                self.service.post("/chat/completions", self._body(batch, asked, problem, way), _again(sure=sure))
            )
            if reply.status == 200:
                if not isinstance(reply.value, dict) or "choices" not in reply.value:
                    raise EngineError(
                        f"openai: {self.service.url} did not answer as chat/completions; is it the base_url?"
                    )
                if not self.way.sure:
                    self.way = Way(way.form, way.without, sure=True)
                return reply
            other = _other_way(way, reply)
            if other is None:
                break
            way = other
        if reply.status in FATAL or _no_quota(reply):
            raise AccountError(self._account(reply))
        if reply.status in TOO_LONG:
            return reply
        raise EngineError(self.service.told(reply))

    def _body(self, batch: Batch, asked: Sequence[int], problem: str, way: Way) -> dict[str, Any]:
        style = self.style.get(batch.locale, self.style.get(batch.locale.split("-")[0], ""))
        body: dict[str, Any] = {"model": self.model, "messages": messages(batch, asked, style, problem)}
        longest = self.max_tokens
        if longest is None:  # a token for each character, as some scripts need, and room for the ids
            longest = 200 + sum(len(batch.texts[place]) + 20 for place in asked)
        chosen = {"temperature": self.temperature, "max_tokens": longest or None}
        body |= {name: value for name, value in chosen.items() if value is not None and name not in way.without}
        form = FORMATS[way.form]
        if form == "json_schema":
            strict = {"name": "translations", "strict": True, "schema": schema(asked)}
            body["response_format"] = {"type": form, form: strict}
        elif form:
            body["response_format"] = {"type": form}
        return body

    def _account(self, reply: Reply) -> str:
        told = self.service.told(reply)
        if reply.status == 404:
            return f"{told}; is base_url right, and is there a model {self.model!r}?"
        return f"{told}; look at the key in {KEY} and at the account"


@dataclass(slots=True)
class _Work:
    """A batch under way."""

    batch: Batch
    """What is to be translated."""
    queue: list[tuple[tuple[int, ...], str]] = field(default_factory=list)
    """What is still to be asked: positions, and what was wrong with the last answer to a single text."""
    texts: dict[int, str] = field(default_factory=dict)
    """Translations by position."""
    billed: int = 0
    """Tokens so far."""
    fruitless: int = 0
    """Answers without a usable text, in a row."""
    sent: bool = False
    """Whether all texts were sent once."""
    answered: bool = False
    """Whether there was any answer."""

    def __post_init__(self) -> None:
        self.queue.append((tuple(range(len(self.batch.texts))), ""))

    def ask_in_halves(self, problems: Mapping[int, str]) -> None:
        """Queue texts before all else; one that goes alone is told its problem."""
        left = tuple(problems)
        middle = (len(left) + 1) // 2
        halves = [half for half in (left[:middle], left[middle:]) if half]
        self.queue[:0] = [(half, problems[half[0]] if len(half) == 1 else "") for half in halves]


def _again(*, sure: bool) -> Callable[[Reply], bool]:
    """Whether a reply is worth another try. A 500 of a server that was never asked this way may mean the way."""

    def again(reply: Reply) -> bool:
        reply = _unwrapped(reply)
        return reply.may_pass and not _no_quota(reply) and (sure or reply.status not in UNKNOWN)

    return again


def _unwrapped(reply: Reply) -> Reply:
    """An error that OpenRouter sends with status 200 and a status of its own inside."""
    error = reply.value.get("error") if isinstance(reply.value, dict) else None
    if reply.status != 200:
        return reply
    if error:
        code = error.get("code") if isinstance(error, dict) else None
        return Reply(code if isinstance(code, int) and code >= 400 else 502, reply.value, reply.said)
    return reply


def _other_way(way: Way, reply: Reply) -> Way | None:
    """How to ask instead, where the refusal may mean how it was asked; None where it does not."""
    if reply.status not in UNKNOWN or way.sure:
        return None
    for name in ("temperature", "max_tokens"):
        if name in reply.said and name not in way.without:
            return Way(way.form, way.without | {name})
    return Way(way.form + 1, way.without) if way.form + 1 < len(FORMATS) else None


def _no_quota(reply: Reply) -> bool:
    """Whether a 429 says that there is no money, and not that it is too often."""
    error = reply.value.get("error") if isinstance(reply.value, dict) else None
    said = (error.get("code"), error.get("type")) if isinstance(error, dict) else ()
    return reply.status == 429 and "insufficient_quota" in said


def _tokens(value: Any) -> int:
    """The tokens that an answer says it cost; 0 where it does not."""
    usage = value.get("usage") if isinstance(value, dict) else None
    counts = [usage.get(name) for name in ("prompt_tokens", "completion_tokens")] if isinstance(usage, dict) else []
    return sum(count for count in counts if isinstance(count, int) and count > 0)
