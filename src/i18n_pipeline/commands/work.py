"""Run a command over the whole project: make its jobs, run them in order, collect the results."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeAlias, TypeVar

from i18n_pipeline.catalogue import po, sharing
from i18n_pipeline.catalogue.merging.merge import Key
from i18n_pipeline.catalogue.merging.moves import Move, best, nearly, spellings, united
from i18n_pipeline.commands import jobs
from i18n_pipeline.commands.jobs import AssembleJob, Changed, Job, Tally, TemplateJob
from i18n_pipeline.commands.update import catalogue, retiring
from i18n_pipeline.commands.update.catalogue import ClearJob, Look, Updated, UpdateJob
from i18n_pipeline.commands.update.placing import Pages, Plan, plans
from i18n_pipeline.commands.update.renames import renames
from i18n_pipeline.commands.update.retiring import RetireJob
from i18n_pipeline.errors import PipelineError, as_finding
from i18n_pipeline.findings import Finding
from i18n_pipeline.model import Message
from i18n_pipeline.project import catalogue_files, project_files, project_memory, source_pages
from i18n_pipeline.project.executor import Done, Outcome, parted, run
from i18n_pipeline.project.settings import Config

J = TypeVar("J")
R = TypeVar("R")
P = TypeVar("P", TemplateJob, UpdateJob)
Step: TypeAlias = Callable[[int], None]
"""Called with the number of jobs that have ended since the last call."""


@dataclass(frozen=True, slots=True)
class Task:
    """The pages a command works on, and its options."""

    config: Config
    """The settings."""
    pages: tuple[str, ...]
    """The pages to work on, relative to the source folder."""
    whole: bool = True
    """Whether these are all pages of the project."""
    workers: int = 1
    """Number of processes."""
    dry: bool = False
    """Write nothing, only say what would change."""
    step: Step = lambda _: None
    """Reports progress."""
    pages_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The pages by locale, if a person named catalogues of different locales; otherwise empty."""

    def within(self, locale: str) -> Task:
        """The task limited to the pages of one locale."""
        return replace(self, pages=self.pages_of.get(locale, ()), pages_of={}) if self.pages_of else self

    def job(self, locale: str, path: str) -> Job:
        """The job for one page in one locale."""
        return Job(self.config, locale, path, self.dry)

    def jobs(self, locale: str) -> list[Job]:
        """The jobs for all pages of the task in one locale."""
        return [self.job(locale, path) for path in self.within(locale).pages]

    def every_page(self) -> tuple[str, ...]:
        """All pages of the project, in this task or not."""
        return self.pages if self.whole else tuple(source_pages.pages(self.config))

    def over(self, function: Callable[[J], R], work: Sequence[J]) -> Iterator[Outcome[R]]:
        """Run a function over jobs, report progress, and yield the outcomes in order."""
        for outcome in run(function, work, self.workers):
            self.step(1)
            yield outcome


