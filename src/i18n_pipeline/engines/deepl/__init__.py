"""DeepL, through its own client. The key is in DEEPL_AUTH_KEY, another server's address in DEEPL_SERVER_URL.

`formality` and `model_type` are DeepL's own; `glossary` is the name of the project's glossary there, empty for none.
`timeout` is the seconds to wait for an answer; a request that got none in that time is not sent again. `price` is what
a million characters cost, and `currency` what that is in: USD, where only the price is given.
"""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Real
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from i18n_pipeline.engines._cost import currency, price
from i18n_pipeline.engines._limits import requests_at, timeout
from i18n_pipeline.errors import SettingsError, did_you_mean
from i18n_pipeline.model import Engine

OPTIONS: Mapping[str, type] = MappingProxyType(
    {"formality": str, "model_type": str, "glossary": str, "timeout": Real, "price": Real, "currency": str}
)
FORMALITIES = ("prefer_less", "prefer_more", "less", "more", "default")
MODELS = ("prefer_quality_optimized", "quality_optimized", "latency_optimized")
SECTION = "draft.deepl"
"""Where its settings stand."""
REQUEST = 1
"""Counts up when what is asked of DeepL changes, so that old answers do not count as answers to it."""
LONGEST_NAME = 1024
"""Bytes of UTF-8 that a glossary's name may have."""


def open_engine(
    options: Mapping[str, Any],
    environment: Mapping[str, str],
    root: Path,  # noqa: ARG001 - no setting is a path
) -> Engine:
    """DeepL with the settings of `[draft.deepl]`. Nothing is sent yet.

    SettingsError if the client is not installed, the key is missing or a setting cannot be.
    """
    formality = _one_of(options, "formality", FORMALITIES)
    model_type = _one_of(options, "model_type", MODELS)
    glossary = str(options.get("glossary", "i18n-pipeline")).strip()
    if len(glossary.encode()) > LONGEST_NAME:
        raise SettingsError(f"[{SECTION}] glossary: the name is longer than {LONGEST_NAME} bytes")
    million = price(options, "price", SECTION)
    paid_in = currency(options, SECTION, priced=million is not None)
    longest = timeout(options, SECTION)
    secret, server = _secret(environment), _server(environment)
    try:
        from i18n_pipeline.engines.deepl.client import open_client  # noqa: PLC0415 - an extra, which few install
        from i18n_pipeline.engines.deepl.engine import DeepL  # noqa: PLC0415 - the same
    except ImportError as error:
        raise SettingsError('The engine deepl needs its client: pip install "i18n-pipeline[deepl]"') from error
    key = f"deepl request={REQUEST} formality={formality} model_type={model_type} server={_host(server)}"
    client = open_client(secret, server, longest)
    return DeepL(client, secret, formality, model_type, glossary, key, million, paid_in, requests_at(server))


def _one_of(options: Mapping[str, Any], name: str, known: tuple[str, ...]) -> str:
    value = str(options.get(name, known[0]))
    if value not in known:
        raise SettingsError(f"[{SECTION}] {name} cannot be {value!r}. {did_you_mean(value, list(known))}")
    return value


def _secret(environment: Mapping[str, str]) -> str:
    secret = environment.get("DEEPL_AUTH_KEY", "").strip()
    if not secret:
        raise SettingsError("The engine deepl needs a key: set DEEPL_AUTH_KEY to the one of your account at DeepL")
    if not (secret.isascii() and secret.isprintable()) or " " in secret:
        raise SettingsError(
            "DEEPL_AUTH_KEY holds characters that no key has; copy the key again from your account at DeepL"
        )
    return secret


def _server(environment: Mapping[str, str]) -> str | None:
    """The address with a slash at its end, without which the client would drop the last part of its path."""
    address = environment.get("DEEPL_SERVER_URL", "").strip().rstrip("/")
    if address and (not address.startswith(("https://", "http://")) or "@" in address or not _host(address)):
        raise SettingsError("DEEPL_SERVER_URL must be an address such as https://api.deepl.com, without a name in it")
    return f"{address}/" if address else None


def _host(address: str | None) -> str:
    """What the address says of the server; empty where it is none."""
    try:
        parts = urlsplit(address or "")
        return f"{parts.hostname or ''}{f':{parts.port}' if parts.port else ''}{parts.path.rstrip('/')}"
    except ValueError:
        return ""
