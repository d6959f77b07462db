"""Quotation marks, by the rules of the language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.findings import Severity
from i18n_pipeline.language import base

SIGNS = re.compile("[“”„«»‹›「」『』《》〈〉]")  # noqa: RUF001
"""Typographic quotation marks; single ones are left out, since they are apostrophes too."""
MEASURE = re.compile(r"\d\"")
"""Inches, which are written as a straight quotation mark."""
USUAL = {
    "„“": "bg cs da de et hr is ka lt lv mk sk sl sr",
    "„”": "hu nl pl ro hr bs sr sq",
    "“”": "en nl pt es it ca eu gl tr id ms vi hi bn ta te th tl sw af cy ga ko zh he ar fa ur sr sl eo hy km lo my",
    "«»": "fr es it pt ru uk be el ca eu gl hy sq ar fa tr no nb nn da et lv lt de pl ro sl hr cs sk kk az uz mn",
    "»«": "da de hr sl cs sk hu pl",
    "””": "fi sv",
    "»»": "fi sv",
    "“„": "bg",
    "「」": "ja zh ko",
    "『』": "ja zh ko",
    "《》": "zh ko ja",
    "〈〉": "zh ko ja",
    "‹›": "fr de it pt el ru no es",  # noqa: RUF001
    "›‹": "de da hr",  # noqa: RUF001
}
"""Pairs of quotation marks, and the languages that use them (CLDR 45, delimiters, and the rules of orthographies)."""
OF_LANGUAGE = {
    name: frozenset(pair for pair, names in USUAL.items() if name in names.split())
    for name in {name for names in USUAL.values() for name in names.split()}
}


@one_by_one("quotes", Severity.INFO, "write them as your language does")
def quotes(one: Translation) -> Iterator[Flaw]:
    """Quotation marks of another language, or of which one of the two is missing.

    Bad: in German “Er sagte »ja“.”
    Good: in German “Er sagte „ja“.”
    """
    if one.text.count('"') % 2 and one.source.count('"') % 2 == 0 and not MEASURE.search(one.text):
        place = one.text.rfind('"')
        yield Flaw("a quotation mark stands without its other half", place, place + 1)
    usual = OF_LANGUAGE.get(base(one.locale))
    found = list(SIGNS.finditer(one.text)) if usual else []
    if not usual or not found:
        return
    text = "".join(sign[0] for sign in found)
    if len(found) % 2:
        if len(SIGNS.findall(one.source)) % 2 == 0:
            yield Flaw(f"“{text[-1]}” stands without its other half", *found[-1].span())
        return
    signs = frozenset("".join(usual))
    for sign in found:
        if sign[0] not in signs and sign[0] not in one.source:
            yield Flaw(f"“{sign[0]}” is no quotation mark of {one.locale}", *sign.span())
            return


CHECKS = (quotes,)
