"""The report on all pages in all languages."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from i18n_pipeline import language
from i18n_pipeline.catalogue.counting import Measured
from i18n_pipeline.commands import earlier_results
from i18n_pipeline.commands.status import measure
from i18n_pipeline.commands.status.measure import Measuring
from i18n_pipeline.commands.task import Task
from i18n_pipeline.coverage import Language, LocaleReport, PageReport, Report, percent, sums
from i18n_pipeline.errors import PipelineError
from i18n_pipeline.findings import Finding
from i18n_pipeline.model import LIVE
from i18n_pipeline.project import git, project_files
from i18n_pipeline.project.executor import Done
from i18n_pipeline.project.settings import Config


def report(task: Task, locales: Sequence[str]) -> tuple[Report, tuple[Finding, ...]]:
    """The report without history, and the unreadable files, which it leaves out.

    A language of which no page is readable is left out too, since its coverage is unknown.
    """
    config = task.config
    own = {locale: frozenset(task.within(locale).pages) for locale in locales}
    work = [Measuring(config, locale, page) for page in task.pages for locale in locales if page in own[locale]]
    found = _known(task, work)
    missing = [job for job in work if job not in found]
    outcomes = list(task.over_files(measure.MEASURE, missing))
    done = {job: o.result for job, o in zip(missing, outcomes, strict=True) if isinstance(o, Done)}
    if task.records.use:
        measure.keep(config, done.values())
    found |= {job: kept.measured for job, kept in done.items()}
    pages: dict[str, list[PageReport]] = {locale: [] for locale in locales}
    for job in work:
        if job in found:
            pages[job.locale].append(page_report(config, job.locale, job.page, found[job]))
    failed = tuple(o for o in outcomes if isinstance(o, Finding))
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


def _known(task: Task, work: Sequence[Measuring]) -> dict[Measuring, Measured]:
    """The cached figures; looked up in this process, since passing work to another one takes longer."""
    found = {job: figures for job in work if (figures := earlier_results.figures(task.records, job.locale, job.page))}
    names: dict[Measuring, bytes] = {}
    for job in (job for job in work if job not in found and task.records.use):
        with suppress(PipelineError):  # reported when the page is measured
            names[job] = measure.on_disk(job.config, job.locale, job.page).key
    kept = measure.kept(task.config, names.values()) if names else {}
    found |= {job: kept[name] for job, name in names.items() if name in kept}
    task.step(len(found))
    return found


def places(config: Config) -> tuple[Path, Path]:
    """The folders of the pages and of the catalogues."""
    return config.root / config.source, config.root / config.catalogues


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
