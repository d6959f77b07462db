"""Tags of Vue 3 in Markdown, as @mdit-vue/plugin-component 2.1 reads them.

A line that begins with a component is a block of HTML up to the next blank line, even in a paragraph, and with
attributes that CommonMark does not know. One that is closed on its own line is a block by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from i18n_pipeline.markdown.constructs import Construct, Mark, Occurrence, Words, braced, lines, raw_content
from i18n_pipeline.markdown.constructs.human_names import HUMAN
from i18n_pipeline.markdown.constructs.javascript import NAME, attributes

INLINE = (
    rb"a|abbr|acronym|audio|b|bdi|bdo|big|br|button|canvas|cite|code|data|datalist|del|dfn|em|embed|i|iframe|img|input|ins"
    rb"|kbd|label|map|mark|meter|noscript|object|output|picture|progress|q|ruby|s|samp|script|select|small|span|strong"
    rb"|sub|sup|svg|textarea|time|u|tt|var|video|wbr"
)
"""Elements that begin no block."""
TAG = re.compile(
    lines.FIRST_SIGN_OF_TAG + rb"/?(?!(?i:" + INLINE + rb"|pre|style)(?![\w-]))[A-Za-z][A-Za-z0-9-]*(?=[\s/>]|\Z)"
)
UNDERLINE = re.compile(lines.NEWLINE + rb"[ \t>]*(?P<rule>=+|-+)[ \t]*" + lines.LINE_END)
ROW_END = re.compile(rb"[\r\n]")
MARGIN = b" \t\r\n>"
MARKUP = re.compile(rb"[<`{@]|\](?=[(\[])|://")
"""What is markup in words, and none in a block of HTML."""


def _lone(construct: Construct, page: bytes) -> Iterator[Occurrence]:
    """The lines of a component alone, such as `<Card title="Text" />`, of raw content, and what underlines nothing."""
    starts = lines.beginning(page, TAG)
    raw = raw_content.of_page(construct, page, braced.mustached(page))
    yield from raw_content.occurrences(construct, raw)
    yield from _rules_below(construct, page, starts)
    for start, end in raw.outside(braced.tags_of_vue(page)) if starts else ():
        last = _end(page, start, end) if start in starts else 0
        if last and braced.is_line_end(page, last) and not ROW_END.search(page, start, last):
            values = tuple(_values(construct, page, start, end))
            yield Occurrence(start, last, construct.name, None, values, ends_html=True)


def _rules_below(construct: Construct, page: bytes, starts: Mapping[int, int]) -> Iterator[Occurrence]:
    """The lines below those that begin with a component and are blocks by themselves: no underlines of a heading."""
    for start, end in starts.items():
        below = UNDERLINE.match(page, lines.end_of_line(page, start))
        if below and _is_closed(page, start, end):
            yield Occurrence(*below.span("rule"), construct.name)


def _end(page: bytes, start: int, end: int) -> int:
    """The byte offset after a component without content; 0 if it has some. `start` and `end` are those of its tag."""
    if page[end - 2 : end] == b"/>":
        return end
    closing = b"</" + NAME.match(page, start)[0][1:] + b">"  # type: ignore[index] # it is a tag
    return end + len(closing) if page.startswith(closing, end) else 0


def _values(construct: Construct, page: bytes, start: int, end: int) -> Iterator[Words]:
    """The attributes of a tag that hold text for readers."""
    tag = NAME.match(page, start)[0][1:].decode()  # type: ignore[index] # it is a tag
    pairs, page = braced.mustached(page).pairs, braced.without_quotes(page, start)
    for attribute in attributes(page, start, end, pairs):
        name = attribute["name"].decode()
        if attribute["value"] and attribute["value"][:1] in b"\"'" and construct.holds_words(tag, name):
            yield Words(attribute.start("value") + 1, attribute.end("value") - 1, "attribute", f"attribute: {name}")


def _tags(construct: Construct, page: bytes) -> Iterator[tuple[int, int]]:
    """The names of tags that begin blocks, and the tags among words that CommonMark does not know."""
    raw = raw_content.of_page(construct, page, braced.mustached(page))
    begun = raw.outside(lines.beginning(page, TAG).items())
    blocks = {start: end for start, end in begun if not _is_closed(page, start, end)}
    yield from blocks.items()
    yield from (span for span in raw.outside(braced.unknown_tags(page)) if span[0] not in blocks)


def _raw(construct: Construct, page: bytes) -> Iterator[tuple[int, int]]:
    """Raw content among words."""
    return iter(raw_content.of_page(construct, page, braced.mustached(page)).among)


def _is_closed(page: bytes, start: int, end: int) -> bool:
    """Whether an element ends on the line on which it begins. `end` is the byte offset after its name."""
    stop = lines.end_of_line(page, end)
    return page.find(b"/>", end, stop) >= 0 or page.find(b"</" + page[start + 1 : end], end, stop) >= 0


def _rules(text: bytes, start: int, end: int, _marks: Sequence[Mark]) -> Iterator[str]:
    """A line that begins with a component which ends on it is a block of its own, even in a paragraph."""
    for found in TAG.finditer(text, start, end):
        first, name_end = found.span()
        begins = lines.MARKS.fullmatch(text, lines.start_of_line(text, first), first)
        if begins and _is_closed(text, first, name_end):
            place = "a line" if text[start:first].strip(MARGIN) else "the text"
            stop = lines.end_of_line(text, first)
            marks = len(MARKUP.findall(text, first, stop))
            rest = f"another line follows its {marks} signs of markup" if stop < end else "no line follows"
            yield f"{text[first:name_end].decode()}> begins {place}, and {rest}"


VUE_TAG = Construct(
    "component",
    (b"<",),
    kind="component",
    parameters=HUMAN,
    find=_lone,
    among=_raw,
    tags=_tags,
    rules=_rules,
)
