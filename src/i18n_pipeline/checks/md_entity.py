"""Entities of HTML that are spelled wrongly, so that readers see their signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.findings import Severity
from i18n_pipeline.markdown import inline

_NAMES = "amp|lt|gt|quot|apos|nbsp|copy|reg|trade|hellip|mdash|ndash|euro|laquo|raquo|ldquo|rdquo|lsquo|rsquo|times"
BROKEN = re.compile(
    rf"(?<![\w=?&])&(?:(?:{_NAMES})(?![\w;=])|#\d{{2,6}}(?![\d;]))"  # without its semicolon
    rf"|& (?:{_NAMES});"  # with a space within
    rf"|&amp;(?:{_NAMES}|#\d{{2,6}});"  # escaped twice
)
"""An entity that is none in Markdown (CommonMark 0.31, section 2.5)."""


def _mended(one: Translation) -> str:
    """The translation with the entities that are meant."""
    text, known = one.text, set(BROKEN.findall(one.source))
    for found in {found[0] for found in inline.outside_code(BROKEN, one.text)}:
        if found not in known:
            meant = f"&{found.removeprefix('&amp;').lstrip('& ').rstrip(';')};"
            text = inline.replaced_outside_code(re.compile(re.escape(found) + r"(?![\w;])"), meant, text)
    return text


@one_by_one("md-entity", Severity.WARNING, "write it as in `&amp;`, or run check --fix", mend=_mended)
def md_entity(one: Translation) -> Iterator[Flaw]:
    """An entity of HTML that lacks its semicolon, has a space within, or is escaped twice: readers see its signs.

    Bad: “Terms &amp; conditions” → “Voorwaarden &amp bepalingen”
    Good: “Terms &amp; conditions” → “Voorwaarden &amp; bepalingen”
    """
    if "&" not in one.text:
        return
    known = set(BROKEN.findall(one.source))
    for found in inline.outside_code(BROKEN, one.text):
        if found[0] not in known:
            yield Flaw(f"the translation has “{found[0]}”, which is no entity", *found.span())


CHECKS = (md_entity,)
