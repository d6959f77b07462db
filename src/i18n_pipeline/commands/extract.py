"""`extract`: pages to templates (POT files)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from i18n_pipeline.catalogue import page_template as template_of
from i18n_pipeline.catalogue import po
from i18n_pipeline.commands.task import Changed, Job, Result, Task
from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.markdown.reading.segments import Page
from i18n_pipeline.model import Message
from i18n_pipeline.project import catalogue_files, project_files
from i18n_pipeline.project.executor import Done, Outcome, one_by_one, parted
from i18n_pipeline.project.settings import Config


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
    removed, unread = parted(task.run(remove_template, unused))
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


def _counted(task: Task, work: Sequence[TemplateJob]) -> Iterator[Outcome[Changed]]:
    """Write templates and yield the outcomes in order; progress counts the pages of each."""
    for job, outcome in zip(work, task.run(write_template, work), strict=True):
        task.step(len(job.pages))
        yield outcome


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
    return messages_of(job, project_files.page_bytes(job.config, job.path))


def messages_of(job: Job, data: bytes) -> tuple[tuple[Message, ...], tuple[Finding, ...]]:
    """`english_messages` with the bytes of the page given."""
    _, english = project_files.page_of_bytes(job.config, job.path, data)
    return _template(job, english), _findings(job, english)


def _template(job: Job, english: Page) -> tuple[Message, ...]:
    return template_of.template(project_files.reference(job.config, job.path), english)


def _findings(job: Job, english: Page) -> tuple[Finding, ...]:
    problem = english.outline.front.problem
    return (
        (
            replace(
                of_page(job, "md-frontmatter", problem, "correct it, so that its texts can be translated"), locale=""
            ),
        )
        if problem
        else ()
    )


def of_page(job: Job, check: str, text: str, advice: str) -> Finding:
    """A warning about a page as a whole."""
    name = project_files.reference(job.config, job.path)
    return Finding(Severity.WARNING, check, text, name, advice=advice, page=name, locale=job.locale)
