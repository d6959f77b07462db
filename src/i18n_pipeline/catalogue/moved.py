"""Text that moved between pages: what a page lacks, what leaves another one, and which of that fits.

Every page says what it lacks and what leaves it; all catalogues say what they hold of what is lacking; `elsewhere`
for `merge` is what fits best. All values can be sent to other processes, and are as large as what changed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from i18n_pipeline.catalogue.near import Passage, pairs
from i18n_pipeline.catalogue.normal import normal
from i18n_pipeline.catalogue.placed import original

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from i18n_pipeline.catalogue.merge import Key
    from i18n_pipeline.model import Catalogue, Message

Spelling: TypeAlias = tuple[str | None, str]
"""What is the same in every spelling: context and source text in normal form."""


@dataclass(frozen=True, slots=True)
class Move:
    """What one page lacks after its own merge, and what has left it."""

    lacking: tuple[Message, ...] = ()
    """Messages new to the page, for which its own catalogue has nothing."""
    leaving: tuple[Message, ...] = ()
    """Translated entries that are obsolete now and were not, and were not used for anything on the page."""


def move(old: Catalogue, new: Catalogue) -> Move:
    """Compare a catalogue with what it became by `merge`."""
    before = {message.key for message in old.messages if not message.obsolete}
    used = {(message.previous_context, message.previous) for message in new.messages if not message.obsolete}
    live = {message.key for message in new.messages if not message.obsolete}
    lacking = (m for m in new.messages if not m.obsolete and not m.msgstr and m.key not in before)
    leaving = (m for m in new.messages if m.obsolete and m.key in before and m.key not in used | live)
    return Move(tuple(lacking), gone(leaving))


def united(moves: Iterable[Move]) -> Move:
    """What several pages lack, and what has left them."""
    lacking: list[Message] = []
    leaving: list[Message] = []
    for one in moves:
        lacking += one.lacking
        leaving += one.leaving
    return Move(tuple(lacking), tuple(leaving))


def gone(messages: Iterable[Message]) -> tuple[Message, ...]:
    """What can be offered to other pages of messages whose page is gone, each key once: the most valuable text."""
    offered = (message for message in messages if message.msgid and message.msgstr and not message.plurals)
    first: dict[Key, Message] = {}
    for message in sorted(offered, key=lambda message: message.worth):
        first.setdefault(message.key, replace(message, line=0, raw=""))
    return tuple(first.values())


def spellings(wanted: Iterable[Key]) -> dict[Spelling, tuple[Key, ...]]:
    """Wanted messages by what is the same in every spelling, for `held`."""
    found: dict[Spelling, tuple[Key, ...]] = {}
    for context, msgid in sorted(wanted, key=lambda key: (key[0] or "", key[1])):
        spelling = (context, normal(msgid))
        found[spelling] = (*found.get(spelling, ()), (context, msgid))
    return found


def held(messages: Iterable[Message], wanted: Mapping[Spelling, tuple[Key, ...]]) -> dict[Key, Message]:
    """Say which of the wanted messages are translated among some of a catalogue, in whatever spelling.

    A stale translation counts for the text that it was reviewed for, too.
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
    """Choose for every key: the most valuable, its own spelling before others, live before obsolete, the first."""
    chosen: dict[Key, Message] = {}
    for messages in found:
        for key, message in messages.items():
            if key not in chosen or _rank(message, key) < _rank(chosen[key], key):
                chosen[key] = message
    return chosen


def nearly(lacking: Iterable[Message], leaving: Iterable[Message], near: float) -> dict[Key, Message]:
    """Pair what pages lack with what left other pages and is like it, at least `near` (0 to 1); each is used once."""
    new = {message.key: message for message in lacking}
    old = list({(message.key, message.msgstr): message for message in leaving}.values())
    keys = list(new)
    matches = pairs([_passage(new[key]) for key in keys], [_passage(message) for message in old], near)
    return {keys[number]: old[other] for number, other in sorted(matches.items())}


def _rank(message: Message, key: Key) -> tuple[int, bool, bool]:
    return (message.worth, message.key != key, message.obsolete)


def _passage(message: Message) -> Passage:
    return Passage(normal(message.msgid), (message.msgctxt, ""))
