"""Find the tags of a template language on a page: which fill lines, which pair up, what raw tags stand around.

The generators run templates before they read Markdown, so that a tag counts in code too. A line of tags alone stands
for itself, and the parameters with words in them are messages. What a raw tag stands around is no Markdown: it belongs
to the tag. What a literal tag (`raw` of Liquid) stands around is Markdown in which tags are mere text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from i18n_pipeline.markdown.constructs import Construct, Occurrence, Words
from i18n_pipeline.markdown.constructs.lines import LINE, start_of_line, stripped

HEAD = re.compile(rb"\{(?:\{[<%]|%-?|\{-?(?=[ \t]*[\w:.]+[ \t]*\())\s*(?P<close>/\s*|end(?=\w))?(?P<name>[\w./:-]+)")
"""The beginning of a tag up to its name; of outputs in `{{ … }}` only calls such as `{{ youtube(id=1) }}` have one,
also of a macro of another file, as in `{{ media.card(text="…") }}`."""
CLOSING = re.compile(rb"\{(?:\{[<%]|%-?)\s*(?:/\s*|end(?=\w))(?P<name>[\w./:-]+)")
"""The beginning of a tag that closes another, up to the name of that."""
PARAMETER = re.compile(
    rb"(?:(?P<mark>[\"']?)(?P<name>[\w-]+)(?P=mark)\s*[=:]\s*)?"
    rb"(?:\"(?P<double>(?:\\.|[^\"\\])*)\"|'(?P<single>[^'\r\n]*)'|`(?P<raw>[^`]*)`|(?P<bare>[^\s\"'`=,()]+))"
)
QUOTE = re.compile(rb"[\"'`]")
"""What begins a parameter with words; without one, only a tag of the site's own can stand around words."""
EATING_BEFORE = re.compile(rb"\{[%{#]-")
EATING_BEHIND = frozenset((b"-%}", b"-}}", b"-#}"))
"""Signs of tags that take away the white space before or behind them (Liquid, Jinja)."""
MARGIN = re.compile(LINE + rb"[ \t>]*(?:(?:[-+*]|\d{1,9}[.)]|:)[ \t][ \t>]*)*\Z")
REST = re.compile(rb"[ \t]*(?=[\r\n]|\Z)")
PARAGRAPH = re.compile(rb"(?P<words>\S[^\r\n]*(?:(?>\r\n|\n|\r)[ \t]*[^ \t\r\n][^\r\n]*)*+)")
"""Lines of a text without blank ones between them."""
QUOTED_ROW = re.compile(rb"[ \t>]*(?P<words>[^ \t>\r\n][^\r\n]*)")
"""A line of a text in a quote."""
CODE = re.compile(rb"(?<!`)(`+)(?!`)[^\r\n]*?(?<!`)\1(?!`)")
WORD = re.compile(r"[^\W\d_]")
MIDDLE = frozenset({"else", "elsif", "elif", "elseif", "when"})
"""Tags between two that pair up."""
ANY = "end"
"""The closing tag of Zola, which closes any."""


class TemplateTag(NamedTuple):
    """A tag or an output."""

    start: int
    """Byte offset of its first byte."""
    end: int
    """Byte offset after its last byte; after that of the closing tag for a raw one."""
    name: str = ""
    """Its name; empty for an output and for a tag in a literal one."""
    role: str = ""
    """`open` or `close` for one of a pair, `middle` for one such as `else`, else empty."""
    raw: bool = False
    """Whether it is a raw tag with all that it stands around."""


@lru_cache(maxsize=256)
def role(tag: bytes) -> tuple[str, str]:
    """The name of a tag, and what it does in a pair: `close`, `middle`, or `open` for any that may open one.

    A call in `{{ … }}`, a tag that closes itself, and a raw tag with all that it stands around, do nothing.
    """
    opened = HEAD.match(tag)
    if opened is None:
        return "", ""
    name = opened["name"].decode()
    if tag[-4:-3] == b"/" or (tag[1:2] == b"{" and tag[2:3] not in b"<%") or CLOSING.search(tag, opened.end()):
        return name, ""
    if opened["close"] or name == ANY:
        return name, "close"
    return name, "middle" if name in MIDDLE else "open"


