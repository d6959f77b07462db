"""Skeletons: what must be the same on the English and the localised page; `differences.py` compares them.

A skeleton is a flat sequence: the structure in page order, and for each run of text the multiset of its items: links,
code, tags and so on. Emphasis and hard breaks are no items: a translator may move them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeAlias

from msgspec.structs import replace

from i18n_pipeline.markdown import template_code
from i18n_pipeline.markdown.character_references import unescaped
from i18n_pipeline.markdown.constructs import (
    NO_PARAGRAPH,
    Mark,
    Occurrence,
    comparable,
    comparable_tag,
    has_components,
    markup,
)
from i18n_pipeline.markdown.dialect import Dialect, code_in_tags, own_components
from i18n_pipeline.markdown.inline import code_spans
from i18n_pipeline.markdown.reading import (
    doubtful_rows,
    headings,
    html,
    html_tags,
    links,
    masking,
    parse,
    template_edges,
)
from i18n_pipeline.markdown.reading.outline import Instruction, Markup, Outline, Run, Token
from i18n_pipeline.markdown.reading.parse import Event
from i18n_pipeline.markdown.reading.segments import on_one_line
from i18n_pipeline.markdown.writing import addresses, heading_ids, nesting, tags_around_code
from i18n_pipeline.markdown.writing.literal import HALF_OF_ROLE

Item: TypeAlias = tuple[str, str]
"""Inline item: its check id (`link`, `image`, `address`, `code`, `html`, `footnote`, `placeholder`) and its value."""

STRESS = frozenset(f"{sign}{name}" for sign in "+-" for name in ("Emphasis", "Strong", "Strikethrough"))
BREAKS = frozenset({"SoftBreak", "HardBreak"})
PARAGRAPH = "+Paragraph"
PARAGRAPHS = frozenset({"paragraph", "bracketed"})
"""Places of words that are a paragraph to the site: those of the label of a directive, too (remark-directive 3)."""
MARKED = {*STRESS, "Code"}
CODE = "code"
CONSTRUCT = "construct"
AMPERSAND = ord("&")
REFERENCE = re.compile(rb"&#?\w+;")
WORDS = STRESS | BREAKS | {"Text", "-Link"}
"""Events without an item."""
MARK = re.compile(html_tags.TOKEN.pattern + rb"|" + nesting.BRACES, re.DOTALL)
"""A tag, a comment, or code in braces."""
TARGET_IN_HTML = re.compile(rb"\](\([^()\s]+|\[[^\[\]]*\])")
"""The target of a link among the words of HTML."""
NOTE_IN_HTML = re.compile(rb"\[\^([^\[\]\s]+)\]")
TAG = re.compile(r"<[A-Za-z_$]")
MARKDOWN = frozenset({"opening", "caption", "listed", "term", "csv"})
"""Places of words of constructs that are inline Markdown."""


@dataclass(frozen=True, slots=True)
class Inline:
    """The items of a run of text."""

    start: int = field(compare=False)
    """Byte offset of the run on its page."""
    end: int = field(compare=False)
    """Byte offset after the run."""
    items: tuple[Item, ...]
    """Sorted, with repetitions."""
    nested: bool = True
    """Whether its HTML tags open and close in order."""
    pairs: tuple[str, ...] = ()
    """Its template tags that pair up, in order."""
    rules: tuple[str, ...] = ()
    """What must stay as it is where its tags and blocks stand; see `nesting.rules`."""


Part: TypeAlias = str | tuple[Any, ...] | Inline


def skeleton(page: Outline, paths: Iterable[str], pins: Mapping[int, str] | None = None) -> list[Part]:
    """Skeleton of a page. `pins` are heading ids still to be written, by the byte offset of the heading's end."""
    parts: list[Part] = [("front matter", page.front.language, page.front.shape(paths, page.dialect.template_code))]
    for place, token in enumerate(page.tokens):
        if isinstance(token, str):
            if token == PARAGRAPH and page.dialect.markdown_behind_comments:
                parts += _comment_of(page, page.tokens[place + 1])
            parts.append(token)
        elif isinstance(token, Run):
            parts.append(_run(page, token, page.tokens[place - 1] if place else ""))
        elif isinstance(token, headings.Heading):
            named = heading_ids.of_heading(page, token, (pins or {}).get(token.end))
            parts.append(("heading", token.level, token.attributes, *named))
        elif isinstance(token, Markup):
            parts += [*["+HtmlBlock"] * page.dialect.html_is_apart, *markup_parts(token, page.dialect)]
        elif isinstance(token, Occurrence):
            parts += [] if token.around else [construct(page, token)]
        elif not isinstance(token, Instruction):  # its bytes are those of a construct, which follow
            parts.append(token)
    return [*_without_paragraphs(parts), *unseen(page)]


