"""`import` for the whole project: pair translations with pages, import each, collect the results."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.catalogue import po
from i18n_pipeline.commands.import_ import one_page as per_page
from i18n_pipeline.commands.import_ import other_tools
from i18n_pipeline.commands.import_.english_versions import ImportJob
from i18n_pipeline.commands.import_.one_page import Imported, Looked
from i18n_pipeline.commands.task import Task
from i18n_pipeline.errors import CatalogueError, OutsideError, SettingsError
from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.language import base, key
from i18n_pipeline.markdown.aligning.lexicon import lexicon
from i18n_pipeline.model import Catalogue
from i18n_pipeline.project import disk, git, page_history, project_files
from i18n_pipeline.project.disk import Kind
from i18n_pipeline.project.executor import Done, Outcome, one_by_one, parted

FEW = 6
"""Least number of pages for which starting processes pays."""
MOVE = "give it the path of its English page, or leave it out"

J = TypeVar("J")
R = TypeVar("R")


class Import(Struct, frozen=True):
    """The result of an import in one locale."""

    locale: str
    """The locale."""
    pages: tuple[Imported, ...]
    """The pages that had a translation, in page order."""
    without: tuple[str, ...]
    """Pages without a translation, relative to the source folder."""
    findings: tuple[Finding, ...]
    """Files and messages that belong to no page."""
    failures: tuple[Finding, ...]
    """What could not be read or written."""


class ImportOptions(Struct, frozen=True):
    """The options of an import."""

    folder: Path | None = None
    """Folder of the published pages, absolute; each page has the path of its English page there, or that with the
    language before the suffix. None: each page lies where `assemble` writes it."""
    revision: str = ""
    """The git revision of the English pages; `now`: today's pages; empty: find the best."""
    reviewed: bool = True
    """Whether the translations are reviewed; otherwise they become drafts."""


def bring(task: Task, locale: str, wish: ImportOptions) -> Import:
    """Import published pages and catalogues of other tools, below a folder, into the catalogues of a locale.

    Catalogues come first, since they have the texts that people reviewed. The folder of the English pages counts as
    none: there, the translations lie where `assemble` writes them. Raises SettingsError if the folder is missing, and
    OutsideError if a folder below it cannot be listed.
    """
    if wish.folder and not wish.folder.is_dir():
        raise SettingsError(f"there is no folder {wish.folder}", "name the folder with the translated pages")
    task = task.within(locale)
    if wish.folder == (task.config.root / task.config.source).resolve():
        wish = replace(wish, folder=None)
    below = disk.below(wish.folder) if wish.folder else ()
    files = sorted(wish.folder / name for name, kind in below if kind is Kind.FILE) if wish.folder else []
    taken = _catalogues(task, locale, [path for path in files if path.suffix == ".po"])
    read = _published(task, locale, wish)
    known, suffixes = {_file(task, locale, wish, page) for page in task.pages}, task.config.kind.suffixes
    strange = [path for path in files if path.suffix in suffixes and path not in known] if task.whole else []
    said = "no page of the project has this path"
    findings = (
        *taken.findings,
        *read.findings,
        *(
            Finding(
                Severity.WARNING, "unknown", said, project_files.shown(task.config, path), advice=MOVE, locale=locale
            )
            for path in strange
        ),
    )
    return Import(
        locale,
        (*taken.pages, *read.pages),
        read.without,
        findings,
        tuple(dict.fromkeys((*taken.failures, *read.failures))),
    )


def _published(task: Task, locale: str, wish: ImportOptions) -> Import:
    """Import published pages: learn from a first look which words translate each other, then align and write."""
    files = {page: _file(task, locale, wish, page) for page in task.pages}
    there = [page for page, file in files.items() if file.is_file()]
    works = [ImportJob(task.job(locale, page), files[page], wish.revision, wish.reviewed) for page in there]
    works, told = _with_states(task, wish, works)
    looked = list(_over(task, per_page.look, works))
    words = lexicon(pair for one in looked if isinstance(one, Done) for pair in one.result.words)
    sure: list[tuple[ImportJob, Looked]] = [
        (replace(work, known=words, states=()), replace(one.result, words=()))
        for work, one in zip(works, looked, strict=True)
        if isinstance(one, Done)
    ]
    pages, failed = parted(_run(task, per_page.bring, sure, at_once=True))
    unread = tuple(one for one in looked if isinstance(one, Finding))
    without = tuple(page for page in task.pages if page not in set(there)) if there else ()
    return Import(locale, tuple(pages), without, told, (*unread, *failed))


