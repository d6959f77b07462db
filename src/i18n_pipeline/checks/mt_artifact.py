"""What machines leave in a translation that no translator writes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.checks._machine_talk import ECHO, ECHOED, INTRODUCTION, REFUSAL, SORRY, TRANSLATES
from i18n_pipeline.findings import Severity
from i18n_pipeline.markdown.codes import LEFTOVER

REPEATED = 4
"""Repetitions of three successive words from which a text is garbage."""
CODES = re.compile(
    LEFTOVER.pattern
    + r"|</?(?:x|g|ph|bpt|ept|it)(?:\s+i?d?=?[\"'][^\"'<>]*[\"'])?\s*/?>|<[xg] id=|__?PH_?\d+_?_|%%\d+%%"
    r"|<\|[a-z_]+\|>|\[/?INST\]|<unk>|</?s>|\u2581|\u2047|<0x[0-9A-F]{2}>|@-@|</?think>|\bXPH\d+X\b"
)
"""Codes that engines put in for markup, and signs of a model's own that are no text."""
SIGNS = re.compile("[<⟦@|\u2581\u2047]")
PARTS = ("xml-", "deepl", "PH", "%%", "INST")
"""Signs and parts without which a text has no such code."""
ANSWER = re.compile(r'\A\s*(?:```|\{\s*"(?:translations?|text|target|output|result|\d+)"\s*:)')
"""The beginning of an answer in a fence or as JSON."""
_PAIRS = ('""', "“”", "«»", "„“", "„”", "「」", "『』", "\u2018\u2019", "''")
QUOTED = re.compile(rf"\s*(?:{'|'.join(f'{pair[0]}[^{pair}]+{pair[1]}' for pair in _PAIRS)})\s*\Z")
"""A text that is one quotation."""
FEWEST_IN_QUOTES = 14
"""Number of characters from which a text in quotes may be the answer of a machine; people put single words in them."""
QUOTES = '"“”„«»「」\u2018*_`<'
"""Signs of a source text that a language may write as quotes."""
AGAIN = re.compile(r"(?=(\S.{1,24}?)\1\1\1\1)", re.DOTALL)
"""Two characters or more, five times in a row."""
VARIED = 0.75
"""Share of different words from which no text repeats itself as a machine does."""
IN_A_ROW = re.compile(r"(?<!\S)(\S+(?: \S+){0,4}?)(?: \1){3,}(?!\S)")
"""A few words, four times in a row."""
LOOPED, SCARCE, LONG_WORD = 24, 0.45, 12
"""Length from which a text may loop; the share of different characters that it does not reach; and the mean length of
its words, since words in a row are counted as words."""


@one_by_one("mt-artifact", Severity.ERROR, "translate it again")
def mt_artifact(one: Translation) -> Iterator[Flaw]:
    """Text of a machine that is no translation: a refusal, an introduction, codes, a fence, quotes, words that repeat.

    Bad: “the guide” → “Here is the translation: de gids”
    Good: “the guide” → “de gids”
    """
    has_signs = SIGNS.search(one.text) or any(part in one.text for part in PARTS)
    codes = CODES.finditer(one.text) if has_signs else ()
    if found := next((code for code in codes if code[0] not in one.source), None):
        yield Flaw(f"the translation has “{found[0]}”, a code of an engine", *found.span())
    yield from _talk(one)
    if (_repeats(one.small_words_of_text) and not _repeats(one.small_words)) or _loops(one):
        yield Flaw("the translation repeats its words")


def _talk(one: Translation) -> Iterator[Flaw]:
    """What a model says around a translation, or instead of it."""
    text, source = one.text, one.source
    talk = INTRODUCTION.match(text) or (ECHO.search(text) if _may_echo(text) else None)
    if talk and not TRANSLATES.search(source):
        yield Flaw("the translation begins with what a machine says of it", *talk.span())
    elif (talk := REFUSAL.match(text)) and not SORRY.search(source):
        yield Flaw("the translation is the refusal of a machine", *talk.span())
    elif (talk := ANSWER.match(text)) and not ANSWER.match(source):
        yield Flaw("the translation is the answer of a machine, with what stands around it", *talk.span())
    elif (
        QUOTED.match(text)
        and len(text) >= FEWEST_IN_QUOTES
        and source.strip()[:1] != "'"
        and not any(sign in source for sign in QUOTES)
    ):
        yield Flaw("the translation is in quotation marks as a whole", 0, len(text))


def _may_echo(text: str) -> bool:
    small = text.casefold()
    return any(part in small for part in ECHOED)


def _repeats(said: Sequence[str]) -> bool:
    """Whether the same three of these words make up half of a text, or stand in it many times in a row."""
    if len(said) < REPEATED + 2 or len({*said}) > VARIED * len(said):
        return False
    three, times = Counter(zip(said, said[1:], said[2:], strict=False)).most_common(1)[0]
    return times >= REPEATED and (
        times * len({*three}) >= len(said) / 2 or IN_A_ROW.search(" ".join(said)[:4000]) is not None
    )


def _loops(one: Translation) -> bool:
    """Whether a few characters stand in the translation again and again, and not in its source text."""
    text = one.words_of_text
    if len(text) < LOOPED or len(text.split()) > len(text) / LONG_WORD or len({*text}) > SCARCE * len(text):
        return False
    found = AGAIN.search(text[:2000])
    return bool(found and any(map(str.isalpha, found[1])) and not AGAIN.search(one.source[:2000]))


CHECKS = (mt_artifact,)
