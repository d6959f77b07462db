"""A translation that a merge put under a text that neither branch had it under: the value that is kept of it."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from i18n_pipeline.model import Key

Pair: TypeAlias = tuple[str, tuple[str, ...]]
"""A text and its translation, both in normal form."""


class Joined(Struct, frozen=True):
    """A reviewed translation that only a merge put under its text."""

    pair: Pair
    """The text and the translation."""
    made_for: Key | None = None
    """Context and text that a branch had the translation for; None if no branch had it in this file."""
    was_reviewed: bool = False
    """Whether it was reviewed for that text."""
