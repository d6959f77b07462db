"""Re-base link targets on the English page, so that they lead to the same files from the localised page's folder.

This comes before translation, so that the localised page is compared with a page that has the same targets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from typing import TypeAlias

from i18n_pipeline.markdown.reading import html, links, parse
from i18n_pipeline.markdown.reading.outline import Markup, Run
from i18n_pipeline.markdown.reading.segments import Page, page, without_quote_marks
from i18n_pipeline.markdown.writing.splice import edited

Retarget: TypeAlias = Callable[[str], str]
"""Turns a link target of the English page into the target for the localised page."""

BLANK = rb"[ \t]*(?:(?:\r\n|\n|\r)[ \t>]*)?"
"""White space with at most one line end, and the quote marks after that (CommonMark 0.31, section 6.3)."""
BRACKETED = rb"<(?:\\.|[^<>\\\r\n])*>"
INLINE = re.compile(rb"\]\(" + BLANK + rb"(?P<target>" + BRACKETED + rb"|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)")
DEFINED = re.compile(rb"\[(?:\\.|[^\]\\])*\]:" + BLANK + rb"(?P<target>" + BRACKETED + rb"|\S+)")
NEEDS_BRACKETS = re.compile(r"[\s()<>]")
NEEDS_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])|&(?=#?\w+;)|[<>](?=.)")
"""Characters to escape in a target: escapes, entities, angle brackets."""
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
    """The page with re-based targets, and old to new spellings of changed inline HTML attributes."""
    source = english.outline.source
    edits: list[tuple[int, int, bytes]] = []
    attributes: dict[str, str] = {}
    for start, end, target in _markdown_targets(english):
        new = retarget(target)
        if new != target:
            edits.append((start, end, _destination(new).encode()))
    for span, value, folded in _attributes(english):
        changed = list(_changed(value, retarget))
        edits += [(span[0] + start, span[0] + end, new) for start, end, new in changed]
        if changed:
            now = edited(value[0], changed)
            attributes |= _spellings(*(folded.sub(b" ", text).decode() for text in (value[0], now)))
    if not edits:
        return english, {}
    return page(edited(source, edits), english.outline.dialect), attributes


def _destination(target: str) -> str:
    """A target as Markdown writes it."""
    safe = NEEDS_ESCAPE.sub(lambda found: f"\\{found[0]}", target)
    return f"<{safe}>" if NEEDS_BRACKETS.search(target) else safe


def _markdown_targets(english: Page) -> Iterator[tuple[int, int, str]]:
    """Byte spans and targets of inline links and images, and of definitions."""
    source = english.outline.source
    for token in english.outline.tokens:
        if isinstance(token, Run):
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

Value: TypeAlias = tuple[bytes, bool]
"""The value of an attribute as it is written, and whether it is a list of images."""


def _attributes(english: Page) -> Iterator[tuple[tuple[int, int], Value, re.Pattern[bytes]]]:
    """Byte spans and values of the attributes with URLs, and the parts of them that are one space in a msgid."""
    source = english.outline.source
    for token in english.outline.tokens:
        if isinstance(token, Markup):
            yield from ((*found, WHITE_SPACE) for found in _values(token.text, token.start))
        elif isinstance(token, Run):
            for kind, start, end, _ in token.events:
                if kind == "InlineHtml":
                    tag = without_quote_marks(source[start:end], token.quotes)
                    yield from ((*found, LINE_BREAK) for found in _values(tag, start))


def _values(text: bytes, offset: int) -> Iterator[tuple[tuple[int, int], Value]]:
    code: bytes | None = None
    for tag in html.TOKEN.finditer(text):
        name = (tag["name"] or b"").lower()
        if not name or (code and not (tag["close"] and name == code)):
            continue
        code = name if name in CODE and not tag["close"] else None
        for found in html.ATTRIBUTE.finditer(text, *tag.span("attributes")):
            attribute = found["name"].lower()
            if attribute in SETS or (attribute in URLS and (attribute != b"data" or name == b"object")):
                start, end = found.span(html.quoting(found))
                yield (offset + start, offset + end), (text[start:end], attribute in SETS)


def _changed(value: Value, retarget: Retarget) -> Iterator[tuple[int, int, bytes]]:
    """Edits that re-base the URLs in an attribute value."""
    text, is_set = value
    for start, end in _images(text) if is_set else [_trimmed(text)]:
        raw = text[start:end].decode()
        target = unescape(raw)
        new = retarget(target)
        if new != target:
            new = new if raw == target else new.replace("&", "&amp;")
            new = new.replace('"', "&quot;").replace("'", "&#39;").replace("<", "&lt;").replace(">", "&gt;")
            yield start, end, (new.replace(" ", "%20") if is_set else new).encode()


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
