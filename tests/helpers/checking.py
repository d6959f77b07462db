"""What one check finds in one translation."""

from __future__ import annotations

from i18n_pipeline.checks import Flaw, Translation
from i18n_pipeline.checks import _registry as registry
from i18n_pipeline.checks._check import flaws
from i18n_pipeline.model import Term


def found(check: str, source: str, text: str, locale: str = "nl", terms: tuple[Term, ...] = ()) -> list[Flaw]:
    """The flaws, in the order of the check."""
    [one] = registry.of_ids((), [check])
    return [flaw for _, flaw in flaws(one, [Translation(source, text, locale, terms=terms)])]


def marked(check: str, source: str, text: str, locale: str = "nl") -> list[str]:
    """The texts under the caret, empty where something is missing."""
    return [text[flaw.start : flaw.end] for flaw in found(check, source, text, locale)]
