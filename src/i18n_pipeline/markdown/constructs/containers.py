"""Containers between lines of colons, each kind with its own way of writing a title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from i18n_pipeline.markdown.constructs import ABOVE_CODE, Construct, Words

ATTRIBUTES = rb"\{[^{}\r\n]*\}"
LINK = rb"\[(?:[^\[\]\r\n]|!?\[[^\[\]\r\n]*+\])*+\]"
"""Regular expression of brackets in a label, which may be those of a link around an image."""
LABEL_TEXT = rb"(?:[^\[\]\r\n\\]|\\[^\r\n]|" + LINK + rb")*"
"""Regular expression of the words between the brackets of a label."""
ENDING = ATTRIBUTES + rb"[ \t]*(?:[\r\n]|\Z)"
"""Attributes at the end of a line."""

CONTAINER = Construct("container fence", (b":::",), alone=rb":{3,}[^\r\n]*")
"""`:::note Title` of any tool; the title is left alone."""

LABELLED_CONTAINER = Construct(
    "container",
    (b":::",),
    alone=rb":{3,}(?![ \t]*[\w-]+\[(?!" + LABEL_TEXT + rb"\]))[^\r\n]*" + ABOVE_CODE,
    title=re.compile(
        rb"(?<!:):{3,}+[ \t]*[\w-]+(?:(\[)|[ \t]+(?=[^\s{\[]))(?P<bracketed>(?(1)" + LABEL_TEXT + rb"(?=\])|[^{\r\n]*))"
    ),
)
"""`:::note[Title]{#id}` of remark-directive (Docusaurus, Starlight); Docusaurus makes that of `:::note Title`."""

ATTRIBUTE_TITLE = re.compile(
    rb":{3,}[ \t]*[\w-]+(?:\[" + LABEL_TEXT + rb"\])?\{(?:[^{}\r\n]*?[ \t])?"
    rb"title=(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')"
)
"""A container up to the title in its attributes."""


def _attribute_title(_construct: Construct, page: bytes, start: int, end: int) -> Iterator[Words]:
    """The title in the attributes of an admonition."""
    named = ATTRIBUTE_TITLE.match(page, start, end)
    if named and named.lastgroup and named[named.lastgroup].strip():
        yield Words(*named.span(named.lastgroup), "attribute", "attribute: title")


ADMONITION_DIRECTIVE = replace(
    LABELLED_CONTAINER,
    title=re.compile(
        rb"(?<!:):{3,}+[ \t]*[\w-]+(?:(\[)|[ \t]+(?=[^\s{]))"
        rb"(?P<bracketed>(?(1)" + LABEL_TEXT + rb"(?=\])|"
        rb"(?:[^\[\]{\r\n\\:]++|:(?:[A-Za-z][\w-]*+"
        + ATTRIBUTES
        + rb")?|\\[^\r\n]?|\["
        + LABEL_TEXT
        + rb"\]|(?!"
        + ENDING
        + rb")\{)*+"
        rb"(?=" + ENDING + rb"|[\r\n]|\Z)))"
    ),
    values=_attribute_title,
)
"""The same of Docusaurus 3.10, where a title without brackets goes to the end of the line with expressions and tags in
it, and one in the attributes, `:::note{title="Title"}`, counts before any other. Where the brackets of one do not pair
up, there is no title: Docusaurus puts it between brackets."""

LEAF_DIRECTIVE = Construct(
    "directive",
    (b"::",),
    opening=rb"::(?<!:::)(?=[A-Za-z])",
    alone=rb"::[A-Za-z][\w-]*(?:\[" + LABEL_TEXT + rb"\])?(?:" + ATTRIBUTES + rb")?",
    title=re.compile(rb"::[A-Za-z][\w-]*\[(?P<bracketed>" + LABEL_TEXT + rb")\]"),
)
"""`::name[Words]{#id}` of remark-directive, on a line of its own."""

LABEL = re.compile(rb":(?<![:\\]:)[A-Za-z][\w-]*\[")
"""A directive up to the words of its label."""
SIGN_OF_LABEL = re.compile(
    rb"\\[^\r\n]|(?P<label>" + LABEL.pattern + rb")|(?P<bracket>\[)|\](?P<attributes>" + ATTRIBUTES + rb")?"
    rb"|(?P<blank>(?>\r\n|\n|\r)[ \t>]*(?=[\r\n]))"
)
"""What counts where the label of a directive ends: brackets, which pair up in it, in code too."""


def _ends_of_labels(_construct: Construct, page: bytes) -> Iterator[tuple[int, int]]:
    """The brackets that close the labels of directives, with the attributes that belong to them."""
    opened: list[bool] = []
    for found in SIGN_OF_LABEL.finditer(page) if page.find(b"]{") >= 0 and LABEL.search(page) else ():
        if found["label"] or found["bracket"]:
            opened.append(bool(found["label"]))
        elif found["blank"] is not None:
            opened = []
        elif found[0][:1] == b"]" and opened and opened.pop() and found["attributes"]:
            yield found.span()


IN_LABEL = re.compile(rb"~+|\]\([^()\s]*|\]\[[^\[\]]*\]|\[\^[^\[\]]+\]|`[^`]+`|<[^<>]*>")
"""A mark of strikethrough, the target of a link, the mark of a footnote, code, or a tag."""


OF_LINK = (b"(", b"[")
"""What would make a link of brackets: behind a label it is words."""


def _rules(text: bytes, start: int, end: int) -> Iterator[str]:
    """The label of a directive is part of it: what stands in it stays there, and it ends."""
    if text.find(b"[", start, end) < 0 or not LABEL.search(text, start, end):
        return
    opened: list[tuple[bytes, int]] = []
    for found in SIGN_OF_LABEL.finditer(text, start, end):
        if found["label"] or found["bracket"]:
            opened.append((found["label"] or b"", found.end()))
        elif found[0][:1] == b"]" and opened:
            name, begun = opened.pop()
            if name:
                label = f"the label of {name[:-1].decode()}"
                yield f"{label} ends"
                if text[found.end() : found.end() + 1] in OF_LINK:
                    yield f"{label} is that of a link"
                marks = IN_LABEL.findall(text, begun, found.start())
                yield from (f"{mark.decode()} stands in {label}" for mark in marks)


TEXT_DIRECTIVE = Construct(
    "directive",
    (b":",),
    inside=rb":(?<![:\\]:)[A-Za-z][\w-]*(?:(?=\[)|" + ATTRIBUTES + rb")",
    among=_ends_of_labels,
    rules_of_words=_rules,
    risk=r":(?=[^\W\d_]|[^\s!-/:-@\[-`{-~][^\s!-,./:-@\[-^`{-~]*[\[{])",
)
"""`:name[Words]{#id}` of remark-directive 3, among words; there the end of `op:x` is one too, and since 4 `1:2[x]`."""

TITLED_CONTAINER = Construct(
    "container",
    (b":::",),
    risk=r"\[(?=!(?i:TIP|NOTE|INFO|IMPORTANT|WARNING|CAUTION|DANGER)\])",
    alone=rb":{3,}[^\r\n]*" + ABOVE_CODE,
    title=re.compile(
        rb"(?<!:):{3,}+[ \t]*(?!(?:code-group|raw|v-pre)\b)[\w-]+[ \t]+(?!" + ENDING + rb")"
        rb"(?P<line>\S(?:[^{\r\n]|\{(?!(?<=[ \t]\{)[^{}\r\n]*\}[ \t]*(?:[\r\n]|\Z)))*)"
    ),
)
"""`::: tip Title {#id}` of markdown-it-container (VitePress).

A quote is one, too, if the first words in it begin with `[!NOTE]`, in whatever block they are."""
