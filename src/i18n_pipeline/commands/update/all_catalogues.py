"""`update` over the catalogues of a project: merge the pages into them, and move messages between them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar

from i18n_pipeline.catalogue import sharing
from i18n_pipeline.catalogue.merging.merge import Key
from i18n_pipeline.catalogue.merging.moves import Move, best, nearly, spellings, united
from i18n_pipeline.commands import earlier_results
from i18n_pipeline.commands.earlier_results import Merged
from i18n_pipeline.commands.task import Changed, Result, Task
from i18n_pipeline.commands.update import looking, obsolete_to_memory, one_catalogue
from i18n_pipeline.commands.update.looking import Look
from i18n_pipeline.commands.update.obsolete_to_memory import RetireJob
from i18n_pipeline.commands.update.one_catalogue import ClearJob, Updated, UpdateJob
from i18n_pipeline.commands.update.renames import renames
from i18n_pipeline.commands.update.where_messages_go import Pages, Plan, plans
from i18n_pipeline.errors import PipelineError, as_finding
from i18n_pipeline.findings import Finding
from i18n_pipeline.model import Message
from i18n_pipeline.project import catalogue_files, project_files, project_memory
from i18n_pipeline.project.executor import Done, Outcome, parted

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What `update` is to do in one locale."""

    task: Task
    """The pages to work on."""
    locale: str
    """The locale."""
    home: Callable[[str], Path]
    """Gives the catalogue for a page's messages."""
    looks: Mapping[Path, Look]
    """Every catalogue of the locale."""
    unreadable: tuple[Finding, ...]
    """The catalogues that cannot be read."""
    renamed: Mapping[tuple[Path, str], str]
    """The old catalogue and old name of each renamed page, with its new name."""
    planned: Mapping[Path, Plan]
    """The changes to each catalogue."""
    reused: Mapping[Path, Merged]
    """The catalogues for which the result of an earlier run still holds."""
    before: Mapping[Path, bytes]
    """The states of the pages of all other catalogues, before the work."""

    @property
    def stale(self) -> dict[Path, Plan]:
        """The changes to the catalogues that are worked on."""
        return {path: plan for path, plan in self.planned.items() if path not in self.reused}

    @property
    def jobs(self) -> list[UpdateJob]:
        """The first jobs, those whose pages are all deleted included."""
        job, ask = self.task.job(self.locale, ""), bool(self.looks)
        return [
            UpdateJob(job, path, tuple(plan.pages), tuple(plan.gone), tuple(plan.takes), ask=ask)
            for path, plan in self.stale.items()
        ]


def update(task: Task, locales: Sequence[str]) -> list[Result]:
    """Merge the pages into the catalogues; then move old obsolete messages to the memory, if the settings say so.

    The result has an entry for each locale. All locales are worked on page by page, each page parsed once.
    """
    prepared = [_prepared(task.within(locale), locale) for locale in locales]
    results = [_merged(one, outcomes) for one, outcomes in zip(prepared, _first(task, prepared), strict=True)]
    if task.config.merge.max_obsolete is None:
        return results
    return [_retired(one.task, one.locale, result) for one, result in zip(prepared, results, strict=True)]


def _prepared(task: Task, locale: str) -> _Prepared:
    """Find out what is to be merged where, and what an earlier run has done already."""
    known = task.every_page()
    home = lru_cache(maxsize=None)(partial(project_files.catalogue_path, task.config, locale))
    looks = _looks(task, locale, known)
    there, unreadable = _there(task, looks)
    held = frozenset[str]().union(*there.values())
    # A page without messages waits while a catalogue that may have them cannot be read.
    free = tuple(page for page in task.pages if page in held or not unreadable)
    pages = Pages(home, frozenset(known), free, task.whole, single=task.config.layout == "page")
    orphans = [replace(looks[path], page=page) for path, names in there.items() for page in names - pages.known if page]
    renamed = _renamed(task, locale, [page for page in free if page not in held], orphans)
    planned = plans(pages, there, renamed)
    reused = _reused(task, planned)
    task.step(sum(len(planned[path].pages) for path in reused))
    before = {
        path: earlier_results.pages_state(task.records, plan.pages)
        for path, plan in planned.items()
        if path not in reused
    }
    return _Prepared(task, locale, home, looks, unreadable, renamed, planned, reused, before)


