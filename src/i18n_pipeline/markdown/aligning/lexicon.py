"""Pairs of a source word and a translated word that occur in the same aligned passages.

The measure is Dice's coefficient over passages. Pairs seen only once are ignored, since they may be chance.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from i18n_pipeline.markdown.aligning.likeness import Words

LEAST = 0.2
"""Smallest coefficient of two related words."""
MOST = 6
"""Most translated words kept for one source word."""


def lexicon(pairs: Iterable[tuple[frozenset[str], frozenset[str]]]) -> Words:
    """Learn from the words of passages and of their translations."""
    source: Counter[str] = Counter()
    target: Counter[str] = Counter()
    both: Counter[tuple[str, str]] = Counter()
    for words, answers in pairs:
        source.update(words)
        target.update(answers)
        both.update((word, answer) for word in words for answer in answers)
    rows: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    for (word, answer), times in both.items():
        often = 2 * times / (source[word] + target[answer])
        if times > 1 and often >= LEAST:
            rows[word].append((answer, often))
    return {word: tuple(sorted(row, key=lambda entry: (-entry[1], entry[0]))[:MOST]) for word, row in rows.items()}
