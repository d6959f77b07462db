"""Lines with four or more columns of white space before them, where a dialect has no indented code.

That is so in MDX 3, in mdsvex 0.12, which puts a function that reads nothing in place of `indentedCode`, and in
Eleventy 3, which takes the rule `code` from markdown-it (its other rules leave such lines alone: they are words).

CommonMark takes them for code, or for words of the paragraph above. For the parser, what they begin becomes the body of
a list item. The underline of a heading is moved to the left, and so are the marks of fenced code that has lines left of
it, which would end such an item.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.markdown.constructs import lines
from i18n_pipeline.markdown.constructs.lines import LINE, LINE_END, MARKS
from i18n_pipeline.markdown.constructs.ranges import is_within
from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.reading import parse
from i18n_pipeline.markdown.reading.parse import INLINE, Event

WHITE = rb"(?: *+\t| {4})[ \t]*+"
"""Four columns of white space or more."""
MARK = rb"(?:[-+*]|\d{1,9}[.)])[ \t]"
DEEP = rb"(?=[ \t>*+\d-])(?:(?! {4}| *\t) *+(?:>|%b))*+%b[^ \t\r\n]" % (MARK, WHITE)
"""A line with four columns of white space before its words; a page without any outside code has nothing to mask."""
FIRST = re.compile(DEEP)
"""Such a line at the start of a page."""
THEMATIC_BREAK = rb"(?P<rule>[-*_])(?:[ \t]*(?P=rule)){2,}[ \t]*" + LINE_END
"""Regular expression of a rule (CommonMark 0.31, section 4.1)."""
SIGN = (
    rb"(?=[ \t>])(?=[ \t>]*+[-=`~#+*1_]|[ \t]*+>)(?:[ \t]*+>)*"
    + WHITE
    + rb"(?P<sign>(?P<underline>(?:=+|-+)[ \t]*"
    + LINE_END
    + rb")|`{3,}[^`\r\n]*"
    + LINE_END
    + rb"|~{3,}|>|#{1,6}(?![^ \t\r\n])"
    rb"|(?:[-+*]|1[.)])[ \t]+[^ \t\r\n]|" + THEMATIC_BREAK + rb")"
)
"""A deep line that begins a block below the words of a paragraph, or underlines them."""
SIGN_BELOW = re.compile(rb"[\r\n]" + SIGN)
"""The same behind any line end: the next one is near."""
FENCE = re.compile(rb"`{3,}|~{3,}")
MARKS_OF_FENCE = (b"```", b"~~~")
"""The first marks of each."""
CLOSING = re.compile(rb"[ \t>]*(?P<marks>`{3,}|~{3,})[ \t]*")
BLANKS = re.compile(rb"[ \t]*")
ON_ONE_LINE = re.compile(rb"(?:#{1,6}(?=[ \t\r\n])|" + THEMATIC_BREAK + rb")[^\r\n]*+")
"""A heading or a rule."""
WORDS_BELOW = re.compile(
    rb"[ \t]*+"
    + lines.NEWLINE
    + rb" {0,3}(?P<words>[^ \t\r\n#>+*_=`~<|\[:0-9-]|`(?!``)|[*_]{1,2}+(?![ \t*_\r\n])|\[(?![^\[\]\r\n]*\]:))[^|\r\n]*+"
    + LINE_END
)
"""A line that surely begins a paragraph, below another block."""
RULE = re.compile(rb"=+|-+")
ITEM = re.compile(rb"(?:[-+*]|\d{1,9}[.)])(?:[ ]{1,4}(?![ \t\r\n])|\t|)")
"""The mark of a list item with the white space up to its text."""
SIGN_OF_BLOCK = (
    rb"[ \t]*(?P<sign>[-+*](?=[ \t\r\n])|\d(?=\d{0,8}[.)][ \t])|#(?=#{0,5}[ \t\r\n])|[>|=:]|\[(?=[^\[\]]*\]:)"
    rb"|[-_*](?=[-_* \t]*(?:[\r\n]|\Z)))"
)
"""The first sign of a deep line that would begin a block, but for code and HTML, or underline words."""
DEEPER = re.compile(rb"(?: {0,4}(?:>|(?:[-+*]|\d{1,9}[.)])(?= )))*+ {5}(?= *[^ \t\r\n])")
"""What stands behind the mark of an item up to indented code: marks with few blanks, then a blank and four."""
INDENT = re.compile(rb"\A" + MARKS.pattern + rb"|" + LINE + rb"[ \t>]+")
"""What stands before the words of a line: behind the first line's marks too, as each may have tabs behind it."""
FOOTNOTE = 4
"""Columns by which the text of a footnote is indented."""
MOST = 3
"""Columns of white space that may stand before a block in CommonMark."""
READINGS = 50
"""How often a page is read at most, since each reading may show blocks that the one before has not: no page of a real
site needs more than five."""
CONTAINERS = frozenset({"Item", "BlockQuote", "FootnoteDefinition"})