def _first(task: Task, prepared: Sequence[_Prepared]) -> list[list[Outcome[Updated]]]:
    """The outcomes of the first jobs of each locale; the catalogues of one page in all locales follow each other."""
    jobs = [[job for job in one.jobs if job.pages] for one in prepared]
    order = sorted((job.pages[0], number, at) for number, own in enumerate(jobs) for at, job in enumerate(own))
    outcomes = _counted(task, [jobs[number][at] for _, number, at in order])
    found = {(number, at): outcome for (_, number, at), outcome in zip(order, outcomes, strict=True)}
    return [[found[number, at] for at in range(len(own))] for number, own in enumerate(jobs)]


def _merged(prepared: _Prepared, first: list[Outcome[Updated]]) -> Result:
    """Merge the pages into the catalogues, and move messages to the files that the layout assigns to them.

    Each catalogue first reports the messages it lacks. They are looked up in all catalogues, still unchanged; only then
    are the catalogues written that lack messages or may lose some. Moved messages are removed from their old file last.
    """
    task, locale = prepared.task, prepared.locale
    done, failures = _updated(prepared, first)
    cleared, uncleared = _cleared(task, locale, prepared.planned, done)
    if not task.dry:
        _keep(task, prepared.stale, prepared.before, done)
    made = _in_order(task, prepared.planned, prepared.reused, [updated.changed for updated in done])
    moved = _moved(task, prepared.home, {file.file for file in made}, prepared.renamed)
    old = {name for name, _ in moved}
    files = (*made, *(file for file in cleared if file.file not in old))
    failed = (*prepared.unreadable, *failures, *uncleared)
    return Result(locale, _once(files), renamed=moved, failures=tuple(dict.fromkeys(failed)))


def _reused(task: Task, planned: Mapping[Path, Plan]) -> dict[Path, Merged]:
    """The catalogues for which the result of an earlier run still holds."""
    alone = {path: plan.pages for path, plan in planned.items() if plan.pages and not plan.gone and not plan.takes}
    return {
        path: found for path, pages in alone.items() if (found := earlier_results.merged(task.records, path, pages))
    }


def _keep(task: Task, planned: Mapping[Path, Plan], before: Mapping[Path, bytes], done: Iterable[Updated]) -> None:
    """Record the results for catalogues that have nothing but their pages."""
    made = {updated.changed.file: updated for updated in done}
    for path, plan in planned.items():
        updated = made.get(project_files.shown(task.config, path))
        if updated and plan.pages and not plan.gone and not updated.failures:
            held = updated.held
            result = Merged(updated.changed.digest, held.findings, held.pages, held.marks)
            earlier_results.keep_merged(task.records, path, plan.pages, before[path], result)


def _in_order(
    task: Task, planned: Mapping[Path, Plan], reused: Mapping[Path, Merged], made: list[Changed]
) -> list[Changed]:
    """The catalogues that were worked on and those that were not, in page order."""
    done = {changed.file: changed for changed in made}
    files = [(path, project_files.shown(task.config, path)) for path, plan in planned.items() if plan.pages]
    found = [
        Changed(file, changed=False, findings=reused[path].findings) if path in reused else done.pop(file)
        for path, file in files
        if path in reused or file in done
    ]
    return [*found, *done.values()]


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
    own |= _held_before(task, [look for path, look in looks.items() if path not in own])
    strange = [look for path, look in looks.items() if path not in own]
    outcomes = list(task.run(looking.survey, strange))
    found = {look.path: o.result for look, o in zip(strange, outcomes, strict=True) if isinstance(o, Done)}
    return own | found, tuple(o for o in outcomes if isinstance(o, Finding))


def _held_before(task: Task, looks: Iterable[Look]) -> dict[Path, frozenset[str]]:
    """The pages in each catalogue that did not change since an earlier run."""
    found = {look.path: earlier_results.held_pages(task.records, look.path) for look in looks}
    return {path: frozenset(pages) for path, pages in found.items() if pages is not None}


