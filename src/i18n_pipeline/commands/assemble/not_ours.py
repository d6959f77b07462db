"""Detect what people wrote into a localised page or file of strings, so that it is not overwritten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from i18n_pipeline.markdown.reading.segments import Page

OURS = 0.5
"""Smallest share of known texts in a page written by this tool."""


def is_foreign(existing: Page, known: Collection[str]) -> bool:
    """Whether most texts of a localised page are not in `known`."""
    texts = [segment.msgid for segment in existing.segments]
    return bool(texts) and sum(text in known for text in texts) < OURS * len(texts)


def only_there(existing: Page, english: Page, known: Collection[str]) -> list[str]:
    """The keys of strings in a localised file that the English file lacks, and whose texts nobody else has.

    A key of a list counts if the English list is shorter.
    """
    ours = Counter(node.path for node in english.outline.front.nodes if node.is_text)
    theirs = Counter(_keys(existing))
    return _unknown(existing, known, [key for key in theirs if theirs[key] > ours[key]])


def untaken(existing: Page, english: Page, made: Page, known: Collection[str]) -> list[str]:
    """The keys of translated strings in a localised file that would be English in the one that was `made`.

    Empty if this tool knows most of the file's translations: then a person took some of them back.
    """
    keys = {(segment.msgctxt, segment.msgid) for segment in english.segments}
    still = {segment.msgctxt or "" for segment in made.segments if (segment.msgctxt, segment.msgid) in keys}
    translated = [segment.msgid for segment in existing.segments if (segment.msgctxt, segment.msgid) not in keys]
    is_ours = sum(text in known for text in translated) >= OURS * len(translated)
    return [] if is_ours else _unknown(existing, known, still)


def _keys(strings: Page) -> list[str]:
    return [segment.msgctxt or "" for segment in strings.segments]


def _unknown(existing: Page, known: Collection[str], keys: Collection[str]) -> list[str]:
    """Those of the keys whose texts are not among the known ones."""
    found = (segment for segment in existing.segments if segment.msgid not in known)
    return list(dict.fromkeys(key for segment in found if (key := segment.msgctxt or "") in keys))
