"""Blocks with options in YAML below their head: those of pymdown-extensions 13, and `::: name` of mkdocstrings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.markdown.constructs import Construct, Occurrence, Words, lines
from i18n_pipeline.markdown.constructs.lines import LINE_END

HEAD = re.compile(
    rb"[ \t>]*(?:(?:[-+*]|\d{1,9}[.)]|:)[ \t][ \t>]*)*"
    rb"(?P<head>/{3,}[ \t]*(?P<name>[\w-]+)(?:[ \t]*\|(?P<title>[^\r\n]*))?|/{3,})[ \t]*" + LINE_END
)
UNTITLED = re.compile(rb"html|(?:[\w-]+-)?caption")
"""Blocks whose argument is no title: a tag, or a number."""
OBJECT = re.compile(rb"[ \t>]*(?P<head>(?:#{1,6}[ \t]*)?:::[ \t]*[^\s:][^\r\n]*)")


def _blocks(construct: Construct, page: bytes) -> Iterator[Occurrence]:
    """The heads with their options, and the lines that close a block."""
    for found in lines.rows(page, construct.signs, HEAD):
        start, end = found.span("head")
        if not found["name"]:
            yield Occurrence(start, end, construct.name)
            continue
        titled = found["title"] and found["title"].strip() and not UNTITLED.fullmatch(found["name"])
        words = Words(*lines.stripped(page, *found.span("title")), "line", "block title") if titled else None
        yield Occurrence(start, lines.options(page, start, end), construct.name, words)


def _objects(construct: Construct, page: bytes) -> Iterator[Occurrence]:
    """The lines that name an object, with their options."""
    for found in lines.rows(page, construct.signs, OBJECT):
        start, end = found.span("head")
        yield Occurrence(start, lines.options(page, start, end), construct.name)


BLOCK = Construct("block", (b"///",), find=_blocks)
"""`/// note | Title`, options indented below it, and the closing `///`."""

OBJECT_REFERENCE = Construct("object", (b":::",), find=_objects)
"""`::: package.module` of mkdocstrings 1, and the options indented below it."""
