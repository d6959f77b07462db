"""A record counts as long as everything it depends on is the same; what is wrong with its file costs time, no more."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Thread
from types import SimpleNamespace

import pytest
from helpers.projects import Outcome, po_path, project, put, run, start, translate, tree, without_rights
from hypothesis import given
from hypothesis import strategies as st

from i18n_pipeline.commands import earlier_results
from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.project import records, settings, this_tool
from i18n_pipeline.project.file_digests import DIGEST, MARGIN, digest
from i18n_pipeline.project.records import FORM, Records
from i18n_pipeline.project.this_tool import NOT_KNOWN, KnownTool

SETTINGS = 'locales = ["nl"]\n'
PAGES = {"a.md": "# One\n\nSee [the plan](plan.png).\n", "guide/b.md": "Two\n\nOne\n"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A translated project whose records hold for every page."""
    project(tmp_path, PAGES, SETTINGS)
    run(tmp_path, "update")
    translate(tmp_path)
    run(tmp_path, "translate")
    return tmp_path


def file(root: Path) -> Path:
    return root / ".i18n-cache" / records.FILE


def opened(root: Path) -> Records:
    return Records(settings.load(root))


def worked(root: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], Outcome]:
    """The pages that `translate` assembles, and what it says."""
    found: list[str] = []
    keep = earlier_results.keep_built

    def kept(records: Records, locale: str, page: str, before: bytes, what: earlier_results.Built) -> None:
        found.append(page)
        keep(records, locale, page, before, what)

    with monkeypatch.context() as patched:
        patched.setattr(earlier_results, "keep_built", kept)
        return found, run(root, "translate")


# --- the file ----------------------------------------------------------------------------------------


def cut(data: bytes) -> bytes:
    return data[:-1]


def turned(data: bytes) -> bytes:
    return data[:-1] + bytes([data[-1] ^ 1])


def another_form(data: bytes) -> bytes:
    return data.replace(b"records 1", b"records 2")


def sound_but_another(data: bytes) -> bytes:
    """A file whose checksum is right, and whose content is not what this version writes."""
    return FORM + digest(data[:5]) + data[:5]


DAMAGE = [cut, turned, another_form, sound_but_another, lambda _: b"", lambda data: data[: len(FORM) + DIGEST]]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_file_counts_as_none(
    root: Path, monkeypatch: pytest.MonkeyPatch, damage: Callable[[bytes], bytes]
) -> None:
    assert worked(root, monkeypatch)[0] == []
    before, said = tree(root), run(root, "translate")
    put(file(root), damage(file(root).read_bytes()))
    assert opened(root).known == {}
    assert worked(root, monkeypatch) == (sorted(PAGES), said)
    assert worked(root, monkeypatch) == ([], said)
    assert tree(root) == before


