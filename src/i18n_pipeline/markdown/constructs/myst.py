"""MyST-Parser 5.2: targets, comments, breaks, roles, substitutions, fields. Directives: `myst_directives`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from i18n_pipeline.markdown.constructs import ABOVE_CODE, Construct, Words, lines
from i18n_pipeline.markdown.constructs.lone_marks import BLOCK_ATTRIBUTES
from i18n_pipeline.markdown.constructs.template_tags import EXPRESSION

TARGET = Construct("target", (b")=",), alone=rb"\([^\r\n]+\)=" + ABOVE_CODE, risk=r"(?<=\))=(?=\s|\Z)")
"""`(name)=` above what it names: any line that begins with the one bracket and ends with the other and the sign."""
LINE_COMMENT = Construct(
    "comment", (b"%",), opening=rb"%(?<![^ \t>\r\n]%)", alone=rb"%[^\r\n]*" + ABOVE_CODE, risk_of_line=r"%"
)
"""`% not shown`."""
BLOCK_BREAK = Construct("block break", (b"+++",), alone=rb"\+\+\+[^\r\n]*" + ABOVE_CODE)
"""`+++`."""
HEADER_BREAK = Construct(
    "header break", (b"^^^",), alone=rb"\^{3,}[ \t]*" + ABOVE_CODE, risk_of_line=r"\^(?=\^{2,}[ \t]*(?:\n|\Z))"
)
"""`^^^` between the header and the body of a card, with or without blank lines around it (sphinx-design 0.6)."""
SUBSTITUTION = Construct(
    "substitution",
    (b"{{",),
    risk=r"\{(?=\{)",
    inside=rb"\{(?<!\\\{)" + EXPRESSION.removeprefix(rb"\{"),
    alone=EXPRESSION + ABOVE_CODE,
)
"""`{{ name }}`."""
NAMED = re.compile(rb":(?P<name>[^:\s][^:\r\n]*):")
SPHINX_FIELD = re.compile(
    rb"(?:param|parameter|arg|argument|key|keyword|kwarg|kwparam|type|raises?|except|exception|[ic]?var|vartype|returns?"
    rb"|rtype|meta|orphan|tocdepth|nocomments|nosearch)(?:[ \t]|\Z)"
)
"""A field with a meaning for Sphinx 9, in the description of an object or of a page."""


OF_TYPE = rb"(?:(?:param)?type|vartype)[ \t]|rtype:"
"""The beginning of a field with the name of a type in place of words."""


def _field_name(_construct: Construct, page: bytes, start: int, end: int) -> Iterator[Words]:
    """The name of a field that readers see."""
    named = NAMED.match(page, start, end)
    if named and not SPHINX_FIELD.match(named["name"]):
        yield Words(*named.span("name"), "name", "name of a field")


FIELD = Construct(
    "field",
    (b":",),
    opening=rb":(?<![^ \t>\r\n]:)(?=[^:\s])(?!-[-:| \t]*+(?:[\r\n]|\Z))",  # no row of dashes in a table
    alone=rb":[^:\s][^:\r\n]*:[^\r\n]*",
    title=re.compile(rb":(?!" + OF_TYPE + rb")[^:\s][^:\r\n]*:(?P<opening>[^\r\n]*)"),
    values=_field_name,
    body=1,
    risk_of_line=r":(?=[ \t]*[^\s:][^:\n]*:)",
)
"""`:name: text`, a line of a field list."""
ATTRIBUTION = re.compile(rb"[{ \t]attribution=\"(?P<words>[^\"\\{}\r\n]+)\"")
"""The attribute with words for readers, which are inline Markdown."""


def _attribution(_construct: Construct, page: bytes, start: int, end: int) -> Iterator[Words]:
    """Whose words the quote below is."""
    for found in ATTRIBUTION.finditer(page, start, end):
        yield Words(*found.span("words"), "listed", "attribution of a quote")


LISTED = replace(BLOCK_ATTRIBUTES, alone=BLOCK_ATTRIBUTES.alone + ABOVE_CODE, values=_attribution)
"""`{attribution="Name"}` above a quote, and any other list of attributes on a line of its own."""
SPAN_SIGN = re.compile(
    rb"\\[^\r\n]|(?P<ticks>`++)(?:[^`\r\n]|(?!(?P=ticks)(?!`))`++)*?(?P=ticks)(?!`)|`++|(?P<opening>\[)"
    rb"|\](?P<attributes>\{[^{}\r\n]*\})?|(?P<blank>(?>\r\n|\n|\r)[ \t>]*(?=[\r\n]))"
)


def _attributes_of_spans(_construct: Construct, page: bytes) -> Iterator[tuple[int, int]]:
    """The attributes behind a closing bracket whose opening one stands in the same paragraph.

    Only paragraphs with both signs beside each other are read.
    """
    for start, end in lines.paragraphs_with(b"]{", page):
        opened = 0
        for found in SPAN_SIGN.finditer(page, start, end):
            if found["opening"]:
                opened += 1
            elif found["blank"] is not None:
                opened = 0
            elif found[0][:1] == b"]":
                if opened and found["attributes"]:
                    yield found.span("attributes")
                opened = max(0, opened - 1)


SPAN = Construct(
    "attributes of a span",
    (b"]{",),
    among=_attributes_of_spans,
    risk=r"(?<=\])\{",
    risk_of_line=r"\{(?!\{|[\w:.+-]+\}`)(?=[^\n]*\}[ \t]*\Z)",
)
"""`[text]{.class}`. A line between braces is a list of attributes too, whatever stands behind the first of them."""

CALL = re.compile(
    rb"\{(?P<name>[\w:.+-]+)\}(?P<ticks>`++)"
    rb"(?P<text>(?:[^`\r\n]++|(?!(?P=ticks))`|\r?\n(?![ \t>]*\r?\n))++)(?P=ticks)"
)
"""A role, which ends at the first marks of its length, be there more of them or not (mdit-py-plugins 0.5)."""
TITLED = re.compile(rb"(?P<words>[^`<>]*[^`<>\s])(?P<target>\s*<[^<>]+>)")
"""The text of a role with words for readers and a target, as `` {ref}`Text <target>` ``."""
END_OF_TARGET = ord(">")
BACKSLASH = ord("\\")
OF_WORDS = frozenset(
    b"abbr abbreviation term guilabel menuselection dfn emphasis strong title title-reference sub sup subscript "
    b"superscript del u underline smallcaps".split()
)
"""Roles whose text is words (docutils 0.22, Sphinx 9, mystmd 1)."""
BADGE = re.compile(rb"bdg(?:-[a-z]+)*")
"""More of them (sphinx-design 0.6)."""


ACCELERATOR = re.compile(rb"(?<!&)&(?![&\s])")
"""What stands before the letter of a label that is its key, in `guilabel` and `menuselection`; Sphinx 9 ends with an
error where none follows."""
WITH_ACCELERATORS = frozenset((b"guilabel", b"menuselection"))


def _is_escaped(page: bytes, brace: int) -> bool:
    r"""Whether the backslash before a brace belongs to it, as in `` \{ref}`code` ``: that is no role."""
    start = brace
    while page[start - 1 : start] == b"\\":
        start -= 1
    return (brace - start) % 2 > 0


def _halves(_construct: Construct, page: bytes) -> Iterator[tuple[int, int]]:
    """The roles; of one with words, what stands before its words, between them and behind them."""
    for call in CALL.finditer(page):
        first, last = call.span()
        if page[first - 1] == BACKSLASH and _is_escaped(page, first):
            continue
        start, end = call.span("text")
        name = call["name"]
        titled = TITLED.fullmatch(page, start, end) if page[end - 1] == END_OF_TARGET else None
        if titled:
            start, end = titled.span("words")
        elif name not in OF_WORDS and not BADGE.fullmatch(name):
            yield first, last
            continue
        yield first, start
        if name in WITH_ACCELERATORS:
            yield from (sign.span() for sign in ACCELERATOR.finditer(page, start, end))
        yield end, last


ROLE = Construct("role", (b"}`",), among=_halves, risk=r"\{(?=[\w:.+-]+\}`)")
"""`` {ref}`name` ``: a placeholder with its text. In `` {ref}`Text <name>` `` and `` {abbr}`Text` `` that is words."""
