"""LibreTranslate, on a server of one's own or libretranslate.com, through its HTTP API.

Texts go out as HTML: `<g id="1">` as `<b id="1">`, and `<x id="2"/>` as `<span id="2" translate="no"></span>`, for
HTML has no empty tag of that kind, and a parser may let an unknown one swallow what follows. Elements that are not to
be translated come back whole. The server decodes all entities in its answer, so that `a &lt; b` comes back as `a < b`:
everything but our tags is escaped again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from numbers import Real
from pathlib import Path
from types import MappingProxyType
from typing import Any
from xml.sax.saxutils import escape

from i18n_pipeline.engines._cost import unpaid
from i18n_pipeline.engines._timeouts import requests_at, timeout
from i18n_pipeline.errors import AccountError, EngineError, LanguageError, SettingsError
from i18n_pipeline.language import base, key
from i18n_pipeline.markdown.character_references import unescaped
from i18n_pipeline.markdown.codes import words
from i18n_pipeline.model import Answer, Batch, Cost

try:
    from i18n_pipeline.engines._http import Reply, Service, Tries, address, secret
except ImportError as error:  # the extra is not installed
    raise SettingsError(
        'the engine "libretranslate" needs more', 'pip install "i18n-pipeline[libretranslate]"'
    ) from error

OPTIONS: Mapping[str, type] = MappingProxyType({"url": str, "timeout": Real})
"""`url`: the server's address. `timeout`: seconds."""

KEY = "LIBRETRANSLATE_API_KEY"
"""The environment variable with the key, which most servers do not need."""
HOSTED = "https://libretranslate.com"
"""The default server."""
CODES = {
    "pt-br": ("pb", "pt"),
    "zh": ("zh-hans",),
    "zh-cn": ("zh-hans", "zh"),
    "zh-sg": ("zh-hans", "zh"),
    "zh-hans": ("zh",),
    "zh-tw": ("zh-hant", "zt"),
    "zh-hk": ("zh-hant", "zt"),
    "zh-hant": ("zt",),
    "no": ("nb",),
}
"""Other codes of a language at older and newer servers; without one, the language without its country is tried."""
OURS = re.compile(r"""(<b\s+id=["']?\d+["']?\s*>|</b\s*>|<span\s[^<>]*?>\s*</span\s*>)""", re.IGNORECASE)
"""The tags of `to_html` in an answer."""
NUMBER = re.compile(r"""\bid=["']?(\d+)""", re.IGNORECASE)


def open_engine(
    options: Mapping[str, Any],
    environment: Mapping[str, str],
    root: Path,  # noqa: ARG001 - no setting is a path
) -> LibreTranslate:
    """The engine. Raises SettingsError for an unusable address, or a missing key of libretranslate.com."""
    url = address(options.get("url", HOSTED), "[draft.libretranslate] url")
    key = secret(environment, KEY)
    if not key and url == HOSTED:
        raise SettingsError(f"{KEY} is not set", f"{HOSTED} needs a key, a server of your own (url = …) may not")
    service = Service("libretranslate", url, key, {}, timeout(options, "draft.libretranslate"))
    return LibreTranslate(service, requests_at(url))


