"""Replies of engines as they are kept: under all that decides them, a refusal as well as a text."""

from __future__ import annotations

from typing import TypeAlias

from i18n_pipeline import cache
from i18n_pipeline.catalogue import glossary
from i18n_pipeline.markdown import inline
from i18n_pipeline.markdown.inline import GarbledError
from i18n_pipeline.model import Batch, Engine

ANSWERS = "drafts.db"
"""The file of the cache with the replies."""
REFUSED = "\x18"
"""How a kept value begins that is no reply but why there is none: a sign that no XML can hold."""

Reply: TypeAlias = str | GarbledError
"""The text that an engine gave, or why its last reply cannot be used."""


def name(engine: Engine, batch: Batch, text: str) -> bytes:
    """The name under which the reply to one text of a batch is kept.

    What stands around the text is no part of it: a text is asked for once, wherever it stands.
    """
    terms = [
        [term.source, term.target, term.note, term.exact_case]
        for term in glossary.occurring(inline.words(text), batch.terms)
    ]
    return cache.key(engine.key, text, batch.source_locale, batch.locale, terms, batch.again)


def written(reply: Reply) -> str:
    """A reply as it is kept."""
    return f"{REFUSED}{reply}" if isinstance(reply, GarbledError) else reply


def read(value: str) -> Reply:
    """A reply as it was kept."""
    return GarbledError(value.removeprefix(REFUSED)) if value.startswith(REFUSED) else value


def checked(text: str) -> Reply:
    """A reply that can be kept: one with half a character, which no file can hold, is refused."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return GarbledError("it holds half a character")
    return text
