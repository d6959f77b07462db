"""What a merge left to people: two reviewed texts for one message, and a text that was made for another message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from i18n_pipeline.catalogue.po import entry_places
from i18n_pipeline.catalogue.translator_comments import MERGED_CHECK, is_for_another_text, other_texts
from i18n_pipeline.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from i18n_pipeline.model import Message

CHOOSE = (
    "ours is the translation, theirs the comment “other branch”: keep the right one as the translation, and take the "
    "mark “fuzzy” away"
)
"""What to do about two reviewed translations of one message."""
REVIEW = "compare it with the English, correct it if need be, and take the mark “fuzzy” away"
"""What to do about a translation that was made for another text, once it is marked."""
FIRST = f"run `i18n-pipeline update`, which marks it as fuzzy; then {REVIEW}"
"""What to do about one that is not marked yet."""
ANOTHER = "this translation was made for another text than it stands under, as the digest in its comment says"
"""What is said of a translation with the digest of another text."""


def unchosen(messages: Iterable[Message], file: str = "") -> Iterator[Finding]:
    """The live messages for which a choice is still to be made, in a catalogue with this name."""
    for message in messages:
        if not message.obsolete and other_texts(message):
            yield finding(message, "two branches reviewed this message, each with another translation", file, CHOOSE)


def for_another_text(messages: Iterable[Message], file: str = "") -> Iterator[Finding]:
    """The live messages whose comment has the digest of another text, in a catalogue with this name."""
    for message in messages:
        if is_for_another_text(message):
            yield finding(message, ANOTHER, file, FIRST)


def finding(message: Message, text: str, file: str, advice: str) -> Finding:
    """What is said about a message, with the place of its translation."""
    line, column = entry_places.of_translation(message)
    where = Finding(Severity.ERROR, MERGED_CHECK, text, file, line, column, advice, exit_code=1)
    return replace(where, msgid=message.msgid, msgctxt=message.msgctxt)
