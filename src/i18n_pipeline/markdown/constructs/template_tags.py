"""Tags and expressions of templates: `{{< … >}}` (Hugo), `{% … %}` (Liquid, Jinja), `{{ … }}` (Vue, Liquid, Jinja).

A line of tags alone stands for itself, and the parameters with words in them are messages. What a raw tag stands
around is no Markdown: it belongs to the tag. A tag among words is a placeholder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from i18n_pipeline.markdown.constructs import BREAK, Construct, Occurrence, Words
from i18n_pipeline.markdown.constructs.lines import LINE, stripped

SHORTCODE = rb"\{\{[<%](?:[^\r\n{]|\{(?!\{)|" + BREAK + rb")*?[>%]\}\}"
BLOCK_TAG = rb"\{%(?:[^\r\n{]|\{(?!%)|" + BREAK + rb")*?%\}"
TAG = SHORTCODE + rb"|" + BLOCK_TAG
EXPRESSION = rb"\{\{(?:[^{}\r\n]|" + BREAK + rb"|\{(?:[^{}\r\n]|" + BREAK + rb")*\})*\}\}"
COMMENT = rb"\{#(?:[^#]|#(?!\}))*?#\}"

HEAD = re.compile(rb"\{(?:\{[<%]|%-?)\s*(?P<close>/|end)?\s*(?P<name>[\w./-]+)")
PARAMETER = re.compile(
    rb"(?:(?P<name>[\w-]+)\s*[=:]\s*)?(?:\"(?P<double>(?:\\.|[^\"\\])*)\"|'(?P<single>[^'\r\n]*)'|`(?P<raw>[^`]*)`|(?P<bare>[^\s\"'`=]+))"
)
MARGIN = re.compile(LINE + rb"[ \t>]*(?:(?:[-+*]|\d{1,9}[.)]|:)[ \t][ \t>]*)*\Z")
QUOTES = re.compile(LINE + rb"[ \t>]*\Z")
REST = re.compile(rb"[ \t]*(?=[\r\n]|\Z)")
BLANK = re.compile(rb"[ \t]*")


@dataclass(frozen=True, slots=True)
class _Tag:
    start: int
    end: int
    name: str
    closing: bool
    raw: bool
    """Whether it is a raw tag with all that it stands around."""
    text: tuple[int, int] = (0, 0)
    """The range of what it stands around, if that is text without Markdown."""


@lru_cache(maxsize=64)
def _pattern(inside: bytes) -> re.Pattern[bytes]:
    return re.compile(inside)


def _tags(construct: Construct, page: bytes) -> Iterator[_Tag]:
    """The tags and expressions of a page in order; a raw tag includes all up to the one that closes it."""
    opened: _Tag | None = None
    waiting: list[_Tag] = []
    for found in _pattern(construct.inside).finditer(page):
        head = HEAD.match(page, *found.span())
        name = head["name"].decode() if head else ""
        tag = _Tag(*found.span(), name, bool(head and head["close"]), False)
        if opened is None:
            if construct.body_of(name) != "markdown" and not tag.closing and page[tag.end - 4 : tag.end] != b"/>}}":
                opened = tag
            else:
                yield tag
        elif tag.closing and tag.name == opened.name:
            text = (opened.end, tag.start) if construct.body_of(name) == "text" else (0, 0)
            yield _Tag(opened.start, tag.end, name, False, True, text)
            opened, waiting = None, []
        else:
            waiting.append(tag)
    if opened is not None:  # nothing closes it: it is an ordinary tag, and so are those after it
        yield opened
        yield from waiting


def standing(construct: Construct, page: bytes) -> Iterator[Occurrence]:
    """The lines of tags alone, raw tags with what they stand around, and lines of one tag around text."""
    group: list[_Tag] = []
    for tag in _tags(construct, page):
        if group and page[group[-1].end : tag.start].strip(b" \t"):
            yield from _group(construct, page, group)
            group = []
        group.append(tag)
    yield from _group(construct, page, group)


def _group(construct: Construct, page: bytes, group: list[_Tag]) -> Iterator[Occurrence]:
    """The occurrence that tags without words between them make, if they fill their lines."""
    if not group or not REST.match(page, group[-1].end):
        return
    start = group[0].start
    line = max(page.rfind(b"\n", 0, start), page.rfind(b"\r", 0, start)) + 1
    values = tuple(words for tag in group for words in _values(construct, page, tag))
    margin = MARGIN if values else QUOTES
    if margin.match(page[line:start]):
        yield Occurrence(start, group[-1].end, construct.name, None, values)


def _values(construct: Construct, page: bytes, tag: _Tag) -> Iterator[Words]:
    """The parameters of a tag with words for readers."""
    if tag.text[1]:
        yield Words(*stripped(page, *tag.text), "plain", f"text of {tag.name}")
    head = HEAD.match(page, tag.start, tag.end)
    if head is None or tag.closing or tag.raw:
        return
    human = construct.parameters_of(tag.name)
    for number, found in enumerate(PARAMETER.finditer(page, head.end(), tag.end - 2)):
        quoted = next((group for group in ("double", "single", "raw") if found[group] is not None), "")
        name = found["name"].decode() if found["name"] else str(number)
        if quoted and name in human:
            yield Words(*found.span(quoted), "parameter", f"parameter: {name}")


def raw_among(construct: Construct, page: bytes) -> Iterator[tuple[int, int]]:
    """The ranges of raw tags with what they stand around."""
    return ((tag.start, tag.end) for tag in _tags(construct, page) if tag.raw)


TEMPLATE_TAG = Construct(
    "template tag",
    (b"{{", b"{%"),
    alone=rb"(?:" + TAG + rb")(?:[ \t]*(?:" + TAG + rb"))*",
    inside=EXPRESSION + rb"|" + TAG,
)
"""The tags of any template language; their words are left alone."""

HUGO_SHORTCODE = Construct(
    "shortcode",
    (b"{{<", b"{{%"),
    risk=r"\{(?=\{[<%])",
    inside=SHORTCODE,
    parameters=("title", "caption", "alt", "text", "header", "label", "description", "summary", "attr", "placeholder"),
    raw=("highlight", "mermaid", "math", "katex", "chem", "code", "raw", "goat", "comment"),
    kind="shortcode",
    find=standing,
    among=raw_among,
)
"""Shortcodes of Hugo 0.168."""

LIQUID_TAG = Construct(
    "Liquid tag",
    (b"{{", b"{%"),
    risk=r"\{(?=[{%])",
    inside=EXPRESSION + rb"|" + BLOCK_TAG,
    parameters=("content", "title", "caption", "alt", "text", "label", "description"),
    raw=("raw", "highlight", "comment", "mermaid", "plantuml", "assign"),
    kind="shortcode",
    find=standing,
    among=raw_among,
)
"""Tags and outputs of Liquid 4 and 5 (Jekyll, Eleventy)."""

JINJA_TAG = Construct(
    "template tag",
    (b"{{", b"{%", b"{#"),
    risk=r"\{(?=[{%#])",
    inside=EXPRESSION + rb"|" + BLOCK_TAG + rb"|" + COMMENT,
    parameters=("title", "caption", "alt", "text", "label", "description"),
    raw=("raw", "verbatim", "highlight", "comment"),
    kind="shortcode",
    find=standing,
    among=raw_among,
)
"""Tags, outputs and comments of Jinja, Nunjucks and Tera (Zola)."""

VUE_EXPRESSION = Construct("expression", (b"{{",), inside=EXPRESSION)
"""`{{ expression }}` of Vue 3."""
