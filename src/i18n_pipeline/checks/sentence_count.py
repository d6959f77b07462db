"""Sentences that a translation left out or added."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from i18n_pipeline.checks import _lengths
from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.checks._sentences import WITHOUT_MARKS, sentences
from i18n_pipeline.findings import Severity
from i18n_pipeline.language import base
from i18n_pipeline.markdown import scripts

MARK = re.compile(r"[.!?…؟۔।॥։።。！？;\n]")  # noqa: RUF001
"""A mark that may end a sentence: as many in both texts, and no sentence is missing."""
NOISE = ((0, 0.22), (48, 0.15), (96, 0.12), (200, 0.09))
"""From a length of the source text on: by what share a whole translation is often shorter or longer than expected."""
MOST = 0.6
"""The share of the shortest sentence by which a text must be shorter to lack one."""
LOOSER = 1.5
"""By how much a text must be longer for one sentence more: those who explain split sentences too."""
VARIED = 1.5
"""By how much lengths vary more in the languages of `_lengths.DENSE`."""


@one_by_one("sentence-count", Severity.WARNING, "look whether a sentence is missing, or one too many")
def sentence_count(one: Translation) -> Iterator[Flaw]:
    """A sentence that the translation left out or added: it has fewer or more, and is shorter or longer by as much.

    Bad: “Bring a coat. It may rain.” → “Neem een jas mee.”
    Good: “Bring a coat. It may rain.” → “Neem een jas mee, want het kan regenen.”
    """
    ours, theirs = base(one.source_locale), base(one.locale)
    if {ours, theirs} & WITHOUT_MARKS or len(one.source) < 12:
        return
    if len(MARK.findall(one.source)) == len(MARK.findall(one.text)):
        return
    before, after = sentences(one.words, ours), sentences(one.words_of_text, theirs)
    if len(before) == len(after) or min(len(before), len(after)) == 0:
        return
    wanted, got = _lengths.lengths(one)
    ratio = got / max(1.0, wanted * _lengths.median(one.locale, one.source_locale))
    noise = max(row for row in NOISE if row[0] <= wanted)[1] * (VARIED if theirs in _lengths.DENSE else 1)
    missing = len(after) < len(before) and 1 - ratio > max(noise, MOST * _least(before, len(before) - len(after)))
    added = len(after) > len(before) and ratio - 1 > LOOSER * max(noise, _least(after, len(after) - len(before)))
    if missing or added:
        yield Flaw(f"{_counted(after)} for {len(before)}")


def _counted(found: Sequence[str]) -> str:
    return f"{len(found)} sentence{'s' if len(found) != 1 else ''}"


def _least(found: Sequence[str], count: int) -> float:
    """The share of a text that its `count` shortest sentences have."""
    measured = sorted(scripts.length(sentence) for sentence in found)
    return sum(measured[:count]) / max(1, sum(measured))


CHECKS = (sentence_count,)
