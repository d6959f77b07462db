"""Messages that two branches reviewed with different texts, and for which nobody has chosen one yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from i18n_pipeline.catalogue.po import entry_places
from i18n_pipeline.catalogue.translator_comments import other_texts
from i18n_pipeline.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from i18n_pipeline.model import Message

CHECK = "po-merge"
"""The check id."""
CHOOSE = (
    "ours is the translation, theirs the comment “other branch”: keep the right one as the translation, and take the "
    "mark “fuzzy” away"
)
"""What to do about two reviewed translations of one message."""


def unchosen(messages: Iterable[Message], file: str = "") -> Iterator[Finding]:
    """The live messages for which a choice is still to be made, in a catalogue with this name."""
    for message in messages:
        if not message.obsolete and other_texts(message):
            line, column = entry_places.of_translation(message)
            yield Finding(
                Severity.ERROR,
                CHECK,
                "two branches reviewed this message, each with another translation",
                file,
                line,
                column,
                CHOOSE,
                msgid=message.msgid,
                msgctxt=message.msgctxt,
                exit_code=1,
            )
