"""Syntax of DocFX 2 (Microsoft Learn): `:::image …:::` and its like, `[!INCLUDE [a](b)]` and its like, tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.markdown.constructs import Construct, Occurrence, Words, lines
from i18n_pipeline.markdown.constructs.lines import LINE_END

ATTRIBUTE = rb"[ \t]+[\w-]+[ \t]*=[ \t]*(?:\"[^\"\r\n]*\"|'[^'\r\n]*')"
CLOSED = rb":{3,}+[ \t]*[A-Za-z][\w-]*(?:" + ATTRIBUTE + rb")*[ \t]*:{3,}"
"""`:::name key="value":::`."""
OPEN = rb":{3,}(?:[ \t]*[A-Za-z][\w-]*(?:" + ATTRIBUTE + rb")*)?"
"""`::: zone pivot="x"`, which ends with its line, and colons alone."""
ALONE = re.compile(
    rb"[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t][ \t>]*)*"
    rb"(?P<all>(?P<first>:{3,}[ \t]*(?P<name>[A-Za-z][\w-]*)(?:"
    + ATTRIBUTE
    + rb")*[ \t]*:{3,})(?:[ \t]*"
    + CLOSED
    + rb"|[ \t]*(?P<text>[^\s:][^\r\n]*?)[ \t]*(?P<last>:{3,}[ \t]*image-end:{3,}))?|"
    + OPEN
    + rb")[ \t]*"
    + LINE_END
)
VALUE = re.compile(rb"[ \t](?P<name>[\w-]+)[ \t]*=[ \t]*(?:\"(?P<double>[^\"\r\n]*)\"|'(?P<single>[^'\r\n]*)')")
KEPT_NAME = re.compile(rb":+[ \t]*no-loc\b")
WITH_BODY = re.compile(rb":+[ \t]*(?:row|column|image\b(?=[^\r\n]*[ \t]type[ \t]*=[ \t]*[\"']complex[\"']))\b(?!-)")
"""What stands around lines that may be indented; of images only those with a long description."""
ROW = re.compile(rb"\r\n|\n|\r")


def _marks(construct: Construct, page: bytes) -> Iterator[Occurrence]:
    """The lines of such marks, with the words in their attributes and, on one line, the long text of an image."""
    for found in lines.rows(page, construct.signs, ALONE):
        start, end = found.span("all")
        values = tuple(_values(construct, page, *found.span("first"))) if found["first"] else ()
        title = Words(*found.span("text"), "line", "description of an image") if found["text"] else None
        columns, body_end = _body(page, start, end) if WITH_BODY.match(page, start, end) and not title else (0, 0)
        mark = 0 if title or values or columns else start  # a block, so that it ends the bodies and lists before it
        yield Occurrence(start, end, construct.name, title, values, columns, body_end, mark=mark)


def _values(construct: Construct, page: bytes, start: int, end: int) -> Iterator[Words]:
    """The attributes with words for readers; `no-loc` has a name that stays English."""
    for found in () if KEPT_NAME.match(page, start, end) else VALUE.finditer(page, start, end):
        name = found["name"].decode()
        if name in construct.parameters:
            group = "double" if found["double"] is not None else "single"
            yield Words(*found.span(group), "unescaped", f"parameter: {name}")


def _body(page: bytes, start: int, end: int) -> tuple[int, int]:
    """Columns to the indented lines below a mark, 3 at most, and the offset after them; zeros if none is indented."""
    body_end = lines.body(page, start, end, 2)
    line = lines.start_of_line(page, start)
    quotes = page.count(b">", line, start)
    rows = [row for row in ROW.split(page[end:body_end])[1:] if not lines.blank(row, quotes)] if body_end else []
    if not rows:
        return 0, 0
    own = lines.columns(page[line:start], quotes)
    return min(3, *(lines.indent(row, quotes) - own for row in rows)), body_end


TRIPLE_COLON = Construct(
    "DocFX mark",
    (b":::",),
    find=_marks,
    inside=rb":(?<!::):{2,}+" + CLOSED.removeprefix(rb":{3,}+"),
    parameters=("alt-text", "title", "text"),
    values=_values,
    risk=r"(?<!:):::++(?=[ \t]*[A-Za-z])",
)
"""`:::image alt-text="…":::`, `:::row:::`, `::: zone pivot="x"`; among words `:::no-loc text="x":::`."""

LABEL = rb"\[(?:[^\[\]\r\n\\]|\\[^\r\n])*\]"
LINKED = rb"\[![A-Za-z][\w-]*[ \t]*" + LABEL + rb"\([^()\r\n]*\)[ \t]*\]"
NO_IMAGE = rb"(?<!(?<!\\)!\[)"
"""Behind its bracket: the mark of an image does not stand right before that."""
NOTE = rb"(?:(?<=>)|(?<=> ))\[!(?i:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\](?=[ \t]*(?:\r\n|\n|\r)[ \t>]*>(?: {5}| ?\t))"
"""A note whose first line is indented like code."""
INCLUDED = Construct(
    "DocFX inclusion",
    (b"[!",),
    ends_lists=True,
    alone=NOTE + rb"|(?:" + LINKED + rb"|\[![A-Za-z][\w.-]*[ \t][^\[\]\r\n]*\])(?:[ \t]*" + LINKED + rb")*",
    inside=rb"\[" + NO_IMAGE + LINKED.removeprefix(rb"\[") + rb"|\[!(?:VIDEO|Video|video)[ \t][^\[\]\r\n]*\]",
    risk=r"\[(?=![A-Za-z])",
)
"""`[!INCLUDE [name](file)]` and `[!code-csharp[name](file)]`; on a line also `[!VIDEO …]` and `[!div class="x"]`.

