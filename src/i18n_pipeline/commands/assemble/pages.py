"""`assemble` over the pages of a project: read, build, compare, write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from i18n_pipeline.catalogue import counting, ignoring
from i18n_pipeline.catalogue.counting import Measured
from i18n_pipeline.commands import reuse
from i18n_pipeline.commands.assemble import localised_page, not_ours, notice
from i18n_pipeline.commands.extract import of_page
from i18n_pipeline.commands.reuse import Built
from i18n_pipeline.commands.task import Changed, Job, Result, Task
from i18n_pipeline.errors import PageError
from i18n_pipeline.findings import Finding
from i18n_pipeline.markdown.reading import headings_above
from i18n_pipeline.markdown.reading.segments import Page, page
from i18n_pipeline.model import Catalogue, Message
from i18n_pipeline.project import catalogue_files, disk, project_files
from i18n_pipeline.project.executor import Done, parted
from i18n_pipeline.project.records import Records
from i18n_pipeline.project.seen import digest

UNPINNED = "the ids of its headings are not written, since they would change how the page reads"
"""Said of a page whose headings get no ids."""


@dataclass(frozen=True, slots=True)
class AssembleJob:
    """One page to be localised."""

    job: Job
    """The page and the locale."""
    overwrite: bool = False
    """Write over a localised page that this tool did not make."""
    count: bool = False
    """Whether to count its figures: its catalogue is as `update` leaves it."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """The result of assembling a page."""

    changed: Changed
    """The localised page."""
    refusals: tuple[Finding, ...] = ()
    """Messages that stayed English."""
    asked: Mapping[str, bool] = field(default_factory=dict)
    """Files that links may lead to, relative to the project, and whether they exist: they decide what is written."""
    measured: Measured | None = None
    """The figures of the page, if they were asked for."""


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
    outcomes = dict(zip((one.job.path for one in work), task.over(assemble_page, work), strict=True))
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
    name = project_files.shown(task.config, project_files.localised_path(task.config, locale, page))
    return Done(Assembled(Changed(name, changed=False, findings=known[page].findings), known[page].refusals))


def _keep(records: Records, locale: str, page: str, before: bytes, made: Assembled) -> None:
    """Record the result for a page."""
    reuse.keep_files(records, page, made.asked)
    output = reuse.output_state(records, locale, page, made.changed.digest)
    built = Built(output, made.changed.findings, made.refusals, made.measured)
    reuse.keep_built(records, locale, page, before, built)


def assemble_page(work: AssembleJob) -> Assembled:
    """`assemble`: write the localised page. Raises PageError for one that people seem to have written."""
    job = work.job
    bom, english = project_files.read_page(job.config, job.path)
    keys = [(segment.msgctxt, segment.msgid) for segment in english.segments]
    catalogue = catalogue_files.catalogue(job.config, job.locale, job.path, keys) or Catalogue(Message(""))
    lead, asked = project_files.asking(job.config, job.locale, job.path)
    reference = project_files.reference(job.config, job.path)
    commented = ignoring.commented(catalogue.messages, job.config.ignored_in(job.locale))
    made = localised_page.assemble(reference, english, replace(catalogue, messages=commented), job.config.rules, lead)
    refusals, found = _in_catalogue(job, made.refusals), _in_catalogue(job, made.findings)
    live = tuple(message for message in catalogue.messages if not message.obsolete)
    measured = counting.measured(live, made.shown, made.refusals, headings_above.title(english)) if work.count else None
    assembled = Assembled(Changed("", changed=False), refusals, asked, measured)
    path = project_files.localised_path(job.config, job.locale, job.path)
    name = project_files.shown(job.config, path)
    least = job.config.assemble.min_reviewed
    if made.published < least:
        said = f"{made.published:g} % translated, less than min_reviewed ({least} %); {name} is not written"
        kept = disk.read(path)
        changed = Changed(name, changed=False, findings=(*found, of_page(job, "min-reviewed", said)))
        return replace(assembled, changed=replace(changed, digest=digest(kept) if kept is not None else b""))
    told = notice.told(job.path, english, made, job.config.notice_in(job.locale))
    if not work.overwrite and not job.dry and 2 * made.places < len(english.segments):
        _require_ours(job, path, english, catalogue, bom + told.data)
    is_changed = project_files.write(job.config, path, bom + told.data, dry=job.dry)
    if not made.pinned:
        found = (*found, of_page(job, "md-heading-id", UNPINNED))
    if told.finding:
        found = (*found, replace(told.finding, file=reference, page=reference, locale=job.locale))
    return replace(assembled, changed=Changed(name, is_changed, found, digest=digest(bom + told.data)))


def _in_catalogue(job: Job, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Findings about messages of a page, with the path of their catalogue."""
    if not findings:
        return ()
    file = catalogue_files.file_of(job.config, job.locale, job.path)
    return tuple(replace(finding, file=file, locale=job.locale) for finding in findings)


def _require_ours(job: Job, path: Path, english: Page, catalogue: Catalogue, data: bytes) -> None:
    """Raise PageError if a mostly English page would replace a localised page that this tool did not make."""
    existing = disk.read(path)
    if existing is None or existing == data:
        return
    try:
        theirs = page(existing.removeprefix(project_files.BOM), job.config.dialect)
        theirs = notice.without(theirs, job.config.notice_in(job.locale))
    except UnicodeDecodeError:
        theirs = None
    known = {segment.msgid for segment in english.segments}
    known |= {text for message in catalogue.messages for text in (message.msgid, message.msgstr)}
    if theirs is None or not_ours.is_foreign(theirs, known):
        problem = (
            "most of its words are neither English nor in its catalogue, so this tool did not make it; "
            "it stays as it is. Use --overwrite to write over it"
        )
        raise PageError(project_files.shown(job.config, path), 0, problem)
