"""Line breaks that a translation lost or added."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.findings import Severity
from i18n_pipeline.markdown import inline

BREAK = re.compile(r"(?<!\\)(?:\\\\)*\\\n| {2,}\n|<br\s*/?>", re.IGNORECASE)
"""A line break that readers see (CommonMark 0.31.2, section 6.7), or that of HTML."""


@one_by_one("md-hard-break", Severity.WARNING, "break the lines as the source text does")
def md_hard_break(one: Translation) -> Iterator[Flaw]:
    r"""A line break, as in an address or a poem, that the translation lost or has besides.

    Bad: “Main Street 5\⏎Delft” → “Hoofdstraat 5 Delft”
    Good: “Main Street 5\⏎Delft” → “Hoofdstraat 5\⏎Delft”
    """
    before, after = _breaks(one.source), _breaks(one.text)
    if len(after) < len(before):
        yield Flaw(f"the translation lacks {len(before) - len(after)} of {len(before)} line breaks")
    elif len(after) > len(before):
        extra = after[len(before)]
        yield Flaw(f"the translation has {len(after)} line breaks, the source text {len(before)}", *extra)


def _breaks(text: str) -> list[tuple[int, int]]:
    if "\n" not in text and "<" not in text:
        return []
    return [found.span() for found in inline.outside_code(BREAK, text)]


CHECKS = (md_hard_break,)
