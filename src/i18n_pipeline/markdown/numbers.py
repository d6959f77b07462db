"""Numbers in texts, independent of language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

NUMBER = re.compile(
    r"\d(?:\d{0,2}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)|\d*(?:[.,'’\u066b\u066c]\d+)*)"  # noqa: RUF001
)
"""A number in the notation of any language: 10,000.5 and 10.000,5 and 10 000,5 count as equal."""


def numbers(text: str) -> Iterator[str]:
    """The numbers of a text in order, as ASCII digits without separators."""
    for found in NUMBER.findall(text):
        is_plain = found.isascii() and found.isdigit()
        yield found if is_plain else "".join(str(unicodedata.digit(sign)) for sign in found if sign.isdigit())
