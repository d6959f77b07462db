"""Copy translations made elsewhere into a catalogue; its own translations stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from i18n_pipeline.catalogue import translator_comments
from i18n_pipeline.catalogue.po import rearranged
from i18n_pipeline.model import Message, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from i18n_pipeline.model import Catalogue


class Brought(NamedTuple):
    """The result of copying translations into a catalogue."""

    catalogue: Catalogue
    """The new catalogue, not merged with its page yet."""
    kept: tuple[Message, ...]
    """Messages of the catalogue that kept a translation different from the offered one."""


def brought(old: Catalogue, messages: Sequence[Message]) -> Brought:
    """Copy translations to the messages of a catalogue that are untranslated or drafts.

    `messages` are in page order, untranslated ones included; other messages of the catalogue follow.
    """
    live = {message.key: message for message in old.messages if not message.obsolete}
    new: list[Message] = []
    kept: list[Message] = []
    for message in messages:
        before = live.pop(message.key, None)
        if before is None:
            new.append(message)
        elif before.state in {State.UNTRANSLATED, State.DRAFT} and message.msgstr and not before.plurals:
            new.append(_filled(before, message))
        else:
            new.append(before)
            kept += [before] if message.msgstr and before.msgstr != message.msgstr else []
    rest = [message for message in old.messages if message.obsolete or message.key in live]
    return Brought(rearranged(old, [*new, *rest]), tuple(kept))


def drafts(messages: Iterable[Message], engine: str) -> tuple[Message, ...]:
    """Mark translations as drafts made by `engine`."""
    return tuple(
        replace(m, flags=("fuzzy",), notes=(*m.notes, translator_comments.draft_note(engine, m.msgid, m.msgstr)))
        if m.msgstr
        else m
        for m in messages
    )


def _filled(before: Message, message: Message) -> Message:
    """An untranslated message or draft with the translation of `message`."""
    flags = tuple(dict.fromkeys((*message.flags, *(flag for flag in before.flags if flag != "fuzzy"))))
    return replace(
        before,
        msgstr=message.msgstr,
        flags=flags,
        previous=message.previous,
        previous_context=message.previous_context,
        notes=tuple(dict.fromkeys((*translator_comments.plain(before), *message.notes))),
    )
