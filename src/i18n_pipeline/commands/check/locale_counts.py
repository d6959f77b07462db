"""How many findings the checks have in each language, for commands that say so in a line; known without checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from i18n_pipeline.commands import earlier_results
from i18n_pipeline.commands.task import Result, Task
from i18n_pipeline.findings import SeverityCounts, counted


def counts(task: Task, locales: Sequence[str], results: Iterable[Result]) -> dict[str, SeverityCounts]:
    """The findings in each language: those in catalogues, and those that `assemble` told in its results.

    Raises SettingsError and FileError.
    """
    found = _of_catalogues(task, locales)
    for result in results:
        if result.locale in found:
            found[result.locale] += counted({*result.refusals, *result.findings})
    return found


def _of_catalogues(task: Task, locales: Sequence[str]) -> dict[str, SeverityCounts]:
    states = {locale: earlier_results.catalogues_state(task.records, locale, task.every_page()) for locale in locales}
    known = {locale: earlier_results.counts(task.records, locale, states[locale]) for locale in locales if task.whole}
    wanted = [locale for locale in locales if known.get(locale) is None]
    made = _checked(task, wanted) if wanted else {}
    for locale in wanted:
        if task.whole and not task.dry:
            earlier_results.keep_counts(task.records, locale, states[locale], made[locale])
    return {locale: made[locale] if locale in made else known[locale] or SeverityCounts() for locale in locales}


def _checked(task: Task, locales: Sequence[str]) -> Mapping[str, SeverityCounts]:
    """The findings in the catalogues of each language; one that cannot be read is told by whoever needs it."""
    from i18n_pipeline.checks import _registry as registry  # noqa: PLC0415 - only for catalogues that changed
    from i18n_pipeline.commands.check import consistent, project_check  # noqa: PLC0415 - the same
    from i18n_pipeline.project.executor import Done  # noqa: PLC0415 - the same

    own = task.config.check
    outcomes = project_check.of_catalogues(task, locales, registry.chosen(own.own, own.select))
    done = {locale: [one.result for one in found if isinstance(one, Done)] for locale, found in outcomes.items()}
    return {
        locale: counted((*(finding for one in found for finding in one.findings), *consistent.across(found, locale)))
        for locale, found in done.items()
    }
