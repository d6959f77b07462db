"""Markdown of mdsvex 0.12: blocks of Svelte 5 (`{#if …}`, `{:else}`, `{@html …}`), expressions in braces, and tags.

A line that begins with any tag is a block of HTML up to the next blank line, even in a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from i18n_pipeline.markdown.constructs import Construct, Occurrence, Words, javascript_strings, lines
from i18n_pipeline.markdown.constructs.braced import braced, expressions, lone_expressions, unknown_tags
from i18n_pipeline.markdown.constructs.human_names import HUMAN
from i18n_pipeline.markdown.constructs.javascript import NAME, Braces

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
VALUE = re.compile(
    rb"(?<![^\s\"'/}])(?P<name>[^\s\"'<>/={}]++)\s*=\s*(?P<quote>[\"']?)(?=\{)"
    rb"|(?P<opening>[\"'])|(?=\{)"
    rb"|(?<=\s)(?P<comment>//[^\r\n]*|/\*(?:[^*/]++|\*(?!/)|/(?!\*))*+\*/)"
)
"""An attribute of a tag up to the brace in which its code begins, perhaps in quotes; any other quote or brace; a
comment."""
END = re.compile(lines.NEWLINE + rb"(?=[ \t]*(?:[\r\n]|\Z))")
"""The end of a line before a blank one."""
END_IN_QUOTE = re.compile(lines.NEWLINE + rb"(?![ \t]*>[ \t>]*[^ \t>\r\n])")
"""The same inside a quote, or at its end."""
AFTER_ALL = (1 << 62, 1 << 62)
"""A range behind all others."""
IN_QUOTES = {b'"': re.compile(rb"[\"{]"), b"'": re.compile(rb"['{]")}
"""Finds what counts in a value by its quote: its end, or code, in which quotes are signs like others."""


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


def _lone(construct: Construct, page: bytes) -> Iterator[Occurrence]:
    """The lines of expressions alone outside blocks of HTML, which no such line ends."""
    blocks = _blocks(page)
    begun = end = 0
    for found in lone_expressions(construct, page):
        while end <= found.start:
            begun, end = next(blocks, AFTER_ALL)
        if found.start < begun:
            yield found


def _blocks(page: bytes) -> Iterator[tuple[int, int]]:
    """The blocks of HTML that begin with tags, outside code, up to the next blank line or the end of their quote."""
    code = iter(braced(page).literal)
    begun = done = end = 0
    for start in lines.beginning(page, TAG):
        while end <= start:
            begun, end = next(code, AFTER_ALL)
        if done <= start < begun:
            quoted = b">" in page[lines.start_of_line(page, start) : start]
            after = (END_IN_QUOTE if quoted else END).search(page, start)
            done = after.start() if after else len(page)
            yield start, done


def _tags(construct: Construct, page: bytes) -> Iterator[tuple[int, int]]:
    """The beginnings of tags that begin blocks, and the tags among words that CommonMark does not know."""
    blocks = lines.beginning(page, TAG)
    yield from blocks.items()
    yield from (span for span in unknown_tags(construct, page) if span[0] not in blocks)


def _code_in_tags(construct: Construct, tag: bytes) -> Iterator[Words]:
    """The strings with words in the attributes of a tag, as in `title={'Words'}` and `rows="{[{ text: 'Words' }]}"`.

    Tags among words have no such strings: mdsvex sets their quotes as it does those of words.
    """
    if b"{" not in tag or (opened := NAME.match(tag)) is None:
        return
    is_human = partial(construct.holds_words, opened[0].lstrip(b"</").decode())
    for name, start, end in _values(tag, opened.end()):
        yield from javascript_strings.words(tag, start, end, name, is_human)


def _values(tag: bytes, position: int) -> Iterator[tuple[str, int, int]]:
    """The attributes behind the name of a tag whose value is code: their names, and where the braces begin and end."""
    pairs = Braces(tag)
    while found := VALUE.search(tag, position):
        start, quote = found.end(), found["quote"] or found["opening"] or b""
        position = start if found["opening"] or found["comment"] else pairs.end(start)
        if position >= 0 and found["name"] and tag.startswith(quote, position):
            yield found["name"].decode(), start, position
        while position >= 0 and quote:
            sign = IN_QUOTES[quote].search(tag, position)
            if sign is None:
                return
            position = pairs.end(sign.start()) if sign[0] == b"{" else sign.end()
            quote = quote if sign[0] == b"{" else b""
        if position < 0:
            return


SVELTE_BLOCK = Construct(
    "Svelte block",
    (b"{", b"<"),
    kind="component",
    parameters=HUMAN,
    risk=r"\{|<|(?<=\w)w(?=ww\.)|/(?=>)"
    r"|[*_](?!\s)"  # emphasis may end at a sign inside code (remark-parse 8)
    r"|\](?=\s*\0)"  # a label that nothing defines hides the link behind it
    r"|(?<=[\w.+-])@(?=[\w-]*\.)"  # an address, if only because of the dot after it
    r"|&(?=[^\s<&A-Za-z\0])(?!#(?:\d+|[xX][0-9A-Fa-f]+);)",  # parse-entities 1 writes the last reference once more
    in_html=rb"(?P<apart>\{[#:/]" + REST + rb")|\{" + REST,
    find=_lone,
    among=expressions,
    tags=_tags,
    code_in_tags=_code_in_tags,
)
