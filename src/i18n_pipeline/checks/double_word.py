# ruff: noqa: RUF001 - words of many scripts are meant
"""Words that stand there twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import eq

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.findings import Severity
from i18n_pipeline.language import base

TWICE = re.compile(r"(?<![\w'’-])([^\W\d_]+)[ \n]+\1(?![\w'’-])", re.IGNORECASE)
_REPEATING = """
id jv ms su tl fil ceb vi th lo km my zh yue ja ko tr az uz kk ky tk hi ur bn mr gu pa ne si ta te kn ml or as fa ku sw
haw mi sm
"""
REPEATING = frozenset(_REPEATING.split())
"""Languages in which words are often said twice."""
USUAL = frozenset(["haha", "bla", "chop", "ha", "ho", "no", "very"])
"""Words that texts of any language say twice."""
_MEETING = """
nl je ze zij het u die dat wie wat haar hun is was om zijn
af je jy hy dit is was nie die wat om
fy it jo dy dat is wat
de sie die der das dem den des ihr ihnen es was ist war sind so sehr ganz
da det de den der som er var
nb det de den der som er var
no det de den der som er var
sv det de den där som är var
fr nous vous en si tout très faire
es no muy
pt se logo já não
it si non che via man piano poco quasi sotto così passo sia
ro nu foarte
ca no
pl to co
cs se si to co
sk sa si to čo
sl se
hr se
uk що так ні ледве
ru что так да нет еле
be так
bg не да
el του της
hu az ez sok
fi ne
et ja
he לא
ar لا جدا
"""
MEETING = {(line := row.split())[0]: frozenset(line[1:]) for row in _MEETING.strip().splitlines()}
"""Words that good sentences have twice in a row, since two clauses or a verb and a preposition meet: “als je je
vergist”, “wenn Sie sie brauchen”, “que nous nous voyions”, “for at det det gjelder”."""


@one_by_one("double-word", Severity.INFO, "delete one of the two")
def double_word(one: Translation) -> Iterator[Flaw]:
    """The same word twice in a row, where the source text has none twice.

    Bad: “Read the guide” → “Lees de de gids”
    Good: “Read the guide” → “Lees de gids”
    """
    words = one.small_words_of_text
    may_be = any(map(eq, words, words[1:])) or "\u0130" in one.text  # whose small letter is no single one
    if base(one.locale) in REPEATING or not may_be or TWICE.search(one.source):
        return
    usual = USUAL | MEETING.get(base(one.locale), frozenset())
    for found in TWICE.finditer(one.text):
        if found[1].casefold() not in usual and not (len(found[1]) == 1 and found[1].isupper()):
            yield Flaw(f"the translation has “{found[1]}” twice in a row", *found.span())


CHECKS = (double_word,)