def _renamed(task: Task, locale: str, new: list[str], orphans: list[Look]) -> dict[tuple[Path, str], str]:
    """The old catalogue and old name of each renamed page, with its new name."""
    if not new or not orphans:
        return {}
    texts = _by_name(new, task.run(looking.page_msgids, [task.job(locale, path) for path in new]))
    names = {f"{look.path}\n{look.page}": (look.path, look.page) for look in orphans}
    held = _by_name(names, task.run(looking.msgids, orphans))
    return {names[orphan]: page for page, orphan in renames(texts, held).items()}


def _updated(prepared: _Prepared, first: list[Outcome[Updated]]) -> tuple[list[Updated], tuple[Finding, ...]]:
    """Update every catalogue; last those that lack messages of other files, and those whose pages are all deleted."""
    task, looks, reused, jobs = prepared.task, prepared.looks, prepared.reused, prepared.jobs
    live, outcomes = [job for job in jobs if job.pages], list(first)
    wanted = {i: o.result.wanted for i, o in enumerate(outcomes) if isinstance(o, Done) and o.result.wanted}
    keys = frozenset[Key]().union(*wanted.values())
    holding = [
        look for path, look in looks.items() if path not in reused or earlier_results.may_hold(reused[path].marks, keys)
    ]
    found, unread = _found(task, keys, holding) if wanted else ({}, ())
    gone = {work.path for work in jobs if not work.pages}
    moves = [o.result.move for o in outcomes if isinstance(o, Done)]
    found = _near(task, moves, [look for path, look in looks.items() if path in gone]) | found
    again = [replace(live[i], ask=False, elsewhere=_only(found, lacked)) for i, lacked in wanted.items()]
    for i, outcome in zip(wanted, task.run_files(one_catalogue.UPDATE, again), strict=True):
        outcomes[i] = outcome
    last = [replace(work, ask=False) for work in jobs if not work.pages]
    done, failed = parted([*outcomes, *task.run_files(one_catalogue.UPDATE, last)])
    return done, (*unread, *failed, *(failure for made in done for failure in made.failures))


def _counted(task: Task, work: Sequence[UpdateJob]) -> Iterator[Outcome[Updated]]:
    """Update catalogues and yield the outcomes in order; progress counts the pages of each."""
    for job, outcome in zip(work, task.run_files(one_catalogue.UPDATE, work), strict=True):
        task.step(len(job.pages))
        yield outcome


def _only(found: dict[Key, Message], keys: frozenset[Key]) -> dict[Key, Message]:
    return {key: message for key, message in found.items() if key in keys}


def _by_name(names: Iterable[str], outcomes: Iterable[Outcome[R]]) -> dict[str, R]:
    return {name: outcome.result for name, outcome in zip(names, outcomes, strict=True) if isinstance(outcome, Done)}


def _found(task: Task, wanted: frozenset[Key], looks: list[Look]) -> tuple[dict[Key, Message], tuple[Finding, ...]]:
    """The best translation of each wanted message in all catalogues."""
    done, failed = parted(task.run(partial(looking.held, spellings(wanted)), looks))
    return best(done), failed


def _near(task: Task, moves: Sequence[Move], gone: list[Look]) -> dict[Key, Message]:
    """Translations that left their page, or whose page is deleted, for similar messages that other pages lack."""
    move = united(moves)
    if not move.lacking:
        return {}
    done, _ = parted(task.run(looking.offered, gone))
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
    cleared = task.run(one_catalogue.clear_catalogue, [ClearJob(job, *it) for it in sorted(taken.items())])
    files, failures = parted(cleared)
    left = [
        (path, tuple(planned[path].pages))
        for path in sorted(taken)
        if path in planned and planned[path].pages and not task.dry
    ]
    again, failed = parted(task.run_files(one_catalogue.UPDATE, [UpdateJob(job, *it) for it in left]))
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
    looked = list(zip(work, task.run(obsolete_to_memory.leaving, work), strict=True))
    leaving = [replace(job, added=frozenset(o.result)) for job, o in looked if isinstance(o, Done) and o.result]
    if leaving and not task.dry:
        try:
            project_memory.add(task.config, (unit for _, o in looked if isinstance(o, Done) for unit in o.result))
        except PipelineError as error:
            return replace(result, failures=(*result.failures, as_finding(error)))
    done, failed = parted(task.run(obsolete_to_memory.retire, leaving))
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
    digest = other.digest if other.changed else other.digest or one.digest
    return replace(one, changed=one.changed or other.changed, tally=one.tally + other.tally, digest=digest)
