"""Slugs of markdown-it-anchor: its own, and that of VuePress and VitePress (@mdit-vue/shared)."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from i18n_pipeline.markdown.slugs import HeadingWords, SlugRule
from i18n_pipeline.markdown.slugs.numbering import in_order

COMBINING = re.compile("[\u0300-\u036f\x00-\x1f]")
SPECIAL = re.compile(r"""[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:"'“”‘’<>,.?/]+""")  # noqa: RUF001 - the characters meant
BLANKS = re.compile(r"\s+")
UNESCAPED = "!'()*"
"""What encodeURIComponent of JavaScript leaves as it is, besides letters, digits and `-_.~`."""


def vue(text: str) -> str:
    """A hyphen for each run of blanks and ASCII punctuation; no accents; `_` before a digit."""
    plain = COMBINING.sub("", unicodedata.normalize("NFKD", text))
    kept = SPECIAL.sub("-", plain).strip("-")
    return ("_" + kept if kept[:1] in set("0123456789") else kept).lower()


def default(text: str) -> str:
    """Lower case with hyphens for blanks, percent-encoded."""
    return quote(BLANKS.sub("-", text.strip().lower()), safe=UNESCAPED)


WORDS = HeadingWords(images=False, footnotes="written", line_break="")
ANCHOR = SlugRule("markdown-it-anchor", default, in_order, WORDS)
"""markdown-it-anchor 10 by itself."""
VUE = SlugRule("mdit-vue", vue, in_order, WORDS)
"""VuePress 2."""
VITEPRESS = SlugRule(
    "vitepress",
    vue,
    in_order,
    HeadingWords(images=False, footnotes="written", references="written", emoji=True, templates="written"),
)
"""VitePress 1.6: names of emoji go, `&amp;` counts as `amp`."""
