"""One catalogue for several pages: the messages of each page <-> the messages of the file. Loses nothing either way.

In a shared catalogue equal messages of several pages are one entry, whose references name them. What one page says
in its own way, and all that is obsolete, has an entry whose msgctxt names the page. The law: the parts that are joined
and split again are equal, but for `#.` lines and references, which the pages themselves will tell.
"""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256
from itertools import chain, count
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from i18n_pipeline.catalogue.comments import united as united_comments
from i18n_pipeline.catalogue.placed import retired

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence

    from i18n_pipeline.model import Message

    Key = tuple[str | None, str]
    Parts = Mapping[str, Sequence[Message]]
    """The messages of each page of a file, by page; those of no page have the name ``."""
    Held = list[tuple[str, Message]]
    """The pages that have a live message with one key, in page order, each with its message."""

LAYOUTS = ("page", "folder", "locale")
"""What has a catalogue of its own."""

SHARED = "pages"
"""Name of a catalogue of several pages. Not gettext's own `messages`, which programs in the same folder have."""


def home(layout: str, page: str) -> str:
    """Say where the catalogue with a page's messages is, relative to the folder of catalogues, without its suffix."""
    path = PurePosixPath(page)
    if layout == "page":
        return path.with_suffix("").as_posix()
    return (path.parent / SHARED if layout == "folder" else PurePosixPath(SHARED)).as_posix()


def is_shared(name: str) -> bool:
    """Say whether a catalogue, from its name, may hold several pages; a page may have that name, too."""
    return PurePosixPath(name).stem == SHARED


def context(page: str, own: str | None) -> str:
    """Give the msgctxt of an entry that only this page has; `own` is the msgctxt of the message itself."""
    name = page.replace("%", "%25").replace("|", "%7C")
    return f"page: {name}" if own is None else f"page: {name} | {own}"


def owner(msgctxt: str | None) -> tuple[str, str | None] | None:
    """Read a msgctxt that `context` wrote: the page and the message's own msgctxt; None for any other."""
    match = _CONTEXT.fullmatch(msgctxt) if msgctxt else None
    return (match[1].replace("%7C", "|").replace("%25", "%"), match[2]) if match else None


# --- splitting -------------------------------------------------------------------------------------


def split(messages: Sequence[Message], page_of: Callable[[str], str]) -> dict[str, tuple[Message, ...]]:
    """Give each page its messages in the order of the file, with the contexts they have on the page.

    `page_of` says which page a reference names, `` for none. After a merge of two branches, an entry may name a page
    that has an entry of its own as well; the page is given both, and `single` chooses.
    """
    names = {name: page_of(name) for message in messages for name in message.references}
    parts: dict[str, list[Message]] = {}
    for message in messages:
        own = _own(message, names)
        for page, here in (own,) if own else _of_each(message, names):
            parts.setdefault(page, []).append(here)
    return {page: tuple(part) for page, part in parts.items()}


def single(messages: Sequence[Message], first: Container[int] = ()) -> tuple[Message, ...]:
    """Give messages of which no two live ones have the same key, such as both sides of a merge leave behind.

    The most valuable text stays; of equal ones that of an entry in the lines of `first`, and then the one that comes
    first. What the others say is obsolete, if it is something else.
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
    """Whether a message has another translation than the one with its key."""
    chosen = best[message.key]
    translated = message.msgstr or any(message.plurals)
    return bool(translated) and (message.msgstr, message.plurals) != (chosen.msgstr, chosen.plurals)


def _own(message: Message, names: Mapping[str, str]) -> tuple[str, Message] | None:
    """Give the page that alone has an entry, and the message as that page has it."""
    found = owner(message.msgctxt)
    if not found or (message.references and found[0] not in map(names.get, message.references)):
        return None
    return found[0], replace(message, msgctxt=found[1])


def _of_each(message: Message, names: Mapping[str, str]) -> Iterator[tuple[str, Message]]:
    """Give every page that its references name the message, each with its own references."""
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
    """Give the messages of a shared catalogue: live ones in page order, then obsolete ones.

    Where pages say different things, what is furthest, and then what most pages say, is the entry they share.
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
    """Say which pages share an entry; none where its context would be taken for the name of a page."""
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
    """Give the entries that a page is the first to have."""
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
    """Say of a shared message all that its pages say of it."""
    extracted = united_comments(line for other in both for line in other.extracted)
    references = tuple(dict.fromkeys(name for other in both for name in other.references))
    return replace(message, extracted=extracted, references=references)


def _of_no_page(rest: Iterable[Message], live: Iterable[Message]) -> Iterator[Message]:
    """Keep what belongs to no page, unless a live message says the same."""
    known = {message.key: _said(message) for message in live}
    for message in rest:
        if known.get(message.key) == _said(message):
            continue
        clash = message.key in known
        yield retired(message) if clash else message


def once(messages: Iterable[Message]) -> Iterator[Message]:
    """Take the line from messages of other files, and from those whose entry in the file serves another already."""
    seen: set[int] = set()
    for message in messages:
        yield message if message.line > 0 and message.line not in seen else replace(message, line=0)
        seen.add(message.line)


def distinct(messages: Sequence[Message]) -> tuple[Message, ...]:
    """Give obsolete messages whose key is taken a context of their own, as gettext refuses equal keys, obsolete or not.

    What is distinct stays as it is.
    """
    taken = {message.key for message in messages if not message.obsolete}
    found: list[Message] = []
    for message in messages:
        found.append(_free(message, taken) if message.obsolete else message)
        taken.add(found[-1].key)
    return tuple(found)


def _free(message: Message, taken: Container[Key]) -> Message:
    """Give an obsolete message the first context that is free."""
    if message.key not in taken:
        return message
    rest = "" if message.msgctxt is None else f" | {message.msgctxt}"
    names = (f"earlier {number}{rest}" for number in count(1))
    return replace(message, msgctxt=next(name for name in names if (name, message.msgid) not in taken))


# --- one page in two files -------------------------------------------------------------------------


def united(first: Sequence[Message], second: Sequence[Message]) -> tuple[Message, ...]:
    """Give what two files say of one page: of two live messages the one that is further, `first` where both are.

    The other one, if it has a translation, is obsolete.
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
    """Give a text that is another one when the messages say something else; the same in every process."""
    said = sorted(repr((message.key, message.obsolete, _said(message))) for message in messages)
    return sha256("\n".join(said).encode()).hexdigest()


def _said(message: Message) -> tuple[object, ...]:
    """All that people or tools have said of a message."""
    made_for = (message.previous_context, message.previous)
    return (message.msgstr, message.flags, made_for, message.notes, message.plural, message.plurals)


_CONTEXT = re.compile(r"page: ([^|]+?)(?: \| (.*))?", re.DOTALL)
