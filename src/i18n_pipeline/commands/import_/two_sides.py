"""A page and its published translation, aligned, and findings about either."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.commands.import_.published_faults import at
from i18n_pipeline.findings import Finding
from i18n_pipeline.markdown.aligning.align import Alignment, PassagePair, align
from i18n_pipeline.markdown.aligning.evidence import passages
from i18n_pipeline.markdown.aligning.likeness import Words
from i18n_pipeline.markdown.aligning.passage import Passage
from i18n_pipeline.markdown.reading.segments import Page
from i18n_pipeline.model import Segment

WRONG = "look at the message in its catalogue, and correct its translation"
"""What to do about an imported translation that changes more than words."""
ADVICE = {
    "alone": "read both, and correct the message in its catalogue if they do not say the same",
    "copy": "nothing, or translate the page in its catalogue",
    "unsure": "copy the text into the catalogue, if it is the translation",
    "missing": "translate it in the catalogue, or leave it untranslated",
    "extra": "copy it into the catalogue by hand, if a message needs it",
    "link": WRONG,
    "image": WRONG,
    "merged": "look in the catalogue whether each message has its own part of the text",
    "twice": "correct the translation in the catalogue, if the other one is better",
    "english": "translate it in the catalogue, or copy the English text there if it stays",
}
"""What to do about a finding, by its check id."""


class Sides(Struct, frozen=True):
    """A page and its translation, aligned."""

    names: tuple[str, str]
    """Paths of both files, for findings."""
    pages: tuple[Page, Page]
    """Both pages."""
    passages: tuple[list[Passage], list[Passage]]
    """Passages of both pages."""
    alignment: Alignment
    """Alignment of the passages."""

    @property
    def pairs(self) -> list[PassagePair]:
        """Aligned pairs that have words."""
        return [pair for pair in self.alignment.pairs if self.passages[0][pair.source[0]].segment >= 0]

    @property
    def told(self) -> list[tuple[frozenset[str], frozenset[str]]]:
        """Words of every pair, input of the lexicon."""
        return [(self._words(0, pair.source), self._words(1, pair.target)) for pair in self.pairs]

    def segments(self, side: int, places: Iterable[int]) -> list[Segment]:
        """Segments among the given passages of the source (0) or the translation (1)."""
        found = (self.passages[side][place].segment for place in places)
        return [self.pages[side].segments[segment] for segment in found if segment >= 0]

    def finding(self, side: int, start: int, check: str, text: str) -> Finding:
        """A finding at a byte offset of the source (0) or the translation (1)."""
        return self.placed(side, at(self.pages[side], start, check, text, ADVICE[check]))

    def about(self, segment: Segment, check: str, text: str) -> Finding:
        """A finding about a message of the source."""
        found = self.finding(0, segment.start, check, text)
        return replace(found, msgid=segment.msgid, msgctxt=segment.msgctxt)

    def placed(self, side: int, found: Finding) -> Finding:
        """A finding with the paths of its file, the source (0) or the translation (1), and of the page."""
        return replace(found, file=self.names[side], page=self.names[0])

    def line(self, side: int, segment: Segment) -> int:
        """Line of a segment of the source (0) or the translation (1), counted from 1."""
        return self.pages[side].outline.source.count(b"\n", 0, segment.start) + 1

    def _words(self, side: int, places: Iterable[int]) -> frozenset[str]:
        return frozenset[str]().union(*(self.passages[side][place].words for place in places))


def sides(names: tuple[str, str], pages: tuple[Page, Page], known: Words) -> Sides:
    """Align a page with its translation."""
    source, target = (passages(page) for page in pages)
    return Sides(names, pages, (source, target), align(source, target, known))
