"""Elements of HTML whose content is Markdown: `<div markdown>` of Python-Markdown, `<div markdown="1">` of kramdown.

With its setting `parse_block_html`, kramdown reads Markdown in elements without that attribute, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeAlias

from msgspec.structs import replace

from i18n_pipeline.markdown.constructs import TEXT_OF, Construct, Occurrence, Words, lines
from i18n_pipeline.markdown.constructs.lines import LINE_END

FENCED = rb"[^\r\n]*(?:(?:\r\n|\n|\r)(?![ \t>]*%b[`~]*[ \t]*(?:[\r\n]|\Z))[^\r\n]*)*+(?:(?:\r\n|\n|\r)[^\r\n]*)?"
"""The rest of the line that begins fenced code, and all up to the line that closes it."""
RAW_OPENING, RAW_CLOSING = b"<?\x1b", b"?>"
"""What stands in place of the first and of the last signs of a block without Markdown: see `raw_blocks`."""
RAW_BLOCK = re.escape(RAW_OPENING) + rb"(?:[^?]++|\?(?!>))*+\?>"
TAG = re.compile(
    rb"`(?P<fence>`{2,})(?=[^`\r\n]*(?:[\r\n]|\Z))"
    + FENCED % b"`(?P=fence)"
    + rb"|~(?P<tildes>~{2,}+)"
    + FENCED % b"~(?P=tildes)"
    + rb"|`(?P<ticks>`*+)(?:[^`\r\n]++|(?!`(?P=ticks)(?!`))`++)*+`(?P=ticks)"
    rb"|<!--(?:[^-<]++|-(?!->)|<(?!!--))*+-->|</(?P<closed>[A-Za-z][\w-]*)[ \t]*[>\n]"
    rb"|<(?P<name>[A-Za-z][\w-]*)(?P<attributes>(?:[^<>\"']++|\"[^\"<>]*\"|'[^'<>]*')*+)>|" + RAW_BLOCK
)
"""A tag; also code, comments and blocks without Markdown, whose tags are none.

