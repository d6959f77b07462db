"""Lines of a page: their indentation, and the bodies that are indented below a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

LINE = rb"(?<![^\r\n])"
"""Regular expression of the start of a line, whatever the line ends of the page."""
LINE_END = rb"(?=[\r\n]|\Z)"
"""Regular expression of the end of a line."""
NEWLINE = rb"(?:\r\n|\n|\r)"
REST = re.compile(rb"[^\r\n]*")
MARKS = re.compile(rb"[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t][ \t>]*)*")
"""What may stand before a block on its line: indentation, quote marks, and marks of list items."""
MARK = rb"(?:[-*+:]|\d{1,9}[.)]|\[\^[^\[\]\s]+\]:)[ \t]"
"""Regular expression of the mark of a list item, a definition or a footnote, and of the blank behind it."""
BEFORE_HEADING = rb"(?:[ \t>]|" + MARK + rb")*"
"""Regular expression of what may stand on the line of a heading before its signs."""
ATX = BEFORE_HEADING + rb"#{1,6}[ \t]"
"""Regular expression of the same with the signs of a heading."""
END_OF_LINE = rb"[\r\n](?:(?<=\r)\n)?+"
"""The same as `NEWLINE`, which Python finds faster."""
BLANK_LINES = re.compile(END_OF_LINE + rb"(?:[ \t>]*+" + END_OF_LINE + rb")++")
"""The end of a line and the blank lines below it, which may hold quote marks."""
EMPTY = (b"\n\n", b"\n\r\n")
"""The end of a line and an empty line, by the line ends of a page."""
EMPTY_LINE = re.compile(rb"\n\r?\n")
"""Either of them."""
PIPE = re.compile(rb"\|(?<!\\\|)")
"""A pipe behind no backslash. Python finds a sign faster than what stands before it."""
BLANK_ABOVE = re.compile(rb"(?:\A|\r\n|\n|\r(?!\n))[ \t>]*(?:\A|\r\n|\n|\r)\Z")
"""Matches up to the first byte of a line at the top of a page, or below a blank line."""
LONGEST_BLANK = 300
"""Most bytes of a blank line that are looked at."""
BLANKED = bytes(sign if sign in b"\r\n" else ord(" ") for sign in range(256))
"""Translates every byte but those of line ends to a space."""
BLOCK_OF_HTML = (
    rb"</?(?i:address|article|aside|blockquote|details|dialog|div|d[dlt]|fieldset|figcaption|figure|footer|form|h[1-6r]"
    rb"|header|legend|li|main|menu|nav|[ou]l|p|section|summary|table|tbody|t[dhr]|tfoot|thead)"
)
"""Regular expression of the beginning of a tag of HTML that ends a paragraph and begins a block up to a blank line
(CommonMark 0.31, section 4.6, condition 6), up to its name; without the tags that pages hardly have."""
LINE_OF_HTML = re.compile(MARKS.pattern + BLOCK_OF_HTML + rb"(?=[\s/>])")
"""A line that begins such a block."""
FENCES = (b"```", b"~~~", b":::")
FIRST_SIGN_OF_TAG = rb"<(?<![^ \t>\r\n]<)"
"""Regular expression of the first sign of a tag unless words stand right before it."""
BEGINS_HTML = re.compile(FIRST_SIGN_OF_TAG + BLOCK_OF_HTML.removeprefix(b"<"))
"""The beginning of such a tag at the start of a line, or behind a blank."""
TAB = 4
"""Columns of a tab stop."""


def start_of_line(page: bytes | bytearray, position: int) -> int:
    """Byte offset of the line of a byte."""
    line = page.rfind(b"\n", 0, position) + 1
    return page.rfind(b"\r", line, position) + 1 or line


def paragraphs_with(sign: bytes, page: bytes) -> Iterator[tuple[int, int]]:
    """The byte ranges between empty lines in which a sign stands, in page order."""
    end = 0
    while (here := page.find(sign, end)) >= 0:
        start = max(end, *(page.rfind(empty, end, here) for empty in EMPTY))
        blank = EMPTY_LINE.search(page, here)
        end = blank.start() if blank else len(page)
        yield start, end


def is_below_blank(page: bytes, line: int) -> bool:
    """Whether the line that begins at a byte offset is the first of a page, or stands below a blank one."""
    return BLANK_ABOVE.search(page, max(0, line - LONGEST_BLANK), line) is not None


def is_in_html(page: bytes, line: int) -> bool:
    """Whether the line that begins at a byte offset goes on with a block of HTML; between fences there is none."""
    while line > 0:
        end = end_above(page, line)
        line = start_of_line(page, end)
        row = page[line:end].lstrip(b" \t>")
        if not row or row.startswith(FENCES):
            break
        if row.find(b"<") >= 0 and LINE_OF_HTML.match(row):
            return True
    return False


def end_above(page: bytes, line: int) -> int:
    """Byte offset after the words of the line above one that begins at a byte; -1 if that is the first of the page."""
    return line - 1 - page.endswith(b"\r\n", 0, line) if line else -1


def is_broken(page: bytes, start: int, end: int) -> bool:
    """Whether a line ends between two byte offsets."""
    return page.find(b"\n", start, end) >= 0 or page.find(b"\r", start, end) >= 0


@lru_cache(maxsize=4)
def beginning(page: bytes, form: re.Pattern[bytes], code: tuple[tuple[int, int], ...] = ()) -> Mapping[int, int]:
    """The tags that match at the beginning of a line, behind marks of containers: their starts and ends in bytes.

    The form begins with `FIRST_SIGN_OF_TAG`. In the given ranges, which are in page order, nothing is looked for.
    """
    found, line, done = {}, 0, 0
    for begun, after in (*code, (len(page), 0)):
        for here in form.finditer(page, done, begun):
            start, end = here.span()
            if start == 0 or page[start - 1] in b"\r\n":
                line = start
            else:
                line = page.rfind(b"\n", line, start) + 1 or line
                line = page.rfind(b"\r", line, start) + 1 or line
            if line == start or MARKS.fullmatch(page, line, start):
                found[start] = end
        done = after
    return found


def rows(
    page: bytes, signs: Iterable[bytes], form: re.Pattern[bytes], opening: bytes = b""
) -> Iterator[re.Match[bytes]]:
    """The lines that a form matches at their start.

    Only lines with a sign are looked at, or with what an opening matches, a regular expression, if one is given.
    """
    looked_for = (_opening(opening),) if opening else map(_literal, signs)
    found = [here.start() for one in looked_for for here in one.finditer(page)]
    if not found:
        return iter(())
    if b"\r" in page:
        starts = {start_of_line(page, here) for here in found}
    else:
        starts = {page.rfind(b"\n", 0, here) + 1 for here in found}
    return (row for start in sorted(starts) if (row := form.match(page, start)))


@lru_cache(maxsize=256)
def _literal(sign: bytes) -> re.Pattern[bytes]:
    """Matches a sign and the rest of its line.

    Python finds one sign after the other faster than any of several, and one byte faster than two.
    """
    return _opening(re.escape(sign[:1]) + (rb"(?=" + re.escape(sign[1:]) + rb")" if sign[1:] else b""))


@lru_cache(maxsize=256)
def _opening(form: bytes) -> re.Pattern[bytes]:
    """The same for a regular expression."""
    return re.compile(form + rb"[^\r\n]*")


def stripped(page: bytes, start: int, end: int) -> tuple[int, int]:
    """A range without the white space at its ends."""
    inside = page[start:end]
    start += len(inside) - len(inside.lstrip())
    return start, start + len(inside.strip())


def end_of_line(page: bytes | bytearray, position: int) -> int:
    """Byte offset after the line of a byte, its line end left aside."""
    return REST.match(page, position).end()  # type: ignore[union-attr] # it also matches nothing


def body(page: bytes, start: int, end: int, least: int) -> int:
    """Byte offset after the lines below a construct that are indented at least so many columns deeper; 0 if none is."""
    found = _deeper(*_margin(page, start, least), b"\r" in page, blank_lines=True).match(page, end)
    return found.end() if found and found["deeper"] else 0


def options(page: bytes, start: int, end: int) -> int:
    """Byte offset after the lines directly below a construct that are indented four columns deeper; `end` if none is.

    A blank line ends them. That is how Python-Markdown reads options in YAML.
    """
    found = _deeper(*_margin(page, start, TAB), b"\r" in page, blank_lines=False).match(page, end)
    return found.end("deeper") if found and found["deeper"] else end


def _margin(page: bytes, start: int, deeper: int) -> tuple[int, int]:
    """The columns before a construct and so many more, and the number of quotes that it stands in."""
    line = start_of_line(page, start)
    if line == start:
        return deeper, 0
    quotes = page.count(b">", line, start)
    return columns(page[line:start], quotes) + deeper, quotes


@lru_cache(maxsize=256)
def _deeper(least: int, quotes: int, has_returns: bool, *, blank_lines: bool) -> re.Pattern[bytes]:
    """Matches the rest of a line and the lines below it that are indented at least so many columns inside quotes.

    Where no line ends with a carriage return, a page is read in half the time by a form that knows none.
    """
    newline, sign = (NEWLINE, rb"[^\r\n]") if has_returns else (rb"\n", rb"[^\n]")
    blank = rb"[ \t>]*" if quotes else rb"[ \t]*"
    stops, rest = divmod(least, TAB)
    indentation = rb"(?: {4}| {0,3}\t){%d}" % stops + (rb"(?: {%d}| {0,%d}\t)" % (rest, rest - 1) if rest else b"")
    marks = rb"(?:[ \t]*> ?){0,%d}+" % quotes if quotes else b""
    words = rb"(?!" + blank + rb"(?:[\r\n]|\Z))" + marks + indentation if quotes else indentation + rb"[ \t]*+" + sign
    between = rb"(?:" + blank + newline + rb")*+" if blank_lines else b""
    return re.compile(sign + rb"*(?P<deeper>(?:" + newline + between + words + sign + rb"*)*+)" + newline + rb"?")


def blank(row: bytes, quotes: int) -> bool:
    """Whether a line is blank inside this many quotes."""
    return not row.strip(b" \t>" if quotes else b" \t")


def columns(text: bytes, quotes: int) -> int:
    """Columns of a line's beginning, its quote marks left aside."""
    return _wide(_unquoted(text, quotes) if quotes else text)


def indent(row: bytes, quotes: int) -> int:
    """Columns of white space at the start of a line inside this many quotes."""
    inside = _unquoted(row, quotes)
    return _wide(inside[: len(inside) - len(inside.lstrip(b" \t"))])


def _unquoted(row: bytes, quotes: int) -> bytes:
    """A line without the marks of so many quotes."""
    for _ in range(quotes):
        bare = row.lstrip(b" \t")
        if not bare.startswith(b">"):
            break
        row = bare[2:] if bare[1:2] == b" " else bare[1:]
    return row


def _wide(text: bytes) -> int:
    """Columns of a text, tabs expanded."""
    return len(text.expandtabs(TAB)) if b"\t" in text else len(text)


def quote(page: bytes, start: int, end: int) -> str:
    """The quotation mark on both sides of a range; empty if there is none."""
    before, after = page[start - 1 : start], page[end : end + 1]
    return after.decode() if before == after and after in {b'"', b"'"} else ""
