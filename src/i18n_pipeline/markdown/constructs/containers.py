"""Containers between lines of colons, each kind with its own way of writing a title."""

from __future__ import annotations

import re

from i18n_pipeline.markdown.constructs import Construct

ATTRIBUTES = rb"\{[^{}\r\n]*\}"
LABEL = rb"\[(?P<bracketed>(?:[^\[\]\r\n\\]|\\[^\r\n]|\[[^\[\]\r\n]*\])*)\]"

CONTAINER = Construct("container fence", (b":::",), alone=rb":{3,}[^\r\n]*")
"""`:::note Title` of any tool; the title is left alone."""

LABELLED_CONTAINER = Construct(
    "container",
    (b":::",),
    alone=rb":{3,}[^\r\n]*",
    title=re.compile(rb":{3,}[ \t]*[\w-]+(?:" + LABEL + rb"|[ \t]+(?P<line>[^\s{\[][^{\r\n]*))"),
)
"""`:::note[Title]{#id}` of remark-directive (Docusaurus, Starlight); Docusaurus also takes `:::note Title`."""

TITLED_CONTAINER = Construct(
    "container",
    (b":::",),
    alone=rb":{3,}[^\r\n]*",
    title=re.compile(rb":{3,}[ \t]*(?!(?:code-group|raw|v-pre)\b)[\w-]+[ \t]+(?P<line>[^\s{][^{\r\n]*)"),
)
"""`::: tip Title {#id}` of markdown-it-container (VitePress)."""
