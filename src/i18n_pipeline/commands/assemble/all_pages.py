"""`assemble` over the pages of a project."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from msgspec.structs import replace

from i18n_pipeline.commands import earlier_results
from i18n_pipeline.commands.assemble import links_found, list_of_translations
from i18n_pipeline.commands.assemble.assembled import Ahead, Assembled
from i18n_pipeline.commands.assemble.links_found import PageLinks
from i18n_pipeline.commands.earlier_results import Built
from i18n_pipeline.commands.merged_pairs import told_pairs
from i18n_pipeline.commands.merged_pairs.told_pairs import Doubted
from i18n_pipeline.commands.task import Changed, Place, Result, Task
from i18n_pipeline.findings import Finding
from i18n_pipeline.project import page_links, project_files
from i18n_pipeline.project.executor import Done, Outcome
from i18n_pipeline.project.records import Records
from i18n_pipeline.project.settings import Config

NOTHING: Mapping[Place, Ahead] = MappingProxyType({})
MOST = 256
"""Pages of which the links are at hand while they are followed."""
Told: TypeAlias = tuple[tuple[Finding, ...], tuple[Finding, ...]]
"""The findings about a page, and its refusals."""


def assemble(
    task: Task,
    locales: Sequence[str],
    *,
    overwrite: bool = False,
    ahead: Mapping[Place, Ahead] = NOTHING,
    told: bool = False,
) -> list[Result]:
    """Write the localised pages from the catalogues, page by page, each page parsed once; a result for each locale.

    And one, without a locale, for the list of translations if the settings want it.

    `ahead` are the pages that were made before. `told`: a dry task is about what there is to tell of the pages, also of
    links that lead nowhere, and not about which of them would change.
    """
    records = task.records
    doubted = told_pairs.doubted(task, locales)
    pages = {locale: task.within(locale).pages for locale in locales}
    wanted = sorted(((page, locale) for locale in locales for page in pages[locale]), key=lambda one: one[0])
    known = {
        (page, locale): (built.findings, built.refusals)
        for page, locale in wanted
        if (page, locale) not in ahead
        and (built := _earlier(records, locale, page, told=told))
        and not _instead(task, doubted, page, locale)
    }
    task.step(len(known) + len(ahead))
    new = [one for one in wanted if one not in known and one not in ahead]
    made = {**ahead, **_made(task, new, overwrite, doubted)}
    if made and _lead_to_what_is_written(task.config) and not task.dry:
        made |= _with_new_neighbours(task, made, known, overwrite, doubted)
    if made and (told or not task.dry):
        sure = {one: page for one, page in made.items() if not _instead(task, doubted, *one)}
        _keep_all(records, sure, dry=task.dry)
    results = [_result(locale, _outcomes(task, locale, pages[locale], made, known)) for locale in locales]
    if told or not task.dry:
        results = [replace(one, links=_links(task, one.locale, made)) for one in results]
    results = [replace(one, links=(*doubted.told(one.locale), *one.links)) for one in results]
    return [*results, *filter(None, [list_of_translations.listed(task)])]


def _outcomes(
    task: Task, locale: str, pages: Sequence[str], made: Mapping[Place, Ahead], known: Mapping[Place, Told]
) -> Iterator[Outcome[Assembled]]:
    """What became of each page in a language, in this run or in an earlier one."""
    for page in pages:
        new = made.get((page, locale))
        yield new.outcome if new else _reused(task, locale, page, known[page, locale])


def _earlier(records: Records, locale: str, page: str, *, told: bool) -> Built | None:
    """What an earlier run found of a page; if that is but to be told, one that wrote nothing counts too."""
    found = earlier_results.built(records, locale, page)
    return found or (earlier_results.tried(records, locale, page) if told else None)


def _instead(task: Task, doubted: Doubted, page: str, locale: str) -> dict[Path, bytes]:
    """The catalogues of a page to take in place of those on disk, since a merge put translations under other texts."""
    if not doubted.files:
        return {}
    places = (path for _, path in project_files.places(task.config, locale, page))
    return {path: doubted.files[path].data for path in places if path in doubted.files}


def _links(task: Task, locale: str, made: Mapping[Place, Ahead]) -> tuple[Finding, ...]:
    """The findings about links that lead nowhere, on the pages of the task in a language."""
    records, pages = task.records, task.within(locale).pages
    state = earlier_results.followed_state(records, locale, task.every_page()) if task.whole else b""
    found = earlier_results.findings_of_links(records, locale, state) if task.whole else None
    if found is None:
        every = {project_files.reference(task.config, page): page for page in task.every_page()}

        @lru_cache(maxsize=MOST)
        def links(name: str) -> PageLinks | None:
            return _links_of(task, locale, every[name], made) if name in every else None

        asked = [project_files.reference(task.config, page) for page in pages]
        found = tuple(links_found.findings(task.config, locale, links, asked))
        if task.whole:
            earlier_results.keep_findings_of_links(records, locale, state, found)
    return found


def _links_of(task: Task, locale: str, page: str, made: Mapping[Place, Ahead]) -> PageLinks | None:
    one = made.get((page, locale))
    if one:
        made_now = one.result
        return made_now.links if made_now else None
    return earlier_results.links_of(task.records, locale, page)


def _made(task: Task, wanted: Sequence[Place], overwrite: bool, doubted: Doubted) -> dict[Place, Ahead]:
    """The localised pages that are made now."""
    if not wanted:
        return {}
    from i18n_pipeline.commands.assemble.one_localised_page import ASSEMBLE, AssembleJob  # noqa: PLC0415 - for these

    records = task.records
    before: deque[bytes] = deque()

    def work() -> Iterator[AssembleJob]:
        for page, locale in wanted:
            before.append(earlier_results.built_state(records, locale, page))
            is_merged, instead = earlier_results.is_merged(records, locale, page), _instead(task, doubted, page, locale)
            yield AssembleJob(task.job(locale, page), overwrite, is_merged, instead)

    outcomes = task.over_many(ASSEMBLE, work(), len(wanted))
    return {one: Ahead.of(outcome, before.popleft()) for one, outcome in zip(wanted, outcomes, strict=True)}


def _lead_to_what_is_written(config: Config) -> bool:
    """Whether the links of a page depend on which localised pages are there, or on what their headings say."""
    return not config.assemble.writes_all or config.markdown.anchors == "follow"


def _with_new_neighbours(
    task: Task, made: Mapping[Place, Ahead], known: dict[Place, Told], overwrite: bool, doubted: Doubted
) -> dict[Place, Ahead]:
    """The pages that are made again, since pages to which their links lead were written in this run.

    Once is enough: neither whether a page is written nor the ids of its headings depend on its links. These pages leave
    `known`.
    """
    task.records.look_again()
    again = [one for one, page in made.items() if not _asked_the_truth(task, page)]
    again += [(page, locale) for page, locale in known if not earlier_results.built(task.records, locale, page)]
    for one in again:
        known.pop(one, None)
    quiet = replace(task, step=lambda _: None)
    return {one: _changed_by_both(made.get(one), page) for one, page in _made(quiet, again, overwrite, doubted).items()}


def _asked_the_truth(task: Task, page: Ahead) -> bool:
    """Whether the questions that the links of a page asked still have the same answers."""
    made = page.result
    return made is None or list(made.asked.values()) == page_links.answers(task.config, made.asked)


def _changed_by_both(first: Ahead | None, second: Ahead) -> Ahead:
    """The second result for a page, changed if the file is another one than before the first."""
    before, after = first.result if first else None, second.result
    if before is None or after is None or not before.changed.changed:
        return second
    changed = before.changed.before != after.changed.digest
    both = replace(after.changed, changed=changed, before=before.changed.before if changed else b"")
    return Ahead.of(Done(replace(after, changed=both)), second.before)


def _keep_all(records: Records, made: Mapping[Place, Ahead], *, dry: bool) -> None:
    """Record the results of the pages that could be made."""
    records.look_again()
    by_page: dict[str, list[str]] = {}
    for page, locale in made:
        by_page.setdefault(page, []).append(locale)
    for page, locales in by_page.items():
        done = {locale: one for locale in locales if (one := made[page, locale].result)}
        if done:
            earlier_results.keep_files(records, page, {locale: one.asked for locale, one in done.items()})
        for locale, one in done.items():
            _keep(records, (page, locale), made[page, locale].before, one, dry=dry)


def _result(locale: str, outcomes: Iterable[Outcome[Assembled]]) -> Result:
    files: list[Changed] = []
    refusals: list[Finding] = []
    failed: list[Finding] = []
    for outcome in outcomes:
        if isinstance(outcome, Finding):
            failed.append(outcome)
        else:
            files.append(outcome.result.changed)
            refusals += outcome.result.refusals
    return Result(locale, tuple(files), tuple(refusals), failures=tuple(failed))


def _reused(task: Task, locale: str, page: str, told: Told) -> Done[Assembled]:
    """The result of an earlier run."""
    findings, refusals = told
    name = project_files.localised_name(task.config, locale, page)
    return Done(Assembled(Changed(name, changed=False, findings=findings), refusals))


def _keep(records: Records, place: Place, before: bytes, made: Assembled, *, dry: bool) -> None:
    """Record the result for a page; of a dry run, it holds beside the localised page that is there."""
    page, locale = place
    output = earlier_results.output_state(records, locale, page, None if dry else made.changed.digest)
    built = Built(output, made.changed.findings, made.refusals, made.measured)
    keep = earlier_results.keep_tried if dry else earlier_results.keep_built
    keep(records, locale, page, before, built)
    earlier_results.keep_links(records, locale, page, before, made.links)
