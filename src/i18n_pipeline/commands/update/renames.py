"""Match renamed pages with the catalogues of their old names.

Never compares all with all: only catalogues that share a rare message with a page are compared with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

LIKENESS = 0.5
"""Share of the new page's messages that the old catalogue must hold."""
MOST_COMPARED = 100
"""Most catalogues compared with one page."""


def renames(new: Mapping[str, frozenset[str]], orphans: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Map new pages to orphaned catalogues by shared msgids, best match first; each catalogue is used once."""
    found = _same(new, orphans)
    taken = set(found.values())
    left = {page: texts for page, texts in sorted(new.items()) if texts and page not in found}
    index = _index({orphan: held for orphan, held in sorted(orphans.items()) if orphan not in taken})
    likeness = sorted(
        (-len(texts & orphans[orphan]) / len(texts), page, orphan)
        for place, (page, texts) in enumerate(left.items())
        for orphan in _candidates(texts, index, place / len(left))
        if len(texts & orphans[orphan]) >= LIKENESS * len(texts)
    )
    for _, page, orphan in likeness:
        if page not in found and orphan not in taken:
            found[page] = orphan
            taken.add(orphan)
    return found


def _same(new: Mapping[str, frozenset[str]], orphans: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Pages and catalogues with exactly the same messages, both in order of name."""
    free: dict[frozenset[str], list[str]] = {}
    for orphan in sorted(orphans, reverse=True):
        free.setdefault(orphans[orphan], []).append(orphan)
    return {page: free[new[page]].pop() for page in sorted(new) if new[page] and free.get(new[page])}


def _index(orphans: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    """Catalogues that hold each message, in order of name."""
    index: dict[str, list[str]] = {}
    for orphan, held in orphans.items():
        for msgid in held:
            index.setdefault(msgid, []).append(orphan)
    return index


def _candidates(texts: frozenset[str], index: Mapping[str, Sequence[str]], place: float) -> Iterator[str]:
    """Catalogues worth comparing with a page: those that hold one of the page's rarer messages.

    If too many hold a message, take those whose position among the orphans is nearest the page's own position `place`
    (0 to 1) among the new pages.
    """
    rarest = sorted((index.get(msgid, ()) for msgid in texts), key=lambda held: (len(held), held))
    seen: dict[str, None] = {}
    for held in rarest[: int((1 - LIKENESS) * len(texts)) + 1]:
        room = MOST_COMPARED - len(seen)
        middle = int(place * len(held))
        first = max(0, min(middle - room // 2, len(held) - room))
        seen |= dict.fromkeys(held[first : first + room])
        if len(seen) >= MOST_COMPARED:
            break
    return iter(seen)
