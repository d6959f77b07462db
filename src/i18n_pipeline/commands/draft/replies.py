"""The format of kept replies, texts and refusals, and their cache keys."""

from __future__ import annotations

from typing import TypeAlias

from i18n_pipeline.catalogue import glossary
from i18n_pipeline.markdown import codes
from i18n_pipeline.markdown.codes import GarbledError
from i18n_pipeline.model import Batch, Engine
from i18n_pipeline.project import cache

ANSWERS = "drafts.db"
"""The cache file of the replies."""
REFUSED = "\x18"
"""First character of a kept refusal; no XML can hold it."""

Reply: TypeAlias = str | GarbledError
"""The text from an engine, or the problem of its last reply."""


def name(engine: Engine, batch: Batch, text: str) -> bytes:
    """The cache key of the reply to one text of a batch.

    It leaves out the text's context, so that a text is sent once, wherever it occurs.
    """
    terms = [
        [term.source, term.target, term.note, term.exact_case]
        for term in glossary.occurring(codes.words(text), batch.terms)
    ]
    return cache.key(engine.key, text, batch.source_locale, batch.locale, terms, batch.again)


def written(reply: Reply) -> str:
    """The kept form of a reply."""
    return f"{REFUSED}{reply}" if isinstance(reply, GarbledError) else reply


def read(value: str) -> Reply:
    """The reply of a kept form."""
    return GarbledError(value.removeprefix(REFUSED)) if value.startswith(REFUSED) else value


def checked(text: str) -> Reply:
    """The reply, or a refusal for a text with a lone surrogate, which UTF-8 cannot hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return GarbledError("it holds half a character")
    return text
