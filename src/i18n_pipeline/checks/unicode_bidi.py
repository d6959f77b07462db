"""Marks that change the direction of a text, left open or where its language needs none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.findings import Severity
from i18n_pipeline.language import direction

OVERRIDES = re.compile("[\u202d\u202e]")
"""Overrides: they show a text in another order than it has, in every language a danger (Trojan Source, 2021)."""
MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""All direction marks (UAX #9, section 2)."""
OPENING, CLOSING = "\u202a\u202b\u202d\u202e", "\u202c"
"""Embeddings and overrides, and what ends one."""
ISOLATES, ENDING = "\u2066\u2067\u2068", "\u2069"
"""Isolates, and what ends one."""


@one_by_one("unicode-bidi", Severity.ERROR, "delete it, or end what it begins")
def unicode_bidi(one: Translation) -> Iterator[Flaw]:
    r"""Direction marks that the source text lacks and that the language does not need, or that nothing ends.

    Bad: “the guide” → “de \u202egids”
    Good: “the guide” → “de gids”
    """
    if one.text.isascii():
        return
    known = Counter(MARKS.findall(one.source))
    writes_both = direction(one.locale) == "rtl"
    for found in MARKS.finditer(one.text):
        if known[found[0]] > 0:
            known[found[0]] -= 1
        elif OVERRIDES.match(found[0]) or not writes_both:
            yield Flaw(f"the translation has the direction mark U+{ord(found[0]):04X}", *found.span())
    if writes_both and (place := _left_open(one.text)) >= 0:
        yield Flaw(
            f"the translation has the direction mark U+{ord(one.text[place]):04X}, which nothing ends", place, place + 1
        )


def _left_open(text: str) -> int:
    """Offset of the first direction mark that nothing ends, or that ends nothing; -1 if there is none."""
    opened: list[int] = []
    for found in MARKS.finditer(text):
        sign = found[0]
        if sign in OPENING or sign in ISOLATES:
            opened.append(found.start())
        elif sign in {CLOSING, ENDING}:
            begins = OPENING if sign == CLOSING else ISOLATES
            if not opened or text[opened[-1]] not in begins:
                return found.start()
            opened.pop()
    return opened[0] if opened else -1


CHECKS = (unicode_bidi,)
