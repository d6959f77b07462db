"""The limit of characters that one run may send to an engine."""

from __future__ import annotations

from msgspec import Struct

from i18n_pipeline.markdown import codes
from i18n_pipeline.model import Batch, Engine
from i18n_pipeline.project.settings import Config


class Limit(Struct, frozen=True):
    """The most characters that one run may send."""

    characters: int
    """The number of characters, as counted by `characters`."""
    owner: str
    """The limit's origin, for people: `--max-chars`, a setting, the account."""


def lowest(config: Config, engine: Engine | None, wanted: int, max_chars: int | None = None) -> Limit | None:
    """The lowest limit: of the command line, the settings, or the engine's account; None for no limit.

    The account is asked only if characters are `wanted`. Raises EngineError if it cannot be queried.
    """
    given = ((max_chars, "--max-chars"), (config.draft.max_chars, "`max_chars` in the settings"))
    limits = [Limit(number, owner) for number, owner in given if number is not None]
    if engine and wanted:
        left = engine.left()
        limits += [] if left is None else [Limit(left, f"what the account at {engine.name} has left")]
    return min(limits, key=lambda one: one.characters, default=None)


def characters(engine: Engine, batch: Batch) -> int:
    """Characters of the texts of a batch without markup: the count in plan, limit and bill.

    For an engine that bills characters, its own count; for others, characters of the page's text.
    """
    if engine.billed_in == "characters":
        return engine.estimate(batch).amount
    return sum(len(codes.words(text)) for text in batch.texts)
