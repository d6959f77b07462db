"""Markdown text to parse events with byte spans. The only importer of pyromark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from pyromark import Markdown, Options

from i18n_pipeline.markdown.dialect import Dialect

Event: TypeAlias = tuple[str, int, int, Any]
"""`(kind, start, end, value)`: kind as pulldown-cmark names it, `+` before a start and `-` before an end;
start and end in bytes of the UTF-8 text; value is the parser's data for the event, or None."""

Definition: TypeAlias = tuple[int, int, str, str | None]
"""`(start, end, target, title)` of a link reference definition; start and end in bytes."""

# Heading attributes, metadata, math and wikilinks stay off: pulldown-cmark 0.13 reads them where other tools do not,
# so `masking` finds what we need of them.
OPTIONS = (
    Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_GFM
)
PLAIN = Markdown(options=OPTIONS)
WITH_DEFINITION_LISTS = Markdown(options=OPTIONS | Options.ENABLE_DEFINITION_LIST)

NAMES = (  # noqa: SIM905 - a name a line is harder to read
    "Paragraph Heading BlockQuote CodeBlock HtmlBlock List Item FootnoteDefinition Table TableHead TableRow TableCell "
    "DefinitionList DefinitionListTitle DefinitionListDefinition Emphasis Strong Strikethrough Link Image"
).split()
"""What has a start and an end, as pulldown-cmark 0.13 names it."""
LITERAL = frozenset({"Code", "CodeBlock", "HtmlBlock"})
"""Code in sentences and in blocks, and HTML."""
BOUNDARIES = {"Start": {name: f"+{name}" for name in NAMES}, "End": {name: f"-{name}" for name in NAMES}}
"""Our names of the start and the end of each."""
INLINE = frozenset(
    {"Text", "Code", "SoftBreak", "HardBreak", "InlineHtml", "FootnoteReference"}
    | {sign + name for sign in "+-" for name in ("Emphasis", "Strong", "Strikethrough", "Link", "Image")}
)
"""The events in the words of a block."""


BACKSLASH = ord("\\")


@lru_cache(maxsize=2)
def events(text: str, dialect: Dialect) -> tuple[Event, ...]:
    """All events of a document (GFM: tables, footnotes, strikethrough, task lists, alerts) in order; kept."""
    return events_of_few_words(text, dialect)


def events_of_few_words(text: str, dialect: Dialect) -> tuple[Event, ...]:
    """The same of a text that is no page, so that those of the page are kept."""
    spanned: Iterable[Any] = _parser(dialect).events_with_range(text)
    found: list[Event] = []
    for event, span in spanned:
        if type(event) is str:
            found.append((event, span["start"], span["end"], None))
            continue
        kind, value = event.popitem()  # its only item
        if kind in BOUNDARIES:  # `{"Start": {"Heading": {…}}}` becomes `+Heading` and its data
            name, value = (value, None) if type(value) is str else value.popitem()
            kind = BOUNDARIES[kind][name]
        found.append((kind, span["start"], span["end"], value))
    return tuple(_with_whole_collapsed_links(found) if "][]" in text else found)


def bounds(source: bytes, events: Sequence[Event]) -> tuple[int, int]:
    """Byte offsets of the run of these events: an escaped character's event starts after its backslash."""
    start = events[0][1]
    return start - (start > 0 and source[start - 1] == BACKSLASH), events[-1][2]


def ranges(text: str, dialect: Dialect, kinds: frozenset[str]) -> list[tuple[int, int]]:
    """The byte ranges of the code or HTML of these kinds in a document, of those in `LITERAL`, in order."""
    return [(start, end) for kind, start, end in literal(text, dialect) if kind in kinds]


@lru_cache(maxsize=16)
def literal(text: str, dialect: Dialect) -> tuple[tuple[str, int, int], ...]:
    """The code and HTML of a document with their kinds and byte ranges, in order; kept for all who ask.

    Code by its indentation is left out where the dialect has none.
    """
    spanned: Iterable[Any] = _parser(dialect).events_with_range(text, merge_text=True)
    found = []
    for event, span in spanned:
        if type(event) is str:
            continue
        kind, value = event.popitem()  # its only item
        if kind == "Start":
            kind = value if type(value) is str else next(iter(value))
        if kind in LITERAL and (kind != "CodeBlock" or dialect.indented_code or value["CodeBlock"] != "Indented"):
            found.append((kind, span["start"], span["end"]))
    return tuple(found)


def _parser(dialect: Dialect) -> Markdown:
    return WITH_DEFINITION_LISTS if dialect.definition_lists else PLAIN


def _with_whole_collapsed_links(found: list[Event]) -> list[Event]:
    """Extend the range of `[text][]` to its `[]`, which pulldown-cmark 0.13 leaves out."""
    stretched: list[Event] = []
    open_links: list[int] = []
    for kind, start, end, value in found:
        if kind in {"+Link", "+Image"}:
            open_links.append(2 if value["link_type"] == "Collapsed" else 0)
            stretched.append((kind, start, end + open_links[-1], value))
        elif kind in {"-Link", "-Image"}:
            stretched.append((kind, start, end + open_links.pop(), value))
        else:
            stretched.append((kind, start, end, value))
    return stretched


def definitions(text: str, dialect: Dialect) -> list[Definition]:
    """The link reference definitions of a document, in order; of two with the same label only the first."""
    found = _parser(dialect).reference_definitions(text)
    return [(d["span"]["start"], d["span"]["end"], d["dest"], d["title"]) for d in found.values()]
