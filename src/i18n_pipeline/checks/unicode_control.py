"""Characters that nobody sees."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.findings import Severity
from i18n_pipeline.language import base

INVISIBLE = re.compile(
    "[\u00ad\u061c\u115f\u1160\u180e\u200b\u2028-\u202e\u2060-\u2069\u3164\ufeff\U000e0000-\U000e007f]"
)
"""Invisible characters that reverse a text, split words or hide a message."""
PARTED_BY_ZERO_WIDTH = frozenset(["bo", "dz", "km", "lo", "my", "th"])
"""Languages that mark possible line breaks with a zero-width space."""
JOINING = re.compile(
    "(?<![\u0590-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\ufb50-\ufeff"
    "\u200d\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]"
)
"""Joiners outside the scripts that need them, and outside emoji."""


@one_by_one("unicode-control", Severity.ERROR, "delete them")
def unicode_control(one: Translation) -> Iterator[Flaw]:
    r"""Invisible characters that the source text lacks: zero-width, soft hyphens, replacement characters.

    Bad: “the guide” → “de g\u200bids”
    Good: “the guide” → “de gids”
    """
    added = Counter(INVISIBLE.findall(one.text)) - Counter(INVISIBLE.findall(one.source))
    added += Counter(JOINING.findall(one.text)) - Counter(JOINING.findall(one.source))
    if base(one.locale) in PARTED_BY_ZERO_WIDTH:
        del added["\u200b"]
    if added:
        first = one.text.find(min(added))
        listed = ", ".join(f"U+{ord(sign):04X}" for sign in sorted(added))
        yield Flaw(f"it has invisible characters: {listed}", first, first + 1)


CHECKS = (unicode_control,)
