"""What a memory answers with."""

from __future__ import annotations

from dataclasses import dataclass

from i18n_pipeline.model import Unit


@dataclass(frozen=True, slots=True)
class Match:
    """A unit whose source is a text that was looked for, or is like it."""

    unit: Unit
    """What the memory holds."""
    score: int
    """How alike the sources are: 0 (nothing in common) to 100, which only texts equal in normal form have."""
