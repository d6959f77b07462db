"""What requests cost: what is counted before they are sent, and the prices of the settings."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from i18n_pipeline.errors import SettingsError
from i18n_pipeline.markdown.inline import words
from i18n_pipeline.model import Batch, Cost

MILLION = 1_000_000
"""Characters or tokens that a price is for."""
BYTES = 4
"""Bytes of UTF-8 of one token. OpenAI's help ("What are tokens and how to count them?") says four characters in
English, which holds for texts with tags in JSON too; bytes make other scripts cost more, as tokenizers do."""


def unpaid(batch: Batch) -> Cost:
    """What a batch is for an engine that takes no money: its characters, codes left out."""
    return Cost(sum(len(words(text)) for text in batch.texts))


def tokens(text: str) -> int:
    """About how many tokens a text has."""
    return math.ceil(len(text.encode()) / BYTES)


def price(options: Mapping[str, Any], name: str, section: str) -> float | None:
    """The setting of that name, the money for a million; None where there is none. Raises SettingsError."""
    value = options.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < math.inf:
        raise SettingsError(f"[{section}] {name} is {value!r}; write what a million costs, as a number from 0 up")
    return float(value)


def currency(options: Mapping[str, Any], section: str, *, priced: bool) -> str:
    """The setting `currency`, USD without one; empty where no price is known. Raises SettingsError."""
    name = str(options.get("currency", "USD"))
    if not name.strip() or not name.isprintable():
        raise SettingsError(f"[{section}] currency is {name!r}; write what the prices are in, such as 'EUR'")
    return name.strip() if priced else ""


def money(number: int, price: float | None) -> float:
    """What so many cost; 0 where no price is known."""
    return number * (price or 0) / MILLION
