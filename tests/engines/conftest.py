"""An account at DeepL, on a server on this machine, and engines that use it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from helpers.corpus import ROOT
from helpers.deepl_server import KEY, DeepLServer, Open, serving

from i18n_pipeline.engines.deepl import open_engine
from i18n_pipeline.engines.deepl.deepl_engine import DeepL


@pytest.fixture
def deepl_account() -> Iterator[DeepLServer]:
    with serving(DeepLServer()) as server:
        yield server


@pytest.fixture
def open_deepl(deepl_account: DeepLServer) -> Iterator[Open]:
    """Opens engines on the server."""
    engines: list[DeepL] = []

    def make(**options: Any) -> DeepL:
        engine = open_engine(options, {"DEEPL_AUTH_KEY": KEY, "DEEPL_SERVER_URL": deepl_account.url}, ROOT)
        assert isinstance(engine, DeepL)
        engines.append(engine)
        return engine

    yield make
    for engine in engines:
        engine.client.close()  # type: ignore[no-untyped-call]
