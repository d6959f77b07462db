"""Find translations that a merge, line by line, put under a text that neither branch had them under.

Two versions of a catalogue are compared by their entries' own text first, so that only entries that a merge made anew
are read at all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from i18n_pipeline.catalogue import translator_comments
from i18n_pipeline.catalogue.ignoring import accepted
from i18n_pipeline.catalogue.merging.joined import Joined, Pair
from i18n_pipeline.catalogue.merging.normal_form import normal
from i18n_pipeline.catalogue.merging.stale import made_for, original
from i18n_pipeline.catalogue.po import scan
from i18n_pipeline.catalogue.translator_comments import MERGED_CHECK
from i18n_pipeline.model import Message, State

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence


def joined(result: bytes, parents: Sequence[bytes]) -> tuple[Joined, ...]:
    """The reviewed pairs in the outcome of a merge that none of the merged files had as reviewed."""
    new = _pieces(result).keys() - set[bytes]().union(*map(_pieces, parents))
    found = [message for message in _messages(sorted(new)) if _counts(message)]
    if not found:
        return ()
    before = [message for data in parents for message in _messages(_pieces(data))]
    known = {pair for message in before for pair in _known(message)}
    texts = _by_words(before)
    return tuple(_joined(message, texts) for message in found if pair_of(message) not in known)


def elsewhere(data: bytes, wanted: Collection[Pair]) -> set[Pair]:
    """The wanted pairs that a catalogue has as reviewed."""
    may = {pair for pair in wanted if may_have(data, pair)}
    return may.intersection(pair for message in _messages(_pieces(data)) for pair in _known(message)) if may else set()


def may_have(data: bytes, pair: Pair) -> bool:
    """Whether a catalogue may have a pair: it has the longest word of each text, which no program wraps."""
    words = (_WORD.findall(text) for text in (pair[0], *pair[1]))
    return all(max(found, key=len).encode() in data for found in words if found)


def alive(messages: Iterable[Message], pairs: Mapping[Pair, Joined]) -> Iterator[tuple[Message, Joined]]:
    """The messages that readers get these pairs from, unless a person has confirmed them since."""
    for message in messages:
        found = pairs.get(pair_of(message)) if _counts(message) else None
        if found and not translator_comments.is_confirmed(message) and MERGED_CHECK not in accepted(message):
            yield message, found


def pair_of(message: Message) -> Pair:
    """The text and translation of a message in normal form."""
    return normal(message.msgid), tuple(map(normal, message.plurals or (message.msgstr,)))


def _counts(message: Message) -> bool:
    return message.state is State.REVIEWED and bool(message.msgid)


def _known(message: Message) -> Iterator[Pair]:
    """The pairs that a message says are reviewed: its own, and that of a stale one before its text changed."""
    before = original(message)
    for one in (message, *([before] if before else [])):
        if one.standing is State.REVIEWED:
            yield pair_of(one)


def _by_words(before: Iterable[Message]) -> dict[tuple[str, ...], Message]:
    """The messages by their translations; of equal ones the best state."""
    found: dict[tuple[str, ...], Message] = {}
    for message in sorted(before, key=lambda message: message.worth):
        found.setdefault(pair_of(message)[1], message)
    return found


def _joined(message: Message, texts: Mapping[tuple[str, ...], Message]) -> Joined:
    pair = pair_of(message)
    before = texts.get(pair[1])
    if before is None or normal(made_for(before)[1]) == pair[0]:
        return Joined(pair)
    return Joined(pair, made_for(before), before.standing is State.REVIEWED)


# --- the text of entries -----------------------------------------------------------------------------

_BLANK_LINES = re.compile(rb"\n(?:[ \t\r]*\n)+")
_WORD = re.compile(r"[^\W_]{3,}")


def _pieces(data: bytes) -> dict[bytes, None]:
    """The parts of a file between blank lines, each once: an entry each, as programs write them."""
    text = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    return dict.fromkeys(piece.strip(b"\n") for piece in _BLANK_LINES.split(text))


def _messages(pieces: Iterable[bytes]) -> Iterator[Message]:
    """The entries in parts of a file, as far as they can be read; the header is left out."""
    for piece in pieces:
        for message in scan.scan(piece.decode(errors="replace")).messages:
            if message.msgid:
                yield message
