"""What the lines in the first column tell about the code of a page, without a parser.

A line that begins in the first column is in no list item, quote or footnote, so the fences that stand there are enough
to know whether it is code. Whatever takes a parser to know is left open: fences behind one to three blanks, which may
belong to a list item, if a line inside is left of them; HTML whose end is in doubt; and definitions of links on several
lines.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from i18n_pipeline.markdown.constructs.lines import BLOCK_OF_HTML
from i18n_pipeline.markdown.constructs.markdown_in_html import RAW_BLOCK
from i18n_pipeline.markdown.constructs.ranges import END, Range, is_within

BLOCK = re.compile(rb"\n" + BLOCK_OF_HTML + rb"(?:[ \t\n>]|/>)")
"""The tag of a block of HTML in the first column."""
OPEN_COMMENT = re.compile(rb"<!--(?!-?>)(?:[^-]++|-(?!->))*+-->")
ENDLESS = re.compile(rb"<(?:[!?]|(?i:script|pre|style|textarea)(?![\w-]))")
"""The start of HTML that no blank line ends (CommonMark 0.31, section 4.6, conditions 1 to 5)."""
MAY_BE_ENDLESS = frozenset({b"!", b"?", b"s", b"S", b"p", b"P", b"t", b"T"})
"""What such HTML may have behind its first sign."""
RAW = re.compile(rb"<(?P<name>script|pre|style|textarea)(?=[ \t\r\n>])")
END_OF_RAW = re.compile(rb"</(?P<name>(?i:script|pre|style|textarea))>[^\r\n]*")
"""The end of such HTML and the rest of its line: tools agree on it where both names are the same."""
SHOWN_BLOCK = re.compile(RAW_BLOCK + rb"[^\r\n]*")
"""A block of HTML that goes on over blank lines, as it is shown to the parser: it ends with its container at most."""
TITLE = rb"(?:\"[^\"\\\r\n]*\"|'[^'\\\r\n]*'|\([^()\\\r\n]*\))"
BRACKET = (
    rb"\[(?:\^[^\[\]\\\s]+\]:"  # a footnote
    rb"|[^\[\]\\]{0,300}+(?:\[|\](?!:))"  # words
    rb"|[^\[\]\\\r\n]*+\]:[ \t]*+[^\s<]\S*+(?:[ \t]++" + TITLE + rb"(?=[ \t]*[\r\n]))?+"
    rb"[ \t]*+(?:\r?\n(?![ \t]*[\"'(])|\r?\Z))"
)
"""Regular expression of what begins with a bracket, but for definitions that are on several lines or may be."""
FENCE_OR_TAG = (
    rb"(?P<fence>`{3,}(?=[^`\r\n]*(?:[\r\n]|\Z))|~{3,})"
    rb"|(?P<comment><!--(?!-?>)(?:[^-\r\n]++|-(?!->))*+-->)"  # on one line
    rb"|(?P<tag><)"
)
SIGN = re.compile(rb"\n(?=[ `~<\[]) {0,3}+(?:" + FENCE_OR_TAG + rb"|(?!" + BRACKET + rb")(?P<bracket>\[))")
"""The start of a line that may begin fenced code, HTML, or such a definition; a whole comment, as the most usual."""
SIGN_WITHOUT_DEFINITIONS = re.compile(rb"\n(?=[ `~<]) {0,3}+(?:" + FENCE_OR_TAG + rb")")
APART = re.compile(rb"\n\r?\n(?=[^ \t\r\n:])")
"""The end of a blank line above one in the first column, which is no definition."""
NOT_APART = frozenset({b" ", b"\t", b"\r", b"\n", b":", b""})
BLANK_LINE = re.compile(rb"\n[ \t]*\r?(?=\n|\Z)")
MARKS = re.compile(rb"(?:(?:[-+*>:]|\d{1,9}[.)]|\[\^[^\[\]\s]+\]:) {0,3})*+(?![ \t])")
"""The marks of containers, with so few blanks behind each that the words are no code."""
LINE_END = re.compile(rb"\r?\n?")
INDENT = re.compile(rb" *+")
PLAIN_LINES = re.compile(
    rb"(?: *+(?:(?:[-+*]|\d{1,9}[.)]) {1,3}+)*+"
    rb"(?:[A-Za-z({$`\x80-\xff]|\*\*?[A-Za-z]|\[(?=[^\[\]\r\n]*+\](?!:)))[^|\r\n]*+\r?\n)*+"
)
"""Lines of paragraphs, each of which a line that is indented goes on with, or is a paragraph by itself."""
OTHER_FENCES = (re.compile(rb"```(?<![\r\n`]```)"), re.compile(rb"~~~(?<![\r\n~]~~~)"))
"""What may be fences that do not stand in the first column. Python finds one sign faster than any of two."""
BEGIN_MARKS = frozenset(b"-+*>:[0123456789")
"""What they begin with."""
NO_WORDS = frozenset(b" \t\r\n")
"""What no words in the first column begin with."""
ODD = (b"\x0b", b"\x0c")
"""White space of which tools disagree whether it is blank."""
CODE_ON_LINE = re.compile(
    rb"(?:[^`<\\\[\]]++|\[(?!\^)|\](?:\([^`<\\()\[\]\s]*+\)|\[[^`<\\\[\]]*+\]|(?![(\[])))*+"
    rb"(?P<ticks>`++)(?:[^`\r\n|]++|(?!(?P=ticks)(?!`))`++)*+(?P=ticks)(?!`)"
)
"""Code on one line, in one cell of a table, and what stands before it: words without what may hold marks of code that
are none, as labels and targets of links may."""
NEWLINE = ord("\n")
BLANK = ord(" ")
UNSAFE = re.compile(rb"[<`~-](?:(?<=<)(?:[!?]|/?(?i:script|pre|style|textarea))|(?<=-)->|(?<=`)``|(?<=~)~~)")
"""What may begin or end fenced code, or HTML that no blank line ends."""
SIGNS_OF_UNSAFE = (b"<", b"```", b"~~~", b"-->")
"""One of these is in each of them: a quick test."""


class LeftMargin(Struct, frozen=True):
    """What is known of a page. All ranges are in bytes, and in page order."""

    page: bytes
    """The page."""
    fences: tuple[Range, ...]
    """The fenced code that begins in the first column."""
    html: tuple[Range, ...]
    """What may be blocks of HTML."""
    blocks: tuple[Range, ...]
    """Those of them that surely are."""
    end: int
    """The byte offset from which on nothing is known."""
    empty: bytes
    """The end of a line and the empty line below it."""
    most: int
    """How many blanks may stand before words in the first column of a container that are no code."""

    def is_fenced(self, position: int) -> bool:
        """Whether a byte is surely code."""
        return is_within(position, self.fences)

    def is_apart(self, position: int) -> bool:
        """Whether a byte is surely the first of a line outside blocks of code."""
        return self.begins(position) and not self.is_fenced(position)

    def begins(self, position: int) -> bool:
        """Whether a byte is the first of a line of which is known whether it is code."""
        return position < self.end and (position == 0 or self.page[position - 1] == NEWLINE)

    def may_be_html(self, position: int) -> bool:
        """Whether a byte may be in a block of HTML."""
        return is_within(position, self.html)

    def is_html(self, position: int) -> bool:
        """Whether a byte is surely in a block of HTML."""
        return is_within(position, self.blocks)

    def stretch(self, position: int) -> tuple[int, int]:
        """The part of the page around a byte whose code the parser finds without the rest: where it begins and ends.

        Each of these is the start or the end of the page, or the start of a line in the first column, below an empty
        line, outside fences and HTML, which ends all containers.
        """
        start = end = position
        while (start := self.page.rfind(self.empty, 0, start)) >= 0:
            if self._parts(start + len(self.empty)):
                break
            start += len(self.empty) - 1
        start = start + len(self.empty) if start >= 0 else 0
        while (found := APART.search(self.page, end)) and found.end() < self.end:
            end = found.end()
            if self._parts(end):
                return start, end
        return start, len(self.page)

    def _parts(self, line: int) -> bool:
        """Whether no block stands on both sides of the start of a line, which is below an empty one."""
        begins = self.page[line : line + 1] not in NOT_APART
        return begins and self.is_apart(line) and not self.may_be_html(line)

    def open_to_code(self, spans: Iterable[Range]) -> list[int]:
        """Where those of some spans begin that may be inside code, in blocks or in words; `spans` are in page order.

        A span is surely outside code if its line is in no block of code and no sign of code stands between the last
        empty line and the span. Signs inside other spans that are surely outside code do not count, nor does code on
        one line.
        """
        page, found = self.page, list[int]()
        line = next_line = block = plain = end = done = 0
        is_told = begins = False
        tick = tildes = -1  # the next signs of code
        for position, last in spans:
            if position >= next_line:
                line, next_line = page.rfind(b"\n", 0, position) + 1, _next(page, b"\n", position)
                if line >= end:
                    start, end = self._around(line)
                    block = plain = LINE_END.match(page, start).end()  # type: ignore[union-attr] # it also matches nothing
                    done, is_told = max(done, start), True
                begins, plain = self._begins_words(line, block, plain)
            if is_told:
                tick = tick if tick >= done else _next(page, b"`", done)
                tildes = tildes if tildes >= done else _next(page, b"~~~", done)
                until = position if begins else last
                if tick < until:
                    done, tick = self._behind_code(done, tick, until)
                is_told = tick >= until and tildes >= until
            if is_told:
                done = max(done, last)
            if not (is_told and begins):
                found.append(position)
        return found

    def _behind_code(self, done: int, tick: int, until: int) -> tuple[int, int]:
        """Byte offsets after the code on one line between two bytes, and of the tick behind it."""
        while tick < until and (code := CODE_ON_LINE.match(self.page, done)) and code.end() <= until:
            done = code.end()
            tick = _next(self.page, b"`", done)
        return done, tick

    def _begins_words(self, line: int, block: int, plain: int) -> tuple[bool, int]:
        """Whether a line surely begins words outside blocks of code, and up to which line there is nothing but words.

        Given are byte offsets of the line, of the first one of those around it between empty lines, and of that up to
        which there are but words, for the lines above it. No sign of code is above it. An indented line is no code
        right below words in the first column; one with few blanks is none either if no fence can be in a list item.
        """
        page = self.page
        first = line
        if page[line] == BLANK:
            first = INDENT.match(page, line).end()  # type: ignore[union-attr] # it also matches nothing
            is_deep = first - line > self.most
            if page[block] in NO_WORDS:  # a fence from there on would go on up to the line
                if is_deep or not _has_fences_in_first_column(page):
                    return False, plain
            elif is_deep:
                plain = PLAIN_LINES.match(page, plain, line).end()  # type: ignore[union-attr] # as above
                if plain < line:
                    return False, plain
        if page[first] in NO_WORDS or line >= self.end or is_within(line, self.fences):
            return False, plain
        return page[first] not in BEGIN_MARKS or MARKS.match(page, first) is not None, plain

    def _around(self, line: int) -> tuple[int, int]:
        """Byte offsets of the empty lines before and after a line, or of the end of the fence before it."""
        start, end = self.page.rfind(self.empty, 0, line) + 1, self.page.find(self.empty, line)
        fence = bisect_right(self.fences, (line, 0)) - 1
        if fence >= 0 and self.fences[fence][1] <= line:
            start = max(start, self.fences[fence][1])
        return start, len(self.page) if end < 0 else end


@lru_cache(maxsize=2)
def left_margin(page: bytes) -> LeftMargin:
    """What is known of a page; kept."""
    return margin_of(page)


def margin_of(page: bytes, *, most: int = 3) -> LeftMargin:
    """Look at the lines of a page that begin with at most three blanks.

    `most`: how many blanks may stand before the marks that close a fence in the first column, and before words that
    are no code.
    """
    fences: list[Range] = []
    html: list[Range] = []
    blocks: list[Range] = []
    seen = b"\n" + page  # a line begins on the page where the line end before it is here
    form = SIGN if b"]:" in page else SIGN_WITHOUT_DEFINITIONS
    known = _is_plain(page)
    empty = b"\n\r\n" if b"\r" in page and b"\r\n" in page else b"\n\n"  # Python finds one byte far faster than two
    done = 0
    while found := form.search(seen, done) if known else None:
        line = found.start()
        in_html = bool(html) and line < html[-1][1]
        kind, end, done = _piece(seen, found, most, in_html=in_html)
        if kind == "fence":
            fences.append((line, end - 1))
        elif kind == "html" and not in_html:
            html.append((line, end - 1))
            if BLOCK.match(seen, line):
                blocks.append(html[-1])
        elif kind == "unknown":
            return LeftMargin(page, tuple(fences), tuple(html), tuple(blocks), line, empty, most)
    return LeftMargin(page, tuple(fences), tuple(html), tuple(blocks), len(page) + 1 if known else 0, empty, most)


def left_margin_of(shown: bytes, page: bytes, replaced: Sequence[Range]) -> LeftMargin:
    """The same of a page on which blanks, letters, or the signs of a heading stand in place of some ranges.

    A block of HTML in which some stand may end with them.
    """
    hidden = b"\n".join([page[start:end] for start, end in replaced])
    if any(sign in hidden for sign in SIGNS_OF_UNSAFE) and UNSAFE.search(hidden):
        return left_margin(shown)
    known = left_margin(page)
    starts = sorted([start for start, _ in replaced]) if known.blocks else []
    blocks = tuple([one for one in known.blocks if bisect_left(starts, one[0]) == bisect_left(starts, one[1])])
    return LeftMargin(shown, known.fences, known.html, blocks, known.end, known.empty, known.most)


@lru_cache(maxsize=2)
def _has_fences_in_first_column(page: bytes) -> bool:
    """Whether all fences of a page, if any, begin in the first column."""
    return not any(form.search(page) for form in OTHER_FENCES)


def _next(page: bytes, sign: bytes, start: int) -> int:
    """Byte offset of the next sign; behind all others if there is none."""
    found = page.find(sign, start)
    return END if found < 0 else found


def _is_plain(page: bytes) -> bool:
    """Whether all tools see the same lines and blanks on a page."""
    only_line_ends = b"\r" not in page or page.count(b"\r") == page.count(b"\r\n")
    return only_line_ends and not any(sign in page for sign in ODD)


def _piece(seen: bytes, found: re.Match[bytes], most: int, *, in_html: bool) -> tuple[str, int, int]:
    """What begins with a sign: its kind, the offset after it, and that from which on to look for the next."""
    line, end = found.span()
    if found.lastgroup == "comment":
        return "html", end, end
    if found.lastgroup == "bracket":
        return "unknown", 0, 0
    fence = found["fence"]
    column = -1 if in_html else end - line - 1 - len(fence or b"<")
    return _fence(seen, fence, end, column, most) if fence else _html(seen, end - 1, column)


def _fence(seen: bytes, fence: bytes, start: int, column: int, most: int) -> tuple[str, int, int]:
    """The same for a fence that ends at a byte. `column` is that of its first sign, from 0; -1 in what may be HTML."""
    if column > 0:
        closing = _closing_apart(fence[:1], len(fence), column).match(seen, start)
        return "words" if closing else "unknown", 0, closing.end() if closing else 0
    closing = _closing(fence[:1], len(fence), most).search(seen, start)
    end = closing.end() if closing else len(seen)
    return "unknown" if column else "fence", end, end


def _html(seen: bytes, start: int, column: int) -> tuple[str, int, int]:
    """The same for a tag or a comment that begins at a byte."""
    if seen[start + 1 : start + 2] in MAY_BE_ENDLESS:
        comment = None if column else OPEN_COMMENT.match(seen, start)
        if comment:
            return "html", comment.end(), comment.end()
        if ENDLESS.match(seen, start):
            shown = SHOWN_BLOCK.match(seen, start)
            if shown:
                return "html", shown.end(), shown.end()
            raw = None if column else RAW.match(seen, start)
            closing = END_OF_RAW.search(seen, raw.end()) if raw else None
            if raw is None or closing is None or closing["name"] != raw["name"]:
                return "unknown", 0, 0
            return "html", closing.end(), closing.end()
    blank = None if column < 0 else BLANK_LINE.search(seen, start)
    return "html", blank.start() if blank else len(seen), start + 1


@lru_cache(maxsize=16)
def _closing(sign: bytes, length: int, most: int) -> re.Pattern[bytes]:
    """Matches the marks that close a fence in the first columns; pulldown-cmark 0.13 takes no tab behind them."""
    margin = rb"|".join(rb"(?<=\n%b%b)" % (b" " * blanks, sign) for blanks in range(most + 1))
    return re.compile(sign + rb"(?:" + margin + rb")" + sign + rb"{%d,} *(?=[\r\n]|\Z)" % (length - 1))


@lru_cache(maxsize=64)
def _closing_apart(sign: bytes, length: int, column: int) -> re.Pattern[bytes]:
    """Matches the rest of a fence in a column, up to its end in that column, if no line is left of it in between."""
    inside = rb" {%d}|\t" % column
    row = rb"\n(?:(?:%b)[^\n]*|(?!%b)[ \t]*\r?(?=\n))" % (inside, inside)
    return re.compile(rb"[^\n]*(?:%b)*?\n {%d}" % (row, column) + sign + rb"{%d,} *(?=[\r\n]|\Z)" % length)
