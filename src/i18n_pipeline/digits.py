"""Numbers in digits that strangers wrote, of which Python reads no more than 4,300 (`sys.int_info`)."""

from __future__ import annotations

MANY = 18
"""Digits of the longest number that is read as it is."""
LARGE = int("1" + "0" * MANY)
"""Stands for every longer one."""


def as_number(digits: str) -> int:
    """The number that decimal digits of any script stand for; `LARGE` for one of more than `MANY` digits.

    Raises ValueError for any other sign.
    """
    significant = digits.lstrip("0") or digits[-1:]
    if len(significant) > MANY and significant.isdecimal():
        return LARGE
    return int(significant)
