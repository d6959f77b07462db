"""Lines without words that stand for what a generator puts there: includes, tables of contents, attribute lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from i18n_pipeline.markdown.constructs import Construct, Words

SNIPPET = Construct(
    "snippet",
    (b"-8<-",),
    opening=rb"<(?<=-8<)(?=-)",
    alone=rb";*-+8<-+(?:[ \t]+[^\r\n]*|(?:(?:\r\n|\n|\r)(?![ \t>]*-+8<-)[^\r\n]*)++(?:\r\n|\n|\r)[ \t>]*-+8<-+|)",
)
"""`--8<-- "file"`, and the names of files on lines between two `--8<--` (pymdown-extensions 13)."""

INCLUDED_CODE = Construct("included file", (b"{*",), alone=rb"\{\*[^{}\r\n]*\*\}")
"""`{* ../code/file.py hl[3] *}` (markdown-include-variants 0.0.8, of the documentation of FastAPI)."""

CONTENTS = Construct(
    "table of contents",
    (b"[",),
    opening=rb"\[(?=[\[_]|TOC|toc)",
    alone=rb"\[\[?_?(?:TOC|toc)_?\]\]?",
    risk=r"\[(?=\[?_?(?:TOC|toc)_?\])",
)
"""`[TOC]` (Python-Markdown), `[[toc]]` (VitePress)."""

SOURCE_FILE = Construct(
    "included file", (b"<<<", b"@include"), alone=rb"<<<[ \t]*\S[^\r\n]*|<!--[ \t]*@include:[^\r\n]*?-->"
)
"""`<<< @/file.js{1,3}` (VitePress)."""


def _page_title(_construct: Construct, page: bytes, start: int, end: int) -> Iterator[Words]:
    """The words of `{{#title Words}}`."""
    named = PAGE_TITLE.match(page, start, end)
    if named:
        yield Words(*named.span("text"), "plain", "page title")


PAGE_TITLE = re.compile(rb"\{\{\s*#title[ \t]+(?P<text>[^{}\r\n]*[^{}\s])\s*\}\}")
BOOK_INCLUDE = Construct(
    "included file",
    (b"{{",),
    ends_lists=True,
    alone=rb"\{\{[^{}\r\n]*\}\}",
    inside=rb"\{\{\s*#[^{}\r\n]*\}\}",
    values=_page_title,
    risk=r"\{(?=\{)",
)
"""`{{#include file}}`, `{{#playground file}}`, `{{#title Words}}` (mdBook 0.5); what stands alone in two braces is for
another program that the book is read by, such as `{{summary-table}}`."""

RULE = Construct(
    "name of a rule",
    (b"r[",),
    opening=rb"r\[(?<![^ \t>\r\n]r\[)[\w.:-]+\][ \t]*(?=[\r\n]|\Z)",
    alone=rb"r\[[\w.:-]+\]",
    risk_of_line=r"r\[[\w.:-]+\][ \t]*(?:\n|\Z)",
)
"""`r[items.traits]` on a line of its own, as mdbook-spec (of the Rust reference) reads it."""

DEFINITION = Construct("definition", (), risk_of_line=r":")
"""A line that begins with a colon: pulldown-cmark 0.13 takes it for a definition of the paragraph above it."""

LIST = rb":?[ \t]*(?:[#.:][^{}\r\n]*|[\w-]+[ \t]*=[^{}\r\n]*|[\w-]+[ \t]*)\}[ \t]*"
"""What follows the brace of a list on a line of its own."""
GLUED = rb":?[ \t]*(?:[#.][^{}\r\n]*|[\w-]+[ \t]*=[^{}\r\n]*)\}"
"""What follows the brace of a list behind other markup."""
NO_FENCE = rb"(?<![\r\n]```\{)(?<! {4}```\{)"
"""Behind the brace: the marks of code in a fence do not stand right before it, as far as that is easily told."""
ATTRIBUTE_LINE = Construct(
    "attribute list",
    (b"{",),
    opening=rb"\{(?<![^ \t>\r\n]\{)" + LIST + rb"(?=[{\r\n]|\Z)",
    alone=rb"(?:\{" + LIST + rb")+",
    inside=rb"\{(?<=[)\]`*_>~=^]\{)" + NO_FENCE + GLUED,
    risk=r"\{(?<=[)\]`*_>~=^]\{)(?=" + GLUED.decode() + r")",
)
"""`{: .note }`, `{ .annotate }`, `{#id}` below or above a block, and after a link, an image, code or emphasis."""

ONE_LIST = ATTRIBUTE_LINE.inside + rb"(?!\})"
MARKUP_ATTRIBUTES = replace(ATTRIBUTE_LINE, inside=ONE_LIST, wordless=ONE_LIST)
"""The same of markdown-it-attrs 4.3, which reads none behind markup if another brace follows it."""

PYTHON_ATTRIBUTES = replace(ATTRIBUTE_LINE, risk=r"\{", wordless=ATTRIBUTE_LINE.inside)
"""The same in Python-Markdown 3.11, which reads nearly anything in braces behind a block or other markup."""

BLOCK_ATTRIBUTES = replace(ATTRIBUTE_LINE, inside=rb"\{(?<=[)`*_>~=^]\{)" + NO_FENCE + GLUED)
"""The same without those behind a bracket, where the dialect knows more of them."""
