"""A page, cut into segments and put together again, is the same page; none of its own texts is refused in its place."""

from __future__ import annotations

from collections.abc import Iterator

from cutting import cut, page_seeds

from i18n_pipeline.markdown.reading import anchors
from i18n_pipeline.markdown.reading.segments import Page, page
from i18n_pipeline.markdown.writing.localise import localise


def seeds() -> Iterator[bytes]:
    """Pages to begin with."""
    yield from page_seeds()


def check(data: bytes) -> None:
    """Fails if the page breaks a law."""
    dialect, text, _ = cut(data)
    english = page(text.encode(), dialect)
    _in_order(english)
    assert localise(english, {}, pins={}, accepted={}).data == english.outline.source, "identity"
    own = {number: segment.msgid for number, segment in enumerate(english.segments)}
    pins = anchors.pins(english.outline)
    for wanted in ({}, pins) if pins else ({},):
        made = localise(english, own, pins=wanted, accepted={})
        refused = [(own[number], why.reason) for number, why in made.refused.items()]
        assert not refused, f"its own text is refused: {refused}"


def _in_order(english: Page) -> None:
    """Segments lie on the page, in order, and none of them overlaps another but one that it contains."""
    size, ends = len(english.outline.source), [0]
    for segment in english.segments:
        assert 0 <= segment.start < segment.end <= size, f"off the page: {segment}"
        assert segment.msgid.strip(), f"an empty text: {segment}"
        while len(ends) > 1 and ends[-1] <= segment.start:
            ends.pop()
        assert len(ends) == 1 or segment.end <= ends[-1], f"crosses another: {segment}"
        ends.append(segment.end)
