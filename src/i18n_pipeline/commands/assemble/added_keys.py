"""Keys that the settings add to the front matter of localised pages, each page parsed again to see what changed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct

from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.markdown.reading.front_matter import FrontMatter
from i18n_pipeline.markdown.reading.outline import Outline, outline
from i18n_pipeline.markdown.reading.segments import Page

PLAIN = re.compile(r"[A-Za-z][A-Za-z ]*")
"""A text that YAML reads as it is, without quotes."""
WORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
"""Texts that YAML reads as something else."""

Value: TypeAlias = object
"""A text, a truth value, a number, a list, or a mapping with texts as keys."""


class Told(Struct, frozen=True):
    """A localised page with what was added to it: a notice or a key."""

    data: bytes
    """Its bytes, without a byte-order mark."""
    finding: Finding | None = None
    """Why it could not be added, with the line on the source page; otherwise None."""


def not_told(data: bytes, line: int, text: str, advice: str) -> Told:
    """A localised page without what was to be added to it."""
    return Told(data, Finding(Severity.WARNING, "notice", text, line=line, advice=advice))


def with_key(
    english: FrontMatter, page: Page, key: str, value: Value, advice: str = "name another key in 'notice_key'"
) -> Told:
    """A localised page with one more key in its front matter; `advice`: what to do if it has that key already."""
    tree = page.outline
    front = tree.front
    if any(node.path == key for node in front.nodes):
        said = f"the front matter has {key!r} already, which stays as it is"
        return not_told(tree.source, _line(english, key), said, advice)
    if front.problem:
        return not_told(tree.source, 1, f"{key!r} is not added, since {front.problem}", "correct it")
    for data in _keyed(tree, key, value):
        if _only_keyed(tree, outline(data, tree.dialect), key, value):
            return Told(data)
    return not_told(tree.source, 1, f"{key!r} cannot be written into the front matter", "give it a line for each key")


def with_value(english: FrontMatter, page: Page, key: str, value: str) -> Told:
    """A localised page whose front matter has this text for a key, in place of another."""
    tree = page.outline
    found = [node for node in tree.front.nodes if node.path == key]
    if not found:
        return with_key(english, page, key, value)
    if len(found) == 1 and found[0].is_text:
        start, end = (tree.front.offset(place) for place in (found[0].start, found[0].end))
        data = tree.source[:start] + json.dumps(value, ensure_ascii=False).encode() + tree.source[end:]
        new = outline(data, tree.dialect)
        if [node.text for node in new.front.nodes if node.path == key] == [value]:
            return Told(tree.source if found[0].text == value else data)
    said = f"the value of {key!r} cannot be written into the front matter"
    return not_told(tree.source, _line(english, key), said, "write it as a text on one line")


def _line(front: FrontMatter, key: str) -> int:
    """Line of the page with a front-matter key."""
    found = re.search(rf"^[ \t{{]*[\"']?{re.escape(key)}[\"']?[ \t]*[:=]", front.text, re.MULTILINE)
    first = 2 if front.language == "toml" else 1  # the text of YAML begins with the end of the line of its fence
    return first + (front.text.count("\n", 0, found.start()) if found else 0)


def _keyed(tree: Outline, key: str, value: Value) -> Iterator[bytes]:
    """Ways to add a key to the front matter of a page, best first."""
    front, newline = tree.front, tree.newline
    flow = json.dumps(value, ensure_ascii=False)
    yaml = value if isinstance(value, str) and PLAIN.fullmatch(value) and value.lower() not in WORDS else flow
    if not front.end:
        yield f"---{newline}{key}: {yaml}{newline}---{newline}{newline}".encode() + tree.source
    elif front.language == "toml":
        yield _inserted(tree, 0, f"{key} = {_toml(value)}{newline}")
    elif front.language == "yaml":
        first = re.search(r"^([ \t]*)[^\s#]", front.text, re.MULTILINE)
        yield _inserted(tree, front.text.index("\n") + 1, f"{first[1] if first else ''}{key}: {yaml}{newline}")
    if front.language in {"json", "yaml"} and "{" in front.text:
        brace = front.text.index("{") + 1
        blank = re.match(r"\s*", front.text[brace:])[0]  # type: ignore[index] # it always matches
        comma = "" if front.text.startswith("}", brace + len(blank)) else "," if blank else ", "
        yield _inserted(tree, brace, f'{blank if comma else ""}"{key}": {flow}{comma}')


def _toml(value: Value) -> str:
    """A value as TOML 1.0 writes it on one line; its texts are those of JSON."""
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{json.dumps(key)} = {_toml(one)}' for key, one in value.items())} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False)


def _inserted(tree: Outline, character: int, text: str) -> bytes:
    at = tree.front.offset(character)
    return tree.source[:at] + text.encode() + tree.source[at:]


def _only_keyed(old: Outline, new: Outline, key: str, value: Value) -> bool:
    """Whether page `new` is page `old` plus one front-matter key."""
    bodies = [tree.source[tree.front.end :].lstrip(b"\r\n") for tree in (old, new)]
    before = [(node.path, node.kind, node.text) for node in old.front.nodes if node.path]
    after = [(node.path, node.kind, node.text) for node in new.front.nodes if node.path]
    rest = [node for node in after if node[0] != key and not node[0].startswith(f"{key}.")]
    said = [node.text for node in new.front.nodes if node.kind.endswith("str") and node.path.split(".")[0] == key]
    texts = [(text, repr(text)) for text in _texts(value)]  # those in arrays of TOML have quotes
    is_said = len(said) == len(texts) and all(one in either for one, either in zip(said, texts, strict=True))
    return bodies[0] == bodies[1] and before == rest and len(after) == len(rest) + _size(value) and is_said


def _size(value: Value) -> int:
    """The number of values in a value, itself included."""
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    return 1 + sum(map(_size, inner))


def _texts(value: Value) -> Iterator[str]:
    """The texts in a value, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list | tuple):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(one)