class Block(Struct, frozen=True):
    """Code or a paragraph, as the parser sees it."""

    kind: str
    """`Indented` for code that is none, `Fenced` for code that the parser takes for longer than it is, `Cut` for code
    that it takes for shorter, `Paragraph` for one with a deep line that begins a block."""
    start: int
    """Byte offset of its first byte."""
    end: int
    """Byte offset after its last byte."""
    column: int
    """Columns before the text of the container it stands in, behind the marks of quotes; for `Cut`, of the container
    that the page itself has, leaving aside those that were masked as one."""


def mask(masked: bytearray, page: bytes, dialect: Dialect) -> Iterator[int]:
    """Mask deep lines, and yield the byte offsets of the marks of list items that were put there.

    `page` is the page before anything but its front matter was masked. Where the parser finds the code of a dialect,
    deep lines that begin blocks below the words of a paragraph are looked for only on pages with code of this kind.
    """
    if dialect.literal is None and not _has_indented_code(masked, dialect):
        return
    fences = dict(dialect.literal(page)) if dialect.literal else {}
    for _ in range(READINGS):
        if not _has_deep_lines(masked, fences):
            return
        shown = bytes(masked)
        events = parse.events(shown.decode(), dialect)
        blocks = _blocks(shown, page, events, fences, deep_blocks=dialect.deep_blocks)
        if not dialect.deep_blocks:
            for block in blocks:
                _hide_signs(masked, block)
        moved = [_moved(masked, block, fences) for block in blocks]
        if not any(moved):
            yield from [mark for block in blocks for mark in _all_marked(masked, block, fences)]
        if masked == shown:
            return


def _has_indented_code(masked: bytearray, dialect: Dialect) -> bool:
    """Whether the parser takes lines for code because of their indentation."""
    if b"    " not in masked and b"\t" not in masked:
        return False
    code = [event for event in parse.events(masked.decode(), dialect) if event[0] == "+CodeBlock"]
    return any(event[3] == "Indented" for event in code)


def _has_deep_lines(masked: bytearray, fences: Mapping[int, int]) -> bool:
    """Whether a line is deep that is no line of fenced code but its first or its last, which may be its marks.

    Only code that begins in the first column is left aside: other code may end with a list item.
    """
    rest, done = bytearray(), 0
    for start, end in sorted(fences.items()):
        if masked.startswith(MARKS_OF_FENCE, start) and (start == 0 or masked[start - 1] in b"\r\n"):
            rest += masked[done : start + 1]
            done = max(start + 1, masked.rfind(b"\n", start, end), masked.rfind(b"\r", start, end))
    rest += masked[done:]
    return FIRST.match(rest) is not None or _form(rest, DEEP).search(rest) is not None


def _form(page: bytes | bytearray, form: bytes) -> re.Pattern[bytes]:
    """Matches a form behind a line end. Where a line feed is part of each, Python finds it faster."""
    has_lone_returns = b"\r" in page and b"\r" in page.replace(b"\r\n", b"")
    return _compiled((rb"[\r\n]" if has_lone_returns else rb"\n") + form)


