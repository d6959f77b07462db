"""`check` over a project: what its checks find in catalogues, and what `assemble` would refuse or tell of pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.checks import _registry as registry
from i18n_pipeline.checks._check import Check
from i18n_pipeline.commands import earlier_results
from i18n_pipeline.commands.assemble import all_pages
from i18n_pipeline.commands.assemble.links_found import ANCHOR, MISSING
from i18n_pipeline.commands.check import consistent
from i18n_pipeline.commands.check.catalogue_check import CheckJob, make, placed, read
from i18n_pipeline.commands.check.checked_catalogue import CheckedCatalogue
from i18n_pipeline.commands.task import Task
from i18n_pipeline.findings import Finding, Severity, in_order, united
from i18n_pipeline.project import project_files, project_glossary
from i18n_pipeline.project.executor import Done, Outcome
from i18n_pipeline.project.file_digests import digest
from i18n_pipeline.project.read_make_write import ReadMakeWrite


class CheckedLocale(Struct, frozen=True):
    """What `check` found in one language."""

    locale: str
    """The language."""
    findings: tuple[Finding, ...]
    """What was found, as `findings.in_order` sorts it."""
    catalogues: int = 0
    """The number of catalogues."""
    messages: int = 0
    """The number of translations that were checked."""
    pages: int = 0
    """The number of localised pages that were checked."""


def check(task: Task, locales: Sequence[str], checks: Sequence[Check], *, only: bool = False) -> list[CheckedLocale]:
    """Check the catalogues and the localised pages of a task, without writing any. Raises SettingsError and FileError.

    Only translations that readers may see are checked. `only`: tell nothing but what these checks find.
    """
    catalogues = of_catalogues(task, locales, checks)
    pages = _pages(task, locales)
    wanted = {check.id for check in checks}
    known = {check.id for check in registry.every(task.config.check.own)}

    def is_shown(finding: Finding) -> bool:
        is_of_no_check = not only and finding.check not in known
        return finding.exit_code > 1 or finding.check in wanted or is_of_no_check

    return [_checked(task, locale, catalogues[locale], filter(is_shown, pages[locale])) for locale in locales]


def _checked(
    task: Task, locale: str, found: Sequence[Outcome[CheckedCatalogue]], pages: Iterable[Finding]
) -> CheckedLocale:
    done = [one.result for one in found if isinstance(one, Done)]
    failed = [one for one in found if isinstance(one, Finding)]
    alike = consistent.across(done, locale)
    every = [*failed, *(finding for one in done for finding in one.findings), *alike, *pages]
    return CheckedLocale(
        locale,
        in_order(united(placed(finding, locale) for finding in every)),
        len(found),
        sum(one.messages for one in done),
        len(task.within(locale).pages),
    )


# --- catalogues --------------------------------------------------------------------------------------


def jobs(task: Task, locales: Sequence[str], checks: Sequence[Check]) -> Iterator[CheckJob]:
    """The catalogues of the pages of a task in some languages. Raises SettingsError and FileError."""
    config, ids = task.config, tuple(check.id for check in checks)
    glossary = project_glossary.terms(config).terms
    for locale in locales:
        pages, terms = task.within(locale).pages, glossary.get(locale, ())
        wanted = {path for page in pages for _, path in project_files.places(config, locale, page)}
        for path, page in project_files.everywhere(config, locale, task.every_page()).items():
            if path in wanted:
                yield CheckJob(config, locale, path, page, terms, ids)


def of_catalogues(
    task: Task, locales: Sequence[str], checks: Sequence[Check]
) -> dict[str, list[Outcome[CheckedCatalogue]]]:
    """What was found in the catalogues of each language, some of it in an earlier run."""
    every = list(jobs(task, locales, checks))
    common = {locale: _common(job) for locale, job in {job.locale: job for job in every}.items()}
    of = {job.path: common[job.locale] + job.page.encode(errors="surrogatepass") for job in every}
    known = {path: held for path in of if (held := earlier_results.checked(task.records, path, of[path]))}
    work = [job for job in every if job.path not in known]
    made = dict(zip((job.path for job in work), task.run_files(CHECK, work), strict=True))
    for job in work:
        outcome = made[job.path]
        if isinstance(outcome, Done):
            earlier_results.keep_checked(task.records, job.path, of[job.path], outcome.result)
    found: dict[str, list[Outcome[CheckedCatalogue]]] = {locale: [] for locale in locales}
    for job in every:
        found[job.locale].append(Done(known[job.path]) if job.path in known else made[job.path])
    return found


def _common(job: CheckJob) -> bytes:
    """What the findings in all catalogues of a language depend on, besides the settings."""
    return digest(repr((job.terms, job.checks)).encode(errors="surrogatepass"))


def _done(_given: object, made: CheckedCatalogue) -> CheckedCatalogue:
    return made


CHECK = ReadMakeWrite(read, make, _done)
"""`check` for the translations of one catalogue. Writes no file."""


# --- pages -------------------------------------------------------------------------------------------


def _pages(task: Task, locales: Sequence[str]) -> dict[str, list[Finding]]:
    """What `assemble` would refuse or tell of the pages of each language."""
    found: dict[str, list[Finding]] = {locale: [] for locale in locales}
    for result in all_pages.assemble(replace(task, dry=True), locales, told=True):
        if result.locale:
            found[result.locale] += [*result.refusals, *map(_as_bad, result.findings), *result.failures]
    return found


def _as_bad(finding: Finding) -> Finding:
    """A finding of `assemble`, which writes the page all the same; here a link that leads nowhere is an error."""
    return replace(finding, severity=Severity.ERROR) if finding.check in {MISSING, ANCHOR} else finding
