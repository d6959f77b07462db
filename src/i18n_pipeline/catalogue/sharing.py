"""Join the messages of several pages into one shared catalogue, and split it by page. Nothing is lost either way.

In a shared catalogue, equal messages of several pages are one entry, whose references name the pages. A message that
one page translates differently, and every obsolete message, is an entry whose msgctxt names the page. The law: parts
that are joined and split again are equal, except for `#.` lines and references, which `update` takes from the pages.
"""

from __future__ import annotations

import re
from hashlib import sha256
from itertools import chain, count
from typing import TYPE_CHECKING

from msgspec.structs import replace

from i18n_pipeline.catalogue.extracted_comments import united as united_comments
from i18n_pipeline.catalogue.merging.fit import retired

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence

    from i18n_pipeline.model import Message

    Key = tuple[str | None, str]
    Parts = Mapping[str, Sequence[Message]]
    """The messages of a file by page; those without a page under the empty name."""
    Held = list[tuple[str, Message]]
    """The pages that have a live message with a given key, in page order, each with its message."""


def context(page: str, own: str | None) -> str:
    """The msgctxt of an entry that belongs to one page; `own` is the message's msgctxt on the page."""
    name = page.replace("%", "%25").replace("|", "%7C")
    return f"page: {name}" if own is None else f"page: {name} | {own}"


def owner(msgctxt: str | None) -> tuple[str, str | None] | None:
    """Read a msgctxt written by `context`: the page and the message's msgctxt there; None for any other msgctxt."""
    match = _CONTEXT.fullmatch(msgctxt) if msgctxt else None
    return (match[1].replace("%7C", "|").replace("%25", "%"), match[2]) if match else None


# --- splitting -------------------------------------------------------------------------------------


def split(messages: Sequence[Message], page_of: Callable[[str], str]) -> dict[str, tuple[Message, ...]]:
    """Split messages by page, in the order of the file, with the contexts they have on the page.

    `page_of` returns the page that a reference names, empty for none. After a merge of branches, a shared entry may
    name a page that also has its own entry; the page gets both, and `single` chooses.
    """
    names = {name: page_of(name) for message in messages for name in message.references}
    parts: dict[str, list[Message]] = {}
    for message in messages:
        own = _own(message, names)
        for page, here in (own,) if own else _of_each(message, names):
            parts.setdefault(page, []).append(here)
    return {page: tuple(part) for page, part in parts.items()}


def single(messages: Sequence[Message], first: Container[int] = ()) -> tuple[Message, ...]:
    """Reduce live messages with equal keys, as a merge of branches leaves them, to one each.

    The best state stays; of equal states the entry whose line is in `first`, then the first one. Other translations
    become obsolete, if they differ.
    """
    live = [message for message in messages if not message.obsolete]
    if len({message.key for message in live}) == len(live):
        return tuple(messages)
    best: dict[Key, Message] = {}
    for message in sorted(live, key=lambda message: (message.worth, message.line not in first)):
        best.setdefault(message.key, message)
    left = [message for message in messages if message.obsolete or message is best[message.key] or _adds(message, best)]
    return tuple(m if m.obsolete or m is best[m.key] else retired(m) for m in left)


def _adds(message: Message, best: Mapping[Key, Message]) -> bool:
    """Whether a message has a different translation than the chosen one with its key."""
    chosen = best[message.key]
    translated = message.msgstr or any(message.plurals)
    return bool(translated) and (message.msgstr, message.plurals) != (chosen.msgstr, chosen.plurals)


def _own(message: Message, names: Mapping[str, str]) -> tuple[str, Message] | None:
    """The page that a msgctxt names as the owner of an entry, and the message as it is on that page; or None."""
    found = owner(message.msgctxt)
    if not found or (message.references and found[0] not in map(names.get, message.references)):
        return None
    return found[0], replace(message, msgctxt=found[1])


def _of_each(message: Message, names: Mapping[str, str]) -> Iterator[tuple[str, Message]]:
    """The pages that the references name, each with the message and the references to this page."""
    pages: dict[str, list[str]] = {}
    for name in () if message.obsolete else message.references:
        pages.setdefault(names[name], []).append(name)
    if len(pages) < 2:
        yield next(iter(pages), ""), message
        return
    for page, own in pages.items():
        yield page, replace(message, references=tuple(own))


# --- joining ---------------------------------------------------------------------------------------


def join(parts: Parts) -> tuple[Message, ...]:
    """The messages of a shared catalogue: live ones in page order, then obsolete ones.

    Where pages have different translations, the best state, then the commonest one, becomes the shared entry.
    """
    pages = sorted(page for page in parts if page)
    held: dict[Key, Held] = {}
    for page in pages:
        for message in parts[page]:
            if not message.obsolete:
                held.setdefault(message.key, []).append((page, message))
    shared = {key: _shared(key, found) for key, found in held.items()}
    live = list(chain.from_iterable(_live(page, parts[page], shared) for page in pages))
    gone = [_named(page, message) for page in pages for message in parts[page] if message.obsolete]
    return tuple(once([*live, *_of_no_page(parts.get("", ()), live), *gone]))


