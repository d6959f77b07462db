"""Stale entries: the translation of another text than the page has now, fuzzy, with that text as `#|`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from i18n_pipeline.catalogue import translator_comments
from i18n_pipeline.catalogue.merging.fit import placed

if TYPE_CHECKING:
    from i18n_pipeline.model import Message


def outdated(before: Message, message: Message) -> Message:
    """A message with the translation of another text, stale, with that text as `#|`.

    If a comment says that the translation was made for this text, the message is not stale.
    """
    current = translator_comments.original(before, message.msgid)
    if current:
        return placed(current, message)
    return stale(replace(before, notes=translator_comments.outlasting(before, made_for(before)[1])), message)


def stale(before: Message, message: Message) -> Message:
    """A message with the translation of another text, stale, with unchanged comments."""
    context, msgid = (None, None) if made_for(before) == message.key else made_for(before)
    return placed(replace(before, flags=fuzzy(before.flags), previous=msgid, previous_context=context), message)


def original(before: Message) -> Message | None:
    """A stale entry as it was before its source text changed; None if unknown."""
    if not before.fuzzy or before.previous is None:
        return None
    found = translator_comments.original(before, before.previous)
    return found and replace(found, msgctxt=before.previous_context)


def made_for(before: Message) -> tuple[str | None, str]:
    """The context and source text that an entry was translated from."""
    if before.fuzzy and before.previous is not None:
        return (before.previous_context, before.previous)
    return before.key


def fuzzy(flags: tuple[str, ...]) -> tuple[str, ...]:
    """The flags with `fuzzy` added."""
    return flags if "fuzzy" in flags else ("fuzzy", *flags)
