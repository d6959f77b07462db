"""Quotation marks, by the rules of the language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.findings import Severity
from i18n_pipeline.language import base

SIGNS = re.compile("[“”„«»‹›「」『』《》〈〉]")  # noqa: RUF001
"""Typographic quotation marks; single ones are left out, since they are apostrophes too."""
STRAIGHT = re.compile(r"(?<![\u05d0-\u05ea])\"|\"(?![\u05d0-\u05ea])")
"""A straight quotation mark; not one within a Hebrew abbreviation."""
MEASURE = re.compile(r"\d\"")
"""Inches, which are written as a straight quotation mark."""
USUAL = {
    "„“": "bg cs da de et hr is ka lb lt lv mk sk sl sr ru uk be",
    "„”": "hu nl pl ro hr bs sr sq",
    "”“": "ar",
    "“”": "en nl pt es it ca eu gl tr id ms vi hi bn ta te th tl sw af cy ga ko zh uk he ar fa ur sr sl eo hy km lo my",
    "«»": "fr es it pt ru uk be el ca eu gl hy sq ar fa tr no nb nn da et lv lt de pl ro sl hr cs sk kk az uz mn",
    "»«": "da de hr sl cs sk hu pl",
    "””": "fi sv da he",
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
OPENERS = frozenset(pair[0] for pair in USUAL) - {"”"}
"""Marks that begin a quotation in some language."""
WITHIN = frozenset(["“”", "„“", "„”", "«»", "‹›"])  # noqa: RUF001
"""Pairs that languages have within a quotation."""
OF_LANGUAGE = {
    name: frozenset(pair for pair, names in USUAL.items() if name in names.split())
    for name in {name for names in USUAL.values() for name in names.split()}
}


@one_by_one("quotes", Severity.INFO, "write them as your language does")
def quotes(one: Translation) -> Iterator[Flaw]:
    """Quotation marks of another language, or of which one of the two is missing.

    Bad: in German “Er sagte “ja“.”
    Good: in German “Er sagte „ja“.”
    """
    straight = [found.start() for found in STRAIGHT.finditer(one.text)] if '"' in one.text else []
    if len(straight) % 2 and one.source.count('"') % 2 == 0 and not MEASURE.search(one.text):
        place = straight[-1]
        yield Flaw("the translation has a quotation mark without its other half", place, place + 1)
    usual = OF_LANGUAGE.get(base(one.locale))
    found = list(SIGNS.finditer(one.text)) if usual and not one.text.isascii() else []
    if usual and found and (flaw := _first_wrong(found, usual, one)):
        yield flaw


def _first_wrong(found: Sequence[re.Match[str]], usual: frozenset[str], one: Translation) -> Flaw | None:
    """The first mark that the language does not have, or that has no other half; None if all are as they should be."""
    opened: list[re.Match[str]] = []
    openers = {pair[0] for pair in usual}
    for sign in found:
        last = opened[-1] if opened else None
        pair = f"{last[0]}{sign[0]}" if last else ""
        if last and (pair in usual or (pair in WITHIN and len(opened) > 1) or _is_kept(last, sign, pair, one)):
            opened.pop()
        elif sign[0] in openers or (sign[0] in OPENERS and (last or sign[0] in one.source)):
            opened.append(sign)
        elif last and sign[0] not in one.source:
            said = f"the translation has “{last[0]}” and “{sign[0]}” around words, which are no pair in {one.locale}"
            return Flaw(said, last.start(), sign.end())
        elif sign[0] not in one.source:
            return Flaw(f"the translation has “{sign[0]}”, which {one.locale} does not have here", *sign.span())
    if opened and len(SIGNS.findall(one.source)) % 2 == 0:
        return Flaw(f"the translation has “{opened[-1][0]}” without its other half", *opened[-1].span())
    return None


def _is_kept(first: re.Match[str], last: re.Match[str], pair: str, one: Translation) -> bool:
    """Whether two marks and the words between them stand so in the source text: a title or a quotation that stays.

    A pair that English does not have may stay around translated words, as in the name of a Japanese song.
    """
    foreign = "en" not in USUAL.get(pair, "en").split() and first[0] in one.source and last[0] in one.source
    return foreign or one.text[first.start() : last.end()] in one.source


CHECKS = (quotes,)
