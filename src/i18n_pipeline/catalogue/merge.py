"""Catalogue + template -> catalogue: what is kept, carried over, stale and obsolete. Loses no translation.

The law: merging the same template once more changes nothing.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from i18n_pipeline.catalogue.near import Passage, pairs
from i18n_pipeline.catalogue.normal import normal, relinked
from i18n_pipeline.catalogue.po import rearranged

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from i18n_pipeline.model import Catalogue, Message

Key = tuple[str | None, str]
"""What is unique in a catalogue: context and source text."""

NEAR = 0.75
"""How alike two texts must be, from 0 to 1, for a translation to be offered as stale."""

_T = TypeVar("_T")
_NOWHERE: Mapping[Key, Message] = MappingProxyType({})


class _Found(NamedTuple):
    """A message of the result, and the place in the old catalogue of the entry it uses up, if any."""

    message: Message
    source: int | None


def merge(
    old: Catalogue,
    template: Sequence[Message],
    *,
    elsewhere: Mapping[Key, Message] = _NOWHERE,
    near: float = NEAR,
) -> Catalogue:
    """Bring a catalogue up to date with the messages of its page, which come in page order.

    A message takes, in this order: the entry with its key, live or obsolete; the entry that says the same but for
    links, white space and escapes; the entry with its key in `elsewhere`; the entry most like it, if at least `near`
    (0 to 1), which makes it stale. What is left over and has a translation becomes obsolete.
    """
    page = _by_key(template)
    found = _same(old, page)
    for key, message in page.items():
        if key not in found and key in elsewhere and elsewhere[key].msgstr:
            found[key] = _Found(_placed(replace(elsewhere[key], line=0), message), None)
    found |= _stale(old, page, found, near)
    live = [found[key].message if key in found else _untranslated(message) for key, message in page.items()]
    used = {match.source for match in found.values()}
    return rearranged(old, [*live, *_obsolete(old, live, used)])


def wanted(old: Catalogue, template: Sequence[Message]) -> frozenset[Key]:
    """Say which messages of a page the catalogue itself does not hold, so that they may be looked up elsewhere."""
    page = _by_key(template)
    return frozenset(page.keys() - _same(old, page).keys())


# --- the same text ---------------------------------------------------------------------------------


def _same(old: Catalogue, page: Mapping[Key, Message]) -> dict[Key, _Found]:
    """Find the messages that are in the catalogue as they are, or the same but for links, white space and escapes."""
    entries = list(enumerate(old.messages))
    live = {entry.key: place for place, entry in entries if not entry.obsolete}
    kept = sorted((entry.fuzzy, place) for place, entry in entries if entry.obsolete and _translated(entry))
    obsolete = _first_by((old.messages[place].key, place) for _, place in kept)  # a reviewed one before a fuzzy one
    found: dict[Key, _Found] = {}
    for key, message in page.items():
        place = live.get(key)
        if place is None or not _translated(old.messages[place]):
            place = obsolete.get(key, place)
        if place is not None:
            found[key] = _Found(_placed(old.messages[place], message), place)
    return found | _carried(old, page, found)


def _carried(old: Catalogue, page: Mapping[Key, Message], found: Mapping[Key, _Found]) -> dict[Key, _Found]:
    """Find the messages whose text is in the catalogue in another spelling, or with another context."""
    if len(page) == len(found):
        return {}
    missing = [message for key, message in page.items() if key not in found]
    unused = _unused(old, {match.source for match in found.values()})
    if not unused:
        return {}
    spellings = _first_by(((old.messages[place].msgctxt, normal(old.messages[place].msgid)), place) for place in unused)
    carried: dict[Key, _Found] = {}
    taken: set[int] = set()
    for message in missing:
        place = spellings.get((message.msgctxt, normal(message.msgid)))
        match = None if place is None else _respelled(old.messages[place], message)
        if match and place is not None:
            carried[message.key] = _Found(replace(match, line=0) if place in taken else match, place)
            taken.add(place)
    return carried | _in_other_context(old, missing, unused, carried)


def _in_other_context(
    old: Catalogue, missing: Sequence[Message], unused: Sequence[int], carried: Mapping[Key, _Found]
) -> dict[Key, _Found]:
    """Find the messages whose context was added, removed or changed; each entry serves one."""
    taken = {match.source for match in carried.values()}
    texts = _first_by((old.messages[place].msgid, place) for place in unused if place not in taken)
    found: dict[Key, _Found] = {}
    for message in missing:
        if message.key not in carried and message.msgid in texts:
            place = texts.pop(message.msgid)
            found[message.key] = _Found(_placed(old.messages[place], message), place)
    return found


def _respelled(before: Message, message: Message) -> Message | None:
    """Give a message the translation of the same text in another spelling, if its links can follow."""
    msgstr = relinked(before.msgstr, before.msgid, message.msgid)
    return None if msgstr is None else _placed(replace(before, msgstr=msgstr), message)


# --- nearly the same text --------------------------------------------------------------------------


def _stale(old: Catalogue, page: Mapping[Key, Message], found: Mapping[Key, _Found], near: float) -> dict[Key, _Found]:
    """Find translations of nearly the same text among what is left over."""
    if len(page) == len(found):
        return {}
    used = {match.source for match in found.values()}
    unused = _unused(old, used)
    if not unused:
        return {}
    new_places = _places([found[key].source if key in found else None for key in page], old)
    old_places = _places([place if place in used else None for place in range(len(old.messages))], old)
    missing = [
        (message, place) for (key, message), place in zip(page.items(), new_places, strict=True) if key not in found
    ]
    matches = pairs(
        [_passage(message, place) for message, place in missing],
        [_passage(old.messages[place], old_places[place]) for place in unused],
        near,
    )
    return {missing[new][0].key: _outdated(old, unused[other], missing[new][0]) for new, other in matches.items()}


def _places(sources: Sequence[int | None], old: Catalogue) -> list[tuple[int, int]]:
    """Say for each message between which kept messages it stands: their places in the old catalogue, -1 at an end."""
    kept = [-1 if source is None or old.messages[source].obsolete else source for source in sources]
    return list(zip(_last_kept(kept), reversed(list(_last_kept(reversed(kept)))), strict=True))


def _last_kept(kept: Iterable[int]) -> Iterator[int]:
    last = -1
    for source in kept:
        last = last if source < 0 else source
        yield last


def _passage(message: Message, place: tuple[int, int]) -> Passage:
    kind = next((line for line in message.extracted if line.startswith("type:")), "")
    if message.obsolete:
        return Passage(normal(message.msgid), (message.msgctxt, kind), lasting=True)
    return Passage(normal(message.msgid), (message.msgctxt, kind), place)


def _outdated(old: Catalogue, place: int, message: Message) -> _Found:
    """Offer an old translation for a new text, saying for which text it was made."""
    before = old.messages[place]
    made_for = (before.previous_context, before.previous)
    if not before.fuzzy or before.previous is None:
        made_for = (before.msgctxt, before.msgid)
    context, msgid = (None, None) if made_for == message.key else made_for
    stale = replace(
        before,
        flags=before.flags if before.fuzzy else ("fuzzy", *before.flags),
        previous=msgid,
        previous_context=context,
    )
    if before.obsolete:
        return _Found(_placed(replace(stale, line=0), message), None)
    return _Found(_placed(stale, message), place)


# --- messages --------------------------------------------------------------------------------------


def _by_key(template: Sequence[Message]) -> dict[Key, Message]:
    """Give the messages of a page by their keys, in page order; of equal keys the first counts."""
    page: dict[Key, Message] = {}
    for message in template:
        page.setdefault(message.key, message)
    return page


def _first_by(places: Iterable[tuple[_T, int]]) -> dict[_T, int]:
    first: dict[_T, int] = {}
    for text, place in places:
        first.setdefault(text, place)
    return first


def _unused(old: Catalogue, used: Container[int | None]) -> list[int]:
    """Give the places of the entries that can still serve a message; plural ones cannot."""
    return [
        place
        for place, message in enumerate(old.messages)
        if place not in used and message.msgid and message.msgstr and not message.plurals
    ]


def _translated(message: Message) -> bool:
    return bool(message.msgstr or any(message.plurals))


def _placed(before: Message, message: Message) -> Message:
    """Give an entry the text and the comments of a message of the page; what people wrote stays."""
    msgstr = _fitted(before, message.msgid)
    told = (before.extracted, before.references) == (message.extracted, message.references)
    if told and before.key == message.key and before.msgstr == msgstr and not before.obsolete:
        return before
    return replace(
        before,
        msgid=message.msgid,
        msgctxt=message.msgctxt,
        msgstr=msgstr,
        extracted=message.extracted,
        references=message.references,
        obsolete=False,
    )


def _fitted(before: Message, msgid: str) -> str:
    """Begin and end a translation with a line feed only where the new text does; `msgfmt -c` asks for that."""
    if (msgid == before.msgid and before.raw and before.line) or not before.msgstr:
        return before.msgstr  # it stays in its file, as its translator left it
    start = "\n" if msgid.startswith("\n") else ""
    end = "\n" if msgid.endswith("\n") else ""
    return start + before.msgstr.strip("\n") + end


def _untranslated(message: Message) -> Message:
    """Take a message of the page as it is, but for what it may bring from a template's file."""
    return replace(message, line=0, raw="", obsolete=False) if message.raw or message.obsolete else message


def _obsolete(old: Catalogue, live: Iterable[Message], used: Container[int | None]) -> list[Message]:
    """Keep what is left over and somebody wrote, once, in the order of the file."""
    keys = {message.key for message in live}
    said = {(message.key, message.msgstr, message.plurals) for message in live}
    left: list[Message] = []
    for place, message in enumerate(old.messages):
        text = (message.key, message.msgstr, message.plurals)
        wanted = _translated(message) or (message.obsolete and message.key not in keys)
        if place in used or not wanted or text in said:
            continue
        said.add(text)
        left.append(message if message.obsolete else replace(message, obsolete=True, extracted=(), references=()))
    return left
