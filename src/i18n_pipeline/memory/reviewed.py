"""The units of a catalogue for a memory."""

from __future__ import annotations

from collections.abc import Iterator

from i18n_pipeline.catalogue.translator_comments import is_ours
from i18n_pipeline.model import Catalogue, Unit


def reviewed(catalogue: Catalogue, locale: str, origin: str, source_locale: str = "en") -> Iterator[Unit]:
    """The reviewed messages as units, obsolete ones included; without those with plurals."""
    for message in catalogue.messages:
        if message.msgid and message.msgstr and not message.fuzzy and message.plural is None:
            notes = tuple(note for note in message.notes if not is_ours(note))
            yield Unit(message.msgid, message.msgstr, locale, source_locale, message.msgctxt, origin, notes)
