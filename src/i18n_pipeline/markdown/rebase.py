"""Link targets that would lead elsewhere from where the localised page lies, written anew on the English page.

Done before anything is translated, so that the localised page is compared with the page it is to resemble.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from i18n_pipeline.markdown import html, links, parse
from i18n_pipeline.markdown.outline import Markup, Run
from i18n_pipeline.markdown.segment import Page, page
from i18n_pipeline.markdown.splice import edited
from i18n_pipeline.model import Rules

Retarget: TypeAlias = Callable[[str], str]
"""A target as written on the English page to the one the localised page needs."""

INLINE = re.compile(rb"\]\(\s*(?P<target><(?:\\.|[^<>\\\r\n])*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)")
DEFINED = re.compile(rb"\[(?:\\.|[^\]\\])*\]:\s*(?P<target><(?:\\.|[^<>\\\r\n])*>|\S+)")
ATTRIBUTE = re.compile(
    rb"""(?P<name>\s(?:src|href|poster)\s*=\s*)(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')""", re.IGNORECASE
)
NEEDS_BRACKETS = re.compile(r"[\s()<>]")


def rebased(english: Page, retarget: Retarget, rules: Rules) -> tuple[Page, Mapping[str, str]]:
    """The page with its targets led anew, and the inline HTML attributes that changed, as written, for its texts."""
    source = english.outline.source
    edits, attributes = [], {}
    for start, end, target in _markdown_targets(english):
        new = retarget(target)
        if new != target:
            edits.append((start, end, (f"<{new}>" if NEEDS_BRACKETS.search(new) else new).encode()))
    for start, end, target in _html_targets(english):
        new = retarget(target)
        if new != target:
            edits.append((start, end, new.encode()))
            attributes[f'"{target}"'], attributes[f"'{target}'"] = f'"{new}"', f"'{new}'"
    if not edits:
        return english, {}
    return page(edited(source, edits), rules), attributes


def _markdown_targets(english: Page) -> Iterator[tuple[int, int, str]]:
    """Byte spans and targets of inline links and images, and of definitions."""
    source = english.outline.source
    for token in english.outline.tokens:
        if isinstance(token, Run):
            for (_, _, end, value), tail in links.spans(source, token.events):
                found = INLINE.match(source, tail, end) if value["link_type"] == "Inline" else None
                if found:
                    yield (*found.span("target"), value["dest_url"])
    if b"]:" in source:
        for start, end, target, _ in parse.definitions(english.outline.scan.text):
            found = DEFINED.match(source, start, end)
            if found:
                yield (*found.span("target"), target)


def _html_targets(english: Page) -> Iterator[tuple[int, int, str]]:
    """Byte spans and targets of `src`, `href` and `poster` in HTML."""
    source = english.outline.source
    for token in english.outline.tokens:
        if isinstance(token, Markup):
            spans = [(token.start + tag.start, token.start + tag.end) for tag in html.tags(token.text)]
        elif isinstance(token, Run):
            spans = [event[1:3] for event in token.events if event[0] == "InlineHtml"]
        else:
            continue
        for span in spans:
            for found in ATTRIBUTE.finditer(source, *span):
                quoted = "double" if found["double"] is not None else "single"
                yield (*found.span(quoted), found[quoted].decode())
