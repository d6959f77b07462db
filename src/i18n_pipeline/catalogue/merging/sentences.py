"""Split texts into sentences, split a translation as its source was split, and join translations."""

from __future__ import annotations

import re
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from i18n_pipeline.markdown.inline import outside_code

if TYPE_CHECKING:
    from collections.abc import Sequence


def sentences(text: str) -> list[str]:
    """Split a text after sentences and hard line breaks, not inside code; the pieces joined are the text."""
    ends = [0, *(found.end() for found in outside_code(_END, text) if found.end() < len(text)), len(text)]
    return [text[start:end] for start, end in pairwise(ends) if start < end]


def cut(text: str, parts: Sequence[str]) -> list[str]:
    """Split a translation as its source was split into `parts`, at ends of sentences; no word is lost.

    If source and translation have as many sentences, each part gets its own; otherwise the translation is split at
    about the same fractions of its length. A translation with too few sentences stays whole, in the first part.
    """
    pieces = sentences(text)
    if len(pieces) < len(parts):
        return [text, *("" for _ in parts[1:])]
    counts = [len(sentences(part)) for part in parts]
    ends = list(accumulate(counts)) if sum(counts) == len(pieces) else _by_length(pieces, parts)
    return ["".join(pieces[start:end]).strip() for start, end in pairwise([0, *ends])]


def joined(texts: Sequence[str]) -> str:
    """Join texts with a space, except between Chinese or Japanese characters."""
    whole = ""
    for text in filter(None, texts):
        space = " " if whole and not (_NO_SPACE.match(whole[-1]) or _NO_SPACE.match(text[0])) else ""
        whole += space + text
    return whole


def _by_length(pieces: Sequence[str], parts: Sequence[str]) -> list[int]:
    """The number of pieces before the end of each part, at about the same fraction of the whole length."""
    done = [0, *accumulate(map(len, pieces))]
    targets = list(accumulate(map(len, parts)))
    ends = [0]
    for number, target in enumerate(targets[:-1], 1):
        possible = range(ends[-1] + 1, len(pieces) - len(parts) + number + 1)
        ends.append(min(possible, key=lambda end: abs(done[end] * targets[-1] - target * done[-1])))
    return [*ends[1:], len(pieces)]


_END = re.compile(
    r"""
    (?:(?<![.!?\u2026])[.!?\u2026]++ ["'\u201d\u2019\u00bb)*_]*+ (?:\]\[[^\[\]]*\])?+ ["'\u201d\u2019\u00bb)*_]*+ (?=\s)
    |[\u3002\uff01\uff1f]+ [\u300d\u300f\u201d\u2019\uff09\u3011)*_]*
    |\\\n)
    \s*
    """,
    re.VERBOSE,
)
_NO_SPACE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff01-\uff60]")
