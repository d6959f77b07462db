"""Two versions of a catalogue are merged into one that can be read, or refused in a sentence.

No reviewed pair of a text and its translation is there that neither version has, and no new translation is lost.
"""

from __future__ import annotations

from collections.abc import Iterator

from i18n_pipeline.catalogue import po
from i18n_pipeline.catalogue.merging.normal_form import normal
from i18n_pipeline.catalogue.merging.three_ways import merged
from i18n_pipeline.errors import CatalogueError
from i18n_pipeline.model import Message, State

BETWEEN = b"\n%%\n"
HEADER = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
EIGHT = b'#. type: paragraph\n#: a.md\nmsgid "Open at eight."\nmsgstr "Om acht uur."\n'
NINE = b'#, fuzzy\n#| msgid "Open at eight."\nmsgid "Open at nine."\nmsgstr "Om acht uur."\n'
EMPTY = b'msgid ""\n"Open at "\n"eight."\nmsgstr ""\n'
OTHER = b'msgctxt "c"\nmsgid "Words"\nmsgstr "Woorden"\n\n#~ msgid "Old"\n#~ msgstr "Oud"\n'
DRAFT = b'# machine draft: x\n#, fuzzy\nmsgid "Open at eight."\nmsgstr "Acht uur."\n'


def seeds() -> Iterator[bytes]:
    """Every three of some versions of one entry, with another entry in one of them."""
    versions = (b"", EIGHT, NINE, EMPTY, DRAFT, OTHER)
    for base in versions:
        for ours in versions:
            for theirs in versions:
                yield BETWEEN.join([HEADER + base, HEADER + ours, HEADER + theirs + b"\n" + OTHER * (theirs != OTHER)])


def check(data: bytes) -> None:
    """Fails if the merge breaks a law."""
    base, ours, theirs = [*data.split(BETWEEN), b"", b""][:3]
    try:
        made = merged(base, ours, theirs, "nl.po")
        sides = [*po.read(ours, "nl.po", twice=True).messages, *po.read(theirs, "nl.po", twice=True).messages]
    except CatalogueError:
        return  # refused, or the other one is taken as it is
    found = po.read(made.data, "nl.po", twice=True).messages
    pairs = {_pair(message) for message in sides if message.state is State.REVIEWED}
    new = [_pair(message) for message in found if message.state is State.REVIEWED and _pair(message) not in pairs]
    assert not new, f"a pair that nobody wrote: {new} in {made.data!r}"


def _pair(message: Message) -> tuple[str | None, str, tuple[str, ...]]:
    texts = (message.msgstr, *message.plurals)
    return message.msgctxt, normal(message.msgid), tuple(map(normal, texts))
