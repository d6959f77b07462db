"""Jobs for one page or catalogue: read, call the pure stages, write. They run in any process."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from i18n_pipeline.catalogue import extract, ignoring, po
from i18n_pipeline.commands.assemble import foreign, localised_page, notice
from i18n_pipeline.errors import PageError
from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.markdown.reading.segments import Page, page
from i18n_pipeline.model import Catalogue, Message
from i18n_pipeline.project import catalogue_files, disk, project_files
from i18n_pipeline.project.settings import Config

UNPINNED = "the ids of its headings are not written, since they would change how the page reads"
"""Said of a page whose headings get no ids."""


@dataclass(frozen=True, slots=True)
class Job:
    """One page in one locale."""

    config: Config
    """The settings."""
    locale: str
    """Language to translate into; empty for templates."""
    path: str
    """The page, relative to the source folder."""
    dry: bool = False
    """Write nothing, only say what would change."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of messages that `update` changed in a catalogue, by kind of change."""

    new: int = 0
    """Messages new to the catalogue, untranslated."""
    carried: int = 0
    """Messages that got the translation of another entry: the same text in another place, page or spelling."""
    stale: int = 0
    """Messages that became stale, since their source text changed."""
    obsolete: int = 0
    """Translations that became obsolete, since their text left the page."""

    def __add__(self, other: Tally) -> Tally:
        """The sum of both tallies."""
        return Tally(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    def __bool__(self) -> bool:
        """Whether any number is not 0."""
        return self != Tally()


@dataclass(frozen=True, slots=True)
class Changed:
    """The result of a job for one file."""

    file: str
    """The file that was, or would be, written, relative to the project."""
    changed: bool
    """Whether its bytes changed."""
    findings: tuple[Finding, ...] = ()
    """Findings for the maintainer of the file."""
    tally: Tally = Tally()
    """The changes in its messages, if `update` wrote it."""


# --- extract -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TemplateJob:
    """A template to write."""

    config: Config
    """The settings."""
    path: Path
    """The template."""
    pages: tuple[str, ...]
    """The pages whose messages it has, relative to the source folder."""
    dry: bool = False
    """Write nothing, only say what would change."""


def write_template(work: TemplateJob) -> Changed:
    """`extract`: write the template of one or more pages."""
    read = {page: english_messages(Job(work.config, "", page)) for page in work.pages}
    parts = {page: template for page, (template, _) in read.items()}
    base = po.new_template(work.config.project)
    new = catalogue_files.composed(work.path, base, parts)
    changed = project_files.write(work.config, work.path, po.write(new), dry=work.dry)
    findings = tuple(finding for _, findings in read.values() for finding in findings)
    return Changed(project_files.shown(work.config, work.path), changed, findings)


def remove_template(work: TemplateJob) -> Changed:
    """`extract`: remove a template whose pages are deleted, unless another tool made it."""
    name = project_files.shown(work.config, work.path)
    found = project_files.load_catalogue(work.config, work.path)
    if not found or not po.is_stamped(found[0]):
        return Changed(name, changed=False)
    if not work.dry:
        project_files.remove(work.config, work.path, found[1])
    return Changed(name, changed=True)


def english_messages(job: Job) -> tuple[tuple[Message, ...], tuple[Finding, ...]]:
    """The messages of a page, and findings for its maintainer."""
    _, english = project_files.read_page(job.config, job.path)
    return _template(job, english), _findings(job, english)


def _template(job: Job, english: Page) -> tuple[Message, ...]:
    return extract.template(project_files.reference(job.config, job.path), english)


def _findings(job: Job, english: Page) -> tuple[Finding, ...]:
    problem = english.outline.front.problem
    return (replace(_of_page(job, "md-frontmatter", problem), locale=""),) if problem else ()


def _of_page(job: Job, check: str, text: str) -> Finding:
    """A warning about a page as a whole."""
    name = project_files.reference(job.config, job.path)
    return Finding(Severity.WARNING, check, text, name, page=name, locale=job.locale)


# --- assemble ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AssembleJob:
    """One page to be localised."""

    job: Job
    """The page and the locale."""
    overwrite: bool = False
    """Write over a localised page that this tool did not make."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """The result of assembling a page."""

    changed: Changed
    """The localised page."""
    refusals: tuple[Finding, ...] = ()
    """Messages that stayed English."""


def assemble_page(work: AssembleJob) -> Assembled:
    """`assemble`: write the localised page. Raises PageError for one that people seem to have written."""
    job = work.job
    bom, english = project_files.read_page(job.config, job.path)
    keys = [(segment.msgctxt, segment.msgid) for segment in english.segments]
    catalogue = catalogue_files.catalogue(job.config, job.locale, job.path, keys) or Catalogue(Message(""))
    lead = partial(project_files.retarget, job.config, job.locale, job.path)
    reference = project_files.reference(job.config, job.path)
    commented = ignoring.commented(catalogue.messages, job.config.ignored_in(job.locale))
    made = localised_page.assemble(reference, english, replace(catalogue, messages=commented), job.config.rules, lead)
    refusals, found = _in_catalogue(job, made.refusals), _in_catalogue(job, made.findings)
    path = project_files.localised_path(job.config, job.locale, job.path)
    name = project_files.shown(job.config, path)
    least = job.config.assemble.min_reviewed
    if made.published < least:
        said = f"{made.published:g} % translated, less than min_reviewed ({least} %); {name} is not written"
        return Assembled(Changed(name, changed=False, findings=(*found, _of_page(job, "min-reviewed", said))), refusals)
    told = notice.told(job.path, english, made, job.config.notice_in(job.locale))
    if not work.overwrite and not job.dry and 2 * made.places < len(english.segments):
        _require_ours(job, path, english, catalogue, bom + told.data)
    changed = project_files.write(job.config, path, bom + told.data, dry=job.dry)
    if not made.pinned:
        found = (*found, _of_page(job, "md-heading-id", UNPINNED))
    if told.finding:
        found = (*found, replace(told.finding, file=reference, page=reference, locale=job.locale))
    return Assembled(Changed(name, changed, found), refusals)


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
    if theirs is None or foreign.is_foreign(theirs, known):
        problem = (
            "most of its words are neither English nor in its catalogue, so this tool did not make it; "
            "it stays as it is. Use --overwrite to write over it"
        )
        raise PageError(project_files.shown(job.config, path), 0, problem)
