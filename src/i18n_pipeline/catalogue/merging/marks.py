"""Marks: a few bytes for each text that a catalogue has a translation of, to know later which ones it cannot have."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

from i18n_pipeline.catalogue.merging.normal_form import normal
from i18n_pipeline.catalogue.merging.stale import original
from i18n_pipeline.model import Key, Message

MARK = 8
"""Bytes of the mark of a text, by which a catalogue is known to have no translation of it."""


def marks(messages: Iterable[Message]) -> bytes:
    """The marks of all texts that messages are translations of."""
    translated = [m for m in messages if m.msgid and m.msgstr and not m.plurals]
    texts = [(m.msgctxt, m.msgid) for one in translated for m in (one, original(one)) if m]
    return _shared(b"".join(sorted(_mark(*text) for text in dict.fromkeys(texts))))


def may_hold(known: bytes, wanted: Iterable[Key]) -> bool:
    """Whether a catalogue with these marks may have a translation of one of the wanted messages."""
    found = {known[at : at + MARK] for at in range(0, len(known), MARK)}
    return any(_mark(*key) in found for key in wanted)


@lru_cache(maxsize=4)
def _shared(found: bytes) -> bytes:
    """The same value for catalogues in several languages that have translations of the same texts."""
    return found


@lru_cache(maxsize=1024)
def _mark(context: str | None, msgid: str) -> bytes:
    text = normal(msgid) if context is None else f"{context}\4{normal(msgid)}"
    return blake2b(text.encode(errors="replace"), digest_size=MARK).digest()
