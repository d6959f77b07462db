"""Opening the engine DeepL: its settings, its key, its server."""

from __future__ import annotations

import sys
from numbers import Real
from typing import Any

import pytest
from helpers.corpus import ROOT
from helpers.deepl_server import KEY, DeepLServer, Open

from i18n_pipeline.engines.deepl import OPTIONS, open_engine
from i18n_pipeline.engines.deepl.deepl_engine import DeepL
from i18n_pipeline.errors import EngineError, SettingsError
from i18n_pipeline.model import Engine


def test_opening_sends_nothing(deepl_account: DeepLServer, open_deepl: Open) -> None:
    engine: Engine = open_deepl()

    assert (engine.name, deepl_account.seen) == ("deepl", [])


def test_the_key_of_answers_tells_apart_what_decides_them() -> None:
    environment = {"DEEPL_AUTH_KEY": "secret"}
    other = {**environment, "DEEPL_SERVER_URL": "https://example.org/deepl"}
    priced = open_engine({"price": 20, "currency": "EUR"}, environment, ROOT)
    cases: list[tuple[dict[str, Any], dict[str, str]]] = [
        ({}, environment),
        ({"formality": "more"}, environment),
        ({"model_type": "latency_optimized"}, environment),
        ({}, other),
    ]
    keys = {open_engine(*case, ROOT).key for case in cases}

    assert len(keys) == len(cases)
    assert priced.key in keys
    assert not any("secret" in key for key in keys)


def test_the_key_of_the_account_decides_the_server() -> None:
    opened = [open_engine({}, {"DEEPL_AUTH_KEY": key}, ROOT) for key in ("a:fx\n", "a")]

    urls = [engine.client.server_url for engine in opened if isinstance(engine, DeepL)]
    assert urls == ["https://api-free.deepl.com", "https://api.deepl.com"]


def test_the_path_of_another_server_is_kept(deepl_account: DeepLServer) -> None:
    engine = open_engine({}, {"DEEPL_AUTH_KEY": KEY, "DEEPL_SERVER_URL": f"{deepl_account.url}/proxy"}, ROOT)

    with pytest.raises(EngineError, match="DEEPL_SERVER_URL"):
        engine.left()
    assert deepl_account.seen[0][1] == "/proxy/v2/usage"


@pytest.mark.parametrize(
    ("options", "environment", "words"),
    [
        ({}, {}, "DEEPL_AUTH_KEY"),
        ({}, {"DEEPL_AUTH_KEY": "  "}, "DEEPL_AUTH_KEY"),
        ({}, {"DEEPL_AUTH_KEY": "se cret"}, "copy the key again"),
        ({}, {"DEEPL_AUTH_KEY": "se\ncret"}, "copy the key again"),
        ({}, {"DEEPL_AUTH_KEY": "a", "DEEPL_SERVER_URL": "api.deepl.com"}, "DEEPL_SERVER_URL"),
        ({}, {"DEEPL_AUTH_KEY": "a", "DEEPL_SERVER_URL": "https://"}, "DEEPL_SERVER_URL"),
        ({}, {"DEEPL_AUTH_KEY": "a", "DEEPL_SERVER_URL": "http://h:x"}, "DEEPL_SERVER_URL"),
        ({}, {"DEEPL_AUTH_KEY": "a", "DEEPL_SERVER_URL": "https://name:secret@h"}, "without a user name"),
        ({"formality": "prefer_les"}, {"DEEPL_AUTH_KEY": "a"}, "Did you mean 'prefer_less'"),
        ({"model_type": "fast"}, {"DEEPL_AUTH_KEY": "a"}, "Known: latency_optimized"),
        ({"glossary": "x" * 1025}, {"DEEPL_AUTH_KEY": "a"}, "longer than 1024"),
        ({"price": -1}, {"DEEPL_AUTH_KEY": "a"}, r"\[draft.deepl\] price is -1"),
    ],
)
def test_wrong_settings_are_told_before_anything_is_sent(
    options: dict[str, Any], environment: dict[str, str], words: str
) -> None:
    with pytest.raises(SettingsError, match=words) as raised:
        open_engine(options, environment, ROOT)
    assert "cret" not in str(raised.value)


def test_a_missing_client_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("i18n_pipeline.engines.deepl.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "deepl", None)

    with pytest.raises(SettingsError, match=r'pip install "i18n-pipeline\[deepl\]"'):
        open_engine({}, {"DEEPL_AUTH_KEY": "a"}, ROOT)


def test_the_options_are_named_with_their_types() -> None:
    assert dict(OPTIONS) == {
        "formality": str,
        "model_type": str,
        "glossary": str,
        "timeout": Real,
        "price": Real,
        "currency": str,
    }