_compiled = lru_cache(maxsize=4)(re.compile)


def _hide_signs(masked: bytearray, block: Block) -> None:
    """Mask the signs in a block by which its lines would begin blocks in a list item."""
    quotes = masked.count(b">", lines.start_of_line(masked, block.start), block.start)
    first = _compiled(SIGN_OF_BLOCK).match(masked, block.start)
    later = _compiled(LINE + rb"(?:[ \t]*>){%d}" % quotes + SIGN_OF_BLOCK).finditer(masked, block.start, block.end)
    for found in [*([first] if first else []), *later]:
        masked[found.start("sign")] = ord("%")


def _blocks(
    page: bytes, original: bytes, events: Sequence[Event], fences: Mapping[int, int], *, deep_blocks: bool
) -> list[Block]:
    """The blocks on which something may have to be masked; `original` is the page before that."""
    code = [event for event in events if event[0] == "+CodeBlock"]
    ranges = [event[1:3] for event in code]
    found = (found.start("sign") for found in _form(page, SIGN).finditer(page)) if deep_blocks else ()
    signs = {sign for sign in found if not is_within(sign, ranges)}
    literal = sorted(fences.items()) if code else []
    kinds = {event[1]: _kind(page, event, fences, literal) for event in code}
    if any(kinds.values()) or (signs and not signs.isdisjoint(event[1] for event in events)):
        return list(_walk(page, original, events, kinds, signs))
    return []


def _kind(page: bytes, event: Event, fences: Mapping[int, int], literal: Sequence[tuple[int, int]]) -> str:
    """The kind of block that code is, empty for code that the parser reads rightly or that is a part of other code."""
    _, start, end, value = event
    if value == "Indented":
        return "" if is_within(start - 1, literal) else "Indented"
    closed = fences.get(start, end)
    if page[closed:end].strip():
        return "Fenced"
    return "Cut" if page[end:closed].strip() else ""


def _walk(
    page: bytes, original: bytes, events: Sequence[Event], kinds: Mapping[int, str], signs: Collection[int]
) -> Iterator[Block]:
    """The blocks, each with the column of its container."""
    columns, written, words = [0], [0], list[Event]()
    code = False
    for event in events:
        kind, start, _, _ = event
        if kind in INLINE:
            if signs and not code:
                words.append(event)
            continue
        if words and any(word[1] in signs for word in words):
            first = words[0][1] - (page[words[0][1] - 1 : words[0][1]] == b"\\")
            yield Block("Paragraph", first, max(word[2] for word in words), columns[-1])
        words.clear()
        if kind[1:] in CONTAINERS:
            if kind[0] == "+":
                mark = BLANKS.match(page, start).end()  # type: ignore[union-attr] # it matches anything
                columns.append(_text_column(page, kind, mark, columns[-1]))
                written.append(columns[-1] if page[mark] == original[mark] else written[-1])
            else:
                columns.pop()
                written.pop()
        elif kind[1:] == "CodeBlock":
            code = kind[0] == "+"
            if code and (found := kinds[start]):
                yield Block(found, *event[1:3], (written if found == "Cut" else columns)[-1])


def _text_column(page: bytes, kind: str, start: int, outer: int) -> int:
    """Columns before the text of a container, which stands in one with so many columns before its text."""
    item = ITEM.match(page, start)
    if kind == "+Item" and item:
        return column_of(page, item.end()) + (page[item.end() - 1] not in b" \t")
    return outer + FOOTNOTE if kind == "+FootnoteDefinition" else 0


def _margin(page: bytes | bytearray, position: int) -> int:
    """Byte offset of the first column of a line behind its quote marks."""
    line = lines.start_of_line(page, position)
    quote = page.rfind(b">", line, position) + 1
    return quote + (page[quote : quote + 1] == b" ") if quote else line


