"""The traits of a page: a quick test whether two pages have the same skeleton, from what the parser says of them.

Pages with equal traits have equal skeletons. Pages with other traits may have equal skeletons too: `skeleton` decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeAlias

from msgspec.structs import replace

from i18n_pipeline.markdown.constructs import Occurrence
from i18n_pipeline.markdown.reading import headings, html_tags, lone_lines, outline, parse
from i18n_pipeline.markdown.reading.outline import GATHERED, Outline
from i18n_pipeline.markdown.reading.parse import Event
from i18n_pipeline.markdown.writing import addresses, heading_ids, nesting, skeleton

Traits: TypeAlias = list[Any]
"""The kinds and values of the blocks of a page, and what is not words in them, in page order."""

LISTS = frozenset({"+List", "+Item"})
NO_EVENT: Event = ("", -1, -1, None)
QUOTES = {"+BlockQuote": 1, "-BlockQuote": -1}
MORE = LISTS | {"+CodeBlock", *QUOTES}
"""What has more to it than what the parser says."""
READ = frozenset({"Text", "+Link", "+Image"})
"""The events with text for readers: words, and the titles of links and images."""
NO_PINS: Mapping[int, str] = MappingProxyType({})
SIGN = 1
SIGNS = bytes(SIGN if sign in addresses.SIGNS else 0 for sign in range(256))
"""A table for `bytes.translate`: `SIGN` in place of each sign of code, addresses and tags, 0 in place of others."""
BESIDE_TAGS = skeleton.WORDS - skeleton.STRESS - {"-Link"}
"""The events that say nothing beside tags, which close in the order of emphasis and links."""
BEGUN_LINE = re.compile(rb"[\r\n][ \t>]*[<{]")
WORDS = ("words",)
"""The trait of a run without items."""


class Late:
    """A trait that is worked out only if two pages differ in what it follows from."""

    __slots__ = ("_find", "_found", "_given")

    def __init__(self, given: object, find: Callable[[], Any]) -> None:
        self._given = given
        """What the trait follows from alone; None if that is not known."""
        self._find = find
        self._found: Any = None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Late):
            return bool(self.found() == other)
        if self._given is not None and self._given == other._given:
            return True
        return bool(self.found() == other.found())

    __hash__ = None  # type: ignore[assignment] # it is compared alone

    def found(self) -> Any:
        """The trait."""
        if self._found is None:
            self._found = self._find()
        return self._found


def traits(page: Outline, paths: Iterable[str], pins: Mapping[int, str] = NO_PINS) -> Traits:
    """Traits of a page; for `paths` and `pins` see `skeleton`."""
    found: Traits = [page.front.language, page.front.shape(paths, page.dialect.template_code)]
    blocks, events = _Blocks(page, pins), page.events
    done, opened = 0, NO_EVENT
    for place in [place for place, event in enumerate(events) if event[0] not in GATHERED]:
        event = events[place]
        kind, _, _, value = event
        if kind == "-Heading":
            found += blocks.heading(opened, events[done:place])
        elif done < place:
            found += blocks.between(opened, events[done:place], kind)
        found.append(kind if value is None or kind == "+Heading" else (kind, value))
        if kind in MORE:
            found.append(blocks.more(event))
        done, opened = place + 1, event
    return [*found, *skeleton.unseen(page)]


class _Blocks:
    """The blocks of a page, with its constructs, the heading ids to write, and the number of open quotes."""

    def __init__(self, page: Outline, pins: Mapping[int, str]) -> None:
        self.page = page
        self.pins = pins
        self.signs = outline.signs(page.scan)
        self.bodies = outline.bodies(page.scan)
        self.colons = outline.colons(page.source, page.scan)
        self.raw = [one for one in page.scan.alone if one.raw]
        self.starts = [one.start for one in page.scan.alone]
        self.has_rules = any(one.rules for one in page.dialect.constructs)
        self.quotes = 0
        self.shown = page.source.translate(SIGNS)
        self.has_hosts = addresses.may_name_host(page.source)

    def heading(self, opened: Event, events: tuple[Event, ...]) -> Iterator[Any]:
        """The traits of a heading and its words, or of a construct that the parser takes for one and its title."""
        page, sign = self.page, self.signs.get(opened[1])
        if sign:
            yield skeleton.construct(page, sign)
            yield sign.kept(page.source) if sign.around else ()
            words = events
        else:
            words, names = headings.without_tags(page.source, page.dialect, opened[1], events)
            found = headings.heading(page.source, page.scan, page.dialect, opened)
            yield self._heading(replace(found, other_ids=names) if names else found)
        if words:
            yield from self._words("" if sign else "Heading", sign, words)

    def more(self, event: Event) -> object:
        """What the start of code, of a list or of its item is, besides what the parser says; quotes are counted."""
        kind, start, _, _ = event
        self.quotes += QUOTES.get(kind, 0)
        if kind == "+CodeBlock":
            titled = outline.may_be_titled(self.page.source, self.colons, self.page.dialect, start)
            return titled and self.page.source[start : self.page.source.find(b"\n", start)]
        return bool(self.bodies) and kind in LISTS and outline.is_body(self.page.source, self.bodies, start)

    def between(self, opened: Event, events: tuple[Event, ...], kind: str) -> Iterable[Any]:
        """The traits of what stands between two boundaries of blocks, the second of some kind."""
        page = self.page
        if kind == "-CodeBlock":
            return [[page.source[start:end] for _, start, end, _ in events]]
        if kind == "-HtmlBlock":
            return [_markup(page, events, self.raw)]
        return self._words("" if opened[0].startswith("-") else opened[0][1:], None, events)

    def _heading(self, heading: headings.Heading) -> tuple[Any, ...]:
        pin = self.pins.get(heading.end)
        return (heading.level, heading.attributes, *heading_ids.of_heading(self.page, heading, pin))

    def _words(self, block: str, sign: Occurrence | None, events: Sequence[Event]) -> Iterable[Any]:
        """The traits of a run of text in a block, or in a construct that the parser takes for a heading."""
        page, glued = self.page, self.page.dialect.glued_headings
        kind = lone_lines.kind_in(block, titled=sign is not None and sign.title is not None)
        constructs = outline.constructs_among(page.scan, self.starts, events) if self.starts and not sign else ()
        parts = lone_lines.split(page.source, events, constructs, kind, glued_headings=glued)
        title = sign.title if sign else None
        is_paragraph = (
            title.place in skeleton.PARAGRAPHS if title else not sign and block not in lone_lines.WITHOUT_LINES
        )
        return self._lines(parts) if parts else (self._run(events, is_paragraph=is_paragraph),)

    def _lines(self, parts: Iterable[lone_lines.ParagraphPart]) -> Iterator[Any]:
        """The traits of the parts of a paragraph."""
        page = self.page
        for part in parts:
            if part.place == "heading":
                heading = outline.heading_on_line(page.source, page.scan, page.dialect, part)
                yield ("heading", *self._heading(heading))
            elif part.construct:
                yield skeleton.construct(page, part.construct)
            elif part.is_marked:
                yield outline.line(part)
            if part.events:
                yield self._run(part.events, is_paragraph=part.place == "paragraph")

    def _run(self, events: Sequence[Event], *, is_paragraph: bool) -> tuple[str] | Late:
        """The trait of words."""
        page, quotes = self.page, self.quotes
        start, end = parse.bounds(page.source, events)
        is_shown = not (self._has_signs(start, end) and _may_hide(page, page.source[start:end], events))
        is_shown = is_shown and not page.scan.inside(start, end)
        is_shown = is_shown and not (is_paragraph and self.has_rules and _begins_line_with_tag(page.source, start, end))
        if is_shown and len(events) == 1 and events[0][0] == "Text":
            return WORDS
        words = BESIDE_TAGS if page.source.find(b"<", start, end) >= 0 else skeleton.WORDS
        marks = [(kind, value) for kind, _, _, value in events if kind not in words] if is_shown else None
        if not marks and marks is not None:
            return WORDS
        return Late(marks, lambda: _found(page, (start, end), quotes, events, is_paragraph=is_paragraph))

    def _has_signs(self, start: int, end: int) -> bool:
        """Whether a range of bytes has any sign of what `_may_hide` looks for: a quick test."""
        return self.has_hosts or self.shown.find(SIGN, start, end) >= 0


def _begins_line_with_tag(source: bytes, start: int, end: int) -> bool:
    """Whether a tag or an expression begins a text or a line of it, which a construct may have rules about."""
    return source[start] in b"<{" or BEGUN_LINE.search(source, start, end) is not None


def _markup(page: Outline, events: Sequence[Event], raw: Sequence[Occurrence]) -> Late:
    """The trait of a block of HTML; `raw` are the constructs that hide its lines."""
    found, dialect = outline.markup(page.source, events, raw), page.dialect
    return Late(found.text, lambda: tuple(skeleton.markup_parts(found, dialect)))


def _may_hide(page: Outline, raw: bytes, events: Sequence[Event]) -> bool:
    """Whether a run may have what its events do not show: code, addresses, words in raw elements, rules for tags."""
    tags = [value for kind, _, _, value in events if kind == "InlineHtml"] if b"<" in raw else ()
    if any(html_tags.raw_after(tag, b"") or nesting.RULED.match(tag.encode()) for tag in tags):
        return True
    if not addresses.may_be_code_or_address(raw):
        return False
    seen = [value if kind == "Text" else value["title"] for kind, _, _, value in events if kind in READ]
    words = "".join(seen)
    return addresses.may_be_code_or_address(words.encode()) or bool(page.dialect.template_code.search(words))


def _found(
    page: Outline, span: tuple[int, int], quotes: int, events: Sequence[Event], *, is_paragraph: bool
) -> tuple[Any, ...]:
    """What a run of text has but words."""
    found = skeleton.of_run(page, span, quotes, events, is_paragraph=is_paragraph)
    return found if found[0] else WORDS
