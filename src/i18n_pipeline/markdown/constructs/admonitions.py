"""Syntax of Python-Markdown and pymdown whose body is indented: `!!! note "Title"`, `??? tip`, `=== "Tab"`."""

from __future__ import annotations

import re

from i18n_pipeline.markdown.constructs import Construct

ADMONITION = Construct(
    "admonition",
    (b"!!!", b"???"),
    alone=rb"(?:!!!|\?\?\?\+?)(?:[ \t]?[\w-]+(?:[ \t]+[\w-]+)*(?:[ \t]+\"[^\r\n]*\")?|[ \t]+\"[^\r\n]*\")",
    title=re.compile(rb"\"(?P<quoted>[^\r\n]*)\""),
    body=4,
)
"""Admonitions (Python-Markdown 3.11) and details (pymdown-extensions 13)."""

TAB = Construct(
    "tab",
    (b"===",),
    alone=rb"===(?:!|\+|\+!|!\+)?[ \t]+\"[^\r\n]*\"",
    title=re.compile(rb"\"(?P<quoted>[^\r\n]*)\""),
    body=4,
)
"""Content tabs (pymdown-extensions 13)."""
