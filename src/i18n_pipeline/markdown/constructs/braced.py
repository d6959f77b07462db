"""One pass over a page with JSX or Svelte in its Markdown: its code, comments, expressions in braces, and tags.

Whichever begins first counts, as in the parsers of MDX 3 and Svelte 5: a brace in code is code, and a backtick in an
expression belongs to the expression.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from i18n_pipeline.markdown.constructs import Construct, Occurrence, lines
from i18n_pipeline.markdown.constructs.javascript import Braces, tag_end

SIGNS = bytes(sign in b"\\`~{<" for sign in range(256))
"""Translates the signs that may begin code or markup to 1, and every other byte to 0, for a quick search."""
SIGN = re.compile(rb"`(?:(?P<span>[^`|\r\n]++`)(?!`)|(?P<piped>[^`\r\n]++`)(?!`)|`*)|~+|\\[!-/:-@\[-`{-~]?|[{<]")
"""What begins with such a sign: code between single backticks on one line, which may have a pipe in it, all backticks
or tildes, or the sign."""
RAW = rb"<(?P<raw>script|style)(?=[\s>])(?:[^<]++|<(?!/(?P=raw)>|script|style))*+</(?P=raw)>"
"""Regular expression of an element with a script or a style, which Svelte and Vue do not read as a template."""
SIGN_OUTSIDE_SPANS = re.compile(
    rb"(?:[^\\`~{<]++|</[A-Za-z][A-Za-z0-9-]*+>|" + RAW + rb"|\\[!-/:-@\[-`{-~]?|`[^`\r\n]++`(?!`)|~{1,2}(?!~))*+"
    rb"(?P<sign>`+|~+|[{<])"
)
"""The same behind words, end tags of CommonMark, scripts, styles, escaped signs and code between single backticks,
which are passed over."""
MARGIN = re.compile(rb"[ \t>]*(?P<items>(?:(?:[-+*]|\d{1,9}[.)]|\[\^[^\[\]\r\n]+\]:)[ \t][ \t>]*)*)")
"""What may stand before a block on its line: indentation, quote marks, and marks of list items and footnotes."""
IN_FOOTNOTE = 4
"""Columns of the text of a footnote, below its first line."""
FENCE_LINE = re.compile(rb"[^`\r\n]*(?:[\r\n]|\Z)")
"""What may follow backticks that begin code in a fence."""
SCRIPT = re.compile(rb"port(?<=import|export)(?<![^\r\n].{6})(?=[ \t{*'\"])")
"""The end of the first word of a script at the start of a line."""
SCRIPT_SIGN = re.compile(
    rb"\"(?:\\.|[^\"\\\r\n])*\"|'(?:\\.|[^'\\\r\n])*'|`(?:\\[\s\S]|[^`\\])*+`|/\*(?:[^*/]|\*(?!/)|/(?!\*))*\*/"
    rb"|[(){}\[\]]|(?P<blank>[ \t]*(?>\r\n|\n|\r)(?=[ \t]*(?:[\r\n]|\Z)))"
)
"""What counts where a script ends: brackets, and line ends before blank lines; strings and comments are left aside."""
OPENING, CLOSING = frozenset({b"(", b"{", b"["}), frozenset({b")", b"}", b"]"})
BLOCK = re.compile(
    rb"[\r\n](?!(?<=\r)\n)(?=[ \t>]*(?:[\r\n]|\Z|#{1,6}[ \t]|[-+*][ \t]|\d{1,9}[.)][ \t]|\||:{3}|`{3,}|~{3,}))"
)
"""A line end before a line that a paragraph does not reach."""
LINE_BREAK = rb"[\r\n](?!(?<=\r)\n)"
TICKS = re.compile(rb"`+")
BLANKS = re.compile(rb"[ \t]*")
COMMENT = (b"<!--", b"-->")
BACKTICK, TILDE = ord("`"), ord("~")
SHORTEST = 2
"""The number of signs that is too few for a fence."""
MOST_UNCLOSED = 10
"""So many scripts with brackets that nothing closes are looked through to the end of the page."""
CLOSING_LINE = re.compile(rb"[`~]*(?=[ \t]*(?:[\r\n]|\Z))")
"""What may follow the marks that close code between fences."""
TAG_ON_LINE = re.compile(
    rb"</?[A-Za-z_$][\w$.:-]*"
    rb"(?:[ \t]+[^\s\"'<>/={}]++(?:=(?:\"[^\"\r\n]*\"|'[^'\r\n]*'|[^\s\"'=<>`{}]++))?)*+[ \t]*/?>"
)
"""A tag on one line without code in braces, as most are."""
KNOWN_TAG = (
    rb"</[A-Za-z][A-Za-z0-9-]*\s*>|<[A-Za-z][A-Za-z0-9-]*"
    rb"(?:\s+[A-Za-z_:][\w.:-]*(?:\s*=\s*(?:[^\s\"'=<>`]+|'[^']*'|\"[^\"]*\"))?)*\s*/?>"
)
"""Regular expression of a tag by CommonMark 0.31, section 6.6."""
UNKNOWN_TAG = re.compile(rb"(?=</?[A-Za-z])(?!(?:" + KNOWN_TAG + rb")\Z)")
"""Matches the beginning of any other tag that has a name, if the tag is the end of what is looked at."""


class Braced(Struct, frozen=True):
    """What was found on a page. All ranges are in bytes, and in page order."""

    literal: tuple[tuple[int, int], ...]
    """Code in fences, code spans and HTML comments."""
    parts: tuple[tuple[int, int], ...]
    """Tags and expressions, the outer ones only."""
    scripts: tuple[tuple[int, int], ...]
    """Imports and exports; none where such words at the start of a paragraph are words."""
    pairs: Braces
    """The braces of the page."""


@lru_cache(maxsize=4)
def braced(page: bytes) -> Braced:
    """Read a page of Vue or Svelte, which have their scripts in tags.

    Code between single backticks and end tags of CommonMark are left out.
    """
    return _Reader(page).without_spans()


@lru_cache(maxsize=4)
def mustached(page: bytes) -> Braced:
    """The same of a page of Vue, in which expressions stand in two braces: one alone is a word."""
    return _Reader(page, expression=b"{{").without_spans()


@lru_cache(maxsize=4)
def with_scripts(page: bytes) -> Braced:
    """Read a page of MDX, its imports and exports included."""
    starts = [found.end() - len(b"import") for found in SCRIPT.finditer(page)]
    return _Reader(page).found(starts[::-1])


class _Reader:
    """The pass over a page."""

    def __init__(self, page: bytes, expression: bytes = b"{") -> None:
        self.page = page
        self.expression = expression  # what an expression begins with
        self.pairs = Braces(page)
        self.literal: list[tuple[int, int]] = []
        self.parts: list[tuple[int, int]] = []
        self.scripts: list[tuple[int, int]] = []
        self.paragraph = -1  # offset up to which `ticks` tells all runs of backticks
        self.ticks: dict[int, list[int]] = {}  # offsets of the runs of backticks in a paragraph, by their length
        self.row = (0, False)  # where the line ends that was looked at last, and whether it is one of a table
        self.unclosed = 0  # how many scripts have brackets that nothing closes
        self.no_comment = False  # whether the rest of the page has no end of a comment

    def found(self, starts: list[int]) -> Braced:
        """What is on the page; `starts` are the byte offsets of lines that may begin scripts, the last one first."""
        position, signs = 0, self.page.translate(SIGNS)
        while (start := signs.find(1, position)) >= 0:
            while starts and starts[-1] <= start:
                position = max(position, self._script(starts.pop(), position))
            if position <= start:
                position = self._code_or_markup(start)
        for start in reversed(starts):
            position = max(position, self._script(start, position))
        return Braced(tuple(self.literal), tuple(self.parts), tuple(self.scripts), self.pairs)

    def _code_or_markup(self, start: int) -> int:
        """Read what begins with a sign, code between single backticks included; the offset after it."""
        found = SIGN.match(self.page, start)
        end = found.end()  # type: ignore[union-attr] # it matches each of the signs
        kind = found.lastgroup  # type: ignore[union-attr] # as above
        if kind is None:
            return self._sign(start, end)
        if kind == "piped" and self._parts_cells(start, end):
            return start + 1
        self.literal.append((start, end))
        return end

    def without_spans(self) -> Braced:
        """The same without scripts, code between single backticks, and end tags of CommonMark."""
        position = 0
        while found := SIGN_OUTSIDE_SPANS.match(self.page, position):
            position = self._sign(*found.span("sign"))
        return Braced(tuple(self.literal), tuple(self.parts), (), self.pairs)

    def _parts_cells(self, start: int, end: int) -> bool:
        """Whether backticks on a line of a table have a pipe between them: it parts cells, so that they are no code."""
        if not lines.PIPE.search(self.page, start, end):
            return False
        if start >= self.row[0]:
            margin = MARGIN.match(self.page, lines.start_of_line(self.page, start))
            is_row = margin is not None and self.page.startswith(b"|", margin.end())
            self.row = (lines.end_of_line(self.page, start), is_row)
        return self.row[1]

    def _sign(self, start: int, end: int) -> int:
        """Read what begins with a sign; the offset after it."""
        sign = self.page[start]
        if sign == BACKTICK or (sign == TILDE and end - start > SHORTEST):
            return self._code(start, end)
        if sign in b"\\~":
            return end
        if sign == ord("<") and self.page.startswith(COMMENT[0], start):
            return self._comment(start)
        after = self._expression_end(start) if sign == ord("{") else self._tag_end(start)
        if after < 0:
            return end
        self.parts.append((start, after))
        return after

    def _expression_end(self, start: int) -> int:
        """Byte offset after an expression; -1 if none begins."""
        return self.pairs.end(start) if self.page.startswith(self.expression, start) else -1

    def _tag_end(self, start: int) -> int:
        """Byte offset after a tag; -1 if none begins."""
        on_line = TAG_ON_LINE.match(self.page, start)
        return on_line.end() if on_line else tag_end(without_quotes(self.page, start), start, self.pairs)

    def _comment(self, start: int) -> int:
        end = -1 if self.no_comment else self.page.find(COMMENT[1], start + 2)
        if end < 0:
            self.no_comment = True
            return start + 1
        self.literal.append((start, end + 3))
        return end + 3

    def _code(self, start: int, end: int) -> int:
        """Read code in a fence, or a code span; the offset after it, or after the backticks."""
        stop = self._fence_end(start, end) if end - start > SHORTEST else -1
        if stop < 0 and self.page[start] == BACKTICK:
            stop = self._span_end(start, end)
        if stop < 0:
            return end
        self.literal.append((start, stop))
        return stop

    def _fence_end(self, start: int, end: int) -> int:
        """Byte offset after fenced code that begins with a sign; -1 if it does not begin any."""
        page = self.page
        if page[start] == BACKTICK and not FENCE_LINE.match(page, end):
            return -1
        line = lines.start_of_line(page, start)
        if line == start:
            return _closed(page, page[start:end], end)
        margin = MARGIN.match(page, line, start)
        if margin is None or margin.end() != start:
            return -1
        stop = _closed(page, page[start:end], end)
        quotes = page.count(b">", line, start)
        columns = start - line if margin["items"] and not quotes else 0
        columns = min(columns, IN_FOOTNOTE) if margin["items"].startswith(b"[") else columns
        left = _left(quotes, columns).search(page, end, stop) if quotes or columns else None
        return left.end() if left else stop

    def _span_end(self, start: int, end: int) -> int:
        """Byte offset after a code span; -1 if the backticks begin none."""
        if start >= self.paragraph:
            block = BLOCK.search(self.page, end)
            self.paragraph = block.start() if block else len(self.page)
            self.ticks = {}
            for run in TICKS.finditer(self.page, start, self.paragraph):
                self.ticks.setdefault(run.end() - run.start(), []).append(run.start())
        runs = self.ticks.get(end - start, [])
        index = bisect_left(runs, end)
        return runs[index] + end - start if index < len(runs) else -1

    def _script(self, start: int, done: int) -> int:
        """Read imports and exports, to the first blank line outside brackets; the offset after them."""
        if start < done or not self._begins_block(start):
            return done
        end, is_closed = _script_end(self.page, start, at_first_blank=self.unclosed == MOST_UNCLOSED)
        self.unclosed += not is_closed
        self.scripts.append((start, end))
        return end

    def _begins_block(self, start: int) -> bool:
        """Whether a line follows a blank line, the start of the page, or a script."""
        before = self.page[max(0, start - 200) : start]
        bare = before.rstrip(b"\r\n\t ")
        after_script = bool(self.scripts) and start - len(before) + len(bare) <= self.scripts[-1][1]
        return not bare or after_script or len(re.findall(rb"\r\n|\n|\r", before[len(bare) :])) > 1


def without_quotes(page: bytes, start: int) -> bytes:
    """The page with blanks for the marks of the quotes in which a tag begins, so that none of them ends the tag."""
    line = lines.start_of_line(page, start)
    margin = MARGIN.match(page, line, start) if b">" in page[line:start] else None
    quotes = margin[0].count(b">") if margin else 0
    return _unquoted(page, quotes) if quotes else page


@lru_cache(maxsize=4)
def _unquoted(page: bytes, quotes: int) -> bytes:
    """The page with blanks for up to so many quote marks at the start of each line but the first."""
    marks = re.compile(rb"(?<=[\r\n])(?:[ \t]*>){1,%d}" % quotes)
    return marks.sub(lambda found: found[0].replace(b">", b" "), page)


def _closed(page: bytes, fence: bytes, position: int) -> int:
    """Byte offset after the marks that close code between fences, which begins before a byte; else the page's end."""
    begun = position
    while (position := page.find(fence, position)) >= 0:
        line = lines.start_of_line(page, position)
        closing = CLOSING_LINE.match(page, position + len(fence))
        if closing and line > begun and not page[line:position].strip(b" \t>"):
            return closing.end()
        position += len(fence)
    return len(page)


