"""The engine and the glossary that the settings name."""

from __future__ import annotations

import os
from collections.abc import Mapping

from i18n_pipeline import disk, plugins, site
from i18n_pipeline.catalogue import glossary
from i18n_pipeline.catalogue.glossary import Glossary
from i18n_pipeline.config import Config
from i18n_pipeline.errors import SettingsError, did_you_mean
from i18n_pipeline.exchange import tbx
from i18n_pipeline.model import Engine, Term

THREADS = 4
"""Requests that are under way at a time, where neither the settings nor the engine say."""


def open_engine(config: Config, name: str) -> Engine:
    """The engine with a short or dotted name, with its settings. Raises SettingsError."""
    module = plugins.load("engines", name, "OPTIONS", "open_engine")
    options = config.engines.get(name, {})
    known: Mapping[str, type] = module.OPTIONS
    for option, value in options.items():
        if option not in known:
            raise SettingsError(f"unknown setting {option!r} in [draft.{name}]. {did_you_mean(option, list(known))}")
        if not isinstance(value, known[option]):
            raise SettingsError(f"{option!r} in [draft.{name}] cannot be {value!r}")
    engine: Engine = module.open_engine(options, os.environ, config.root)
    return engine


def terms(config: Config) -> Glossary:
    """The glossary; empty where there is none. Raises FileError and SettingsError."""
    path = config.root / config.glossary
    data = disk.read(path)
    name = site.shown(config, path)
    if data and path.suffix.lower() == ".tbx":
        return Glossary(tbx.read(path, name, config.locales, config.source_locale))
    return glossary.read(data, name, config.locales) if data else Glossary()


def prepared(engine: Engine, terms: Mapping[str, tuple[Term, ...]], source_locale: str) -> list[str]:
    """Hand the glossary to an engine that keeps one, and give what it says about that. Raises EngineError."""
    prepare = getattr(engine, "prepare", None)
    return list(prepare(terms, source_locale)) if prepare and any(terms.values()) else []


def close(engine: Engine) -> None:
    """Let an engine end what it holds open, if it says how."""
    end = getattr(engine, "close", None)
    if end:
        end()


def requests(config: Config, engine: Engine) -> int:
    """Requests that are under way at a time: as the settings say, or the engine, or else `THREADS`."""
    number: int = getattr(engine, "requests", THREADS)
    return config.requests or number
