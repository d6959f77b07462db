"""Merge one entry of a catalogue three ways: its translation, chosen by rule, and its comments and flags, line by line.

A side that did not change the translation gives way, and so does one that only removed it. If both changed it, a
reviewed text comes before a stale one, then a draft. Between two different reviewed texts a person has to choose.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from i18n_pipeline.catalogue.merging.fit import retired
from i18n_pipeline.catalogue.merging.stale import fuzzy, made_for, original
from i18n_pipeline.catalogue.merging.three_way_order import newer, united
from i18n_pipeline.catalogue.translator_comments import OF_TRANSLATION, OTHER_NOTE
from i18n_pipeline.model import State, signature

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from i18n_pipeline.model import Message


class MergedEntry(NamedTuple):
    """What became of an entry."""

    message: Message
    """The merged entry."""
    left: Message | None = None
    """A person's translation that gave way to another, as an obsolete entry; None if there is none."""
    is_conflict: bool = False
    """Whether both sides reviewed the message, each with another text."""


def merged(base: Message | None, ours: Message, theirs: Message) -> MergedEntry:
    """Merge two versions of an entry; `base` is what both come from, None if it is on both sides for the first time."""
    if ours == theirs:
        return MergedEntry(theirs if base and ours.raw == base.raw else ours)
    first, second = (ours, theirs) if _stays(base, ours, theirs) else (theirs, ours)
    if base and second == base:
        return MergedEntry(first)
    if _is_conflict(base, ours, theirs):
        return MergedEntry(_with_both(_joined(base, ours, theirs, ours), theirs), is_conflict=True)
    return MergedEntry(_joined(base, ours, theirs, first), _left(base, first, second))


def words(message: Message) -> tuple[str, tuple[str, ...]]:
    """The translation itself."""
    return message.msgstr, message.plurals


def is_translated(message: Message) -> bool:
    """Whether an entry has a translation, in any state."""
    return bool(message.msgstr or any(message.plurals))


def as_left(message: Message) -> Message:
    """A translation as an obsolete entry of the text that it was made for."""
    context, msgid = made_for(message)
    before = original(message) or replace(message, msgctxt=context, msgid=msgid, previous=None, previous_context=None)
    return retired(replace(before, line=0, obsolete=False))


def _translation(message: Message | None) -> tuple[object, ...]:
    """Everything about an entry that belongs to its translation."""
    if message is None or not is_translated(message):
        return ()
    made = (message.previous_context, message.previous) if message.fuzzy else None
    return (*words(message), message.fuzzy, made, _notes_of_translation(message) if message.fuzzy else ())


def _notes_of_translation(message: Message) -> tuple[str, ...]:
    return tuple(note for note in message.notes if note.startswith(OF_TRANSLATION))


def _stays(base: Message | None, ours: Message, theirs: Message) -> bool:
    """Whether the translation of `ours` stays, rather than that of `theirs`."""
    before, here, there = map(_translation, (base, ours, theirs))
    if here == there or not there:
        return True
    if not here:
        return False
    if before in {here, there}:
        return before == there
    return ours.worth <= theirs.worth


def _is_conflict(base: Message | None, ours: Message, theirs: Message) -> bool:
    """Whether both sides changed a translation, and reviewed it, with different words."""
    if {ours.standing, theirs.standing} != {State.REVIEWED} or _translation(base) in map(_translation, (ours, theirs)):
        return False
    return _signed(ours) != _signed(theirs)


def _signed(message: Message) -> tuple[str, ...]:
    return tuple(signature(message.msgid, text) for text in (message.msgstr, *message.plurals))


def _with_both(ours: Message, theirs: Message) -> Message:
    """Our entry, fuzzy, with the words of the other one in comments."""
    lines = (line for text in (theirs.plurals or (theirs.msgstr,)) for line in text.splitlines())
    notes = (*ours.notes, *(f"{OTHER_NOTE}{line}" for line in lines))
    return replace(ours, flags=fuzzy(ours.flags), notes=notes)


def _left(base: Message | None, first: Message, second: Message) -> Message | None:
    """The words of the second entry, if a person wrote them since, and neither the first one nor the base has them."""
    is_persons = second.standing in {State.REVIEWED, State.STALE}
    if not is_persons or words(second) in {words(first), words(base) if base else None}:
        return None
    return as_left(second)


def _joined(base: Message | None, ours: Message, theirs: Message, first: Message) -> Message:
    """The entry whose translation was chosen, with the comments, flags and references of both sides."""
    versions = (base or replace(ours, flags=(), notes=(), extracted=(), references=()), ours, theirs)
    common = united(*(_notes_of_people(one) for one in versions))
    flags = united(*(tuple(flag for flag in one.flags if flag != "fuzzy") for one in versions))
    return replace(
        first,
        flags=fuzzy(flags) if first.fuzzy else flags,
        notes=_placed(first.notes, {*common, *_notes_of_translation(first)}, common),
        extracted=_of_page(*(one.extracted for one in versions)),
        references=united(*(one.references for one in versions)),
    )


def _notes_of_people(message: Message) -> tuple[str, ...]:
    return tuple(note for note in message.notes if not note.startswith(OF_TRANSLATION))


def _placed(notes: Iterable[str], wanted: Container[str], common: Iterable[str]) -> tuple[str, ...]:
    """The wanted comments in the order that an entry has them in, then those that it lacks."""
    kept = [note for note in notes if note in wanted]
    return (*kept, *(note for note in common if note not in kept))


def _of_page(base: tuple[str, ...], ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    """The extracted comments: those of the side that changed them, since they come from a page as a whole."""
    return newer(base, ours, theirs) if base else ours or theirs
