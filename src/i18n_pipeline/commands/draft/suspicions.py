"""What looks wrong about a draft though its markup is whole: what the checks find, in comments for translators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from i18n_pipeline.catalogue import glossary
from i18n_pipeline.checks import _registry as registry
from i18n_pipeline.checks._check import Check, Translation, flaws
from i18n_pipeline.commands.draft.plan import PagePlan
from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.model import Key
from i18n_pipeline.project.settings import Config

LOOK = "compare the draft with the English text before you review it"
"""What to do about a sign of a wrong draft."""


def suspicions(every: Sequence[Translation], checks: Sequence[Check]) -> Iterator[tuple[int, Finding]]:
    """The signs that drafts of one request are wrong, each with the position of its draft."""
    for check in checks:
        for place, flaw in flaws(check, every):
            one = every[place]
            yield (
                place,
                Finding(
                    Severity.WARNING,
                    check.id,
                    flaw.text,
                    advice=LOOK,
                    locale=one.locale,
                    msgid=one.source,
                    msgctxt=one.context,
                ),
            )


def of_drafts(own: tuple[str, ...] = ()) -> tuple[Check, ...]:
    """The checks that drafts are shown to: all that tell of more than style. Raises SettingsError."""
    return tuple(check for check in registry.chosen(own) if check.severity is not Severity.INFO)


def of_page(page: PagePlan, texts: Mapping[Key, str], config: Config) -> dict[Key, list[Finding]]:
    """The signs of wrong drafts of a page: in each alone, and compared with others of the same request."""
    found: dict[Key, list[Finding]] = {key: [] for key in texts}
    checks = of_drafts(config.check.own) if texts else ()
    for section in page.sections:
        made = [
            Translation(
                one.key[1],
                texts[one.key],
                one.batch.locale,
                one.batch.source_locale,
                config.dialect_of(page.page),
                terms=glossary.occurring(one.key[1], one.batch.terms),
                context=one.key[0],
            )
            for one in section
            if one.key in texts
        ]
        for place, finding in suspicions(made, checks):
            found[made[place].key].append(finding)
    return found