@given(st.data())
def test_no_byte_of_the_file_may_change(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    root = tmp_path_factory.mktemp("project")
    project(root, PAGES, SETTINGS)
    found = opened(root)
    found.put("name", b"state", ("result",))
    found.save()
    written = file(root).read_bytes()
    at, by = data.draw(st.integers(0, len(written) - 1)), data.draw(st.integers(1, 255))
    put(file(root), written[:at] + bytes([written[at] ^ by]) + written[at + 1 :])
    assert opened(root).known == {}


def test_another_version_counts_as_none(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(this_tool, "known", lambda _: KnownTool(b"", b"another"))
    assert opened(root).known == {}


@pytest.mark.parametrize(
    "more", ["[merge]\nnear = 80\n", '[assemble]\naccept = ["reviewed", "draft"]\n', 'project = "x"\n']
)
def test_other_settings_count_as_none(root: Path, more: str) -> None:
    put(root / "i18n.toml", SETTINGS + more)
    assert opened(root).known == {}


def test_settings_that_say_the_same_in_other_words_count(root: Path) -> None:
    put(root / "i18n.toml", f"# A comment\n{SETTINGS}[merge]\nnear = 75\n")
    assert opened(root).known


def test_a_change_of_any_file_of_this_tool_or_of_its_libraries_is_another_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package, libraries = tmp_path / "package", tmp_path / "libraries"
    file = package / "project" / "this_tool.py"
    put(file, "one")
    put(libraries / "parser-1.dist-info" / "METADATA", "")
    monkeypatch.setattr(this_tool, "__file__", str(file))
    monkeypatch.setattr(sys, "path", [str(libraries)])

    def made() -> bytes:
        this_tool.known.cache_clear()
        return this_tool.known(NOT_KNOWN).digest

    first = made()
    os.utime(file, ns=(0, 0))
    assert made() == first
    put(file, "two")
    second = made()
    put(package / "table.csv", "")
    assert len({first, second, made()}) == 3
    (libraries / "parser-1.dist-info").rename(libraries / "parser-2.dist-info")
    third = made()
    monkeypatch.setattr(sys, "version", "another Python")
    assert len({first, second, third, made()}) == 4


def test_files_of_this_tool_are_not_read_again_while_they_are_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "package" / "project" / "this_tool.py"
    put(file, "one")
    monkeypatch.setattr(this_tool, "__file__", str(file))
    this_tool.known.cache_clear()
    assert this_tool.known(NOT_KNOWN).stamps == b""
    later = SimpleNamespace(time_ns=lambda: time.time_ns() + 2 * MARGIN)
    monkeypatch.setattr(this_tool, "time", later)
    this_tool.known.cache_clear()
    first = this_tool.known(NOT_KNOWN)
    marked = first._replace(digest=b"of the run before")
    assert this_tool.known(marked) == marked
    put(file, "two")
    this_tool.known.cache_clear()
    assert this_tool.known(marked).digest not in {first.digest, marked.digest}


# --- one record --------------------------------------------------------------------------------------

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
FINDINGS = st.builds(
    Finding,
    st.sampled_from(Severity),
    TEXT,
    TEXT,
    line=st.integers(0, 10**6),
    msgid=TEXT,
    msgctxt=st.none() | TEXT,
    ignorable=st.lists(TEXT, max_size=2).map(tuple),
    exit_code=st.integers(0, 3),
)


@given(st.lists(FINDINGS, max_size=3).map(tuple), st.binary(min_size=DIGEST, max_size=DIGEST))
def test_a_result_comes_back_as_it_was(found: tuple[Finding, ...], state: bytes) -> None:
    here = Records(settings.Config(root=Path("/nowhere"), locales=("nl",)))
    here.put("name", state, found)
    assert here.result("name", state, tuple[Finding, ...]) == found
    assert here.result("name", state + b"x", tuple[Finding, ...]) is None
    assert here.result("another name", state, tuple[Finding, ...]) is None
    assert here.result("name", state, tuple[int, int, int, int]) is None


def test_a_result_with_a_name_that_is_no_text_is_not_recorded(root: Path) -> None:
    found = opened(root)
    found.put("name \udcff", b"state", ())
    found.put("name", b"state", ("\udcff",))
    found.save()
    assert "name" not in opened(root).known


# --- the folder --------------------------------------------------------------------------------------


def a_file(folder: Path) -> None:
    put(folder, "no folder")


def a_link(folder: Path) -> None:
    (folder.parent / "elsewhere").mkdir()
    folder.symlink_to("elsewhere")


def a_link_inside(folder: Path) -> None:
    folder.mkdir()
    put(folder.parent / "theirs", "theirs")
    (folder / records.FILE).symlink_to(folder.parent / "theirs")


def a_folder_inside(folder: Path) -> None:
    (folder / records.FILE).mkdir(parents=True)


@pytest.mark.parametrize("place", [a_file, a_link, a_link_inside, a_folder_inside])
def test_a_folder_that_cannot_be_used_costs_time_and_nothing_else(root: Path, place: Callable[[Path], None]) -> None:
    said, before = run(root, "translate"), tree(root)
    shutil.rmtree(root / ".i18n-cache")
    place(root / ".i18n-cache")
    others = tree(root, "elsewhere")
    for _ in range(2):
        assert run(root, "translate") == said
    assert tree(root) == before
    assert tree(root, "elsewhere") == others
    if (root / "theirs").exists():
        assert (root / "theirs").read_text() == "theirs"


@pytest.mark.parametrize("rights", [0o000, 0o500])
def test_a_folder_without_rights_costs_time_and_nothing_else(root: Path, rights: int) -> None:
    put(root / "source" / "a.md", f"{PAGES['a.md']}\nFour\n")
    (root / ".i18n-cache").chmod(rights)
    try:
        with without_rights():
            assert run(root, "translate").code == 0
    finally:
        (root / ".i18n-cache").chmod(0o700)
    assert b"Four" in (root / "localised" / "nl" / "a.md").read_bytes()


def test_a_deleted_folder_is_made_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(root / ".i18n-cache")
    assert worked(root, monkeypatch)[0] == sorted(PAGES)
    assert worked(root, monkeypatch)[0] == []


def test_two_runs_at_once_leave_a_file_that_counts(root: Path) -> None:
    before, at_once = tree(root), Barrier(2)

    def both() -> None:
        found = opened(root)
        found.put("name", b"state", ())
        at_once.wait()
        found.save()

    threads = [Thread(target=both) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "name" in opened(root).known
    processes = [start(root, "translate") for _ in range(3)]
    assert [process.wait(timeout=60) for process in processes] == [0, 0, 0]
    for process in processes:
        process.communicate()
    assert opened(root).known
    assert tree(root) == before


# --- what is worked on -------------------------------------------------------------------------------


def test_a_deleted_page_is_written_again_and_no_other_is_worked_on(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(root)
    (root / "localised" / "nl" / "a.md").unlink()
    assert worked(root, monkeypatch)[0] == ["a.md"]
    assert tree(root) == before


def test_a_file_that_a_link_leads_to_counts(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(root / "source" / "plan.png", "")
    assert worked(root, monkeypatch)[0] == ["a.md"]
    put(root / "source" / "plan.png", "another picture")
    assert worked(root, monkeypatch)[0] == []
    (root / "source" / "plan.png").unlink()
    assert worked(root, monkeypatch)[0] == ["a.md"]


def test_an_edited_catalogue_counts_for_its_page(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = po_path(root, "guide/b")
    put(path, path.read_text().replace("NL Two", "Twee"))
    assert worked(root, monkeypatch)[0] == ["guide/b.md"]


def test_touched_files_count_as_the_same(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("source", "locales", "localised"):
        for path in (root / folder).rglob("*.*"):
            os.utime(path, ns=(0, 0))
    assert worked(root, monkeypatch)[0] == []


def test_a_check_changes_no_record(root: Path) -> None:
    put(root / "source" / "a.md", "# Four\n")
    before = file(root).read_bytes()
    assert run(root, "translate", "--check").code == 1
    assert file(root).read_bytes() == before


# --- files that are gone, and results of strangers ---------------------------------------------------


def names(root: Path) -> set[str]:
    """The files that records are about, and those that were seen."""
    kept = opened(root)
    return {name.partition(records.OF)[2] for name in kept.known} | set(kept.seen.known)


def test_records_of_pages_that_no_longer_exist_are_dropped(root: Path) -> None:
    for name in ("source/guide/b.md", "locales/nl/LC_MESSAGES/guide/b.po", "localised/nl/guide/b.md"):
        (root / name).unlink()
    assert "source/guide/b.md" in names(root)
    put(root / "source" / "a.md", "# Other\n")
    run(root, "translate")
    assert {"source/a.md"} <= names(root)
    assert {name for name in names(root) if name.endswith(("b.md", "b.po"))} == set()


def forged(root: Path) -> None:
    """Make the records say that a localised page is as it should be, which it is not."""
    page = root / "localised" / "nl" / "a.md"
    put(page, "Nonsense\n")
    found = opened(root)
    state = earlier_results.built_state(found, "nl", "a.md")
    output = earlier_results.output_state(found, "nl", "a.md", digest(page.read_bytes()))
    earlier_results.keep_built(found, "nl", "a.md", state, earlier_results.Built(output, (), (), None))
    found.save()


def git(root: Path, *words: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *who, "-C", str(root), *words], check=True, capture_output=True)


def test_results_that_git_tracks_are_not_believed(root: Path) -> None:
    git(root, "init")
    forged(root)
    assert run(root, "translate", "--check").code == 0
    git(root, "add", "--force", ".")
    git(root, "commit", "-m", "A change with results")
    before = file(root).read_bytes()
    told = run(root, "translate", "--check")
    assert told.code == 1
    assert "localised/nl/a.md" in told.out
    assert ".i18n-cache: git tracks it" in told.err
    assert run(root, "status", "--format", "json").code == 0
    assert file(root).read_bytes() == before
    git(root, "rm", "-r", "--cached", ".i18n-cache")
    assert run(root, "translate", "--check", "--no-cache").code == 1
    assert "git tracks it" not in run(root, "translate", "--check").err


def test_results_are_not_believed_where_git_cannot_say_whether_it_tracks_them(root: Path) -> None:
    put(root / ".git", "gitdir: nowhere\n")
    forged(root)
    told = run(root, "translate", "--check")
    assert told.code == 1
    assert "git cannot say" in told.err


def test_git_is_not_asked_again_while_its_index_is_as_it_was(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(root, "init")
    git(root, "add", "source")
    run(root, "translate")
    monkeypatch.setattr("i18n_pipeline.project.git.tracked", lambda *_: pytest.fail("git was asked"))
    assert run(root, "translate").code == 0
    assert opened(root).known
