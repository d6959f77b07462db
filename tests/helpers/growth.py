"""Whether work grows in proportion to its size, judged so that a busy machine cannot decide it."""

from __future__ import annotations

from collections.abc import Callable

TRIES = 4
"""Noise spoils a try or two; quadratic work fails all of them."""
SLACK = 2.5
"""How many times its share the larger piece of work may take, beside `PAUSE`."""
PAUSE = 0.1
"""Seconds that any work may take longer than its share, as when memory is tidied up."""


def is_linear(seconds: Callable[[int], float], little: int, much: int) -> bool:
    """Whether `seconds`, the processor seconds that work of a size takes, grow no faster than the size, in some try."""
    return any(_in_proportion(seconds, little, much) for _ in range(TRIES))


def _in_proportion(seconds: Callable[[int], float], little: int, much: int) -> bool:
    taken = seconds(much)
    return taken < PAUSE or taken < SLACK * much / little * seconds(little) + PAUSE