@dataclass(slots=True)
class LibreTranslate:
    """A `model.Engine` that asks LibreTranslate. Its only state is the server's list of languages."""

    service: Service
    """The server."""
    requests: int
    """See `model.Engine`."""
    languages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The server's codes of source languages, each with those of its targets; empty before the first request."""
    name: str = "libretranslate"
    """See `model.Engine`."""
    most_texts: int = 20
    """See `model.Engine`."""
    most_bytes: int = 4000
    """See `model.Engine`."""
    billed_in: str = "characters"
    """See `model.Engine`."""
    currency: str = ""
    """See `model.Engine`: no price is known."""

    @property
    def key(self) -> str:
        """See `model.Engine`."""
        return json.dumps(["libretranslate", self.service.url, "span"])

    def translate(self, batch: Batch) -> Answer:
        """See `model.Engine`. A request too long for the server is halved; a single text too long is refused."""
        work = _Work(batch, self._pair(batch))
        self._ask(work, tuple(range(len(batch.texts))))
        texts = tuple(work.texts.get(place) for place in range(len(batch.texts)))
        return Answer(texts, self.estimate(batch), work.refused, work.error)

    def estimate(self, batch: Batch) -> Cost:
        """See `model.Engine`."""
        return unpaid(batch)

    def left(self) -> int | None:
        """See `model.Engine`: the server does not say."""
        return None

    def _ask(self, work: _Work, asked: tuple[int, ...]) -> None:
        """Ask for the texts at some positions, in halves if they are too long together."""
        batch = work.batch
        number = sum(len(words(batch.texts[place])) for place in asked)
        if work.error or (work.sent and not batch.may_send(number)):
            return
        work.sent = True
        try:
            reply = self._reply(work, asked, Tries(number, batch.may_send, batch.wait))
        except EngineError as error:
            if not work.texts:
                raise
            work.error = error
            return
        if reply.status == 200:
            self._take(work, asked, reply)
        elif len(asked) == 1:
            work.refused[asked[0]] = self.service.told(reply)
        else:
            middle = len(asked) // 2
            self._ask(work, asked[:middle])
            self._ask(work, asked[middle:])

    def _reply(self, work: _Work, asked: tuple[int, ...], tries: Tries) -> Reply:
        """A reply with translations, or one that the texts are too long. Raises EngineError and AccountError."""
        source, target = work.pair
        sent = [to_html(work.batch.texts[place]) for place in asked]
        body = {"q": sent, "source": source, "target": target, "format": "html"}
        key = {"api_key": self.service.key} if self.service.key else {}
        reply = self.service.post("/translate", body | key, tries)
        if not (reply.status == 400 and "exceeds" in reply.said):
            self._checked(reply)
        return reply

    def _take(self, work: _Work, asked: tuple[int, ...], reply: Reply) -> None:
        """Keep the translations of a reply. Raises EngineError if their number is wrong."""
        texts = self._checked(reply).get("translatedText")
        if not isinstance(texts, list) or len(texts) != len(asked) or not all(isinstance(text, str) for text in texts):
            raise EngineError(f"libretranslate: {self.service.url} did not answer with one translation for each text")
        work.texts |= {place: to_xml(text) for place, text in zip(asked, texts, strict=True) if text.strip()}

    def _checked(self, reply: Reply) -> dict[str, Any]:
        """The JSON of a reply. Raises EngineError and AccountError for an error status."""
        if reply.status in {401, 403} or (reply.status == 400 and "API key" in reply.said):
            raise AccountError(self.service.told(reply), f"look at the key in {KEY}")
        if reply.status in {402, 404, 405} or 300 <= reply.status < 400:
            raise AccountError(self.service.told(reply), "is the url right?")
        if reply.status != 200:
            raise self.service.failure(reply)
        return reply.value if isinstance(reply.value, dict) else {}

    def _pair(self, batch: Batch) -> tuple[str, str]:
        """The server's codes of the two languages. Raises LanguageError if the server does not translate them."""
        if not self.languages:
            self.languages = self._known()
        source = code(batch.source_locale, tuple(self.languages))
        target = code(batch.locale, self.languages.get(source or "", ()))
        if source is None or target is None:
            known = ", ".join(sorted(self.languages.get(source or "", tuple(self.languages))))
            raise LanguageError(
                f"libretranslate: {self.service.url} does not translate {batch.source_locale} to {batch.locale}",
                f"it knows {known}",
            )
        return source, target

    def _known(self) -> dict[str, tuple[str, ...]]:
        reply = self.service.get("/languages")
        if reply.status != 200:
            self._checked(reply)
        found = reply.value if isinstance(reply.value, list) else []
        known = {str(said["code"]): _targets(said) for said in found if isinstance(said, dict) and "code" in said}
        if not known:
            raise AccountError(f"libretranslate: {self.service.url} tells no languages", "is the url right?")
        return {source: targets or tuple(known) for source, targets in known.items()}


@dataclass(slots=True)
class _Work:
    """The progress of a batch."""

    batch: Batch
    """The batch."""
    pair: tuple[str, str]
    """The server's codes of the two languages."""
    texts: dict[int, str] = field(default_factory=dict)
    """Translations by position."""
    refused: dict[int, str] = field(default_factory=dict)
    """The server's reason for refusing a text, by position."""
    error: EngineError | None = None
    """The error that ended the batch, if any."""
    sent: bool = False
    """Whether all texts were sent once."""


def _targets(said: Mapping[str, Any]) -> tuple[str, ...]:
    """The target codes of a source language; none if an old server does not list them."""
    targets = said.get("targets")
    return tuple(map(str, targets)) if isinstance(targets, list) else ()


def code(locale: str, known: Sequence[str]) -> str | None:
    """The server's code of a language: the same, another code, or without its country; None if unknown."""
    codes = {said.lower(): said for said in known}
    tag, plain = key(locale), base(locale)
    wanted = (tag, *CODES.get(tag, ()), *((plain, *CODES.get(plain, ())) if tag not in CODES else ()))
    return next((codes[said] for said in wanted if said in codes), None)


def to_html(xml: str) -> str:
    """The XML of a text as HTML for the server."""
    text = re.sub(r'<x id="(\d+)"/>', r'<span id="\1" translate="no"></span>', xml)
    return text.replace("<g ", "<b ").replace("</g>", "</b>")


def to_xml(answer: str) -> str:
    """The HTML of an answer as XML: our tags restored, the rest escaped."""
    parts = OURS.split(answer)
    parts[::2] = [escape(unescaped(words)) for words in parts[::2]]
    parts[1::2] = [_tag(said) for said in parts[1::2]]
    return "".join(parts)


def _tag(said: str) -> str:
    number = NUMBER.search(said)
    if number is None:
        return "</g>" if said.startswith("</") else escape(said)
    return f'<x id="{number[1]}"/>' if said[1:2].lower() == "s" else f'<g id="{number[1]}">'