@lru_cache(maxsize=64)
def _pattern(inside: bytes) -> re.Pattern[bytes]:
    return re.compile(inside)


@lru_cache(maxsize=8)
def found(construct: Construct, page: bytes) -> tuple[TemplateTag, ...]:
    """The tags and outputs of a page in order; a raw tag includes all up to the one that closes it."""
    tags = [TemplateTag(*here.span(), *role(here[0])) for here in _pattern(construct.inside).finditer(page)]
    closing: dict[str, list[int]] = {}
    for index, tag in enumerate(tags):
        if tag.role == "close":
            closing.setdefault(tag.name, []).append(index)
    return tuple(_paired(construct, page, tags, closing))


def _paired(
    construct: Construct, page: bytes, tags: Sequence[TemplateTag], closing: dict[str, list[int]]
) -> Iterator[TemplateTag]:
    opened: list[TemplateTag] = []
    index = literal_until = 0
    while index < len(tags):
        tag = tags[index]
        index += 1
        if index <= literal_until:
            yield tag if index == literal_until else TemplateTag(tag.start, tag.end)
            continue
        last = _closing(closing, tag.name, index) if tag.role == "open" else -1
        if tag.role == "close":
            _close(opened, tag.name)
        if last < 0:
            yield TemplateTag(tag.start, tag.end, tag.name) if tag.role == "open" else tag
        elif tag.name in construct.literal:
            literal_until = last + 1
            yield tag
        elif _is_raw(construct, page, tag, opened):
            yield TemplateTag(tag.start, tags[last].end, tag.name, "", raw=True)
            index = last + 1
        else:
            opened.append(tag)
            yield tag


def depth(construct: Construct, page: bytes, at: int) -> int:
    """How many pairs of tags a byte stands in."""
    opened: list[TemplateTag] = []
    for tag in found(construct, page):
        if tag.start >= at:
            break
        if tag.role == "open":
            opened.append(tag)
        elif tag.role == "close":
            _close(opened, tag.name)
    return len(opened)


def _closing(closing: dict[str, list[int]], name: str, index: int) -> int:
    """The position of the next tag from an index that closes a tag with this name; -1 if there is none."""
    known = [closing[key] for key in (name, ANY) if key in closing]
    later = [places[at] for places in known if (at := bisect_left(places, index)) < len(places)]
    return min(later, default=-1)


def _close(opened: list[TemplateTag], name: str) -> None:
    for index in range(len(opened) - 1, -1, -1):
        if name in {ANY, opened[index].name}:
            del opened[index:]
            return


def _is_raw(construct: Construct, page: bytes, tag: TemplateTag, opened: Sequence[TemplateTag]) -> bool:
    """Whether a tag stands around what is no Markdown."""
    if construct.body_of(tag.name) != "markdown":
        return True
    around = page[opened[-1].start : opened[-1].end] if opened else b""
    return bool(construct.raw_tag and construct.raw_tag.match(around + page[tag.start : tag.end]))


def in_html(construct: Construct) -> bytes:
    """Regular expression of one in a block of HTML: a raw tag there parts the texts, with all that it stands around."""
    names = [re.escape(name) for name in construct.names_around("raw", "text")]
    if not names:
        return construct.inside
    after_brace, closes = rb"(?:\{[<%]|%-?)\s*", rb"(?:/\s*|end)"
    other = after_brace + rb"(?:" + closes + rb"?(?P=raw)(?![\w./:-])|end\s*-?%)"
    return (
        rb"(?P<apart>\{" + after_brace + rb"(?P<raw>" + "|".join(names).encode() + rb")(?![\w./:-])"
        rb"(?:[^{]++|\{(?!" + other + rb"))*+\{" + after_brace + rb"(?:" + closes + rb"(?P=raw)|end)"
        rb"\s*(?:-?%\}|[%>]\}\}))|" + construct.inside
    )


