"""Evidence for alignment: what a page and its translation share in any two languages.

A page becomes a sequence of passages: its segments, and between them the parts without words (code, tags, rules) that
a translation leaves unchanged. Heading ids are no evidence, since sites number them by position.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from i18n_pipeline.markdown.aligning.passage import Passage
from i18n_pipeline.markdown.numbers import numbers
from i18n_pipeline.markdown.reading.segments import Page
from i18n_pipeline.markdown.writing.skeleton import Inline, Item, Part, skeleton
from i18n_pipeline.model import Segment

WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\d_](?:[^\W_]|['’](?=[^\W_]))*")  # noqa: RUF001
MARKUP = re.compile(r"\]\[\d+\]|\[\^[^\[\]]*\]|<[^<>]*>|(?:https?://|www\.)\S+|[\[\]*_`~\\]")
SITE = re.compile(r"(?:https?://[^/]+)?(?:/[a-z]{2}(?:[-_][A-Za-z]{2,4})?(?=/))?")
"""Start of the address of a localised page: host and locale."""

HTML = {
    "table": "Table",
    "tr": "TableRow",
    "td": "TableCell",
    "th": "TableCell",
    "ul": "List",
    "ol": "OrderedList",
    "li": "Item",
    "dl": "DefinitionList",
    "dt": "DefinitionListTitle",
    "dd": "DefinitionListDefinition",
}
"""HTML tags that are containers of the same kind as those of Markdown."""
ENDS: Mapping[str, Collection[str]] = {
    "TableRow": {"TableCell", "TableRow"},
    "TableCell": {"TableCell"},
    "Item": {"Item"},
    "DefinitionListTitle": {"DefinitionListTitle", "DefinitionListDefinition"},
    "DefinitionListDefinition": {"DefinitionListTitle", "DefinitionListDefinition"},
}
"""Open containers that the start of an HTML container ends, since HTML lets their end tags be omitted."""

Structure: TypeAlias = str | tuple[Any, ...]
"""A part of a skeleton other than a run of text."""


def passages(page: Page) -> list[Passage]:
    """Passages of a page."""
    waiting = list(reversed(list(enumerate(page.segments))))
    found: list[Passage] = []
    parts = skeleton(page.outline, page.outline.dialect.front_matter)
    opened = _Opened(with_html=_closes_its_lists(parts))
    for part in parts:
        if isinstance(part, Inline):
            while waiting and waiting[-1][1].start < part.start:
                found.append(_passage(*waiting.pop(), opened))
            inside = list(_inside(waiting, part))
            found += [_passage(*each, opened, part.items if not n else ()) for n, each in enumerate(inside)]
            found += () if inside else _without_words(page, part, opened)
        else:
            opened.step(part)
            found += _standing(part, opened)
    found += (_passage(*each, _Opened()) for each in reversed(waiting))
    return found


def _inside(waiting: list[tuple[int, Segment]], part: Inline) -> Iterator[tuple[int, Segment]]:
    while waiting and waiting[-1][1].start < part.end:
        yield waiting.pop()


class _Opened:
    """The open containers, each with its number within its parent."""

    def __init__(self, *, with_html: bool = False) -> None:
        """`with_html`: HTML tags count as containers too."""
        self.with_html = with_html
        self.path: tuple[str, ...] = ()
        self.within: tuple[int, ...] = ()
        self.counts = [0]
        self.level = 0  # level of the last heading

    def step(self, part: Structure) -> None:
        """Enter or leave a container."""
        name = part if isinstance(part, str) else part[0]
        if name == "tag":
            if self.with_html:
                self._tag(str(part[1]))
        elif name[0] == "+" and name != "+Paragraph":
            self._enter(_container(name, part))
        elif name == "heading":
            self.level = int(part[1])
            self._enter("Heading")
        elif name[0] == "-" and name != "-Paragraph" and self.path:
            self._leave()

    def _tag(self, said: str) -> None:
        """Enter or leave an HTML container; also leaves elements whose end tag was omitted."""
        name = HTML.get(_tag_name(said))
        if name and not said.startswith("/"):
            while self.path and self.path[-1] in ENDS.get(name, ()):
                self._leave()
            self._enter(name)
        elif name in self.path:
            while self.path[-1] != name:
                self._leave()
            self._leave()

    def _leave(self) -> None:
        self.path, self.within = self.path[:-1], self.within[:-1]
        self.counts.pop()

    def _enter(self, name: str) -> None:
        self.path, self.within = (*self.path, name), (*self.within, self.counts[-1])
        self.counts[-1] += 1
        self.counts.append(0)


def _tag_name(said: str) -> str:
    return said.strip("/").partition(" ")[0]


def _closes_its_lists(parts: Iterable[Part]) -> bool:
    """Whether every HTML list and table is closed; otherwise their contents are unknown."""
    tags = Counter(str(part[1]) for part in parts if isinstance(part, tuple) and part[0] == "tag")
    names = Counter[str]()
    for said, number in tags.items():
        names[_tag_name(said)] += -number if said.startswith("/") else number
    return not any(names[name] for name in ("table", "ul", "ol", "dl"))


def _container(name: str, part: Structure) -> str:
    ordered = name == "+List" and not isinstance(part, str) and part[1] is not None
    return "OrderedList" if ordered else name[1:]


def _without_words(page: Page, part: Inline, opened: _Opened) -> Iterator[Passage]:
    """A run without words but with evidence; in a table cell also a plain number."""
    said = page.outline.source[part.start : part.end].decode() if "TableCell" in opened.path else ""
    numbers = _numbers(MARKUP.sub(" ", said)) if not part.items else frozenset[Item]()
    if part.items or numbers:
        yield replace(_wordless("items", opened, part.items), numbers=numbers)


def _standing(part: Structure, opened: _Opened) -> Iterator[Passage]:
    """Passages for parts without words, which a translation leaves unchanged."""
    if part == "Rule":
        yield _wordless("rule", opened, ())
    elif not isinstance(part, str) and part[0] in {"code", "tag", "dialect"}:
        said = str(part[1])
        if not said.startswith("<!--") and _tag_name(said) not in HTML:
            yield _wordless(part[0], opened, ((part[0], said),))


def _wordless(kind: str, opened: _Opened, items: Iterable[Item]) -> Passage:
    marks = frozenset(general(item) for item in items)
    none = frozenset[Item]()
    level = opened.level if "Heading" in opened.path else 0
    words = frozenset[str]()
    said = str(sorted(marks))
    return Passage(-1, kind, level, opened.path, opened.within, none, marks, none, words, words, 0, said)


def _passage(index: int, segment: Segment, opened: _Opened, items: Iterable[Item] = ()) -> Passage:
    said = MARKUP.sub(" ", segment.msgid)
    words = WORD.findall(said)
    kind, level = _kind(segment.type)
    return Passage(
        index,
        kind,
        level,
        opened.path,
        opened.within,
        frozenset(),
        items=frozenset(general(item) for item in items if not item[1].startswith("/") or item[0] != "html"),
        numbers=_numbers(said),
        words=frozenset(word.casefold() for word in words),
        names=frozenset(word for word in words[1:] if word[0].isupper()),
        length=len(" ".join(said.split())),
        text=segment.msgid,
    )


def _numbers(text: str) -> frozenset[Item]:
    return frozenset(("number", number) for number in numbers(text))


def _kind(said: str) -> tuple[str, int]:
    if said.startswith("heading "):
        return "heading", int(said.removeprefix("heading "))
    return ("table cell" if said.startswith("table cell") else said), 0


def general(item: Item) -> Item:
    """An item without its language: a link within the site loses its locale, every link its closing slash."""
    check, value = item
    if check in {"link", "image"} and value.startswith(("/", "http")):
        path = SITE.sub("", value, count=1) if value.startswith("/") else value
        return (check, path.rstrip("/") or "/")
    return item
