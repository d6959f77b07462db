"""Make stale entries for paragraphs that were split or joined, with parts of the old translations."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec.structs import replace

from i18n_pipeline.catalogue import translator_comments
from i18n_pipeline.catalogue.merging.normal_form import labels, relabelled
from i18n_pipeline.catalogue.merging.sentences import cut, joined
from i18n_pipeline.catalogue.merging.stale import fuzzy, made_for, stale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from i18n_pipeline.model import Message


def shared(before: Message, messages: Sequence[Message]) -> list[Message]:
    """Split the translation of a text among the messages that the text was split into.

    Messages with a part of the translation are stale. Links get the numbers of the new texts.
    """
    parts = [message.msgid for message in messages]
    texts = zip(messages, cut(before.msgstr, parts), _numbers(parts, before.msgid), strict=True)
    return [
        _stale(replace(before, msgstr=relabelled(text, known)), message) if text else message
        for message, text, known in texts
    ]


def together(befores: Sequence[Message], message: Message) -> Message:
    """Join the translations of texts that were joined into `message`, as stale, with the link numbers of `message`."""
    sources = [made_for(before)[1] for before in befores]
    numbers = [
        {new: old for old, new in known.items()} for known in _numbers([b.msgid for b in befores], message.msgid)
    ]
    whole = replace(
        befores[0],
        msgstr=joined([relabelled(before.msgstr, known) for before, known in zip(befores, numbers, strict=True)]),
        flags=tuple(dict.fromkeys(flag for before in befores for flag in fuzzy(before.flags))),
        notes=tuple(dict.fromkeys(note for before in befores for note in before.notes)),
    )
    previous = joined([relabelled(text, known) for text, known in zip(sources, numbers, strict=True)])
    return replace(_stale(whole, message), previous=previous, previous_context=made_for(befores[0])[0])


def _stale(before: Message, message: Message) -> Message:
    """A new stale entry for a message, with the translation and comments of another entry."""
    alone = replace(before, line=0, raw="", notes=translator_comments.plain(before))
    return replace(stale(alone, message), plural=None, plurals=())


def _numbers(parts: Sequence[str], whole: str) -> list[dict[str | None, str | None]]:
    """For each part, the link labels in the whole mapped to those in the part."""
    inside = [labels(part) for part in parts]
    ends = accumulate(map(len, inside))
    outside = labels(whole)
    return [dict(zip(outside[end - len(own) : end], own, strict=False)) for own, end in zip(inside, ends, strict=True)]