@lru_cache(maxsize=64)
def _left(quotes: int, columns: int) -> re.Pattern[bytes]:
    """Matches the start of a line that is outside so many quotes, or left of the text of a list item."""
    if quotes:
        return re.compile(LINE_BREAK + rb"(?!(?:[ \t]*>){%d})" % quotes)
    return re.compile(LINE_BREAK + rb"(?! {%d}|[ ]*\t)(?=[ ]*[^ \r\n])" % columns)


def _script_end(page: bytes, start: int, *, at_first_blank: bool) -> tuple[int, bool]:
    """Byte offset after a script, and whether its brackets are closed as far as is known.

    It ends before the first blank line outside brackets, strings and templates. One whose brackets are never closed
    ends before its first blank line, and so does each where there are many of these: that is no page of MDX.
    """
    depth, first = 0, 0
    for sign in SCRIPT_SIGN.finditer(page, start):
        if sign["blank"] is None:
            depth += (sign[0] in OPENING) - (sign[0] in CLOSING)
        elif depth <= 0 or at_first_blank:
            return sign.start(), True
        else:
            first = first or sign.start()
    return (first, False) if depth > 0 and first else (start + len(page[start:].rstrip()), depth <= 0)


def literal(page: bytes) -> tuple[tuple[int, int], ...]:
    """The code and the comments of a page of MDX."""
    return with_scripts(page).literal


