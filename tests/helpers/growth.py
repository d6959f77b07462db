"""Whether work grows in proportion to its size, judged so that a busy machine cannot decide it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SLACK = 1.5
"""How many times its share the larger piece of work may take before much larger ones decide."""
PAUSE = 0.02
"""Seconds that any work may take longer than its share, as when another process had the memory of the processor."""
LARGER = 4
"""How many times as large the pieces are that decide: what is hardly seen in a small piece is plain in these."""
TRIES = 4
"""Noise spoils a try or two; work that grows with the square of its size takes four times its share in all of them."""
DECIDED = 2.0
"""How many times its share a much larger piece may take."""


def is_linear(seconds: Callable[[int], float], little: int, much: int) -> bool:
    """Whether `seconds`, the processor seconds that work of a size takes, grow no faster than the size.

    That is so if a piece of work takes hardly more than its share of time, or much larger ones take it in some try.
    Each try has sizes of its own: what a try has read is not known to the next one.
    """
    with _without_collection():
        taken = seconds(much)
        if taken < PAUSE or taken < SLACK * much / little * seconds(little) + PAUSE:
            return True
        sizes = (much + number * max(1, much // 50) for number in range(1, TRIES + 1))
        return any(seconds(LARGER * size) < DECIDED * LARGER * seconds(size) for size in sizes)


@contextmanager
def _without_collection() -> Iterator[None]:
    """No time goes to the objects of all other tests, which are looked through now and then."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
