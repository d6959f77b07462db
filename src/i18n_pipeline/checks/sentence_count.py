"""Sentences that a translation left out or added."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from i18n_pipeline.checks import _lengths
from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.checks._sentences import WITHOUT_MARKS, spans
from i18n_pipeline.findings import Severity
from i18n_pipeline.language import base
from i18n_pipeline.markdown import scripts

MARK = re.compile(r"[.!?…؟۔।॥։።。！？;\n]")  # noqa: RUF001
"""A mark that may end a sentence: as many in both texts, and none is missing if the translation is not short."""
LONG = 0.85
"""The number of characters from which it is not short, as a share of the characters of the source text."""
NOISE = ((0, 0.3), (48, 0.15), (96, 0.12), (200, 0.09))
"""From a length of the source text on: by what share a whole translation is often shorter or longer than expected."""
LESS, MOST = 0.8, 0.5
"""The share of this noise, and of the shortest sentence, by which a text must be shorter to lack one."""
JOINT = re.compile(r"[,;:—–、，；：،؛(（]|\s-\s")  # noqa: RUF001
"""Signs between the parts of a sentence. If a text has more of them, two sentences of its source may be one."""
STRONG_JOINT = re.compile(r"[;:—–、；：؛(（]|\s-\s")  # noqa: RUF001
WITH_COMMAS = frozenset(
    ["be", "bg", "cs", "da", "de", "et", "fi", "hr", "hu", "lt", "lv", "pl", "ru", "sk", "sl", "sr", "uk"]
)
"""Languages that put commas before subordinate clauses, so that only stronger signs tell."""
LINKING = re.compile(r"\W*(?:And|But|So|However|Or|Thus|Then|Otherwise)\b")
"""How a sentence begins that others write as a part of the sentence before it."""
JOINED = 0.4
"""The share of the shortest sentence by which it must then be shorter still."""
TOLD = 0.3
"""The same if the code, links and figures of a sentence are missing, too."""
SIGN = re.compile(r"`[^`]+`|\]\[\d+\]|\d+|\*\*|(?<!\S)[^\s@/=_+#]*[@/=_+#]\S+|[\u2600-\u27bf\U0001f300-\U0001faff]")
"""Code, the number of a link, a figure, the marks of emphasis, or an emoji."""
NAME = re.compile(r"[A-Z]\w{3,}|(?<=[\w,;:] )[A-Z]\w*")
"""What may be a name: a word with a capital, of four letters or more if it begins a sentence."""
MORE, ADDED = 2, 1.2
"""By how much more a text must be longer for one sentence more: those who explain split sentences too."""
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
    is_long = len(one.text) > LONG * len(one.source)
    if is_long and len(MARK.findall(one.source)) == len(MARK.findall(one.text)):
        return
    before, after = spans(one.words, ours), spans(one.words_of_text, theirs)
    if len(before) == len(after) or min(len(before), len(after)) == 0:
        return
    wanted, got = one.lengths
    ratio = got / max(1.0, wanted * _lengths.median(one.locale, one.source_locale))
    noise = max(row for row in NOISE if row[0] <= wanted)[1] * (VARIED if theirs in _lengths.DENSE else 1)
    if _is_missing(one, before, len(before) - len(after), 1 - ratio, noise) or (
        len(after) > len(before)
        and ratio - 1
        > max(MORE * noise, ADDED * _least(_lengths_of(one.words_of_text, after), len(after) - len(before)))
    ):
        yield Flaw(f"the translation has {_counted(after)}, the source text {len(before)}")


def _is_missing(one: Translation, before: Sequence[tuple[int, int]], count: int, shorter: float, noise: float) -> bool:
    """Whether a text is shorter by as much as sentences that nothing shows to be there."""
    if count < 1:
        return False
    signs = [Counter(SIGN.findall(one.source[start:end])) for start, end in before]
    lost = _lost(signs, one.text)
    lengths = _lengths_of(one.words, before)
    doubtful = [
        length
        for length, each, place in zip(lengths, signs, before, strict=True)
        if lost & each or not (each or _is_named(one, place))
    ]
    least = sum(sorted(doubtful)[:count]) / max(1, sum(lengths))
    if any(each and not each - lost for each in signs):
        return shorter > TOLD * least
    joint = STRONG_JOINT if base(one.locale) in WITH_COMMAS else JOINT
    joined = len(joint.findall(one.words_of_text)) > len(joint.findall(one.words)) or any(
        LINKING.match(one.words, start) for start, _ in before[1:]
    )
    return bool(doubtful) and shorter > max(LESS * noise, MOST * least) + joined * JOINED * least


def _lost(found: Sequence[Counter[str]], text: str) -> Counter[str]:
    """The signs of sentences that a text does not have."""
    return sum(found, Counter()) - Counter({sign: text.count(sign) for each in found for sign in each})


def _is_named(one: Translation, place: tuple[int, int]) -> bool:
    """Whether a name of a sentence stands in the translation, and nowhere else in the source text."""
    names = {*NAME.findall(one.words, *place)}
    return any(name in one.text and one.words.count(name) <= one.text.count(name) for name in names)


def _counted(found: Sequence[tuple[int, int]]) -> str:
    return f"{len(found)} sentence{'s' if len(found) != 1 else ''}"


def _lengths_of(text: str, found: Sequence[tuple[int, int]]) -> list[int]:
    return [scripts.length(text[start:end]) for start, end in found]


def _least(lengths: Sequence[int], count: int) -> float:
    """The share of a text that its `count` shortest sentences have."""
    return sum(sorted(lengths)[:count]) / max(1, sum(lengths))


CHECKS = (sentence_count,)
