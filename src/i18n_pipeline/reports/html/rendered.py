"""A message as readers see it: inline Markdown to inert HTML.

The HTML has only this module's own tags, without attributes from the text. Links have no target, pictures become their
alternative texts, and HTML in the message is shown as text.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from i18n_pipeline.markdown.dialect import COMMONMARK
from i18n_pipeline.markdown.reading import links, parse
from i18n_pipeline.markdown.reading.parse import Event

GUARD = "x "
"""Prefix of a text while it is parsed, so that its first characters start no block."""
SIGNS = re.compile(r"[\\`*_\[\]<>~&]")
"""Characters of markup; a text without them has none."""
SURROGATE = re.compile(r"[\ud800-\udfff]")
"""A lone UTF-16 surrogate, which no parser accepts."""
FOOTNOTE = re.compile(r"\[\^([^\[\]\s]+)\]")
OPENING = {
    "+Emphasis": "<em>",
    "+Strong": "<strong>",
    "+Strikethrough": "<s>",
    "+Link": "<span class=link>",
    "+Image": "<span class=picture>",
}
CLOSING = {
    "-Emphasis": "</em>",
    "-Strong": "</strong>",
    "-Strikethrough": "</s>",
    "-Link": "</span>",
    "-Image": "</span>",
}
OUTSIDE = {"+Paragraph", "-Paragraph"}


def rendered(text: str) -> Markup:
    """The HTML of a message; empty if it would equal the text, or if the text is more than one paragraph."""
    text = text.strip()
    if not SIGNS.search(text) or SURROGATE.search(text):
        return Markup()
    events = _events(text)
    if events is None:
        return Markup()
    made = "".join(map(_html, events)).removeprefix(GUARD)
    return Markup(made) if made != str(escape(text)) else Markup()  # noqa: S704 - see `_html`


def _events(text: str) -> list[Event] | None:
    """The events of a text of one paragraph, including the guard at its start; None for any other text."""
    known = [f"[{number}]: #" for number in links.numbers(text)]
    known += [f"[^{label}]: x" for label in dict.fromkeys(FOOTNOTE.findall(text))]
    events = parse.events(GUARD + text + "\n\n" + "\n\n".join(known), COMMONMARK)
    size = len((GUARD + text).encode())
    own = [event for event in events if event[1] < size]
    blocks = [event for event in own if event[0] in OUTSIDE]
    return own if len(blocks) == 2 and own[-1] is blocks[-1] and blocks[0] is own[0] else None


def _html(event: Event) -> str:
    """The HTML of an event: one of our tags, or escaped text."""
    kind, _, _, value = event
    if kind in OPENING or kind in CLOSING:
        return OPENING.get(kind) or CLOSING[kind]
    if kind == "HardBreak":
        return "<br>"
    if kind == "Code":
        return f"<code>{escape(value)}</code>"
    if kind == "InlineHtml":
        return f"<span class=tag>{escape(value)}</span>"
    if kind == "FootnoteReference":
        return f"<sup>{escape(value)}</sup>"
    return "\n" if kind == "SoftBreak" else str(escape(value)) if kind == "Text" else ""