def _with_states(
    task: Task, wish: ImportOptions, works: list[ImportJob]
) -> tuple[list[ImportJob], tuple[Finding, ...]]:
    """The jobs with the states of their English pages in git, and what is to be said if git cannot tell."""
    if wish.revision or not works:
        return works, ()
    files = {work.job.path: project_files.page_path(task.config, work.job.path) for work in works}
    try:
        states = page_history.states(files.values())
        changed = page_history.last_changes(work.file for work in works)
    except OutsideError as error:
        said = f"{error}; the translations were compared with the English pages of today"
        return works, (_about_git(task, said),)
    jobs = [
        replace(work, states=tuple(states.get(files[work.job.path], ())), changed=changed.get(work.file))
        for work in works
    ]
    shallow = "the clone is shallow: earlier states of the English pages are not known"
    return jobs, (_about_git(task, shallow),) if git.is_shallow(task.config.root) else ()


def _about_git(task: Task, said: str) -> Finding:
    return Finding(Severity.WARNING, "revision", said, f"{task.config.source}/", advice=git.WHOLE)


def _file(task: Task, locale: str, wish: ImportOptions, page: str) -> Path:
    """Where the translation of a page is to be; that of a file of strings is where the site has it."""
    if wish.folder is None or task.config.strings_of(page):
        return project_files.localised_path(task.config, locale, page)
    path = wish.folder / page
    named = path.with_suffix(f".{task.config.name_of(locale)}{path.suffix}")
    return named if not path.is_file() and named.is_file() else path


def _catalogues(task: Task, locale: str, paths: Sequence[Path]) -> Import:
    """Import catalogues of other tools; each may have texts of any page."""
    own = project_files.catalogue_folder(task.config, locale)
    read, failures = parted(one_by_one(partial(_read, task), [path for path in paths if own not in path.parents]))
    catalogues = {name: catalogue for name, catalogue in read if _is_of(catalogue, locale)}
    if not catalogues:
        return Import(locale, (), (), (), failures)
    known = other_tools.index(catalogues, task.config.dialect)
    outcomes = _run(task, per_page.take, [(job, known) for job in task.jobs(locale)])
    done, failed = parted(outcomes)
    left = other_tools.left(known, frozenset[int]().union(*(taken for _, taken in done))) if task.whole else ()
    findings = (
        Finding(
            Severity.WARNING,
            "unplaced",
            f"no page has this text: {one.message.msgid}",
            one.path,
            one.message.line,
            advice="copy it into a catalogue by hand, if a message needs it",
            locale=locale,
            msgid=one.message.msgid,
            msgctxt=one.message.msgctxt,
        )
        for one in left
    )
    pages = tuple(page for page, _ in done if page.aligned)
    return Import(locale, pages, (), tuple(findings), (*failures, *failed))


def _read(task: Task, path: Path) -> tuple[str, Catalogue]:
    name = project_files.shown(task.config, path)
    data = disk.read(path)
    if data is None:
        raise CatalogueError(name, 0, "it was deleted during this run", "run the command again")
    return name, po.read(data, name)


def _is_of(catalogue: Catalogue, locale: str) -> bool:
    """Whether the header of a catalogue names this locale, or none."""
    said = next((line for line in catalogue.header.msgstr.split("\n") if line.startswith("Language:")), "")
    tag = said.partition(":")[2].strip()
    return key(tag) in {"", key(locale), base(locale)}


def _run(task: Task, function: Callable[[J], R], jobs: Sequence[J], *, at_once: bool = False) -> Iterator[Outcome[R]]:
    """Run jobs; those for shared catalogues in this process, since writers of one file would wait for each other."""
    if task.config.layout != "page":
        return one_by_one(function, jobs)
    return task.session.executor.run(function, jobs, few=FEW) if at_once else task.run(function, jobs)


def _over(task: Task, function: Callable[[J], R], jobs: Sequence[J]) -> Iterator[Outcome[R]]:
    """Run jobs, with progress reported; aligning a page takes so long that other processes pay soon."""
    for outcome in task.session.executor.run(function, jobs, few=FEW):
        task.step(1)
        yield outcome
