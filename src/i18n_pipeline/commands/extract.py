"""`extract`: pages to templates (POT files)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.catalogue import page_template as template_of
from i18n_pipeline.catalogue import po
from i18n_pipeline.commands.task import Changed, Job, Result, Task
from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.markdown.reading import unknown_syntax
from i18n_pipeline.model import UNWRITABLE, Message, Segment
from i18n_pipeline.project import catalogue_files, project_files
from i18n_pipeline.project.executor import Done, Outcome, one_by_one, parted
from i18n_pipeline.project.read_make_write import ReadMakeWrite
from i18n_pipeline.project.settings import Config


class TemplateJob(Struct, frozen=True):
    """A template to write."""

    config: Config
    """The settings."""
    path: Path
    """The template."""
    pages: tuple[str, ...]
    """The pages whose messages it has, relative to the source folder."""
    dry: bool = False
    """Write nothing, only say what would change."""


def extract(task: Task) -> Result:
    """Write the templates of the pages; remove templates of deleted pages."""
    known = task.every_page()
    home = partial(project_files.template_path, task.config)
    pages: dict[Path, list[str]] = {home(page): [] for page in task.pages}
    for page in known:
        if home(page) in pages:
            pages[home(page)].append(page)
    work = [TemplateJob(task.config, path, tuple(names), task.dry) for path, names in pages.items()]
    done, failed = parted(_counted(task, work))
    strange = [path for path in project_files.templates(task.config) if path not in pages] if task.whole else []
    unused = [TemplateJob(task.config, path, (), task.dry) for path in strange]
    removed, unread = parted(task.run_files(UNUSED_TEMPLATE, unused))
    files = (*done, *(file for file in removed if file.changed))
    return Result("", files, failures=(*failed, *unread))


def has_templates(task: Task) -> bool:
    """Whether the project has templates made by this tool; unreadable ones do not count."""
    return any(
        isinstance(made, Done) and made.result
        for made in one_by_one(partial(_is_template, task.config), project_files.templates(task.config))
    )


def _is_template(config: Config, path: Path) -> bool:
    found = project_files.load_catalogue(config, path)
    return found is not None and po.is_stamped(found[0])


class TemplateInputs(Struct, frozen=True):
    """All that decides what becomes of a template."""

    work: TemplateJob
    """The template and its pages."""
    pages: Mapping[str, bytes]
    """The bytes of its pages."""
    existing: bytes | None = None
    """The bytes of the template to remove; None: there is none, or the template is to be written."""


class TemplateMade(Struct, frozen=True):
    """What becomes of a template."""

    data: bytes | None
    """Its bytes, None if it is to be removed."""
    findings: tuple[Finding, ...] = ()
    """Findings for the maintainers of its pages."""
    ours: bool = True
    """Whether this tool made the template to remove."""


def _counted(task: Task, work: Sequence[TemplateJob]) -> Iterator[Outcome[Changed]]:
    """Write templates and yield the outcomes in order; progress counts the pages of each."""
    for job, outcome in zip(work, task.run_files(TEMPLATE, work), strict=True):
        task.step(len(job.pages))
        yield outcome


def _read(work: TemplateJob) -> TemplateInputs:
    """The pages of a template. Raises PageError and OutsideError."""
    return TemplateInputs(work, {page: project_files.page_bytes(work.config, page) for page in work.pages})


def make(given: TemplateInputs) -> TemplateMade:
    """The template of one or more pages. Raises PageError."""
    work = given.work
    read = {page: messages_of(Job(work.config, "", page), data) for page, data in given.pages.items()}
    parts = {page: template for page, (template, _) in read.items()}
    new = catalogue_files.composed(work.path, po.new_template(work.config.project), parts)
    return TemplateMade(po.write(new), tuple(finding for _, findings in read.values() for finding in findings))


def _write(given: TemplateInputs, made: TemplateMade) -> Changed:
    work, data = given.work, made.data
    changed = data is not None and project_files.write(work.config, work.path, data, dry=work.dry)
    return Changed(project_files.shown(work.config, work.path), changed, made.findings)


TEMPLATE = ReadMakeWrite(_read, make, _write)
"""`extract` for one template."""


def _read_unused(work: TemplateJob) -> TemplateInputs:
    """A template whose pages are deleted. Raises SettingsError and OutsideError."""
    return TemplateInputs(work, {}, project_files.catalogue_bytes(work.config, work.path))


def judged(given: TemplateInputs) -> TemplateMade:
    """Whether this tool made a template; those of another one stay. Raises CatalogueError."""
    if given.existing is None:
        return TemplateMade(None, ours=False)
    found = project_files.parsed_catalogue(given.work.config, given.work.path, given.existing)
    return TemplateMade(None, ours=po.is_stamped(found))


def _remove(given: TemplateInputs, made: TemplateMade) -> Changed:
    """Remove a template. Raises ChangedMeanwhileError and OutsideError."""
    work = given.work
    if made.ours and given.existing is not None and not work.dry:
        project_files.remove(work.config, work.path, given.existing)
    return Changed(project_files.shown(work.config, work.path), changed=made.ours)


UNUSED_TEMPLATE = ReadMakeWrite(_read_unused, judged, _remove)
"""`extract` for one template whose pages are deleted: it is removed, unless another tool made it."""


def english_messages(job: Job) -> tuple[tuple[Message, ...], tuple[Finding, ...]]:
    """The messages of a page, and findings for its maintainer."""
    return messages_of(job, project_files.page_bytes(job.config, job.path))


def messages_of(job: Job, data: bytes) -> tuple[tuple[Message, ...], tuple[Finding, ...]]:
    """`english_messages` with the bytes of the page given."""
    return _messages(replace(job, locale="", dry=False), data)


@lru_cache(maxsize=4)
def _messages(job: Job, data: bytes) -> tuple[tuple[Message, ...], tuple[Finding, ...]]:
    """The messages of a page and the findings, made once for all languages that are worked on one after the other."""
    _, english = project_files.page_of_bytes(job.config, job.path, data)
    problem = english.outline.front.problem
    advice = "correct it, so that its texts can be translated"
    findings = [of_page(job, "md-frontmatter", problem, advice)] if problem else []
    name = project_files.reference(job.config, job.path)
    findings += [_left_out(name, english.outline.source, segment) for segment in english.left_out]
    if not english.outline.dialect.values:
        findings += unknown_syntax.findings(english.outline.source, english.outline.dialect, name)
    return template_of.template(name, english), tuple(findings)


def _left_out(name: str, source: bytes, segment: Segment) -> Finding:
    """A warning about a text that no catalogue can hold; `name` is the name of the page for people."""
    sign = UNWRITABLE.findall(f"{segment.msgid}{segment.msgctxt}")[0]
    text = f"a text that stays untranslated, since no catalogue can hold the character U+{ord(sign):04X} in it"
    place = source.find(sign.encode(errors="surrogatepass"), segment.start, segment.end)
    line = source.count(b"\n", 0, max(place, segment.start)) + 1
    return Finding(Severity.WARNING, "unicode-control", text, name, line, advice="delete that character", page=name)


def of_page(job: Job, check: str, text: str, advice: str) -> Finding:
    """A warning about a page as a whole."""
    name = project_files.reference(job.config, job.path)
    return Finding(Severity.WARNING, check, text, name, advice=advice, page=name, locale=job.locale)
