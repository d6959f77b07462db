"""Find front matter, and the bytes of its translatable values.

python-frontmatter finds YAML front matter; PyYAML's scanner says where each value is, in JSON too (which is YAML).
TOML is checked by tomllib: python-frontmatter knows it only through the unmaintained `toml` package.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

from i18n_pipeline.markdown import template_code

BOUNDARY = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)
HANDLER = YAMLHandler(fm_boundary=BOUNDARY)
TOML = re.compile(r"\+\+\+[ \t]*\r?\n(?P<text>(?:.*\n)*?)\+\+\+[ \t]*(?=\r?\n|$)")
NAMED = re.compile(r"---[ \t]*(?P<language>json|toml|js|javascript)[ \t]*\r?\n(?P<text>(?:.*\n)*?)---[ \t]*(?=\r?\n|$)")
"""Front matter that says its language, as gray-matter 4 reads it (Eleventy, VitePress)."""
LINE_ENDS = re.compile(r"[ \t]*(?:\r?\n|$)")
LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 100
"""Deepest accepted nesting of mappings and lists."""
LOOKS_LIKE_KEYS = re.compile(r"\s*+(?:#[^\n]*+\s*+)*+[\w\"'-]++\s*+[:=]")
TOML_TOKEN = re.compile(
    r"#[^\n]*"
    r'|(?P<string>"""(?:\\[\s\S]|[^\\])*?"{3,5}|' + r"'''[\s\S]*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"' + r"|'[^'\n]*')"
    r"|(?P<name>[^\s=\[\]{},.#\"']+)|(?P<sign>[=\[\]{},]|\n)"
)


@dataclass(frozen=True, slots=True)
class Node:
    """A value in front matter, mappings and lists included."""

    path: str
    """Its key, `hero.actions.text`; positions in lists are left out."""
    kind: str
    """Its type: a YAML tag, or the name of a Python type."""
    start: int
    """Character offset in the front matter's text, quotes included."""
    end: int
    """Character offset after it, quotes included."""
    text: str
    """The value as text; empty for mappings and lists."""
    flow: bool = False
    """Whether the value is inside a YAML flow collection (`[…]` or `{…}`)."""

    @property
    def is_text(self) -> bool:
        """Whether it is a string."""
        return self.kind in {"tag:yaml.org,2002:str", "str"}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The front matter of a page, delimiters left aside."""

    start: int = 0
    """Byte offset of its first byte."""
    text: str = ""
    """The front matter itself."""
    end: int = 0
    """Byte offset of the body; 0 if there is no front matter."""
    language: str = ""
    """`yaml`, `toml`, `json`, `javascript`; empty if there is no front matter."""
    nodes: tuple[Node, ...] = ()
    """All its values in order."""
    problem: str = ""
    """Why the front matter is unreadable, in which case it stays unchanged; empty if readable."""

    def offset(self, character: int) -> int:
        """Byte offset on the page of a character offset in the text."""
        return self.start + (character if self.text.isascii() else len(self.text[:character].encode()))

    def chosen(self, paths: Iterable[str]) -> Iterator[Node]:
        """Text values at these paths, each span once.

        `[]` in a path is a reminder that the key holds a list; `*` stands for any key of a mapping.
        """
        matches, seen = _matcher(tuple(paths)), set()
        for node in self.nodes:
            if matches(node.path) and node.is_text and node.text.strip() and node.start not in seen:
                seen.add(node.start)
                yield node

    def shape(self, paths: Iterable[str], code: re.Pattern[str] = template_code.ANY) -> tuple[Any, ...]:
        """Everything to preserve: keys, types and values; of the texts at these paths only what `code` matches."""
        words = {node.start for node in self.chosen(paths)}
        kept = (template_code.found(node.text, code) if node.start in words else node.text for node in self.nodes)
        return tuple((node.path, node.kind, value) for node, value in zip(self.nodes, kept, strict=True))


@lru_cache(maxsize=64)
def _matcher(paths: tuple[str, ...]) -> Callable[[str], object]:
    """Tells whether the path of a value is one of these."""
    bare = [path.replace("[]", "") for path in paths]
    if not any("*" in path for path in bare):
        return frozenset(bare).__contains__
    parts = "|".join(re.escape(path).replace(r"\*", "[^.]+") for path in bare)
    return re.compile(parts).fullmatch


NONE = FrontMatter()


def front_matter(source: bytes) -> FrontMatter:
    """Read the front matter of a page. Never raises; errors are reported in `problem`."""
    if source[:3] not in {b"---", b"+++"} and source[:1] != b"{":
        return NONE
    page = source.decode()
    found = _named(page) or _find(page)
    if found is None:
        return NONE
    language, begin, stop, body = found
    text = page[begin:stop]
    start, end = len(page[:begin].encode()), len(page[:body].encode())
    try:
        nodes = tuple(LANGUAGES[language](text))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        said = " ".join(str(error).split())[:200]
        problem = f"the front matter is not valid {language.upper()} and is left as it is: {said}"
        return FrontMatter(start, text, end, problem=problem) if LOOKS_LIKE_KEYS.match(text) else NONE
    if nodes and nodes[0].kind != "tag:yaml.org,2002:map" and language == "yaml":
        return NONE  # a rule, some text, another rule
    return FrontMatter(start, text, end, language, nodes)


def _named(page: str) -> tuple[str, int, int, int] | None:
    """Like `_find`, for front matter that says its language."""
    found = NAMED.match(page)
    if found is None:
        return None
    return ("javascript" if found["language"] == "js" else found["language"], *found.span("text"), found.end())


def _find(page: str) -> tuple[str, int, int, int] | None:
    """Language, and character offsets of the front matter, its end, and the body."""
    if page[0] == "{":
        try:
            _, end = json.JSONDecoder().raw_decode(page)
        except (ValueError, RecursionError):
            return None
        return ("json", 0, end, end) if LINE_ENDS.match(page, end) else None
    if page[0] == "+":
        found = TOML.match(page)
        return ("toml", *found.span("text"), found.end()) if found else None
    if not HANDLER.detect(page):
        return None
    try:
        text, body = HANDLER.split(page)
    except ValueError:
        return None  # never closed
    begin = page.index(text, 3)
    return ("yaml", begin, begin + len(text), len(page) - len(body))


# --- reading -----------------------------------------------------------------------------------------


def values_of(language: str, text: str) -> list[Node] | None:
    """All values of front matter in order; None if invalid."""
    try:
        return list(LANGUAGES[language](text))
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


def _yaml_nodes(text: str) -> Iterator[Node]:
    _require_shallow(text)
    loader = LOADER(text)
    try:
        root = loader.get_single_node()
        if root is not None:
            loader.construct_document(root)  # what cannot be built is not valid either
    finally:
        loader.dispose()
    return iter(()) if root is None else _walk_yaml(root, "")


def _require_shallow(text: str) -> None:
    """Raise ValueError for too deeply nested collections, on which libyaml's composer overflows the stack."""
    if sum(map(text.count, "[{\n")) + text.count("- ") + text.count("? ") < DEEPEST:
        return
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise ValueError(f"its values lie in one another more than {DEEPEST} deep")


def _walk_yaml(node: Any, path: str, *, flow: bool = False) -> Iterator[Node]:
    text = node.value if isinstance(node, yaml.ScalarNode) else ""
    yield Node(path, node.tag, node.start_mark.index, node.end_mark.index, text, flow)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = str(key.value)
            yield from _walk_yaml(value, f"{path}.{name}" if path else name, flow=flow or bool(node.flow_style))
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _walk_yaml(value, path, flow=flow or bool(node.flow_style))


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


def _no_nodes(_text: str) -> Iterator[Node]:
    """JavaScript stays as it is."""
    return iter(())


LANGUAGES = {"yaml": _yaml_nodes, "json": _yaml_nodes, "toml": _toml_nodes, "javascript": _no_nodes}
