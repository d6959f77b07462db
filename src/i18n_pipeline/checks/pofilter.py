"""The tests of translate-toolkit, for those who want them too."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.findings import Severity
from i18n_pipeline.language import gettext

_OURS = """
untranslated blank short long numbers doublewords doublespacing startwhitespace endwhitespace startcaps endpunc urls
emails newlines escapes xmltags unchanged spellcheck isfuzzy isreview hassuggestion
"""
OURS = frozenset(_OURS.split())
"""Tests that checks of ours replace, or that are about states, which `status` counts."""


@one_by_one("pofilter", Severity.INFO, "look whether it is right", optional=True)
def pofilter(one: Translation) -> Iterator[Flaw]:
    """What a test of translate-toolkit's pofilter finds, beside what the other checks find.

    Bad: “Press (K)” → “Druk op K”, by its test `brackets`
    Good: “Press (K)” → “Druk op (K)”
    """
    checker, unit = _checker(one.locale), _unit()
    unit.source, unit.target = one.source, one.text
    for name, said in checker.run_filters(unit).items():
        yield Flaw(f"{name}: {' '.join(str(said).split())}")


@lru_cache(maxsize=8)
def _checker(locale: str) -> Any:
    from translate.filters.checks import CheckerConfig, StandardChecker  # noqa: PLC0415 - takes half a second

    return StandardChecker(CheckerConfig(targetlanguage=gettext(locale)), excludefilters=dict.fromkeys(OURS))


def _unit() -> Any:
    from translate.storage.pypo import pounit  # noqa: PLC0415 - takes half a second

    return pounit("")


CHECKS = (pofilter,)
