"""Pages that were renamed: which new page takes which catalogue along."""

from __future__ import annotations

from collections.abc import Mapping

LIKENESS = 0.5
"""Share of the new page's messages that the old catalogue must hold."""


def renames(new: Mapping[str, frozenset[str]], orphans: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """New pages with the orphaned catalogue that is theirs, given the msgids of both; each is used once, best first."""
    likeness = sorted(
        (-len(texts & held) / len(texts), page, orphan)
        for page, texts in new.items()
        for orphan, held in orphans.items()
        if texts and len(texts & held) >= LIKENESS * len(texts)
    )
    found: dict[str, str] = {}
    for _, page, orphan in likeness:
        if page not in found and orphan not in found.values():
            found[page] = orphan
    return found
