"""Syntax of kramdown 2.4 alone: extensions in `{::name}`, attribute lists in `{:…}`, the mark that ends a block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from i18n_pipeline.markdown.constructs import BREAK, Construct, Occurrence, lines
from i18n_pipeline.markdown.constructs.lines import LINE

NAMES = (
    rb"a|abbr|acronym|b|big|bdo|br|button|cite|del|dfn|em|i|img|input|ins|label|q|rb|rbc|rp|rt|rtc|ruby|select|small|span"
    rb"|strong|sub|sup|tt"
)
"""Names of elements that stand in words and have Markdown or nothing in them; those such as `code` and `u` have none
(`HTML_SPAN_ELEMENTS` and `HTML_CONTENT_MODEL` in parser/html.rb)."""
BODY = rb"(?:[^{]|\{(?!:))*?"
INSIDE = rb"\{::(?:comment|nomarkdown)\}(?:[^{\r\n]|\{(?!:))*\{:/(?:comment|nomarkdown)?\}|\{::[^{}\r\n]*\}|\{:/\w*\}"
EXTENSION = Construct(
    "extension",
    (b"{::", b"{:/"),
    alone=rb"\{::(?:comment|nomarkdown)(?:[ \t][^{}\r\n]*)?\}" + BODY + rb"\{:/(?:comment|nomarkdown)?\}"
    rb"|\{::[^{}\r\n]*\}|\{:/[\w]*\}",
    inside=INSIDE,
    risk=r"\{(?=:)",
    wordless=INSIDE,
)
"""`{::options toc_levels="2" /}`, `{::comment}…{:/comment}`, `{::nomarkdown}…{:/}`."""

ATTRIBUTES = Construct(
    "attribute list",
    (b"{:",),
    alone=rb"(?:\{:(?![:/])(?:[^{}\r\n\\]|\\.)*\}[ \t]*)+",
    inside=rb"\{:(?![:/])(?:[^{}\r\n\\]|\\.|" + BREAK + rb")*\}",
    wordless=rb"\{(?<=[^\w \t]\{):(?![:/])(?:[^{}\r\n\\]|\\.|" + BREAK + rb")*\}",
)
"""Attributes of the block above or below and of the element before them; `{:toc}`; `{:name: .class}` to refer to."""
LAST_ATTRIBUTES = replace(
    ATTRIBUTES,
    alone=ATTRIBUTES.alone + rb"(?=" + lines.NEWLINE + rb"(?:[ \t>]*+" + lines.NEWLINE + rb")++[ \t>]*[ \t])",
    inside=b"",
    wordless=b"",
    ends_lists=True,
)
"""The same above a blank line and an indented one: they end a list that they stand left of (`parse_list` in
parser/kramdown/list.rb), so that what follows is no part of its last item, and may be code."""

EOB = re.compile(rb"\^(?<![^ \t>\r\n]\^)[ \t]*" + lines.LINE_END)


def _ends_of_blocks(construct: Construct, page: bytes) -> Iterator[Occurrence]:
    """The marks; between blank lines, each is a word to the parser, so that it ends a list."""
    for found in EOB.finditer(page):
        start, end = found.start(), found.start() + 1
        line = lines.start_of_line(page, start)
        if not page[line:start].strip(b" \t>"):
            alone = BLANK_BELOW.match(page, end) is not None and lines.is_below_blank(page, line)
            yield Occurrence(start, end, construct.name, as_word=alone)


BLANK_BELOW = re.compile(rb"[ \t]*(?:(?:\r\n|\n|\r)[ \t>]*(?:[\r\n]|\Z)|\Z)")
END_OF_BLOCK = Construct("end of a block", (b"^",), find=_ends_of_blocks, risk_of_line=r"\^[ \t]*(?:\n|\Z)")
"""`^` on a line of its own."""

DEFINITION = Construct("link definition", (b"\0",), risk_of_line=r"\[[^\]\n]+\]:")
"""kramdown allows blanks in the target of a link definition, so that any words after the colon make one, and an opening
bracket in its label."""

TAG = Construct("tag", (b"\0",), risk=r"<(?=[^\W\d])")
"""kramdown takes a name of any letters, which may begin with `_`, for that of a tag."""

TICK = Construct("backtick", (b"\0",), risk=r"`")
"""In a row of a table, a backtick behind a backslash counts where code ends."""

LONE_TAG = re.compile(
    rb"(?P<tag>" + lines.FIRST_SIGN_OF_TAG + rb"(?:/(?i:" + NAMES + rb")[ \t]*|(?i:" + NAMES + rb")"
    rb"(?:[ \t]+[A-Za-z_:][\w.:-]*+(?:[ \t]*=[ \t]*(?:\"[^\"\r\n]*\"|'[^'\r\n]*'|[^\s\"'=<>`]++))?)*+[ \t]*/?)>)"
    rb"[ \t]*" + lines.LINE_END
)
"""The tag of such an element at the end of a line, after a blank or nothing."""

ITEM_ABOVE = re.compile(LINE + rb"[ \t]*(?:[-*+]|\d{1,9}\.)[ \t]+(?P<words>[^\r\n]*\S)[ \t]*(?:\r\n|\n|\r)\Z")
TOC = re.compile(rb"\{(?=:)[^{}\r\n]*(?<![\w.#-])toc(?![\w-])[^{}\r\n]*\}")


def _contents(construct: Construct, page: bytes) -> Iterator[Occurrence]:
    """The words of the item in whose place kramdown writes the table of contents: the first that asks for it."""
    for toc in TOC.finditer(page):
        line = lines.start_of_line(page, toc.start())
        if not page[line : toc.start()].strip(b" \t"):
            above = ITEM_ABOVE.match(page, lines.start_of_line(page, max(0, line - 2)), line)
            if above:
                yield Occurrence(*above.span("words"), construct.name, as_word=True)
            return


CONTENTS = Construct("table of contents", (b"toc",), find=_contents)
"""`* anything` and below it `{:toc}`."""
