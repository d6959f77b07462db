"""Template languages: Hugo's shortcodes `{{< … >}}`, tags `{% … %}` and outputs `{{ … }}` of Liquid, Jinja and others.

See `tags` for how they are found. A tag among words is a placeholder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from i18n_pipeline.markdown.constructs import BREAK, NO_PARAGRAPH, Construct, Mark, OwnTag, tags
from i18n_pipeline.markdown.constructs.human_names import HUMAN

SHORTCODE = rb"\{\{[<%](?:[^\r\n{>%]++|[>%](?!\}\})|\{(?!\{[<%])|" + BREAK + rb")*+[>%]\}\}"
BLOCK_TAG = rb"\{%(?:[^\r\n{%]++|%(?!\})|\{(?!%)|" + BREAK + rb")*+%\}"
TAG = SHORTCODE + rb"|" + BLOCK_TAG
EXPRESSION = rb"\{\{(?:[^{}\r\n]++|" + BREAK + rb"|\{(?:[^{}\r\n]++|" + BREAK + rb")*+\})*+\}\}"
COMMENT = rb"\{#(?![\w.:-]+[ \t]*[}.#])(?:[^#{]++|#(?!\})|\{(?!#))*+#\}"
"""A comment of Jinja; `{#id}` is the id of a heading."""
GIVEN = rb"(?:\"(?:\\.|[^\"\\])*\"|`[^`]*`|[^{}\"`])*?"
"""Parameters of a shortcode of Hugo, as few as may be."""
TABS = rb"\{\{<\s*tabpane(?!" + GIVEN + rb"text=\"?true)" + GIVEN + rb">\}\}"
"""The beginning of tabs of code of Docsy."""

TEMPLATE_TAG = Construct(
    "template tag",
    (b"{{", b"{%"),
    alone=rb"(?:" + TAG + rb")(?:[ \t]*(?:" + TAG + rb"))*",
    inside=EXPRESSION + rb"|" + TAG,
)
"""The tags of any template language; their words are left alone."""

DIAGRAMS = ("mermaid", "plantuml", "katex", "math")
"""Names of tags around diagrams and formulas that themes and plugins have."""

HUGO_SHORTCODE = Construct(
    "shortcode",
    (b"{{<", b"{{%"),
    risk=r"\{(?=\{(?:[<%]|\Z)|\Z)",
    quoting="shortcode",
    inside=SHORTCODE,
    parameters=("attr", "content", *HUMAN),
    raw=(
        *("highlight", "chem", "code", "raw", "goat", "comment", "chart", *DIAGRAMS),
        *("code-toggle", "codeblock", "code-block", "diagram", "gist"),
    ),
    raw_tag=re.compile(
        rb"(?:" + TABS + rb")?\{\{<\s*tab(?!" + GIVEN + rb"text=\"?true)(?=" + GIVEN + rb"\slang=)" + GIVEN + rb">\}\}"
        rb"|" + TABS + rb"\{\{<\s*tab\b(?!" + GIVEN + rb"text=\"?true)" + GIVEN + rb">\}\}"
    ),
    kind="shortcode",
    own=(
        *(OwnTag(name, ("0", *HUMAN)) for name in ("expand", "details")),
        OwnTag("tab", ("0", "name", *HUMAN)),
        OwnTag("notice", ("1", *HUMAN)),
    ),
    first=True,
    in_html=tags.in_html,
    read_twice=r"\{\{[<%]|\\[(\[]|\$\$",
    find=tags.standing,
    among=tags.among,
    values=tags.parameters,
)
"""Shortcodes of Hugo 0.168. A `tab` of Docsy is code unless it, or the `tabpane` around it, says `text=true`.

