"""An account at DeepL, on a server on this machine, and engines that use it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import deepl
import pytest
from helpers.corpus import ROOT
from helpers.deepl_server import KEY, DeepLServer, Open, serving

from i18n_pipeline.engines.deepl import open_engine
from i18n_pipeline.engines.deepl.engine import DeepL

NO_WAIT = {"BACKOFF_INITIAL": 0.001, "BACKOFF_MULTIPLIER": 1.0}


@pytest.fixture
def deepl_account() -> Iterator[DeepLServer]:
    with serving(DeepLServer()) as server:
        yield server


@pytest.fixture
def open_deepl(deepl_account: DeepLServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Opens engines on the server; the client's waits are cut short."""
    monkeypatch.setattr(deepl.http_client, "min_connection_timeout", 10.0)
    for name, value in NO_WAIT.items():
        monkeypatch.setattr(deepl.http_client._BackoffTimer, name, value)
    engines: list[DeepL] = []

    def make(**options: Any) -> DeepL:
        engine = open_engine(options, {"DEEPL_AUTH_KEY": KEY, "DEEPL_SERVER_URL": deepl_account.url}, ROOT)
        assert isinstance(engine, DeepL)
        engines.append(engine)
        return engine

    yield make
    for engine in engines:
        engine.client.close()  # type: ignore[no-untyped-call]
