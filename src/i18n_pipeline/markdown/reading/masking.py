"""Mask syntax that CommonMark would misread, in a copy of the page of equal length for the parser.

So every byte range that the parser reports is valid in the original. Three things are masked: the front matter, ids
and attributes that end a heading (`{#id .class}`), and the constructs of the dialect, which CommonMark takes for text.
Code comes first: such syntax in a code block or code span is code.
"""

from __future__ import annotations

import re
import string
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.markdown.constructs import Construct, Occurrence, lines
from i18n_pipeline.markdown.constructs.lines import LINE_END
from i18n_pipeline.markdown.constructs.ranges import Range, is_within, those_inside
from i18n_pipeline.markdown.dialect import Dialect, HeadingIds
from i18n_pipeline.markdown.reading import (
    deep_lines,
    hidden_tags,
    id_lines,
    lone_terms,
    numbered_items,
    parted_placeholders,
    pipes_in_code,
    shallow_lines,
    standing_alone,
    tabs,
    tags_beside_marks,
    template_rows,
)
from i18n_pipeline.markdown.reading.bodies import bodies_around
from i18n_pipeline.markdown.reading.left_margin import LeftMargin, left_margin_of
from i18n_pipeline.markdown.reading.nearby_code import near
from i18n_pipeline.markdown.reading.outside_code import first_matches, outside_code

ATX_MARK = re.compile(lines.ATX)
GLUED_MARK = re.compile(lines.BEFORE_HEADING + rb"#")
"""The same where a heading may lack the blank."""
UNDERLINE = re.compile(rb"(?:\r\n|\n|\r)[ \t>]*(?:=+|-+)[ \t]*" + LINE_END)

ORDINARY = bytes({*range(0x80, 0x100), *b" \t\r\n,.'", *string.digits.encode(), *string.ascii_letters.encode()})
"""The bytes that pages mostly consist of, which begin no construct alone."""
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
CODE = frozenset({"CodeBlock", "Code"})
GLUED_COLON = re.compile(rb":(?<![^ \t>\r\n]:)(?=[^ \t\r\n|])")
"""A colon behind a blank or nothing, with no blank behind it (kramdown 2.4 needs none before a pipe)."""
IN_TAG = re.compile(rb"(?:\r\n|\n|\r)[ \t>]*(?=[^\r\n])|[^ \t\r\n]+|[ \t]+|[\r\n]+")
"""Signs in a tag, or a line end with the margin after it: the names of attributes, so that no line of it is blank."""
NAMES = bytes(sign if sign in b" \t" else ord("x") for sign in range(256))
"""The same for a tag on one line."""
PUNCTUATION = bytes(sign if sign in b"\r\n" else ord("%") for sign in range(256))
"""Translates every byte but those of line ends to a percent sign."""
LINES_OF_PLACEHOLDER = re.compile(rb"(?:\r\n|\n|\r)[ \t]*|[^\r\n]+")
"""A line end in a placeholder and the indentation after it, which are not masked, or the rest of a line."""


