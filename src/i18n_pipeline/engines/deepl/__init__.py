"""DeepL, through its Python client. DEEPL_AUTH_KEY has the key, DEEPL_SERVER_URL the address of another server.

Options: `formality` and `model_type` as DeepL defines them; `glossary`, the name of the project's glossary at DeepL,
empty for none; `timeout`, seconds to wait for an answer, after which a request is not sent again; `price` of a million
characters, and its `currency`, USD if left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Real
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from i18n_pipeline.engines._cost import currency, price
from i18n_pipeline.engines._timeouts import requests_at, timeout
from i18n_pipeline.errors import SettingsError, did_you_mean
from i18n_pipeline.model import Engine

OPTIONS: Mapping[str, type] = MappingProxyType(
    {"formality": str, "model_type": str, "glossary": str, "timeout": Real, "price": Real, "currency": str}
)
FORMALITIES = ("prefer_less", "prefer_more", "less", "more", "default")
MODELS = ("prefer_quality_optimized", "quality_optimized", "latency_optimized")
SECTION = "draft.deepl"
"""Table of its settings."""
REQUEST = 1
"""Version of the requests, part of the cache key: raise it when requests change, so that old replies are not used."""
LONGEST_NAME = 1024
"""Longest name of a glossary, in bytes of UTF-8."""


def open_engine(
    options: Mapping[str, Any],
    environment: Mapping[str, str],
    root: Path,  # noqa: ARG001 - no setting is a path
) -> Engine:
    """Set up DeepL with the settings of `[draft.deepl]`; nothing is sent yet.

    Raises SettingsError if the client is not installed, the key is missing or a setting is wrong.
    """
    formality = _one_of(options, "formality", FORMALITIES)
    model_type = _one_of(options, "model_type", MODELS)
    glossary = str(options.get("glossary", "i18n-pipeline")).strip()
    if len(glossary.encode()) > LONGEST_NAME:
        raise SettingsError(f"[{SECTION}] glossary: the name is longer than {LONGEST_NAME} bytes", "shorten it")
    million = price(options, "price", SECTION)
    paid_in = currency(options, SECTION, priced=million is not None)
    longest = timeout(options, SECTION)
    secret, server = _secret(environment), _server(environment)
    try:
        from i18n_pipeline.engines.deepl.client import open_client  # noqa: PLC0415 - an extra, which few install
        from i18n_pipeline.engines.deepl.deepl_engine import DeepL  # noqa: PLC0415 - the same
    except ImportError as error:
        raise SettingsError("The engine deepl needs its client", 'pip install "i18n-pipeline[deepl]"') from error
    key = f"deepl request={REQUEST} formality={formality} model_type={model_type} server={_host(server)}"
    client = open_client(secret, server, longest)
    return DeepL(client, secret, formality, model_type, glossary, key, million, paid_in, requests_at(server))


def _one_of(options: Mapping[str, Any], name: str, known: tuple[str, ...]) -> str:
    value = str(options.get(name, known[0]))
    if value not in known:
        raise SettingsError(f"[{SECTION}] {name} cannot be {value!r}", did_you_mean(value, list(known)))
    return value


def _secret(environment: Mapping[str, str]) -> str:
    secret = environment.get("DEEPL_AUTH_KEY", "").strip()
    if not secret:
        raise SettingsError("The engine deepl needs a key", "set DEEPL_AUTH_KEY to the one of your account at DeepL")
    if not (secret.isascii() and secret.isprintable()) or " " in secret:
        raise SettingsError(
            "DEEPL_AUTH_KEY holds characters that no key has", "copy the key again from your account at DeepL"
        )
    return secret


def _server(environment: Mapping[str, str]) -> str | None:
    """Address of another server, or None; it ends with a slash, or the client would drop the last part of its path."""
    address = environment.get("DEEPL_SERVER_URL", "").strip().rstrip("/")
    if address and (not address.startswith(("https://", "http://")) or "@" in address or not _host(address)):
        raise SettingsError(
            "DEEPL_SERVER_URL is no address", "write one such as https://api.deepl.com, without a user name"
        )
    return f"{address}/" if address else None


def _host(address: str | None) -> str:
    """Host, port and path of an address; empty if it has none."""
    try:
        parts = urlsplit(address or "")
        return f"{parts.hostname or ''}{f':{parts.port}' if parts.port else ''}{parts.path.rstrip('/')}"
    except ValueError:
        return ""
