"""Find the codes (code, links, placeholders, addresses, tags) and the numbers in a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from i18n_pipeline.markdown import inline


class Placeable(NamedTuple):
    """A code or a number in a text."""

    kind: str
    """`code`, `link`, `placeholder`, `address`, `tag` or `number`."""
    value: str
    """Its text."""
    start: int
    """Offset of its start, in characters."""
    end: int
    """Offset of its end, in characters."""


def pieces(text: str) -> Iterator[Placeable]:
    """The codes and numbers of a text, in order."""
    for found in inline.with_code(_PIECES, text):
        if isinstance(found, inline.CodeSpan):
            yield Placeable("code", found.text, found.start, found.end)
        else:
            yield Placeable(str(found.lastgroup), found[0], found.start(), found.end())


def values(text: str) -> tuple[Counter[str], Counter[str]]:
    """The counts of each code and of each number in a text."""
    codes: Counter[str] = Counter()
    numbers: Counter[str] = Counter()
    for piece in pieces(text):
        (numbers if piece.kind == "number" else codes)[piece.value] += 1
    return codes, numbers


_PIECES = re.compile(
    r"""
    (?P<link>\]\[[^\[\]]*+\]|\]\([^()\s]*+\)|\[\^[^\[\]\s]++\])
    | (?P<placeholder>
        \{\{[^{}]*+\}\} | \{%[^{}]*+%\} | \$?\{[\w.:!-]*+\}
        | %(?:\(\w++\)|[0-9]+\$)?[sdiufgxX](?!\w) | \$[A-Za-z_]\w*+)
    | (?P<address>https?://[^\s<>()\[\]"'`]*[^\s<>()\[\]"'`.,;:!?])
    | (?P<tag></?[A-Za-z][^<>]*+>|&\#?\w{1,31};)
    | (?P<number>\d++(?:[.,:]\d++)*+)
    """,
    re.VERBOSE,
)
