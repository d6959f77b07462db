"""A localised page in the lines in which it was published: a text whose words did not change keeps its bytes there.

A page is laid out as its English page is; people who translated pages by hand broke lines in their own ways, and a
change that breaks all lines anew is a change that nobody can look at.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.reading.segments import Page
from i18n_pipeline.markdown.reading.segments import page as parsed
from i18n_pipeline.markdown.writing.differences import differences
from i18n_pipeline.markdown.writing.halving import culprits
from i18n_pipeline.markdown.writing.skeleton import skeleton
from i18n_pipeline.model import Segment


def in_published_lines(data: bytes, published: bytes, dialect: Dialect) -> bytes:
    """The page `data` with the bytes of the `published` page for each text that both have.

    The result has the texts and the skeleton of `data`; bytes that would change either are left out.
    """
    page, before = parsed(data, dialect), parsed(published, dialect)
    edits = _edits(page, before)
    wrong = culprits(edits, lambda chosen: None if _is_same(page, _with(data, chosen)) else True) if edits else {}
    return _with(data, [edit for edit in edits if edit not in wrong])


Edit = tuple[int, int, bytes]
"""Byte offsets of a text, and its bytes on the published page."""


def _edits(page: Page, before: Page) -> list[Edit]:
    """The texts that both pages have, in order, and whose bytes differ."""
    ours, theirs = ([_said(segment) for segment in one.segments] for one in (page, before))
    found: list[Edit] = []
    for block in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks():
        for number in range(block.size):
            segment, other = page.segments[block.a + number], before.segments[block.b + number]
            raw = before.outline.source[other.start : other.end]
            if raw != page.outline.source[segment.start : segment.end]:
                found.append((segment.start, segment.end, raw))
    return found


def _said(segment: Segment) -> tuple[str, str, tuple[str, ...]]:
    return segment.type, segment.msgid, tuple(link.target for link in segment.links)


def _with(data: bytes, edits: Sequence[Edit]) -> bytes:
    parts, done = [], 0
    for start, end, raw in sorted(edits):
        parts += [data[done:start], raw]
        done = end
    return b"".join([*parts, data[done:]])


def _is_same(page: Page, data: bytes) -> bool:
    """Whether bytes have the texts and the skeleton of a page."""
    made, paths = parsed(data, page.outline.dialect), page.outline.dialect.front_matter
    if list(map(_said, made.segments)) != list(map(_said, page.segments)):
        return False
    return not differences(skeleton(page.outline, paths), skeleton(made.outline, paths))
