"""The catalogues that `update` works on: merge the pages into them, and move messages between them."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from i18n_pipeline.catalogue import layouts
from i18n_pipeline.catalogue.merging.marks import may_hold
from i18n_pipeline.catalogue.merging.moves import Move, best, nearly, spellings, united
from i18n_pipeline.commands import earlier_results
from i18n_pipeline.commands.assemble.assembled import Ahead
from i18n_pipeline.commands.assemble.one_localised_page import AssembleJob
from i18n_pipeline.commands.earlier_results import Merged
from i18n_pipeline.commands.one_visit import VISIT, VisitJob
from i18n_pipeline.commands.task import Changed, Place, Result, Task
from i18n_pipeline.commands.update import looking, one_catalogue
from i18n_pipeline.commands.update.all_catalogues import Prepared, in_order, once
from i18n_pipeline.commands.update.one_catalogue import ClearJob, Updated, UpdateJob
from i18n_pipeline.commands.update.where_messages_go import Look, Plan
from i18n_pipeline.findings import Finding
from i18n_pipeline.model import Key, Message
from i18n_pipeline.project import project_files
from i18n_pipeline.project.executor import Done, Outcome, parted
from i18n_pipeline.project.file_digests import joined


def merged(task: Task, prepared: Sequence[Prepared], ahead: dict[Place, Ahead] | None) -> list[Result]:
    """The result of each locale. All locales are worked on page by page, each page parsed once.

    Localised pages that can be made in one go with their catalogues are put into `ahead`, unless it is None.
    """
    outcomes = _first(task, prepared, ahead)
    results = [_merged(one, outcomes.pop(0)) for one in prepared]
    task.records.look_again()
    return results


def _live(prepared: Prepared) -> list[Path]:
    """The catalogues that are worked on and have pages, in the order of the outcomes."""
    return [path for path, plan in prepared.stale.items() if plan.pages]


def _job(prepared: Prepared, path: Path, *, ask: bool = False) -> UpdateJob:
    """The job for a catalogue."""
    plan = prepared.planned[path]
    return UpdateJob(prepared.task.job(prepared.locale, ""), path, plan.pages, plan.gone, plan.takes, ask=ask)


def _first(task: Task, prepared: Sequence[Prepared], ahead: dict[Place, Ahead] | None) -> list[list[Outcome[Updated]]]:
    """The outcomes of the first jobs of each locale; the catalogues of one page in all locales follow each other."""
    paths = [_live(one) for one in prepared]
    left = [one.sources for one in prepared]
    found: list[dict[int, Outcome[Updated]]] = [{} for _ in prepared]
    waiting: deque[tuple[int, int, VisitJob, list[bytes]]] = deque()

    def visits() -> Iterator[VisitJob]:
        for number, at in _by_page(prepared, paths):
            path = paths[number][at]
            job = _job(prepared[number], path, ask=bool(prepared[number].looks))
            visit = _visit(prepared[number], job, ahead is not None and path not in left[number])
            waiting.append((number, at, visit, _built_of(task, visit)))
            yield visit

    for outcome in task.run_many(VISIT, visits(), sum(map(len, paths))):
        number, at, visit, digests = waiting.popleft()
        task.step(len(visit.update.pages))
        found[number][at] = Done(outcome.result.updated) if isinstance(outcome, Done) else outcome
        if ahead is not None and visit.assemble and isinstance(outcome, Done) and outcome.result.assembled:
            page, own = digests[0], outcome.result.updated.changed.digest
            place = visit.assemble.job.path, visit.assemble.job.locale
            ahead[place] = Ahead.of(outcome.result.assembled, joined(page, own, *digests[2:]))
    return [[one[at] for at in range(len(one))] for one in found]


def _by_page(prepared: Sequence[Prepared], paths: Sequence[Sequence[Path]]) -> Iterator[tuple[int, int]]:
    """The number of each locale with that of its catalogue: those of one page in all locales follow each other."""

    def first(number: int, at: int) -> str:
        return prepared[number].planned[paths[number][at]].pages[0]

    def own(number: int) -> Iterator[tuple[str, int, int]]:
        for at in sorted(range(len(paths[number])), key=partial(first, number)):
            yield first(number, at), number, at

    return ((number, at) for _, number, at in heapq.merge(*map(own, range(len(paths)))))


def _visit(prepared: Prepared, job: UpdateJob, with_page: bool) -> VisitJob:
    """An update, with the making of the localised page if the catalogue is its own and final after the update."""
    task = prepared.task
    config = task.config
    alone = config.layout == "page" and len(job.pages) == 1 and not layouts.is_shared(job.path.name)
    if not with_page or not alone or job.gone or job.takes or task.dry or config.merge.max_obsolete is not None:
        return VisitJob(job)
    return VisitJob(job, AssembleJob(task.job(prepared.locale, job.pages[0]), count=task.records.use))


def _built_of(task: Task, visit: VisitJob) -> list[bytes]:
    """The digests of the files that a localised page is made of; none if it is not made in one go."""
    if visit.assemble is None:
        return []
    return earlier_results.built_of(task.records, visit.assemble.job.locale, visit.assemble.job.path)


def _merged(prepared: Prepared, first: list[Outcome[Updated]]) -> Result:
    """Merge the pages into the catalogues, and move messages to the files that the layout assigns to them.

    Each catalogue first reports the messages it lacks. They are looked up in all catalogues, still unchanged; only then
    are the catalogues written that lack messages or may lose some. Moved messages are removed from their old file last.
    """
    task, locale = prepared.task, prepared.locale
    done, failures = _updated(prepared, first)
    cleared, uncleared = _cleared(task, locale, prepared.planned, done)
    if not task.dry:
        task.records.look_again()
        _keep(task, prepared.stale, prepared.before, done)
    made = in_order(prepared, [updated.changed for updated in done])
    moved = _moved(task, prepared.home, {file.file for file in made}, prepared.renamed)
    old = {name for name, _ in moved}
    files = (*made, *(file for file in cleared if file.file not in old))
    failed = (*prepared.unreadable, *failures, *uncleared)
    return Result(locale, once(files), renamed=moved, failures=tuple(dict.fromkeys(failed)))


def _keep(task: Task, planned: Mapping[Path, Plan], before: Mapping[Path, bytes], done: Iterable[Updated]) -> None:
    """Record the results for catalogues that have nothing but their pages."""
    made = {updated.changed.file: updated for updated in done}
    for path, plan in planned.items():
        updated = made.get(project_files.shown(task.config, path))
        if updated and plan.pages and not plan.gone and not updated.failures:
            held = updated.held
            result = Merged(updated.changed.digest, held.findings, held.pages, held.marks)
            earlier_results.keep_merged(task.records, path, plan.pages, before[path], result)


def _updated(prepared: Prepared, first: list[Outcome[Updated]]) -> tuple[list[Updated], tuple[Finding, ...]]:
    """Update every catalogue; last those that lack messages of other files, and those whose pages are all deleted."""
    task, looks, reused, outcomes = prepared.task, prepared.looks, prepared.reused, first
    wanted = {i: o.result.wanted for i, o in enumerate(outcomes) if isinstance(o, Done) and o.result.wanted}
    keys = frozenset[Key]().union(*wanted.values())
    holding = [look for path, look in looks.items() if path not in reused or may_hold(reused[path].marks, keys)]
    found, unread = _found(task, keys, holding) if wanted else ({}, ())
    gone = {path: None for path, plan in prepared.stale.items() if not plan.pages}
    moves = [o.result.move for o in outcomes if isinstance(o, Done)]
    if wanted:
        found = _near(task, moves, [look for path, look in looks.items() if path in gone]) | found
    live = _live(prepared) if wanted else []
    again = (replace(_job(prepared, live[i]), elsewhere=_only(found, lacked)) for i, lacked in wanted.items())
    for i, outcome in zip(wanted, task.run_many(one_catalogue.UPDATE, again, len(wanted)), strict=True):
        outcomes[i] = outcome
    last = [_job(prepared, path) for path in gone]
    done, failed = parted([*outcomes, *task.run_files(one_catalogue.UPDATE, last)])
    return done, (*unread, *failed, *(failure for made in done for failure in made.failures))


def _only(found: dict[Key, Message], keys: frozenset[Key]) -> dict[Key, Message]:
    return {key: message for key, message in found.items() if key in keys}


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
    if not leaving:
        return {}
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
            moved.append(files if task.config.layout == "page" and not layouts.is_shared(path.name) else pages)
    return tuple(moved)
