"""MyST-Parser 5.2: targets, comments, block breaks, roles and substitutions; directives in fences and colons."""

from __future__ import annotations

import re

from i18n_pipeline.markdown.constructs import Construct

TARGET = Construct("target", (b")=",), alone=rb"\([^()\r\n]+\)=")
"""`(name)=` above what it names."""
LINE_COMMENT = Construct("comment", (b"%",), alone=rb"%[^\r\n]*")
"""`% not shown`."""
BLOCK_BREAK = Construct("block break", (b"+++",), alone=rb"\+\+\+[^\r\n]*")
"""`+++`."""
ROLE = Construct("role", (b"}`",), inside=rb"\{[A-Za-z][\w:.+-]*\}`(?:[^`\r\n]|\r?\n(?![ \t>]*\r?\n))*`")
"""`` {ref}`name` ``: a placeholder with its text."""
SUBSTITUTION = Construct("substitution", (b"{{",), inside=rb"\{\{[^{}\r\n]*\}\}", alone=rb"\{\{[^{}\r\n]*\}\}")
"""`{{ name }}`."""

OPTIONS = rb"(?:(?:\r\n|\n|\r)[ \t>]*:[\w-]+:[^\r\n]*)*"
WORDS = rb"(?:admonition|dropdown|card|grid-item-card|tab-item|topic|list-table|sidebar|tip|button-link)"
COLON_DIRECTIVE = Construct(
    "directive",
    (b":::",),
    alone=rb":{3,}[ \t]*\{[^{}\r\n]+\}[^\r\n]*" + OPTIONS + rb"|:{3,}[^\r\n]*",
    title=re.compile(rb":{3,}[ \t]*\{" + WORDS + rb"\}[ \t]*(?P<line>[^\r\n]*)"),
)
"""`:::{admonition} Title` with its options."""
