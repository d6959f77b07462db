"""DeepL's own client, set up for batches that take long and for servers that do not say what they bill."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

import deepl

PATIENCE = 60.0
"""Seconds that the client waits for an answer. Its own 10 are too few for 50 texts: it would send, and pay, again."""
TAG = re.compile(r"<[^<>]*>")


def open_client(key: str, server_url: str | None) -> deepl.DeepLClient:
    """A client of DeepL's, or of the server at an address. It may be used by several threads."""
    deepl.http_client.min_connection_timeout = max(PATIENCE, deepl.http_client.min_connection_timeout)
    client = _Client(key, server_url=server_url, send_platform_info=False)
    client.set_app_info("i18n-pipeline", version("i18n-pipeline"))
    return client


def characters(xml: str) -> int:
    """Characters that DeepL bills for a text: its code points, tags left out (DeepL support, article 360020685720)."""
    return len(TAG.sub("", xml))


class _Client(deepl.DeepLClient):
    """The client, which by itself breaks off when an answer does not say what was billed."""

    def _api_call(self, url: str, **request: Any) -> tuple[int, Any, Any]:
        status, content, answer = super()._api_call(url, **request)
        sent = request.get("json") or {}
        if status == 200 and "text" in sent:
            answer = _with_bills(answer, sent["text"])
        return status, content, answer


def _with_bills(answer: object, texts: list[str]) -> object:
    translations = answer.get("translations") if isinstance(answer, Mapping) else None
    number = len(translations) if isinstance(translations, list) else 0
    if not isinstance(translations, list) or number != len(texts):
        raise ValueError(f"{number} translations of {len(texts)} texts")
    return {"translations": [_with_bill(*pair) for pair in zip(translations, texts, strict=True)]}


def _with_bill(translation: object, text: str) -> dict[str, str | int]:
    """What a translation says and costs; an empty text where it says nothing, so that the others are not lost."""
    fields = translation if isinstance(translation, Mapping) else {}
    words, billed = fields.get("text"), fields.get("billed_characters")
    return {
        "text": words if isinstance(words, str) else "",
        "billed_characters": billed if isinstance(billed, int) else characters(text),
    }
