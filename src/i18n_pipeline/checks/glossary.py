"""Terms that are not translated as the glossary says."""

from __future__ import annotations

from collections.abc import Iterator

from i18n_pipeline.catalogue.glossary import apart, lacking, occurring
from i18n_pipeline.checks._check import Flaw, Translation, one_by_one
from i18n_pipeline.findings import Severity
from i18n_pipeline.model import Term


@one_by_one("glossary", Severity.WARNING, "use the term of the glossary, or correct the glossary")
def glossary(one: Translation) -> Iterator[Flaw]:
    """A term without the translation that the glossary has for it, in any inflection.

    Bad: “Join the protest” → “Kom naar de betoging”, where the glossary says “demonstratie”
    Good: “Join the protest” → “Kom naar de demonstratie”
    """
    for term in lacking(one.text, _terms(one)):
        if term.target != term.source:
            yield Flaw(f"the translation lacks “{term.target}”, which the glossary has for “{term.source}”")


@one_by_one("do-not-translate", Severity.ERROR, "put the word back as it is")
def do_not_translate(one: Translation) -> Iterator[Flaw]:
    """A word that the glossary keeps in every language, and the translation does not.

    Bad: “Visual Studio Code” → “Visuele Studiocode”, where the glossary keeps it
    Good: “Visual Studio Code” → “Visual Studio Code”
    """
    for term in lacking(one.text, _terms(one)):
        if term.target == term.source:
            yield Flaw(f"the translation lacks “{term.source}”, which the glossary keeps as it is")


def _terms(one: Translation) -> tuple[Term, ...]:
    """The terms that the words of the source text have, not its code or a longer term."""
    return apart(one.said, occurring(one.said, one.terms)) if one.terms else ()


CHECKS = (glossary, do_not_translate)
