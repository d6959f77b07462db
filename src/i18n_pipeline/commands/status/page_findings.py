"""What the checks find in the translations of each page, for the report; most of it is known from earlier runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from i18n_pipeline.commands.task import Place, Task
from i18n_pipeline.coverage import LocaleReport, Report
from i18n_pipeline.findings import Finding, counted
from i18n_pipeline.project import project_files
from i18n_pipeline.project.executor import Done

Found = Mapping[Place, Sequence[Finding]]
"""The findings of each page in each language; a page that was not checked is missing."""


def found(task: Task, locales: Sequence[str]) -> Found:
    """What the checks of the settings find in the catalogues of the pages of a task.

    A catalogue that cannot be read is left out. Raises SettingsError and FileError.
    """
    from i18n_pipeline.checks import _registry as registry  # noqa: PLC0415 - only for reports with findings
    from i18n_pipeline.commands.check import project_check  # noqa: PLC0415 - the same

    own = task.config.check
    outcomes = project_check.of_catalogues(task, locales, registry.chosen(own.own, own.select))
    pages = {project_files.reference(task.config, page): page for page in task.pages}
    made: dict[Place, list[Finding]] = {}
    for locale, each in outcomes.items():
        done = [one.result for one in each if isinstance(one, Done)]
        if len(done) == len(each):
            made |= {(page, locale): [] for page in task.within(locale).pages}
        for finding in (finding for one in done for finding in one.findings):
            if finding.page in pages:
                made.setdefault((pages[finding.page], locale), []).append(finding)
    return made


def with_findings(report: Report, found: Found) -> Report:
    """The report with the numbers of findings of each page."""
    return replace(report, locales=tuple(_with_findings(locale, found) for locale in report.locales))


def _with_findings(locale: LocaleReport, found: Found) -> LocaleReport:
    pages = (
        replace(page, findings=counted(found[place])) if (place := (page.page, locale.locale)) in found else page
        for page in locale.pages
    )
    return replace(locale, pages=tuple(pages))