class Scan(Struct, frozen=True):
    """A page masked for the parser."""

    text: str
    """The masked copy; as many bytes in UTF-8 as the page."""
    ids: tuple[tuple[int, int, str], ...] = ()
    """Ids and attributes at the ends of headings: start and end in bytes, and the id (empty if there is none)."""
    id_lines: tuple[tuple[int, int, str], ...] = ()
    """Ids of headings on lines of their own: start and end in bytes, and the id."""
    alone: tuple[Occurrence, ...] = ()
    """The constructs that fill whole lines, in page order."""
    tags: tuple[Range, ...] = ()
    """Byte ranges of tags that CommonMark does not know, in page order."""
    lone_tags: tuple[hidden_tags.LoneTag, ...] = ()
    """The tags alone on their lines that begin blocks only to CommonMark, in page order."""
    indented: tuple[int, ...] = ()
    """Byte offsets of paragraphs that CommonMark takes for indented code, where the dialect has none."""
    placeholders: tuple[Range, ...] = ()
    """Byte ranges of constructs in the words of paragraphs, in page order."""
    edges: tuple[int, ...] = ()
    """Byte offsets of the starts and the ends of these, in page order."""

    def inside(self, start: int, end: int) -> tuple[Range, ...]:
        """The placeholders that overlap a byte range."""
        first = bisect_right(self.edges, start)
        if first == len(self.edges) or (first % 2 == 0 and self.edges[first] >= end):
            return ()
        return self.placeholders[first // 2 : (bisect_left(self.edges, end, first) + 1) // 2]


class Written(Struct, frozen=True):
    """A page before tags and placeholders are masked, and what is already."""

    page: bytes
    """The page, with blanks for what its dialect takes away."""
    replaced: Sequence[Range]
    """The byte ranges of what is masked."""
    alone: Sequence[Occurrence] = ()
    """The constructs that fill whole lines, in page order."""


@lru_cache(maxsize=64)
def placeholder(constructs: tuple[Construct, ...]) -> re.Pattern[bytes] | None:
    """Matches a construct in the words of a paragraph; None if none of these stands there."""
    forms = rb"|".join(construct.inside for construct in constructs if construct.inside)
    return re.compile(forms) if forms else None


@lru_cache(maxsize=64)
def any_placeholder(dialect: Dialect) -> re.Pattern[bytes] | None:
    """The same for all constructs of a dialect, as they stand in HTML."""
    return placeholder(
        tuple(replace(one, inside=one.in_html(one) if one.in_html else one.inside) for one in dialect.constructs)
    )


@lru_cache(maxsize=64)
def wordless(dialect: Dialect) -> re.Pattern[bytes] | None:
    """Matches those of which readers see no words; None if the dialect has none such."""
    forms = rb"|".join(one.wordless for one in dialect.constructs if one.wordless)
    return re.compile(forms) if forms else None


@lru_cache(maxsize=64)
def sign_of_placeholders(dialect: Dialect) -> re.Pattern[str] | None:
    """Matches a sign that each construct in the words of a paragraph has one of; None if none ever stands there."""
    signs = {sign.decode() for construct in dialect.constructs if construct.inside for sign in construct.signs}
    return re.compile("|".join(map(re.escape, sorted(signs)))) if signs else None


def placeholders_of(construct: Construct, text: bytes) -> Iterator[Range]:
    """The placeholders of one construct in a text without code, in any order."""
    if any(sign in text for sign in construct.signs):
        yield from (found.span() for found in _form(construct.inside).finditer(text)) if construct.inside else ()
        yield from construct.among(construct, text) if construct.among else ()


@lru_cache(maxsize=8)
def _heading_ending(written: bytes, *, before_signs: bool) -> re.Pattern[bytes]:
    """Matches what ends a heading and is no part of its text, and the rest of its line."""
    signs = rb"[ \t]*(?:#+[ \t]*)?" if before_signs else rb"[ \t]*"
    return re.compile(rb"(?P<list>" + written + rb")" + signs + LINE_END)


def scan(source: bytes, dialect: Dialect, *, body: int) -> Scan:
    """Mask `source`, whose front matter ends at byte `body`. Raises UnicodeDecodeError unless it is UTF-8."""
    text = source.decode()
    few = source.translate(None, ORDINARY)
    constructs = _present(source, few, dialect)
    masked = _body(source, few, dialect, body)
    words = _words(masked, dialect) if b"<" in few else ()
    beside = tuple(id_lines.found(bytes(masked), dialect.ids)) if dialect.ids.apart else ()
    for start, end, _ in beside:
        masked[start:end] = b" " * (end - start)
    page = bytes(masked)
    fences = standing_alone.mask_fences(masked, page, constructs)
    page = bytes(masked) if fences else page
    others = standing_alone.mask(masked, page, constructs, dialect) if constructs else []
    alone = tuple(sorted([*fences, *others], key=attrgetter("start"))) if fences else tuple(others)
    ids = _heading_endings(bytes(masked), dialect) if dialect.ids.sign in source else ()
    for start, end, _ in ids:
        masked[start:end] = b" " * (end - start)
    if b"\t" in source:
        masked = tabs.spaced(masked)
    shallow = tuple(shallow_lines.mask(masked, dialect)) if dialect.python_markdown else ()
    replaced = [(found.start, found.end) for found in others]
    replaced += [(lines.start_of_line(source, start), end) for start, end, _ in ids]
    tags = _tags(masked, Written(page, replaced), constructs, dialect) if constructs else ()
    written = Written(page, [*replaced, *tags], alone)
    inside = _placeholders(masked, written, constructs, dialect) if constructs else ()
    if inside and dialect.parted_placeholders and b"|" in source:
        first = placeholder(tuple(one for one in dialect.constructs if one.first))
        inside = parted_placeholders.without(inside, page, first=first, bare_tables=dialect.bare_tables)
    for start, end in inside:
        # Punctuation, like the braces, so that emphasis beside it opens and closes as before.
        signs = masked[start:end].translate(PUNCTUATION)
        is_broken = b"\n" in signs or b"\r" in signs
        masked[start:end] = LINES_OF_PLACEHOLDER.sub(_hidden, masked[start:end]) if is_broken else signs
    lone_tags = tuple(hidden_tags.hidden(masked, source, words, inside)) if words else ()
    if dialect.html_blocks and inside and any(b"{%" in one.signs for one in constructs) and b"%}<" in source:
        tags_beside_marks.begin_html(masked, page, dict(inside))
    if b"%}" in few and b"|" in few:
        template_rows.mask(masked, page, alone)
    if any(found.as_word for found in alone):
        inside = tuple(sorted([*inside, *((found.start, found.end) for found in alone if found.as_word)]))
    if dialect.pipes_in_code and b"|" in few and (dialect.cells_last or b"`" in few):
        pipes_in_code.hide(masked, escapes=not dialect.bare_tables, cells_last=dialect.cells_last)
    _mask_beginnings(masked, dialect)
    indented = shallow if dialect.indented_code else tuple(deep_lines.mask(masked, page, dialect))
    edges = tuple(chain.from_iterable(inside))
    return Scan(
        text if masked == source else masked.decode(), ids, beside, alone, tags, lone_tags, indented, inside, edges
    )


def _words(masked: bytearray, dialect: Dialect) -> tuple[Range, ...]:
    """The tags and comments of which words are made, since they begin blocks only to CommonMark."""
    form, comments = dialect.lone_tag, dialect.markdown_behind_comments
    return hidden_tags.opened(masked, form, comments=comments) if form or comments else ()


def _body(source: bytes, few: bytes, dialect: Dialect, body: int) -> bytearray:
    """The page with blanks for its front matter, and other bytes for what the parser reads in another way.

    That is what would end blocks of HTML too early or too late, and what makes tables. `few` is the page without what
    is `ORDINARY`.
    """
    masked = bytearray(source)
    masked[:body] = source[:body].translate(lines.BLANKED)
    if b"{%" in few and any(one.may_vanish for one in dialect.constructs):
        tags_beside_marks.begin_or_end_code(masked)
    for start, end in dialect.taken_away(source) if dialect.taken_away else ():
        masked[start:end] = b" " * (end - start)
    if dialect.raw_blocks and (b"<" in few or b"{::" in few):
        for start, end, instead in dialect.raw_blocks(bytes(masked)):
            masked[start:end] = instead
    if dialect.tables and b"|" in few:
        for start, end, instead in dialect.tables(bytes(masked)):
            masked[start:end] = instead
    if dialect.lone_terms:
        lone_terms.mask(masked)
    return masked


def _mask_beginnings(masked: bytearray, dialect: Dialect) -> None:
    """Mask the starts of lines that begin blocks to the parser alone, or not to it."""
    if dialect.blank_in_definitions:
        _hide_colons(masked)
    if dialect.numbers_begin_lists:
        numbered_items.mask(masked)


def _hide_colons(masked: bytearray) -> None:
    """Mask the colons at the start of lines that begin no definition, since no blank follows."""
    for found in GLUED_COLON.finditer(bytes(masked)):
        if not masked[lines.start_of_line(masked, found.start()) : found.start()].strip(b" \t>"):
            masked[found.start()] = ord("%")


def _present(page: bytes, few: bytes, dialect: Dialect) -> tuple[Construct, ...]:
    """The constructs of which a sign is on a page. `few` is the little of it that is not `ORDINARY`."""
    found = []
    for construct, signs in _with_signs(dialect):
        for sign, rest in signs:
            if few.find(rest) >= 0 and (len(sign) == 1 or page.find(sign) >= 0):  # `in` first takes it for a number
                found.append(construct)
                break
    return tuple(found)


@lru_cache(maxsize=64)
def _with_signs(dialect: Dialect) -> tuple[tuple[Construct, tuple[tuple[bytes, bytes], ...]], ...]:
    """Its constructs with their signs, each with what is left of it without what is `ORDINARY`."""
    every = dialect.constructs
    return tuple((one, tuple((sign, sign.translate(None, ORDINARY)) for sign in one.signs)) for one in every)


def _hidden(found: re.Match[bytes]) -> bytes:
    return found[0] if found[0][0] in b"\r\n" else b"%" * len(found[0])


def _heading_endings(masked: bytes, dialect: Dialect) -> tuple[tuple[int, int, str], ...]:
    """The endings with ids or attributes of lines that are, or may be, headings."""
    form, endings = dialect.ids, []
    mark = GLUED_MARK if dialect.glued_headings else ATX_MARK
    for written in (form.written, *form.also_written):
        for found in _heading_ending(written, before_signs=form.before_signs).finditer(masked):
            start = found.start()
            if start and _is_apart(masked, found, form.glued) and _is_in_heading(masked, start, found.end(), mark):
                named = form.id.search(masked, *found.span("list"))
                endings.append((*found.span("list"), _name(named, form) if named else ""))
    return tuple(sorted(endings))


def _is_apart(masked: bytes, found: re.Match[bytes], glued: re.Pattern[bytes] | None) -> bool:
    """Whether a blank stands before an ending, or the site needs none there, which no signs that close it follow."""
    start = found.start()
    if masked[start - 1] in b" \t":
        return True
    is_last = masked.find(b"#", found.end("list"), found.end()) < 0
    return is_last and glued is not None and glued.match(masked, start - 1) is not None


def _is_in_heading(masked: bytes, position: int, end: int, mark: re.Pattern[bytes]) -> bool:
    """Whether the line of a byte, which ends at another, is or may be a heading, which begins with a mark."""
    start = lines.start_of_line(masked, position)
    marked = masked.find(b"#", start, position) >= 0 and mark.match(masked, start)
    return bool(marked or UNDERLINE.match(masked, end))


def _name(found: re.Match[bytes], form: HeadingIds) -> str:
    """The id that was found, as the site reads it."""
    name = found[found.lastindex or 0].decode().strip()
    return ESCAPED.sub(r"\1", name) if form.escaped and "\\" in name else name


def _placeholders(
    masked: bytearray, written: Written, constructs: tuple[Construct, ...], dialect: Dialect
) -> tuple[Range, ...]:
    """Ranges of placeholders that begin outside code."""
    page = written.page
    forms = [_form(one.inside) for one in constructs if one.inside]
    among = _not_masked((span for one in constructs if one.among for span in one.among(one, page)), masked, page)
    seen = bytes(masked)
    matches = first_matches(forms, seen)
    if not among and not matches:
        return ()
    if dialect.literal:
        return outside_code(matches, seen, among, dialect.literal(page))
    margin = left_margin_of(seen, page, written.replaced)
    found = outside_code(matches, seen, among, margin.fences)
    bodies = bodies_around(seen, written.alone, (start for start, _ in found))
    if bodies.fences:
        found = outside_code(matches, seen, among, sorted([*margin.fences, *bodies.fences]))
    unknown = bodies.open_to_code(margin, found)
    stretches: Sequence[Range] = ()
    while len(those_inside(unknown, stretches)) < len(unknown):
        pieces, stretches = near(margin, sorted([*unknown, *(start for start, _ in stretches)]), dialect)
        code = [(start, end) for kind, start, end in pieces if kind in CODE]
        code = sorted([*code, *(fence for fence in bodies.fences if not is_within(fence[0], stretches))])
        if those_inside(unknown, code):
            earlier, found = frozenset(found), outside_code(matches, seen, among, code)
            unknown = unknown if earlier.issuperset(found) else bodies.open_to_code(margin, found)
    return found


def _tags(masked: bytearray, written: Written, constructs: Iterable[Construct], dialect: Dialect) -> tuple[Range, ...]:
    """Mask the tags outside code that CommonMark does not know, each as a tag `<a …>` of equal length."""
    page = written.page
    found = sorted({span for one in constructs if one.tags for span in one.tags(one, page)})
    if not found:
        return ()
    if dialect.literal:
        found = _not_masked(_not_in(dialect.literal(page), found), masked, page)
    else:
        margin = left_margin_of(bytes(masked), page, written.replaced)
        found = _not_in_code(margin, dialect, _not_masked(_not_in(margin.fences, found), masked, page))
    for start, end in found:
        masked[start:end] = _as_tag(page[start:end])
    return tuple(found)


def _not_masked(spans: Iterable[Range], masked: bytearray, page: bytes) -> list[Range]:
    """The spans of which nothing is masked."""
    return [(start, end) for start, end in spans if masked[start:end] == page[start:end]]


def _not_in_code(margin: LeftMargin, dialect: Dialect, spans: list[Range]) -> list[Range]:
    """The spans, in page order, that begin outside code; none begins in fences in the first column."""
    unknown = margin.open_to_code((start, start) for start, _ in spans)
    if not unknown:
        return spans
    code, _ = near(margin, unknown, dialect)
    return _not_in([(start, end) for kind, start, end in code if kind in CODE], spans)


def _not_in(code: Sequence[Range], spans: Iterable[Range]) -> list[Range]:
    """The spans, in page order, that begin outside sorted code ranges."""
    every = list(spans)
    inside = set(those_inside((start for start, _ in every), code))
    return [span for span in every if span[0] not in inside]


def _as_tag(tag: bytes) -> bytes:
    """A tag as long as this one that CommonMark reads among words; `<>` and `</>` become punctuation.

    Without a `>` it is the name of a tag that begins a block of HTML, and so is what it becomes.
    """
    if not tag.endswith(b">"):
        name = tag[: 2 if tag[1:2] == b"/" else 1] + b"p"
        return name + b" " * (len(tag) - len(name))
    if len(tag) < 4 if tag[1:2] == b"/" else len(tag) < 3:
        return b"%" * len(tag)
    if tag[1:2] == b"/":
        return b"</a" + tag[3:-1].translate(lines.BLANKED) + b">"
    inside = tag[2:-1]
    on_one_line = b"\n" not in inside and b"\r" not in inside
    return b"<a" + (inside.translate(NAMES) if on_one_line else IN_TAG.sub(_as_names, inside)) + b">"


def _as_names(found: re.Match[bytes]) -> bytes:
    return found[0] if found[0][0] in b" \t\r\n" else b"x" * len(found[0])


@lru_cache(maxsize=256)
def _form(inside: bytes) -> re.Pattern[bytes]:
    return re.compile(inside)
