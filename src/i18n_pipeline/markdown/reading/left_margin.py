"""What the lines in the first column tell about the code of a page, without a parser.

A line that begins in the first column is in no list item, quote or footnote, so the fences that stand there are enough
to know whether it is code. Whatever takes a parser to know is left open: fences behind one to three blanks, which may
belong to a list item, HTML whose end is in doubt, and definitions of links on several lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

SIGN = re.compile(rb"\n {0,3}(?=`{3}|~{3}|<|\[)")
"""The start of a line that may begin fenced code, HTML, or the definition of a link."""
SIGN_WITHOUT_DEFINITIONS = re.compile(rb"\n {0,3}(?=`{3}|~{3}|<)")
FENCE = re.compile(rb"`{3,}(?=[^`\r\n]*(?:[\r\n]|\Z))|~{3,}")
COMMENT = re.compile(rb"<!--(?!-?>)(?:[^-\r\n]|-(?!->))*+-->")
"""A comment on one line."""
OPEN_COMMENT = re.compile(rb"<!--(?!-?>)(?:[^-]|-(?!->))*+-->")
ENDLESS = re.compile(rb"<(?:[!?]|(?i:script|pre|style|textarea)(?![\w-]))")
"""The start of HTML that no blank line ends (CommonMark 0.31, section 4.6, conditions 1 to 5)."""
BRACKET = re.compile(
    rb"\[\^[^\[\]\\\s]+\]:"  # a footnote
    rb"|\[[^\[\]\\]{0,300}(?:\[|\](?!:))"  # words
    rb"|\[[^\[\]\\\r\n]*\]:[ \t]*[^\s\"'(<]+[ \t]*(?:\r?\n(?![ \t]*[\"'(])|\r?\Z)"
)
"""What begins with a bracket, but for definitions that have a title or are on several lines."""
BLANK_LINE = re.compile(rb"\n[ \t]*\r?(?=\n|\Z)")
MARKS = re.compile(rb"(?:(?:[-+*>:]|\d{1,9}[.)]|\[\^[^\[\]\s]+\]:) {0,3})*+(?![ \t])")
"""The marks of containers, with so few blanks behind each that the words are no code."""
ODD = (b"\x0b", b"\x0c")
"""White space of which tools disagree whether it is blank."""
NEWLINE = ord("\n")


@dataclass(frozen=True, slots=True)
class LeftMargin:
    """What is known of a page. All ranges are in bytes, and in page order."""

    page: bytes
    """The page."""
    fences: tuple[tuple[int, int], ...]
    """The fenced code that begins in the first column."""
    html: tuple[tuple[int, int], ...]
    """What may be blocks of HTML."""
    end: int
    """The byte offset from which on nothing is known."""

    def is_fenced(self, position: int) -> bool:
        """Whether a byte is surely code."""
        return _is_inside(position, self.fences)

    def is_apart(self, position: int) -> bool:
        """Whether a byte is surely the first of a line outside blocks of code."""
        begins = position == 0 or self.page[position - 1] == NEWLINE
        return begins and position < self.end and not self.is_fenced(position)

    def may_be_html(self, position: int) -> bool:
        """Whether a byte may be in a block of HTML."""
        return _is_inside(position, self.html)

    def are_no_code(self, positions: Iterable[int]) -> bool:
        """Whether bytes, in page order, are surely in no code, neither in blocks nor in sentences.

        Each stands on a line that begins in the first column, without a sign of code from blank line to blank line.
        """
        end = 0
        for position in positions:
            line = self.page.rfind(b"\n", 0, position) + 1
            if not self.is_apart(line) or self.page[line] in b" \t\r\n" or not MARKS.match(self.page, line):
                return False
            if line >= end:
                start, end = self._around(line)
                if any(self.page.find(sign, start, end) >= 0 for sign in (b"`", b"~~~")):
                    return False
        return True

    def _around(self, line: int) -> tuple[int, int]:
        """Byte offsets of the empty lines before and after a line."""
        empty = b"\n\r\n" if b"\r\n" in self.page else b"\n\n"
        end = self.page.find(empty, line)
        return self.page.rfind(empty, 0, line) + 1, len(self.page) if end < 0 else end


def is_likely_to_tell(page: bytes | bytearray, positions: Iterable[int], *, among_words: bool) -> bool:
    """Quick test whether to look at the left margin, for the code at some positions in page order.

    It never tells of one behind indentation outside fences; nor, `among_words`, of one beside other code.
    """
    done = fences = 0
    for position in positions:
        fences += page.count(b"\n```", done, position)
        done = max(0, position - 1)
        line = page.rfind(b"\n", 0, position) + 1
        told = page[line] not in b" \t" and page.find(b"`", line, position) < 0
        if fences % 2 == 0 and not (told if among_words else line == position):
            return False
    return True


@lru_cache(maxsize=2)
def left_margin(page: bytes) -> LeftMargin:
    """Look at the lines of a page that begin with at most three blanks."""
    fences: list[tuple[int, int]] = []
    html: list[tuple[int, int]] = []
    seen = b"\n" + page  # a line begins on the page where the line end before it is here
    form = SIGN if b"]:" in page else SIGN_WITHOUT_DEFINITIONS
    known = _is_plain(page)
    done = 0
    while found := form.search(seen, done) if known else None:
        line, start = found.span()
        apart = start == line + 1 and not (html and line < html[-1][1])
        kind, end, done = _piece(seen, start, apart=apart)
        if kind == "fence":
            fences.append((line, end - 1))
        elif kind == "html" and not (html and line < html[-1][1]):
            html.append((line, end - 1))
        elif kind == "unknown":
            return LeftMargin(page, tuple(fences), tuple(html), line)
    return LeftMargin(page, tuple(fences), tuple(html), len(page) + 1 if known else 0)


def _is_plain(page: bytes) -> bool:
    """Whether all tools see the same lines and blanks on a page."""
    only_line_ends = b"\r" not in page or page.count(b"\r") == page.count(b"\r\n")
    return only_line_ends and not any(sign in page for sign in ODD)


def _piece(seen: bytes, start: int, *, apart: bool) -> tuple[str, int, int]:
    """What begins with a sign: its kind, the offset after it, and that from which on to look for the next.

    `apart` is whether it stands in the first column and not in what may be HTML.
    """
    sign = seen[start : start + 1]
    if sign == b"[":
        return "words" if BRACKET.match(seen, start) else "unknown", 0, start + 1
    if sign != b"<":
        fence = FENCE.match(seen, start)
        if not fence:
            return "words", 0, start + 1
        closing = _closing(sign, len(fence[0])).search(seen, fence.end())
        end = closing.end() if closing else len(seen)
        return "fence" if apart else "unknown", end, end
    comment = COMMENT.match(seen, start) or (OPEN_COMMENT.match(seen, start) if apart else None)
    if comment:
        return "html", comment.end(), comment.end()
    if ENDLESS.match(seen, start):
        return "unknown", 0, 0
    blank = BLANK_LINE.search(seen, start)
    return "html", blank.start() if blank else len(seen), start + 1


@lru_cache(maxsize=16)
def _closing(sign: bytes, length: int) -> re.Pattern[bytes]:
    """Matches the line that closes a fence, with the line end before it; pulldown-cmark 0.13 takes no tab behind it."""
    return re.compile(rb"\n {0,3}" + sign + rb"{%d,} *(?=[\r\n]|\Z)" % length)


def _is_inside(position: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    """Whether a byte lies in one of the sorted ranges."""
    index = bisect_right(ranges, (position, 1 << 62)) - 1
    return index >= 0 and position < ranges[index][1]
