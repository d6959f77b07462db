"""A catalogue as a file of polib, for programs that use polib."""

from __future__ import annotations

import polib

from i18n_pipeline.model import Catalogue, Message


def to_polib(catalogue: Catalogue) -> polib.POFile:
    """Convert a catalogue to polib's POFile, for programs that use polib."""
    file = polib.POFile(wrapwidth=catalogue.width)
    file.header = "\n".join(catalogue.header.notes)
    fields = (line.partition(":") for line in catalogue.header.msgstr.split("\n") if line)
    file.metadata = {name: value.strip() for name, _, value in fields}
    file.metadata_is_fuzzy = catalogue.header.fuzzy
    file.extend(_to_polib(message) for message in catalogue.messages)
    return file


def _to_polib(message: Message) -> polib.POEntry:
    return polib.POEntry(
        msgid=message.msgid,
        msgstr=message.msgstr,
        msgctxt=message.msgctxt,
        msgid_plural=message.plural or "",
        msgstr_plural=_plurals(message),
        obsolete=message.obsolete,
        comment="\n".join(message.extracted),
        tcomment="\n".join(message.notes),
        occurrences=[(reference, "") for reference in message.references],
        flags=list(message.flags),
        previous_msgctxt=message.previous_context,
        previous_msgid=message.previous,
        linenum=message.line or None,
    )


def _plurals(message: Message) -> dict[int, str]:
    return dict(enumerate(message.plurals or ("",))) if message.plural is not None else {}
