"""Evidence for alignment: what a page and its translation share in any two languages.

A page becomes a sequence of passages: its segments, and between them the parts without words (code, tags, rules) that
a translation leaves unchanged. Ids of headings that a site numbers by position are no evidence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from msgspec.structs import replace

from i18n_pipeline.digits import as_number
from i18n_pipeline.markdown.aligning.passage import Passage
from i18n_pipeline.markdown.numbers import numbers
from i18n_pipeline.markdown.reading import anchors
from i18n_pipeline.markdown.reading.headings import Heading
from i18n_pipeline.markdown.reading.outline import Outline, Run
from i18n_pipeline.markdown.reading.segments import Page
from i18n_pipeline.markdown.writing.skeleton import Inline, Item, Part, skeleton
from i18n_pipeline.model import Segment

LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1d00-\u1eff"
CHARACTERS = "\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f"
"""Kana, Han and Hangul: each character counts as a word, since no blanks part the words."""
SYLLABLES = "\u0300-\u036f\u0590-\u05cf\u0610-\u061a\u064b-\u065f\u0670\u0900-\u109f\u1780-\u17ff"
"""Blocks whose words hold marks that are no letters: Hebrew, Arabic, the scripts of India, Thai, Burmese, Khmer."""
WORD = re.compile(
    rf"[{CHARACTERS}]"
    rf"|[{LATIN}](?:[{LATIN}\u0300-\u036f0-9]|['’](?=[{LATIN}]))*"  # noqa: RUF001
    rf"|(?![{LATIN}{CHARACTERS}])[^\W\d_](?:(?![{LATIN}{CHARACTERS}])[^\W_]|[{SYLLABLES}]|['’](?=\w))*"  # noqa: RUF001
)
"""Words. Latin letters and those of another script make two words: `OAuth2は` holds the name `OAuth2`."""
LATIN_WORD = re.compile(rf"[{LATIN}]")
MARKUP = re.compile(r"\]\[\d+\]|\[\^[^\[\]]*\]|<[^<>]*>|(?:https?://|www\.)\S+|[\[\]*_`~\\]")
NUMBER = re.compile(r"[-_.]?\d+$")
"""The number at the end of an id."""
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
    ids = heading_ids(page.outline)
    for part in parts:
        if isinstance(part, Inline):
            while waiting and waiting[-1][1].start < part.start:
                found.append(_passage(*waiting.pop(), opened))
            inside = list(_inside(waiting, part))
            here = [_passage(*each, opened, part.items if not n else ()) for n, each in enumerate(inside)]
            here = here or list(_without_words(page, part, opened))
            if here and part.start in ids:
                given, is_own = ids[part.start]
                here[0] = replace(here[0], id=given, has_own_id=is_own)
            found += here
        else:
            opened.step(part)
            found += _standing(part, opened)
    found += (_passage(*each, _Opened()) for each in reversed(waiting))
    return _after_lines(page, found)


def _after_lines(page: Page, found: list[Passage]) -> list[Passage]:
    """The passages, each with the number of lines before it that stand alone."""
    starts = sorted(line.start for line in page.outline.scan.alone)
    if not starts:
        return found
    segments = page.segments
    return [
        replace(one, after=bisect_left(starts, segments[one.segment].start)) if one.segment >= 0 else one
        for one in found
    ]


def heading_ids(page: Outline) -> dict[int, tuple[str, bool]]:
    """Ids of headings by the byte offsets of their texts, and whether each is written on the page.

    Left out are those that are numbered by position: digits alone, or two with the same words before their number.
    """
    headings = [heading for heading in page.tokens if isinstance(heading, Heading)]
    written = {heading.end for heading in headings if heading.explicit or len(heading.other_ids) == 1}
    found = {start: names[1] if len(names) == 2 else names[0] for start, names in anchors.answers(page).items()}
    stems = Counter(NUMBER.sub("", given) for given in found.values())
    following = zip(page.tokens, page.tokens[1:], strict=False)
    return {
        run.start: (found[run.start], heading.end in written)
        for heading, run in following
        if isinstance(heading, Heading) and isinstance(run, Run) and _says_something(found[run.start], stems)
    }


def _says_something(given: str, stems: Mapping[str, int]) -> bool:
    stem = NUMBER.sub("", given)
    return bool(stem) and (stem == given or stems[stem] == 1)


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
        names=frozenset(word.casefold() for n, word in enumerate(words) if _is_name(word, inside=n > 0)),
        length=len(" ".join(said.split())),
        text=segment.msgid,
    )


def _is_name(word: str, *, inside: bool) -> bool:
    """Whether a word has a capital, or a digit; at the start of a sentence the first letter proves nothing."""
    return (inside and word[0].isupper()) or any(sign.isupper() or sign.isdigit() for sign in word[1:])


def _numbers(text: str) -> frozenset[Item]:
    return frozenset(("number", number) for number in numbers(text))


def _kind(said: str) -> tuple[str, int]:
    if said.startswith("heading "):
        return "heading", as_number(said.removeprefix("heading "))
    return ("table cell" if said.startswith("table cell") else said), 0


def general(item: Item) -> Item:
    """An item without its language: a link within the site loses its locale, every link its closing slash."""
    check, value = item
    if check in {"link", "image"} and value.startswith(("/", "http")):
        path = SITE.sub("", value, count=1) if value.startswith("/") else value
        return (check, path.rstrip("/") or "/")
    return item
