"""Merge the messages of a page into its catalogue: kept, carried over, stale or obsolete. No translation is lost.

The law: merging the same messages again changes nothing.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from msgspec.structs import replace

from i18n_pipeline.catalogue.merging.fit import placed, respelled, retired
from i18n_pipeline.catalogue.merging.near import PlacedText, pairs
from i18n_pipeline.catalogue.merging.normal_form import normal
from i18n_pipeline.catalogue.merging.regroup import Group, beaten, groups
from i18n_pipeline.catalogue.merging.split import shared, together
from i18n_pipeline.catalogue.merging.stale import made_for, original, outdated
from i18n_pipeline.catalogue.po import rearranged
from i18n_pipeline.model import State

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from i18n_pipeline.model import Catalogue, Key, Message

NEAR = 0.75
"""Least similarity of two texts, from 0 to 1, for which a translation is reused as stale."""

_T = TypeVar("_T")
_NOWHERE: Mapping[Key, Message] = MappingProxyType({})


class _Found(NamedTuple):
    """A message of the result, and the index in the old catalogue of the entry it replaces, if any."""

    message: Message
    source: int | None


def merge(
    old: Catalogue,
    template: Sequence[Message],
    *,
    elsewhere: Mapping[Key, Message] = _NOWHERE,
    near: float = NEAR,
) -> Catalogue:
    """Merge the messages of a page, in page order, into its catalogue.

    A message takes, in this order: the entry with its key, live or obsolete; the entry with the same text in normal
    form; the same from `elsewhere`; as stale, the most similar entry, if at least `near` (0 to 1), or the entries whose
    text was split or joined; as stale, the translation from `elsewhere`. Unused translations become obsolete.
    """
    page = _by_key(template)
    found = _same(old, page)
    brought = {key: elsewhere[key] for key in page if key in elsewhere and elsewhere[key].msgstr and key not in found}
    for key, before in brought.items():
        if same := respelled(replace(before, line=0), page[key]):
            found[key] = _Found(same, None)
    found |= _stale(old, page, found, near)
    for key, before in brought.items():
        if key not in found:
            found[key] = _Found(outdated(replace(before, line=0), page[key]), None)
    live = [found[key].message if key in found else _untranslated(message) for key, message in page.items()]
    used = {match.source for match in found.values()}
    return rearranged(old, [*live, *_obsolete(old, live, used)])


def wanted(old: Catalogue, template: Sequence[Message]) -> frozenset[Key]:
    """Keys of the page's messages that the catalogue does not have, to be looked up in other catalogues."""
    page = _by_key(template)
    there = {entry.key for entry in old.messages if not entry.obsolete or _translated(entry)}
    return frozenset(page.keys() - _same(old, page).keys()) if page.keys() - there else frozenset()


# --- the same text ---------------------------------------------------------------------------------


def _same(old: Catalogue, page: Mapping[Key, Message]) -> dict[Key, _Found]:
    """Find the messages whose text is in the catalogue, exactly or in normal form.

    Of several entries for one message, the best state counts, then live before obsolete.
    """
    entries = [(place, entry) for place, entry in enumerate(old.messages) if not entry.obsolete or _translated(entry)]
    there = [(entry.key, place) for place, entry in entries if entry.key in page]
    if len({key for key, _ in there}) < len(there) or any(entry.flags or entry.obsolete for _, entry in entries):
        there.sort(key=lambda one: _rank(old, one[1]))
    first = _first_by(there)
    found = {key: _Found(placed(old.messages[place], page[key]), place) for key, place in first.items()}
    found |= _reviewed_since(old, page, found)
    found |= _came_back(old, page, found)
    return {key: found[key] for key in page if key in found} | _carried(old, page, found)


def _rank(old: Catalogue, place: int) -> tuple[int, bool, int]:
    """The rank of an entry among several for one message; the lowest counts."""
    return old.messages[place].worth, old.messages[place].obsolete, place


def _reviewed_since(old: Catalogue, page: Mapping[Key, Message], found: Mapping[Key, _Found]) -> dict[Key, _Found]:
    """Find stale messages whose previous text also has a reviewed live entry, as a merge of branches leaves.

    That translation replaces the stale one, as stale, since it was reviewed last.
    """
    fuzzy = [(key, match.message) for key, match in found.items() if match.message.flags]
    stale = {made_for(message): key for key, message in fuzzy if message.state is State.STALE}
    return {
        stale[entry.key]: _Found(outdated(entry, page[stale[entry.key]]), place)
        for place, entry in enumerate(old.messages)
        if entry.key in stale and entry.key not in page and entry.state is State.REVIEWED and not entry.plurals
    }


