"""`assemble` over the pages of a project."""

from __future__ import annotations

from collections.abc import Mapping

from i18n_pipeline.commands import reuse
from i18n_pipeline.commands.assemble.one_localised_page import ASSEMBLE, Assembled, AssembleJob
from i18n_pipeline.commands.reuse import Built
from i18n_pipeline.commands.task import Changed, Result, Task
from i18n_pipeline.project import project_files
from i18n_pipeline.project.executor import Done, parted
from i18n_pipeline.project.records import Records


def assemble(task: Task, locale: str, *, overwrite: bool = False) -> Result:
    """Write the localised pages from the catalogues."""
    records = task.records
    known = {page: built for page in task.within(locale).pages if (built := reuse.built(records, locale, page))}
    task.step(len(known))
    work = [
        AssembleJob(job, overwrite, reuse.is_merged(records, locale, job.path))
        for job in task.jobs(locale)
        if job.path not in known
    ]
    before = [reuse.built_state(records, locale, one.job.path) for one in work]
    outcomes = dict(zip((one.job.path for one in work), task.over_files(ASSEMBLE, work), strict=True))
    for one, state in zip(work, before, strict=True):
        made = outcomes[one.job.path]
        if isinstance(made, Done) and not task.dry:
            _keep(records, locale, one.job.path, state, made.result)
    done, failed = parted(_reused(task, locale, page, known) or outcomes[page] for page in task.within(locale).pages)
    refusals = tuple(refusal for page in done for refusal in page.refusals)
    return Result(locale, tuple(page.changed for page in done), refusals, failures=failed)


def _reused(task: Task, locale: str, page: str, known: Mapping[str, Built]) -> Done[Assembled] | None:
    """The result of an earlier run that still holds, None if there is none."""
    if page not in known:
        return None
    name = project_files.localised_name(task.config, locale, page)
    return Done(Assembled(Changed(name, changed=False, findings=known[page].findings), known[page].refusals))


def _keep(records: Records, locale: str, page: str, before: bytes, made: Assembled) -> None:
    """Record the result for a page."""
    reuse.keep_files(records, page, made.asked)
    output = reuse.output_state(records, locale, page, made.changed.digest)
    built = Built(output, made.changed.findings, made.refusals, made.measured)
    reuse.keep_built(records, locale, page, before, built)
