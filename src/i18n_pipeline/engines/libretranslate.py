"""LibreTranslate, on a server of one's own or libretranslate.com, through its HTTP API.

Texts go out as HTML: `<g id="1">` as `<b id="1">`, and `<x id="2"/>` as `<span id="2" translate="no"></span>`, for
HTML has no empty tag of that kind, and a parser may let an unknown one swallow what follows. Elements that are not to
be translated come back whole. The server takes all entities out of its answer, so that `a &lt; b` comes back as
`a < b`: what is no tag of ours is escaped again.
"""

from __future__ import annotations

import html
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
from i18n_pipeline.errors import AccountError, EngineError, LanguageError, SettingsError
from i18n_pipeline.model import Answer, Batch, Cost

try:
    from i18n_pipeline.engines._http import Reply, Service, address, patience, secret
except ImportError as error:  # the extra is not installed
    raise SettingsError(
        'the engine "libretranslate" needs more: pip install "i18n-pipeline[libretranslate]"'
    ) from error

OPTIONS: Mapping[str, type] = MappingProxyType({"url": str, "timeout": Real})
"""Where the server is; seconds to wait for an answer."""

KEY = "LIBRETRANSLATE_API_KEY"
"""The environment variable with the key, which most servers do not ask for."""
HOSTED = "https://libretranslate.com"
"""The server, where the settings do not say."""
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
"""What else servers of all ages call a language; where there is none, the language without its country counts."""
OURS = re.compile(r"""(<b\s+id=["']?\d+["']?\s*>|</b\s*>|<span\s[^<>]*?>\s*</span\s*>)""", re.IGNORECASE)
"""The tags of `to_html` in an answer."""
NUMBER = re.compile(r"""\bid=["']?(\d+)""", re.IGNORECASE)


def open_engine(
    options: Mapping[str, Any],
    environment: Mapping[str, str],
    root: Path,  # noqa: ARG001 - no setting is a path
) -> LibreTranslate:
    """The engine. Raises SettingsError for an address that cannot be used, or a missing key of libretranslate.com."""
    url = address(options.get("url", HOSTED), "[draft.libretranslate] url")
    key = secret(environment, KEY)
    if not key and url == HOSTED:
        raise SettingsError(f"{KEY} is not set; {HOSTED} needs a key, a server of your own (url = …) may not")
    return LibreTranslate(Service("libretranslate", url, key, {}, patience(options, "[draft.libretranslate] timeout")))


@dataclass(slots=True)
class LibreTranslate:
    """A `model.Engine` that asks LibreTranslate. It remembers one thing: the languages of the server."""

    service: Service
    """The server."""
    languages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The server's codes of source languages, each with those of its targets; empty before the first request."""
    name: str = "libretranslate"
    """See `model.Engine`."""
    most_texts: int = 20
    """See `model.Engine`."""
    most_bytes: int = 4000
    """See `model.Engine`."""
    unit: str = "characters"
    """See `model.Engine`."""
    currency: str = ""
    """See `model.Engine`: no price is known."""

    @property
    def key(self) -> str:
        """See `model.Engine`."""
        return json.dumps(["libretranslate", self.service.url, "span"])

    def translate(self, batch: Batch) -> Answer:
        """See `model.Engine`. What is too long for the server's limits is sent in halves; None for what still is."""
        source, target = self._pair(batch)
        sent = [to_html(text) for text in batch.texts]
        replies = self._asked(sent, source, target)
        return Answer(tuple(None if reply is None else to_xml(reply) for reply in replies), self.estimate(batch))

    def estimate(self, batch: Batch) -> Cost:
        """See `model.Engine`."""
        return unpaid(batch)

    def left(self) -> int | None:
        """See `model.Engine`: the server does not say."""
        return None

    def _asked(self, sent: Sequence[str], source: str, target: str) -> list[str | None]:
        body = {"q": list(sent), "source": source, "target": target, "format": "html"}
        reply = self.service.post("/translate", body | ({"api_key": self.service.key} if self.service.key else {}))
        if reply.status == 400 and "exceeds" in reply.said:
            if len(sent) == 1:
                return [None]
            middle = len(sent) // 2
            return self._asked(sent[:middle], source, target) + self._asked(sent[middle:], source, target)
        texts = self._checked(reply).get("translatedText")
        if not isinstance(texts, list) or len(texts) != len(sent) or not all(isinstance(text, str) for text in texts):
            raise EngineError(f"libretranslate: {self.service.url} did not answer with one translation for each text")
        return [text if text.strip() else None for text in texts]

    def _checked(self, reply: Reply) -> dict[str, Any]:
        """The JSON of a reply that is no error."""
        if reply.status in {401, 403} or (reply.status == 400 and "API key" in reply.said):
            raise AccountError(f"{self.service.told(reply)}; look at the key in {KEY}")
        if reply.status in {402, 404, 405} or 300 <= reply.status < 400:
            raise AccountError(f"{self.service.told(reply)}; is the url right?")
        if reply.status != 200:
            raise EngineError(self.service.told(reply))
        return reply.value if isinstance(reply.value, dict) else {}

    def _pair(self, batch: Batch) -> tuple[str, str]:
        """The server's codes of the two languages. Raises LanguageError where it does not translate them."""
        if not self.languages:
            self.languages = self._known()
        source = code(batch.source_locale, tuple(self.languages))
        target = code(batch.locale, self.languages.get(source or "", ()))
        if source is None or target is None:
            known = ", ".join(sorted(self.languages.get(source or "", tuple(self.languages))))
            raise LanguageError(
                f"libretranslate: {self.service.url} does not translate {batch.source_locale} to {batch.locale};"
                f" it knows {known}"
            )
        return source, target

    def _known(self) -> dict[str, tuple[str, ...]]:
        reply = self.service.get("/languages")
        if reply.status != 200:
            self._checked(reply)
        found = reply.value if isinstance(reply.value, list) else []
        known = {str(said["code"]): _targets(said) for said in found if isinstance(said, dict) and "code" in said}
        if not known:
            raise AccountError(f"libretranslate: {self.service.url} tells no languages; is the url right?")
        return {source: targets or tuple(known) for source, targets in known.items()}


def _targets(said: Mapping[str, Any]) -> tuple[str, ...]:
    """The targets of a language; none where an old server does not say."""
    targets = said.get("targets")
    return tuple(map(str, targets)) if isinstance(targets, list) else ()


def code(locale: str, known: Sequence[str]) -> str | None:
    """What a server calls a language: itself, by another name, or without its country; None where it has none."""
    codes = {said.lower(): said for said in known}
    tag = locale.lower()
    base = tag.split("-")[0]
    wanted = (tag, *CODES.get(tag, ()), *((base, *CODES.get(base, ())) if tag not in CODES else ()))
    return next((codes[said] for said in wanted if said in codes), None)


def to_html(xml: str) -> str:
    """A text as the server gets it."""
    text = re.sub(r'<x id="(\d+)"/>', r'<span id="\1" translate="no"></span>', xml)
    return text.replace("<g ", "<b ").replace("</g>", "</b>")


def to_xml(answer: str) -> str:
    """An answer with our tags as they were, and all else escaped."""
    parts = OURS.split(answer)
    parts[::2] = [escape(html.unescape(words)) for words in parts[::2]]
    parts[1::2] = [_tag(said) for said in parts[1::2]]
    return "".join(parts)


def _tag(said: str) -> str:
    number = NUMBER.search(said)
    if number is None:
        return "</g>" if said.startswith("</") else escape(said)
    return f'<x id="{number[1]}"/>' if said[1:2].lower() == "s" else f'<g id="{number[1]}">'
