"""Markdown of mdsvex 0.12: blocks of Svelte 5 (`{#if …}`, `{:else}`, `{@html …}`), expressions in braces, and tags.

A line that begins with any tag is a block of HTML up to the next blank line, even in a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial

from i18n_pipeline.markdown.constructs import (
    Construct,
    Mark,
    Occurrence,
    Words,
    javascript_strings,
    lines,
    raw_content,
)
from i18n_pipeline.markdown.constructs.braced import UNKNOWN_TAG, braced, expressions, lone_expressions, tags
from i18n_pipeline.markdown.constructs.human_names import HUMAN
from i18n_pipeline.markdown.constructs.javascript import NAME, Braces

IMAGE = re.compile(r"!\[((?:[^\[\]\\]|\\.)*)\]")
TAG = re.compile(
    lines.FIRST_SIGN_OF_TAG + rb"(?!/?(?i:script|style|pre)(?:[\s>]|\Z))(?:/?[A-Za-z][A-Za-z0-9.]*(?=[\s/>]|\Z)|>)"
)
"""The beginning of a block, but for the elements that go on to their end tag, over blank lines."""
UNDERLINED = re.compile(rb"[^\r\n]*" + lines.NEWLINE + rb"[ \t>]*(?:=+|-+)(?:[\r\n]|\Z)")
"""Matches the rest of a line with an underline: a heading, which remark-parse 8 looks for before HTML."""
APART = re.compile(rb"\{[#:/@]|<svelte:")
"""The beginning of what is a block by itself where it stands at the start of a paragraph."""
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
    rb"|(?P<passed>\"[^\"{]*+\"|'[^'{]*+'|(?<=\s)(?://[^\r\n]*|/\*(?:[^*/]++|\*(?!/)|/(?!\*))*+\*/))"
    rb"|(?P<opening>[\"'])|(?=\{)"
)
"""An attribute of a tag up to the brace in which its code begins, perhaps in quotes; a value without code or a comment;
any other quote or brace."""
LITERAL = re.compile(rb"=\s*[\"']?\{\s*[/\[{\"'`]")
"""The beginning of an attribute with a string, an array, an object or a comment in its braces."""
END_OF_ALL = 1 << 62
NO_BLOCK = (END_OF_ALL, (END_OF_ALL, END_OF_ALL))
"""A block behind all others."""
IN_QUOTES = {b'"': re.compile(rb"[\"{]"), b"'": re.compile(rb"['{]")}
"""Finds what counts in a value by its quote: its end, or code, in which quotes are signs like others."""


def finished(text: str, english: str, place: str) -> str:
    """A text whose braces stay words, whose quotes end no attribute, and that begins no block of HTML.

    mdsvex decodes `&#123;`, and writes `{` and `"` as they are for Svelte; so the reference must be one after it. It
    knows no titles in parentheses: an address in one would be a link. The title of a definition ends at its first
    quote, whatever is before that.
    """
    quotes = ('"', '\\"') if place == "title" else ('\\"',)
    for given, instead in (("&#123;", "&amp;#123;"), *((quote, "&amp;quot;") for quote in reversed(quotes))):
        text = text if given in english else text.replace(given, instead)
    if place == "title":
        text = text.replace("\\'", "&#39;")
        return text if ADDRESS.search(english) else ADDRESS.sub(lambda sign: f"&#{ord(sign[0])};", text)
    known = {pair[0] for pair in PAIR.finditer(english)}
    text = PAIR.sub(lambda pair: pair[0] if pair["ticks"] or pair[0] in known else f"&#91;{pair[0][1:]}", text)
    if place == "paragraph" and BEGINS.match(text) and not BEGINS.match(english):
        text = f"&#32;{text}"
    if '"' not in text:
        return text
    images = {image[0] for image in IMAGE.finditer(english)}
    return IMAGE.sub(lambda image: image[0] if image[0] in images else image[0].replace('"', "&amp;quot;"), text)


def literal(page: bytes) -> tuple[tuple[int, int], ...]:
    """The code and the comments of a page, but for code between single backticks: no tag is ever found in that."""
    return braced(page).literal


def _lone(construct: Construct, page: bytes) -> Iterator[Occurrence]:
    """The lines of expressions alone outside blocks of HTML, which no such line ends, and those of raw content."""
    raw = raw_content.of_page(construct, page, braced(page))
    yield from raw_content.occurrences(construct, raw)
    found = {(one.start, one.end): one for one in lone_expressions(construct, page)}
    yield from (found[span] for span in _outside(raw.outside(found), page))


@lru_cache(maxsize=4)
def _blocks(page: bytes) -> Mapping[int, tuple[int, int]]:
    """The blocks of HTML that begin with tags, outside code, in page order.

    By their first bytes: where the name of the tag ends, and a byte up to which all is surely HTML. That is a blank
    line, the end of the list item or quote, or that of an element which goes on over blank lines.
    """
    code = tuple(span for span in braced(page).literal if not _is_comment_in_words(page, span[0]))
    found, is_hiding = _walked(page, lines.beginning(page, TAG, code), code)
    return _walked(page, lines.beginning(page, TAG), code)[0] if is_hiding else found


def _is_comment_in_words(page: bytes, start: int) -> bool:
    """Whether code or a comment that begins at a byte is a comment behind words, which a tag at a line's start ends."""
    if not page.startswith(b"<!--", start):
        return False
    return lines.MARKS.fullmatch(page, lines.start_of_line(page, start), start) is None


