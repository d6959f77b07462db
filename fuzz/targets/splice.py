"""Whatever texts are put onto a page, only words change, as the page shows when it is read again.

What is refused costs no other text.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

from cutting import cut, page_seeds
from helpers import oracle
from helpers.generated import HOSTILE, LIKELY, PLACES
from helpers.pages import EVERY

from i18n_pipeline.markdown.dialect import COMMONMARK
from i18n_pipeline.markdown.reading.outline import outline
from i18n_pipeline.markdown.reading.segments import Page, page
from i18n_pipeline.markdown.writing import differences, skeleton
from i18n_pipeline.markdown.writing.localise import localise

JUDGED = frozenset({*PLACES.values(), *EVERY.values()})
"""Pages that a parser without our rules may judge: nothing on them is of another dialect."""


def seeds() -> Iterator[bytes]:
    """Pages with texts to begin with."""
    yield from page_seeds("Wat woorden", "1984. was een jaar", "x] <b> `y")
    places, texts = list(PLACES.values()), cycle((*HOSTILE, *LIKELY))
    for _ in range(3 * len(places)):
        yield "\n%%\n".join(["A" + places[_ % len(places)], next(texts), next(texts)]).encode()


def check(data: bytes) -> None:
    """Fails if more than words changed."""
    dialect, text, texts = cut(data)
    english = page(text.encode(), dialect)
    if not texts or not english.segments:
        return
    given = dict(zip(range(len(english.segments)), cycle(texts), strict=False))
    made = localise(english, given, pins={}, accepted={})
    _is_the_same(english, made.data)
    if dialect == COMMONMARK and text in JUDGED:
        assert oracle.structure(text) == oracle.structure(made.data), f"another structure: {made.data.decode()!r}"
    kept = {number: said for number, said in given.items() if number not in made.refused}
    again = localise(english, kept, pins={}, accepted={})
    assert not again.refused, f"refused beside other texts: {again.refused}"
    assert again.data == made.data, "another page without the refused texts"


def _is_the_same(english: Page, data: bytes) -> None:
    paths = english.outline.dialect.front_matter
    ours = skeleton.skeleton(english.outline, paths)
    theirs = skeleton.skeleton(outline(data, english.outline.dialect), paths)
    found = differences.differences(ours, theirs)
    assert not found, f"{found[0]}: {data.decode()!r}"