def eating(page: bytes, start: int, end: int) -> Iterator[str]:
    """The tags at both ends of a text that take away the white space beside it, and with it the end of its block."""
    found = EATING_BEFORE.match(page, start, end)
    if found:
        yield f"{found[0].decode()} begins the text"
    if page[end - 3 : end] in EATING_BEHIND:
        yield f"{page[end - 3 : end].decode()} ends the text"


# --- lines of tags -------------------------------------------------------------------------------------


def standing(construct: Construct, page: bytes) -> Iterator[Occurrence]:
    """The lines of tags alone, and raw tags with what they stand around."""
    group: list[TemplateTag] = []
    for tag in found(construct, page):
        if group and page[group[-1].end : tag.start].strip(b" \t"):
            if REST.match(page, group[-1].end):
                yield from _group(construct, page, group)
            group = []
        group.append(tag)
    if group and REST.match(page, group[-1].end):
        yield from _group(construct, page, group)


def _group(construct: Construct, page: bytes, group: list[TemplateTag]) -> Iterator[Occurrence]:
    """The occurrence that tags at the end of a line, without words between them, make.

    None if they do not fill their lines, or are all outputs.
    """
    start, end = group[0].start, group[-1].end
    before = page[start_of_line(page, start) : start]
    only_quotes = not before.strip(b" \t>")
    if not (only_quotes or MARGIN.match(before)) or not any(tag.name for tag in group):
        return
    values = tuple(_values(construct, page, group)) if construct.own or QUOTE.search(page, start, end) else ()
    if values or only_quotes:
        raw = any(tag.raw for tag in group)
        yield Occurrence(start, end, construct.name, None, values, raw=raw and not values)


def _values(construct: Construct, page: bytes, group: list[TemplateTag]) -> Iterator[Words]:
    """The words for readers in tags."""
    return (words for tag in group for words in parameters(construct, page, tag.start, tag.end))


def parameters(construct: Construct, page: bytes, start: int, end: int) -> Iterator[Words]:
    """The words for readers in the tag between two byte offsets: its parameters, and what it stands around as text."""
    opened = HEAD.match(page, start, end)
    opening = _pattern(construct.inside).match(page, start, end) if opened and not opened["close"] else None
    if opened is None or opening is None:
        return
    name = opened["name"].decode()
    for number, here in enumerate(PARAMETER.finditer(page, opened.end(), opening.end() - 2)):
        key = here["name"].decode() if here["name"] else str(number)
        if here["bare"] is None and construct.holds_words(name, key):
            yield Words(*here.span(str(here.lastgroup)), construct.quoting, f"parameter: {key}")
    if opening.end() < end and construct.body_of(name) == "text":
        *_, closing = _pattern(construct.inside).finditer(page, opening.end(), end)
        quotes = page.count(b">", start_of_line(page, start), start)
        for text in (QUOTED_ROW if quotes else PARAGRAPH).finditer(page, opening.end(), closing.start()):
            yield Words(*stripped(page, *text.span("words")), "plain", f"text of {name}")


# --- tags among words ----------------------------------------------------------------------------------


def among(construct: Construct, page: bytes) -> Iterator[tuple[int, int]]:
    """The ranges of raw tags with what they stand around, and of literal ones around nothing but code on a line."""
    opened = -1
    for tag in found(construct, page):
        if tag.raw:
            yield tag.start, tag.end
        elif tag.name in construct.literal and opened < 0:
            opened = tag.start if tag.role == "open" else -1
        elif tag.name in construct.literal:
            if not _has_words(construct, page[opened : tag.end]):
                yield opened, tag.end
            opened = -1


def _has_words(construct: Construct, text: bytes) -> bool:
    """Whether a text is more than tags and code on one line."""
    if b"\n" in text or b"\r" in text:
        return True
    rest = _pattern(construct.inside).sub(b" ", CODE.sub(b" ", text))
    return WORD.search(rest.decode(errors="replace")) is not None
