"""Write translations onto a page: only the bytes of segments change, laid out like the English text and escaped.

`escaping` lists the steps of escaping. A text that no escape makes safe is refused later, when the localised page is
compared with the English page.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

from msgspec import Struct

from i18n_pipeline.markdown import inline
from i18n_pipeline.markdown.constructs import lines
from i18n_pipeline.markdown.constructs.lines import start_of_line
from i18n_pipeline.markdown.dialect import all_risks
from i18n_pipeline.markdown.reading import links, masking
from i18n_pipeline.markdown.reading.outline import Outline
from i18n_pipeline.markdown.reading.pipes_in_code import TAG
from i18n_pipeline.markdown.reading.segments import Page
from i18n_pipeline.markdown.writing import (
    deep_html,
    emphasis,
    escaping,
    first_signs,
    front_values,
    heading_ids,
    options,
    parameters,
    python_markdown_alone,
    traced,
    unbroken,
    without_code,
    wrapping,
)
from i18n_pipeline.markdown.writing.parted import parted
from i18n_pipeline.markdown.writing.plain_words import plain_words, with_hidden_pipes
from i18n_pipeline.markdown.writing.unbroken import UNBROKEN
from i18n_pipeline.markdown.writing.unsafe import is_read_as_markdown
from i18n_pipeline.markdown.writing.wrapping import Style
from i18n_pipeline.model import Segment

MARK = re.compile(rb"[^>\s]")
SECOND_LINE = re.compile(rb"(?:\r\n|\n|\r)([ \t>]*)")
FOOTNOTE = re.compile(rb"\[\^[^\]]*\]:[ \t]*")
"""Start of a footnote; its further lines are indented by four spaces, since some parsers take more for code."""
QUOTE_MARK = re.compile(rb">[ \t]*")
NEXT_LINE = re.compile(r"[ \t]*(?:\r\n|\n|\r)[ \t>]*")
REPLACED = "\ufffd".encode()
TASK_BOX = re.compile(r"\[[ \t]\]")
"""What goldmark takes for a task box where a heading begins a list item."""
PARTING = re.compile(r"[-=+: ]+")
"""What a row consists of that parts the bodies of a table."""
QUOTE = re.compile('"')
TITLED_TAIL = re.compile(r'\]\([^()\s"]*[ \t]+"(?:\\.|[^"\\])*"\)')
"""The tail of a link with a title, whose quotes are no words."""
QUOTES = {'"': "&quot;", "'": "&#39;"}
Titles: TypeAlias = Mapping[int, tuple[int, bytes]]
"""Translated link titles by byte offset of their first byte: the offset after their last byte, and the translation."""
NO_TITLES: Titles = MappingProxyType({})


class Layout(Struct, frozen=True):
    """How texts are laid out on a page."""

    style: Style
    """Where the lines of its paragraphs break."""
    kept: Collection[int] = ()
    """The positions of texts laid out word for word like the English page."""


def front_matter(page: Page, texts: Mapping[int, str]) -> dict[int, bytes | None]:
    """Bytes of front-matter values with these texts, by segment position; None if no way of quoting fits the text."""
    starts = {i: page.segments[i].start for i in texts}
    said = {starts[i]: _front_value(page, i, text.strip()) for i, text in texts.items()}
    found = front_values.written(page.outline.front, said, page.outline.newline) if said else {}
    return {i: found[start] for i, start in starts.items()}


def _front_value(page: Page, index: int, text: str) -> str:
    """A value of front matter in which no tag begins that it does not end; one of Markdown begins no block either.

    Files of strings say themselves what is a tag.
    """
    segment, dialect = page.segments[index], page.outline.dialect
    if dialect.values:
        return text
    if is_read_as_markdown(segment, dialect):
        line = text if "\n" in segment.msgid else wrapping.one_line(text)
        return escaping.value(line, segment.msgid, all_risks(dialect))
    return escaping.tags_begun(text, segment.msgid)


def splice(
    page: Page,
    texts: Mapping[int, str],
    front: Mapping[int, bytes],
    pins: Mapping[int, str],
    layout: Layout,
) -> bytes:
    """Bytes of the page with `texts`, by segment position, and the heading ids `pins`, by byte offset.

    No text may be unsafe (see `unsafe.unsafe`). `front` has the front-matter texts as bytes.
    """
    edits = heading_ids.edits(page.outline, pins)
    edits += [(page.segments[i].start, page.segments[i].end, front[i]) for i in texts if i in front]
    style = layout.style
    titles = {i: replacement(page, i, texts[i], style) for i in texts if page.segments[i].place == "title"}
    written = {page.segments[i].start: (page.segments[i].end, said) for i, said in titles.items()}
    covered = 0
    for index in sorted(texts.keys() - front.keys()):  # a title comes after the run it is in
        segment = page.segments[index]
        if index not in titles:
            said = retraced(page, index, texts[index], written) if index in layout.kept else None
            said = replacement(page, index, texts[index], style, written) if said is None else said
            edits.append((segment.start, segment.end, said))
            covered = segment.end
        elif segment.start >= covered:
            edits.append((segment.start, segment.end, titles[index]))
    return edited(page.outline.source, edits)


def edited(source: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    """Replace byte spans (start, end, new bytes); an insertion at the end of a replaced span comes after it."""
    parts, done = [], 0
    for start, end, text in sorted(edits, key=lambda edit: (edit[1], edit[0] == edit[1])):
        parts += [source[done:start], text]
        done = end
    return b"".join([*parts, source[done:]])


@lru_cache(maxsize=4)
def page_style(page: Page) -> Style:
    """Line-breaking style of the page's paragraphs, found once for all languages."""
    source = page.outline.source
    raws = (source[s.start : s.end] for s in page.segments if s.place == "paragraph")
    return wrapping.style((raw.decode() for raw in raws if b"\n" in raw or b"\r" in raw), page.outline.newline)


