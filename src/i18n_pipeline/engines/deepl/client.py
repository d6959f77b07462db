"""DeepL's Python client, set up for slow batches and for servers that do not report what they bill.

By default the client sends a request up to six times, even after a timeout, without reporting it. Here it sends each
request once: the engine decides about a second try, and counts it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

import deepl

from i18n_pipeline.engines._http import Broken, what_happened
from i18n_pipeline.engines._timeouts import TIMEOUT

TAG = re.compile(r"<[^<>]*>")


class LateError(deepl.ConnectionException):
    """No answer came in time, or not all of it."""


class NowhereError(deepl.ConnectionException):
    """The server cannot be reached: nothing was sent."""


def open_client(key: str, server_url: str | None, timeout: float) -> deepl.DeepLClient:
    """A client for DeepL, or for another server, that waits `timeout` seconds for an answer.

    Threads may share it. Its calls raise LateError, NowhereError, and the errors of DeepL's client.
    """
    client = _Client(key, server_url=server_url, send_platform_info=False)
    client.send_once(timeout)
    client.set_app_info("i18n-pipeline", version("i18n-pipeline"))
    return client


def characters(xml: str) -> int:
    """Characters that DeepL bills for a text: its code points, tags left out (DeepL support, article 360020685720)."""
    return len(TAG.sub("", xml))


class _Client(deepl.DeepLClient):
    """The client, which otherwise fails if an answer does not report what was billed."""

    def send_once(self, timeout: float) -> None:
        """Send each request once, and wait `timeout` seconds for its answer."""
        sender = _Http(send_platform_info=False)
        sender.timeout = timeout
        self._client = sender

    def _api_call(self, url: str, **request: Any) -> tuple[int, Any, Any]:
        status, content, answer = super()._api_call(url, **request)
        sent = request.get("json") or {}
        if status == 200 and "text" in sent:
            answer = _with_bills(answer, sent["text"])
        return status, content, answer


class _Http(deepl.http_client.HttpClient):
    """Sends the client's requests."""

    timeout: float = TIMEOUT

    def request_with_backoff(self, method: str, url: str, *data: Any, **request: Any) -> Any:
        """Send a request once. No redirect is followed: it would be a second request, to another server."""
        stream = request.pop("stream", False)
        prepared = self._prepare_request(method, url, *data, **request)
        try:
            return self._internal_request(prepared, stream=stream, timeout=self.timeout, allow_redirects=False)
        except deepl.ConnectionException as error:
            kind = what_happened(error.__cause__)
            if kind is Broken.LATE:
                raise LateError(f"no answer within {self.timeout:g} s", should_retry=False) from None
            if kind is Broken.UNREACHABLE:
                raise NowhereError(str(error), should_retry=True) from None
            raise


def _with_bills(answer: object, texts: list[str]) -> object:
    translations = answer.get("translations") if isinstance(answer, Mapping) else None
    number = len(translations) if isinstance(translations, list) else 0
    if not isinstance(translations, list) or number != len(texts):
        raise ValueError(f"{number} translations of {len(texts)} texts")
    return {"translations": [_with_bill(*pair) for pair in zip(translations, texts, strict=True)]}


def _with_bill(translation: object, text: str) -> dict[str, str | int]:
    """Text and billed characters of a translation; an empty text if it has none, so that the others are kept."""
    fields = translation if isinstance(translation, Mapping) else {}
    words, billed = fields.get("text"), fields.get("billed_characters")
    return {
        "text": words if isinstance(words, str) else "",
        "billed_characters": billed if isinstance(billed, int) else characters(text),
    }
