"""Emphasis that a translation loses or adds, and marks of emphasis that readers would see as signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.findings import Severity
from i18n_pipeline.markdown.writing import emphasis

STARS = re.compile(r"(?<![\\*])\*\*(?!\*)")


@one_by_one("md-emphasis", Severity.WARNING, "put the marks around the same words, if the language has them")
def md_emphasis(one: Translation) -> Iterator[Flaw]:
    """Emphasis that the translation loses or adds. What CJK letters beside a mark would undo is mended on the page.

    Bad: “This is **important**.” → “Dit is belangrijk.”
    Good: “This is **important**.” → “Dit is **belangrijk**.”
    """
    missing = emphasis.lost(one.text, one.source, one.dialect)
    if missing:
        yield Flaw(f"the translation has less emphasis than the English text: {_listed(missing)} is missing")
    elif STARS.search(one.text) and len(STARS.findall(one.text)) != len(STARS.findall(one.source)):
        added = emphasis.added(one.text, one.source, one.dialect)
        if added:
            first = one.text.find(added[0])
            said = f"the translation has more emphasis than the English text: {_listed(added)}"
            yield Flaw(said, first, first + len(added[0]))


def _listed(marks: tuple[str, ...]) -> str:
    return ", ".join(f"{mark}…{mark}" for mark in dict.fromkeys(marks))


CHECKS = (md_emphasis,)
