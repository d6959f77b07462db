"""`translate`: update, draft, assemble, check and report in one command, as for CI."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from i18n_pipeline.commands.assemble import all_pages as localised_pages
from i18n_pipeline.commands.assemble.assembled import Ahead
from i18n_pipeline.commands.check import locale_counts
from i18n_pipeline.commands.listener import SILENT, Listener
from i18n_pipeline.commands.task import Place, Result, Task
from i18n_pipeline.commands.update import all_catalogues
from i18n_pipeline.coverage import Report
from i18n_pipeline.errors import FileError, OutsideError, as_finding
from i18n_pipeline.findings import Finding, Severity, SeverityCounts
from i18n_pipeline.project import project_files

if TYPE_CHECKING:
    from i18n_pipeline.commands.draft.drafting import Drafts


class Translated(Struct, frozen=True):
    """The result of `translate`."""

    results: tuple[Result, ...]
    """What was written: catalogues, templates and localised pages."""
    drafts: Drafts | None
    """The drafts; None if none were made."""
    report: Report | None
    """The coverage afterwards; None if it was not asked for."""
    unread: tuple[Finding, ...] = ()
    """The files that could not be read for the report."""
    checked: Mapping[str, SeverityCounts] = field(default_factory=dict)
    """The number of findings in each language; empty if it was not asked for."""

    @property
    def changed(self) -> tuple[str, ...]:
        """The files that changed, relative to the project; in a dry run, those that would."""
        return tuple(dict.fromkeys(file for result in self.results for file in result.changed))


def translate(
    task: Task,
    locales: tuple[str, ...],
    engine: str | None = None,
    listener: Listener = SILENT,
    *,
    counted: bool = True,
) -> Translated:
    """Update the catalogues, draft, refresh templates if there are any, assemble the pages, check, and report.

    `engine`: None for the one of the settings; `none` for the memory alone. A dry task writes and sends nothing.
    Messages left without a draft are no failure: their pages stay English. `counted`: whether to check and to report.
    """
    name = task.config.draft.engine if engine is None else engine
    ahead: dict[Place, Ahead] | None = None if name or task.dry else {}
    updated = tuple(_updated(task, locales, listener, ahead))
    drafts = _drafted(task, locales, name, listener) if name and not task.dry else None
    made = tuple(_extracted(task, listener)), tuple(_assembled(task, locales, listener, ahead or {}))
    report, unread = _reported(task, locales, listener) if counted else (None, ())
    checked = _checked(task, locales, made[1], listener) if counted else {}
    return Translated((*updated, *made[0], *made[1]), drafts, report, unread, checked)


def _updated(
    task: Task, locales: tuple[str, ...], listener: Listener, ahead: dict[Place, Ahead] | None
) -> Iterator[Result]:
    """The catalogues; without drafts in between, most localised pages are made in one go with them, into `ahead`."""
    with listener.over(task, "updated", locales) as counted:
        for result in all_catalogues.update(counted, locales, ahead):
            listener.made(result, "catalogue")
            yield result


def _drafted(task: Task, locales: tuple[str, ...], engine: str, listener: Listener) -> Drafts | None:
    """Draft untranslated messages, from the memory and with an engine, unless it is `none`."""
    report, _ = _reported(task, locales, listener)
    wanting = {page.page for locale in report.locales for page in locale.pages if page.coverage.untranslated.messages}
    if not wanting:
        return None
    from i18n_pipeline.commands.draft import every_locale  # noqa: PLC0415 - few runs make drafts

    some = replace(task, pages=tuple(page for page in task.pages if page in wanting), whole=False)
    return every_locale.drafted(some, locales, engine, listener)


def _extracted(task: Task, listener: Listener) -> Iterator[Result]:
    """The templates, if the project has any."""
    if not project_files.templates(task.config):
        return
    from i18n_pipeline.commands import extract as templates  # noqa: PLC0415 - few projects have templates

    if templates.has_templates(task):
        result = templates.extract(task)
        listener.made(result, "template")
        yield result


def _assembled(
    task: Task, locales: tuple[str, ...], listener: Listener, ahead: Mapping[Place, Ahead]
) -> Iterator[Result]:
    with listener.over(task, "assembled", locales) as counted:
        for result in localised_pages.assemble(counted, locales, ahead=ahead):
            listener.made(result, "page" if result.locale else "list of translations")
            yield result


def _reported(task: Task, locales: tuple[str, ...], listener: Listener) -> tuple[Report, tuple[Finding, ...]]:
    from i18n_pipeline.commands.status import project_report  # noqa: PLC0415 - not for those who do not look

    with listener.over(task, "counted", locales) as counted:
        report, unread = project_report.report(counted, locales)
    listener.told(unread)
    return report, unread


def _checked(
    task: Task, locales: tuple[str, ...], made: tuple[Result, ...], listener: Listener
) -> Mapping[str, SeverityCounts]:
    """The number of findings; none, and a note, if the glossary cannot be read: only drafts and checks need it."""
    try:
        return locale_counts.counts(task, locales, made)
    except (FileError, OutsideError) as error:
        listener.told([replace(as_finding(error), severity=Severity.WARNING, exit_code=0)])
        return {}