def _shared(key: Key, held: Held) -> dict[str, Message]:
    """The pages that share the entry of a key; none if its context looks like one that names a page."""
    if owner(key[0]):
        return {}
    if len(held) == 1:
        return dict(held)
    groups: dict[tuple[object, ...], Held] = {}
    for page, message in held:
        groups.setdefault(_said(message), []).append((page, message))
    best = min(groups.values(), key=lambda group: (group[0][1].worth, -len(group), group[0][0]))
    return dict(best)


def _live(page: str, part: Sequence[Message], shared: Mapping[Key, Mapping[str, Message]]) -> Iterator[Message]:
    """The entries of a page, without shared ones of an earlier page."""
    for message in part:
        if message.obsolete:
            continue
        pages = shared[message.key]
        if page not in pages:
            yield _named(page, message)
        elif page == next(iter(pages)):
            yield message if len(pages) == 1 else _told(message, pages.values())


def _named(page: str, message: Message) -> Message:
    return replace(message, msgctxt=context(page, message.msgctxt))


def _told(message: Message, both: Collection[Message]) -> Message:
    """A shared message with the extracted comments and references of all its pages."""
    extracted = united_comments(line for other in both for line in other.extracted)
    references = tuple(dict.fromkeys(name for other in both for name in other.references))
    return replace(message, extracted=extracted, references=references)


def _of_no_page(rest: Iterable[Message], live: Iterable[Message]) -> Iterator[Message]:
    """The messages without a page, except those that a live message repeats; obsolete if their key is in use."""
    known = {message.key: _said(message) for message in live}
    for message in rest:
        if known.get(message.key) == _said(message):
            continue
        clash = message.key in known
        yield retired(message) if clash else message


def once(messages: Iterable[Message]) -> Iterator[Message]:
    """Set the line to 0 for messages of other files, and for all but the first message of one entry."""
    seen: set[int] = set()
    for message in messages:
        is_known = message.line < 0 or message.line in seen
        yield replace(message, line=0) if message.line and is_known else message
        seen.add(message.line)


def distinct(messages: Sequence[Message]) -> tuple[Message, ...]:
    """Give obsolete messages whose key is in use a new context, since gettext refuses equal keys, obsolete or not.

    Unique messages stay as they are.
    """
    if not any(message.obsolete for message in messages):
        return tuple(messages)
    taken = {message.key for message in messages if not message.obsolete}
    found: list[Message] = []
    for message in messages:
        found.append(_free(message, taken) if message.obsolete else message)
        taken.add(found[-1].key)
    return tuple(found)


def _free(message: Message, taken: Container[Key]) -> Message:
    """An obsolete message with the first unused context."""
    if message.key not in taken:
        return message
    rest = "" if message.msgctxt is None else f" | {message.msgctxt}"
    names = (f"earlier {number}{rest}" for number in count(1))
    return replace(message, msgctxt=next(name for name in names if (name, message.msgid) not in taken))


# --- one page in two files -------------------------------------------------------------------------


def united(first: Sequence[Message], second: Sequence[Message]) -> tuple[Message, ...]:
    """Join one page's messages from two files: of two live messages the better state, or `first` if equal.

    The other one becomes obsolete, if it has a translation.
    """
    live = {message.key: message for message in first if not message.obsolete}
    lost: list[Message] = []
    for message in (message for message in second if not message.obsolete):
        known = live.get(message.key)
        if known is None or message.worth < known.worth:
            live[message.key] = message
        lost += [message] if known and live[message.key] is known else [known] if known else []
    said = {(key, _said(message)) for key, message in live.items()}
    spare = [retired(message) for message in lost if message.msgstr or any(message.plurals)]
    kept = [message for message in (*first, *second) if message.obsolete]
    gone = {(message.key, _said(message)): message for message in reversed((*kept, *spare))}
    return (*live.values(), *(message for what, message in reversed(gone.items()) if what not in said))


def fingerprint(messages: Iterable[Message]) -> str:
    """A digest of messages, which changes when their keys or contents do; the same in every process."""
    said = sorted(repr((message.key, message.obsolete, _said(message))) for message in messages)
    return sha256("\n".join(said).encode()).hexdigest()


def _said(message: Message) -> tuple[object, ...]:
    """The values of a message that people or tools wrote."""
    made_for = (message.previous_context, message.previous)
    return (message.msgstr, message.flags, made_for, message.notes, message.plural, message.plurals)


_CONTEXT = re.compile(r"page: ([^|]+?)(?: \| (.*))?", re.DOTALL)