def column_of(page: bytes | bytearray, position: int) -> int:
    """Columns before a byte on its line, behind its quote marks."""
    line, margin = lines.start_of_line(page, position), _margin(page, position)
    return lines.columns(bytes(page[line:position]), 0) - lines.columns(bytes(page[line:margin]), 0)


def _moved(masked: bytearray, block: Block, fences: dict[int, int]) -> bool:
    """Move the marks of fenced code, and the underline of a heading, to the left; whether any had to be moved.

    `fences` are the ends of fenced code by the byte offsets of its first marks, which are changed with these.
    """
    if block.kind == "Fenced":
        return _closed(masked, block.start, fences[block.start], block.column)
    if block.kind == "Cut":  # the parser has misread what follows, too
        later = [sign for sign in fences if sign >= block.start and _has_lines_left(masked, sign, fences[sign])]
        return sum(_to_least(masked, sign, fences, block.column) for sign in later) > 0
    inside = [found.start() for found in FENCE.finditer(masked, block.start, block.end) if found.start() in fences]
    lefts = [sign for sign in inside if _has_lines_left(masked, sign, fences[sign])]
    moved = [_closed(masked, sign, fences[sign], block.column) for sign in lefts]
    moved += [_opened(masked, sign, fences, block.column) for sign in lefts]
    return any(moved) or (block.kind == "Paragraph" and _underlined(masked, block))


def _underlined(masked: bytearray, block: Block) -> bool:
    """Move the underlines of the headings with which a paragraph begins to the left; whether any had to be moved."""
    is_moved = False
    rest: Block | None = block
    while rest:
        found = SIGN_BELOW.search(masked, rest.start, rest.end)
        if not found or not found["underline"] or not _underlines(masked, rest.start, found.start("sign")):
            break
        if _to_left(masked, found.start("sign"), column_of(masked, rest.start) - MOST) == found.start("sign"):
            break
        is_moved = True
        rest = _below(masked, rest, found.end())
    return is_moved


def _has_lines_left(page: bytearray, sign: int, end: int) -> bool:
    """Whether fenced code has a line that is left of it."""
    column, margin = column_of(page, sign), _margin(page, sign)
    if page[margin:sign].strip(b" \t"):
        return False  # behind the mark of a list item, which such a line would end
    quotes = page.count(b">", lines.start_of_line(page, sign), sign)
    rows = re.split(rb"\r\n|\n|\r", page[sign:end])[1:]
    return any(not lines.blank(row, quotes) and lines.indent(row, quotes) < column for row in rows)


def _to_least(masked: bytearray, sign: int, fences: dict[int, int], column: int) -> bool:
    """Move the marks that begin fenced code to the column of its leftmost line, if that is in their container."""
    quotes = masked.count(b">", lines.start_of_line(masked, sign), sign)
    rows = re.split(rb"\r\n|\n|\r", masked[sign : fences[sign]])[1:]
    least = min(lines.indent(row, quotes) for row in rows if not lines.blank(row, quotes))
    return least >= column and _opened(masked, sign, fences, least - MOST)


def _opened(masked: bytearray, sign: int, fences: dict[int, int], column: int) -> bool:
    """Move the marks that begin fenced code to the left."""
    new = _to_left(masked, sign, column)
    fences[new] = fences.pop(sign)
    return new < sign


def _closed(masked: bytearray, start: int, end: int, column: int) -> bool:
    """Move the marks that close fenced code to the left."""
    line = lines.start_of_line(masked, end)
    closing = CLOSING.fullmatch(masked, line, end)
    sign = closing.start("marks") if closing and line > start else 0
    return sign > 0 and _to_left(masked, sign, column) < sign


def _underlines(masked: bytearray, start: int, sign: int) -> bool:
    """Whether a line underlines the paragraph that begins at a byte: it may not be left of it, or in fewer quotes."""
    first, line = lines.start_of_line(masked, start), lines.start_of_line(masked, sign)
    return masked.count(b">", first, start) == masked.count(b">", line, sign) and column_of(masked, sign) > column_of(
        masked, start
    )


