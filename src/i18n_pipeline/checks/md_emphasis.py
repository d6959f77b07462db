"""Emphasis that a translation loses or adds, and marks of emphasis that readers would see as signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.findings import Severity
from i18n_pipeline.language import base
from i18n_pipeline.markdown.writing import emphasis

QUOTING = frozenset(["ja", "zh", "ko", "yue"])
"""Languages that put names of buttons and titles in quotation marks where English has emphasis."""
CORNERS = re.compile("[「『《“\u2018]")
MERGED = 0.8
"""Share of the emphasised part that two parts have which became one."""
PAIRS = {
    "**": re.compile(r"(\*\*|__)(?=\S).+?(?<=\S)\1", re.DOTALL),
    "*": re.compile(r"(?<![\w*_])([*_])(?![*_\s]).+?(?<![*_\s])\1(?![*\w])", re.DOTALL),
}
STARS = re.compile(r"(?<![\\*])\*\*(?!\*)")


@one_by_one("md-emphasis", Severity.WARNING, "put the marks around the same words, if the language has them")
def md_emphasis(one: Translation) -> Iterator[Flaw]:
    """Emphasis that the translation loses or adds. What CJK letters beside a mark would undo is mended on the page.

    Bad: “This is **important**.” → “Dit is belangrijk.”
    Good: “This is **important**.” → “Dit is **belangrijk**.”
    """
    missing = tuple(mark for mark in emphasis.lost(one.text, one.source, one.dialect) if _is_less(one, mark))
    if missing:
        yield Flaw(f"the translation lacks emphasis of the source text: {_listed(missing)}")
    elif STARS.search(one.text) and not STARS.search(one.source):
        added = emphasis.added(one.text, one.source, one.dialect)
        first = one.text.find("**")
        if added:
            said = f"the translation has emphasis that the source text lacks: {_listed(added)}"
            yield Flaw(said, first, first + 2)


def _is_less(one: Translation, mark: str) -> bool:
    """Whether a smaller part of the translation is emphasised: two parts that became one have lost nothing."""
    before, after = _share(one.source, mark), _share(one.text, mark)
    if base(one.locale) in QUOTING and len(CORNERS.findall(one.text)) > len(CORNERS.findall(one.source)):
        return False
    return after < MERGED * before or after == 0


def _share(text: str, mark: str) -> float:
    """The share of a text between two marks, with `_` as `*`."""
    pair = PAIRS.get(mark)
    return sum(len(found[0]) for found in pair.finditer(text)) / len(text) if pair else 0


def _listed(marks: tuple[str, ...]) -> str:
    return ", ".join(f"{mark}…{mark}" for mark in dict.fromkeys(marks))


CHECKS = (md_emphasis,)
