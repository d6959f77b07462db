"""Fit an entry to a message of a page: keep it, change its spelling, or make it obsolete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from i18n_pipeline.catalogue import translator_comments
from i18n_pipeline.catalogue.merging.normal_form import normal, relinked

if TYPE_CHECKING:
    from i18n_pipeline.model import Message


def placed(before: Message, message: Message) -> Message:
    """An entry with the text and comments of a message of the page; translation and people's comments stay."""
    if _is_placed(before, message):
        return before
    msgstr = _fitted(before, message.msgid)
    comments = translator_comments.kept(before, message.msgid, msgstr)
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


def _is_placed(before: Message, message: Message) -> bool:
    """Quick test whether an entry of the file is already that of a message, and has no comments of people."""
    return (
        before.line > 0
        and before.raw != ""
        and not (before.notes or message.notes or before.obsolete)
        and before.msgid == message.msgid
        and before.msgctxt == message.msgctxt
        and before.extracted == message.extracted
        and before.references == message.references
    )


def respelled(before: Message, message: Message) -> Message | None:
    """A message with the translation of the same text in another spelling; None for a different text.

    None also if the links of the translation cannot be renumbered.
    """
    if before.msgid == message.msgid:
        return placed(before, message)
    if normal(before.msgid) != normal(message.msgid):
        return None
    msgstr = relinked(before.msgstr, before.msgid, message.msgid)
    if msgstr is None:
        return None
    return placed(
        replace(before, msgstr=msgstr, notes=translator_comments.kept(before, message.msgid, msgstr)), message
    )


def retired(message: Message) -> Message:
    """An entry made obsolete, without extracted comments and references."""
    return message if message.obsolete else replace(message, obsolete=True, extracted=(), references=())


def _fitted(before: Message, msgid: str) -> str:
    """The translation with a line feed at its start and end only if the new text has one, as `msgfmt -c` requires."""
    if (msgid == before.msgid and before.raw and before.line) or not before.msgstr:
        return before.msgstr  # unchanged text in its own file stays as its translator left it
    start = "\n" if msgid.startswith("\n") else ""
    end = "\n" if msgid.endswith("\n") else ""
    return start + before.msgstr.strip("\n") + end