def _to_left(masked: bytearray, sign: int, column: int) -> int:
    """Move a sign to the left of blanks, so that no more than `MOST` columns are left behind those of its container.

    The byte offset of its new place.
    """
    margin = _margin(masked, sign)
    new = sign
    while new > margin and column_of(masked, new) > column + MOST:
        new -= 1
    marks = (FENCE.match(masked, sign) or RULE.match(masked, sign))[0]  # type: ignore[index] # it is one of them
    masked[new : sign + len(marks)] = marks + b" " * (sign - new)
    return new


def _all_marked(masked: bytearray, block: Block, fences: Mapping[int, int]) -> Iterator[int]:
    """The same as `marked`, and for the words below the fenced code, the heading or the rule that is found there."""
    rest: Block | None = block
    while rest and (found := marked(masked, rest)):
        yield from found
        sign = BLANKS.match(masked, found[-1] + 1).end()  # type: ignore[union-attr] # it matches anything
        line = ON_ONE_LINE.match(masked, sign)
        rest = _below(masked, rest, line.end() if line else fences.get(sign, sign))


def _below(masked: bytearray, block: Block, end: int) -> Block | None:
    """The rest of a paragraph below a block in it that ends at a byte, if words at the start of a line begin it.

    That would be found when the page is read again with this block, so that a thousand took a thousand readings. In a
    container it may be another one.
    """
    words = WORDS_BELOW.match(masked, end) if block.kind == "Paragraph" and block.column == 0 else None
    return replace(block, start=words.start("words")) if words else None


def marked(masked: bytearray, block: Block) -> list[int]:
    """Put the mark of a list item before a deep line; the byte offsets of the marks that this takes.

    Where a tab leaves no room for a mark and a blank, the tabs become single blanks.
    """
    if block.kind == "Indented":
        sign, mark = block.start, _before(masked, block.start)
    else:
        signs = (found for found in SIGN_BELOW.finditer(masked, block.start, block.end) if not found["underline"])
        sign = next((found.start("sign") for found in signs), 0)
        mark = min(sign - 2, _margin(masked, sign) + block.column + MOST)
    if not sign or block.kind in {"Fenced", "Cut"}:
        return []
    margin = _margin(masked, sign)
    blanks = margin + len(masked[margin:sign].rstrip(b" \t"))
    if MARKS.match(masked, blanks)[0].find(b"\t") >= 0:  # type: ignore[index] # it also matches nothing
        masked[blanks : block.end] = INDENT.sub(_without_tabs, masked[blanks : block.end])
        return []
    marks = [mark, *_marks_behind(masked, mark)]
    for place in marks:
        masked[place] = ord("+")
    return marks


def _before(page: bytes | bytearray, start: int) -> int:
    """Byte offset of the mark that goes before indented code, which begins behind four columns."""
    return start - (1 if page[start] in b" \t" else 2)


def _marks_behind(page: bytes | bytearray, mark: int) -> Iterator[int]:
    """Byte offsets of the marks that deep words behind the mark of an item need.

    Each would be found when the page is read again with the one before it, so that a thousand took a thousand readings.
    """
    end = _end_of_marks(page, mark)
    while found := DEEPER.match(page, mark + 1, end):
        mark = _before(page, found.end())
        yield mark


def _end_of_marks(page: bytes | bytearray, mark: int) -> int:
    """Byte offset on the line of a mark behind which no mark begins an item: after the first sign of a rule, if any."""
    row = bytes(page[mark + 1 : lines.end_of_line(page, mark)]).rstrip(b" \t")
    sign = row[-1:]
    words = len(row.rstrip(sign + b" \t"))
    if sign in {b"-", b"*"} and row.count(sign, words) > 2:
        return mark + 1 + row.index(sign, words) + 1
    return mark + 1 + len(row)


def _without_tabs(indent: re.Match[bytes]) -> bytes:
    return indent[0].replace(b"\t", b" ")