def _came_back(old: Catalogue, page: Mapping[Key, Message], found: Mapping[Key, _Found]) -> dict[Key, _Found]:
    """Find messages whose text was changed, which made them stale, and then changed back."""
    befores = [(place, before) for place, entry in enumerate(old.messages) if (before := original(entry))]
    spellings = _by_spelling(page) if befores else {}
    used = {match.source for match in found.values()}
    back: dict[Key, _Found] = {}
    for place, before in befores:
        for message in spellings.get((before.msgctxt, normal(before.msgid)), ()):
            known = back.get(message.key) or found.get(message.key)
            match = respelled(before, message)
            if match and (known is None or match.worth < known.message.worth):
                back[message.key] = _Found(replace(match, line=0) if place in used else match, place)
                used.add(place)
    return back


def _carried(old: Catalogue, page: Mapping[Key, Message], found: Mapping[Key, _Found]) -> dict[Key, _Found]:
    """Find messages whose text is in the catalogue in another spelling or with another context."""
    if len(page) == len(found):
        return {}
    missing = [message for key, message in page.items() if key not in found]
    unused = sorted(
        _unused(old, {match.source for match in found.values()}), key=lambda place: old.messages[place].worth
    )
    if not unused:
        return {}
    spellings = _all_by(((old.messages[place].msgctxt, normal(old.messages[place].msgid)), place) for place in unused)
    carried: dict[Key, _Found] = {}
    taken: set[int] = set()
    for message in missing:
        if match := _fitting(old, spellings.get((message.msgctxt, normal(message.msgid)), ()), message):
            text, place = match
            carried[message.key] = _Found(replace(text, line=0) if place in taken else text, place)
            taken.add(place)
    return carried | _in_other_context(old, missing, unused, carried)


def _in_other_context(
    old: Catalogue, missing: Sequence[Message], unused: Sequence[int], carried: Mapping[Key, _Found]
) -> dict[Key, _Found]:
    """Find messages whose context was added, removed or changed; each entry is used once."""
    taken = {match.source for match in carried.values()}
    free = [place for place in unused if place not in taken]
    exact = _first_by((old.messages[place].msgid, place) for place in free)
    alike = _all_by((normal(old.messages[place].msgid), place) for place in free)
    found: dict[Key, _Found] = {}
    for message in missing:
        places = (exact[message.msgid],) if message.msgid in exact else alike.get(normal(message.msgid), ())
        match = None if message.key in carried else _fitting(old, places, message)
        if match and match[1] not in taken:
            found[message.key] = _Found(*match)
            taken.add(match[1])
    return found


def _fitting(old: Catalogue, places: Sequence[int], message: Message) -> tuple[Message, int] | None:
    """A message with the translation of its text in another spelling, and the index of the entry that has it.

    The entries are given best state first. Of those in the best state the first counts whose links can be renumbered.
    """
    for place in places:
        if old.messages[place].worth > old.messages[places[0]].worth:
            break
        if match := respelled(old.messages[place], message):
            return match, place
    return None


# --- nearly the same text --------------------------------------------------------------------------


def _stale(old: Catalogue, page: Mapping[Key, Message], found: Mapping[Key, _Found], near: float) -> dict[Key, _Found]:
    """Find translations of similar texts, or of texts that were split or joined, among the unused entries."""
    used = {match.source for match in found.values()}
    unused = _unused(old, used) if len(page) > len(found) else []
    if not unused:
        return {}
    new_places = _places([found[key].source if key in found else None for key in page], old)
    old_places = _places([place if place in used else None for place in range(len(old.messages))], old)
    messages = list(page.values())
    new = {n: _passage(message, new_places[n]) for n, message in enumerate(messages) if message.key not in found}
    left = {place: _passage(old.messages[place], old_places[place]) for place in unused}
    stale: dict[Key, _Found] = {}
    singly = _singly(new, left, near)
    if groups := _groups(old, new, left, singly, near):
        stale = _regrouped(old, messages, groups)
        gone = {place for group in groups for place in group.old}
        left = {place: passage for place, passage in left.items() if place not in gone}
        singly = _singly({n: passage for n, passage in new.items() if messages[n].key not in stale}, left, near)
    return stale | {messages[n].key: _outdated(old, place, messages[n]) for n, place in singly.items()}


def _singly(new: Mapping[int, PlacedText], left: Mapping[int, PlacedText], near: float) -> dict[int, int]:
    """Pair the indices of new messages with the indices of the most similar old entries."""
    numbers, places = list(new), list(left)
    matches = pairs(list(new.values()), list(left.values()), near)
    return {numbers[one]: places[other] for one, other in matches.items()}


