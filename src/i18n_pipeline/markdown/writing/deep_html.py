"""Words of HTML behind four columns of white space, which markdown-it without its rule `code` reads as Markdown.

Such HTML is a paragraph to it: brackets may be links and footnotes there, and braces attributes (markdown-it-attrs).
"""

from __future__ import annotations

import re

from i18n_pipeline.markdown.writing.emphasis import reference

SIGN = re.compile(r"\[|\{(?=[^{}]*\})")


def plain(text: str, english: str) -> str:
    """A text without such brackets and braces that the English lacks."""
    return SIGN.sub(lambda sign: sign[0] if sign[0] in english else reference(sign[0]), text)
