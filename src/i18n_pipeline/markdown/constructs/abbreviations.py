"""Abbreviations of Python-Markdown, kramdown and markdown-it: `*[HTML]: Hyper Text Markup Language`."""

from __future__ import annotations

import re

from i18n_pipeline.markdown.constructs import Construct

ABBREVIATION = Construct(
    "abbreviation",
    (b"*[",),
    alone=rb"\*\[[^\[\]\r\n]+\]:[^\r\n]*",
    title=re.compile(rb"\*\[[^\[\]\r\n]+\]:(?P<line>[^\r\n]*)"),
)
