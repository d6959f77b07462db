"""Text that moved between pages: match the messages one page lacks with translations that left another.

Every page reports the messages it lacks and the translations that left it; all catalogues report translations of the
lacking messages; the best become `elsewhere` for `merge`. All values can be sent to other processes; their size grows
with the number of changes only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.catalogue.merging.near import PlacedText, pairs
from i18n_pipeline.catalogue.merging.normal_form import normal, relinked
from i18n_pipeline.catalogue.merging.stale import original

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from i18n_pipeline.model import Catalogue, Key, Message

Spelling: TypeAlias = tuple[str | None, str]
"""Context and source text in normal form; the same for every spelling of a text."""


class Move(Struct, frozen=True):
    """Messages that a page lacks, and translations that left it, after its merge."""

    lacking: tuple[Message, ...] = ()
    """Messages new to the page for which its catalogue has no translation."""
    leaving: tuple[Message, ...] = ()
    """Translated entries that have just become obsolete and were not reused on the page."""


NOTHING = Move()


def move(old: Catalogue, new: Catalogue) -> Move:
    """Compare a catalogue before and after `merge`."""
    before = {message.key for message in old.messages if not message.obsolete}
    used = {(message.previous_context, message.previous) for message in new.messages if not message.obsolete}
    live = {message.key for message in new.messages if not message.obsolete}
    lacking = (m for m in new.messages if not m.obsolete and not m.msgstr and m.key not in before)
    leaving = (m for m in new.messages if m.obsolete and m.key in before and m.key not in used | live)
    return Move(tuple(lacking), gone(leaving))


def united(moves: Iterable[Move]) -> Move:
    """The moves of several pages in one."""
    lacking: list[Message] = []
    leaving: list[Message] = []
    for one in moves:
        lacking += one.lacking
        leaving += one.leaving
    return Move(tuple(lacking), tuple(leaving)) if lacking or leaving else NOTHING


def gone(messages: Iterable[Message]) -> tuple[Message, ...]:
    """The translations of a deleted page that other pages may use; of equal keys the best state."""
    offered = (message for message in messages if message.msgid and message.msgstr and not message.plurals)
    first: dict[Key, Message] = {}
    for message in sorted(offered, key=lambda message: message.worth):
        first.setdefault(message.key, replace(message, line=0, raw=""))
    return tuple(first.values())


def spellings(wanted: Iterable[Key]) -> dict[Spelling, tuple[Key, ...]]:
    """The wanted keys by context and normal form, for `held`."""
    found: dict[Spelling, tuple[Key, ...]] = {}
    for context, msgid in sorted(wanted, key=lambda key: (key[0] or "", key[1])):
        spelling = (context, normal(msgid))
        found[spelling] = (*found.get(spelling, ()), (context, msgid))
    return found


def held(messages: Iterable[Message], wanted: Mapping[Spelling, tuple[Key, ...]]) -> dict[Key, Message]:
    """Translations of the wanted messages among the messages of a catalogue, in any spelling.

    A stale translation also counts for the text that it was reviewed for.
    """
    return best(
        {key: replace(message, line=0, raw="")}
        for entry in messages
        if entry.msgid and entry.msgstr and not entry.plurals
        for message in (entry, original(entry))
        if message
        for key in wanted.get((message.msgctxt, normal(message.msgid)), ())
    )


def best(found: Iterable[Mapping[Key, Message]]) -> dict[Key, Message]:
    """Choose one translation for each key, by best state; of these, one whose links can be renumbered for the key.

    Then the same spelling counts, then live before obsolete, then the first.
    """
    chosen: dict[Key, Message] = {}
    for messages in found:
        for key, message in messages.items():
            if key not in chosen or _rank(message, key) < _rank(chosen[key], key):
                chosen[key] = message
    return chosen


def nearly(lacking: Iterable[Message], leaving: Iterable[Message], near: float) -> dict[Key, Message]:
    """Pair lacking messages with similar leaving ones, at least `near` (0 to 1); each is used once."""
    new = {message.key: message for message in lacking}
    old = list({(message.key, message.msgstr): message for message in leaving}.values())
    keys = list(new)
    matches = pairs([_passage(new[key]) for key in keys], [_passage(message) for message in old], near)
    return {keys[number]: old[other] for number, other in sorted(matches.items())}


def _rank(message: Message, key: Key) -> tuple[int, bool, bool, bool]:
    unfit = message.key != key and relinked(message.msgstr, message.msgid, key[1]) is None
    return (message.worth, unfit, message.key != key, message.obsolete)


def _passage(message: Message) -> PlacedText:
    return PlacedText(normal(message.msgid), (message.msgctxt, ""))
