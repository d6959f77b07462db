"""What makes a draft suspicious though its markup is whole: for the translator to look at, not to refuse it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from i18n_pipeline.catalogue.glossary import lacking
from i18n_pipeline.markdown.inline import encode
from i18n_pipeline.model import Term

NUMBER = re.compile(r"\d+")
WORDS = re.compile(r"\w+")
GLUED = re.compile(r"\w<[gx]|(?:/>|</g>)\w")
"""A code without a space before or after it."""
SHORT, LONG = 0.4, 2.5
"""Below and above these times the source's length a translation is suspicious; short texts are not measured."""
MEASURED = 24
"""Characters from which on length tells something."""
REPEATED = 4
"""As often the same three words in a row are no language."""


def suspicions(source: str, text: str, terms: Iterable[Term] = ()) -> Iterator[str]:
    """What looks odd about a translation of a msgid, each in a few words."""
    numbers, said = (Counter(NUMBER.findall(side)) for side in (source, text))
    if numbers != said:
        yield f"numbers differ: {_listed(numbers - said) or 'none'} became {_listed(said - numbers) or 'none'}"
    if text == source and len(WORDS.findall(source)) > 1:
        yield "equal to the source"
    if len(source) >= MEASURED and not SHORT <= len(text) / len(source) <= LONG:
        yield f"{len(text)} characters for {len(source)}"
    if len(GLUED.findall(encode(text).xml)) > len(GLUED.findall(encode(source).xml)):
        yield "a space is missing beside markup"
    if _repeats(text) >= REPEATED > _repeats(source):
        yield "words repeat"
    for term in lacking(text, terms):
        kept = term.target == term.source
        yield (
            f"the glossary keeps “{term.source}”" if kept else f"the glossary says “{term.target}” for “{term.source}”"
        )


def _listed(numbers: Counter[str]) -> str:
    return ", ".join(sorted(numbers.elements()))


def _repeats(text: str) -> int:
    words = WORDS.findall(text.casefold())
    return max(Counter(zip(words, words[1:], words[2:], strict=False)).values(), default=0)