def replacement(page: Page, index: int, text: str, style: Style, titles: Titles = NO_TITLES) -> bytes:
    """Bytes of `text` for a segment outside front matter; `titles` are the translated link titles."""
    segment, source, text = page.segments[index], page.outline.source, text.strip(" \t\r\n")
    if segment.place in INLINE:
        text = plain_words(page.outline, segment, text)
    elif segment.place in VALUES:
        text = escaping.without_templates(text, segment.msgid, page.outline.dialect)
        text = parted(text, segment.msgid, page.outline.dialect, is_html=segment.place != "title")
    if segment.links:
        tails = {number: _on_one_line(tail) for number, tail in _tails(source, segment, titles)}
        text = links.restore(text, segment.links, tails, segment.msgid)
    text = SAFE[segment.place](page.outline, segment, text, style)
    if page.outline.dialect.python_markdown:
        text = python_markdown_alone.below_comment(page.outline, segment, text)
    if page.outline.dialect.lone_links and source[segment.start - 1 : segment.start] == b"[":
        text = escaping.in_brackets(text, segment.msgid)
    finished = page.outline.dialect.finished
    if finished and (segment.place in INLINE or segment.place == "title"):
        text = finished(text, segment.msgid, segment.place)
    if text.startswith(first_signs.STARTS) or len(text) == first_signs.ALONE:
        text = first_signs.escaped(page.outline, segment, text)
    data = text.encode()  # CommonMark reads U+FFFD for each U+0000, and so does the msgid
    return data.replace(REPLACED, b"\0") if source.find(b"\0", segment.start, segment.end) >= 0 else data


def _on_one_line(tail: str) -> str:
    return NEXT_LINE.sub(" ", tail) if "\n" in tail or "\r" in tail else tail


def retraced(page: Page, index: int, text: str, titles: Titles = NO_TITLES) -> bytes | None:
    """Bytes of `text` laid out word for word like the English page; None if the two differ in more than letters."""
    segment, source = page.segments[index], page.outline.source
    said = traced.traced(source, segment, text, dict(_tails(source, segment, titles)))
    return None if said is None else said.encode()


def _tails(source: bytes, segment: Segment, titles: Titles) -> Iterator[tuple[int, str]]:
    """Link tail of each number, translated titles included."""
    for link in segment.links:
        tail = source[link.start : link.end]
        span = links.title(source, link) if titles else None
        if span and span[0] in titles:
            end, said = titles[span[0]]
            tail = source[link.start : span[0]] + said + source[end : link.end]
        yield link.number, tail.decode()


# --- by kind of place ----------------------------------------------------------------------------------


def _paragraph(tree: Outline, segment: Segment, text: str, style: Style) -> str:
    raw = tree.source[segment.start : segment.end].decode()
    shown = unbroken.begun(text, raw, tree.dialect)
    laid_out = _laid_out(tree, segment, shown, raw, style)
    return laid_out if shown == text else text[0] + laid_out[1:]


def _laid_out(tree: Outline, segment: Segment, text: str, raw: str, style: Style) -> str:
    risks = all_risks(tree.dialect)
    if "\n" not in raw and "\r" not in raw:
        is_body = unbroken.is_body_in_quote(tree.source, segment) or unbroken.is_description(tree.source, segment)
        if segment.place == "setext" or segment.type == "definition term" or is_body:
            text = wrapping.one_line(text)
        if "\n" not in text:
            return escaping.line(text, [raw.lstrip(" \t>")], risks)
        rows = wrapping.lines(text, raw, style, risks)
    else:
        text, strings = unbroken.strings(tree, segment, text)
        rows = wrapping.lines(unbroken.placeholders(text, tree.dialect), raw, style, risks)
        said = _joined(tree.source, segment, [row.replace(UNBROKEN, " ") for row in rows], style)
        return unbroken.as_written(said, strings)
    return _joined(tree.source, segment, [row.replace(UNBROKEN, " ") for row in rows], style)


