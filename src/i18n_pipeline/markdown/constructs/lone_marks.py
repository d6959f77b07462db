"""Lines without words that stand for what a generator puts there: includes, tables of contents, attribute lists."""

from __future__ import annotations

from dataclasses import replace

from i18n_pipeline.markdown.constructs import Construct

SNIPPET = Construct(
    "snippet",
    (b"8<",),
    alone=rb";*-+8<-+(?:[ \t]+[^\r\n]*|(?:(?:\r\n|\n|\r)(?![ \t>]*-+8<-)[^\r\n]*)+(?:\r\n|\n|\r)[ \t>]*-+8<-+|)",
)
"""`--8<-- "file"`, and the names of files on lines between two `--8<--` (pymdown-extensions 13)."""

CONTENTS = Construct(
    "table of contents",
    (b"[TOC]", b"[toc]", b"[[toc]]", b"[[TOC]]", b"[[_TOC_]]"),
    alone=rb"\[\[?_?(?:TOC|toc)_?\]\]?",
    risk=r"\[(?=\[?_?(?:TOC|toc)_?\])",
)
"""`[TOC]` (Python-Markdown), `[[toc]]` (VitePress)."""

SOURCE_FILE = Construct(
    "included file", (b"<<<", b"@include"), alone=rb"<<<[ \t]*\S[^\r\n]*|<!--[ \t]*@include:[^\r\n]*?-->"
)
"""`<<< @/file.js{1,3}` (VitePress)."""

BOOK_INCLUDE = Construct(
    "included file", (b"{{#",), alone=rb"\{\{#(?!title)[^{}\r\n]*\}\}", inside=rb"\{\{#[^{}\r\n]*\}\}"
)
"""`{{#include file}}`, `{{#playground file}}` (mdBook)."""

ATTRIBUTE_LINE = Construct(
    "attribute list",
    (b"{",),
    alone=rb"(?:\{:?[ \t]*(?:[#.:][^{}\r\n]*|[\w-]+[ \t]*=[^{}\r\n]*|[\w-]+[ \t]*)\}[ \t]*)+",
    inside=rb"(?<=[)\]`*_>~=^])\{:?[ \t]*(?:[#.][^{}\r\n]*|[\w-]+[ \t]*=[^{}\r\n]*)\}",
)
"""`{: .note }`, `{ .annotate }`, `{#id}` below or above a block, and after a link, an image, code or emphasis."""

PYTHON_ATTRIBUTES = replace(ATTRIBUTE_LINE, risk=r"\{")
"""The same in Python-Markdown 3.11, which reads nearly anything in braces behind a block or other markup."""
