"""Count a catalogue's messages and source words by state."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from i18n_pipeline.coverage import Count, Coverage
from i18n_pipeline.findings import Finding
from i18n_pipeline.model import LIVE, Key, Message, State

NOT_PROSE = re.compile(r"<[^<>]*>|\]\[\d+\]|\]\([^()]*\)|(?:https?://|www\.)\S+")
SIGNS = ("<", "][", "](", "://", "www.")
"""A text without any of these has nothing that is `NOT_PROSE`."""
WORD = re.compile(r"[^\W_]+(?:['’.,:-][^\W_]+)*")  # noqa: RUF001 - the apostrophe of typeset English


@lru_cache(maxsize=1024)
def words(msgid: str) -> int:
    """Words of prose in a msgid: runs of letters and digits, inner apostrophes, hyphens and points included."""
    is_prose = not any(map(msgid.__contains__, SIGNS))
    return len(WORD.findall(msgid if is_prose else NOT_PROSE.sub(" ", msgid)))


def coverage(messages: Iterable[Message]) -> Coverage:
    """Count the live messages of a catalogue."""
    numbers: dict[State, list[int]] = {state: [] for state in LIVE}
    for message in messages:
        if not message.obsolete:
            numbers[message.standing].append(words(message.msgid))
    return Coverage(**{state.value: Count(len(own), sum(own)) for state, own in numbers.items()})


class Measured(Struct, frozen=True):
    """Figures for one page in one language."""

    coverage: Coverage
    """Messages by state."""
    shown: Count
    """Accepted translations that readers see."""
    refused: tuple[tuple[Key, str], ...]
    """Refused translations, each once, with the change that it would have made."""
    title: str = ""
    """Title of the English page as plain text."""

    @property
    def refusals(self) -> Count:
        """Number of refused messages and their words."""
        return sum((Count(1, words(msgid)) for (_, msgid), _ in self.refused), Count())


def measured(live: Iterable[Message], shown: Count, refusals: Iterable[Finding], title: str) -> Measured:
    """Figures of a page: `live` messages, the count `shown` to readers, the refusals and the title."""
    refused = {refusal.key: refusal.text for refusal in refusals}
    return Measured(coverage(live), shown, tuple(refused.items()), title)