def _joined(source: bytes, segment: Segment, lines: list[str], style: Style) -> str:
    """Join lines; each after the first gets the segment's line prefix (quote marks, indentation)."""
    return lines[0] if len(lines) == 1 else (style.newline + prefix(source, segment).decode()).join(lines)


def prefix(source: bytes, segment: Segment) -> bytes:
    """Line prefix of a segment: that of its second line, or of its first line with the marks as spaces.

    Where a tag goes on there, its attributes may stand deeper than words may.
    """
    first = source[start_of_line(source, segment.start) : segment.start]
    second = SECOND_LINE.search(source, segment.start, segment.end)
    if second and b">" not in second[1]:
        begun, ended = (source.rfind(sign, segment.start, second.start()) for sign in (b"<", b">"))
        later = SECOND_LINE.finditer(source, segment.start, segment.end) if begun > ended else (second,)
        return min((found[1].partition(b">")[0] for found in later), key=len)
    return _marks(second[1], first.count(b">")) if second else MARK.sub(b" ", FOOTNOTE.sub(b"    ", first))


def _marks(prefix: bytes, quotes: int) -> bytes:
    """A line prefix cut after this many quote marks; further `>` signs belong to the text."""
    marks = list(QUOTE_MARK.finditer(prefix))
    return prefix[: marks[quotes].start()] if len(marks) > quotes else prefix


def _heading(tree: Outline, segment: Segment, text: str, _style: Style) -> str:
    source = tree.source
    line = wrapping.one_line(text)
    if TASK_BOX.match(line) and not source.startswith(b"[", segment.start):
        line = escaping.hidden_before(line[1:], "[", all_risks(tree.dialect)) + line[1:]
    if line.startswith("#") and source.startswith(b"#", segment.start - 1):
        line = f"\\{line}"
    if tree.dialect.python_markdown:
        line = python_markdown_alone.heading(line)
    start = len(line.rstrip("#"))
    start += line[:start].endswith("\\")  # the backslash escapes the first mark
    if start >= len(line) or source[segment.start : segment.end].endswith(line[start:].encode()):
        return line
    return line[:start] + "\\#" * (len(line) - start)


def _line(tree: Outline, segment: Segment, text: str, _style: Style) -> str:
    """A text on one line, which some tools read as a block of its own."""
    line = wrapping.one_line(text)
    before = tree.source[start_of_line(tree.source, segment.start) : segment.start].rstrip(b" \t")
    in_row = before.endswith(b"|") and b"///" not in before
    if tree.dialect.glued_headings and line.startswith("#") and not in_row:
        if segment.msgid.startswith("#"):
            return line
        line = emphasis.reference("#") + line[1:]  # titles of blocks are read as blocks (pymdownx 13)
    if before.endswith(b"|"):
        return line
    return escaping.line_of_html(line, [segment.msgid], all_risks(tree.dialect))


def _plain(_tree: Outline, _segment: Segment, text: str, _style: Style) -> str:
    return wrapping.one_line(text)


def _quoted(tree: Outline, segment: Segment, text: str, style: Style) -> str:
    line = TITLED_TAIL.sub(lambda tail: tail[0].replace('"', UNBROKEN), _line(tree, segment, text, style))
    return inline.replaced_outside_code(QUOTE, QUOTES['"'], line).replace(UNBROKEN, '"')


def _cell(tree: Outline, segment: Segment, text: str, _style: Style) -> str:
    source = tree.source
    first = tuple(one for one in tree.dialect.constructs if one.first and one.inside)  # read before tables are
    line = with_hidden_pipes(wrapping.one_line(text), masking.placeholder(first))
    line = with_hidden_pipes(line, TAG) if tree.dialect.cells_last else line
    safe = escaping.pipes(line, in_code=tree.dialect.pipes_in_code).replace(UNBROKEN, "|")
    if b"|" not in source[start_of_line(source, segment.start) : segment.start]:
        safe = escaping.line(safe, [segment.msgid], all_risks(tree.dialect))
    safe = _no_parting(safe) if tree.dialect.bare_tables else safe
    glued = source[segment.end : segment.end + 1] == b"|"
    return safe + " " if glued and safe.endswith("\\") else safe  # in a row each backslash before a pipe escapes it


