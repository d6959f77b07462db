"""`assemble` over the pages of a project."""

from __future__ import annotations

from collections.abc import Sequence

from i18n_pipeline.commands import earlier_results
from i18n_pipeline.commands.assemble.one_localised_page import ASSEMBLE, Assembled, AssembleJob
from i18n_pipeline.commands.earlier_results import Built
from i18n_pipeline.commands.task import Changed, Result, Task
from i18n_pipeline.project import project_files
from i18n_pipeline.project.executor import Done, Outcome, parted
from i18n_pipeline.project.records import Records


def assemble(task: Task, locales: Sequence[str], *, overwrite: bool = False) -> list[Result]:
    """Write the localised pages from the catalogues, page by page, each page parsed once; a result for each locale."""
    records = task.records
    pages = {locale: task.within(locale).pages for locale in locales}
    wanted = sorted(((page, locale) for locale in locales for page in pages[locale]), key=lambda one: one[0])
    known = {
        (page, locale): built for page, locale in wanted if (built := earlier_results.built(records, locale, page))
    }
    task.step(len(known))
    work = {
        (page, locale): AssembleJob(task.job(locale, page), overwrite, earlier_results.is_merged(records, locale, page))
        for page, locale in wanted
        if (page, locale) not in known
    }
    before = {(page, locale): earlier_results.built_state(records, locale, page) for page, locale in work}
    outcomes = dict(zip(work, task.over_files(ASSEMBLE, list(work.values())), strict=True))
    for (page, locale), made in outcomes.items():
        if isinstance(made, Done) and not task.dry:
            _keep(records, locale, page, before[page, locale], made.result)
    found = outcomes | {(page, locale): _reused(task, locale, page, built) for (page, locale), built in known.items()}
    return [_result(locale, [found[page, locale] for page in pages[locale]]) for locale in locales]


def _result(locale: str, outcomes: Sequence[Outcome[Assembled]]) -> Result:
    done, failed = parted(outcomes)
    refusals = tuple(refusal for page in done for refusal in page.refusals)
    return Result(locale, tuple(page.changed for page in done), refusals, failures=failed)


def _reused(task: Task, locale: str, page: str, built: Built) -> Done[Assembled]:
    """The result of an earlier run."""
    name = project_files.localised_name(task.config, locale, page)
    return Done(Assembled(Changed(name, changed=False, findings=built.findings), built.refusals))


def _keep(records: Records, locale: str, page: str, before: bytes, made: Assembled) -> None:
    """Record the result for a page."""
    earlier_results.keep_files(records, page, made.asked)
    output = earlier_results.output_state(records, locale, page, made.changed.digest)
    built = Built(output, made.changed.findings, made.refusals, made.measured)
    earlier_results.keep_built(records, locale, page, before, built)
