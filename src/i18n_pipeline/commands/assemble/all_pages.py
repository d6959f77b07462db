"""`assemble` over the pages of a project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from i18n_pipeline.commands import earlier_results
from i18n_pipeline.commands.assemble import links_found, list_of_translations
from i18n_pipeline.commands.assemble.assembled import Ahead, Assembled
from i18n_pipeline.commands.assemble.links_found import PageLinks
from i18n_pipeline.commands.earlier_results import Built
from i18n_pipeline.commands.task import Changed, Place, Result, Task
from i18n_pipeline.findings import Finding
from i18n_pipeline.project import page_links, project_files
from i18n_pipeline.project.executor import Done, Outcome, parted
from i18n_pipeline.project.page_links import Answers
from i18n_pipeline.project.records import Records
from i18n_pipeline.project.settings import Config

NOTHING: Mapping[Place, Ahead] = MappingProxyType({})


def assemble(
    task: Task,
    locales: Sequence[str],
    *,
    overwrite: bool = False,
    ahead: Mapping[Place, Ahead] = NOTHING,
    links: bool | None = None,
) -> list[Result]:
    """Write the localised pages from the catalogues, page by page, each page parsed once; a result for each locale.

    And one, without a locale, for the list of translations if the settings want it.

    `ahead` are the pages that were made before. `links`: whether to tell of links that lead nowhere, by default unless
    the task is dry.
    """
    records = task.records
    pages = {locale: task.within(locale).pages for locale in locales}
    wanted = sorted(((page, locale) for locale in locales for page in pages[locale]), key=lambda one: one[0])
    known = {
        (page, locale): built
        for page, locale in wanted
        if (page, locale) not in ahead and (built := earlier_results.built(records, locale, page))
    }
    task.step(len(known) + len(ahead))
    made = {**ahead, **_made(task, [one for one in wanted if one not in known and one not in ahead], overwrite)}
    if made and _lead_to_what_is_written(task.config) and not task.dry:
        made |= _with_new_neighbours(task, made, known, overwrite)
    if made and not task.dry:
        _keep_all(records, made)
    found = {one: new.outcome for one, new in made.items()}
    found |= {(page, locale): _reused(task, locale, page, built) for (page, locale), built in known.items()}
    results = [_result(locale, [found[page, locale] for page in pages[locale]]) for locale in locales]
    if not task.dry if links is None else links:
        results = [replace(one, links=_links(task, one.locale, made)) for one in results]
    return [*results, *filter(None, [list_of_translations.listed(task)])]


def _links(task: Task, locale: str, made: Mapping[Place, Ahead]) -> tuple[Finding, ...]:
    """The findings about links that lead nowhere, on the pages of the task in a language."""
    records, pages = task.records, task.within(locale).pages
    state = earlier_results.followed_state(records, locale, task.every_page()) if task.whole else b""
    found = earlier_results.findings_of_links(records, locale, state) if task.whole else None
    if found is None:
        every = {project_files.reference(task.config, page): page for page in task.every_page()}
        links = {name: one for name, page in every.items() if (one := _links_of(task, locale, page, made))}
        asked = [project_files.reference(task.config, page) for page in pages]
        found = tuple(links_found.findings(task.config, locale, links, asked))
        if task.whole:
            earlier_results.keep_findings_of_links(records, locale, state, found)
    return found


def _links_of(task: Task, locale: str, page: str, made: Mapping[Place, Ahead]) -> PageLinks | None:
    one = made.get((page, locale))
    if one:
        return one.outcome.result.links if isinstance(one.outcome, Done) else None
    return earlier_results.links_of(task.records, locale, page)


def _made(task: Task, wanted: Sequence[Place], overwrite: bool) -> dict[Place, Ahead]:
    """The localised pages that are made now."""
    if not wanted:
        return {}
    from i18n_pipeline.commands.assemble.one_localised_page import ASSEMBLE, AssembleJob  # noqa: PLC0415 - for these

    records = task.records
    before = [earlier_results.built_state(records, locale, page) for page, locale in wanted]
    work = [
        AssembleJob(task.job(locale, page), overwrite, earlier_results.is_merged(records, locale, page))
        for page, locale in wanted
    ]
    return {
        one: Ahead(outcome, state)
        for one, outcome, state in zip(wanted, task.over_files(ASSEMBLE, work), before, strict=True)
    }


def _lead_to_what_is_written(config: Config) -> bool:
    """Whether the links of a page depend on which localised pages are there, or on what their headings say."""
    return not config.assemble.writes_all or config.markdown.anchors == "follow"


def _with_new_neighbours(
    task: Task, made: Mapping[Place, Ahead], known: dict[Place, Built], overwrite: bool
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
    return {one: _changed_by_both(made.get(one), page) for one, page in _made(quiet, again, overwrite).items()}


def _asked_the_truth(task: Task, page: Ahead) -> bool:
    """Whether the questions that the links of a page asked still have the same answers."""
    if not isinstance(page.outcome, Done):
        return True
    asked = page.outcome.result.asked
    return list(asked.values()) == page_links.answers(task.config, asked)


def _changed_by_both(first: Ahead | None, second: Ahead) -> Ahead:
    """The second result for a page, changed if either changed the file."""
    if first is None or not isinstance(first.outcome, Done) or not isinstance(second.outcome, Done):
        return second
    before, after = first.outcome.result, second.outcome.result
    changed = replace(after.changed, changed=before.changed.changed or after.changed.changed)
    return replace(second, outcome=Done(replace(after, changed=changed)))


def _keep_all(records: Records, made: Mapping[Place, Ahead]) -> None:
    """Record the results of the pages that could be made."""
    records.look_again()
    done = {one: new.outcome.result for one, new in made.items() if isinstance(new.outcome, Done)}
    asked: dict[str, dict[str, Answers]] = {}
    for (page, locale), assembled in done.items():
        asked.setdefault(page, {})[locale] = assembled.asked
    for page, by_locale in asked.items():
        earlier_results.keep_files(records, page, by_locale)
    for (page, locale), assembled in done.items():
        _keep(records, locale, page, made[page, locale].before, assembled)


def _result(locale: str, outcomes: Sequence[Outcome[Assembled]]) -> Result:
    done, failed = parted(outcomes)
    refusals = tuple(refusal for page in done for refusal in page.refusals)
    return Result(locale, tuple(page.changed for page in done), refusals, failures=failed)


def _reused(task: Task, locale: str, page: str, built: Built) -> Done[Assembled]:
    """The result of an earlier run."""
    name = project_files.localised_name(task.config, locale, page)
    return Done(Assembled(Changed(name, changed=False, findings=built.findings), built.refusals))


def _keep(records: Records, locale: str, page: str, before: bytes, made: Assembled) -> None:
    """Record the result for a page."""
    output = earlier_results.output_state(records, locale, page, made.changed.digest)
    built = Built(output, made.changed.findings, made.refusals, made.measured)
    earlier_results.keep_built(records, locale, page, before, built)
    earlier_results.keep_links(records, locale, page, before, made.links)
