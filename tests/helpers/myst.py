"""What MyST-Parser reads in a page, with the extensions that its documentation describes, as docutils shows it."""

from __future__ import annotations

import io
from typing import Any

from docutils import nodes  # type: ignore[import-untyped]
from docutils.core import publish_doctree  # type: ignore[import-untyped]
from myst_parser.parsers.docutils_ import Parser

from helpers import oracle

EXTENSIONS = (
    *("alert", "amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath", "fieldlist"),
    *("html_admonition", "html_image", "linkify", "replacements", "smartquotes", "strikethrough", "substitution"),
    "tasklist",
)
WORDS = (nodes.emphasis, nodes.strong)
"""What a translator may put anywhere, as `<s>` and line breaks."""
CODE = (nodes.literal, nodes.literal_block, nodes.math, nodes.math_block, nodes.comment)
OF_WORDS = frozenset({"ids", "names", "dupnames", "backrefs", "alt", "title", "reftitle", "xml:space"})
"""Attributes with words, or made of words."""
STROKES = frozenset({"<s>", "</s>", "<br />", "\\\\"})


def structure(page: str) -> list[Any]:
    """What a page holds besides words. An unknown directive or a bad option is a message of the system."""
    settings = {
        "myst_enable_extensions": list(EXTENSIONS),
        "report_level": 5,
        "halt_level": 6,
        "warning_stream": io.StringIO(),
        "file_insertion_enabled": False,
        "_disable_config": True,
        "doctitle_xform": False,
    }
    found: list[Any] = []
    _walk(publish_doctree(page, parser=Parser(), settings_overrides=settings), found)
    return found


def _walk(parent: nodes.Element, found: list[Any]) -> None:
    for child in parent.children:
        if isinstance(child, WORDS):
            _walk(child, found)
        elif isinstance(child, nodes.system_message | nodes.problematic):
            if "trikethrough" not in child.astext():
                found.append(type(child).__name__)
        elif isinstance(child, nodes.docinfo):
            found.append("front matter")
        elif isinstance(child, nodes.raw):
            if child.astext().strip() not in STROKES:
                found.append(("raw", oracle.tags(child.astext())))
        elif isinstance(child, CODE):
            found.append((type(child).__name__, _attributes(child), " ".join(child.astext().split())))
        elif isinstance(child, nodes.Element):
            found.append((type(child).__name__, _attributes(child)))
            _walk(child, found)
            found.append(f"/{type(child).__name__}")


def _attributes(element: nodes.Element) -> list[tuple[str, str]]:
    made = {"classes"} if isinstance(element, nodes.admonition | nodes.field) else set()
    return sorted(
        (name, str(value)) for name, value in element.attributes.items() if value and name not in OF_WORDS | made
    )
