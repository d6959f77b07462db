"""JSON schemas of what programs read."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]


@cache
def validator_of(schema: str) -> Any:
    """What checks values against a schema, given as text."""
    return Draft202012Validator(json.loads(schema))


def objects(schema: Any) -> list[dict[str, Any]]:
    """All parts of a schema that describe objects."""
    if isinstance(schema, list):
        return [found for each in schema for found in objects(each)]
    if not isinstance(schema, dict):
        return []
    here = [schema] if schema.get("type") == "object" else []
    return here + [found for each in schema.values() for found in objects(each)]
