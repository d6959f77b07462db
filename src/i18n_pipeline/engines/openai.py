"""Chat models behind an OpenAI-compatible API: OpenAI, OpenRouter, Mistral, Ollama, llama.cpp, vLLM.

Texts are sent by id, 24 per request. Usable translations are kept; the other texts are sent again in halves, and a
single text once more with its problem. After `FRUITLESS` requests in a row without a usable translation the batch is
given up, so that an unsuitable model costs little.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from numbers import Real
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from i18n_pipeline.engines._chat import PROMPT, identifier, messages, schema, verdict
from i18n_pipeline.engines._cost import currency, money, price, tokens
from i18n_pipeline.engines._timeouts import requests_at, timeout
from i18n_pipeline.errors import AccountError, EngineError, SettingsError
from i18n_pipeline.language import base
from i18n_pipeline.markdown.codes import words
from i18n_pipeline.model import Answer, Batch, Cost

try:
    from i18n_pipeline.engines._http import Reply, Service, Tries, address, secret
except ImportError as error:  # the extra is not installed
    raise SettingsError('the engine "openai" needs more', 'pip install "i18n-pipeline[openai]"') from error

OPTIONS: Mapping[str, type] = MappingProxyType(
    {
        "base_url": str,
        "model": str,
        "style": dict,
        "temperature": Real,
        "max_tokens": int,
        "price_in": Real,
        "price_out": Real,
        "currency": str,
        "timeout": Real,
    }
)
"""The settings with their types: the API's address; the model; a note on style per locale; the temperature; the longest
answer in tokens (0: the server decides, for models that think first); prices of a million tokens in and out, both or
none, and their currency (by default USD); the timeout in seconds."""
SECTION = "draft.openai"
"""The section of the settings."""

KEY = "OPENAI_API_KEY"
"""The environment variable with the key."""
OPENAI = "https://api.openai.com/v1"
"""The default address of the API."""
FORMATS = ("json_schema", "json_object", "")
"""Values of `response_format`, best first (empty: none); not every server supports each."""
UNKNOWN = frozenset({400, 422, 500, 501})
"""Statuses of servers for an unsupported `response_format`; llama-cpp-python answers 500."""
FATAL = frozenset({401, 402, 403, 404})
"""Statuses that every further request would get too: a wrong key, no credit, a wrong address or model."""
TOO_LONG = frozenset({400, 413, 422})
"""Statuses of servers for a prompt that is too long."""
FRUITLESS = 8
"""Requests without one usable text after which a batch is given up. Halving from 24 to one text takes six."""
WASTED = 16
"""Repeated requests without a usable text, per language, after which nothing is repeated in that language; each
repeated request with a usable text allows as many more."""
LONGER = 1.5
"""Tokens of a translation per token of its English. OpenAI's tokenizers o200k_base and cl100k_base, measured on
a site in Dutch, give 1.15 and 1.4; the older one gives more for other scripts."""


def open_engine(
    options: Mapping[str, Any],
    environment: Mapping[str, str],
    root: Path,  # noqa: ARG001 - no setting is a path
) -> OpenAI:
    """The engine. Raises SettingsError for a missing model, key or extra, or an unusable address or price."""
    base_url = address(options.get("base_url", OPENAI), f"[{SECTION}] base_url")
    model = options.get("model", "")
    if not model:
        raise SettingsError(f"[{SECTION}] model names no model", 'write for example: model = "gpt-4o-mini"')
    key = secret(environment, KEY)
    if not key and urlsplit(base_url).hostname == "api.openai.com":
        raise SettingsError(f"{KEY} is not set", "put a key of OpenAI into that environment variable")
    prices = _prices(options)
    waits = timeout(options, SECTION)
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return OpenAI(
        service=Service("openai", base_url, key, headers, waits),
        model=model,
        style={str(locale): str(note) for locale, note in options.get("style", {}).items()},
        temperature=float(options.get("temperature", 0)),
        max_tokens=options.get("max_tokens"),
        prices=prices,
        currency=currency(options, SECTION, priced=prices is not None),
        requests=requests_at(base_url),
    )


def _prices(options: Mapping[str, Any]) -> tuple[float, float] | None:
    """The prices of a million tokens in and out; None if not set. Raises SettingsError for only one."""
    price_in, price_out = (price(options, name, SECTION) for name in ("price_in", "price_out"))
    if price_in is None and price_out is None:
        return None
    if price_in is None or price_out is None:
        raise SettingsError(f"[{SECTION}] price_in and price_out go together", "write both, 0 for what is free")
    return price_in, price_out


class Way(Struct, frozen=True):
    """The request format that a server accepts."""

    form: int = 0
    """The place in `FORMATS` of the value to send."""
    without: frozenset[str] = frozenset()
    """Parameters to leave out, since the server refuses them."""
    sure: bool = False
    """Whether the server has answered a request of this format."""


@dataclass(slots=True)
class Repeats:
    """Counts of repeated requests in one language."""

    useful: int = 0
    """Repeated requests with a usable text."""
    useless: int = 0
    """Repeated requests without one."""

    @property
    def help(self) -> bool:
        """Whether repeating requests is still worth its cost."""
        return self.useless < WASTED * (1 + self.useful)

    def count(self, *, useful: bool) -> None:
        """Count one repeated request."""
        self.useful += useful
        self.useless += not useful


@dataclass(slots=True)
class OpenAI:
    """A `model.Engine` that asks a chat model.

    Its state is the request format that the server accepts, and counts of repeated requests.
    """

    service: Service
    """The server."""
    model: str
    """The model's name at the server."""
    style: Mapping[str, str]
    """A note on style per locale, for the model to read."""
    temperature: float
    """The sampling temperature; 0: least random."""
    max_tokens: int | None
    """The longest answer, tokens; 0: the server decides; None: from the length of the texts."""
    prices: tuple[float, float] | None
    """Prices of a million tokens in, and out; None if not set."""
    currency: str
    """The prices' currency; empty without prices."""
    requests: int
    """See `model.Engine`."""
    way: Way = field(default_factory=Way)
    """The request format that the server accepts, as far as known."""
    repeats: dict[str, Repeats] = field(default_factory=dict)
    """Counts of repeated requests by locale."""
    billed_in: str = "tokens"
    """What `Cost.amount` counts: tokens in and out."""
    most_texts: int = 24
    """See `model.Engine`."""
    most_bytes: int = 6000
    """See `model.Engine`: small models still answer this completely."""

    @property
    def name(self) -> str:
        """See `model.Engine`."""
        return f"openai {self.model}"

    @property
    def key(self) -> str:
        """See `model.Engine`: holds a digest of the prompt."""
        prompt = sha256(PROMPT.encode()).hexdigest()[:16]
        style = sorted(self.style.items())
        return json.dumps(
            ["openai", self.service.url, self.model, self.temperature, self.max_tokens, prompt, style],
            ensure_ascii=False,
        )

    def translate(self, batch: Batch) -> Answer:
        """See `model.Engine`. An error after the first answer ends the batch; translations so far are kept."""
        work = _Work(batch)
        repeats = self.repeats.setdefault(batch.locale, Repeats())
        error: EngineError | None = None
        while work.queue and work.fruitless < FRUITLESS and (repeats.help or not work.sent):
            asked, problem = work.queue.pop(0)
            if work.sent and not batch.may_send(_characters(batch, asked)):
                break
            first, work.sent = not work.sent, True
            try:
                self._take(work, asked, problem, self._reply(batch, asked, problem))
            except EngineError as failure:
                if not work.answered:
                    raise
                error = failure
                break
            if not first:
                repeats.count(useful=not work.fruitless)
        if work.fruitless >= FRUITLESS or not repeats.help:
            work.give_up()
        texts = tuple(work.texts.get(place) for place in range(len(batch.texts)))
        return Answer(texts, work.cost, work.refused, error)

    def estimate(self, batch: Batch) -> Cost:
        """See `model.Engine`: tokens in include the prompt, context, terms and answer schema."""
        asked = range(len(batch.texts))
        body = self._body(batch, asked, "", self.way)
        sent = [*(said["content"] for said in body["messages"]), json.dumps(body.get("response_format", ""))]
        answer = json.dumps({identifier(place): batch.texts[place] for place in asked}, ensure_ascii=False)
        return self._cost(sum(map(tokens, sent)), math.ceil(tokens(answer) * LONGER))

    def left(self) -> int | None:
        """See `model.Engine`: unknown, as such servers do not tell."""
        return None

    def _cost(self, tokens_in: int, tokens_out: int) -> Cost:
        price_in, price_out = self.prices or (None, None)
        return Cost(tokens_in + tokens_out, money(tokens_in, price_in) + money(tokens_out, price_out))

    def _take(self, work: _Work, asked: tuple[int, ...], problem: str, reply: Reply) -> None:
        """Keep the usable translations of a reply, and queue the other texts again."""
        if reply.status in TOO_LONG:
            if len(asked) > 1:
                work.ask_in_halves(dict.fromkeys(asked, ""))
            elif not work.answered:
                raise EngineError(self.service.told(reply))
            else:
                work.refused[asked[0]] = self.service.told(reply)
            return
        work.answered = True
        work.cost += self._cost(*_billed(reply.value))
        found = verdict(work.batch, asked, reply.value)
        work.texts.update(found.texts)
        work.batch.keep({work.batch.texts[place]: text for place, text in found.texts.items()})
        work.fruitless = 0 if found.texts else work.fruitless + 1
        work.problems.update(found.problems)
        if len(asked) > 1 or not problem:
            work.ask_in_halves(found.problems)
        else:
            work.refused.update(found.problems)

    def _reply(self, batch: Batch, asked: Sequence[int], problem: str) -> Reply:
        """A reply with an answer, or one that the prompt is too long. Raises EngineError and AccountError."""
        way = self.way
        number = _characters(batch, asked)
        while True:
            sure = way.sure or way.form == len(FORMATS) - 1
            tries = Tries(number, batch.may_send, batch.wait, _again(sure=sure))
            reply = _unwrapped(self.service.post("/chat/completions", self._body(batch, asked, problem, way), tries))
            if reply.status == 200:
                if not isinstance(reply.value, dict) or "choices" not in reply.value:
                    raise EngineError(
                        f"openai: {self.service.url} did not answer as chat/completions", "is it the base_url?"
                    )
                if not self.way.sure:
                    self.way = Way(way.form, way.without, sure=True)
                return reply
            other = _other_way(way, reply)
            if other is None or not batch.may_send(number):
                break
            way = other
        if reply.status in FATAL or _no_quota(reply):
            raise AccountError(self._account(reply))
        if reply.status in TOO_LONG:
            return reply
        raise self.service.failure(reply)

    def _body(self, batch: Batch, asked: Sequence[int], problem: str, way: Way) -> dict[str, Any]:
        style = self.style.get(batch.locale, self.style.get(base(batch.locale), ""))
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
    """The progress of a batch."""

    batch: Batch
    """The batch."""
    queue: list[tuple[tuple[int, ...], str]] = field(default_factory=list)
    """Requests to send: positions of texts, and the problem of the last answer to a single text."""
    problems: dict[int, str] = field(default_factory=dict)
    """The problem of the last answer to each text, by position."""
    refused: dict[int, str] = field(default_factory=dict)
    """The problems of texts that are given up, by position."""
    texts: dict[int, str] = field(default_factory=dict)
    """Translations by position."""
    cost: Cost = field(default_factory=Cost)
    """The cost of the requests so far."""
    fruitless: int = 0
    """Answers without a usable text, in a row."""
    sent: bool = False
    """Whether all texts were sent once."""
    answered: bool = False
    """Whether any answer came."""

    def __post_init__(self) -> None:
        self.queue.append((tuple(range(len(self.batch.texts))), ""))

    def give_up(self) -> None:
        """Stop asking: each remaining text is refused with the problem of its last answer."""
        self.refused.update((place, why) for place, why in self.problems.items() if place not in self.texts)
        self.queue.clear()

    def ask_in_halves(self, problems: Mapping[int, str]) -> None:
        """Put texts at the head of the queue, in two halves; a single text with its problem."""
        left = tuple(problems)
        middle = (len(left) + 1) // 2
        halves = [half for half in (left[:middle], left[middle:]) if half]
        self.queue[:0] = [(half, problems[half[0]] if len(half) == 1 else "") for half in halves]


