"""What each command does to the whole project: which jobs there are, in which order, and what came of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeAlias, TypeVar

from i18n_pipeline import jobs, site
from i18n_pipeline.catalogue.merge import Key
from i18n_pipeline.config import Config
from i18n_pipeline.jobs import AssembleJob, Changed, Job, UpdateJob
from i18n_pipeline.model import Coverage, LocaleReport, Message, Refusal
from i18n_pipeline.run import Done, Failed, Outcome, run
from i18n_pipeline.stages.coverage import together
from i18n_pipeline.stages.rename import renames

J = TypeVar("J")
R = TypeVar("R")
Step: TypeAlias = Callable[[int], None]
"""Called with the number of jobs that have ended since the last call."""


@dataclass(frozen=True, slots=True)
class Task:
    """What to work on, and how."""

    config: Config
    """The settings."""
    pages: tuple[str, ...]
    """The pages to work on, relative to the source folder."""
    whole: bool = True
    """Whether these are all pages of the project."""
    workers: int = 1
    """Processes."""
    dry: bool = False
    """Write nothing, only say what would change."""
    step: Step = lambda _: None
    """Progress."""

    def job(self, locale: str, path: str) -> Job:
        """One page in one locale."""
        return Job(self.config, locale, path, self.dry)

    def jobs(self, locale: str) -> list[Job]:
        """All pages in one locale."""
        return [self.job(locale, path) for path in self.pages]

    def over(self, function: Callable[[J], R], work: Sequence[J]) -> Iterator[Outcome[R]]:
        """The outcomes of a function over some jobs, in order, counted as progress."""
        for outcome in run(function, work, self.workers):
            self.step(1)
            yield outcome


@dataclass(frozen=True, slots=True)
class Result:
    """What a command did in one locale."""

    locale: str
    """The locale; empty for templates."""
    files: tuple[Changed, ...] = ()
    """Every file it looked after, in page order."""
    refusals: tuple[Refusal, ...] = ()
    """Messages that stayed English."""
    renamed: tuple[tuple[str, str], ...] = ()
    """Catalogues that moved with their pages: old and new file."""
    failures: tuple[Failed, ...] = ()
    """What could not be done."""

    @property
    def changed(self) -> tuple[str, ...]:
        """The files that changed."""
        return tuple(file.file for file in self.files if file.changed)

    @property
    def notes(self) -> tuple[str, ...]:
        """What maintainers should know."""
        return tuple(dict.fromkeys(note for file in self.files for note in file.notes))


def extract(task: Task) -> Result:
    """Pages to templates."""
    done, failed = _parted(task.over(jobs.write_template, task.jobs("")))
    return Result("", tuple(done), failures=failed)


def assemble(task: Task, locale: str, *, overwrite: bool = False) -> Result:
    """Catalogues to localised pages."""
    work = [AssembleJob(job, overwrite) for job in task.jobs(locale)]
    done, failed = _parted(task.over(jobs.assemble_page, work))
    refusals = tuple(refusal for page in done for refusal in page.refusals)
    return Result(locale, tuple(page.changed for page in done), refusals, failures=failed)


def status(task: Task, locale: str) -> tuple[LocaleReport, tuple[Failed, ...]]:
    """Coverage of one locale; pages that cannot be read are left out of it."""
    outcomes = list(task.over(jobs.page_coverage, task.jobs(locale)))
    pages = tuple((path, o.result) for path, o in zip(task.pages, outcomes, strict=True) if isinstance(o, Done))
    total: Coverage = together(coverage for _, coverage in pages)
    return LocaleReport(locale, pages, total), tuple(o for o in outcomes if isinstance(o, Failed))


# --- update ------------------------------------------------------------------------------------------


def update(task: Task, locale: str) -> Result:
    """Pages to catalogues, merged.

    Every page first says which messages its own catalogue lacks. These are looked up in all catalogues as they were
    before, and only then are the catalogues that wanted something, or that could lose something, written.
    """
    own = {path: site.catalogue_path(task.config, locale, path) for path in task.pages}
    there = site.catalogues(task.config, locale)
    orphans, unreadable = _orphans(task, locale, own, there)
    if unreadable:  # a page that is new may be the one that such a catalogue belongs to
        task = replace(task, pages=tuple(path for path in task.pages if own[path].exists()))
        own = {path: own[path] for path in task.pages}
    old = own | _renamed(task, locale, own, orphans)
    outcomes, failures = _updated(task, locale, old, ask=bool(there))
    done, failed = _parted(outcomes)
    failures = tuple(dict.fromkeys((*unreadable, *failures)))
    files = [updated.changed for updated in done]
    moved = _moved(task, own, old)
    if task.whole:
        gone, unwritten = _retired(task, locale, [path for path in orphans if path not in old.values()])
        files, failed = [*files, *gone], (*failed, *unwritten)
    return Result(locale, tuple(files), renamed=moved, failures=(*failures, *failed))


def _orphans(task: Task, locale: str, own: dict[str, Path], there: list[Path]) -> tuple[list[Path], tuple[Failed, ...]]:
    """Catalogues of ours whose page is gone, and why some could not be read; those of other tools are left alone."""
    known = set(own.values())
    if there and not task.whole:
        known = {site.catalogue_path(task.config, locale, path) for path in site.pages(task.config)}
    strange = [path for path in there if path not in known]
    outcomes = list(run(partial(jobs.is_ours, task.config), strange, task.workers))
    ours = [path for path, o in zip(strange, outcomes, strict=True) if isinstance(o, Done) and o.result]
    return ours, tuple(o for o in outcomes if isinstance(o, Failed))


def _renamed(task: Task, locale: str, own: dict[str, Path], orphans: list[Path]) -> dict[str, Path]:
    """For each page that was renamed the orphaned catalogue it takes along."""
    new = [path for path in task.pages if not own[path].exists()] if orphans else []
    if not new:
        return {}
    texts = _by_name(new, run(jobs.page_msgids, [task.job(locale, path) for path in new], task.workers))
    held = _by_name(map(str, orphans), run(partial(jobs.msgids, task.config), orphans, task.workers))
    return {page: Path(orphan) for page, orphan in renames(texts, held).items()}


def _updated(
    task: Task, locale: str, old: dict[str, Path], *, ask: bool
) -> tuple[list[Outcome[jobs.Updated]], tuple[Failed, ...]]:
    """Update every catalogue, those last that want messages from elsewhere, and say which could not be searched."""
    first = [UpdateJob(task.job(locale, path), old[path], ask=ask) for path in task.pages]
    outcomes = list(task.over(jobs.update_catalogue, first))
    wanted = {i: o.result.wanted for i, o in enumerate(outcomes) if isinstance(o, Done) and o.result.wanted}
    if not wanted:
        return outcomes, ()
    found, failures = _found(task, locale, frozenset().union(*wanted.values()))
    again = [replace(first[i], ask=False, elsewhere=_only(found, keys)) for i, keys in wanted.items()]
    for i, outcome in zip(wanted, run(jobs.update_catalogue, again, task.workers), strict=True):
        outcomes[i] = outcome
    return outcomes, failures


def _only(found: dict[Key, Message], keys: frozenset[Key]) -> dict[Key, Message]:
    return {key: message for key, message in found.items() if key in keys}


def _by_name(names: Iterable[str], outcomes: Iterable[Outcome[R]]) -> dict[str, R]:
    return {name: outcome.result for name, outcome in zip(names, outcomes, strict=True) if isinstance(outcome, Done)}


def _found(task: Task, locale: str, wanted: frozenset[Key]) -> tuple[dict[Key, Message], tuple[Failed, ...]]:
    """The best translation of each wanted message anywhere: reviewed before fuzzy, live before obsolete, page order."""
    paths = site.catalogues(task.config, locale)
    done, failed = _parted(run(partial(jobs.held, task.config, wanted), paths, task.workers))
    best: dict[Key, Message] = {}
    for held in done:
        for key, message in held.items():
            if key not in best or _rank(message) < _rank(best[key]):
                best[key] = message
    return best, failed


def _rank(message: Message) -> tuple[bool, bool]:
    return (message.fuzzy, message.obsolete)


def _moved(task: Task, own: dict[str, Path], old: dict[str, Path]) -> tuple[tuple[str, str], ...]:
    """Remove the catalogues that renamed pages have taken along, once the new ones are there."""
    moved = [(old[path], new) for path, new in own.items() if old[path] != new]
    for start, new in moved:
        if new.exists() and not task.dry:
            site.remove(start)
    return tuple((site.shown(task.config, start), site.shown(task.config, new)) for start, new in moved)


def _retired(task: Task, locale: str, gone: list[Path]) -> tuple[list[Changed], tuple[Failed, ...]]:
    """Keep what was translated of pages that are gone, as obsolete messages."""
    folder = site.catalogue_folder(task.config, locale)
    work = [task.job(locale, path.relative_to(folder).as_posix()) for path in gone]
    return _parted(run(jobs.retire_catalogue, work, task.workers))


def _parted(outcomes: Iterable[Outcome[R]]) -> tuple[list[R], tuple[Failed, ...]]:
    done: list[R] = []
    failed: list[Failed] = []
    for outcome in outcomes:
        if isinstance(outcome, Failed):
            failed.append(outcome)
        else:
            done.append(outcome.result)
    return done, tuple(failed)
