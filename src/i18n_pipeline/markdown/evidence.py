"""What a page and its translation have in common whatever the language: the evidence by which they are aligned.

A page becomes a sequence of passages: its segments, and between them what has no words (code, tags, rules) and
stands in a translation as it is. Heading ids are no evidence: sites give them by position.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from i18n_pipeline.markdown.segment import Page
from i18n_pipeline.markdown.skeleton import Inline, Item, skeleton
from i18n_pipeline.model import Segment

NUMBER = re.compile(r"\d+(?:[.,]\d{3})*(?:\.\d+)?")
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\d_](?:[^\W_]|['’](?=[^\W_]))*")  # noqa: RUF001
MARKUP = re.compile(r"\]\[\d+\]|\[\^[^\[\]]*\]|<[^<>]*>|(?:https?://|www\.)\S+|[\[\]*_`~\\]")
SITE = re.compile(r"(?:https?://[^/]+)?(?:/[a-z]{2}(?:[-_][A-Za-z]{2,4})?(?=/))?")
"""What a site puts before the address of a localised page: its host, and the locale."""

Structure: TypeAlias = str | tuple[Any, ...]
"""A part of a skeleton that is no run of text."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One step of a page's sequence."""

    segment: int
    """Position of its segment on the page; -1 where it has none."""
    kind: str
    """`heading`, `paragraph`, `list item`, `front matter: title`, `code`, `tag` …"""
    level: int
    """Of a heading; otherwise 0."""
    path: tuple[str, ...]
    """The containers it lies in, outermost first."""
    items: frozenset[Item]
    """What of it is not words: links, images, code, tags."""
    numbers: frozenset[Item]
    """Numbers in its text, digits only."""
    words: frozenset[str]
    """Its words, in lower case."""
    names: frozenset[str]
    """Words that keep their form in most languages: with a capital or a digit inside the sentence."""
    length: int
    """Characters of its text, markup left out."""
    text: str
    """Its text; of what has no words, what it is."""


def passages(page: Page, paths: Iterable[str]) -> list[Passage]:
    """The sequence of a page, whose front-matter keys with words are `paths`."""
    waiting = list(reversed(list(enumerate(page.segments))))
    found: list[Passage] = []
    opened: list[str] = []
    for part in skeleton(page.outline, paths):
        if isinstance(part, Inline):
            while waiting and waiting[-1][1].start < part.start:
                found.append(_passage(*waiting.pop(), tuple(opened)))
            inside = list(_inside(waiting, part))
            found += [_passage(*each, tuple(opened), part.items if not n else ()) for n, each in enumerate(inside)]
            if not inside and part.items:
                found.append(_wordless("items", tuple(opened), part.items))
        else:
            _step(part, opened)
            found += _standing(part, tuple(opened))
    return [*found, *(_passage(*each, ()) for each in reversed(waiting))]


def _inside(waiting: list[tuple[int, Segment]], part: Inline) -> Iterator[tuple[int, Segment]]:
    while waiting and waiting[-1][1].start < part.end:
        yield waiting.pop()


def _step(part: Structure, opened: list[str]) -> None:
    """Enter or leave a container."""
    name = part if isinstance(part, str) else part[0]
    if name[0] == "+" and name != "+Paragraph":
        opened.append(_container(name, part))
    elif name == "heading":
        opened.append("Heading")
    elif name[0] == "-" and name != "-Paragraph" and opened:
        opened.pop()


def _container(name: str, part: Structure) -> str:
    ordered = name == "+List" and not isinstance(part, str) and part[1] is not None
    return "OrderedList" if ordered else name[1:]


def _standing(part: Structure, path: tuple[str, ...]) -> Iterator[Passage]:
    """What has no words and stays as it is in a translation."""
    if part == "Rule":
        yield _wordless("rule", path, ())
    elif not isinstance(part, str) and part[0] in {"code", "tag", "dialect"}:
        said = str(part[1])
        if not said.startswith("<!--"):
            yield _wordless(part[0], path, ((part[0], said),))


def _wordless(kind: str, path: tuple[str, ...], items: Iterable[Item]) -> Passage:
    marks = frozenset(general(item) for item in items)
    return Passage(-1, kind, 0, path, marks, frozenset(), frozenset(), frozenset(), 0, str(sorted(marks)))


def _passage(index: int, segment: Segment, path: tuple[str, ...], items: Iterable[Item] = ()) -> Passage:
    said = MARKUP.sub(" ", segment.msgid)
    words = WORD.findall(said)
    kind, level = _kind(segment.type)
    numbers = frozenset(("number", re.sub(r"\D", "", number)) for number in NUMBER.findall(said))
    names = frozenset(word for word in words[1:] if word[0].isupper())
    distinct = frozenset(word.casefold() for word in words)
    length = len(" ".join(said.split()))
    marks = frozenset(general(item) for item in items if not item[1].startswith("/") or item[0] != "html")
    return Passage(index, kind, level, path, marks, numbers, distinct, names, length, segment.msgid)


def _kind(said: str) -> tuple[str, int]:
    if said.startswith("heading "):
        return "heading", int(said.removeprefix("heading "))
    return ("table cell" if said.startswith("table cell") else said), 0


def general(item: Item) -> Item:
    """Give an item as it is in every language, a link without the site's host, locale and closing slash."""
    check, value = item
    if check in {"link", "image"} and value.startswith(("/", "http")):
        path = SITE.sub("", value, count=1) if value.startswith("/") else value
        return (check, path.rstrip("/") or "/")
    return item