Each begins with a sign that Python finds fast.
"""
NAMED = re.compile(rb"markdown(?<=\smarkdown)(?=[\s=>])")
"""The name of the attribute, or the same word elsewhere."""
NAMED_OR_LAST = re.compile(rb"markdown(?<=\smarkdown)(?=[\s=>/])")
"""The same, also at the end of a tag that closes itself."""
SWITCH = re.compile(
    rb"\smarkdown(?:\s*=\s*(?:\"(?:1|block|span|markdown)\"|'(?:1|block|span|markdown)'|1))?(?=[\s/]|\Z)"
)
SWITCH_OF_KRAMDOWN = re.compile(rb"\smarkdown\s*=\s*(?:\"(?:1|block|span)\"|'(?:1|block|span)')(?=[\s/]|\Z)")
ATTRIBUTE = re.compile(rb"(?<=\s)(?P<name>[\w-]+)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')")
OFF = re.compile(rb"\smarkdown\s*=\s*[\"']0[\"']")
READ = re.compile(
    rb"address|applet|article|aside|blockquote|body|caption|dd|details|div|d[lt]|fieldset|figcaption|figure|footer|form"
    rb"|h[1-6]|header|hgroup|iframe|legend|li|main|map|menu|nav|noscript|object|optgroup|p|section|summary|t[dh]",
    re.IGNORECASE,
)
"""Names of the blocks whose content kramdown 2.4 takes for blocks or words of Markdown (parser/html.rb)."""
PARENT = re.compile(
    READ.pattern + rb"|audio|canvas|center|dialog|dir|math|ol|pre|script|style|svg|table|tbody|tfoot|thead|tr|ul|video"
    rb"|\w+-[\w-]+",
    re.IGNORECASE,
)
"""Names of these, and of elements without Markdown that have other elements inside."""
MARGIN = re.compile(rb"[ \t>]*")
ITEM = re.compile(rb"[ \t>]*(?:(?:[-+*]|\d{1,9}[.)]|:)[ \t][ \t>]*)*")
ROW_END = re.compile(rb"[\r\n]")
REST = re.compile(rb"[ \t]*" + LINE_END)


Tags: TypeAlias = Sequence[re.Match[bytes]]


def _elements(
    construct: Construct,
    page: bytes,
    last_sign: Callable[[bytes], int],
    reads: Callable[[re.Match[bytes], Tags], bool],
    *,
    in_items: bool = False,
) -> Iterator[Occurrence]:
    """The tags of such elements, where both stand alone; whole elements of one line, with their content as a title.

    `last_sign`: byte offset of the last sign of any on a page, -1 if it has none; what is behind it is read only to the
    end of the elements with the attribute. `reads`: whether the content of an element is Markdown, by its tag and those
    that are open around it. `in_items`: whether a start tag may stand right behind the mark of a list item.
    """
    open_tags: list[re.Match[bytes]] = []
    outermost = -1  # the position of the first with the attribute among these
    last = last_sign(page)
    for tag in TAG.finditer(page) if last >= 0 else ():
        if tag.start() > last and outermost < 0:
            break
        if tag["name"]:
            if outermost < 0 and b"markdown" in tag["attributes"]:
                outermost = len(open_tags)
            open_tags.append(tag)
        elif tag["closed"]:
            opening = _opening(open_tags, tag["closed"].lower())
            outermost = outermost if outermost < len(open_tags) else -1
            if opening and reads(opening, open_tags):
                yield from _element(construct, page, opening, tag, in_items=in_items)


def _has_switch(switch: re.Pattern[bytes], tag: re.Match[bytes], _around: Tags) -> bool:
    """Whether a tag has the attribute, as a regular expression finds it."""
    return switch.search(tag["attributes"]) is not None


def _is_read_anyway(tag: re.Match[bytes], around: Tags) -> bool:
    """Whether kramdown 2.4 reads Markdown in a block with its setting `parse_block_html`.

    It reads none in a list, a table, or any other element that holds no words itself, unless the attribute says so.
    """
    if SWITCH_OF_KRAMDOWN.search(tag["attributes"]):
        return True
    return reads_markdown(tag) and not any(
        PARENT.fullmatch(one["name"]) and not reads_markdown(one) for one in around[-DEEPEST:]
    )


def reads_markdown(tag: re.Match[bytes]) -> bool:
    """Whether the content of an element is Markdown with that setting, unless it is in one of which it is not."""
    return bool(READ.fullmatch(tag["name"])) and not OFF.search(tag["attributes"])


def _has_any(page: bytes) -> bool:
    """Whether the attribute stands behind the name of a tag anywhere: a quick test."""
    is_open, done = False, 0
    for named in NAMED.finditer(page):
        opening, closing = (page.rfind(sign, done, named.start()) for sign in (b"<", b">"))
        if max(opening, closing) >= 0:
            is_open = opening > closing and page[opening + 1 : opening + 2].isalpha()
        if is_open:
            return True
        done = named.start()
    return False


def _last_attribute(page: bytes) -> int:
    """Byte offset of the last word that may be the attribute; -1 if the page surely lacks it."""
    return max(named.start() for named in NAMED_OR_LAST.finditer(page)) if _has_any(page) else -1


def _last_end_tag(page: bytes) -> int:
    """Byte offset of the last end tag; -1 if there is none."""
    return page.rfind(b"</")


def _opening(open_tags: list[re.Match[bytes]], name: bytes) -> re.Match[bytes] | None:
    """The tag that an end tag closes, taken from the open ones with all after it; None if there is none."""
    for index in range(len(open_tags) - 1, max(-1, len(open_tags) - DEEPEST), -1):
        if open_tags[index]["name"].lower() == name:
            opening = open_tags[index]
            del open_tags[index:]
            return opening
    return None


DEEPEST = 100
"""How many open tags are looked at: void elements are among them."""


def _element(
    construct: Construct, page: bytes, opening: re.Match[bytes], closing: re.Match[bytes], *, in_items: bool
) -> Iterator[Occurrence]:
    start, end = opening.end(), closing.start()
    if not REST.match(page, closing.end()):
        return
    values = tuple(_values(construct, page, opening))
    if REST.match(page, start):
        begins = _begins_line(page, opening.start(), MARGIN)
        # A tag without words is masked by blanks, of which no list item can be made.
        begins_item = not begins and (in_items or bool(values)) and _begins_line(page, opening.start(), ITEM)
        if (begins or begins_item) and _begins_line(page, end, MARGIN):
            as_word = begins_item and not values
            yield Occurrence(opening.start(), start, construct.name, None, values, as_word=as_word, in_html=True)
            yield Occurrence(end, closing.end(), construct.name, in_html=True)
    elif _begins_line(page, opening.start(), ITEM) and page[start:end].strip() and not ROW_END.search(page, start, end):
        title = Words(*lines.stripped(page, start, end), "line", f"{TEXT_OF}{opening['name'].decode()}>")
        yield Occurrence(opening.start(), closing.end(), construct.name, title, values, in_html=True)


def _begins_line(page: bytes, position: int, margin: re.Pattern[bytes]) -> bool:
    return margin.fullmatch(page[lines.start_of_line(page, position) : position]) is not None


def _values(construct: Construct, page: bytes, tag: re.Match[bytes]) -> Iterator[Words]:
    """The attributes of a tag with words for readers."""
    for found in ATTRIBUTE.finditer(page, *tag.span("attributes")):
        name = found["name"].decode().lower()
        if name in construct.parameters:
            group = "double" if found["double"] is not None else "single"
            yield Words(*found.span(group), "attribute", f"attribute: {name}")


MARKDOWN_IN_HTML = Construct(
    "HTML tag",
    (b"markdown",),
    find=partial(_elements, last_sign=_last_attribute, reads=partial(_has_switch, SWITCH)),
    parameters=("alt", "title", "aria-label", "placeholder", "label"),
)
"""Tags with an attribute `markdown`, whether or not it has a value (Python-Markdown 3.11, md_in_html)."""
MARKDOWN_IN_HTML_OF_KRAMDOWN = replace(
    MARKDOWN_IN_HTML,
    find=partial(_elements, last_sign=_last_attribute, reads=partial(_has_switch, SWITCH_OF_KRAMDOWN), in_items=True),
)
"""The same with a value in quotes, which kramdown 2.4 asks for."""
MARKDOWN_IN_ALL_HTML = replace(
    MARKDOWN_IN_HTML,
    signs=(b"</",),
    find=partial(_elements, last_sign=_last_end_tag, reads=_is_read_anyway, in_items=True),
)
"""Tags of all blocks, but for those in which kramdown 2.4 reads no Markdown with its setting `parse_block_html`."""
