"""A test server with LibreTranslate's behaviour, after its source code, strict about requests.

It parses HTML, translates each run of text separately (into capitals), keeps elements with translate="no", and decodes
every entity in the answer.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from helpers.openai_server import Said, serving

KEY = "0a1b-libre-of-the-tests"
LANGUAGES: list[dict[str, Any]] = [
    {"code": "en", "name": "English", "targets": ["en", "nl", "pt", "pt-BR", "zh-Hans", "zh-Hant", "nb"]},
    {"code": "nl", "name": "Dutch", "targets": ["en", "nl"]},
]


class Translation(HTMLParser):
    """HTML with its words in capitals."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.done: list[str] = []
        self.kept = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"b", "span"}, f"<{tag}> is nothing a browser knows in our texts"
        self.kept += ("translate", "no") in attrs
        said = "".join(f' {name}="{value}"' for name, value in attrs)
        self.done.append(f"<{tag}{said}>")

    def handle_endtag(self, tag: str) -> None:
        self.kept -= tag == "span"
        self.done.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.done.append(html.escape(data if self.kept else data.upper(), quote=False))


def translated(text: str) -> str:
    parser = Translation()
    parser.feed(text)
    parser.close()
    return html.unescape("".join(parser.done))


def failure(status: int, error: str = "no") -> Callable[[], Said]:
    return lambda: (status, {}, json.dumps({"error": error}))


@dataclass
class Libre:
    """The server's settings, requests and scripted answers."""

    script: list[Callable[[], Said]] = field(default_factory=list)
    """Answers to the first requests for translations."""
    languages: Any = field(default_factory=lambda: LANGUAGES)
    """Its answer about languages."""
    key: str = ""
    """The required key; empty for none."""
    most_texts: int = 100
    """Most texts per request."""
    most_chars: int = 10_000
    """Longest text, characters."""
    asked: list[dict[str, Any]] = field(default_factory=list)
    """The requests for translations."""
    looked: int = 0
    """Number of requests for its languages."""
    url: str = ""
    """Its address."""

    def answer(self, path: str, headers: Mapping[str, str], data: bytes) -> Said:
        if path == "/languages":
            self.looked += 1
            return 200, {}, json.dumps(self.languages)
        assert path == "/translate"
        assert headers["Content-Type"] == "application/json"
        body = json.loads(data)
        self.asked.append(body)
        if self.script:
            return self.script.pop(0)()
        status, said = self._translated(body)
        return status, {}, json.dumps(said)

    def _translated(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        keys = {"q", "source", "target", "format"} | ({"api_key"} if self.key else set())
        texts = body["q"]
        if self.key and "api_key" not in body:
            return 400, {"error": "Visit https://portal.libretranslate.com to get an API key"}
        if body.get("api_key", "") != self.key:
            return 403, {"error": f"Invalid API key {body['api_key']}"}
        if body.keys() != keys or body["format"] != "html" or not isinstance(texts, list) or not all(texts):
            return 400, {"error": "Invalid request"}
        for size, limit in ((len(texts), self.most_texts), (max(map(len, texts)), self.most_chars)):
            if size > limit:
                return 400, {"error": f"Invalid request: request ({size}) exceeds text limit ({limit})"}
        if not any(it["code"] == body["source"] and body["target"] in it["targets"] for it in LANGUAGES):
            return 400, {"error": f"{body['target']} is not supported"}
        return 200, {"translatedText": [translated(text) for text in texts]}


@contextmanager
def libre(server: Libre) -> Iterator[Libre]:
    """The running server."""
    with serving(server.answer) as url:
        server.url = url
        yield server
