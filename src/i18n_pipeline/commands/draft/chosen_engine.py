"""The engine that the settings name."""

from __future__ import annotations

import os
from collections.abc import Mapping

from i18n_pipeline import plugins
from i18n_pipeline.errors import SettingsError, did_you_mean
from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.model import Engine, Term
from i18n_pipeline.project.settings import Config

THREADS = 4
"""Default number of parallel requests."""


def open_engine(config: Config, name: str) -> Engine:
    """The engine with a short or dotted name, opened with its settings. Raises SettingsError."""
    module = plugins.load("engines", name, "OPTIONS", "open_engine")
    options = config.draft.engines.get(name, {})
    known: Mapping[str, type] = module.OPTIONS
    for option, value in options.items():
        if option not in known:
            raise SettingsError(f"unknown setting {option!r} in [draft.{name}]", did_you_mean(option, list(known)))
        if not isinstance(value, known[option]):
            raise SettingsError(
                f"{option!r} in [draft.{name}] has a value of the wrong type: {value!r}",
                "see the settings of this engine in the guide",
            )
    engine: Engine = module.open_engine(options, os.environ, config.root)
    return engine


def prepared(engine: Engine, terms: Mapping[str, tuple[Term, ...]], source_locale: str) -> list[Finding]:
    """Give the glossary to an engine with `prepare`, and return what it cannot use. Raises EngineError."""
    prepare = getattr(engine, "prepare", None)
    said = prepare(terms, source_locale) if prepare and any(terms.values()) else ()
    return [Finding(Severity.INFO, "engine-glossary", one) for one in said]


def close(engine: Engine) -> None:
    """Close an engine that has a `close` method."""
    end = getattr(engine, "close", None)
    if end:
        end()


def requests(config: Config, engine: Engine) -> int:
    """The number of parallel requests: of the settings, else of the engine, else `THREADS`."""
    number: int = getattr(engine, "requests", THREADS)
    return config.draft.requests or number