What a shortcode in another makes of Markdown is read again where the template of the outer says `RenderString`."""

LIQUID_TAG = Construct(
    "Liquid tag",
    (b"{{", b"{%"),
    risk=r"\{(?=[{%]|\Z)",
    inside=EXPRESSION + rb"|" + BLOCK_TAG,
    parameters=("body", "content", *HUMAN),
    raw=("highlight", "comment", *DIAGRAMS),
    literal=("raw",),
    raw_tag=re.compile(rb"(?:\{%[^{}]*%\})?\{%-?\s*capture\s+\w*[Cc]ode"),
    kind="shortcode",
    first=True,
    may_vanish=True,
    in_html=tags.in_html,
    find=tags.standing,
    among=tags.among,
    values=tags.parameters,
    rules_of_words=tags.eating,
)
"""Tags and outputs of Liquid 4 and 5 (Jekyll)."""

JINJA_TAG = Construct(
    "template tag",
    (b"{{", b"{%", b"{#"),
    risk=r"\{(?=[{%#]|\Z)|#(?=\})",
    inside=EXPRESSION + rb"|" + BLOCK_TAG + rb"|" + COMMENT,
    parameters=("body", *HUMAN),
    raw=("highlight", "comment", "css", "js", "svg", *DIAGRAMS),
    literal=("raw", "verbatim"),
    raw_tag=re.compile(rb"(?:\{%[^{}]*%\})?\{%-?\s*(?:set|setAsync|capture)\s+\"?\w*[Cc]ode\w*\"?\s*-?%\}"),
    kind="shortcode",
    first=True,
    may_vanish=True,
    in_html=tags.in_html,
    find=tags.standing,
    among=tags.among,
    values=tags.parameters,
    rules_of_words=tags.eating,
)
"""Tags, outputs and comments of Jinja, Nunjucks and Tera (Eleventy, Zola, macros in MkDocs); Liquid in Eleventy."""

SHOWN = re.compile(rb"\{%/\*[^{}]*\*/%\}")
"""A tag of Zola around a body that it shows as it is, or the end of one."""
ANY_TAG = re.compile(EXPRESSION + rb"|" + BLOCK_TAG)


def _order_of_shown(page: bytes, start: int, end: int) -> Iterator[str]:
    """The order of the tags between two byte offsets that are shown as they are, and which others stand in a pair.

    Zola 0.22 stops at one without its end, and where nothing is between the two; what is there is shown, not run.
    """
    tags = list(SHOWN.finditer(page, start, end))
    for number, (tag, following) in enumerate(zip(tags, (*tags[1:], None), strict=False)):
        yield f"{tag[0].decode()} is number {number + 1} of the tags that are shown"
        if following and number % 2 == 0:
            if tag.end() == following.start():
                yield f"{tag[0].decode()} has nothing behind it"
            for found in ANY_TAG.finditer(page, tag.end(), following.start()):
                yield f"{found[0].decode()} stands behind {tag[0].decode()}"


CALL = rb"\{\{\s*[A-Za-z_][\w:]*\([^{}]*\)\s*\}\}"
LONE_CALL = re.compile(CALL)


def _no_paragraph(page: bytes, start: int, end: int, _marks: Sequence[Mark]) -> Iterator[str]:
    """The rule of a paragraph that is nothing but one shortcode: Zola 0.22 makes none of it."""
    if LONE_CALL.fullmatch(page, start, end):
        yield NO_PARAGRAPH


TERA_TAG = replace(
    JINJA_TAG,
    ends_lists=True,
    wordless=CALL,
    read_twice=r"\{[{%]",
    rules=_no_paragraph,
    rules_of_words=_order_of_shown,
)
"""The same in Zola, which reads a shortcode as a word of Markdown and runs it when ids are made.

What a shortcode in another makes of Markdown is read again where the template of the outer has `body | markdown`."""

VUE_EXPRESSION = Construct("expression", (b"{{",), risk=r"\{(?=[{\0]|\Z)", inside=EXPRESSION, first=True)
"""`{{ expression }}` of Vue 3, in which a character reference is no brace: VitePress 1 leaves references to Vue."""
