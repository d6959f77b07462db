"""Past coverage of the project, measured from the git history, with figures cached."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path, PurePath

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.catalogue.counting import Measured
from i18n_pipeline.commands.status import history_file, measure, project_report
from i18n_pipeline.commands.status.measure import CachedFigures, Measuring
from i18n_pipeline.commands.task import Task
from i18n_pipeline.coverage import Count, Coverage, LocaleReport, Point, Report
from i18n_pipeline.errors import OutsideError
from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.model import State
from i18n_pipeline.project import git, project_files, source_pages
from i18n_pipeline.project.executor import one_by_one, parted
from i18n_pipeline.project.git import Commit
from i18n_pipeline.project.settings import Config

DAY = 24 * 60 * 60
WEEKS = 26
"""Weeks of a history."""
MONTH = 30
"""Days before now with which a change is measured."""


def with_history(task: Task, report: Report, *, weeks: int = WEEKS) -> Report:
    """The same report with the coverage of the weeks before, and the change within 30 days.

    The source is git, back from the checked-out commit; without git, the history file of the settings, back from its
    last day. So the same files give the same history on any day.
    """
    commits = git.commits(task.config.root, project_report.places(task.config))
    if not commits:
        return _as_recorded(task.config, report, weeks)
    now = commits[0].time
    asked = {time: next((c for c in commits if c.time <= time), None) for time in _times(now, weeks)}
    totals = {commit: _totals(task, commit, report.locales) for commit in dict.fromkeys(asked.values()) if commit}

    def at(time: int, locale: str) -> Coverage | None:
        commit = asked[time]
        return totals[commit].get(locale) if commit else None

    return _with(report, now, weeks, at)


def with_history_if_known(task: Task, report: Report, *, weeks: int = WEEKS) -> tuple[Report, tuple[Finding, ...]]:
    """`with_history`; if the history cannot be read, the same report and a note that says why."""
    try:
        return with_history(task, report, weeks=weeks), ()
    except OutsideError as error:
        return report, (Finding(Severity.INFO, "history", f"the history is unknown: {error}"),)


def before(task: Task, report: Report, revision: str, locales: tuple[str, ...]) -> Report:
    """The report as it was when this branch left a revision. Raises what `at` raises."""
    return replace(report, locales=at(task, revision, locales))


def _as_recorded(config: Config, report: Report, weeks: int) -> Report:
    points = history_file.read(config)
    times = [point.time for known in points.values() for point in known]
    if not times:
        return report

    def at(time: int, locale: str) -> Coverage | None:
        return next((point.coverage for point in reversed(points.get(locale, [])) if point.time <= time), None)

    return _with(report, max(times), weeks, at)


def _times(now: int, weeks: int) -> list[int]:
    """The time 30 days ago, then the end of each week, oldest first; all in seconds since 1970."""
    return [now - MONTH * DAY, *(now - week * 7 * DAY for week in range(weeks, 0, -1))]


def _with(report: Report, now: int, weeks: int, at: Callable[[int, str], Coverage | None]) -> Report:
    """The report with past coverage; `at` gives that of a locale at a time, None if unknown."""
    month, *times = _times(now, weeks)

    def one(locale: LocaleReport) -> LocaleReport:
        known = ((time, at(time, locale.locale)) for time in times)
        points = [Point(time, coverage) for time, coverage in known if coverage]
        changed = change(at(month, locale.locale), locale.coverage)
        return replace(locale, history=(*points, Point(now, locale.coverage)), change=changed)

    return replace(report, locales=tuple(map(one, report.locales)))


def change(before: Coverage | None, after: Coverage) -> float | None:
    """Growth of the reviewed share in percentage points; None if the earlier coverage is unknown."""
    if before is None:
        return None
    return round(after.percent(State.REVIEWED) - before.percent(State.REVIEWED), 1)


# --- one commit --------------------------------------------------------------------------------------


class Tree(Struct, frozen=True):
    """The files of a project at a commit."""

    files: Mapping[Path, str]
    """The object ids of pages and catalogues."""
    pages: tuple[str, ...]
    """The selected pages, relative to the source folder, in order."""


def _totals(task: Task, commit: Commit, locales: Iterable[LocaleReport]) -> Mapping[str, Coverage]:
    """The coverage of each language at a commit, without languages that the commit lacks."""
    config = task.config
    scope = ["\n".join(part) for part in (config.include, config.exclude, config.locales, map(repr, config.pages))]
    scopes = {locale.locale: [*scope, *_narrowed(task, locale.locale)] for locale in locales}
    names = {locale: measure.total_key(config, locale, commit.commit, own) for locale, own in scopes.items()}
    kept = measure.kept(config, names.values())
    missing = [locale for locale, name in names.items() if name not in kept]
    if missing:
        tree = _tree(task, commit.commit)
        sums = {locale: _at(task, locale, tree).coverage for locale in missing}
        new = [CachedFigures(names[locale], Measured(coverage, Count(), ())) for locale, coverage in sums.items()]
        measure.keep(config, new)
        kept |= {one.key: one.measured for one in new}
    found = {locale: kept[name].coverage for locale, name in names.items()}
    return {locale: coverage for locale, coverage in found.items() if coverage.total.messages}


def _narrowed(task: Task, locale: str) -> tuple[str, ...]:
    """The selected pages of a locale; empty if all pages of the project are selected."""
    return () if task.whole else task.within(locale).pages


def at(task: Task, revision: str, locales: Iterable[str]) -> tuple[LocaleReport, ...]:
    """Each language at the point where this branch left `revision`. Raises SettingsError for an unknown revision."""
    tree = _tree(task, git.fork_point(task.config.root, revision))
    return tuple(_at(task, locale, tree) for locale in locales)


def _tree(task: Task, commit: str) -> Tree:
    config = task.config
    files = git.files(config.root, commit, project_report.places(config))
    known = None if task.whole else frozenset(task.pages)
    found = (source_pages.page_of(config, name) for name in below(files, config.root))
    pages = sorted(page for page in found if page and _is_page(config, page) and (known is None or page in known))
    return Tree(files, tuple(pages))


def below(files: Iterable[PurePath], folder: PurePath) -> list[str]:
    """The files below a folder, as paths relative to it, with `/` on Windows too."""
    start = f"{folder.as_posix().rstrip('/')}/"
    return [name[len(start) :] for file in files if (name := file.as_posix()).startswith(start)]


def _is_page(config: Config, path: str) -> bool:
    """Whether `source_pages.pages` would accept a file."""
    return path.isprintable() and (source_pages.is_strings(config, path) or source_pages.is_page(config, path))


def _at(task: Task, locale: str, tree: Tree) -> LocaleReport:
    """A language at a commit, without unreadable pages; without any page if it had no catalogue."""
    config = task.config
    pages = tree.pages if below(tree.files, project_files.catalogue_folder(config, locale)) else ()
    if task.pages_of:
        own = frozenset(task.within(locale).pages)
        pages = tuple(page for page in pages if page in own)
    places = {page: measure.places(config, locale, page, tree.files.__contains__) for page in pages}
    keys = {page: measure.key(config, locale, page, map(tree.files.get, paths)) for page, paths in places.items()}
    found = measure.kept(config, keys.values())
    missing = {page: [path for path in places[page] if path in tree.files] for page in pages if keys[page] not in found}
    made = _measured(task, locale, missing, keys, tree)
    measure.keep(config, made)
    found |= {one.key: one.measured for one in made}
    reports = [
        project_report.page_report(config, locale, page, found[key]) for page, key in keys.items() if key in found
    ]
    return project_report.together(config, locale, reports)


def _measured(
    task: Task, locale: str, wanted: Mapping[str, Sequence[Path]], keys: Mapping[str, bytes], tree: Tree
) -> list[CachedFigures]:
    """Measure pages from their files in git, read with one call."""
    ids = dict.fromkeys(tree.files[path] for paths in wanted.values() for path in paths)
    data = dict(git.blobs(task.config.root, ids)) if ids else {}
    work = [
        Measuring(task.config, locale, page, {path: data[tree.files[path]] for path in paths}, keys[page])
        for page, paths in wanted.items()
    ]
    shared = task.config.layout != "page"  # to send a catalogue of all pages along with each page takes longer
    done, _ = parted(one_by_one(measure.MEASURE.here, work) if shared else task.run_files(measure.MEASURE, work))
    return done
