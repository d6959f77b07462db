"""Forms of heading ids that several kinds of site share."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec.structs import replace

from i18n_pipeline.markdown.dialect import BRACE, Dialect, HeadingIds

GLUED = re.compile(rb"[^\\{]")
"""Behind a backslash a brace is none; two braces begin an output."""

GLUED_TO_WORDS = re.compile(rb"[^\\{`*_~)\]]")
"""Behind code, emphasis and links a list of attributes is theirs (markdown-it-attrs 4)."""

BRACES = HeadingIds(written=rb"\{[^{}\r\n]+\}")
"""`## Title {#id}`; whatever stands in braces at the end of a heading is a list of attributes."""

BRACES_AT_END = replace(BRACES, before_signs=False, glued=GLUED)
"""The same, but `{#id}` is words in `## Title {#id} ##` (pulldown-cmark 0.13)."""

ID = BRACE + rb"#[^\s{}]++(?:[ \t]++[^{}\r\n]*+)?\}"
"""What a plugin may read at the end of a heading, on sites that otherwise take braces for text."""

A = HeadingIds(written=ID, new='<a id="{id}"></a>', place="start", apart=re.compile(rb'<a id="([^"<>]*)"></a>'))
"""`## <a id="id"></a>Title`, for sites without a form of their own."""

SPAN = HeadingIds(
    written=ID, new='<span id="{id}"></span>', place="start", apart=re.compile(rb'<span id="([^"<>]*)"></span>')
)
"""`## <span id="id"></span>Title`, where a link without a target would be a fault of its own."""

WITH_ATTRS = replace(A, glued=GLUED_TO_WORDS)
"""The same, for sites on which markdown-it-attrs may read ids."""

TAGS = replace(HeadingIds(), new=A.new, place=A.place, apart=A.apart, alike=(b"{#", HeadingIds()))
"""The same, but for pages on which the author wrote `{#id}`: the site must be one that reads it."""

APART = HeadingIds(new=" { #{id} }", gap=" ")
"""`## Title { #id }`, where templates are read first to which `{#` begins a comment (Nunjucks, Jinja, Tera)."""

FORMS: Mapping[str, HeadingIds] = {
    "braces": HeadingIds(),
    "tags": A,
    "comments": HeadingIds(new=" {/* #{id} */}"),
}
"""The forms that the settings can name."""


def form(name: str, dialect: Dialect) -> HeadingIds:
    """The form with this name, on the sites of a dialect."""
    has_comments = any(b"{#" in one.signs for one in dialect.constructs)
    return APART if has_comments and name == "braces" else FORMS[name]
