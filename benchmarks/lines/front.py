"""The shape of front matter: its keys, and its values that are no text."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from typing import Any

import yaml

READERS: dict[str, Callable[[str], Any]] = {"-": yaml.safe_load, "+": tomllib.loads, "{": json.loads}
"""By the first character of the front matter."""


def shape(text: str) -> str:
    """The shape of front matter with its fences; `unreadable` where no parser reads it."""
    said = text.encode("latin-1").decode(errors="replace")
    inner = said if said.startswith("{") else said.strip().strip("-+")
    try:
        return repr(_shape(READERS[said[0]](inner)))
    except (yaml.YAMLError, ValueError):
        return "unreadable"


def _shape(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _shape(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_shape(one) for one in value]
    return "…" if isinstance(value, str) else value
