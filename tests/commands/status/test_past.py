"""History: what git has, or what was recorded, counted back from the last commit; the clock decides nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest
from helpers.projects import KEEP, page_path, po_path, project, put, run, session
from msgspec.structs import replace

from i18n_pipeline.commands.status import history_file, past_coverage
from i18n_pipeline.commands.status import project_report as projects
from i18n_pipeline.commands.task import Task
from i18n_pipeline.coverage import LocaleReport, Report
from i18n_pipeline.errors import FileError, OutsideError, SettingsError
from i18n_pipeline.model import State
from i18n_pipeline.project import git, settings, source_pages

START = datetime(2026, 1, 5, 12, tzinfo=UTC)
NUMBERS = ["one", "two", "three", "four", "five", "six", "seven"]
PARAGRAPHS = [f"Here stands paragraph number {word} of ten." for word in NUMBERS]
PAGE = "\n\n".join(PARAGRAPHS) + "\n"
WORDS = 7 * 7


def task(root: Path) -> Task:
    config = settings.load(root)
    return Task(session(config, recorded=True), tuple(source_pages.pages(config)))


def report(root: Path, weeks: int = past_coverage.WEEKS) -> Report:
    work = task(root)
    return past_coverage.with_history(work, projects.report(work, work.config.locales)[0], weeks=weeks)


def reviewed(locale: LocaleReport) -> list[tuple[str, float]]:
    return [
        (f"{datetime.fromtimestamp(point.time, UTC):%m-%d}", point.coverage.percent(State.REVIEWED))
        for point in locale.history
    ]


def in_git(root: Path, *words: str, when: datetime = START) -> None:
    stamp = f"{when:%Y-%m-%dT%H:%M:%SZ}"
    who = {f"GIT_{role}_{what}": "t@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = {"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp, "GIT_CONFIG_GLOBAL": os.devnull}
    environment = {**os.environ, **who, **dates}
    subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True, env=environment)


def commit(root: Path, when: datetime) -> None:
    in_git(root, "add", "-A")
    in_git(root, "commit", "-q", "--allow-empty", "-m", "a state", when=when)


def fill(root: Path, number: int, name: str = "page") -> None:
    """Translate the first paragraphs of a page."""
    path = po_path(root, name)
    text = path.read_text()
    for paragraph in PARAGRAPHS[:number]:
        text = text.replace(f'msgid "{paragraph}"\nmsgstr ""', f'msgid "{paragraph}"\nmsgstr "NL {paragraph}"')
    put(path, text)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project in git: each week one paragraph more is translated, seven weeks long."""
    project(tmp_path, {"page.md": PAGE}, KEEP)
    run(tmp_path, "update")
    in_git(tmp_path, "init", "-q", "-b", "main")
    for week in range(8):
        fill(tmp_path, week)
        commit(tmp_path, START + timedelta(weeks=week))
    return tmp_path


def test_a_history_tells_each_week_back_from_the_last_commit(root: Path) -> None:
    [dutch] = report(root).locales

    assert reviewed(dutch) == [
        ("01-05", 0.0),
        ("01-12", 14.2),
        ("01-19", 28.5),
        ("01-26", 42.8),
        ("02-02", 57.1),
        ("02-09", 71.4),
        ("02-16", 85.7),
        ("02-23", 100.0),
    ]
    assert dutch.change == 71.5  # on January 24 it was 28.5
    assert [point.coverage.total.words for point in dutch.history] == [WORDS] * 8


def test_the_last_point_is_what_is_there_now(root: Path) -> None:
    path = po_path(root)
    put(path, path.read_text().replace(f'msgstr "NL {PARAGRAPHS[0]}"', 'msgstr ""'))
    [dutch] = report(root).locales

    assert reviewed(dutch)[-1] == ("02-23", 85.7)


def test_a_change_alone_asks_for_one_state_only(root: Path) -> None:
    [dutch] = report(root, weeks=0).locales

    assert dutch.change == 71.5
    assert len(dutch.history) == 1


