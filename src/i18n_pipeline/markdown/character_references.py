"""Character references, `&eacute;` and `&#233;`, as the characters they stand for. No number is too long to be read."""

from __future__ import annotations

import html
import re

MANY = 8
"""No character has a number of so many digits (Unicode ends at U+10FFFF)."""
LONG = re.compile(rf"(?<=&#)0*(?P<number>[0-9]{{{MANY},}})")
"""A number that Python's `int` may refuse to read: it stops at 4,300 digits, zeros at the start included."""


def unescaped(text: str) -> str:
    """A text with the characters that its references stand for; a number beyond Unicode stands for U+FFFD."""
    return html.unescape(readable(text))


def readable(text: str) -> str:
    """A text whose references have numbers that `html` and `html.parser` can read, and the same meaning."""
    return LONG.sub(_short, text) if "&#" in text else text


def _short(found: re.Match[str]) -> str:
    return found["number"].lstrip("0")[:MANY] or "0"
