"""Brackets of which one of the two is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.findings import Severity
from i18n_pipeline.markdown.words_alone import COVER

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
    if BRACKET.search(one.text) and _alone(one.source, one.words) is None:
        place = _alone(one.text, one.words_of_text)
        if place is not None:
            yield Flaw(f"the translation has “{one.text[place]}” without its other half", place, place + 1)


def _alone(text: str, words: str) -> int | None:
    """Offset of the first bracket without its other half in a text; None if there is none.

    Those of markup, which are covered in its `words`, need none, but may be the other half of one.
    """
    opened: list[tuple[str, int]] = []
    for found in BRACKET.finditer(text):
        sign, place = found[0].translate(ALIKE), found.start()
        is_markup = words[place] == COVER
        if sign in OPENING:
            opened.append((sign, place))
        elif opened and opened[-1][0] == CLOSING[sign]:
            opened.pop()
        elif not is_markup and not _is_of_a_list(text, place) and not _is_of_a_face(text, place):
            return place
    return next((at for _, at in opened if _is_word(words, at) and not _is_of_a_face(text, at)), None)


def _is_word(words: str, place: int) -> bool:
    """Whether a bracket is no part of code: it is not covered, or what follows it is not."""
    return words[place] != COVER or words[place + 1 : place + 2] not in {COVER, ""}


def _is_of_a_list(text: str, place: int) -> bool:
    """Whether a `)` stands behind a number or letter that counts, or behind a first word, as in Korean examples."""
    start = max(text.rfind(" ", 0, place), text.rfind("\n", 0, place)) + 1
    if start == 0 and text[:place].isalpha() and not text[:place].isascii():
        return True
    return 0 < place - start <= len("viii") and LISTED.issuperset(text[start:place])


def _is_of_a_face(text: str, place: int) -> bool:
    """Whether a bracket is the mouth of a face, as in `:-)` or `;(`."""
    return text[max(0, place - 1) : place] in {":", ";", "-", "="}


CHECKS = (brackets,)
