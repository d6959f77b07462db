"""Texts that belong to another message near theirs, as when an engine swaps its replies, or a file was shifted by one.

Two messages are compared by what no language changes: their numbers and names, and by their lengths.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import chain
from typing import NamedTuple, TypeAlias

from i18n_pipeline.markdown import numbers, scripts

NEAR = 12
"""Number of neighbouring messages compared on each side."""
CLEARLY = 2.0
"""How much better a text must fit another message than its own."""
CLEARLY_SWAPPED = 2.5
"""How much better two texts must fit each other's messages, summed."""
BETTER = 0.5
"""How much better a text must fit the other message than that message's own text does."""
PROOF = 2
"""How many names more a text must share with the other message than with its own; a number counts twice."""
SPREAD = 6.8
"""Variance of the translation's length for each character of the source (Gale and Church 1993, section 3.2)."""
ALIKE = 0.7
"""Likeness (0 to 1) from which two sources may share one translation."""
NONE: frozenset[str] = frozenset()
DIGIT = re.compile(r"\d")
LATIN = re.compile(r"[A-Za-z][\w.-]*(?<=\w)")
LETTERS = re.compile(r"[^\W\d_]+")
LONG = 5
"""Number of letters above which a word in common makes two sources alike."""
COMPARED = 300
"""Number of characters in which two sources are compared."""
MEASURED = 24
"""Length from which two equal texts are no coincidence, in characters."""


_Places: TypeAlias = Mapping[str, Sequence[int]]
"""Numbers or names, each with the positions of the sources that have it, in order."""
_Own: TypeAlias = Callable[[int], float]
"""How well the text at a position fits its own source."""


class _Side(NamedTuple):
    """Features by which a text is recognised."""

    marks: frozenset[str]
    """Its numbers."""
    words: frozenset[str]
    """All words in Latin letters."""
    length: int
    """Approximate length, in Latin letters."""
    text: str
    """Words, without markup."""


def misplaced(pairs: Sequence[tuple[str, str]]) -> dict[int, int]:
    """Find texts that fit another message: position of the text to position of that message.

    Sources and texts are words, without markup and code.
    """
    sources, texts = ([_side(pair[side]) for pair in pairs] for side in (0, 1))
    longer = (sum(text.length for text in texts) + 100) / (sum(source.length for source in sources) + 100)
    shared = _shared(sources, texts)

    @cache
    def own(place: int) -> float:
        return _fit(sources[place], texts[place], longer)

    found: dict[int, int] = {}
    for place, text in enumerate(texts):
        least = shared[place][place] + PROOF
        others = [at for at, count in shared[place].items() if count >= least and texts[at].text != text.text]
        if others:
            fits = {other: _fit(sources[other], text, longer) for other in sorted(others)}
            best = max(fits, key=lambda other: fits[other])
            if fits[best] - own(place) >= CLEARLY and fits[best] - own(best) >= BETTER:
                found[place] = best
    return found | _swapped(sources, texts, shared, own, longer) | _doubled(sources, texts, own)


def _shared(sources: Sequence[_Side], texts: Sequence[_Side]) -> list[Counter[int]]:
    """For each text: the messages near it, with the number of names it shares with their sources; numbers count twice.

    Lengths alone prove nothing.
    """
    marks: dict[str, list[int]] = {}
    names: dict[str, list[int]] = {}
    for place, source in enumerate(sources):
        for mark in source.marks:
            marks.setdefault(mark, []).append(place)
        for name in _names(source):
            names.setdefault(name, []).append(place)
    return [_shared_by(text, place, marks, names) for place, text in enumerate(texts)]


def _shared_by(text: _Side, place: int, marks: _Places, names: _Places) -> Counter[int]:
    those = [names[name] for name in names.keys() & text.words]
    for mark in marks.keys() & text.marks:
        those += [marks[mark]] * 2
    return Counter(chain.from_iterable(_near(places, place) for places in those))


def _near(places: Sequence[int], place: int) -> Sequence[int]:
    return places[bisect_left(places, place - NEAR) : bisect_right(places, place + NEAR)]


def _swapped(
    sources: Sequence[_Side],
    texts: Sequence[_Side],
    shared: Sequence[Counter[int]],
    own: _Own,
    longer: float,
) -> dict[int, int]:
    """Pairs of messages whose texts fit better when exchanged."""
    found: dict[int, int] = {}
    for one, other in sorted(set(_crossed(shared))):
        better = _fit(sources[one], texts[other], longer) - own(one)
        as_well = _fit(sources[other], texts[one], longer) - own(other)
        is_better = min(better, as_well) > 0 and better + as_well >= CLEARLY_SWAPPED
        if is_better and texts[one].text != texts[other].text:
            found |= {one: other, other: one}
    return found


def _crossed(shared: Sequence[Counter[int]]) -> Iterator[tuple[int, int]]:
    """Pairs of messages whose texts share more with each other's source than with their own; some come twice."""
    for one, near in enumerate(shared):
        for other, count in near.items():
            least = PROOF + near[one] + shared[other][other]
            # one of the two texts has half of it
            if 2 * count >= least and other != one and count + shared[other][one] >= least:
                yield min(one, other), max(one, other)


def _side(text: str) -> _Side:
    words = frozenset(LATIN.findall(text))
    return _Side(
        frozenset(numbers.numbers(text)) if DIGIT.search(text) else NONE,
        words,
        scripts.length(text),
        text,
    )


def _names(side: _Side) -> list[str]:
    """Words with capitals."""
    return [word for word in side.words if not word.islower()]


def _fit(source: _Side, text: _Side, longer: float) -> float:
    """How well a text fits a source: above 0 for, below 0 against."""
    shared, lost = source.marks & text.marks, source.marks ^ text.marks
    marks = 1.5 * len(shared) - 0.5 * min(4, len(lost))
    names = min(3.0, len(text.words.intersection(_names(source))) + len(source.words & text.words) / 2)
    expected = source.length * longer
    deviation = (text.length - expected) / math.sqrt(SPREAD * (expected + text.length) / 2 + 20)
    return marks + names + max(-4.0, 0.5 - deviation * deviation / 2)


def _doubled(sources: Sequence[_Side], texts: Sequence[_Side], own: _Own) -> dict[int, int]:
    """Messages with the same text as another message of different meaning."""
    first: dict[str, int] = {}
    found: dict[int, int] = {}
    for place, text in enumerate(texts):
        other = first.setdefault(text.text, place)
        if other != place and _is_odd(text, sources[place], sources[other]):
            worse, better = (place, other) if own(place) <= own(other) else (other, place)
            found[worse] = better
    return found


def _is_odd(text: _Side, one: _Side, other: _Side) -> bool:
    """Whether it is odd that two sources have one text: it is long enough, and they have no longer word in common.

    A word in common does not count if the text has numbers that only one of the two has. Two introductions of something
    that follows, with a colon at the end, may well have one.
    """
    if text.length < MEASURED or (one.text.rstrip().endswith(":") and other.text.rstrip().endswith(":")):
        return False
    if not text.marks & (one.marks ^ other.marks) and _long_words(one.text) & _long_words(other.text):
        return False
    return SequenceMatcher(None, one.text[:COMPARED], other.text[:COMPARED], autojunk=False).ratio() < ALIKE


def _long_words(text: str) -> set[str]:
    return {word for word in LETTERS.findall(text[:COMPARED].casefold()) if len(word) > LONG}
