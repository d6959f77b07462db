"""Template languages: Hugo's shortcodes `{{< … >}}`, tags `{% … %}` and outputs `{{ … }}` of Liquid, Jinja and others.

See `tags` for how they are found. A tag among words is a placeholder.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from i18n_pipeline.markdown.constructs import BREAK, Construct, OwnTag, tags
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
    read_twice=True,
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

TERA_TAG = replace(JINJA_TAG, ends_lists=True, wordless=rb"\{\{\s*[A-Za-z_][\w:]*\([^{}]*\)\s*\}\}")
"""The same in Zola, which reads a shortcode as a word of Markdown and runs it when ids are made."""

VUE_EXPRESSION = Construct("expression", (b"{{",), risk=r"\{(?=[{\0]|\Z)", inside=EXPRESSION, first=True)
"""`{{ expression }}` of Vue 3, in which a character reference is no brace: VitePress 1 leaves references to Vue."""
