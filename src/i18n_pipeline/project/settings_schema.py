"""The JSON schema of i18n.toml, made from the tables of settings; `make schema` writes it.

It is draft 7 of JSON Schema without references, which every editor with a plug-in for TOML understands.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from importlib import resources
from numbers import Real
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec

from i18n_pipeline import plugins
from i18n_pipeline.catalogue import ignoring
from i18n_pipeline.checks import _registry as registry
from i18n_pipeline.markdown.check_ids import OF_ITEMS
from i18n_pipeline.project import atomic_write, settings_rows, settings_tables
from i18n_pipeline.project.notice_texts import KINDS
from i18n_pipeline.project.settings_tables import Config

NAME = "i18n.schema.json"
FROM_PROFILE = (
    ("Config", "output"),
    ("Config", "include"),
    ("Config", "strings"),
    ("Markdown", "front_matter"),
    ("Assemble", "notice_block"),
)
"""Settings without a fixed default: it comes from the profile."""
SENTENCE = {"type": "string", "pattern": r"\S"}
SENTENCES = {
    "type": "object",
    "minProperties": 1,
    "additionalProperties": False,
    "properties": {str(kind): SENTENCE for kind in KINDS},
}
"""The sentences of a notice in one language, by state."""
OF_OPTIONS: Mapping[type, Mapping[str, Any]] = MappingProxyType(
    {
        str: {"type": "string"},
        int: {"type": "integer"},
        Real: {"type": "number"},
        list: {"type": "array", "items": {"type": "string"}},
        dict: {"type": "object"},
    }
)
"""The schema of an option of an engine, by its type in `OPTIONS`."""
OWN: Mapping[tuple[str, str], Mapping[str, Any]] = MappingProxyType(
    {
        ("Ignored", "message"): {"type": "string", "pattern": r"\S"},
        ("Ignored", "context"): {"type": "string", "pattern": r"\S"},
        ("Ignored", "checks"): {
            "type": "array",
            "minItems": 1,
            "items": {"anyOf": [{"enum": [*OF_ITEMS, *registry.ids()]}, {"type": "string", "pattern": "^x-"}]},
        },
        ("Ignored", "locales"): {"type": "array", "minItems": 1, "items": {"type": "string"}},
        ("Ignored", "pages"): {"type": "array", "minItems": 1, "items": {"type": "string"}},
        ("Assemble", "notices"): {"type": "object", "additionalProperties": {"anyOf": [SENTENCE, SENTENCES]}},
    }
)
"""Settings whose limits their types do not say. The program also takes plurals and capitals of checks."""

OPTIONAL = ("Ignored", "message")
"""A field without a default that the settings may leave out: the value is empty then."""
NOT_LEFT_OUT = {"items": {"not": {"enum": [*OF_ITEMS, *sorted(ignoring.LEFT_OUT)]}}}
"""Checks that may be ignored without a message: what they find leaves nothing out on the page."""
RULES: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {"Ignored": {"anyOf": [{"required": ["message"]}, {"properties": {"checks": NOT_LEFT_OUT}}]}}
)
"""What tables must have besides, by their names."""


def path() -> Path:
    """Path of the installed schema."""
    return Path(str(resources.files(__package__).joinpath(NAME)))


def address(folder: Path) -> str:
    """Where the installed schema is, for a settings file in a folder: a relative path if it is below, else a URL."""
    place, folder = path().resolve(), folder.resolve()
    return place.relative_to(folder).as_posix() if place.is_relative_to(folder) else place.as_uri()


def text() -> str:
    """The schema as the text of its file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def schema() -> dict[str, Any]:
    """The schema of the settings."""
    tables = msgspec.json.schema(Config, schema_hook=lambda _: {"type": "string"})["$defs"]
    files = (settings_tables.__file__, settings_rows.__file__, ignoring.__file__)
    said = {place: text for file in files for place, text in _docstrings(file).items()}
    whole = _table("Config", tables, said)
    draft = whole["properties"]["draft"]
    draft["properties"] |= {name: _engine(name) for name in plugins.names("engines")}
    draft["additionalProperties"] = {"type": "object"}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Settings of i18n-pipeline",
        **whole,
    }


def _table(name: str, tables: Mapping[str, Any], said: Mapping[tuple[str, str], str]) -> dict[str, Any]:
    """The schema of a table of settings, with the tables in it."""
    fields = {
        field: _field(name, field, found, tables, said)
        for field, found in tables[name]["properties"].items()
        if (name, field)
        not in {
            ("Config", "root"),
            ("Config", "parts"),
            ("Config", "twins"),
            ("Config", "learnt"),
            ("Config", "addresses"),
            ("Draft", "engines"),
        }
    }
    required = [field for field in tables[name].get("required", ()) if field in fields and (name, field) != OPTIONAL]
    made = {"type": "object", "description": said[name, ""], "additionalProperties": False, "properties": fields}
    return {**made, **({"required": required} if required else {}), **RULES.get(name, {})}


def _field(
    table: str, field: str, found: Mapping[str, Any], tables: Mapping[str, Any], said: Mapping[tuple[str, str], str]
) -> dict[str, Any]:
    """The schema of one setting."""
    if "$ref" in found:
        return _table(found["$ref"].rpartition("/")[2], tables, said)
    made = {**found, **next((part for part in found.get("anyOf", ()) if part.get("type") != "null"), {})}
    if (table, field) in OWN:
        made = dict(OWN[table, field])
    elif "$ref" in made.get("additionalProperties", {}):
        made["additionalProperties"] = _table(made["additionalProperties"]["$ref"].rpartition("/")[2], tables, said)
    elif "$ref" in made.get("items", {}):
        made["items"] = _table(made["items"]["$ref"].rpartition("/")[2], tables, said)
    if (table, field) == ("Config", "locales"):
        made["minItems"] = 1
    if (table, field) in FROM_PROFILE or made.get("default", "") is None:
        del made["default"]
    return {"description": said[table, field]} | {key: value for key, value in made.items() if key not in UNUSED}


UNUSED = {"anyOf", "description"}
"""What msgspec says about a field and is said in another way: that it may be absent, and a sentence for errors."""


def _engine(name: str) -> dict[str, Any]:
    """The schema of the settings of an engine."""
    options: Mapping[str, type] = plugins.load("engines", name, "OPTIONS").OPTIONS
    fields = {option: dict(OF_OPTIONS[kind]) for option, kind in options.items()}
    about = f"Settings of the engine {name}."
    return {"type": "object", "description": about, "additionalProperties": False, "properties": fields}


def _docstrings(file: str | None) -> dict[tuple[str, str], str]:
    """The docstrings of classes and of their fields, by class and field; without a field: of the class."""
    found: dict[tuple[str, str], str] = {}
    for definition in ast.parse(Path(str(file)).read_text(encoding="utf-8")).body:
        if isinstance(definition, ast.ClassDef):
            found[definition.name, ""] = (ast.get_docstring(definition) or "").partition("\n")[0]
            for field, said in zip(definition.body, definition.body[1:], strict=False):
                if (
                    isinstance(field, ast.AnnAssign)
                    and isinstance(said, ast.Expr)
                    and isinstance(said.value, ast.Constant)
                ):
                    found[definition.name, ast.unparse(field.target)] = str(said.value.value)
    return found


if __name__ == "__main__":
    atomic_write.put(path(), text().encode())
