"""PO files as exchange files: reviewed messages, obsolete ones included; the first reference is the origin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from i18n_pipeline.catalogue import po
from i18n_pipeline.language import matches
from i18n_pipeline.memory.exchange.fields import first_of_each, header_field
from i18n_pipeline.model import UNWRITABLE, Catalogue, Message, Unit

UNHOLDABLE = UNWRITABLE
"""Characters that this format cannot hold."""

_LINE = re.compile(r":\d+$")


def read(file: Path, *, locale: str, source_locale: str) -> Iterator[Unit]:
    """The units of a file; none if its header names another language. Raises CatalogueError and OSError."""
    catalogue = po.read(file.read_bytes(), str(file))
    if not matches(header_field(catalogue.header.msgstr, "Language"), locale):
        return
    for message in catalogue.messages:
        target = message.plurals[0] if message.plurals else message.msgstr
        if message.msgid and target and not message.fuzzy:
            origin = _LINE.sub("", next(iter(message.references), ""))
            notes = tuple(note for note in message.notes if note.strip())
            yield Unit(message.msgid, target, locale, source_locale, message.msgctxt, origin, notes)


def write(out: BinaryIO, units: Iterable[Unit], *, locale: str, source_locale: str) -> int:
    """Write a catalogue of the units, without dates and source language, and return their number."""
    del source_locale
    messages = tuple(_message(unit) for unit in first_of_each(units))
    header = po.new_catalogue(locale, "translation memory").header
    out.write(po.write(Catalogue(header, messages)))
    return len(messages)


def _message(unit: Unit) -> Message:
    references = (unit.origin,) if unit.origin else ()
    return Message(unit.source, unit.target, unit.context, notes=unit.notes, references=references)
