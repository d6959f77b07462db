r"""JSON in which no text of a stranger acts on a terminal, and that every parser reads.

What is not harmless is written as `\u001b`, which stands for the same character. Half a surrogate pair, which is no
character, becomes U+FFFD: parsers refuse it, or cannot hand it on.
"""

from __future__ import annotations

import json
import re

HALF = re.compile("[\ud800-\udfff]")
"""Half a surrogate pair."""
ESCAPE = re.compile(r"[^\n -~]")
"""What is looked at: all but ASCII that is printable."""


def safe_json(data: object) -> str:
    """The data as indented JSON with a final newline."""
    text = HALF.sub("\ufffd", json.dumps(data, ensure_ascii=False, indent=2))
    return ESCAPE.sub(_escaped, text) + "\n"


def _escaped(found: re.Match[str]) -> str:
    sign = found[0]
    return sign if sign.isprintable() else json.dumps(sign)[1:-1]
