"""Merge two changed versions of a catalogue, entry by entry: what git's own merge, line by line, does wrongly.

First the English is merged: which messages there are. Then each version is brought to it, as `update` does, so that a
translation made for a text that the other side changed is stale. Then the translations are merged, entry by entry. So
no text and translation come together that nobody put together.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.catalogue import po, sharing
from i18n_pipeline.catalogue.merging import three_way_entry, three_way_header
from i18n_pipeline.catalogue.merging.fit import retired
from i18n_pipeline.catalogue.merging.merge import merge
from i18n_pipeline.catalogue.merging.three_way_entry import MergedEntry, is_translated, words
from i18n_pipeline.catalogue.merging.three_way_order import in_order, is_led_by_theirs, newer
from i18n_pipeline.catalogue.po.header import exists
from i18n_pipeline.errors import CatalogueError
from i18n_pipeline.model import Catalogue, Key, Message


class MergedCatalogue(Struct, frozen=True):
    """The result of a merge."""

    data: bytes
    """The merged catalogue, which can be read."""
    conflicts: tuple[Message, ...] = ()
    """The messages that both sides reviewed with different texts, as they are in `data`, with their lines."""


class _Side(Struct, frozen=True):
    """One version of a catalogue, brought to the merged English."""

    live: Mapping[Key, Message]
    """Its live messages, and those that got a translation when it was brought to the merged English."""
    obsolete: tuple[Message, ...]
    """Its obsolete messages, and those that became obsolete by that."""


class _Merged(NamedTuple):
    """A merged catalogue before it is written."""

    catalogue: Catalogue
    """The catalogue."""
    conflicts: frozenset[Key]
    """The messages that both sides reviewed with different texts."""


def merged(base: bytes, ours: bytes, theirs: bytes, path: str) -> MergedCatalogue:
    """Merge two versions of a catalogue or template that both come from `base`, which is empty if there was none.

    Raises CatalogueError if `ours` or `theirs` cannot be read; a base that cannot be read counts as empty.
    """
    if theirs in {base, ours} or ours == base:
        return MergedCatalogue(newer(base, ours, theirs))
    catalogue, conflicts = _merged(_base(base, path), read(ours, path), read(theirs, path))
    data = po.write(catalogue)
    found = po.read(data, path).messages if conflicts else ()
    return MergedCatalogue(data, tuple(one for one in found if one.key in conflicts and not one.obsolete))


def read(data: bytes, path: str) -> Catalogue:
    """A version of the catalogue with one live entry for each message. Raises CatalogueError."""
    found = po.read(data, path, twice=True)
    po.require_filled(found, path)
    return replace(found, messages=sharing.single(found.messages)) if found.messages else found


def _base(data: bytes, path: str) -> Catalogue:
    """The version that both sides come from; without messages if there is none, or it cannot be read."""
    try:
        return read(data, path)
    except CatalogueError:
        return Catalogue(Message(""))


# --- the English -------------------------------------------------------------------------------------


def _merged(base: Catalogue, ours: Catalogue, theirs: Catalogue) -> _Merged:
    """The merged catalogue, laid out as the side whose order it has."""
    before, here, there = map(_live, (base, ours, theirs))
    wanted = (here.keys() & there.keys()) | ((here.keys() | there.keys()) - before.keys())
    order = (list(before), list(here), list(there))
    english = {key: here.get(key) or there[key] for key in in_order(*order, wanted)}
    sides = [_brought(side, english) for side in (base, ours, theirs)]
    entries = [_entry(*(side.live.get(key) for side in sides)) for key in english]
    live = [one.message for one in entries]
    left = [one.left for one in entries if one.left]
    messages = sharing.distinct([*live, *_obsolete(sides, live, left, before.keys())])
    lead = theirs if is_led_by_theirs(*order) else ours
    header = three_way_header.merged(base.header, ours.header, theirs.header)
    laid_out = replace(_laid_out(base, ours, theirs, lead, messages), header=header)
    return _Merged(laid_out, frozenset(one.message.key for one in entries if one.is_conflict))


def _live(catalogue: Catalogue) -> dict[Key, Message]:
    return {message.key: message for message in catalogue.messages if not message.obsolete}


def _brought(catalogue: Catalogue, english: Mapping[Key, Message]) -> _Side:
    """A catalogue brought to the merged English; messages that it has already stay as they are.

    Translations that `merge` would rather have used for these stay obsolete.
    """
    own = _live(catalogue)
    if own.keys() == english.keys():
        return _Side(own, tuple(message for message in catalogue.messages if message.obsolete))
    result = merge(catalogue, [_template(message) for message in english.values()])
    live = {m.key: own.get(m.key, m) for m in result.messages if not m.obsolete and (m.key in own or is_translated(m))}
    obsolete = [message for message in result.messages if message.obsolete]
    known = {words(m) for m in (*obsolete, *(m for key, m in live.items() if key not in own))}
    others = (m for m in catalogue.messages if m.obsolete or m.key not in live)
    unused = [retired(m) for m in others if is_translated(m) and words(m) not in known]
    return _Side(live, (*obsolete, *unused))


def _template(message: Message) -> Message:
    """A message as it comes from a page, without a translation."""
    return Message(
        message.msgid,
        msgctxt=message.msgctxt,
        extracted=message.extracted,
        references=message.references,
        plural=message.plural,
    )


# --- the translations --------------------------------------------------------------------------------


def _entry(base: Message | None, ours: Message | None, theirs: Message | None) -> MergedEntry:
    """One live message. A side that lacks it, and brought nothing to it, leaves it to the other one."""
    if ours and theirs:
        return three_way_entry.merged(base, ours, theirs)
    message = ours or theirs
    if message is None:
        raise AssertionError("neither side has a message of the merged English")
    return MergedEntry(message)


def _obsolete(
    sides: Sequence[_Side], live: Iterable[Message], left: Iterable[Message], was_live: Container[Key]
) -> list[Message]:
    """The obsolete entries, each text once: what one side removed from among them is gone.

    A translation that was live, and that one side removed without a trace, stays.
    """
    base, ours, theirs = ({_what(message): message for message in side.obsolete} for side in sides)
    keys = [{key for key, _ in side} for side in (ours, theirs)]
    unseen = {what for what in {*ours, *theirs} if what[0] in was_live and not all(what[0] in known for known in keys)}
    wanted = (ours.keys() & theirs.keys()) | ((ours.keys() | theirs.keys()) - base.keys()) | unseen
    said = {_what(message) for message in live}
    order = in_order(list(base), list(ours), list(theirs), wanted)
    kept = [_either(base.get(what), ours.get(what), theirs.get(what)) for what in order]
    return list({_what(one): one for one in (*kept, *left) if _what(one) not in said}.values())


def _what(message: Message) -> tuple[Key, tuple[str, tuple[str, ...]]]:
    return message.key, words(message)


def _either(base: Message | None, ours: Message | None, theirs: Message | None) -> Message:
    if ours and theirs:
        return three_way_entry.merged(base, ours, theirs).message
    return ours or theirs or Message("")


# --- the file ----------------------------------------------------------------------------------------


def _laid_out(
    base: Catalogue, ours: Catalogue, theirs: Catalogue, lead: Catalogue, messages: Iterable[Message]
) -> Catalogue:
    """The messages with the text between entries, the line ends and the width that the file has."""
    places: dict[Key, list[int]] = {}
    for message in lead.messages:
        places.setdefault(message.key, []).append(message.line)
    lines = [(message, places.get(message.key, [])) for message in messages]
    placed = po.rearranged(lead, [replace(message, line=known.pop(0) if known else 0) for message, known in lines])
    before = base if exists(base.header) else theirs
    return replace(
        placed,
        newline=newer(before.newline, ours.newline, theirs.newline),
        bom=newer(before.bom, ours.bom, theirs.bom),
        width=newer(before.width, ours.width, theirs.width),
    )
