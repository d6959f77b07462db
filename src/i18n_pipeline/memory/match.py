"""The results of a search in a memory."""

from __future__ import annotations

from msgspec import Struct

from i18n_pipeline.model import Unit


class Match(Struct, frozen=True):
    """A unit whose source is equal or similar to the text searched for."""

    unit: Unit
    """The unit in the memory."""
    score: int
    """Similarity of the sources in percent: 0 (nothing in common) to 100 (only if equal in normal form)."""