def _characters(batch: Batch, asked: Sequence[int]) -> int:
    return sum(len(words(batch.texts[place])) for place in asked)


def _again(*, sure: bool) -> Callable[[Reply], bool]:
    """Whether to retry after a reply; not after a 500 unless the format is `sure`, as it may refuse the format."""

    def again(reply: Reply) -> bool:
        reply = _unwrapped(reply)
        return reply.may_pass and not _no_quota(reply) and (sure or reply.status not in UNKNOWN)

    return again


def _unwrapped(reply: Reply) -> Reply:
    """The reply with the real status of an error that OpenRouter sends inside a status 200."""
    error = reply.value.get("error") if isinstance(reply.value, dict) else None
    if reply.status != 200:
        return reply
    if error:
        code = error.get("code") if isinstance(error, dict) else None
        return Reply(code if isinstance(code, int) and code >= 400 else 502, reply.value, reply.said)
    return reply


def _other_way(way: Way, reply: Reply) -> Way | None:
    """Another request format to try, if the refusal may be about the format; else None."""
    if reply.status not in UNKNOWN or way.sure:
        return None
    for name in ("temperature", "max_tokens"):
        if name in reply.said and name not in way.without:
            return Way(way.form, way.without | {name})
    return Way(way.form + 1, way.without) if way.form + 1 < len(FORMATS) else None


def _no_quota(reply: Reply) -> bool:
    """Whether a 429 is about missing credit and not about too many requests."""
    error = reply.value.get("error") if isinstance(reply.value, dict) else None
    said = (error.get("code"), error.get("type")) if isinstance(error, dict) else ()
    return reply.status == 429 and "insufficient_quota" in said


def _billed(value: Any) -> tuple[int, int]:
    """The tokens in and out that an answer reports; 0 if missing."""
    usage = value.get("usage") if isinstance(value, dict) else None
    counts = usage if isinstance(usage, dict) else {}
    tokens_in, tokens_out = counts.get("prompt_tokens"), counts.get("completion_tokens")
    return (
        tokens_in if isinstance(tokens_in, int) and tokens_in > 0 else 0,
        tokens_out if isinstance(tokens_out, int) and tokens_out > 0 else 0,
    )
