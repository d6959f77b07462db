"""Re-base link targets on the English page, so that they lead to the same files from the localised page's folder.

This comes before translation, so that the localised page is compared with a page that has the same targets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TypeAlias

from msgspec import Struct

from i18n_pipeline.markdown.character_references import unescaped
from i18n_pipeline.markdown.constructs import Occurrence
from i18n_pipeline.markdown.constructs.lines import start_of_line
from i18n_pipeline.markdown.constructs.ranges import is_within
from i18n_pipeline.markdown.reading import html_tags, links, masking, parse
from i18n_pipeline.markdown.reading.outline import Markup, Outline, Run
from i18n_pipeline.markdown.reading.segments import Page, page, without_quote_marks
from i18n_pipeline.markdown.writing.link_places import Retarget, Where
from i18n_pipeline.markdown.writing.splice import edited

BLANK = rb"[ \t]*(?:(?:\r\n|\n|\r)[ \t>]*)?"
"""White space with at most one line end, and the quote marks after that (CommonMark 0.31, section 6.3)."""
BRACKETED = rb"<(?:\\.|[^<>\\\r\n])*>"
INLINE = re.compile(rb"\]\(" + BLANK + rb"(?P<target>" + BRACKETED + rb"|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)")
DEFINED = re.compile(rb"\[(?:\\.|[^\]\\])*\]:" + BLANK + rb"(?P<target>" + BRACKETED + rb"|\S+)")
NEEDS_BRACKETS = re.compile(r"[\s()<>]")
NEEDS_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])|&(?=#?\w+;)|[<>](?=.)")
"""Characters to escape in a target: escapes, entities, angle brackets."""
IN_CONSTRUCT = re.compile(
    rb"""(?<=\s)(?:href|src|to|link|url)\s*=\s*\{?(?P<quote>["'`])(?P<url>[^"'`\r\n]*)(?P=quote)"""
)
"""A parameter of a shortcode with an address, or an attribute of a component."""
OF_COMPONENTS = frozenset({b"to", b"link", b"url"})
"""Attributes of components with an address, beside those of HTML."""
IMPORTED = re.compile(rb"""(?:\bfrom|\bimport)\s*\(?\s*(?P<quote>["'])(?P<path>\.\.?/[^"'\r\n]+)(?P=quote)""")
"""The relative path of an import or a re-export of JavaScript."""
SCRIPT = re.compile(rb"<script\b[^<>]*+>", re.IGNORECASE)
END_OF_SCRIPT = re.compile(rb"</script", re.IGNORECASE)
URLS = frozenset({b"src", b"href", b"poster", b"cite", b"data", b"xlink:href"})
"""Attributes whose value is one URL of a file or page (HTML standard, index of attributes; SVG 2, section 16.1)."""
SETS = frozenset({b"srcset", b"imagesrcset"})
"""Attributes that hold a list of images, each with a width or a density (HTML standard, section 4.8.4.2.1)."""
CANDIDATE = re.compile(rb"[\s,]*(?P<url>\S*[^\s,])(?:,+(?=\s|$)|(?:[^,()]|\([^()]*\))*,?)")
"""One image of such a list: the URL ends at white space, and a comma at its end ends the image."""
WHITE_SPACE = re.compile(rb"\s+")
LINE_BREAK = re.compile(rb"[ \t]*(?:\r\n|\n|\r)[ \t]*")
CODE = frozenset({b"script", b"style", b"textarea", b"title", b"xmp"})
"""Elements in whose content there are no tags (HTML standard, section 13.1.2)."""


def rebased(english: Page, retarget: Retarget) -> tuple[Page, Mapping[str, str]]:
    """The page with re-based targets, and old to new spellings of what changed: link targets, HTML attributes, tags."""
    source = english.outline.source
    edits: dict[int, tuple[int, int, bytes]] = {}
    spellings: dict[str, str] = {}
    for start, end, target in _targets(english):
        new = retarget(target, Where.LINK)
        if new != target:
            edits[start] = (start, end, _destination(new).encode())
            as_written = (source[start:end].decode(), _destination(new))
            spellings |= {f"]({as_written[0]}{after}": f"]({as_written[1]}{after}" for after in (")", " ")}
    for span, value, folded in _addresses(english):
        changed = list(_changed(value, retarget))
        edits |= {span[0] + start: (span[0] + start, span[0] + end, new) for start, end, new in changed}
        if changed:
            now = edited(value.text, changed)
            spellings |= _spellings(*(folded.sub(b" ", text).decode() for text in (value.text, now)))
    for (start, end), before, where, (first, last) in (*_in_constructs(english), *_front_values(english)):
        new = retarget(before, where)
        if new != before and start not in edits:
            edits[start] = (start, end, new.encode())
            spellings[source[first:last].decode()] = (source[first:start] + new.encode() + source[end:last]).decode()
    if not edits:
        return english, {}
    return page(edited(source, sorted(edits.values())), english.outline.dialect), spellings


Span: TypeAlias = tuple[int, int]
"""Byte range on the page."""


def _in_constructs(english: Page) -> Iterator[tuple[Span, str, Where, Span]]:
    """Addresses in shortcodes and components, and paths in other syntax: span, text, kind of place, whole syntax."""
    tree = english.outline
    hidden = [(found.start, found.end) for found in tree.scan.alone]
    for start, end in (*hidden, *tree.scan.placeholders):
        for found in IN_CONSTRUCT.finditer(tree.source, start, end):
            yield found.span("url"), found["url"].decode(), Where.COMPONENT, found.span()
    ranges = [(found.start, found.end) for found in tree.scan.alone if found.name == "script"]
    ranges += _in_scripts(tree)
    paths = [found for start, end in ranges for found in IMPORTED.finditer(tree.source, start, end)]
    if tree.dialect.paths:
        own = list(tree.dialect.paths.finditer(tree.source))
        paths += own if tree.dialect.paths_in_code else _outside_code(tree, own)
    yield from ((found.span("path"), found["path"].decode(), Where.PATH, found.span()) for found in paths)


def _outside_code(tree: Outline, paths: list[re.Match[bytes]]) -> list[re.Match[bytes]]:
    code = parse.ranges(tree.scan.text, tree.dialect, masking.CODE) if paths else []
    return [found for found in paths if not is_within(found.start(), code)]


def _in_scripts(tree: Outline) -> Iterator[Span]:
    """What stands in the `<script>` elements of a page's HTML, up to one that nothing closes."""
    done = 0
    for token in tree.tokens:
        if not isinstance(token, Markup | Occurrence):
            continue
        for opening in SCRIPT.finditer(tree.source, token.start, token.end):
            if opening.start() >= done:
                closing = END_OF_SCRIPT.search(tree.source, opening.end())
                if not closing:
                    return
                done = closing.start()
                yield opening.end(), done


def _front_values(english: Page) -> Iterator[tuple[Span, str, Where, Span]]:
    """The same for the front-matter values that are link targets, without quotes."""
    front = english.outline.front
    dialect = english.outline.dialect
    kinds = dict.fromkeys(dialect.link_keys, Where.FRONT_MATTER) | dict.fromkeys(dialect.address_keys, Where.ADDRESS)
    for node in front.nodes if kinds else ():
        if node.path in kinds and node.text:
            raw = front.text[node.start : node.end]
            at = raw.find(node.text)
            if at >= 0 and raw.strip() in {node.text, f'"{node.text}"', f"'{node.text}'"}:
                start = node.start + at
                span = front.offset(start), front.offset(start + len(node.text))
                line = start_of_line(english.outline.source, span[0]), span[1]
                yield span, node.text, kinds[node.path], line


def _destination(target: str) -> str:
    """A target as Markdown writes it."""
    safe = NEEDS_ESCAPE.sub(lambda found: f"\\{found[0]}", target)
    return f"<{safe}>" if NEEDS_BRACKETS.search(target) else safe


@lru_cache(maxsize=4)
def _targets(english: Page) -> tuple[tuple[int, int, str], ...]:
    """All of `_markdown_targets`, found once for all languages."""
    return tuple(_markdown_targets(english))


@lru_cache(maxsize=4)
def _addresses(english: Page) -> tuple[tuple[tuple[int, int], Attribute, re.Pattern[bytes]], ...]:
    """All of `_attributes`, found once for all languages."""
    return tuple(_attributes(english))


def _markdown_targets(english: Page) -> Iterator[tuple[int, int, str]]:
    """Byte spans and targets of inline links and images, and of definitions."""
    source = english.outline.source
    for token in english.outline.tokens:
        if isinstance(token, Run) and source.find(b"](", token.start, token.end) >= 0:
            for (_, _, end, value), tail in links.spans(source, token.events):
                found = INLINE.match(source, tail, end) if value["link_type"] == "Inline" else None
                if found:
                    yield (*found.span("target"), value["dest_url"])
    if b"]:" in source:
        for start, end, target, _ in parse.definitions(english.outline.scan.text, english.outline.dialect):
            found = DEFINED.match(source, start, end)
            if found:
                yield (*found.span("target"), target)


# --- HTML --------------------------------------------------------------------------------------------


class Attribute(Struct, frozen=True):
    """The value of an attribute."""

    text: bytes
    """As it is written."""
    is_set: bool
    """Whether it is a list of images."""
    where: Where
    """Whether the element is one of HTML or a component."""


def _attributes(english: Page) -> Iterator[tuple[tuple[int, int], Attribute, re.Pattern[bytes]]]:
    """Byte spans and values of the attributes with URLs, and the parts of them that are one space in a msgid."""
    source = english.outline.source
    for token in english.outline.tokens:
        if isinstance(token, Markup):
            yield from ((*found, WHITE_SPACE) for found in _values(token.text, token.start))
        elif isinstance(token, Occurrence):
            yield from ((*found, WHITE_SPACE) for found in _values(source[token.start : token.end], token.start))
        elif isinstance(token, Run) and source.find(b"<", token.start, token.end) >= 0:
            for kind, start, end, _ in token.events:
                if kind == "InlineHtml":
                    tag = without_quote_marks(source[start:end], token.quotes)
                    yield from ((*found, LINE_BREAK) for found in _values(tag, start))


def _values(text: bytes, offset: int) -> Iterator[tuple[tuple[int, int], Attribute]]:
    code: bytes | None = None
    for tag in html_tags.TOKEN.finditer(text):
        written = tag["name"] or b""
        name = written.lower()
        if not name or (code and not (tag["close"] and name == code)):
            continue
        code = name if name in CODE and not tag["close"] else None
        where = Where.COMPONENT if html_tags.COMPONENT.fullmatch(written) else Where.HTML
        for found in html_tags.ATTRIBUTE.finditer(text, *tag.span("attributes")):
            attribute = found["name"].lower()
            if attribute in SETS or _has_url(attribute, name, where):
                start, end = found.span(html_tags.quoting(found))
                yield (offset + start, offset + end), Attribute(text[start:end], attribute in SETS, where)


def _has_url(attribute: bytes, element: bytes, where: Where) -> bool:
    """Whether the value of an attribute is one URL."""
    if attribute in OF_COMPONENTS:
        return where is Where.COMPONENT
    return attribute in URLS and (attribute != b"data" or element == b"object")


def _changed(value: Attribute, retarget: Retarget) -> Iterator[tuple[int, int, bytes]]:
    """Edits that re-base the URLs in an attribute value."""
    text = value.text
    for start, end in _images(text) if value.is_set else [_trimmed(text)]:
        raw = text[start:end].decode()
        target = unescaped(raw)
        new = retarget(target, value.where)
        if new != target:
            new = new if raw == target else new.replace("&", "&amp;")
            new = new.replace('"', "&quot;").replace("'", "&#39;").replace("<", "&lt;").replace(">", "&gt;")
            yield start, end, (new.replace(" ", "%20") if value.is_set else new).encode()


def _trimmed(text: bytes) -> tuple[int, int]:
    start = len(text) - len(text.lstrip())
    return start, start + len(text.strip())


def _images(text: bytes) -> Iterator[tuple[int, int]]:
    """The byte spans of the URLs in a list of images."""
    found = CANDIDATE.match(text)
    while found:
        yield found.span("url")
        found = CANDIDATE.match(text, found.end())


def _spellings(old: str, new: str) -> Iterator[tuple[str, str]]:
    """A value as it may be written in a tag, with and without quotes, and its new form."""
    for quote in "\"'":
        yield f"{quote}{old}{quote}", f"{quote}{new}{quote}"
    for after in (" ", ">", "/>"):
        yield f"={old}{after}", f"={new}{after}"
