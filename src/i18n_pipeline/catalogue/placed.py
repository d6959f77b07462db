"""An entry and a message of a page: the entry with the message's text, kept as it is, respelled or made stale."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from i18n_pipeline.catalogue import notes
from i18n_pipeline.catalogue.normal import normal, relinked

if TYPE_CHECKING:
    from i18n_pipeline.model import Message


def placed(before: Message, message: Message) -> Message:
    """Give an entry the text and the comments of a message of the page; what people wrote stays."""
    msgstr = _fitted(before, message.msgid)
    comments = notes.kept(before, message.msgid, msgstr)
    told = (before.extracted, before.references, before.notes) == (message.extracted, message.references, comments)
    if told and before.key == message.key and before.msgstr == msgstr and not before.obsolete:
        return before
    return replace(
        before,
        msgid=message.msgid,
        msgctxt=message.msgctxt,
        msgstr=msgstr,
        notes=comments,
        extracted=message.extracted,
        references=message.references,
        obsolete=False,
    )


def respelled(before: Message, message: Message) -> Message | None:
    """Give a message the translation of the same text in any spelling; None if it is another text.

    None also where the links of the translation cannot follow.
    """
    if before.msgid == message.msgid:
        return placed(before, message)
    if normal(before.msgid) != normal(message.msgid):
        return None
    msgstr = relinked(before.msgstr, before.msgid, message.msgid)
    if msgstr is None:
        return None
    return placed(replace(before, msgstr=msgstr, notes=notes.kept(before, message.msgid, msgstr)), message)


def outdated(before: Message, message: Message) -> Message:
    """Offer a message the translation of another text, as stale, saying for which text it was made.

    Where the entry turns out to hold a translation of this very text, it is current.
    """
    current = notes.original(before, message.msgid)
    if current:
        return placed(current, message)
    return stale(replace(before, notes=notes.outlasting(before, made_for(before)[1])), message)


def stale(before: Message, message: Message) -> Message:
    """Offer a message the translation of another text, as stale, with the comments as they are."""
    context, msgid = (None, None) if made_for(before) == message.key else made_for(before)
    return placed(replace(before, flags=fuzzy(before.flags), previous=msgid, previous_context=context), message)


def original(before: Message) -> Message | None:
    """Give a stale entry as it was before its source text changed; None where that is not sure."""
    if not before.fuzzy or before.previous is None:
        return None
    found = notes.original(before, before.previous)
    return found and replace(found, msgctxt=before.previous_context)


def retired(message: Message) -> Message:
    """Make an entry obsolete: what people wrote stays, what is said about its page goes."""
    return message if message.obsolete else replace(message, obsolete=True, extracted=(), references=())


def made_for(before: Message) -> tuple[str | None, str]:
    """Give the context and the source text that the translation of an entry was made for."""
    if before.fuzzy and before.previous is not None:
        return (before.previous_context, before.previous)
    return before.key


def fuzzy(flags: tuple[str, ...]) -> tuple[str, ...]:
    """Give the flags with `fuzzy` among them."""
    return flags if "fuzzy" in flags else ("fuzzy", *flags)


def _fitted(before: Message, msgid: str) -> str:
    """Begin and end a translation with a line feed only where the new text does; `msgfmt -c` asks for that."""
    if (msgid == before.msgid and before.raw and before.line) or not before.msgstr:
        return before.msgstr  # it stays in its file, as its translator left it
    start = "\n" if msgid.startswith("\n") else ""
    end = "\n" if msgid.endswith("\n") else ""
    return start + before.msgstr.strip("\n") + end
