"""`import` for one page: find the English version it was made from, align, write. Runs in any process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from i18n_pipeline.catalogue.merging import merge
from i18n_pipeline.catalogue.merging.bring import brought, drafts
from i18n_pipeline.catalogue.page_template import template
from i18n_pipeline.commands.assemble import notice
from i18n_pipeline.commands.extract import english_messages
from i18n_pipeline.commands.import_ import other_tools, revision
from i18n_pipeline.commands.import_.published import Sides, published, sides
from i18n_pipeline.commands.task import Job
from i18n_pipeline.errors import OutsideError, PageError
from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.markdown.aligning.likeness import Words
from i18n_pipeline.markdown.reading.segments import Page
from i18n_pipeline.model import Catalogue, Message
from i18n_pipeline.project import catalogue_files, disk, git, project_files

NOW = "now"
"""Name for the page as it is today, in place of a git revision."""
ENGINE = "published page"
"""Name of the engine in the note of an imported draft."""
BLANK = "delete them, if the page is to stay"
LEFT_OUT = "leave --source-rev out, so that the best revision is looked for, or name another"


@dataclass(frozen=True, slots=True)
class ImportJob:
    """One page and its published translation."""

    job: Job
    """The page and the locale."""
    file: Path
    """The translation."""
    revision: str = ""
    """The git revision of the English page it was made from; `now`: today's page; empty: find the best."""
    reviewed: bool = True
    """Whether the translation is reviewed; otherwise it becomes drafts."""
    known: Words = field(default_factory=dict)
    """Known translations of words, for aligning."""


@dataclass(frozen=True, slots=True)
class Source:
    """A version of an English page."""

    blob: str
    """The git id of its bytes; empty: today's page."""
    told: str
    """Short commit id and date, for people; empty: today's page."""


@dataclass(frozen=True, slots=True)
class Looked:
    """The result of a first look at a translation."""

    source: Source
    """The version of the English page it was made from."""
    words: tuple[tuple[frozenset[str], frozenset[str]], ...]
    """Pairs of word sets from aligned segments, from which the lexicon for all pages is learned."""


@dataclass(frozen=True, slots=True)
class Imported:
    """The result of importing one page."""

    page: str
    """The page, relative to the project."""
    source: str
    """The version it was aligned with: short commit id and date; empty: today's page."""
    aligned: int
    """Number of segments paired with one segment of the translation."""
    merged: int
    """Number of segments that the translation merged with a neighbour or split in two."""
    missing: int
    """Number of segments without a sure counterpart in the translation."""
    extra: int
    """Number of segments of the translation without a sure counterpart."""
    findings: tuple[Finding, ...]
    """Findings for a person to look at."""
    changed: bool
    """Whether the catalogue changed."""


# --- published pages ---------------------------------------------------------------------------------


def look(work: ImportJob) -> Looked:
    """Find the English version that a translation was made from, and words that translate each other."""
    translation, _, _ = _translation(work)
    source = _source(work, translation)
    both = _sides(work, source, translation)
    return Looked(source, tuple(both.told))


def bring(work: tuple[ImportJob, Source]) -> Imported:
    """Write a translation into the page's catalogue, and merge that with today's page."""
    job, source = work
    translation, lines, found = _translation(job)
    both = _sides(job, source, translation)
    made = published(both, job.job.config.rules)
    messages = made.messages if job.reviewed else drafts(made.messages, ENGINE)
    today, _ = english_messages(job.job)
    changed, kept = _written(job.job, messages, today)
    return Imported(
        both.names[0],
        source.told,
        made.aligned,
        made.merged,
        made.missing,
        made.extra,
        tuple(
            replace(finding, locale=job.job.locale)
            for finding in (*found, *_lowered(made.findings, both.names[1], lines), *kept)
        ),
        changed,
    )


def _lowered(findings: Iterable[Finding], file: str, lines: int) -> Iterator[Finding]:
    """Findings in `file` moved down by the `lines` that were skipped at its top."""
    return (replace(found, line=found.line + lines) if found.file == file else found for found in findings)


