"""JSON schemas of what programs read."""

from __future__ import annotations

from typing import Any


def objects(schema: Any) -> list[dict[str, Any]]:
    """All parts of a schema that describe objects."""
    if isinstance(schema, list):
        return [found for each in schema for found in objects(each)]
    if not isinstance(schema, dict):
        return []
    here = [schema] if schema.get("type") == "object" else []
    return here + [found for each in schema.values() for found in objects(each)]
