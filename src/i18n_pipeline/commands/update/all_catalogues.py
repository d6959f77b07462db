"""`update` over the catalogues of a project: merge the pages into them, and move messages between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.catalogue import layouts
from i18n_pipeline.commands import earlier_results
from i18n_pipeline.commands.assemble.assembled import Ahead
from i18n_pipeline.commands.earlier_results import Merged
from i18n_pipeline.commands.merged_pairs import told_pairs
from i18n_pipeline.commands.task import Changed, Place, Result, Task
from i18n_pipeline.commands.update.where_messages_go import Look, Pages, Plan, plans
from i18n_pipeline.errors import PipelineError, as_finding
from i18n_pipeline.findings import Finding
from i18n_pipeline.project import project_files
from i18n_pipeline.project.executor import Done, Outcome, parted

R = TypeVar("R")


class Prepared(Struct, frozen=True):
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
    def sources(self) -> frozenset[Path]:
        """The catalogues that messages move away from."""
        return frozenset(take.path for plan in self.planned.values() for take in plan.takes)

    @property
    def stale(self) -> dict[Path, Plan]:
        """The changes to the catalogues that are worked on."""
        return {path: plan for path, plan in self.planned.items() if path not in self.reused}


def update(task: Task, locales: Sequence[str], ahead: dict[Place, Ahead] | None = None) -> list[Result]:
    """Merge the pages into the catalogues; then move old obsolete messages to the memory, if the settings say so.

    The result has an entry for each locale. All locales are worked on page by page, each page parsed once. With
    `ahead`, localised pages are made in one go with their catalogues where that can be, and put there.
    """
    marked = told_pairs.mark(task, locales)
    prepared = [_prepared(task.within(locale), locale) for locale in locales]
    if any(one.stale for one in prepared):
        from i18n_pipeline.commands.update import changed_catalogues  # noqa: PLC0415 - only for catalogues that change

        results = changed_catalogues.merged(task, prepared, ahead)
    else:
        results = [Result(one.locale, once(in_order(one, [])), failures=one.unreadable) for one in prepared]
    if task.config.merge.max_obsolete is not None:
        results = [_retired(one.task, one.locale, result) for one, result in zip(prepared, results, strict=True)]
        task.records.look_again()
    return [_with(result, marked.get(result.locale, ())) for result in results]


def _with(result: Result, marked: Sequence[Changed]) -> Result:
    """A result with the catalogues that were marked before, in page order as far as it has them."""
    if not marked:
        return result
    before = {file.file: file for file in marked}
    files = [_both(before.pop(file.file), file) if file.file in before else file for file in result.files]
    return replace(result, files=(*files, *before.values()))


def _prepared(task: Task, locale: str) -> Prepared:
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
    return Prepared(task, locale, home, looks, unreadable, renamed, planned, reused, before)


def _reused(task: Task, planned: Mapping[Path, Plan]) -> dict[Path, Merged]:
    """The catalogues for which the result of an earlier run still holds."""
    alone = {path: plan.pages for path, plan in planned.items() if plan.pages and not plan.gone and not plan.takes}
    return {
        path: found for path, pages in alone.items() if (found := earlier_results.merged(task.records, path, pages))
    }


def in_order(prepared: Prepared, made: Iterable[Changed]) -> list[Changed]:
    """The catalogues that were worked on and those that were not, in page order."""
    config, reused = prepared.task.config, prepared.reused
    done = {changed.file: changed for changed in made}
    files = [(path, project_files.shown(config, path)) for path, plan in prepared.planned.items() if plan.pages]
    found = [
        Changed(file, changed=False, findings=reused[path].findings) if path in reused else done.pop(file)
        for path, file in files
        if path in reused or file in done
    ]
    return [*found, *done.values()]


def _looks(task: Task, locale: str, known: Iterable[str]) -> dict[Path, Look]:
    """Every catalogue of the locale, each with the page that owns it if it is not shared."""
    pages = frozenset(known)
    places = project_files.everywhere(task.config, locale, pages).items()
    return {path: Look(task.config, path, page, page in pages) for path, page in places}


def _there(task: Task, looks: Mapping[Path, Look]) -> tuple[dict[Path, frozenset[str]], tuple[Finding, ...]]:
    """The pages in each catalogue made by this tool, and the catalogues that could not be read.

    In the layout `page`, a catalogue at the path of an existing page is not read: its path names the page.
    """
    own = {
        path: frozenset((look.page,))
        for path, look in looks.items()
        if task.config.layout == "page" and look.known and not layouts.is_shared(path.name)
    }
    own |= _held_before(task, [look for path, look in looks.items() if path not in own])
    strange = [look for path, look in looks.items() if path not in own]
    if not strange:
        return own, ()
    from i18n_pipeline.commands.update import looking  # noqa: PLC0415 - few projects have catalogues of unknown pages

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
    from i18n_pipeline.commands.update import looking  # noqa: PLC0415 - few runs find new pages beside deleted ones
    from i18n_pipeline.commands.update.renames import renames  # noqa: PLC0415

    texts = _by_name(new, task.run(looking.page_msgids, [task.job(locale, path) for path in new]))
    names = {f"{look.path}\n{look.page}": (look.path, look.page) for look in orphans}
    held = _by_name(names, task.run(looking.msgids, orphans))
    return {names[orphan]: page for page, orphan in renames(texts, held).items()}


def _by_name(names: Iterable[str], outcomes: Iterable[Outcome[R]]) -> dict[str, R]:
    return {name: outcome.result for name, outcome in zip(names, outcomes, strict=True) if isinstance(outcome, Done)}


def _retired(task: Task, locale: str, result: Result) -> Result:
    """Add obsolete messages beyond `max_obsolete` to the memory, all or none; then remove them from the catalogues.

    A dry run skips the files that `update` would change, since their new content is not on disk.
    """
    from i18n_pipeline.commands.update import obsolete_to_memory  # noqa: PLC0415 - few projects have this setting
    from i18n_pipeline.commands.update.obsolete_to_memory import RetireJob  # noqa: PLC0415
    from i18n_pipeline.project import project_memory  # noqa: PLC0415

    known = task.every_page()
    homes = {project_files.catalogue_path(task.config, locale, page) for page in known}
    places = project_files.everywhere(task.config, locale, known)
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
    return replace(result, files=once((*result.files, *done)), failures=(*result.failures, *unread, *failed))


def once(files: Iterable[Changed]) -> tuple[Changed, ...]:
    """Each file once, joined if two steps changed it."""
    found: dict[str, Changed] = {}
    for file in files:
        known = found.get(file.file)
        found[file.file] = _both(known, file) if known else file
    return tuple(found.values())


def _both(one: Changed, other: Changed) -> Changed:
    """The results of two steps on one file, joined."""
    digest = other.digest if other.changed else other.digest or one.digest
    findings = tuple(dict.fromkeys((*one.findings, *other.findings)))
    changed = one.changed or other.changed
    return replace(one, changed=changed, findings=findings, tally=one.tally + other.tally, digest=digest)
