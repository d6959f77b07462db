"""Values of options as YAML writes them on one line: plain, in double quotes, or in single ones."""

from __future__ import annotations

import re

IN_DOUBLE = rb"(?:[^\"\\\r\n]|\\[\"\\])*"
"""Regular expression of a value in double quotes that `decoded` reads."""
IN_SINGLE = rb"(?:[^'\r\n]|'')*"
"""The same in single quotes."""
DOUBLE = re.compile(r"\\(?P<sign>[\"\\])")
UNSAFE = re.compile(r"[\s\"'|>#&*!%@`,?:\[\]{}-]|.*[ \t]#|.*\s\Z", re.DOTALL)
"""What a plain value cannot begin with, a comment in it, or a blank at its end."""


def decoded(raw: str, quote: str) -> str:
    """The text of a value; `raw` is what stands between the quotes."""
    if quote == '"':
        return DOUBLE.sub(r"\g<sign>", raw)
    return raw.replace("''", "'") if quote else raw


def encoded(text: str, quote: str) -> str:
    """What stands between the quotes for a text; without quotes on the page, a text that needs them has its own."""
    if quote == '"':
        return text.replace("\\", "\\\\").replace('"', '\\"')
    if quote:
        return text.replace("'", "''")
    return '"{}"'.format(encoded(text, '"')) if UNSAFE.match(text) else text