def _walked(
    page: bytes, names: Mapping[int, int], code: Iterable[tuple[int, int]]
) -> tuple[Mapping[int, tuple[int, int]], bool]:
    """The same, by the tags at the beginnings of lines and the code on a page.

    What seems to be code and begins in a block is none; whether there is any, so that tags may be missing.
    """
    found, is_hiding, done = {}, False, 0
    rest = iter((*code, (END_OF_ALL, END_OF_ALL)))
    begun, after = next(rest)
    for start, name in names.items():
        while after <= start or begun < done:
            is_hiding |= begun < done
            begun, after = next(rest)
        if done <= start < begun and not UNDERLINED.match(page, name):
            margin = page[lines.start_of_line(page, start) : start]
            end = _end(margin.count(b">"), len(margin) - margin.rfind(b">") - 1).search(page, name)
            done = end.end() if end else len(page)
            found[start] = (name, done)
    return found, is_hiding or begun < done


@lru_cache(maxsize=256)
def _end(quotes: int, columns: int) -> re.Pattern[bytes]:
    """Matches the end of a block whose first tag stands inside so many quotes, so many bytes behind the last mark."""
    in_quotes = rb"(?:[ \t]*>){%d} ?+ {%d}[ \t]*[^ \t>\r\n]" % (quotes, max(columns - 1, 0))
    inside = in_quotes if quotes else rb" {%d}[ \t]*[^ \t\r\n]" % columns
    of_element = rb"(?<=<)/(?i:script|style|pre)>[^\r\n]*"
    return re.compile(rb"[<\r\n](?:" + of_element + rb"|(?:(?<=\n)|(?<=\r)\n?+)(?!" + inside + rb"))")


def _outside(spans: Iterable[tuple[int, int]], page: bytes) -> Iterator[tuple[int, int]]:
    """Those of some byte ranges, in page order, that begin outside the blocks of HTML."""
    blocks = iter(_blocks(page).items())
    begun, (_, end) = next(blocks, NO_BLOCK)
    for span in spans:
        while end <= span[0]:
            begun, (_, end) = next(blocks, NO_BLOCK)
        if span[0] < begun:
            yield span


def _tags(construct: Construct, page: bytes) -> Iterator[tuple[int, int]]:
    """The beginnings of the tags that begin blocks, and the tags among words that CommonMark does not know."""
    raw = raw_content.of_page(construct, page, braced(page))
    yield from raw.outside((start, name) for start, (name, _) in _blocks(page).items())
    others = raw.outside(_outside(tags(construct, page), page))
    yield from (span for span in others if UNKNOWN_TAG.match(page, *span))


def _among(construct: Construct, page: bytes) -> Iterator[tuple[int, int]]:
    """Expressions and raw content among words."""
    raw = raw_content.of_page(construct, page, braced(page))
    yield from raw.outside(expressions(construct, page))
    yield from raw.among


def _code_in_tags(construct: Construct, tag: bytes) -> Iterator[Words]:
    """The strings with words in the attributes of a tag, as in `title={'Words'}` and `rows="{[{ text: 'Words' }]}"`.

    Tags among words have no such strings: mdsvex sets their quotes as it does those of words.
    """
    opened = NAME.match(tag) if LITERAL.search(tag) else None
    if opened is None:
        return
    is_human = partial(construct.holds_words, opened[0].lstrip(b"</").decode())
    for name, start, end in _values(tag, opened.end()):
        yield from javascript_strings.words(tag, start, end, name, is_human)


def _rules(text: bytes, start: int, end: int, marks: Sequence[Mark]) -> Iterator[str]:
    """A block of Svelte, or an element such as `<svelte:element>`, is in no paragraph that it begins."""
    if APART.match(text, start, end) and marks:
        yield f"{marks[0][2].decode()} begins the text"


def _values(tag: bytes, position: int) -> Iterator[tuple[str, int, int]]:
    """The attributes behind the name of a tag whose value is code: their names, and where the braces begin and end."""
    pairs = Braces(tag)
    while found := VALUE.search(tag, position):
        start, quote = found.end(), found["quote"] or found["opening"] or b""
        position = start if found["opening"] or found["passed"] else pairs.end(start)
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
    r"|[*_]"  # emphasis may begin before a blank, and end at a sign inside code (remark-parse 8)
    r"|\[(?![^\[\]]*\])"  # on a line's start a definition would begin, which goes on to any `]:` below
    r"|\](?=\s*\0)"  # a label that nothing defines hides the link behind it
    r"|(?<=[\w.+-])@(?=[\w-]*\.)"  # an address, if only because of the dot after it
    r"|&(?=[^\s<&A-Za-z\0])(?!#(?:\d+|[xX][0-9A-Fa-f]+);)",  # parse-entities 1 writes the last reference once more
    in_html=lambda _: rb"(?P<apart>\{[#:/]" + REST + rb")|\{" + REST,
    find=_lone,
    among=_among,
    tags=_tags,
    rules=_rules,
    code_in_tags=_code_in_tags,
)