At the start of a quote also `[!NOTE]`, below which code may begin (QuoteSectionNoteParser of DocFX 2.78)."""

TITLE = rb"\[(?P<bracketed>(?:[^\[\]\r\n\\]|\\[^\r\n]|\[[^\[\]\r\n]*\](?:\([^()\r\n]*\))?)*)\]"
TAB_HEADING = Construct(
    "tab",
    (b"](#tab/",),
    alone=rb"#{1,6}[ \t]+" + TITLE.replace(b"?P<bracketed>", b"?:") + rb"\(#tab/[^()\s]+\)[ \t]*#*",
    title=re.compile(rb"#[ \t]+" + TITLE + rb"\(#tab/"),
)
"""`# [Title](#tab/id)`."""

UID = rb"[A-Za-z](?:[^\s\"'<>\[\]|.,;:!?~]|[.,;:!?~](?![\s\"'<>\[\]|.,;:!?~]|\Z))*"
NAMED = re.compile(
    rb"<[A-Za-z/][^<>]*>|\]\([^()\r\n]*\)|(?:https?|ftp)://[^\s<]*|www\.[^\s<]*|\\@"
    rb"|(?P<reference>(?<![\w.+-])[\w.+-]*@(?:" + UID + rb"|\"[^\"\r\n]*\"|'[^'\r\n]*'))"
)
"""A cross-reference with the word before it, since DocFX reads `me@example.org` as one too; or markup and addresses
that may hold an `@`."""


def _references(_construct: Construct, page: bytes) -> Iterator[tuple[int, int]]:
    """The cross-references; only paragraphs with their sign are read."""
    for start, end in lines.paragraphs_with(b"@", page):
        yield from (found.span() for found in NAMED.finditer(page, start, end) if found["reference"])


CROSS_REFERENCE = Construct(
    "DocFX cross-reference",
    (b"@",),
    among=_references,
    risk=r"@(?<!\\@)(?=[A-Za-z]|\"[^\"\n]*\"|'[^'\n]*')",
)
"""`@System.String` and `@"System.String"`."""
OPEN_BRACKET = Construct("open bracket", (), risk=r"\[(?=(?:\\.|[^\[\]\\]|\[(?:\\.|[^\[\]\\])*\])*\Z)")
"""A bracket without an end: Markdig makes no link of an address behind it, and no cells of the pipes behind it."""
GLUED_BRACKETS = Construct("brackets", (), risk=r"\[(?=(?:[^\[\]]|\[[^\[\]]*\])*\][\[\0])")
"""Brackets around words right before others, with which Markdig 1.1 puts a cell too many into each row."""
TELEPHONE = Construct("telephone number", (), risk=r":(?<=tel:)(?<![^\s*_~(\0]tel:)(?=\S)")
"""`tel:112`, of which Markdig makes a link (AutoLinkParser)."""

UNDERLINE = Construct("underline", (b"\0",), risk_of_line=r"[-=]+(?=[^\s=-]?[ \t]*$)")
"""Markdig 0.20 takes a line of hyphens for the underline of a heading though one other sign ends it, as in `->`."""

RULE = re.compile(
    rb"(?: {0,3}> ?)*+(?P<all> {2,3}(?:(?:-[ \t]*+){3,}+|(?:\*[ \t]*+){3,}+|(?:_[ \t]*+){3,}+))" + LINE_END
)


def _rules(construct: Construct, page: bytes) -> Iterator[Occurrence]:
    """The rules that stand in list items, each seen as a block in the second column, left of the words of any item.

    In the first one it would surely be no code.
    """
    for found in lines.rows(page, construct.signs, RULE):
        if lines.is_below_blank(page, found.start()):
            start, end = found.span("all")
            yield Occurrence(start + 1, end, construct.name, mark=start + 1)


RULE_IN_LIST = Construct("rule", (b"---", b"***", b"___"), find=_rules)
"""A rule behind less than four columns ends the list that it stands in (ListBlockParser of Markdig 1.1)."""
