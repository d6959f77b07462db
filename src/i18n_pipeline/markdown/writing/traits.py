"""The traits of a page: a quick test whether two pages have the same skeleton, from what the parser says of them.

Pages with equal traits have equal skeletons. Pages with other traits may have equal skeletons too: `skeleton` decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeAlias

from i18n_pipeline.markdown.constructs import Occurrence
from i18n_pipeline.markdown.reading import headings, lone_lines, outline
from i18n_pipeline.markdown.reading.outline import GATHERED, Outline
from i18n_pipeline.markdown.reading.parse import Event
from i18n_pipeline.markdown.writing import heading_ids, skeleton

Traits: TypeAlias = list[Any]
"""The kinds and values of the blocks of a page, and what is not words in them, in page order."""

CLOSED = frozenset({"-CodeBlock", "-HtmlBlock"})
LISTS = frozenset({"+List", "+Item"})
QUOTES = {"+BlockQuote": 1, "-BlockQuote": -1}
NO_PINS: Mapping[int, str] = MappingProxyType({})
WORDS = ("words",)
"""The trait of a run without items."""


def traits(page: Outline, paths: Iterable[str], pins: Mapping[int, str] = NO_PINS) -> Traits:
    """Traits of a page; for `paths` and `pins` see `skeleton`."""
    found: Traits = [page.front.language, page.front.shape(paths, page.dialect.template_code)]
    signs, bodies, colons = outline.signs(page.scan), outline.bodies(page.scan), outline.colons(page.source, page.scan)
    raw = [one for one in page.scan.alone if one.raw]
    gathered: list[Event] = []
    flows, quotes, block = True, 0, 0
    for event in page.events:
        kind, start, _, value = event
        if kind in GATHERED:
            gathered.append(event)
            continue
        if kind == "-Heading" and gathered and block not in signs and page.dialect.ids.place == "start":
            gathered, names = headings.without_tags(page.source, page.dialect, block, gathered)
            found[-1] = (*found[-1], *names) if names else found[-1]
        if gathered:
            if kind in CLOSED:
                found.append(_closed(page, kind, gathered, raw))
            else:
                found += _words(page, gathered, quotes, pins, flows=flows)
            gathered.clear()
        flows = kind != "+TableCell"
        block = start
        if kind == "+Heading":
            flows = start in signs and not signs[start].title
            found.append(_heading(page, event, signs, pins))
        else:
            found.append(kind if value is None else (kind, value))
        if kind == "+CodeBlock":
            titled = outline.may_be_titled(page.source, colons, page.dialect, start)
            found.append(titled and page.source[start : page.source.find(b"\n", start)])
        elif kind in LISTS:
            found.append(bool(bodies) and outline.is_body(page.source, bodies, start))
        elif kind in QUOTES:
            quotes += QUOTES[kind]
    return [*found, *skeleton.unseen(page)]


def _heading(page: Outline, event: Event, signs: Mapping[int, Occurrence], pins: Mapping[int, str]) -> tuple[Any, ...]:
    """The traits of a heading, or of a construct that the parser takes for one."""
    if event[1] in signs:
        return (skeleton.construct(page, signs[event[1]]),)
    return _of_heading(page, headings.heading(page.source, page.scan, page.dialect, event), pins)


def _of_heading(page: Outline, heading: headings.Heading, pins: Mapping[int, str]) -> tuple[Any, ...]:
    return (heading.level, heading.attributes, *heading_ids.of_heading(page, heading, pins.get(heading.end)))


def _closed(page: Outline, kind: str, events: Sequence[Event], raw: Sequence[Occurrence]) -> tuple[Any, ...]:
    """The traits of what stands in a block of code or HTML; `raw` are the constructs that hide its lines."""
    if kind == "-CodeBlock":
        return tuple(page.source[start:end] for _, start, end, _ in events)
    return tuple(skeleton.markup_parts(outline.markup(page.source, events, raw), page.dialect))


def _words(
    page: Outline, events: Sequence[Event], quotes: int, pins: Mapping[int, str], *, flows: bool
) -> Iterator[Any]:
    """The traits of a run of text; `flows`: it is a paragraph, of which some lines may stand apart."""
    start, end = outline.bounds(page.source, events)
    glued = page.dialect.glued_headings
    parts = lone_lines.parts(page.source, events, start, end, glued_headings=glued) if flows else ()
    for part in parts:
        if part.place == "heading":
            heading = outline.heading_on_line(page.source, page.scan, page.dialect, part)
            yield ("heading", *_of_heading(page, heading, pins))
        elif part.place != "paragraph":
            yield outline.line(part)
        if part.events:
            yield _run(page, part.events, *outline.bounds(page.source, part.events), quotes)
    if not parts:
        yield _run(page, events, start, end, quotes)


def _run(page: Outline, events: Sequence[Event], start: int, end: int, quotes: int) -> tuple[Any, ...]:
    """The traits of words between two byte offsets."""
    plain = skeleton.WORDS.issuperset([event[0] for event in events])
    if plain and not page.scan.inside(start, end) and not skeleton.may_be_code_or_address(page.source[start:end]):
        return WORDS
    found = skeleton.of_run(page, start, end, quotes, events)
    return found if found[0] else WORDS
