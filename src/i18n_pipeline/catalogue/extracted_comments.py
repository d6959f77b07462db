"""Join the extracted comments (`#.`) of a message that is in several places."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

WITHIN = "in: "
"""Start of the comment that names the headings above a message."""
TYPE = "type: "
"""Start of the comment that says what a message is on its page."""
MOST = 3
"""Most places to name for one message."""
MORE = f"{WITHIN}…"
"""Replaces all further places. Without their number, which would change with each new place."""


def types(lines: Iterable[str]) -> list[str]:
    """What a message is on its page, by its comments: `paragraph`, `heading 2`; of one in several places each."""
    return [line.removeprefix(TYPE) for line in lines if line.startswith(TYPE)]


def united(lines: Iterable[str]) -> tuple[str, ...]:
    """Each comment once, and only the first MOST places. Joining again changes nothing."""
    once = list(dict.fromkeys(lines))
    places = [line for line in once if line.startswith(WITHIN) and line != MORE]
    if len(places) <= MOST and MORE not in once:
        return tuple(once)
    left_out = {MORE, *places[MOST:]}
    kept = [line for line in once if line not in left_out]
    last = kept.index(places[:MOST][-1]) + 1 if places else len(kept)
    return (*kept[:last], MORE, *kept[last:])
