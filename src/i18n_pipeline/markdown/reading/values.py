"""Find the values in YAML, TOML and JSON, with their places in the text.

PyYAML says where each value is. TOML and JSON are checked by the parsers of the standard library, which know no places:
a scan of their tokens finds those.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from typing import Any, TypeAlias

import yaml
from msgspec import Struct

from i18n_pipeline.digits import as_number

DEEPEST = 100
"""Deepest accepted nesting of mappings and lists."""
TOML_TOKEN = re.compile(
    r"#[^\n]*"
    r'|(?P<string>"""(?:\\[\s\S]|[^\\])*?"{3,5}|' + r"'''[\s\S]*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"' + r"|'[^'\n]*')"
    r"|(?P<name>[^\s=\[\]{},.#\"']+)|(?P<sign>[=\[\]{},]|\n)"
)
JSON_TOKEN = re.compile(
    r'[ \t\r\n]*+(?:(?P<string>"(?:[^"\\]|\\.)*+")|(?P<sign>[\[\]{}:,])|(?P<other>[^\s\[\]{}:,"]++))'
)
PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*+[ \t\r\n]++)+")
"""The anchor and the tag before a value (YAML 1.2, section 6.9)."""


KEY = "key"
"""The type of a key that may be text."""
WITH_KEYS = "yaml with keys"
"""The language of YAML in which keys are texts, as in the navigation of MkDocs: `- Home: index.md`."""
PLAIN = "tag:yaml.org,2002:"
"""The beginning of the tags that every program knows."""


class Node(Struct, frozen=True):
    """A value, mappings and lists included."""

    path: str
    """Its key, `hero.actions.text`; positions in lists are left out."""
    kind: str
    """Its type: a YAML tag, or the name of a Python type."""
    start: int
    """Character offset in the text, quotes included; an anchor or a tag before it is not; -1 if it is not known."""
    end: int
    """Character offset after it, quotes included."""
    text: str
    """The value as text; empty for mappings and lists."""
    flow: bool = False
    """Whether the value is inside a YAML flow collection (`[…]` or `{…}`)."""
    repeated: bool = False
    """Whether its mapping has a value with the same key before it."""
    depth: int = -1
    """Number of mappings and lists around it, if keys are texts, too; -1: its path tells where it is."""

    @property
    def is_text(self) -> bool:
        """Whether it is a string, or a key that is one."""
        return self.kind in {"tag:yaml.org,2002:str", "str", KEY}

    @property
    def place(self) -> tuple[str | int, str, bool]:
        """Its place among the others and its type, which no translation changes."""
        return (self.path if self.depth < 0 else self.depth, self.kind, self.repeated)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # the fast one is not always there
    """Builds plain values only, and nothing for the tags of other programs: `!ENV`, `!!python/name:…`."""


_Loader.add_multi_constructor("", lambda *_: None)


@lru_cache(maxsize=4)
def nodes(language: str, text: str) -> tuple[Node, ...]:
    """All values; read once where a text is written, and then read as part of its page. Raises one of `INVALID`."""
    return tuple(LANGUAGES[language](text))


def values_of(language: str, text: str) -> list[Node] | None:
    """All values of a text in order; None if it is invalid."""
    try:
        return list(nodes(language, text))
    except INVALID:
        return None


INVALID = (yaml.YAMLError, ValueError, RecursionError)
"""What reading a text raises that is invalid."""


def place_of(error: Exception) -> tuple[int, int]:
    """Line and column, counted from 1, of what is invalid; zeros if they are not known."""
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return mark.line + 1, mark.column + 1
    if isinstance(error, json.JSONDecodeError):
        return error.lineno, error.colno
    found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    return (as_number(found[1]), as_number(found[2])) if found else (0, 0)


def _yaml_nodes(text: str, *, keys: bool = False) -> Iterator[Node]:
    _require_shallow(text)
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        if root is not None:
            loader.construct_document(root)  # what cannot be built is not valid either
    finally:
        loader.dispose()
    return iter(()) if root is None else _Walk(text, keys=keys).nodes(root)


def _require_shallow(text: str) -> None:
    """Raise ValueError for too deeply nested collections, on which libyaml's composer overflows the stack."""
    if sum(map(text.count, "[{\n")) + text.count("- ") + text.count("? ") < DEEPEST:
        return
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise ValueError(f"its values lie in one another more than {DEEPEST} deep")


Around: TypeAlias = tuple[bool, ...]
"""The mappings and lists around a value, from outside: whether each has brackets."""


class _Walk:
    """A walk through YAML. What an alias stands for is not entered again, nor what a program's own tag is for."""

    def __init__(self, text: str, *, keys: bool) -> None:
        """`keys`: give the keys that are texts, too, each before its value."""
        self.text = text
        self.keys = keys
        self.seen: set[int] = set()

    def nodes(self, node: Any, path: str = "", around: Around = (), *, repeated: bool = False) -> Iterator[Node]:
        """A value, and all in it, in order."""
        yield self._node(node, path, node.tag, around, repeated=repeated)
        if isinstance(node, yaml.ScalarNode) or id(node) in self.seen or not node.tag.startswith(PLAIN):
            return
        self.seen.add(id(node))
        inside = (*around, bool(node.flow_style))
        if isinstance(node, yaml.SequenceNode):
            for value in node.value:
                yield from self.nodes(value, path, inside)
        else:
            yield from self._of_mapping(node, path, inside)

    def _of_mapping(self, node: Any, path: str, around: Around) -> Iterator[Node]:
        names: set[tuple[str, str]] = set()
        for key, value in node.value:
            name = str(key.value)
            inner, again = f"{path}.{name}" if path else name, (key.tag, name) in names
            names.add((key.tag, name))
            if self.keys:
                kind = KEY if key.tag == f"{PLAIN}str" else key.tag
                yield self._node(key, inner, kind, around, repeated=again)
            yield from self.nodes(value, inner, around, repeated=again)

    def _node(self, node: Any, path: str, kind: str, around: Around, *, repeated: bool) -> Node:
        said = node.value if isinstance(node, yaml.ScalarNode) else ""
        start, end = node.start_mark.index, node.end_mark.index
        before = PROPERTIES.match(self.text, start, end)
        depth = len(around) if self.keys else -1
        return Node(path, kind, before.end() if before else start, end, said, any(around), repeated, depth)


def _toml_nodes(text: str) -> Iterator[Node]:
    """The values tomllib finds, those that are strings with their spans."""
    strings: defaultdict[tuple[str, str], deque[Node]] = defaultdict(deque)
    for node in _toml_strings(text):
        strings[node.path, node.text].append(node)
    for path, value in _walk_toml(tomllib.loads(text), ""):
        if isinstance(value, str) and strings[path, value]:
            yield strings[path, value].popleft()
        else:
            yield Node(path, type(value).__name__, -1, -1, "" if isinstance(value, dict | list) else repr(value))


def _walk_toml(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    yield path, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _walk_toml(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk_toml(inner, path)


def _toml_strings(text: str) -> Iterator[Node]:
    """Every string value of a valid TOML document, with its key and its span."""
    table: list[str] = []
    key: list[str] = []
    opened: list[tuple[str, list[str]]] = []  # brackets, each with the key it belongs to
    value = False
    for found in TOML_TOKEN.finditer(text):
        sign, string = found["sign"], found["string"]
        if string and value:
            said = tomllib.loads(f"x = {string}")["x"]
            yield Node(".".join([*table, *key]), "str", *found.span("string"), said)
        elif not value and (string or found["name"]):
            key.append(tomllib.loads(f"x = {string}")["x"] if string else found["name"])
        elif sign == "=":
            value = True
        elif sign == "[" and not value and not opened:
            table, key = key, []
        elif sign in {"[", "{"}:
            opened.append((sign, key))
            value = sign == "["
        elif sign in {"]", "}"} and opened:
            _, key = opened.pop()
            value = True
        elif sign == "\n" and not opened:
            table, key, value = (table if value else key or table), [], False
        elif sign == "," and opened and opened[-1][0] == "{":
            key, value = list(opened[-1][1]), False


def _json_nodes(text: str) -> Iterator[Node]:
    """The values of a JSON document (RFC 8259), all as inside a YAML flow collection."""
    json.loads(text)
    opened: list[tuple[str, str, set[str]]] = []  # brackets, each with the path of its value and the keys in it
    path, key, again = "", False, False
    for found in JSON_TOKEN.finditer(text):
        sign, (start, end) = found["sign"], found.span(found.lastgroup or 0)
        if found["string"] and key:
            name = json.loads(found["string"])
            _, outer, names = opened[-1]
            path, key, again = (f"{outer}.{name}" if outer else name), False, name in names
            names.add(name)
        elif found["string"]:
            yield Node(path, "str", start, end, json.loads(found["string"]), True, again)
        elif found["other"]:
            yield Node(path, found["other"], start, end, found["other"], True, again)
        elif sign in {"[", "{"}:
            yield Node(path, "dict" if sign == "{" else "list", start, start, "", True, again)
            opened.append((sign, path, set()))
            key, again = sign == "{", False
        elif sign in {"]", "}"}:
            opened.pop()
        elif sign == ",":
            bracket, path, _ = opened[-1]
            key, again = bracket == "{", False


def _no_nodes(_text: str) -> Iterator[Node]:
    """JavaScript stays as it is."""
    return iter(())


LANGUAGES: Mapping[str, Callable[[str], Iterator[Node]]] = {
    "yaml": _yaml_nodes,
    WITH_KEYS: partial(_yaml_nodes, keys=True),
    "json": _json_nodes,
    "toml": _toml_nodes,
    "javascript": _no_nodes,
}
