"""Whether work grows in proportion to its size, judged so that a busy machine cannot decide it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

TRIES = 4
"""Noise spoils a try or two; quadratic work fails all of them."""
SLACK = 2.0
"""How many times its share the larger piece of work may take, beside `PAUSE`."""
PAUSE = 0.03
"""Seconds that any work may take longer than its share, as when another process had the memory of the processor."""


def is_linear(seconds: Callable[[int], float], little: int, much: int) -> bool:
    """Whether `seconds`, the processor seconds that work of a size takes, grow no faster than the size, in some try.

    Each try has sizes of its own: what a try has read is not known to the next one.
    """
    with _without_collection():
        return any(_in_proportion(seconds, _sized(little, number), _sized(much, number)) for number in range(TRIES))


def _sized(size: int, number: int) -> int:
    return size + number * max(1, size // 50)


def _in_proportion(seconds: Callable[[int], float], little: int, much: int) -> bool:
    taken = seconds(much)
    return taken < PAUSE or taken < SLACK * much / little * seconds(little) + PAUSE


@contextmanager
def _without_collection() -> Iterator[None]:
    """No time goes to the objects of all other tests, which are looked through now and then."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
