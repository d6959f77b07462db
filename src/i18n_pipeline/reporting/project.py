"""All pages in all languages, put together as one report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from i18n_pipeline import git, site
from i18n_pipeline.config import Config
from i18n_pipeline.model import LIVE
from i18n_pipeline.report import Count, Coverage, LocaleReport, PageReport, Report, percent
from i18n_pipeline.reporting import measure
from i18n_pipeline.reporting.languages import language
from i18n_pipeline.reporting.measure import Measuring
from i18n_pipeline.run import Done, Failed
from i18n_pipeline.stages.coverage import Measured
from i18n_pipeline.work import Task


def report(task: Task, locales: Sequence[str]) -> tuple[Report, tuple[Failed, ...]]:
    """How far the project is, without its past; and what could not be read, which is left out."""
    config = task.config
    work = [Measuring(config, locale, page) for page in task.pages for locale in locales]
    outcomes = list(task.over(measure.measure, work))
    done = [(job, o.result) for job, o in zip(work, outcomes, strict=True) if isinstance(o, Done)]
    measure.keep(config, (kept for _, kept in done))
    pages: dict[str, list[PageReport]] = {locale: [] for locale in locales}
    for job, kept in done:
        pages[job.locale].append(page_report(config, job.locale, job.page, kept.measured))
    head = next(iter(git.commits(config.root, places(config), 1)), None)
    made = Report(
        config.project,
        language(config.source_locale),
        tuple(together(config, locale, found) for locale, found in pages.items()),
        head.commit[:9] if head else "",
        head.time if head else None,
        tuple(state for state in LIVE if state in config.accept),
        config.min_reviewed,
        config.file_url,
        config.site_url,
    )
    return made, tuple(o for o in outcomes if isinstance(o, Failed))


def places(config: Config) -> tuple[Path, Path]:
    """The folders whose files a report is made from: of the pages, and of the catalogues."""
    return config.root / config.source, config.root / config.catalogues


def together(config: Config, locale: str, pages: Sequence[PageReport]) -> LocaleReport:
    """The pages of a language, and their sums."""
    return LocaleReport(
        language(locale),
        tuple(pages),
        sum((page.coverage for page in pages), Coverage()),
        sum((page.shown for page in pages if not page.left_out), Count()),
        sum((page.refused for page in pages), Count()),
        catalogues=site.shown(config, site.catalogue_folder(config, locale)),
    )


def page_report(config: Config, locale: str, page: str, measured: Measured) -> PageReport:
    """What the figures of a page say."""
    reached = percent(measured.shown, measured.coverage.total)
    catalogue = site.catalogue_path(config, locale, page)
    return PageReport(
        page,
        measured.coverage,
        measured.shown,
        measured.refusals,
        bool(config.min_reviewed) and reached < config.min_reviewed,
        site.shown(config, catalogue),
        site.shown(config, site.localised_path(config, locale, page)),
    )