def without_code(page: bytes) -> bytes:
    """The page with spaces for its code and comments, line ends kept."""
    shown = bytearray(page)
    for start, end in literal(page):
        shown[start:end] = shown[start:end].translate(lines.BLANKED)
    return bytes(shown)


def expressions(_construct: Construct, page: bytes) -> Iterator[tuple[int, int]]:
    """The expressions in braces, the outer ones only."""
    return (part for part in braced(page).parts if page[part[0]] == ord("{"))


def tags(_construct: Construct, page: bytes) -> Iterator[tuple[int, int]]:
    """The tags; those in an expression are part of it."""
    return (part for part in braced(page).parts if page[part[0]] == ord("<"))


def tags_of_vue(page: bytes) -> Iterator[tuple[int, int]]:
    """The same on a page of Vue."""
    return (part for part in mustached(page).parts if page[part[0]] == ord("<"))


def unknown_tags(page: bytes) -> Iterator[tuple[int, int]]:
    """The tags of Vue that CommonMark does not take for tags, because of an attribute or an expression in them."""
    return (part for part in tags_of_vue(page) if UNKNOWN_TAG.match(page, *part))


def lone_expressions(construct: Construct, page: bytes) -> Iterator[Occurrence]:
    """The lines of expressions alone."""
    begun = done = -1
    for start, end in expressions(construct, page):
        if not page[lines.start_of_line(page, start) : start].strip(b" \t>"):
            begun = start
        elif page[done:start].strip(b" \t"):
            begun = -1
        done = end
        if begun >= 0 and is_line_end(page, end):
            yield Occurrence(begun, end, construct.name)
            begun = -1


def is_line_end(page: bytes, position: int) -> bool:
    """Whether nothing but blanks follows on a line."""
    end = BLANKS.match(page, position).end()  # type: ignore[union-attr] # it also matches nothing
    return end == len(page) or page[end] in b"\r\n"
