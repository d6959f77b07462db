"""The cost of requests: estimates of their tokens, and the prices in the settings."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from i18n_pipeline.errors import SettingsError
from i18n_pipeline.markdown.codes import words
from i18n_pipeline.model import Batch, Cost

MILLION = 1_000_000
"""Characters or tokens per price: prices are per million."""
BYTES = 4
"""UTF-8 bytes per token. OpenAI's help ("What are tokens and how to count them?") says four characters in
English, which holds for texts with tags in JSON too; bytes make other scripts cost more, as tokenizers do."""


def unpaid(batch: Batch) -> Cost:
    """The cost of a batch at an engine without prices: its characters, codes not counted."""
    return Cost(sum(len(words(text)) for text in batch.texts))


def tokens(text: str) -> int:
    """The estimated number of tokens of a text."""
    return math.ceil(len(text.encode()) / BYTES)


def price(options: Mapping[str, Any], name: str, section: str) -> float | None:
    """The price setting `name`, per million; None if missing. Raises SettingsError for no number from 0 up."""
    value = options.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
        raise SettingsError(f"[{section}] {name} is {value!r}", "write what a million costs, as a number from 0 up")
    return float(value)


def currency(options: Mapping[str, Any], section: str, *, priced: bool) -> str:
    """The setting `currency`, by default USD; empty without prices. Raises SettingsError."""
    name = str(options.get("currency", "USD"))
    if not name.strip() or not name.isprintable():
        raise SettingsError(f"[{section}] currency is {name!r}", "write what the prices are in, such as 'EUR'")
    return name.strip() if priced else ""


def money(number: int, price: float | None) -> float:
    """The price of `number` characters or tokens; 0 without a price."""
    return number * (price or 0) / MILLION