@dataclass(frozen=True, slots=True)
class Result:
    """Result of a command in one locale."""

    locale: str
    """The locale; empty for templates."""
    files: tuple[Changed, ...] = ()
    """Every file it wrote or left unchanged, in page order."""
    refusals: tuple[Finding, ...] = ()
    """Messages that stayed English."""
    renamed: tuple[tuple[str, str], ...] = ()
    """Catalogues that moved with their pages: old and new file."""
    failures: tuple[Finding, ...] = ()
    """The jobs that failed."""

    @property
    def changed(self) -> tuple[str, ...]:
        """The files that changed."""
        return tuple(file.file for file in self.files if file.changed)

    @property
    def tally(self) -> Tally:
        """The summed tallies of all catalogues."""
        return sum((file.tally for file in self.files), Tally())

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Findings about its files, each once."""
        return tuple(dict.fromkeys(finding for file in self.files for finding in file.findings))


def extract(task: Task) -> Result:
    """Write the templates of the pages; remove templates of deleted pages."""
    known = task.every_page()
    home = partial(project_files.template_path, task.config)
    pages: dict[Path, list[str]] = {home(page): [] for page in task.pages}
    for page in known:
        if home(page) in pages:
            pages[home(page)].append(page)
    work = [TemplateJob(task.config, path, tuple(names), task.dry) for path, names in pages.items()]
    done, failed = parted(_counted(task, jobs.write_template, work))
    strange = [path for path in project_files.templates(task.config) if path not in pages] if task.whole else []
    unused = [TemplateJob(task.config, path, (), task.dry) for path in strange]
    removed, unread = parted(run(jobs.remove_template, unused, task.workers))
    files = (*done, *(file for file in removed if file.changed))
    return Result("", files, failures=(*failed, *unread))


def has_templates(task: Task) -> bool:
    """Whether the project has templates made by this tool; unreadable ones do not count."""
    return any(
        isinstance(made, Done) and made.result
        for made in run(partial(_is_template, task.config), project_files.templates(task.config), 1)
    )


def _is_template(config: Config, path: Path) -> bool:
    found = project_files.load_catalogue(config, path)
    return found is not None and po.is_stamped(found[0])


def _counted(task: Task, function: Callable[[P], R], work: Sequence[P]) -> Iterator[Outcome[R]]:
    """Run a function over catalogues and yield the outcomes in order; progress counts the pages of each."""
    for job, outcome in zip(work, run(function, work, task.workers), strict=True):
        task.step(len(job.pages))
        yield outcome


def assemble(task: Task, locale: str, *, overwrite: bool = False) -> Result:
    """Write the localised pages from the catalogues."""
    work = [AssembleJob(job, overwrite) for job in task.jobs(locale)]
    done, failed = parted(task.over(jobs.assemble_page, work))
    refusals = tuple(refusal for page in done for refusal in page.refusals)
    return Result(locale, tuple(page.changed for page in done), refusals, failures=failed)


# --- update ------------------------------------------------------------------------------------------


def update(task: Task, locale: str) -> Result:
    """Merge the pages into the catalogues; then move old obsolete messages to the memory, if the settings say so."""
    task = task.within(locale)
    result = _merged(task, locale)
    return result if task.config.merge.max_obsolete is None else _retired(task, locale, result)


def _merged(task: Task, locale: str) -> Result:
    """Merge the pages into the catalogues, and move messages to the files that the layout assigns to them.

    Each catalogue first reports the messages it lacks. They are looked up in all catalogues, still unchanged; only then
    are the catalogues written that lack messages or may lose some. Moved messages are removed from their old file last.
    """
    known = task.every_page()
    home = partial(project_files.catalogue_path, task.config, locale)
    looks = _looks(task, locale, known)
    there, unreadable = _there(task, looks)
    held = frozenset[str]().union(*there.values())
    # A page without messages waits while a catalogue that may have them cannot be read.
    worked = tuple(page for page in task.pages if page in held or not unreadable)
    pages = Pages(home, frozenset(known), worked, task.whole, single=task.config.layout == "page")
    orphans = [replace(looks[path], page=page) for path, names in there.items() for page in names - pages.known if page]
    renamed = _renamed(task, locale, [page for page in worked if page not in held], orphans)
    planned = plans(pages, there, renamed)
    done, failures = _updated(task, locale, planned, list(looks.values()))
    cleared, uncleared = _cleared(task, locale, planned, done)
    made = [updated.changed for updated in done]
    moved = _moved(task, home, {file.file for file in made}, renamed)
    old = {name for name, _ in moved}
    files = (*made, *(file for file in cleared if file.file not in old))
    failed = (*unreadable, *failures, *uncleared)
    return Result(locale, _once(files), renamed=moved, failures=tuple(dict.fromkeys(failed)))


def _looks(task: Task, locale: str, known: Iterable[str]) -> dict[Path, Look]:
    """Every catalogue of the locale, each with the page that owns it if it is not shared."""
    pages = frozenset(known)
    places = catalogue_files.everywhere(task.config, locale, pages).items()
    return {path: Look(task.config, path, page, page in pages) for path, page in places}


def _there(task: Task, looks: Mapping[Path, Look]) -> tuple[dict[Path, frozenset[str]], tuple[Finding, ...]]:
    """The pages in each catalogue made by this tool, and the catalogues that could not be read.

    In the layout `page`, a catalogue at the path of an existing page is not read: its path names the page.
    """
    own = {
        path: frozenset((look.page,))
        for path, look in looks.items()
        if task.config.layout == "page" and look.known and not sharing.is_shared(path.name)
    }
    strange = [look for path, look in looks.items() if path not in own]
    outcomes = list(run(catalogue.survey, strange, task.workers))
    found = {look.path: o.result for look, o in zip(strange, outcomes, strict=True) if isinstance(o, Done)}
    return own | found, tuple(o for o in outcomes if isinstance(o, Finding))


def _renamed(task: Task, locale: str, new: list[str], orphans: list[Look]) -> dict[tuple[Path, str], str]:
    """The old catalogue and old name of each renamed page, with its new name."""
    if not new or not orphans:
        return {}
    texts = _by_name(new, run(catalogue.page_msgids, [task.job(locale, path) for path in new], task.workers))
    names = {f"{look.path}\n{look.page}": (look.path, look.page) for look in orphans}
    held = _by_name(names, run(catalogue.msgids, orphans, task.workers))
    return {names[orphan]: page for page, orphan in renames(texts, held).items()}


def _updated(
    task: Task, locale: str, planned: Mapping[Path, Plan], looks: list[Look]
) -> tuple[list[Updated], tuple[Finding, ...]]:
    """Update every catalogue; last those that lack messages of other files, and those whose pages are all deleted."""
    first = [
        UpdateJob(task.job(locale, ""), path, tuple(plan.pages), tuple(plan.gone), tuple(plan.takes), ask=bool(looks))
        for path, plan in planned.items()
    ]
    live = [work for work in first if work.pages]
    outcomes = list(_counted(task, catalogue.update_catalogue, live))
    wanted = {i: o.result.wanted for i, o in enumerate(outcomes) if isinstance(o, Done) and o.result.wanted}
    found, unread = _found(task, frozenset().union(*wanted.values()), looks) if wanted else ({}, ())
    gone = {work.path for work in first if not work.pages}
    moves = [o.result.move for o in outcomes if isinstance(o, Done)]
    found = _near(task, moves, [look for look in looks if look.path in gone]) | found
    again = [replace(live[i], ask=False, elsewhere=_only(found, keys)) for i, keys in wanted.items()]
    for i, outcome in zip(wanted, run(catalogue.update_catalogue, again, task.workers), strict=True):
        outcomes[i] = outcome
    last = [replace(work, ask=False) for work in first if not work.pages]
    done, failed = parted([*outcomes, *run(catalogue.update_catalogue, last, task.workers)])
    return done, (*unread, *failed, *(failure for made in done for failure in made.failures))


def _only(found: dict[Key, Message], keys: frozenset[Key]) -> dict[Key, Message]:
    return {key: message for key, message in found.items() if key in keys}


def _by_name(names: Iterable[str], outcomes: Iterable[Outcome[R]]) -> dict[str, R]:
    return {name: outcome.result for name, outcome in zip(names, outcomes, strict=True) if isinstance(outcome, Done)}


def _found(task: Task, wanted: frozenset[Key], looks: list[Look]) -> tuple[dict[Key, Message], tuple[Finding, ...]]:
    """The best translation of each wanted message in all catalogues."""
    done, failed = parted(run(partial(catalogue.held, spellings(wanted)), looks, task.workers))
    return best(done), failed


def _near(task: Task, moves: Sequence[Move], gone: list[Look]) -> dict[Key, Message]:
    """Translations that left their page, or whose page is deleted, for similar messages that other pages lack."""
    move = united(moves)
    if not move.lacking:
        return {}
    done, _ = parted(run(catalogue.offered, gone, task.workers))
    leaving = [*move.leaving, *(message for messages in done for message in messages)]
    return nearly(move.lacking, leaving, task.config.merge.near / 100)


def _cleared(
    task: Task, locale: str, planned: Mapping[Path, Plan], done: list[Updated]
) -> tuple[list[Changed], tuple[Finding, ...]]:
    """Remove moved messages from their old files, then merge the remaining pages of these files again."""
    taken: dict[Path, dict[str, str]] = {}
    for take, fingerprint in (taken for updated in done for taken in updated.taken):
        taken.setdefault(take.path, {})[take.page] = fingerprint
    job = task.job(locale, "")
    cleared = run(catalogue.clear_catalogue, [ClearJob(job, *it) for it in sorted(taken.items())], task.workers)
    files, failures = parted(cleared)
    left = [
        (path, tuple(planned[path].pages))
        for path in sorted(taken)
        if path in planned and planned[path].pages and not task.dry
    ]
    again, failed = parted(run(catalogue.update_catalogue, [UpdateJob(job, *it) for it in left], task.workers))
    return [*files, *(updated.changed for updated in again)], (*failures, *failed)


def _moved(
    task: Task, home: Callable[[str], Path], made: Container[str], renamed: Mapping[tuple[Path, str], str]
) -> tuple[tuple[str, str], ...]:
    """Old and new names of renamed pages to report: of their catalogues, or of the pages if catalogues are shared."""
    moved: list[tuple[str, str]] = []
    for (path, old), new in renamed.items():
        files = project_files.shown(task.config, path), project_files.shown(task.config, home(new))
        pages = project_files.reference(task.config, old), project_files.reference(task.config, new)
        if files[1] in made:
            moved.append(files if task.config.layout == "page" and not sharing.is_shared(path.name) else pages)
    return tuple(moved)


def _retired(task: Task, locale: str, result: Result) -> Result:
    """Add obsolete messages beyond `max_obsolete` to the memory, all or none; then remove them from the catalogues.

    A dry run skips the files that `update` would change, since their new content is not on disk.
    """
    known = task.every_page()
    homes = {project_files.catalogue_path(task.config, locale, page) for page in known}
    places = catalogue_files.everywhere(task.config, locale, known)
    made = [task.config.root / file.file for file in result.files if not (task.dry and file.changed)]
    work = [RetireJob(task.config, locale, p, places[p], p in homes, dry=task.dry) for p in made if p in places]
    looked = list(zip(work, run(retiring.leaving, work, task.workers), strict=True))
    leaving = [replace(job, added=frozenset(o.result)) for job, o in looked if isinstance(o, Done) and o.result]
    if leaving and not task.dry:
        try:
            project_memory.add(task.config, (unit for _, o in looked if isinstance(o, Done) for unit in o.result))
        except PipelineError as error:
            return replace(result, failures=(*result.failures, as_finding(error)))
    done, failed = parted(run(retiring.retire, leaving, task.workers))
    unread = tuple(o for _, o in looked if isinstance(o, Finding))
    return replace(result, files=_once((*result.files, *done)), failures=(*result.failures, *unread, *failed))


def _once(files: Iterable[Changed]) -> tuple[Changed, ...]:
    """Each file once, joined if two steps changed it."""
    found: dict[str, Changed] = {}
    for file in files:
        known = found.get(file.file)
        found[file.file] = _both(known, file) if known else file
    return tuple(found.values())


def _both(one: Changed, other: Changed) -> Changed:
    """The results of two steps on one file, joined."""
    return replace(one, changed=one.changed or other.changed, tally=one.tally + other.tally)
