"""Slugs of kramdown 2.4, and of its GFM parser in Jekyll."""

from __future__ import annotations

import re

from i18n_pipeline.markdown.slugs import HeadingWords, SlugRule
from i18n_pipeline.markdown.slugs.github import is_word
from i18n_pipeline.markdown.slugs.numbering import unchecked

BEFORE_LETTERS = re.compile(r"^[^a-zA-Z]+", re.MULTILINE)
NOT_BASIC = re.compile(r"[^a-zA-Z0-9 -]")


def basic(text: str) -> str:
    """ASCII letters, digits and hyphens from the first letter on; `section` if nothing is left."""
    kept = NOT_BASIC.sub("", BEFORE_LETTERS.sub("", text)).replace(" ", "-").lower()
    return kept or "section"


def gfm(text: str) -> str:
    """Word characters and hyphens in lower case; blanks and tabs become hyphens."""
    kept = "".join(one.lower() for one in text if one in "- \t" or is_word(one))
    return kept.replace(" ", "-").replace("\t", "-")


KRAMDOWN = SlugRule("kramdown", basic, unchecked, HeadingWords(as_written=True), one_line=True)
"""kramdown by itself."""
STRIPPED = SlugRule(
    "kramdown-auto_id_stripping", basic, unchecked, HeadingWords(images=False, code="", dashes="three"), one_line=True
)
"""kramdown with `auto_id_stripping`: the text elements alone count."""
OF_JEKYLL = HeadingWords(images=False, code="spaced", dashes="three")
IN_HTML = SlugRule("jekyll in HTML", basic, unchecked, OF_JEKYLL, one_line=True)
JEKYLL = SlugRule("jekyll", gfm, unchecked, OF_JEKYLL, one_line=True, in_html=IN_HTML)
"""kramdown-parser-gfm 1.1, the parser of Jekyll. It leaves headings in elements of HTML to kramdown."""
