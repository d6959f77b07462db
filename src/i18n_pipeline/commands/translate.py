"""`translate`: update, draft, assemble and report in one command, as for CI."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from i18n_pipeline.commands import extract as templates
from i18n_pipeline.commands.assemble import all_pages as localised_pages
from i18n_pipeline.commands.draft import character_limit, every_locale
from i18n_pipeline.commands.draft.budget import Budget
from i18n_pipeline.commands.draft.drafting import Drafts
from i18n_pipeline.commands.draft.plan import DraftOptions
from i18n_pipeline.commands.listener import SILENT, Listener
from i18n_pipeline.commands.status import project_report
from i18n_pipeline.commands.task import Result, Task
from i18n_pipeline.commands.update import all_catalogues
from i18n_pipeline.coverage import Report
from i18n_pipeline.errors import EngineError, as_finding
from i18n_pipeline.findings import Finding


@dataclass(frozen=True, slots=True)
class Translated:
    """The result of `translate`."""

    results: tuple[Result, ...]
    """What was written: catalogues, templates and localised pages."""
    drafts: Drafts | None
    """The drafts; None if none were made."""
    report: Report
    """The coverage afterwards."""
    unread: tuple[Finding, ...] = ()
    """The files that could not be read for the report."""

    @property
    def changed(self) -> tuple[str, ...]:
        """The files that changed, relative to the project; in a dry run, those that would."""
        return tuple(dict.fromkeys(file for result in self.results for file in result.changed))


def translate(
    task: Task, locales: tuple[str, ...], engine: str | None = None, listener: Listener = SILENT
) -> Translated:
    """Update the catalogues, draft, refresh templates if there are any, assemble the pages, and report.

    `engine`: None for the one of the settings; `none` for the memory alone. A dry task writes and sends nothing.
    Messages left without a draft are no failure: their pages stay English there.
    """
    name = task.config.draft.engine if engine is None else engine
    updated = tuple(_updated(task, locales, listener))
    drafts = _drafted(task, locales, name, listener) if name and not task.dry else None
    made = tuple(_extracted(task, listener)), tuple(_assembled(task, locales, listener))
    report, unread = _reported(task, locales, listener)
    return Translated((*updated, *made[0], *made[1]), drafts, report, unread)


def _updated(task: Task, locales: tuple[str, ...], listener: Listener) -> Iterator[Result]:
    with listener.over(task, "updated", locales) as counted:
        for result in all_catalogues.update(counted, locales):
            listener.made(result, "catalogue")
            yield result


def _drafted(task: Task, locales: tuple[str, ...], engine: str, listener: Listener) -> Drafts | None:
    """Draft untranslated messages, from the memory and with an engine, unless it is `none`."""
    report, _ = _reported(task, locales, listener)
    wanting = {page.page for locale in report.locales for page in locale.pages if page.coverage.untranslated.messages}
    if not wanting:
        return None
    some = replace(task, pages=tuple(page for page in task.pages if page in wanting), whole=False)
    with every_locale.planned(some, locales, engine, DraftOptions(), listener) as drafting:
        if not any(plan.pages for plan in drafting.plans):
            return None
        listener.planned(drafting)
        try:
            most = character_limit.lowest(task.config, drafting.engine, drafting.characters)
        except EngineError as error:  # the pages can still be written
            listener.told([as_finding(error)])
            return Drafts(drafting, errors=[as_finding(error)])
        drafts = Drafts(drafting, Budget(most))
        if listener.agrees(drafting, most):
            every_locale.make(task, drafts, listener)
    return drafts


def _extracted(task: Task, listener: Listener) -> Iterator[Result]:
    """The templates, if the project has any."""
    if templates.has_templates(task):
        result = templates.extract(task)
        listener.made(result, "template")
        yield result


def _assembled(task: Task, locales: tuple[str, ...], listener: Listener) -> Iterator[Result]:
    with listener.over(task, "assembled", locales) as counted:
        for result in localised_pages.assemble(counted, locales):
            listener.made(result, "page")
            yield result


def _reported(task: Task, locales: tuple[str, ...], listener: Listener) -> tuple[Report, tuple[Finding, ...]]:
    with listener.over(task, "counted", locales) as counted:
        report, unread = project_report.report(counted, locales)
    listener.told(unread)
    return report, unread
