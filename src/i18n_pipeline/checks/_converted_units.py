"""Measures that a translation may convert: miles to kilometres, degrees Fahrenheit to Celsius."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

_UNITS = (
    (r"(?:square |sq\.? )miles?", "2.59"),
    (r"miles?|mi\b|mph\b", "1.609"),
    (r"(?:square |sq\.? )(?:feet|foot|ft)", "0.0929"),
    (r"feet\b|foot\b|ft\b", "0.3048 30.48"),
    (r"inch(?:es)?\b|in\b|″|\"", "2.54 25.4"),
    (r"yards?\b|yd\b", "0.9144"),
    (r"acres?\b", "0.4047 4047"),
    (r"pounds?\b|lbs?\b", "0.4536"),
    (r"ounces?\b|oz\b", "28.35"),
    (r"gallons?\b|gal\b", "3.785 4.546"),
    (r"pints?\b", "0.473 0.568"),
    (r"dozens?\b", "12"),
    (r"decades?\b", "10"),
    (r"centur(?:y|ies)\b", "100"),
    (r"weeks?\b", "7"),
    (r"years?\b", "12"),
)
UNITS = tuple(
    (re.compile(rf"[\s\0-]?(?:{name})", re.IGNORECASE), tuple(map(Decimal, by.split()))) for name, by in _UNITS
)
"""What stands after a figure, and by what it may be multiplied."""
FAHRENHEIT = re.compile(r"\s?(?:°\s?F\b|degrees Fahrenheit)")
NEAR = Decimal("0.06")
"""Share by which a rounded conversion may differ."""


def conversions(text: str, end: int, values: frozenset[str]) -> Iterator[tuple[Decimal, Decimal]]:
    """What a figure of an English text may become in other units: the least and the greatest value of each."""
    numbers = [Decimal(value) for value in values if re.fullmatch(r"\d{1,15}(?:\.\d{1,15})?", value)]
    for unit, factors in UNITS:
        if unit.match(text, end):
            yield from ((one * by * (1 - NEAR), one * by * (1 + NEAR)) for one in numbers for by in factors)
    if FAHRENHEIT.match(text, end):
        yield from (((one - 32) / Decimal("1.8") - 1, (one - 32) / Decimal("1.8") + 1) for one in numbers)
