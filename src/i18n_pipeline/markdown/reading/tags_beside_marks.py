"""Tags of a template language beside the marks that begin or end a block: nothing is left of them on the page.

So `{% if x %}<div>` begins a block of HTML, and `{% endraw %}```` ends code. For rows of tables see `template_rows`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from i18n_pipeline.markdown.constructs import lines
from i18n_pipeline.markdown.constructs.lines import LINE, LINE_END

TAGS = rb"(?P<tags>(?:\{%[^\r\n{}]*%\})+)"
BEFORE_HTML = re.compile(
    LINE + rb"[ \t>]*(?:(?:[-+*]|\d{1,9}[.)])[ \t][ \t>]*)*" + TAGS + rb"(?=" + lines.BLOCK_OF_HTML + rb"[\s/>])"
)
"""Tags such as `{% if x %}` before the tag of a block of HTML."""
BEFORE_FENCE = re.compile(LINE + rb"[ \t>]*" + TAGS + rb"(?P<marks>`{3,}(?=[^`\r\n]*" + LINE_END + rb")|~{3,})")
"""Such tags before the marks that begin or end code."""
BEHIND_FENCE = re.compile(LINE + rb"[ \t>]*(?:`{3,}|~{3,})" + TAGS + rb"[ \t]*" + LINE_END)
"""Such tags behind these marks."""
GLUED_TO_FENCE = (b"%}```", b"%}~~~", b"```{%", b"~~~{%")
"""One of these is on each page with tags beside such marks."""


def begin_or_end_code(masked: bytearray) -> None:
    """Move the marks of code before the tags that stand before them, and hide the tags behind them."""
    if not any(sign in masked for sign in GLUED_TO_FENCE):
        return
    page = bytes(masked)
    for found in BEFORE_FENCE.finditer(page):
        start, end = found.start("tags"), found.end()
        masked[start:end] = found["marks"].ljust(end - start)
    for found in BEHIND_FENCE.finditer(page):
        start, end = found.span("tags")
        masked[start:end] = b" " * (end - start)


def begin_html(masked: bytearray, page: bytes, placeholders: Mapping[int, int]) -> None:
    """Mask tags at the start of a line, directly before a tag of HTML that begins a block, as the beginning of one."""
    for found in BEFORE_HTML.finditer(page):
        start, end = found.span("tags")
        if start < placeholders.get(start, 0) <= end:
            masked[start:end] = b"<p".ljust(end - start)
