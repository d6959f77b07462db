"""Front matter keeps its keys, its types and all other values, whatever texts its values get."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import yaml
from cutting import cut, page_seeds
from msgspec.structs import replace

from i18n_pipeline.markdown.dialect import COMMONMARK
from i18n_pipeline.markdown.reading.segments import page
from i18n_pipeline.markdown.writing.localise import localise

DIALECT = replace(COMMONMARK, front_matter=("**",))
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TEXTS = ("woorden", "a: b # c", "yes", "'x", '"', "- a\n---\n", "{a", "+++", "\u2028", "1984", "\\", "[x]: *y &z")


def seeds() -> Iterator[bytes]:
    """Front matter of the cases, in each language, with texts that are no plain values."""
    for seed in page_seeds(*TEXTS):
        if seed[1:4] in {b"---", b"+++"} or seed[1:2] == b"{":
            yield seed
    for front in SMALL:
        yield "\n%%\n".join(["A" + front, *TEXTS]).encode()


SMALL = (
    "---\ntitle: |\n  One\n  two\nlist:\n  - >-\n    a b\n  - {c: d, e: [f, 'g']}\nn: 1\nd: 2024-01-01\n---\nWords\n",
    "---\n? a b\n: &x words\nq: *x\nt: !!str 12\nu: !mine z\n---\n",
    '+++\ntitle = "Words"\na.b = \'c\'\nlist = ["d", """\ne"""]\n[[t]]\nx = 1979-05-27\n+++\nWords\n',
    '{"title": "Words", "a": [1, null, {"b": "c\\u0041"}]}\n\nWords\n',
)


def check(data: bytes) -> None:
    """Fails if more than texts changed."""
    _, text, texts = cut(data)
    english = page(text.encode(), DIALECT)
    front = english.outline.front
    chosen = [n for n, segment in enumerate(english.segments) if segment.type.startswith("front matter")]
    if not chosen or not texts:
        return
    given = dict(zip(chosen, cycle(texts), strict=False))
    made = localise(english, given, pins={}, accepted={})
    theirs = page(made.data, DIALECT).outline.front
    assert theirs.language == front.language, f"no longer front matter: {made.data.decode()!r}"
    wanted, got = (list(_shape(_loaded(one.language, one.text))) for one in (front, theirs))
    assert wanted == got, f"{wanted} became {got}: {made.data.decode()!r}"
    body, same = text.encode()[front.end :], made.data[theirs.end :]
    assert body == same, "the body changed"


def _loaded(language: str, text: str) -> Any:
    """The values as a generator reads them; none where the language has no reader here, or the reader is stricter."""
    try:
        if language == "toml":
            return tomllib.loads(text.replace("\r\n", "\n"))
        if language == "json":
            return json.loads(text)
        return yaml.load(text, LOADER) if language == "yaml" else None  # noqa: S506 - a safe loader
    except (ValueError, yaml.YAMLError, RecursionError, TypeError):
        return None


def _shape(value: Any, depth: int = 0) -> Iterator[tuple[int, str, str]]:
    """Keys and types, and every value that is no text."""
    yield depth, type(value).__name__, "" if isinstance(value, str | dict | list) else repr(value)
    if isinstance(value, dict):
        for key, inner in value.items():
            yield depth, "key", repr(key)
            yield from _shape(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _shape(inner, depth + 1)
