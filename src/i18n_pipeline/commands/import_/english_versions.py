"""The versions of an English page, and the one that its translation was made from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from i18n_pipeline.commands.import_ import revision
from i18n_pipeline.commands.import_.revision import Compared
from i18n_pipeline.commands.task import Job
from i18n_pipeline.errors import OutsideError, PageError
from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.markdown.aligning.evidence import passages
from i18n_pipeline.markdown.aligning.likeness import Words
from i18n_pipeline.markdown.reading.segments import Page
from i18n_pipeline.project import git, project_files

NOW = "now"
"""Name for the page as it is today, in place of a git revision."""
LEFT_OUT = "leave --source-rev out, so that the best revision is looked for, or name another"
COMMIT = re.compile(r"[0-9a-fA-F]{7,64}")
"""A commit id, shortened or not."""
CHECK = "look whether the page was brought up to date, and correct what it says"


class ImportJob(Struct, frozen=True):
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
    states: tuple[git.Revision, ...] = ()
    """The states of the English page in git, newest first."""
    changed: int | None = None
    """Time of the translation's last commit, seconds since 1970; None if it is not known, or has changed since."""


class Source(Struct, frozen=True):
    """A version of an English page."""

    blob: str
    """The git id of its bytes; empty: today's page."""
    told: str
    """Short commit id and date, for people; empty: today's page."""


TODAY = Source("", "")
"""Today's page."""


class Version(Struct, frozen=True):
    """The version of an English page that a translation was made from."""

    source: Source
    """The version."""
    page: Page
    """The page."""
    compared: Compared | None = None
    """Its alignment with the translation, if it was needed to find it."""
    findings: tuple[Finding, ...] = ()
    """What is to be said about it."""


def page(work: ImportJob, blob: str) -> Page:
    """The English page in a version; empty `blob`: today's page."""
    if not blob:
        return project_files.read_page(work.job.config, work.job.path)[1]
    return _parsed(work, blob, git.data(_here(work).parent, blob))


def _parsed(work: ImportJob, blob: str, data: bytes) -> Page:
    config = work.job.config
    name = f"{project_files.reference(config, work.job.path)} ({blob[:9]})"
    return project_files.parsed(config, work.job.path, data.removeprefix(project_files.BOM), name)


def _here(work: ImportJob) -> Path:
    return project_files.page_path(work.job.config, work.job.path)


def find(work: ImportJob, translation: Page) -> Version:
    """The version that a person named, or else the best match. Raises SettingsError for an unknown revision."""
    if work.revision == NOW:
        return Version(TODAY, page(work, ""))
    if work.revision:
        return _named(work)
    if not work.states:
        return Version(TODAY, page(work, ""))
    try:
        return _best(work, translation)
    except OutsideError as error:
        said = f"{error}, so the translation was compared with the English page of today"
        return Version(TODAY, page(work, ""), None, (_finding(work, said, git.WHOLE),))


def _named(work: ImportJob) -> Version:
    """The version at the revision that a person named."""
    here = _here(work)
    blob = git.at(here, work.revision)
    if blob is None:
        name = project_files.reference(work.job.config, work.job.path)
        raise PageError(name, 0, f"it is not in git at {work.revision!r}", LEFT_OUT)
    return Version(Source(blob, work.revision), page(work, blob))


def _best(work: ImportJob, translation: Page) -> Version:
    """The version that goes best with the translation, or that the translation states."""
    folder = _here(work).parent
    stated = _stated(work, translation)
    states = list(work.states)
    blob = git.at_names(folder, stated, dict.fromkeys(one.name for one in states)) if stated else None
    if blob and all(one.blob != blob for one in states):
        states.append(replace(states[-1], commit=stated, blob=blob))
    data = dict(git.blobs(folder, (one.blob for one in states)))
    today = project_files.page_bytes(work.job.config, work.job.path).removeprefix(project_files.BOM)
    versions = [Source("", ""), *(Source(one.blob, one.told) for one in states)]

    def read(place: int) -> Page:
        blob = states[place - 1].blob if place else ""
        return _parsed(work, blob, data[blob]) if blob else page(work, "")

    best = revision.best(
        [today, *(data[one.blob] for one in states)],
        (translation.outline.source, passages(translation)),
        read,
        _expected(states, work.changed),
        next((place for place, one in enumerate(states, 1) if one.blob == blob), None) if blob else None,
    )
    return Version(versions[best.place], best.compared.page, best.compared, _said(work, stated, blob, best, versions))


def _stated(work: ImportJob, translation: Page) -> str:
    """The commit that a translation names as its source; empty if it names none."""
    keys = work.job.config.markdown.source_revision
    values = (node.text for node in translation.outline.front.nodes if node.path in keys)
    return next((value for value in values if COMMIT.fullmatch(value)), "")


def _said(
    work: ImportJob, stated: str, blob: str | None, best: revision.Best, versions: Sequence[Source]
) -> tuple[Finding, ...]:
    """What is to be said about the commit that a page states."""
    if stated and blob is None:
        said = f"it says that it was made from {stated[:9]}, in which git does not have the English page"
        return (_finding(work, said, CHECK),)
    if best.doubted:
        better = versions[best.place].told or "the English page of today"
        said = f"it says that it was made from {stated[:9]}, but it goes better with {better}, which was taken"
        return (_finding(work, said, CHECK),)
    return ()


def _finding(work: ImportJob, said: str, advice: str) -> Finding:
    name = project_files.reference(work.job.config, work.job.path)
    file = project_files.shown(work.job.config, work.file)
    return Finding(Severity.WARNING, "revision", said, file, page=name, advice=advice)


def _expected(states: Sequence[git.Revision], when: int | None) -> int | None:
    """Position of the version of the page when its translation was committed, today's page being the first."""
    if when is None:
        return None
    return next((place for place, one in enumerate(states, 1) if one.time <= when), None)
