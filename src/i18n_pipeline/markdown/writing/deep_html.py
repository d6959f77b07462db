"""Words of HTML behind four columns of white space, which markdown-it without its rule `code` reads as Markdown.

Such HTML is a paragraph to it: brackets may be links and footnotes there, braces attributes (markdown-it-attrs), and
names of hosts links (linkify-it); a backslash hides the tag behind it.
"""

from __future__ import annotations

import re

from i18n_pipeline.markdown.signs_to_escape import Risks
from i18n_pipeline.markdown.writing.emphasis import reference

SIGN = re.compile(r"\[|\{(?=[^{}]*\})")
HIDING = re.compile(r"\\(?=(<[^<>]*|\s*\Z))")
"""A backslash before a tag, or at the end, where a tag may follow."""

OF_ADDRESS = frozenset({"dot", "slash"})
"""The groups of `Risks.inline` that are signs of an address without a scheme."""


def plain(text: str, english: str, risks: Risks) -> str:
    """A text without such brackets, braces, backslashes and hosts that the English lacks."""
    safe = risks.inline.sub(lambda found: found[0] if found[0] in english else _hidden(found), text)
    safe = SIGN.sub(lambda sign: sign[0] if sign[0] in english else reference(sign[0]), safe)
    return HIDING.sub(lambda sign: sign[0] if sign[1] in HIDING.findall(english) else reference("\\"), safe)


def _hidden(found: re.Match[str]) -> str:
    """What was found, with the sign of an address as a reference."""
    kind = found.lastgroup or ""
    if kind not in OF_ADDRESS:
        return found[0]
    start, end = found.start(kind) - found.start(), found.end(kind) - found.start()
    return found[0][:start] + reference(found[kind]) + found[0][end:]
