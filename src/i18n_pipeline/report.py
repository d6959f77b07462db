"""What `status` says: values for every figure, from one message to the whole project. Knows `model` alone."""

from __future__ import annotations

from dataclasses import dataclass

from i18n_pipeline.model import LIVE, State


@dataclass(frozen=True, slots=True)
class Count:
    """Messages and their words."""

    messages: int = 0
    """How many messages."""
    words: int = 0
    """How many words their msgids have, tags, targets and addresses left out."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The live messages of one catalogue or of many, by state."""

    reviewed: Count = Count()
    """A person stands behind them."""
    draft: Count = Count()
    """A machine made them."""
    stale: Count = Count()
    """Their source changed."""
    untranslated: Count = Count()
    """They have no text."""

    def of(self, state: State) -> Count:
        """The count of one live state."""
        count: Count = getattr(self, state.value)
        return count

    @property
    def total(self) -> Count:
        """All live messages."""
        counts = [self.of(state) for state in LIVE]
        return Count(sum(c.messages for c in counts), sum(c.words for c in counts))

    def percent(self, state: State) -> float:
        """Percent of the words in a state, cut to one decimal, so that only what is complete says 100."""
        total = self.total
        if not total.words:
            return 100.0 if state is State.REVIEWED and self.reviewed.messages == total.messages else 0.0
        return self.of(state).words * 1000 // total.words / 10


@dataclass(frozen=True, slots=True)
class LocaleReport:
    """How far one language is."""

    locale: str
    """Its BCP 47 tag."""
    pages: tuple[tuple[str, Coverage], ...]
    """Each page, relative to the source folder, with its coverage, in page order."""
    total: Coverage
    """All pages together."""