def _groups(
    old: Catalogue,
    new: Mapping[int, PlacedText],
    left: Mapping[int, PlacedText],
    singly: Mapping[int, int],
    near: float,
) -> list[Group]:
    """Find texts that were split or joined, unless a single entry matches better."""
    new_texts = {number: passage.text for number, passage in new.items()}
    old_texts = {place: passage.text for place, passage in left.items()}
    live = [place for place in left if not old.messages[place].obsolete]
    found = groups(new_texts, old_texts, live, near)
    return [group for group in found if not beaten(group, new_texts, old_texts, singly)]


def _regrouped(old: Catalogue, messages: Sequence[Message], found: Iterable[Group]) -> dict[Key, _Found]:
    """Share the translations of the groups out to their messages; the old entries stay unused and become obsolete."""
    made: dict[Key, _Found] = {}
    for group in found:
        befores = [old.messages[place] for place in group.old]
        parts = [messages[number] for number in group.new]
        shares = shared(befores[0], parts) if len(parts) > 1 else [together(befores, parts[0])]
        made |= {share.key: _Found(share, None) for share in shares}
    return made


def _places(sources: Sequence[int | None], old: Catalogue) -> list[tuple[int, int]]:
    """For each message the kept messages before and after it, as indices in the old catalogue; -1: none."""
    kept = [-1 if source is None or old.messages[source].obsolete else source for source in sources]
    return list(zip(_last_kept(kept), reversed(list(_last_kept(reversed(kept)))), strict=True))


def _last_kept(kept: Iterable[int]) -> Iterator[int]:
    last = -1
    for source in kept:
        last = last if source < 0 else source
        yield last


def _passage(message: Message, place: tuple[int, int]) -> PlacedText:
    kind = next((line for line in message.extracted if line.startswith("type:")), "")
    if message.obsolete:
        return PlacedText(normal(message.msgid), (message.msgctxt, kind), lasting=True)
    return PlacedText(normal(message.msgid), (message.msgctxt, kind), place)


def _outdated(old: Catalogue, place: int, message: Message) -> _Found:
    """Reuse an old translation for a new text, as stale; an obsolete entry also stays as it is."""
    before = old.messages[place]
    if before.obsolete:
        return _Found(outdated(replace(before, line=0), message), None)
    return _Found(outdated(before, message), place)


# --- messages --------------------------------------------------------------------------------------


def _by_key(template: Sequence[Message]) -> dict[Key, Message]:
    """The messages of a page by key, in page order; of equal keys the first counts."""
    page: dict[Key, Message] = {}
    for message in template:
        page.setdefault(message.key, message)
    return page


def _by_spelling(page: Mapping[Key, Message]) -> dict[Key, tuple[Message, ...]]:
    """The messages of a page by context and text in normal form."""
    found: dict[Key, tuple[Message, ...]] = {}
    for message in page.values():
        spelling = (message.msgctxt, normal(message.msgid))
        found[spelling] = (*found.get(spelling, ()), message)
    return found


def _first_by(places: Iterable[tuple[_T, int]]) -> dict[_T, int]:
    first: dict[_T, int] = {}
    for text, place in places:
        first.setdefault(text, place)
    return first


def _all_by(places: Iterable[tuple[_T, int]]) -> dict[_T, list[int]]:
    every: dict[_T, list[int]] = {}
    for text, place in places:
        every.setdefault(text, []).append(place)
    return every


def _unused(old: Catalogue, used: Container[int | None]) -> list[int]:
    """The indices of unused entries with a translation and without plurals."""
    return [
        place
        for place, message in enumerate(old.messages)
        if place not in used and message.msgid and message.msgstr and not message.plurals
    ]


def _translated(message: Message) -> bool:
    return bool(message.msgstr or any(message.plurals))


def _untranslated(message: Message) -> Message:
    """A message of the page without the line and raw text of a template's file."""
    return replace(message, line=0, raw="", obsolete=False) if message.raw or message.obsolete else message


def _obsolete(old: Catalogue, live: Iterable[Message], used: Container[int | None]) -> list[Message]:
    """The unused translations, each once: old obsolete messages first, then those that become obsolete."""
    keys = {message.key for message in live}
    said = {(message.key, message.msgstr, message.plurals) for message in live}
    left: list[Message] = []
    for place, message in sorted(enumerate(old.messages), key=lambda entry: not entry[1].obsolete):
        text = (message.key, message.msgstr, message.plurals)
        wanted = _translated(message) or (message.obsolete and message.key not in keys)
        if place in used or not wanted or text in said:
            continue
        said.add(text)
        left.append(retired(message))
    return left
