"""How much of a catalogue is how far, in messages and in words of the source."""

from __future__ import annotations

import re
from collections.abc import Iterable

from i18n_pipeline.model import LIVE, Message, State
from i18n_pipeline.report import Count, Coverage

NOT_PROSE = re.compile(r"<[^<>]*>|\]\[\d+\]|\]\([^()]*\)|(?:https?://|www\.)\S+")
WORD = re.compile(r"[^\W_]+(?:['’.,:-][^\W_]+)*")  # noqa: RUF001 - the apostrophe of typeset English


def words(msgid: str) -> int:
    """Words of prose in a msgid: runs of letters and digits, inner apostrophes, hyphens and points included."""
    return len(WORD.findall(NOT_PROSE.sub(" ", msgid)))


def coverage(messages: Iterable[Message]) -> Coverage:
    """Count the live messages of a catalogue."""
    counts = dict.fromkeys(LIVE, Count())
    for message in messages:
        state = message.state
        if state is not State.OBSOLETE:
            old = counts[state]
            counts[state] = Count(old.messages + 1, old.words + words(message.msgid))
    return _coverage(counts)


def together(parts: Iterable[Coverage]) -> Coverage:
    """The sum of several."""
    counts = dict.fromkeys(LIVE, Count())
    for part in parts:
        for state in LIVE:
            old, new = counts[state], part.of(state)
            counts[state] = Count(old.messages + new.messages, old.words + new.words)
    return _coverage(counts)


def _coverage(counts: dict[State, Count]) -> Coverage:
    return Coverage(**{state.value: count for state, count in counts.items()})