def _no_parting(text: str) -> str:
    """A text for a cell which, alone in its row, does not part the bodies of a table (kramdown)."""
    return emphasis.reference(text[0]) + text[1:] if PARTING.fullmatch(text) else text


def _html(tree: Outline, segment: Segment, text: str, style: Style) -> str:
    raw = tree.source[segment.start : segment.end].decode()
    begun = [row.lstrip(" \t>") for row in wrapping.split(raw)]
    placeholder = masking.any_placeholder(tree.dialect) if tree.dialect.markdown_in_html else None
    text = escaping.markup(escaping.quoted(text, raw, ""), placeholder)
    text = without_code.of_constructs(text, segment.msgid, tree.dialect)
    text = text if tree.dialect.deep_blocks else deep_html.plain(text, raw, all_risks(tree.dialect))
    flowed = wrapping.flowed(escaping.unlinked(text, raw), raw, style)
    rows = [escaping.line_of_html(row, begun, all_risks(tree.dialect)) for row in flowed]
    return _joined(tree.source, segment, rows, style)


def _attribute(tree: Outline, segment: Segment, text: str, style: Style) -> str:
    source = tree.source
    raw, quote = source[segment.start : segment.end], source[segment.end : segment.end + 1].decode()
    text = without_code.of_constructs(wrapping.one_line(text), segment.msgid, tree.dialect)
    text = escaping.quoted(text, segment.msgid, "[<>`|\\" if tree.dialect.decodes_first else "[<>`|\\{")
    if not lines.PIPE.search(raw):  # the tag may be in a table cell
        text = escaping.PIPE.sub(lambda pipe: pipe[0] if b"|" in raw and len(pipe[1]) % 2 else f"{pipe[1]}&#124;", text)
    if quote in QUOTES:
        text = text.replace(quote, QUOTES[quote])
        return _joined(source, segment, wrapping.broken(text), style) if SECOND_LINE.search(raw) else text
    return '"{}"'.format(text.replace('"', QUOTES['"']))


def _title(tree: Outline, segment: Segment, text: str, _style: Style) -> str:
    closing = tree.source[segment.end : segment.end + 1].decode()
    text = without_code.of_constructs(wrapping.one_line(text), segment.msgid, tree.dialect)
    text = escaping.quoted(text, segment.msgid, "[]<>`|")
    text = python_markdown_alone.title(text) if tree.dialect.python_markdown else text
    last = text.rstrip("\\")
    text = last + emphasis.reference("\\") * ((len(text) - len(last) + 1) // 2)
    marks = "()" if closing == ")" else closing
    safe = QUOTES if tree.dialect.python_markdown else {}  # it shows a backslash before a quote
    hidden = {mark: safe.get(mark, f"\\{mark}") for mark in marks}
    return re.sub(rf"\\[\s\S]|[{re.escape(marks)}]", lambda sign: hidden.get(sign[0], sign[0]), text)


def _bracketed(tree: Outline, segment: Segment, text: str, _style: Style) -> str:
    """A text between brackets: of those in it each must be closed. Without them, other signs may be markup."""
    line = wrapping.one_line(text)
    safe = escaping.in_brackets(line, segment.msgid)
    return line if safe == line else escaping.inline(safe, segment.msgid, tree.dialect)


def _unescaped(tree: Outline, segment: Segment, text: str, _style: Style) -> str:
    """A value that ends at its quote, in which no sign can be escaped: the other quote stands for it."""
    quote = tree.source[segment.end : segment.end + 1].decode()
    line = escaping.tags_begun(wrapping.one_line(text), segment.msgid)
    return line.replace(quote, "'" if quote == '"' else '"')


INLINE = frozenset(
    "paragraph setext heading cell line quoted bracketed opening caption listed term name csv".split()  # noqa: SIM905
)
"""Places that hold inline Markdown."""
VALUES = frozenset({"html", "attribute", "title", "plain"})
"""Places in which character references are read, and no Markdown."""
SAFE = {
    "paragraph": _paragraph,
    "setext": _paragraph,
    "heading": _heading,
    "line": _line,
    "quoted": _quoted,
    "bracketed": _bracketed,
    "javascript": parameters.javascript,
    "string": parameters.string,
    "shortcode": parameters.shortcode,
    "unescaped": _unescaped,
    "plain": _plain,
    "code": _plain,
    "fence": parameters.code_title,
    "opening": options.opening,
    "term": options.term,
    "name": options.name,
    "option": options.option,
    "caption": options.caption,
    "listed": options.listed,
    "csv": options.cell,
    "cell": _cell,
    "html": _html,
    "attribute": _attribute,
    "title": _title,
}
