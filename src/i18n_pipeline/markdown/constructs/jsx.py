"""JSX and JavaScript in MDX 3: components whose content is Markdown, expressions in braces, imports and exports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TypeAlias

from msgspec.structs import replace

from i18n_pipeline.markdown.constructs import (
    NO_PARAGRAPH,
    TEXT_OF,
    Construct,
    Mark,
    Occurrence,
    Words,
    braced,
    javascript_strings,
    lines,
    raw_content,
)
from i18n_pipeline.markdown.constructs.braced import MARGIN, Braced, is_line_end
from i18n_pipeline.markdown.constructs.human_names import HUMAN
from i18n_pipeline.markdown.constructs.javascript import NAME, Braces, attributes

ROW = re.compile(rb"[^\r\n]*")
CLOSING = re.compile(rb"[ \t\r\n>]*")
BRACE, LESS_THAN = b"{<"
LINE_BREAK = re.compile(rb"[\r\n]")
UNDERLINE = re.compile(rb"[ \t]*(?>\r\n|\n|\r)[ \t>]*(?:-+|=+)[ \t]*(?:[\r\n]|\Z)")
"""The end of a line and the line below it, which makes a heading of words."""
ELEMENT_IN_BRACES = re.compile(rb"\{\s*(?=<[A-Za-z_$][^<>]*/>\s*\})")
"""An attribute that is an element without content: `icon={<Icon title="Words" />}`."""
INDENTATION = re.compile(rb"[\r\n]([ \t]*)[^ \t\r\n]")
"""The white space before the words of a line."""
QUOTED_MARGIN = re.compile(rb"[\r\n]([ \t>]*)[^ \t>\r\n]")
"""The same with the marks of quotes."""
PHRASING = frozenset(
    b"a abbr b bdi bdo cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small span strike "
    b"strong sub sup time tt u var".split()
)
"""HTML elements that stand in sentences, alone on their line too."""

Part: TypeAlias = tuple[int, int]
"""Byte range of a tag or an expression."""


def _elements(construct: Construct, page: bytes) -> Iterator[Occurrence]:
    """The lines that hold nothing but tags and expressions, or elements around one text."""
    found = braced.with_scripts(page)
    raw = raw_content.of_page(construct, page, found)
    if raw is not raw_content.NONE:
        yield from raw_content.occurrences(construct, raw)
        found = replace(found, parts=tuple(raw.outside(found.parts)))
    done = 0
    for index, (start, _) in enumerate(found.parts):
        if start >= done and _begins_line(page, start) and (line := _line(construct, page, index, found)):
            yield line
            done = line.end


def _begins_line(page: bytes, position: int) -> bool:
    """Whether nothing but indentation and marks of containers stands before a byte on its line."""
    margin = page[lines.start_of_line(page, position) : position]
    return not margin.strip(b" \t>") or MARGIN.fullmatch(margin) is not None


def _line(construct: Construct, page: bytes, index: int, found: Braced) -> Occurrence | None:
    """What begins with the part at an index, if it fills its lines."""
    row = _row(page, found.parts, index)
    leading = _side_by_side(page, row)
    start, end = leading[0][0], leading[-1][1]
    if is_line_end(page, end):
        values = tuple(words for part in leading for words in _values(construct, page, part, found.pairs))
        body, body_end = _body(page, start, end, *leading[-1])
        return Occurrence(start, end, construct.name, None, values, body, body_end)
    around = _around_text(page, leading, row[len(leading) :])
    if around is None:
        return None
    opened, title, ends = around
    values = tuple(words for part in opened for words in _values(construct, page, part, found.pairs))
    is_paired = len(opened) == len(ends) and not any(_is_nameless(page, *tag) for tag in ends)
    tags = (*opened, *ends) if is_paired else ()
    mark = _mark(page, start, title.start)
    return Occurrence(start, ends[-1][1], construct.name, title, values, mark=mark, around=tags)


def _mark(page: bytes, start: int, words: int) -> int:
    """Byte offset of the sign of a heading for words whose line is not the first of their tag, below the tag's begin.

    0 if that is their line, or if there is no room for a sign.
    """
    line = lines.start_of_line(page, words)
    if line <= start:
        return 0
    below = line + start - lines.start_of_line(page, start)
    return below if below < words - 1 else 0


def _row(page: bytes, parts: Sequence[Part], index: int) -> list[Part]:
    """The parts from an index to the end of the line, which is the last one that a part reaches."""
    row = [parts[index]]
    row_end = ROW.match(page, row[0][1]).end()  # type: ignore[union-attr] # it matches anything
    for place in range(index + 1, len(parts)):
        part = parts[place]
        if part[0] >= row_end:
            break
        row.append(part)
        if part[1] > row_end:
            row_end = ROW.match(page, part[1]).end()  # type: ignore[union-attr] # as above
    return row


def _side_by_side(page: bytes, row: Sequence[Part]) -> list[Part]:
    """The first parts of a row that have nothing but blanks between them."""
    found = [row[0]]
    for part in row[1:]:
        if page[found[-1][1] : part[0]].strip(b" \t"):
            break
        found.append(part)
    return found


def _body(page: bytes, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """Columns to the indented content of an element that is left open, and the offset after it; zeros if none is."""
    tag = page[first:last]
    if not _is_start(tag):
        return 0, 0
    body_end = lines.body(page, start, end, 2)
    if not body_end or not page.startswith(b"</" + _name(tag), CLOSING.match(page, body_end).end()):  # type: ignore[union-attr] # as above
        return 0, 0
    line = lines.start_of_line(page, start)
    quotes = page.count(b">", line, start)
    margins = set((QUOTED_MARGIN if quotes else INDENTATION).findall(page, end, body_end))
    columns = min(lines.indent(margin, quotes) for margin in margins) - lines.columns(page[line:start], quotes)
    first_row = ROW.match(page, start, end)
    return min(columns, 5, len(first_row[0]) - 1 if first_row else 0), body_end


def _is_start(tag: bytes) -> bool:
    """Whether a part is a start tag that an end tag must close."""
    return tag[:1] == b"<" and tag[1:2] != b"/" and not tag.endswith(b"/>")


def _name(tag: bytes) -> bytes:
    """The name of a tag; empty for `<>` and for an expression."""
    found = NAME.match(tag)
    return found[0].lstrip(b"</") if found else b""


def _around_text(
    page: bytes, leading: Sequence[Part], rest: Sequence[Part]
) -> tuple[Sequence[Part], Words, Sequence[Part]] | None:
    """The start tags before a text that is the rest of a line but for their end tags; the text; the end tags.

    As in `<summary>Text</summary>`. None if there is more on the line, or the element stands in sentences.
    """
    opened = list(leading)
    while opened and not _is_block_start(page[slice(*opened[-1])]):
        opened.pop()
    if not opened or not rest or not is_line_end(page, rest[-1][1]):
        return None
    name = _name(page[slice(*opened[-1])])
    closed = next((i for i, part in enumerate(rest) if page[slice(*part)].rstrip(b" >") == b"</" + name), len(rest))
    ends = rest[closed:]
    starts = opened[-len(ends) :] if ends else []
    if not ends or _side_by_side(page, ends) != ends or not _pair(page, starts, ends):
        return None
    first, last = lines.stripped(page, opened[-1][1], ends[0][0])
    again = b"<" + (name or b">")
    if first >= last or again in page[first:last] or LINE_BREAK.search(page, first, last):
        return None
    if UNDERLINE.match(page, rest[-1][1]):
        return None
    return opened, Words(first, last, "line", f"{TEXT_OF}{name.decode()}>"), ends


def _is_block_start(tag: bytes) -> bool:
    return _is_start(tag) and _name(tag) not in PHRASING


def _pair(page: bytes, starts: Sequence[Part], ends: Sequence[Part]) -> bool:
    """Whether tags are start tags and, in reverse, their end tags."""
    return len(starts) == len(ends) and all(
        _is_start(page[slice(*start)]) and page[slice(*end)].rstrip(b" >") == b"</" + _name(page[slice(*start)])
        for start, end in zip(starts, reversed(ends), strict=True)
    )


def _values(construct: Construct, page: bytes, part: Part, pairs: Braces) -> Iterator[Words]:
    """The attributes of a tag that hold text for readers: quoted, or strings of JavaScript in braces.

    So do those of an element that is an attribute.
    """
    start, end = part
    if page[start] != LESS_THAN or page.find(b"=", start, end) < 0:
        return
    page = braced.without_quotes(page, start)
    is_human = partial(construct.holds_words, _name(page[start:end]).decode())
    for attribute in attributes(page, start, end, pairs):
        name, value = attribute["name"].decode(), attribute["value"]
        if value == b"":
            last = pairs.end(attribute.end())
            yield from javascript_strings.words(page, attribute.end(), last, name, is_human)
            if element := ELEMENT_IN_BRACES.match(page, attribute.end(), last):
                yield from _values(construct, page, (element.end(), last - 1), pairs)
        elif value and value[:1] in b"\"'" and is_human(name):
            yield Words(attribute.start("value") + 1, attribute.end("value") - 1, "attribute", f"attribute: {name}")


def _values_between(construct: Construct, page: bytes, start: int, end: int) -> Iterator[Words]:
    """The same for a tag between two offsets."""
    return _values(construct, page, (start, end), Braces(page))


def _scripts(construct: Construct, page: bytes) -> Iterator[Occurrence]:
    """Imports and exports."""
    return (Occurrence(start, end, construct.name) for start, end in braced.with_scripts(page).scripts)


def _expressions(construct: Construct, page: bytes) -> Iterator[Part]:
    """The outer expressions in braces outside scripts, the tags that the parser would not know, and raw content."""
    found = braced.with_scripts(page)
    raw = raw_content.of_page(construct, page, found)
    yield from (part for part in raw.outside(found.parts) if page[part[0]] == BRACE or _is_no_tag(page, *part))
    yield from raw.among


def _tags(construct: Construct, page: bytes) -> Iterator[Part]:
    """The tags with a name outside scripts; those in an expression or in raw content are part of it."""
    found = braced.with_scripts(page)
    parts = raw_content.of_page(construct, page, found).outside(found.parts)
    return (part for part in parts if page[part[0]] == LESS_THAN and not _is_no_tag(page, *part))


def _is_no_tag(page: bytes, start: int, end: int) -> bool:
    """Whether a tag has no name, or ends at the start of a line, where the parser would see the mark of a quote."""
    return _is_nameless(page, start, end) or (page[end - 2] in b" \t\r\n>" and _ends_like_quote(page, start, end))


def _ends_like_quote(page: bytes, start: int, end: int) -> bool:
    """Whether the last sign of a tag is the first on its line behind the marks of the quotes it stands in."""
    line = lines.start_of_line(page, end - 1)
    margin = page[line : end - 1]
    quotes = page.count(b">", lines.start_of_line(page, start), start)
    return line > start and not margin.strip(b" \t>") and margin.count(b">") == quotes


def _is_nameless(page: bytes, start: int, end: int) -> bool:
    """Whether a part is `<>` or `</>`, around what is one element to JavaScript."""
    return end - start < 4 and page[start:end] in {b"<>", b"</>"}


def _rules(text: bytes, start: int, end: int, marks: Sequence[Mark]) -> Iterator[str]:
    """A paragraph of nothing but elements and expressions is none to MDX: they become blocks.

    So does a comment that begins a line (remark-comment 1), which CommonMark sees in a line that is indented less.
    """
    yield from (
        f"{mark.decode()} begins a line"
        for first, _, mark in marks
        if mark[:4] == b"<!--" and first > start and _begins_line(text, first)
    )
    done, depth = start, 0
    for first, last, mark in marks:
        if depth == 0 and text[done:first].strip(b" \t\r\n>"):
            return
        if mark[:1] == b"<" and mark[:2] != b"<!":
            depth += -1 if mark[1:2] == b"/" else 0 if mark.endswith(b"/>") else 1
        done = max(done, last)
    if not text[done:end].strip(b" \t\r\n>"):
        yield NO_PARAGRAPH


ELEMENT = Construct(
    "component",
    (b"<", b"{"),
    kind="component",
    parameters=HUMAN,
    raw=("pre", "script", "style"),
    risk=r"\{|<(?![ \t\r\n])",  # other white space does not keep it from being a tag
    find=_elements,
    among=_expressions,
    tags=_tags,
    values=_values_between,
    rules=_rules,
)
"""Components and expressions of MDX 3, on lines of their own or among words."""

SCRIPT_BLOCK = Construct(
    "script", (b"import", b"export"), find=_scripts, risk_of_line=r"(?:import|export)(?=[ \t{*'\"])"
)
"""Imports and exports of MDX 3."""
