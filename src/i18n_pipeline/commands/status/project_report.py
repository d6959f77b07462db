"""The report on all pages in all languages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from i18n_pipeline import language
from i18n_pipeline.catalogue.counting import Measured
from i18n_pipeline.commands import earlier_results
from i18n_pipeline.commands.task import Place, Task
from i18n_pipeline.coverage import Language, LocaleReport, PageReport, Report, percent, sums
from i18n_pipeline.findings import Finding
from i18n_pipeline.model import LIVE
from i18n_pipeline.project import git, project_files, strings_files
from i18n_pipeline.project.executor import Done
from i18n_pipeline.project.settings import Config


def report(task: Task, locales: Sequence[str]) -> tuple[Report, tuple[Finding, ...]]:
    """The report without history, and the unreadable files, which it leaves out.

    A language of which no page is readable is left out too, since its coverage is unknown.
    """
    config, records = task.config, task.records
    own = {locale: frozenset(task.within(locale).pages) for locale in locales}
    work = [(page, locale) for page in task.pages for locale in locales if page in own[locale]]
    found = {one: figures for one in work if (figures := earlier_results.figures(records, one[1], one[0]))}
    task.step(len(found))
    counted, failed = _counted(task, [one for one in work if one not in found])
    found |= counted
    pages: dict[str, list[PageReport]] = {locale: [] for locale in locales}
    for page, locale in work:
        if figures := found.get((page, locale)):
            pages[locale].append(page_report(config, locale, page, figures))
    known = {locale: reports for locale, reports in pages.items() if reports or not failed}
    head = next(iter(git.commits(config.root, places(config), 1)), None)
    made = Report(
        config.project,
        _language(config.source_locale),
        tuple(together(config, locale, reports) for locale, reports in known.items()),
        head.commit[:9] if head else "",
        head.time if head else None,
        tuple(state for state in LIVE if state in config.accept),
        config.assemble.min_reviewed,
        config.status.file_url,
        config.status.site_url,
        config.status.translate_url,
    )
    return made, failed


def _counted(task: Task, wanted: Sequence[Place]) -> tuple[dict[Place, Measured], tuple[Finding, ...]]:
    """The figures that no record has: from the cache of figures, else counted; and the unreadable files."""
    if not wanted:
        return {}, ()
    from i18n_pipeline.commands.status import measure  # noqa: PLC0415 - only for these

    found = measure.known(task.config, wanted) if task.records.use else {}
    task.step(len(found))
    missing = [one for one in wanted if one not in found]
    work = [measure.Measuring(task.config, locale, page) for page, locale in missing]
    outcomes = dict(zip(missing, task.over_files(measure.MEASURE, work), strict=True))
    done = {one: outcome.result for one, outcome in outcomes.items() if isinstance(outcome, Done)}
    if task.records.use:
        measure.keep(task.config, done.values())
    found |= {one: kept.measured for one, kept in done.items()}
    return found, tuple(outcome for outcome in outcomes.values() if isinstance(outcome, Finding))


def places(config: Config) -> tuple[Path, ...]:
    """The folders of the pages and of the catalogues, and the files of strings or their folders."""
    strings = (strings_files.place(table.source, config.own_names) for table in config.strings)
    return (config.root / config.source, config.root / config.catalogues, *(config.root / place for place in strings))


def together(config: Config, locale: str, pages: Sequence[PageReport]) -> LocaleReport:
    """The report on a language: its pages and their sums."""
    coverage, shown, refused = sums(pages)
    return LocaleReport(
        _language(locale),
        tuple(pages),
        coverage,
        shown,
        refused,
        catalogues=project_files.shown(config, project_files.catalogue_folder(config, locale)),
    )


def page_report(config: Config, locale: str, page: str, measured: Measured) -> PageReport:
    """The report on a page from its figures."""
    reached = percent(measured.shown, measured.coverage.total)
    return PageReport(
        page,
        measured.coverage,
        measured.shown,
        measured.refusals,
        reached < config.assemble.min_reviewed,
        project_files.catalogue_name(config, locale, page),
        project_files.localised_name(config, locale, page),
        measured.title,
    )


def _language(tag: str) -> Language:
    return Language(tag, *language.names(tag), language.direction(tag))
