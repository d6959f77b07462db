"""Differences between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct
from rapidfuzz.distance import Indel

_PUNCTUATION = r"!-/:-@\[-`{-~\u00a1-\u00bf\u2010-\u205e\u3000-\u303f\uff01-\uff0f\uff1a-\uff20"
_CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
_UNIT = re.compile(rf"\s+|[{_CJK}]|([{_PUNCTUATION}])\1*|[^\s{_CJK}{_PUNCTUATION}]+")
_MOST = 100_000_000
"""Most units of one text times units of the other to compare; the middle of longer texts counts as replaced."""


class DiffPiece(Struct, frozen=True):
    """A piece of a comparison of two texts."""

    kind: Literal["same", "gone", "new"]
    """Whether it is in both, only in the old one, or only in the new one."""
    text: str
    """Its text, never empty."""


def pieces(old: str, new: str) -> tuple[DiffPiece, ...]:
    """The differences of two texts: `same` and `gone` joined are the old text, `same` and `new` the new one.

    Units are words, white space, runs of one punctuation mark, and single characters in Chinese and Japanese. For easy
    reading, equal text between two changes joins them to one change if it is at most half as long as either.
    """
    return tuple(_named(_calm(_changes(units(old), units(new)))))


def marked(parts: Iterable[DiffPiece]) -> str:
    """The differences with the marks of `git diff --word-diff`: `[-gone-]{+new+}`."""
    marks = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(marks[part.kind].format(part.text) for part in parts)


def units(text: str) -> list[str]:
    """Split a text into the units to compare."""
    return [found[0] for found in _UNIT.finditer(text)]


class _Run(Struct, frozen=True):
    """A part of the old text with the matching part of the new one; equal if `same`."""

    same: bool
    old: str
    new: str

    @property
    def size(self) -> int:
        return max(len(self.old), len(self.new))

    def __add__(self, other: _Run) -> _Run:
        return _Run(False, self.old + other.old, self.new + other.new)


def _changes(old: list[str], new: list[str]) -> Iterator[_Run]:
    """The equal and changed runs, alternately."""
    numbers: dict[str, int] = {}
    first, second = ([numbers.setdefault(unit, len(numbers)) for unit in text] for text in (old, new))
    if len(old) * len(new) > _MOST:
        yield from _ends(old, new)
        return
    change = _Run(False, "", "")
    for step in Indel.opcodes(first, second):
        run = _Run(
            step.tag == "equal",
            "".join(old[step.src_start : step.src_end]),
            "".join(new[step.dest_start : step.dest_end]),
        )
        if not run.same:
            change += run
            continue
        if change.size:
            yield change
        yield run
        change = _Run(False, "", "")
    if change.size:
        yield change


def _ends(old: list[str], new: list[str]) -> Iterator[_Run]:
    """The equal beginning and end, with all text between them as one change."""
    least = min(len(old), len(new))
    head = next((at for at in range(least) if old[at] != new[at]), least)
    tail = next((at for at in range(least - head) if old[-1 - at] != new[-1 - at]), least - head)
    middle = ("".join(old[head : len(old) - tail]), "".join(new[head : len(new) - tail]))
    before, after = "".join(old[:head]), "".join(old[len(old) - tail :])
    runs = (_Run(True, before, before), _Run(False, *middle), _Run(True, after, after))
    yield from (run for run in runs if run.size)


def _calm(runs: Iterable[_Run]) -> list[_Run]:
    """Join changes that have little equal text between them."""
    calm: list[_Run] = []
    for run in runs:
        calm.append(run)
        while len(calm) > 2 and not calm[-1].same and 2 * calm[-2].size <= min(calm[-1].size, calm[-3].size):
            calm[-3:] = [calm[-3] + calm[-2] + calm[-1]]
    return calm


def _named(runs: Iterable[_Run]) -> Iterator[DiffPiece]:
    for run in runs:
        if run.same:
            yield DiffPiece("same", run.old)
            continue
        if run.old:
            yield DiffPiece("gone", run.old)
        if run.new:
            yield DiffPiece("new", run.new)