def _without_paragraphs(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts without the ends of those paragraphs that are none to the site, but the elements in them."""
    of_none = {at for at, part in enumerate(parts) if isinstance(part, Inline) and NO_PARAGRAPH in part.rules}
    for at, part in enumerate(parts):
        if not (part == PARAGRAPH and at + 1 in of_none) and not (part == "-Paragraph" and at - 1 in of_none):
            yield part


def _run(page: Outline, run: Run, before: Token) -> Inline:
    """The items of a text behind another token: with an element around it, as they are on more lines than one."""
    if not (isinstance(before, Occurrence) and before.around):
        return inline(page, _without_comment(page, run) if before == PARAGRAPH else run)
    tags: list[Event] = [
        ("InlineHtml", *tag, on_one_line(page.source[slice(*tag)], run.quotes)) for tag in before.around
    ]
    events = (*tags[: len(tags) // 2], *run.events, *tags[len(tags) // 2 :])
    span = (before.start, before.end)
    return Inline(before.start, before.end, *of_run(page, span, run.quotes, events, is_paragraph=True))


def _comment_of(page: Outline, token: Token) -> Iterator[Part]:
    """The comment at the start of the words of a paragraph: it may as well stand on the line above them."""
    if isinstance(token, Run) and token.events[0][0] == "InlineHtml" and token.events[0][3].startswith("<!--"):
        yield ("tag", html_tags.canonical(token.events[0][3].encode(), page.dialect.template_code))


def _without_comment(page: Outline, run: Run) -> Run:
    """The words of a paragraph without such a comment."""
    begun = page.dialect.markdown_behind_comments and any(_comment_of(page, run)) and len(run.events) > 1
    return replace(run, events=run.events[1:]) if begun else run


def unseen(page: Outline) -> Iterator[tuple[Any, ...]]:
    """The parts that no token shows: the bytes of constructs, pipes that may part cells, and the link definitions."""
    yield from ((CONSTRUCT, one.name, one.kept(page.source)) for one in page.scan.alone if not one.around)
    if page.dialect.bare_tables and "|" in page.scan.text:
        yield from (("rows", *row) for row in doubtful_rows.pipes(page.scan, page.events))
    if b"]:" in page.source:
        for start, end, target, title in parse.definitions(page.scan.text, page.dialect):
            yield ("definition", target, bool(title), _codes_of_definition(page, start, end, title or ""))


def _codes_of_definition(page: Outline, start: int, end: int, title: str) -> list[str]:
    """The template code in a link definition and its title."""
    inside = [page.source[first:last].decode() for first, last in page.scan.inside(start, end)]
    return inside + _codes_of_title(page.source[start:end], title, page.dialect)


def _codes_of_title(raw: bytes, title: str, dialect: Dialect) -> list[str]:
    """The template code in a title; where references are decoded later, that in a link as it is written."""
    written = title if dialect.decodes_first else raw.rpartition(b"](")[2].decode()
    return template_code.found(written, dialect.template_code)


def construct(page: Outline, found: Occurrence) -> Part:
    """The place of a construct with words, and the code, tags and addresses in them.

    Options of directives are plain text to docutils: they have no tags.
    """
    said = [tuple(_in_words(page.source[words.start : words.end], words.place, page.dialect)) for words in found.values]
    kept = found.kept(page.source) if found.name == CODE else ()  # that of other constructs follows at the end
    return (CODE, *kept, *said) if kept else (CONSTRUCT, found.name, (b"",), *said)


def _in_words(text: bytes, place: str, dialect: Dialect) -> Iterator[str | bytes]:
    """What words of a construct may not lose or gain; in inline Markdown that is placeholders and code, too."""
    yield from template_code.found(text.decode(), dialect.template_code)
    yield from markup(text) if place != "option" else ()
    if place in MARKDOWN and (b"`" in text or b"{" in text):
        placeholders = sorted({span for one in dialect.constructs for span in masking.placeholders_of(one, text)})
        yield from sorted(text[start:end] for start, end in placeholders)
        shown = bytearray(text)
        for start, end in placeholders:
            shown[start:end] = b"%" * (end - start)
        yield from sorted(code.text for code in code_spans(shown.decode(errors="replace")))


def inline(tree: Outline, run: Run) -> Inline:
    """The items of a run of text."""
    span, is_paragraph = (run.start, run.end), run.place in PARAGRAPHS
    found = of_run(tree, span, run.quotes, run.events, is_paragraph=is_paragraph)
    return Inline(run.start, run.end, *found)


def of_run(
    tree: Outline, span: tuple[int, int], quotes: int, events: Sequence[Event], *, is_paragraph: bool
) -> tuple[tuple[Item, ...], bool, tuple[str, ...], tuple[str, ...]]:
    """What `Inline` holds of a run of text between two byte offsets, inside so many quotes."""
    start, end = span
    raw = tree.source[start:end]
    items = list(_marked(tree, events)) if len(events) > 1 or events[0][0] != "Text" else []
    inside = tree.scan.inside(start, end)
    if inside:
        items += (_of_code(shown, tree.dialect) for shown in _placeholders(tree, start, quotes, inside))
        if b"<" in raw:
            items += (("html", tag) for tag in tags_around_code.tags(tree.source, span, inside, events, tree.dialect))
    if addresses.may_be_code_or_address(raw):
        for words, is_link in _words(tree, events):
            items += (("placeholder", code) for code in template_code.found(words, tree.dialect.template_code))
            items += addresses.items(words, tree.dialect, linked=is_link or not tree.dialect.links_addresses)
    if not items:
        return (), True, (), ()
    tags = [(event[1], event[2], event[3].encode()) for event in events if event[0] == "InlineHtml"]
    pairs = template_edges.paired(tree.source, inside) if inside else ()
    codes = [(*one, on_one_line(tree.source[slice(*one)], quotes).encode()) for one in inside]
    marks = sorted([*tags, *codes])
    rules = nesting.rules(tree.source, span, marks, partial(_tag, dialect=tree.dialect))
    ends = {event[2]: event[3] or "" for event in events if event[0] in MARKED} if codes else {}
    beside = [*nesting.behind_markup(codes, tree.source, ends)]
    every = tree.dialect.constructs
    if is_paragraph:
        beside += (rule for one in every if one.rules for rule in one.rules(tree.source, start, end, marks))
    beside += (rule for one in every if one.rules_of_words for rule in one.rules_of_words(tree.source, start, end))
    nested = nesting.nested_in_markup(marks, events)
    return tuple(sorted(items)), nested, pairs, tuple(sorted([*rules, *beside]))


def _of_code(code: str, dialect: Dialect) -> Item:
    """The item of a placeholder: of a tag that is hidden as one, that of the tag (see `jsx`)."""
    return ("html", _tag(code.encode(), dialect)) if TAG.match(code) else ("placeholder", code)


def _placeholders(tree: Outline, first: int, quotes: int, inside: Iterable[tuple[int, int]]) -> Iterator[str]:
    """The placeholders of a run; the two halves of a role around words count as one: `` {ref}` <x>` ``.

    An attribute list of kramdown at the first byte belongs to the list item, elsewhere to what is before it.
    """
    half = ""
    for start, end in inside:
        shown = on_one_line(comparable(tree.source[start:end], tree.dialect.constructs), quotes)
        if half and shown.endswith("`"):
            yield half + shown
            half = ""
        elif not half and HALF_OF_ROLE.fullmatch(tree.source, start, end):
            half = shown
        else:
            yield f"{shown} at its start" if start == first and shown.startswith("{:") else shown
    if half:
        yield half


def _marked(tree: Outline, events: Iterable[Event]) -> Iterator[Item]:
    """The items of a run's code, tags, footnotes, links and images."""
    source, dialect = tree.source, tree.dialect
    images, raw = 0, b""
    for kind, start, end, value in events:
        if kind == "InlineHtml":
            raw = html_tags.raw_after(value, raw)
        if kind in WORDS:
            if raw and kind == "Text":
                yield ("code", " ".join(value.split()))
            continue
        if kind == "Code":
            yield ("code", " ".join(value.split()))
        elif kind == "InlineHtml":
            yield ("html", _tag(value.encode(), tree.dialect))
        elif kind == "FootnoteReference":
            yield ("footnote", value)
        elif kind == "-Image":
            images -= 1
        else:
            images += kind == "+Image"
            yield _target(source[start:end], value, tree.dialect.scheme, inside=bool(images))
            if value["title"]:
                codes = _codes_of_title(source[start:end], value["title"], dialect)
                yield from (("placeholder", code) for code in codes)


def _tag(tag: bytes, dialect: Dialect) -> str:
    """A tag or comment in comparable form: white space folded, the words in its attributes left out."""
    if not tag.startswith(b"<!") and has_components(dialect.constructs):
        return " ".join(comparable(tag, dialect.constructs)[1:-1].decode().split())
    return html_tags.canonical(tag, dialect.template_code, own_components(dialect))


def _tag_of_html(tag: bytes, dialect: Dialect) -> str:
    """A tag or comment of a block of HTML in comparable form, the words in its attributes and their code left out."""
    code = code_in_tags(dialect) if tag.startswith(b"<") and b"{" in tag else ()
    plain = comparable_tag(tag, code) if code else tag
    return html_tags.canonical(plain, dialect.template_code, own_components(dialect))


def _target(raw: bytes, value: Any, scheme: str, *, inside: bool) -> Item:
    """The item of a link or an image; a link whose text is its target is an address, in whatever form."""
    target = value["dest_url"]
    if "%%" in target and value["id"]:  # masked: it may be any that the page defines
        target = f"[{value['id'].casefold()}]"
    if _leads_to_itself(raw, value, scheme):
        return ("address", raw[1 : -len(target.encode()) - 3 if raw.endswith(b")") else -1].decode())
    return ("image" if inside else "link", target)  # inside an image a link is part of its text


def _leads_to_itself(raw: bytes, value: Any, scheme: str) -> bool:
    """Whether a link is an address in `<…>` or `[address](target)`, the link that is made of a bare address."""
    if value["link_type"] in links.AUTOMATIC:
        return True
    target = value["dest_url"]
    tail = f"]({target})".encode()
    if not raw.startswith(b"[") or not raw.endswith(tail):
        return False
    address = raw[1 : -len(tail)].decode()
    of_host = scheme if scheme and address[:4] == "www." else None
    own = "" if "://" in address else "mailto:" if "@" in address else of_host
    return own is not None and target == own + address


def _words(tree: Outline, events: Iterable[Event]) -> Iterator[tuple[str, bool]]:
    """Pieces of a run's visible text between code, tags and ends of links, and whether each is inside a link.

    A character reference that hides template code counts as some other sign.
    """
    source, decoded = tree.source, tree.dialect.decodes_first
    parts: list[str] = []
    automatic = links_open = 0
    for kind, start, end, value in events:
        if kind == "Text":
            if start >= automatic:
                hides = not decoded and source[start] == AMPERSAND and REFERENCE.fullmatch(source, start, end)
                parts.append("\ufffd" if hides else value)
        elif kind in BREAKS:
            parts.append(" ")
        elif kind in STRESS:
            parts.append("*")
        else:
            yield "".join(parts), links_open > 0
            parts.clear()
            if kind == "+Link" and _leads_to_itself(source[start:end], value, tree.dialect.scheme):
                automatic = end
            links_open += (kind in {"+Link", "+Image"}) - (kind in {"-Link", "-Image"})
    yield "".join(parts), links_open > 0


def markup_parts(markup: Markup, dialect: Dialect) -> Iterator[Part]:
    """The tags of an HTML block, and the items of the words between them."""
    placeholder = masking.any_placeholder(dialect)
    parts = list(html.stretches(markup.text, placeholder, own_components(dialect)))
    tags = [b"" if isinstance(part, html.Stretch) else part[0] for part in parts]
    for index, part in enumerate(parts):
        if isinstance(part, html.Stretch):
            text = markup.text[part.start : part.end]
            if not text.isspace():
                around = (tags[index - 1] if index else b"", tags[index + 1] if index + 1 < len(tags) else b"")
                yield _stretch(markup.start + part.start, text, dialect, around)
        else:
            kept = part[0]
            if placeholder and html.is_mark(part):
                kept = placeholder.sub(lambda code: comparable(code[0], dialect.constructs), kept)
            yield ("tag", _tag_of_html(kept, dialect))


def _stretch(start: int, text: bytes, dialect: Dialect, around: tuple[bytes, bytes]) -> Inline:
    """What stands in a stretch of HTML between two tags."""
    marks = [(*found.span(), found[0]) for found in html_tags.TOKEN.finditer(text)]
    items: list[Item] = [("html", _tag_of_html(mark, dialect)) for _, _, mark in marks]
    rest = html_tags.TOKEN.sub(b"> ", text)
    items += [("html", " ".join(begun[0][1:].decode().split())) for begun in html.UNFINISHED.finditer(rest)]
    words = unescaped(rest.decode())
    items += addresses.items(words, dialect, linked=True)
    code_in = words if dialect.decodes_first and not dialect.finished else rest.decode()
    codes = template_code.found(code_in, dialect.template_code)
    items += [("placeholder", comparable(code.encode(), dialect.constructs).decode()) for code in codes]
    if dialect.markdown_in_html or not dialect.html_blocks:  # in MDX, words behind a comment right below other words
        items += _markdown_in_html(rest, dialect)
    is_nested = nesting.nested(mark for _, _, mark in marks)
    marks = list(_marks_of_html(text, dialect)) if b"{" in text else marks
    rules = nesting.rules(text, (0, len(text)), marks, partial(_tag_of_html, dialect=dialect), around)
    form = masking.any_placeholder(dialect) if b"{" in text else None
    pairs = template_edges.paired(text, [found.span() for found in form.finditer(text)]) if form else ()
    return Inline(start, start + len(text), tuple(sorted(items)), is_nested, pairs, rules)


def _markdown_in_html(words: bytes, dialect: Dialect) -> Iterator[Item]:
    """The links, footnotes, code and placeholders in the words of HTML."""
    yield from (("footnote", found[1].decode()) for found in NOTE_IN_HTML.finditer(words))
    yield from (("link", found[1].lstrip(b"(").decode()) for found in TARGET_IN_HTML.finditer(words))
    if b"`" in words:
        codes = code_spans(words.decode(errors="replace"))
        yield from (("code", " ".join(code.text.strip("`").split())) for code in codes)
    placeholder = masking.any_placeholder(dialect)
    yield from (("placeholder", found[0].decode()) for found in placeholder.finditer(words)) if placeholder else ()


def _marks_of_html(text: bytes, dialect: Dialect) -> Iterator[Mark]:
    """The tags and comments in a stretch of HTML, and the braces that are code to the dialect."""
    for found in MARK.finditer(text):
        if not found[0].startswith(b"{") or dialect.template_code.match(found[0].decode()):
            yield (*found.span(), found[0])
