"""A test server with an OpenAI-compatible API, strict about requests, with faults on demand."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Said = tuple[int, Mapping[str, str], str]
"""Status, headers and body of an answer."""
Behaviour = Callable[[Mapping[str, str]], Said]
"""Makes the answer to texts by id."""
KNOWN = {"model", "messages", "temperature", "max_tokens", "response_format"}
USAGE = {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110}
"""The usage reported by each answer."""
KEY = "sk-of-the-tests-7351"


def upper(text: str) -> str:
    """A translation: the text's words in capitals, its tags as they are."""
    parts = text.replace("<", "\0<").replace(">", ">\0").split("\0")
    return "".join(part if part.startswith("<") else part.upper().replace("&AMP;", "&amp;") for part in parts)


def whole(texts: Mapping[str, str]) -> Said:
    return completion(json.dumps({name: upper(text) for name, text in texts.items()}))


def completion(content: str | None, finish: str | None = "stop", usage: object = USAGE) -> Said:
    message = {"role": "assistant", "content": content}
    value = {
        "object": "chat.completion",
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        "usage": usage,
    }
    return 200, {}, json.dumps(value)


def always(content: str, finish: str = "stop") -> Behaviour:
    return lambda _: completion(content, finish)


def but(change: Callable[[dict[str, Any]], object]) -> Behaviour:
    """A behaviour: a complete answer, changed in place by `change`."""

    def answer(texts: Mapping[str, str]) -> Said:
        replies: dict[str, Any] = {name: upper(text) for name, text in texts.items()}
        change(replies)
        return completion(json.dumps(replies))

    return answer


def failure(status: int, message: str = "no", headers: Mapping[str, str] | None = None, **more: str) -> Behaviour:
    return lambda _: (status, headers or {}, json.dumps({"error": {"message": message, **more}}))


@dataclass
class Chat:
    """The server's settings, requests and scripted answers."""

    script: list[Behaviour] = field(default_factory=list)
    """Answers to the first requests."""
    rest: Behaviour = whole
    """The answer to all others."""
    key: str = KEY
    """The required key; empty for none."""
    forms: tuple[str, ...] = ("json_schema", "json_object", "")
    """Supported values of `response_format`."""
    refusal: int = 500
    """The status for an unsupported `response_format`."""
    asked: list[dict[str, Any]] = field(default_factory=list)
    """The requests it got."""
    wrong: list[str] = field(default_factory=list)
    """Faults found in requests."""
    url: str = ""
    """Its base URL."""

    def answer(self, path: str, headers: Mapping[str, str], data: bytes) -> Said:
        body = json.loads(data)
        problem = self._problem(path, headers, body)
        if problem:
            self.wrong.append(problem)
            return 400, {}, json.dumps({"error": {"message": problem}})
        self.asked.append(body)
        if body.get("response_format", {}).get("type", "") not in self.forms:
            return self.refusal, {}, json.dumps({"error": {"message": "response_format"}})
        behaviour = self.script.pop(0) if self.script else self.rest
        return behaviour(texts(body))

    def _problem(self, path: str, headers: Mapping[str, str], body: dict[str, Any]) -> str:
        wanted = f"Bearer {self.key}" if self.key else None
        roles = [message["role"] for message in body.get("messages", [])]
        checks = {
            "path": path == "/v1/chat/completions",
            "key": headers.get("Authorization") == wanted,
            "type": headers.get("Content-Type") == "application/json",
            "keys": body.keys() <= KNOWN,
            "model": bool(body.get("model")),
            "roles": roles == ["system", "user"],
            "texts": bool(texts(body)),
            "format": _form_is_strict(body),
        }
        return ", ".join(name for name, right in checks.items() if not right)


def said(body: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON about texts in a request."""
    content: dict[str, Any] = json.loads(body["messages"][1]["content"])
    return content


def texts(body: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = said(body)["texts"]
    return found


def _form_is_strict(body: Mapping[str, Any]) -> bool:
    form = body.get("response_format", {"type": "json_object"})
    if form["type"] == "json_object":
        return set(form) == {"type"}
    inner = form["json_schema"]
    schema = inner["schema"]
    names = list(texts(body))
    return bool(
        form["type"] == "json_schema"
        and inner["strict"] is True
        and schema["additionalProperties"] is False
        and schema["required"] == names == list(schema["properties"])
    )


@contextmanager
def serving(answer: Callable[[str, Mapping[str, str], bytes], Said]) -> Iterator[str]:
    """Run a server on 127.0.0.1 whose answers come from a function; yields its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            data = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            status, headers, body = answer(self.path, self.headers, data)  # type: ignore[arg-type]  # a Message reads alike
            if status == 0:  # hang up
                self.close_connection = True
                return
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body.encode())))
            with suppress(OSError):  # who asked is gone
                self.end_headers()
                self.wfile.write(body.encode())

        do_GET = do_POST  # noqa: N815 - http.server's name

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def chatting(chat: Chat) -> Iterator[Chat]:
    """The running server; fails at the end if a request had a fault."""
    with serving(chat.answer) as url:
        chat.url = f"{url}/v1"
        yield chat
    assert chat.wrong == []
