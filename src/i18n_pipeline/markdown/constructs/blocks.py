"""Blocks of pymdown-extensions 13: `/// note | Title`, options indented below it, and the closing `///`."""

from __future__ import annotations

import re

from i18n_pipeline.markdown.constructs import Construct

OPTIONS = rb"(?:(?:\r\n|\n|\r)[ \t>]*[ ]{4}[\w-]+:[^\r\n]*)*"

BLOCK = Construct(
    "block",
    (b"///",),
    alone=rb"/{3,}[ \t]*[\w-]+(?:[ \t]*\|[^\r\n]*)?" + OPTIONS + rb"|/{3,}",
    title=re.compile(rb"/{3,}[ \t]*[\w-]+[ \t]*\|(?P<line>[^\r\n]*)"),
)
