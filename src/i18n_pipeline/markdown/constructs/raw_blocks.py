"""Blocks of HTML in kramdown 2.4 and Python-Markdown 3.11, which go on up to their end tag, over blank lines too.

So do the lines in `{::nomarkdown}` of kramdown. A parser of CommonMark is shown each as `<?…?>`, which no blank line
ends (0.31, section 4.6, condition 3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from i18n_pipeline.markdown.constructs import lines
from i18n_pipeline.markdown.constructs.markdown_in_html import (
    FENCED,
    RAW_CLOSING,
    RAW_OPENING,
    SWITCH,
    SWITCH_OF_KRAMDOWN,
    reads_markdown,
)

NAMES = (
    rb"address|article|aside|blockquote|center|details|dialog|dir|div|dl|fieldset|figcaption|figure|footer|form|h[1-6]"
    rb"|header|main|menu|nav|ol|p|section|summary|table|ul"
)
"""Names of elements that are blocks to CommonMark (0.31, section 4.6), too."""
OTHER_NAMES = rb"audio|canvas|iframe|map|noscript|object|picture|template|video|[a-z][a-z0-9]*-[\w-]+"
"""Names of elements that are blocks to kramdown alone: those of no phrase, with or without a name that it knows."""
BLOCK = re.compile(NAMES + rb"|" + OTHER_NAMES, re.IGNORECASE)
OTHER_BLOCK = re.compile(OTHER_NAMES, re.IGNORECASE)
BEGINNING = re.compile(
    lines.FIRST_SIGN_OF_TAG + rb"(?i:hr(?=[\s/>])|(?:" + NAMES + rb"|" + OTHER_NAMES + rb")(?=[\s>]))"
)
"""The first signs of the tag of a block at the start of a line."""
TAG = re.compile(rb"<(?P<name>[A-Za-z][\w-]*)(?P<attributes>(?:[^<>\"']++|\"[^\"<>]*\"|'[^'<>]*')*+)>")
FENCES = {
    b"```": rb"```(?<![^ \t>\r\n]```)(?<![^\s>*+.):-][ \t]```)(?P<more>`*)(?=[^`\r\n]*(?:[\r\n]|\Z))"
    + FENCED % b"```(?P=more)",
    b"~~~": rb"~~~(?<![^ \t>\r\n]~~~)(?<![^\s>*+.):-][ \t]~~~)(?P<tildes>~*+)" + FENCED % b"~~~(?P=tildes)",
}
"""Code in fences behind marks of containers or nothing, by the sign without which a page has none. Python finds one of
the two faster than either of both."""
RULE = b"hr"
"""The name of a rule, which ends with its tag."""
BESIDE = re.compile(rb"[ \t]*(?P<tag><(?P<name>(?i:" + NAMES + rb"))(?=[\s>])[^<>]*(?<!/)>)")
"""The tag of another block behind the end of one, on the same line."""
INSIDE = re.compile(
    rb"<(?P<phrase>a|b|code|em|font|i|kbd|span|strong)(?:\s(?:[^<>\"'m]++|m(?!arkdown)|\"[^\"<>]*\"|'[^'<>]*')*+)?>"
    rb"[^<{]*+</(?P=phrase)>|<!--(?:[^-<]++|-(?!->)|<(?!!--))*+-->|</(?P<closed>[A-Za-z][\w:-]*)[ \t]*>"
    rb"|<(?P<name>[A-Za-z][\w:-]*)(?P<attributes>(?:[^<>\"']++|\"[^\"<>]*\"|'[^'<>]*')*+)>|\{[{%][^{}\r\n]*+\}"
)
"""A whole element of a phrase without tags inside, a comment, a tag, or code of Liquid in a block of HTML, where
backticks make no code."""
VERBATIM = re.compile(
    lines.LINE + rb" {0,3}(?P<block>\{::nomarkdown\}[ \t]*" + lines.LINE_END + rb"(?:[^{]++|\{(?!:))*+"
    rb"\{:/(?:nomarkdown)?\})[ \t]*" + lines.LINE_END
)
"""Lines that kramdown leaves as they are: HTML."""
VOID = frozenset(b"area base br col command embed hr img input keygen link meta param source track wbr".split())
END_OF_SCRIPT = {name: re.compile(rb"</%b[ \t]*>" % name, re.IGNORECASE) for name in (b"script", b"style")}
"""The end tags of elements without tags inside."""
BLANKS = frozenset({b" ", b"  ", b"   "})
"""What may stand before a block of Python-Markdown."""
MARGIN = 3
"""Most blanks before a block, from the column of the text of its container."""
REST = re.compile(rb"[ \t]*" + lines.LINE_END)
BLANK_LINE = re.compile(rb"(?>\r\n|\n|\r)[ \t>]*[\r\n]")
WORDS_BELOW = re.compile(rb"[^\r\n]*" + lines.NEWLINE + rb"[ \t>]*[^ \t>\r\n]")
"""The rest of a line above one that is not blank."""
LONGEST = 300
"""Most bytes of the marks of containers before a block."""
NEXT_LINE = re.compile(rb"(?>\r\n|\n|\r)(?P<row>[^\r\n]*)")
MARK = re.compile(
    rb" {0,3}(?:(?P<quote>>) ?|(?P<note>\[\^[^\[\]\s]+\]:)|(?:[-+*:]|\d{1,9}[.)])(?: {1,4}(?! )| (?= )|\Z))(?!\Z)"
)
"""The mark of a quote, a footnote, a list item, or a definition, and the blanks up to the text behind it."""
BEGINS_MARK = frozenset(b" \t>[-+*:0123456789")
"""What a line with such a mark begins with."""
QUOTE = 0
"""Stands for a quote among containers; the others are columns of indentation."""


class HtmlHabits(Struct, frozen=True):
    """How a tool reads blocks of HTML."""

    switch: re.Pattern[bytes] = SWITCH_OF_KRAMDOWN
    """Finds in the attributes of a tag that its content is Markdown."""
    names: re.Pattern[bytes] = BLOCK
    """Matches the names of such blocks."""
    reads_html: bool = False
    """Whether the content of all of them is Markdown (`parse_block_html` of kramdown)."""
    has_verbatim: bool = True
    """Whether it leaves the lines in `{::nomarkdown}` as they are."""
    in_containers: bool = True
    """Whether a quote or a list item has such blocks; in those of Python-Markdown, tags stand among words."""


KRAMDOWN = HtmlHabits()
KRAMDOWN_READING_HTML = HtmlHabits(reads_html=True)
PYTHON_MARKDOWN = HtmlHabits(
    SWITCH,
    re.compile(NAMES + rb"|canvas|iframe|map|noscript|object|video", re.IGNORECASE),
    has_verbatim=False,
    in_containers=False,
)


def masked(page: bytes, *, habits: HtmlHabits) -> Iterator[tuple[int, int, bytes]]:
    """The byte ranges in which other bytes show a parser of CommonMark how far blocks of HTML go, with these.

    After a block that never ends, nothing is known.
    """
    if habits.has_verbatim and b"{::nomarkdown}" in page:
        shown = bytearray(page)
        for found in filter(_ends_a_line, VERBATIM.finditer(page)):
            start, end = found.span("block")
            yield from _shown(page, start, end)
            shown[start:end] = b" " * (end - start)
        page = bytes(shown)
    beginnings = [beginning.start() for beginning in BEGINNING.finditer(page)]
    yield from _blocks(page, beginnings, habits) if beginnings else ()


def _blocks(page: bytes, beginnings: Iterable[int], habits: HtmlHabits) -> Iterator[tuple[int, int, bytes]]:
    """The same for blocks whose tags may begin at some byte offsets, in page order."""
    hiding, done, ends = _Hiding(page), 0, dict[int, tuple[int, bool]]()
    for start in beginnings:
        tag = TAG.match(page, start) if start >= done and not hiding.hides(start, done) else None
        containers = _containers(page, start, habits) if tag else None
        if tag is None or containers is None:
            continue
        done, name = tag.end(), tag["name"]
        if name.lower() == RULE and REST.match(page, done):
            yield start, done, b"<?".ljust(done - start - len(RAW_CLOSING), b"%") + RAW_CLOSING
        elif habits.names.fullmatch(name) and _is_raw(tag, habits):
            ends = ends if start in ends else _ends(page, tag, habits)
            end, is_raw = ends.get(start, (0, False))
            if not end:
                return
            is_read = habits.reads_html and reads_markdown(tag) and _is_apart(page, done, end)
            if is_raw and not is_read and _holds(containers, page, start, end):
                done = end
                if OTHER_BLOCK.fullmatch(name) or _goes_on(page, start, end):
                    yield from _shown(page, start, end)


class _Hiding:
    """Code in fences and comments, which hide the tags at the starts of their lines."""

    def __init__(self, page: bytes) -> None:
        self._page = page
        self._form = _fences(tuple(sign for sign in FENCES if sign in page))
        self._fence = self._form.search(page) if self._form else None
        self._looked = 0  # a byte offset before which no fence or comment is looked for any more
        self._last_end = page.rfind(b"-->")

    def hides(self, position: int, done: int) -> bool:
        """Whether one hides a byte; those that begin before another byte are none. Ask in page order."""
        self._looked = max(self._looked, done)
        while self._form and self._fence and (self._fence.end() <= position or self._fence.start() < self._looked):
            if self._fence.start() >= self._looked:
                self._looked = self._fence.end()
            self._fence = self._form.search(self._page, self._looked)
        if position < self._looked or (self._fence and self._fence.start() < position):
            return True
        self._looked = self._end_of_comment(position)
        return position < self._looked

    def _end_of_comment(self, position: int) -> int:
        """Byte offset after the comment that holds a byte; that of the byte if none does.

        What stands behind a backtick is code.
        """
        opened = self._page.rfind(b"<!--", self._looked, position)
        if opened < 0 or self._page[opened - 1 : opened] == b"`" or self._last_end < position:
            return position
        if self._page.find(b"-->", opened, position) >= 0:
            return position
        return self._page.index(b"-->", position) + len(b"-->")


@lru_cache(maxsize=4)
def _fences(signs: tuple[bytes, ...]) -> re.Pattern[bytes] | None:
    """Matches code in fences that have one of these signs; None without any."""
    return re.compile(rb"|".join(FENCES[sign] for sign in signs)) if signs else None


def _is_apart(page: bytes, start: int, end: int) -> bool:
    """Whether the words of an element between two byte offsets can be read as Markdown.

    They begin below its tag, or are one line, or CommonMark ends the block at a blank line.
    """
    return bool(REST.match(page, start) or not lines.is_broken(page, start, end) or BLANK_LINE.search(page, start, end))


def _shown(page: bytes, start: int, end: int) -> Iterator[tuple[int, int, bytes]]:
    """What stands in place of parts of a block."""
    first, last = start + len(RAW_OPENING), end - len(RAW_CLOSING)
    yield start, first, RAW_OPENING
    closing = page.find(RAW_CLOSING, first, last)
    while closing >= 0:
        yield closing, closing + 1, b"%"
        closing = page.find(RAW_CLOSING, closing + 1, last)
    yield last, end, RAW_CLOSING


def _ends_a_line(found: re.Match[bytes]) -> bool:
    """Whether the end of such a block stands on a line of its own, so far to the left that it is one."""
    end = found[0].rfind(b"{")
    margin = found[0][lines.start_of_line(found[0], end) : end]
    return len(margin) <= MARGIN and not margin.strip(b" ")


def _goes_on(page: bytes, start: int, end: int) -> bool:
    """Whether CommonMark ends a block elsewhere than kramdown: at a blank line inside, or below it."""
    return bool(BLANK_LINE.search(page, start, end) or WORDS_BELOW.match(page, end))


def _is_raw(tag: re.Match[bytes], habits: HtmlHabits) -> bool:
    """Whether a tag begins an element, and says nothing of Markdown inside."""
    return not (habits.switch.search(tag["attributes"]) or tag["attributes"].endswith(b"/"))


def _containers(page: bytes, position: int, habits: HtmlHabits) -> tuple[int, ...] | None:
    """The containers around a block of HTML that begins at a byte; None if none can begin there."""
    line = lines.start_of_line(page, position)
    if line == position:
        return ()
    if position - line > LONGEST:
        return None
    if not habits.in_containers:
        return () if page[line:position] in BLANKS else None
    before = _open_containers(page).get(line, ())
    depth, rest = _inside(page[line:position].expandtabs(lines.TAB) + b"<", before)
    containers, rest = _with_new(before[:depth], rest)
    return containers if len(rest) <= MARGIN + 1 and rest.lstrip(b" ") == b"<" else None


@lru_cache(maxsize=2)
def _open_containers(page: bytes) -> Mapping[int, tuple[int, ...]]:
    """The containers that are open above lines, by the first bytes of these; of lines without any, nothing."""
    found, containers, start = dict[int, tuple[int, ...]](), tuple[int, ...](), 0
    for row in page.splitlines(keepends=True):
        if containers:
            found[start] = containers
        start += len(row)
        if not containers and row[0] not in BEGINS_MARK:
            continue
        shown = row.expandtabs(lines.TAB).rstrip()
        depth, rest = _inside(shown, containers)
        containers = _with_new(containers[:depth], rest)[0]
    return found


def _inside(row: bytes, containers: Sequence[int]) -> tuple[int, bytes]:
    """In how many of some containers a line is, and what of it stands behind their marks."""
    for depth, columns in enumerate(containers):
        words = row.lstrip(b" ")
        margin = len(row) - len(words)
        if columns == QUOTE:
            if margin > MARGIN or not words.startswith(b">"):
                return depth, row
            row = words[2:] if words.startswith(b"> ") else words[1:]
        elif words and margin < columns:
            return depth, row
        else:
            row = row[columns:]
    return len(containers), row


def _with_new(containers: tuple[int, ...], row: bytes) -> tuple[tuple[int, ...], bytes]:
    """Some containers with those that begin on a line behind them, and what of the line stands behind all marks."""
    while mark := MARK.match(row):
        columns = QUOTE if mark["quote"] else lines.TAB if mark["note"] else mark.end()
        containers, row = (*containers, columns), row[mark.end() :]
    return containers, row


def _ends(page: bytes, opening: re.Match[bytes], habits: HtmlHabits) -> dict[int, tuple[int, bool]]:
    """The byte offsets after the end tags of an element and of those in it, by those of their tags, if they end.

    With each: whether no element in it has Markdown. Other blocks behind the end tag on the same line belong to it.
    """
    tags, position, switches = [(opening.start(), opening["name"].lower(), 0)], opening.end(), 0
    found, beside = dict[int, tuple[int, bool]](), list[tuple[int, int]]()
    while tags and (tag := INSIDE.search(page, position)):
        start, position = tag.span()
        name = (tag["name"] or b"").lower()
        if name in END_OF_SCRIPT:
            closing = END_OF_SCRIPT[name].search(page, position)
            if closing is None:
                break
            position = closing.end()
        elif name and name not in VOID and not tag["attributes"].endswith(b"/"):
            switches += habits.switch.search(tag["attributes"]) is not None
            tags.append((start, name, switches))
        elif tag["closed"] and tag["closed"].lower() == tags[-1][1]:
            start, _, before = tags.pop()
            found[start] = (position, before == switches)
            following = BESIDE.match(page, position)
            beside += [(start, following.start("tag"))] if following else []
            if following and not tags:
                tags.append((following.start("tag"), following["name"].lower(), switches))
                position = following.end()
    return _with_others_beside(found, beside)


def _with_others_beside(
    found: dict[int, tuple[int, bool]], beside: Sequence[tuple[int, int]]
) -> dict[int, tuple[int, bool]]:
    """The same where each element that another follows on the line of its end goes on to the end of this one."""
    for start, other in reversed(beside):
        end, is_raw = found.get(other, (0, False))
        found[start] = (end, is_raw and found[start][1])
    return found


def _holds(containers: Sequence[int], page: bytes, start: int, end: int) -> bool:
    """Whether all lines of a block behind its first are in the containers around it."""
    rows = NEXT_LINE.finditer(page, start, end) if containers else ()
    return all(_inside(row["row"].expandtabs(lines.TAB).rstrip(), containers)[0] == len(containers) for row in rows)
