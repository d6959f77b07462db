"""The extracted comments (`#.`) of a message that stands in several places."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

WITHIN = "in: "
"""How the comment begins that says under which headings a message stands."""
MOST = 3
"""Places that are named for one message."""
MORE = f"{WITHIN}…"
"""What stands for all further places. No number, which would change whenever a place is added."""


def united(lines: Iterable[str]) -> tuple[str, ...]:
    """Give each comment once, of the places only the first few. What is united already stays as it is."""
    once = list(dict.fromkeys(lines))
    places = [line for line in once if line.startswith(WITHIN) and line != MORE]
    if len(places) <= MOST and MORE not in once:
        return tuple(once)
    left_out = {MORE, *places[MOST:]}
    kept = [line for line in once if line not in left_out]
    last = kept.index(places[:MOST][-1]) + 1 if places else len(kept)
    return (*kept[:last], MORE, *kept[last:])
