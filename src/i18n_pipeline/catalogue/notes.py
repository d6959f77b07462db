"""The translator comments that this tool writes: who made a text, and for which source text it was reviewed.

They have a signature of the source text and the translation, so that they say nothing of a text that a person changed,
nor of one that some program took for another message. Translator comments are what every program keeps.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from i18n_pipeline.model import DRAFT_NOTE, SIGNED, State, signature

if TYPE_CHECKING:
    from i18n_pipeline.model import Message

LOOK_NOTE = "i18n-pipeline: look: "
"""How the comment begins that says what is odd about a draft."""

BEFORE_NOTE = "i18n-pipeline: before: "
"""How the comment begins that keeps the translation which a draft took the place of."""

WAS_REVIEWED_NOTE = "i18n-pipeline: was reviewed"
"""How the comment of a stale translation begins that was reviewed for an earlier text; a signature follows."""


def is_ours(note: str) -> bool:
    """Whether a comment is for this tool, or from it, and not for people who read the translation elsewhere."""
    return note.startswith((DRAFT_NOTE, "i18n-pipeline:"))


def draft_note(engine: str, msgid: str, msgstr: str) -> str:
    """Say that an engine made a translation."""
    return f"{DRAFT_NOTE} {engine} ({signature(msgid, msgstr)})"


def engine_of(message: Message) -> str:
    """Name the engine that made a draft; empty for any other message."""
    notes = (note for note in message.notes if note.startswith(DRAFT_NOTE))
    named = (SIGNED.sub("", note).removeprefix(DRAFT_NOTE).strip() for note in notes)
    return next(named, "") if message.standing is State.DRAFT else ""


def has_other_source(message: Message) -> bool:
    """Whether a fuzzy message is said to have been translated from another text than it has now."""
    return message.previous is not None or any(note.startswith(WAS_REVIEWED_NOTE) for note in message.notes)


def plain(message: Message) -> tuple[str, ...]:
    """Give the comments of a message but those that say who made its text."""
    return tuple(note for note in message.notes if not note.startswith((DRAFT_NOTE, LOOK_NOTE, WAS_REVIEWED_NOTE)))


def kept(before: Message, msgid: str, msgstr: str) -> tuple[str, ...]:
    """Give the comments of an entry whose text is, or is spelled, so from now on, and is no staler than before.

    A draft stays one; that a text was reviewed earlier says nothing once it is reviewed again.
    """
    if before.standing is State.DRAFT and (msgid, msgstr) != (before.msgid, before.msgstr):
        return _signed(before, msgid, msgstr)
    if not before.fuzzy and any(note.startswith(WAS_REVIEWED_NOTE) for note in before.notes):
        return tuple(note for note in before.notes if not note.startswith(WAS_REVIEWED_NOTE))
    return before.notes


def outlasting(before: Message, source: str) -> tuple[str, ...]:
    """Give the comments of an entry that becomes stale, or more so, and whose text was made for `source`.

    They tell for good whether a person stood behind the text, whatever a program makes of the flag and of `#|`.
    """
    if before.standing is State.REVIEWED:
        return (*plain(before), f"{WAS_REVIEWED_NOTE} ({signature(source, before.msgstr)})")
    if before.standing is State.DRAFT:
        return _signed(before, source, before.msgstr)
    true = f"({signature(source, before.msgstr)})"
    return tuple(note for note in before.notes if note in plain(before) or note.endswith(true))


def original(before: Message, source: str) -> Message | None:
    """Give a stale entry as it was before its source text, `source`, changed; None where that is not sure.

    It is sure where a comment says that this very text was reviewed, or drafted, for that source.
    """
    if before.standing is not State.STALE or before.plurals:
        return None
    true = f"({signature(source, before.msgstr)})"
    notes = tuple(note for note in before.notes if not note.startswith(WAS_REVIEWED_NOTE))
    same = replace(before, msgid=source, previous=None, previous_context=None, notes=notes)
    if f"{WAS_REVIEWED_NOTE} {true}" in before.notes:
        return replace(same, flags=tuple(flag for flag in before.flags if flag != "fuzzy"))
    return same if any(note.startswith(DRAFT_NOTE) and note.endswith(true) for note in notes) else None


def _signed(before: Message, msgid: str, msgstr: str) -> tuple[str, ...]:
    """Give the comments of a draft with a new signature."""
    true = signature(msgid, msgstr)
    return tuple(f"{SIGNED.sub('', note)} ({true})" if note.startswith(DRAFT_NOTE) else note for note in before.notes)
