"""Python-Markdown with the extensions that the documentation of Material for MkDocs tells to switch on."""

from __future__ import annotations

import importlib
import re
from collections import Counter
from typing import Any

from helpers import oracle

EXTENSIONS = (
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"),
    *("pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.caret", "pymdownx.critic", "pymdownx.details"),
    *("pymdownx.emoji", "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys", "pymdownx.mark"),
    *("pymdownx.smartsymbols", "pymdownx.snippets", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist"),
    *("pymdownx.tilde", "pymdownx.blocks.admonition", "pymdownx.blocks.details", "pymdownx.blocks.tab"),
    *("pymdownx.blocks.caption", "pymdownx.blocks.definition", "pymdownx.blocks.html"),
)
SETTINGS: dict[str, dict[str, Any]] = {
    "toc": {"slugify": lambda *_: "x"},  # ids that do not depend on words
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.betterem": {"smart_enable": "all"},
    "pymdownx.highlight": {"use_pygments": False},
    "pymdownx.snippets": {"base_path": ["/nowhere"], "check_paths": False},
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
}
PARSER = importlib.import_module("markdown").Markdown(extensions=EXTENSIONS, extension_configs=SETTINGS)
"""Loaded by name, since mypy would take tests/markdown for it; made once, as that takes longer than a page."""
FORMULA = re.compile(r'<(span|div) class="arithmatex">(.*?)</\1>', re.DOTALL)
"""A formula, whose text is code."""
COMMENT = re.compile(r'<span class="critic comment">(.*?)</span>', re.DOTALL)
"""A comment of critic, which only authors read."""


MARK = re.compile(r"</?(?:abbr|mark|ins|sub|sup)\b(?! id=)[^>]*>")
ORDINAL = re.compile(r"(?<=\d)<sup>(st|nd|rd|th)</sup>")


def html(page: str) -> str:
    """What Python-Markdown makes of a page."""
    return str(PARSER.reset().convert(page))


def structure(page: str) -> list[Any]:
    """What a page holds besides words and marks around words, as Python-Markdown reads it."""
    return oracle.tags(MARK.sub("", _shown(page)))


def marks(page: str) -> Counter[str]:
    """How often each mark around words begins on a page, such as `<sup>`."""
    return Counter(found[0] for found in MARK.finditer(_shown(page)) if found[0][1] != "/")


def _shown(page: str) -> str:
    """The HTML of a page, with formulas and comments of authors as code, and without ordinal numbers as `1<sup>st`."""
    shown = FORMULA.sub(r"<\1><code>\2</code></\1>", html(page))
    return ORDINAL.sub(r"\1", COMMENT.sub(r"<code>\1</code>", shown))
