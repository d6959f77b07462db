"""Brackets of which one of the two is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.findings import Severity

CLOSING = {")": "(", "]": "[", "】": "【", "}": "{", "〕": "〔"}  # noqa: RUF001
"""Closing brackets, and what opens each."""
OPENING = frozenset(CLOSING.values())
ALIKE = str.maketrans("（）［］", "()[]")  # noqa: RUF001
"""Brackets of full width count as the others: a text may have one of each."""
BRACKET = re.compile(r"[()\[\]{}（）［］【】〔〕]")  # noqa: RUF001
LISTED = frozenset("0123456789abcdefivxABCDEFIVX")
"""What stands before a lone `)` in a list: `a)`, `1)`, `iv)`."""


@one_by_one("brackets", Severity.WARNING, "add the other bracket, or take this one away")
def brackets(one: Translation) -> Iterator[Flaw]:
    """A bracket whose other half is missing, in a text whose English has both.

    Bad: “Read it (all of it).” → “Lees het (helemaal.”
    Good: “Read it (all of it).” → “Lees het (helemaal).”
    """
    if BRACKET.search(one.text) and _alone(one.words) is None:
        place = _alone(one.words_of_text)
        if place is not None:
            yield Flaw(f"“{one.text[place]}” stands without its other half", place, place + 1)


def _alone(text: str) -> int | None:
    """Offset of the first bracket without its other half in a text whose markup is covered; None if there is none."""
    opened: list[tuple[str, int]] = []
    for found in BRACKET.finditer(text):
        sign, place = found[0].translate(ALIKE), found.start()
        if sign in OPENING:
            opened.append((sign, place))
        elif opened and opened[-1][0] == CLOSING[sign]:
            opened.pop()
        elif not _is_of_a_list(text, place) and not _is_of_a_face(text, place):
            return place
    return next((place for _, place in opened if not _is_of_a_face(text, place)), None)


def _is_of_a_list(text: str, place: int) -> bool:
    """Whether a `)` stands behind a number or letter that counts."""
    start = max(text.rfind(" ", 0, place), text.rfind("\n", 0, place)) + 1
    return 0 < place - start <= len("viii") and LISTED.issuperset(text[start:place])


def _is_of_a_face(text: str, place: int) -> bool:
    """Whether a bracket is the mouth of a face, as in `:-)` or `;(`."""
    return text[max(0, place - 1) : place] in {":", ";", "-", "="}


CHECKS = (brackets,)