def _translation(work: ImportJob) -> tuple[Page, int, tuple[Finding, ...]]:
    """The translated page, the number of blank lines skipped at its top, and findings about the file."""
    name = project_files.shown(work.job.config, work.file)
    data = disk.read(work.file)
    if data is None:
        raise OutsideError(f"{name} was deleted during this run", "run the command again")
    text = data.removeprefix(project_files.BOM)
    start = len(text) - len(text.lstrip(b"\r\n"))
    if not start or not text.startswith((b"---", b"+++"), start):
        return _parsed(work, text), 0, ()
    lines = text.count(b"\n", 0, start)
    said = "blank lines before the front matter, which most site generators then take for text"
    return (
        _parsed(work, text[start:], lines + 1),
        lines,
        (Finding(Severity.WARNING, "front-matter", said, name, 1, 1, BLANK),),
    )


def _parsed(work: ImportJob, text: bytes, line: int = 1) -> Page:
    """The translated page without the notice that this tool wrote onto it."""
    config = work.job.config
    page = project_files.parsed(config, work.job.path, text, project_files.shown(config, work.file), line)
    return notice.without(page, config.notice_in(work.job.locale))


def _sides(work: ImportJob, source: Source, translation: Page) -> Sides:
    config, path = work.job.config, work.job.path
    names = (project_files.reference(config, path), project_files.shown(config, work.file))
    return sides(names, (_english(work, source.blob), translation), work.known)


# --- the state of the source -------------------------------------------------------------------------


def _english(work: ImportJob, blob: str) -> Page:
    """The English page in a version; empty `blob`: today's page."""
    config, path = work.job.config, work.job.path
    if not blob:
        return project_files.read_page(config, path)[1]
    data = git.data(project_files.page_path(config, path).parent, blob)
    name = f"{project_files.reference(config, path)} ({blob[:9]})"
    return project_files.parsed(config, path, data.removeprefix(project_files.BOM), name)


def _source(work: ImportJob, translation: Page) -> Source:
    """The English version that a person named, or else the best match. Raises SettingsError for an unknown revision."""
    config = work.job.config
    here = project_files.page_path(config, work.job.path)
    if work.revision == NOW:
        return Source("", "")
    if work.revision:
        blob = git.at(here, work.revision)
        if blob is None:
            raise PageError(
                project_files.reference(config, work.job.path), 0, f"it is not in git at {work.revision!r}", LEFT_OUT
            )
        return Source(blob, work.revision)
    known = git.revisions(here)
    if not known:
        return Source("", "")
    states = [Source("", ""), *(Source(r.blob, r.told) for r in known)]
    pages = [(state, _english(work, state.blob)) for state in states]
    return revision.best(pages, translation, _expected(known, git.last_change(work.file)))


def _expected(known: Iterable[git.Revision], when: int | None) -> Source | None:
    """The version of the page when its translation was committed; `known` is sorted, newest first."""
    return next((Source(r.blob, r.told) for r in known if when is not None and r.time <= when), None)


# --- catalogues of other tools -----------------------------------------------------------------------


def take(work: tuple[Job, other_tools.Index]) -> tuple[Imported, frozenset[int]]:
    """Copy translations from catalogues of other tools to a page's catalogue; also return the indices of those used."""
    job, known = work
    _, english = project_files.read_page(job.config, job.path)
    messages = template(project_files.reference(job.config, job.path), english)
    found = other_tools.adopted(known, english, messages)
    changed, kept = _written(job, [found.messages.get(message.key, message) for message in messages], messages)
    name = project_files.reference(job.config, job.path)
    return Imported(name, "", len(found.messages), 0, 0, 0, kept, changed), found.taken


# --- writing -----------------------------------------------------------------------------------------


def _written(job: Job, messages: Iterable[Message], today: tuple[Message, ...]) -> tuple[bool, tuple[Finding, ...]]:
    """Copy translations into the catalogue of a page; `today` are the messages of today's page.

    A different translation in the catalogue stays, with a finding.
    """
    kept: dict[str, Message] = {}

    def change(old: Catalogue) -> Catalogue:
        offered = {(m.previous_context, m.previous) for m in old.messages} - {m.key for m in today}
        new = brought(old, [m for m in messages if m.key not in offered])  # not what is stale in the catalogue already
        kept.update((message.msgid, message) for message in new.kept)
        return merge.merge(new.catalogue, today, near=job.config.merge.near / 100)

    changed = catalogue_files.change(job.config, job.locale, job.path, change, dry=job.dry)
    name = project_files.reference(job.config, job.path)
    said = "the catalogue has another translation, which stays"
    return changed, tuple(
        Finding(
            Severity.INFO,
            "kept",
            f"{said}: {m.msgid}",
            name,
            page=name,
            locale=job.locale,
            msgid=m.msgid,
            msgctxt=m.msgctxt,
        )
        for m in kept.values()
    )