def test_a_second_look_reads_nothing_of_git_but_its_log(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = report(root)
    monkeypatch.setattr(git, "blobs", None)
    monkeypatch.setattr(git, "files", None)

    assert report(root) == first


def test_a_new_week_costs_what_changed_in_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report(root)
    blobs, asked = git.blobs, list[str]()

    def counted(folder: Path, ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        asked.extend(ids)
        return blobs(folder, asked)

    monkeypatch.setattr(git, "blobs", counted)
    commit(root, START + timedelta(weeks=8))

    assert len(reviewed(report(root).locales[0])) == 9
    assert asked == []  # each state was known already


def test_a_language_has_a_past_only_since_it_has_catalogues(root: Path) -> None:
    put(root / "i18n.toml", KEEP.replace('["nl"]', '["nl", "de"]'))
    run(root, "update")
    commit(root, START + timedelta(weeks=8))
    dutch, german = report(root).locales

    assert len(reviewed(dutch)) == 9
    assert reviewed(german) == [("03-02", 0.0)]
    assert german.change is None


def test_a_project_in_a_folder_of_the_repository_has_a_past(tmp_path: Path) -> None:
    root = project(tmp_path / "docs", {"page.md": PAGE}, KEEP)
    run(root, "update")
    in_git(tmp_path, "init", "-q", "-b", "main")
    for week in range(3):
        fill(root, week)
        commit(tmp_path, START + timedelta(weeks=week))

    assert reviewed(report(root).locales[0]) == [("01-05", 0.0), ("01-12", 14.2), ("01-19", 28.5)]


def test_a_catalogue_that_was_broken_once_leaves_its_page_out(root: Path) -> None:
    path = po_path(root)
    good = path.read_text()
    put(path, 'msgid "broken\n')
    commit(root, START + timedelta(weeks=8))
    put(path, good)
    commit(root, START + timedelta(weeks=9))

    assert [day for day, _ in reviewed(report(root).locales[0])][-2:] == ["02-23", "03-09"]


# --- odd repositories ----------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="a file may not have any bytes as its name here")
def test_files_that_are_no_pages_today_were_none_then(root: Path) -> None:
    put(root / "i18n.toml", 'source = "."\nlocales = ["nl"]\n')
    put(root / ".github" / "PULL_REQUEST_TEMPLATE.md", "Please say why.\n")
    (root / "link.md").symlink_to("source/page.md")
    name = os.fsencode(root / "source") + b"/caf\xe9.md"
    with open(name, "wb") as file:  # noqa: PTH123 - no text
        file.write(b"No name.\n")
    commit(root, START + timedelta(weeks=8))
    os.unlink(name)  # noqa: PTH108 - no text
    [before] = past_coverage.at(task(root), "HEAD", ["nl"])

    assert [page.page for page in before.pages] == ["source/page.md"]


WINDOWS = PureWindowsPath(r"C:\site\source")
POSIX = PurePosixPath("/site/source")


@pytest.mark.parametrize("folder", [WINDOWS, POSIX])
def test_files_are_found_below_a_folder_on_every_system(folder: PurePath) -> None:
    others = [folder.parent / "sources" / "d.md", folder.parent / "e.md"]

    assert past_coverage.below([folder / "a.md", folder / "b" / "c.md", *others], folder) == ["a.md", "b/c.md"]
    assert past_coverage.below([folder / "a.md"], folder.parent) == ["source/a.md"]


def test_a_new_locale_changes_which_files_were_pages(tmp_path: Path) -> None:
    root = project(tmp_path, {}, 'source = "."\noutput = "{locale}/{path}"\nlocales = ["nl"]\n')
    put(root / "a.md", PAGE)
    put(root / "de" / "a.md", "Another page.\n")
    run(root, "update")
    in_git(root, "init", "-q", "-b", "main")
    commit(root, START)
    commit(root, START + timedelta(weeks=5))
    report(root)
    put(root / "i18n.toml", 'source = "."\noutput = "{locale}/{path}"\nlocales = ["nl", "de"]\n')

    assert [point.coverage.total.words for point in report(root).locales[0].history] == [WORDS] * 6


def test_a_hook_of_git_does_not_lead_astray(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))

    assert len(report(root).locales[0].history) == 8


def test_a_repository_that_does_not_know_the_project_does_not_count(recorded: Path) -> None:
    before = report(recorded)
    in_git(recorded, "init", "-q", "-b", "main")
    put(recorded / ".gitignore", "*\n!other.txt\n")
    put(recorded / "other.txt", "something else")
    commit(recorded, START)

    assert report(recorded) == before
    assert before.revision == ""


def test_a_past_that_cannot_be_read_is_told_and_costs_nothing_else(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(folder: Path, _: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        raise OutsideError(f"git does not hold it in {folder}")

    monkeypatch.setattr(git, "blobs", missing)
    outcome = run(root, "status")

    assert outcome.code == 0
    assert "note: the history is unknown: git does not hold it" in outcome.err
    assert run(root, "status", "--history").code == 3


def test_a_shallow_clone_does_not_guess_where_a_branch_left_another(root: Path, tmp_path: Path) -> None:
    in_git(root, "checkout", "-q", "-b", "work", "HEAD~2")
    commit(root, START + timedelta(weeks=9))
    clone = tmp_path / "clone"
    in_git(root, "clone", "-q", "--depth=1", "--branch=work", root.as_uri(), str(clone))
    in_git(clone, "fetch", "-q", "--depth=1", "origin", "main:refs/remotes/origin/main")
    with pytest.raises(OutsideError, match="fetch-depth: 0"):
        past_coverage.at(task(clone), "origin/main", ["nl"])


# --- without git -------------------------------------------------------------------------------------


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    project(tmp_path, {"page.md": PAGE}, f'{KEEP}[status]\nhistory = "history.jsonl"\n')
    run(tmp_path, "update")
    for week in range(5):
        fill(tmp_path, week)
        work = task(tmp_path)
        day = date(2026, 1, 5) + timedelta(weeks=week)
        history_file.add(work.config, projects.report(work, ["nl"])[0], day)
    return tmp_path


def test_without_git_the_record_tells_the_same(recorded: Path) -> None:
    [dutch] = report(recorded).locales

    assert reviewed(dutch)[:-1] == [("01-05", 0.0), ("01-12", 14.2), ("01-19", 28.5), ("01-26", 42.8)]
    assert dutch.change is None  # 30 days before, nothing was recorded


def test_a_day_is_recorded_once(recorded: Path) -> None:
    work = task(recorded)
    before = (recorded / "history.jsonl").read_text()
    history_file.add(work.config, projects.report(work, ["nl"])[0], date(2026, 2, 2))

    assert (recorded / "history.jsonl").read_text() == before
    assert [json.loads(line)["date"] for line in before.splitlines()] == [
        f"{date(2026, 1, 5) + timedelta(weeks=week)}" for week in range(5)
    ]


def test_the_command_records_today(recorded: Path) -> None:
    assert run(recorded, "status", "--record").code == 0
    assert f"{datetime.now(UTC):%Y-%m-%d}" in (recorded / "history.jsonl").read_text().splitlines()[-1]


@pytest.mark.parametrize(
    "line",
    [
        '{"date": "yesterday"}',
        "[",
        '{"date": "2026-01-01", "locale": "nl", "reviewed": {"messages": Infinity}}',
        "[" * 9999,
    ],
)
def test_a_line_that_is_none_is_an_error_with_its_place(recorded: Path, line: str) -> None:
    path = recorded / "history.jsonl"
    put(path, f"{path.read_text()}{line}\n")
    with pytest.raises(FileError, match=r"^history.jsonl:6: no line that `status --record` writes"):
        report(recorded)


def test_only_all_of_a_project_is_recorded(recorded: Path) -> None:
    before = (recorded / "history.jsonl").read_text()

    assert run(recorded, "status", "--record", "page.md").code == 2
    assert run(recorded, "status", "--record", "-l", "nl").code == 2
    put(po_path(recorded), 'msgid "\n')
    assert "nothing is recorded" in run(recorded, "status", "--record").err
    assert (recorded / "history.jsonl").read_text() == before


def test_to_record_wants_a_file(root: Path) -> None:
    work = task(root)
    with pytest.raises(SettingsError, match="name the file to record in"):
        history_file.add(work.config, report(root), date(2026, 1, 1))


# --- compared with another branch ----------------------------------------------------------------------


def test_a_branch_is_compared_with_where_it_left_the_other(root: Path) -> None:
    in_git(root, "checkout", "-q", "-b", "work", "HEAD~2")
    in_git(root, "checkout", "-q", "main")
    put(root / "source" / "late.md", "This came later to main.\n")
    commit(root, START + timedelta(weeks=9))
    in_git(root, "checkout", "-q", "work")
    [before] = past_coverage.at(task(root), "main", ["nl"])

    assert before.coverage.percent(State.REVIEWED) == 71.4
    assert [page.page for page in before.pages] == ["page.md"]
    now = report(root).locales[0]
    assert replace(now, history=(), change=None) == before


def test_a_page_without_its_english_is_no_page_then(root: Path) -> None:
    put(root / "source" / "new.md", "A new page.\n")
    run(root, "update")
    [before] = past_coverage.at(task(root), "HEAD", ["nl"])

    assert [page.page for page in before.pages] == ["page.md"]
    assert not page_path(root).exists()


def test_an_unknown_revision_is_refused(root: Path) -> None:
    with pytest.raises(SettingsError, match="git knows no revision 'nowhere'"):
        past_coverage.at(task(root), "nowhere", ["nl"])
    with pytest.raises(SettingsError, match="git knows no revision '--help'"):
        past_coverage.at(task(root), "--help", ["nl"])
