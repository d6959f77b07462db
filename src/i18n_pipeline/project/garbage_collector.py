"""How often Python's garbage collector looks for objects that lead to each other in a ring; it frees others at once.

There are hardly any here: some 80 in a run over 500 pages.
"""

from __future__ import annotations

import atexit
import gc

MANY = 1_000_000
"""New objects after which it looks. By itself it does after fewer than 1,000, thousands of times a run."""


def rest() -> None:
    """Let the garbage collector look rarely in this process, and not at its end, when all memory is given back."""
    gc.set_threshold(MANY)
    atexit.register(gc.freeze)
