"""JSX and JavaScript in MDX 3: components whose content is Markdown, expressions in braces, imports and exports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from i18n_pipeline.markdown.constructs import Construct, Occurrence, Words, lines
from i18n_pipeline.markdown.constructs.javascript import NAME, attributes, braces, tag_end, without_code
from i18n_pipeline.markdown.constructs.lines import LINE

OPENING = re.compile(LINE + rb"[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t][ \t>]*)*(?=[<{])")
BLANK = re.compile(rb"[ \t]*")
STOP = re.compile(rb"[<{]")
SCRIPT = re.compile(LINE + rb"(?:import|export)(?=[ \t{*'\"])")
ROW_END = re.compile(rb"[^\r\n]*(?:\r\n|\n|\r|\Z)")
ROW = re.compile(rb"[^\r\n]*")
BRACKET = re.compile(rb"[({\[]|[)}\]]")
STRING = re.compile(rb"\{[ \t]*(?P<quote>[\"'])(?P<text>(?:\\.|(?!(?P=quote))[^\\\r\n])*)(?P=quote)[ \t]*\}")
PHRASING = frozenset(
    b"a abbr b bdi bdo cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small span strike "
    b"strong sub sup time tt u var".split()
)
"""HTML elements that stand in sentences, alone on their line too."""
HUMAN = ("title", "label", "description", "alt", "text", "placeholder", "aria-label", "caption", "summary", "tagline")
"""Attributes of components that hold text for readers on most sites."""


def _elements(construct: Construct, page: bytes) -> Iterator[Occurrence]:
    """The lines that hold nothing but tags and expressions, or one element around text."""
    clean, ends = without_code(page), braces(page)
    done = 0
    for opening in OPENING.finditer(clean):
        if opening.end() >= done and (found := _line(construct, clean, opening.end(), ends)):
            yield found
            done = found.end


def _line(construct: Construct, page: bytes, start: int, ends: Mapping[int, int]) -> Occurrence | None:
    parts, end = _parts(page, start, ends)
    if not parts:
        return None
    values = tuple(words for first, last in parts for words in _values(construct, page, first, last, ends))
    if _is_line_end(page, end):
        body, body_end = _body(page, start, end, *parts[-1])
        return Occurrence(start, end, construct.name, None, values, body, body_end)
    around = _around_text(page, *parts[0]) if len(parts) == 1 else None
    return Occurrence(start, around[0], construct.name, around[1], values) if around else None


def _parts(page: bytes, start: int, ends: Mapping[int, int]) -> tuple[list[tuple[int, int]], int]:
    """The tags and expressions one after the other from an offset, and the offset after them and blanks."""
    parts: list[tuple[int, int]] = []
    position = start
    while (end := _end(page, position, ends)) >= 0:
        parts.append((position, end))
        position = BLANK.match(page, end).end()  # type: ignore[union-attr] # also matches nothing
    last = parts[-1][1] if parts else start
    return parts, last if _is_line_end(page, position) else position


def _end(page: bytes, position: int, ends: Mapping[int, int]) -> int:
    if page[position : position + 1] == b"{":
        return ends.get(position, -1)
    return tag_end(page, position, ends) if page[position : position + 1] == b"<" else -1


def _is_line_end(page: bytes, position: int) -> bool:
    end = BLANK.match(page, position).end()  # type: ignore[union-attr] # as above
    return end == len(page) or page[end] in b"\r\n"


def _body(page: bytes, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """Columns to the indented content of an element that is left open, and the offset after it; zeros if none is."""
    tag = page[first:last]
    if tag[:1] != b"<" or tag[1:2] == b"/" or tag.endswith(b"/>"):
        return 0, 0
    body_end = lines.body(page, start, end, 2)
    closing = b"</" + NAME.match(tag)[0][1:]  # type: ignore[index] # it is a tag
    if not body_end or not page[body_end:].lstrip(b" \t\r\n>").startswith(closing):
        return 0, 0
    line = lines.start_of_line(page, start)
    quotes = page.count(b">", line, start)
    rows = [row for row in re.split(rb"\r\n|\n|\r", page[end:body_end])[1:] if not lines.blank(row, quotes)]
    columns = min(lines.indent(row, quotes) for row in rows) - lines.columns(page[line:start], quotes)
    first_row = ROW.match(page, start, end)
    return min(columns, 5, len(first_row[0]) - 1 if first_row else 0), body_end


def _around_text(page: bytes, first: int, last: int) -> tuple[int, Words] | None:
    """Where a line ends with one element around text, as `<summary>Text</summary>`, and the text.

    None if the text is not the whole line, or the element stands in sentences. `first` and `last` are the byte offsets
    of its start tag.
    """
    name = NAME.match(page, first)
    row = ROW.match(page, last)
    if name is None or row is None or page[first : first + 2] == b"</" or page[last - 2 : last] == b"/>":
        return None
    text = row[0].rstrip()
    closing = b"</" + name[0][1:] + b">"
    inner = text[: -len(closing)]
    if name[0][1:] in PHRASING or not text.endswith(closing) or closing in inner or name[0] in inner:
        return None
    begins = last + len(inner) - len(inner.lstrip())
    title = Words(begins, begins + len(inner.strip()), "line", f"text of {name[0].decode()}>")
    return (last + len(text), title) if inner.strip() else None


def _values(construct: Construct, page: bytes, start: int, end: int, ends: Mapping[int, int]) -> Iterator[Words]:
    """The attributes of a tag that hold text for readers: quoted, or a string in braces."""
    if page[start : start + 1] != b"<":
        return
    element = NAME.match(page, start)
    human = construct.parameters_of(element[0][1:].decode() if element else "")
    for attribute in attributes(page, start, end, ends):
        name = attribute["name"].decode()
        if name not in human or attribute["value"] is None:
            continue
        if attribute["value"][:1] in b"\"'" and attribute["value"]:
            yield Words(attribute.start("value") + 1, attribute.end("value") - 1, "attribute", f"attribute: {name}")
        elif found := STRING.fullmatch(page, attribute.end(), ends.get(attribute.end(), end)):
            yield Words(*found.span("text"), "parameter", f"attribute: {name}")


def _tags(_construct: Construct, page: bytes) -> Iterator[tuple[int, int]]:
    """The tags among words; those in an expression are part of it."""
    clean, ends = without_code(page), braces(page)
    found = STOP.search(clean)
    while found:
        end = _end(clean, found.start(), ends)
        if end >= 0 and found[0] == b"<":
            yield found.start(), end
        found = STOP.search(clean, max(end, found.end()))


def _expressions(_construct: Construct, page: bytes) -> Iterator[tuple[int, int]]:
    """The expressions among words, the outer ones only."""
    done = 0
    for start, end in sorted(braces(page).items()):
        if start >= done:
            yield start, end
            done = end


def _scripts(construct: Construct, page: bytes) -> Iterator[Occurrence]:
    """Imports and exports: to the first blank line outside brackets, as MDX reads them."""
    done = -1
    for found in SCRIPT.finditer(page):
        if found.start() <= done or not _begins_block(page, found.start(), done):
            continue
        done = _script_end(page, found.start())
        yield Occurrence(found.start(), done, construct.name)


def _begins_block(page: bytes, start: int, done: int) -> bool:
    """Whether a line follows a blank line, the start of the page, or a script."""
    before = page[:start].rstrip(b"\r\n\t ")
    return not before or len(re.findall(rb"\r\n|\n|\r", page[len(before) : start])) > 1 or len(before) <= done


def _script_end(page: bytes, start: int) -> int:
    depth, position, end = 0, start, start
    while position < len(page):
        row = ROW_END.match(page, position)
        if row is None or row.end() == position or (not row[0].strip() and depth <= 0):
            break
        for sign in BRACKET.findall(row[0]):
            depth += 1 if sign in b"({[" else -1
        end = end if not row[0].strip() else position + len(row[0].rstrip())
        position = row.end()
    return end


ELEMENT = Construct(
    "component",
    (b"<", b"{"),
    kind="component",
    parameters=HUMAN,
    risk=r"\{|<(?=\S)",
    find=_elements,
    among=_expressions,
    tags=_tags,
)
"""Components and expressions of MDX 3, on lines of their own or among words."""

SCRIPT_BLOCK = Construct(
    "script", (b"import", b"export"), find=_scripts, risk_of_line=r"(?:import|export)(?=[ \t{*'\"])"
)
"""Imports and exports of MDX 3."""
