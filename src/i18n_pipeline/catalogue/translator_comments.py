"""The translator comments that this tool writes: which engine made a draft, and that a stale text was reviewed.

They end in a signature of source text and translation, so that they do not count for a text that a person changed or a
program copied to another message. They are translator comments because every program keeps these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from i18n_pipeline.catalogue.ignoring import accepted
from i18n_pipeline.model import DRAFT_NOTE, SIGNED, State, signature

if TYPE_CHECKING:
    from i18n_pipeline.model import Message

LOOK_NOTE = "i18n-pipeline: look: "
"""Start of the comment that tells what looks wrong in a draft."""

BEFORE_NOTE = "i18n-pipeline: before: "
"""Start of the comment that keeps the translation that a draft replaced."""

WAS_REVIEWED_NOTE = "i18n-pipeline: was reviewed"
"""Start of the comment on a stale translation that was reviewed for an earlier text; a signature follows."""

OTHER_NOTE = "i18n-pipeline: other branch: "
"""Start of the comments that keep, line by line, a second reviewed translation, which another branch made."""

MERGED_CHECK = "po-merge"
"""Id of the check for what a merge of branches did to translations."""

MERGED_NOTE = "i18n-pipeline: joined by a merge"
"""Start of the comment on a text and a translation that only a merge brought together; a signature follows.

The message is then fuzzy. Once it is not, a person has said that the translation is right, and this comment, which
stays, says so to the next one who looks at that merge.
"""

MADE_FOR_NOTE = "i18n-pipeline: made for "
"""Start of the comment with a digest of the text that a reviewed translation was made for, if the settings want it.

Where there is no history to ask, it tells of a translation that a merge, line by line, put under another text.
"""

OF_TRANSLATION = (DRAFT_NOTE, LOOK_NOTE, BEFORE_NOTE, WAS_REVIEWED_NOTE, OTHER_NOTE, MERGED_NOTE, MADE_FOR_NOTE)
"""Starts of the comments that are about the translation of now, and go where it goes."""


def is_ours(note: str) -> bool:
    """Whether this tool writes or reads a comment; such comments stay out of memories."""
    return note.startswith((DRAFT_NOTE, "i18n-pipeline:"))


def draft_note(engine: str, msgid: str, msgstr: str) -> str:
    """The comment that an engine made a translation."""
    return f"{DRAFT_NOTE} {engine} ({signature(msgid, msgstr)})"


def engine_of(message: Message) -> str:
    """The name of the engine that made a draft; empty for other messages."""
    notes = (note for note in message.notes if note.startswith(DRAFT_NOTE))
    named = (SIGNED.sub("", note).removeprefix(DRAFT_NOTE).strip() for note in notes)
    return next(named, "") if message.standing is State.DRAFT else ""


def has_other_source(message: Message) -> bool:
    """Whether `#|` or a comment says that a fuzzy message was translated from another text."""
    return message.previous is not None or any(note.startswith(WAS_REVIEWED_NOTE) for note in message.notes)


def plain(message: Message) -> tuple[str, ...]:
    """The comments of a message without those on a draft, an earlier review, another text or a merge."""
    return tuple(note for note in message.notes if not note.startswith(_PASSING))


def other_texts(message: Message) -> tuple[str, ...]:
    """The lines of a second translation that waits for a person's choice; none once the message is reviewed."""
    lines = (note.removeprefix(OTHER_NOTE) for note in message.notes if note.startswith(OTHER_NOTE))
    return tuple(lines) if message.fuzzy else ()


def merged_note(msgid: str, msgstr: str) -> str:
    """The comment that only a merge brought a text and its translation together."""
    return f"{MERGED_NOTE} ({signature(msgid, msgstr)})"


def is_confirmed(message: Message) -> bool:
    """Whether a person reviewed a translation after it was found that a merge had given it to this text."""
    return not message.fuzzy and merged_note(message.msgid, message.msgstr) in message.notes


def made_for_note(msgid: str) -> str:
    """The comment with the digest of a text."""
    return f"{MADE_FOR_NOTE}{signature(msgid, '')}"


def is_for_another_text(message: Message) -> bool:
    """Whether a comment says that a live reviewed translation was made for another text than it stands under."""
    if not message.notes or message.state is not State.REVIEWED:
        return False
    digests = [note for note in message.notes if note.startswith(MADE_FOR_NOTE)]
    return bool(digests) and made_for_note(message.msgid) not in digests and MERGED_CHECK not in accepted(message)


def with_digest(message: Message) -> Message:
    """A message with a comment that says which text its translation was made for, if it is reviewed and has none."""
    if message.state is not State.REVIEWED or any(note.startswith(MADE_FOR_NOTE) for note in message.notes):
        return message
    return replace(message, notes=(*message.notes, made_for_note(message.msgid)))


def doubted(message: Message) -> Message:
    """A message that is stale from now on, since a merge gave it the translation of another text."""
    notes = tuple(note for note in message.notes if not note.startswith(MADE_FOR_NOTE))
    flags = message.flags if message.fuzzy else ("fuzzy", *message.flags)
    return replace(message, flags=flags, notes=(*notes, merged_note(message.msgid, message.msgstr)))


def kept(before: Message, msgid: str, msgstr: str) -> tuple[str, ...]:
    """The comments of an entry that gets this msgid and msgstr without becoming stale.

    A draft gets a new signature; a reviewed message loses the comments on an earlier review and on another text.
    """
    if before.standing is State.DRAFT and (msgid, msgstr) != (before.msgid, before.msgstr):
        return _signed(before, msgid, msgstr)
    digest = made_for_note(before.msgid)
    if msgid != before.msgid and not before.fuzzy and digest in before.notes:
        notes = tuple(made_for_note(msgid) if note == digest else note for note in before.notes)
        return kept(replace(before, msgid=msgid, notes=notes), msgid, msgstr)
    if not before.fuzzy and any(note.startswith(_REVIEW_ENDS) for note in before.notes):
        true = merged_note(msgid, msgstr)
        return tuple(note for note in before.notes if not note.startswith(_REVIEW_ENDS) or note == true)
    return before.notes


def outlasting(before: Message, source: str) -> tuple[str, ...]:
    """The comments of an entry that becomes stale, or stays stale, and was translated from `source`.

    They record whether the text was reviewed, for the case that a program drops the flag or `#|`.
    """
    if before.standing is State.REVIEWED:
        return (*plain(before), f"{WAS_REVIEWED_NOTE} ({signature(source, before.msgstr)})")
    if before.standing is State.DRAFT:
        return _signed(before, source, before.msgstr)
    true = f"({signature(source, before.msgstr)})"
    return tuple(
        note for note in before.notes if note in plain(before) or note.endswith(true) or note.startswith(OTHER_NOTE)
    )


def original(before: Message, source: str) -> Message | None:
    """A stale entry as it was before its source text, `source`, changed; None if unknown.

    A comment must say that this exact text was reviewed, or drafted, for that source.
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
    """The comments of a draft with a new signature."""
    true = signature(msgid, msgstr)
    return tuple(f"{SIGNED.sub('', note)} ({true})" if note.startswith(DRAFT_NOTE) else note for note in before.notes)


_REVIEW_ENDS = (WAS_REVIEWED_NOTE, OTHER_NOTE, MERGED_NOTE)
"""Starts of the comments that end when a person reviews the message; the last one only if it is about other words."""
_PASSING = (DRAFT_NOTE, LOOK_NOTE, MADE_FOR_NOTE, *_REVIEW_ENDS)
"""Starts of the comments that do not go along with a translation to another text."""
