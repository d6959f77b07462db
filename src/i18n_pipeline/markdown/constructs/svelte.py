"""Markdown of mdsvex 0.12: blocks of Svelte 5 (`{#if …}`, `{:else}`, `{@html …}`), expressions in braces, and tags.

A line that begins with any tag is a block of HTML up to the next blank line, even in a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.markdown.constructs import Construct, lines
from i18n_pipeline.markdown.constructs.braced import expressions, lone_expressions, unknown_tags

IMAGE = re.compile(r"!\[((?:[^\[\]\\]|\\.)*)\]")
TAG = re.compile(
    lines.FIRST_SIGN_OF_TAG + rb"(?!/?(?i:script|style|pre)(?:[\s>]|\Z))(?:/?[A-Za-z][A-Za-z0-9.]*(?=[\s/>]|\Z)|>)"
)
"""The beginning of a block, but for the elements that go on to their end tag, over blank lines."""
REST = rb"(?:[^{}]++|\{(?:[^{}]++|\{(?:[^{}]++|\{[^{}]*+\})*+\})*+\})*+\}"
"""What comes after the first brace of an expression."""
PAIR = re.compile(r"(?<!`)(?P<ticks>`+)(?!`)[\s\S]*?(?<!`)(?P=ticks)(?!`)|(?<![\]\\])\[[^\[\]\\`]*\](?=\s+\[)")
"""Code, or brackets before others, which remark-parse 8 takes for a link with a blank in it."""
BEGINS = re.compile(r"</?[A-Za-z]|<>|\{[#:/@]")
"""What begins a block at the start of a paragraph."""
ADDRESS = re.compile(r"@|:(?=//)|(?<=mailto):|(?<![^\W_])w(?=ww\.)", re.IGNORECASE)
"""The sign of an address that makes a link of it."""


def finished(text: str, english: str, place: str) -> str:
    """A text whose braces stay words, whose quotes end no attribute, and that begins no block of HTML.

    mdsvex decodes `&#123;`, and writes `{` and `"` as they are for Svelte; so the reference must be one after it. It
    knows no titles in parentheses: an address in one would be a link.
    """
    quotes = ('"', '\\"') if place == "title" else ('\\"',)
    for given, instead in (("&#123;", "&amp;#123;"), *((quote, "&amp;quot;") for quote in reversed(quotes))):
        text = text if given in english else text.replace(given, instead)
    if place == "title":
        return text if ADDRESS.search(english) else ADDRESS.sub(lambda sign: f"&#{ord(sign[0])};", text)
    known = {pair[0] for pair in PAIR.finditer(english)}
    text = PAIR.sub(lambda pair: pair[0] if pair["ticks"] or pair[0] in known else f"&#91;{pair[0][1:]}", text)
    if place == "paragraph" and BEGINS.match(text) and not BEGINS.match(english):
        text = f"&#32;{text}"
    return IMAGE.sub(lambda image: image[0] if image[0] in english else image[0].replace('"', "&amp;quot;"), text)


def _tags(construct: Construct, page: bytes) -> Iterator[tuple[int, int]]:
    """The beginnings of tags that begin blocks, and the tags among words that CommonMark does not know."""
    blocks = lines.beginning(page, TAG)
    yield from blocks.items()
    yield from (span for span in unknown_tags(construct, page) if span[0] not in blocks)


SVELTE_BLOCK = Construct(
    "Svelte block",
    (b"{", b"<"),
    kind="component",
    risk=r"\{|<|(?<=\w)w(?=ww\.)|/(?=>)"
    r"|[*_](?!\s)"  # emphasis may end at a sign inside code (remark-parse 8)
    r"|\](?=\s*\0)"  # a label that nothing defines hides the link behind it
    r"|(?<=[\w.+-])@(?=[\w-]*\.)"  # an address, if only because of the dot after it
    r"|&(?=[^\s<&A-Za-z\0])(?!#(?:\d+|[xX][0-9A-Fa-f]+);)",  # parse-entities 1 writes the last reference once more
    in_html=rb"(?P<apart>\{[#:/]" + REST + rb")|\{" + REST,
    find=lone_expressions,
    among=expressions,
    tags=_tags,
)
