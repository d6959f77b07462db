"""What surrounds a command: encodings of its output, full disks, planted links, signals. It ends in a sentence."""

from __future__ import annotations

import errno
import json
import os
import resource
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from helpers.projects import Outcome, outside, page_path, project, put, run, start, translate, tree, without_rights

from i18n_pipeline.errors import OutsideError
from i18n_pipeline.project import atomic_write, cache, disk
from i18n_pipeline.project.executor import FEW

MANY = FEW + 4
"""Pages enough for other processes to be started."""
ENCODINGS = (
    {"PYTHONIOENCODING": "cp1252"},
    {"PYTHONIOENCODING": "", "LC_ALL": "C"},
    {"PYTHONIOENCODING": "utf-16"},
)
ASCII = {"PYTHONIOENCODING": "", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = project(tmp_path, {"one.md": "Words → “one” 😀\n", "日本.md": "Words two 日本\n"})
    run(root, "update")
    translate(root, {"Words → “one” 😀": "Woorden → “een” 😀\n\nkapot"})
    return root


def plain(done: Outcome) -> bool:
    return "Traceback" not in done.err + done.out


# --- encodings ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "variables"),
    [
        *((["translate", "-v"], variables) for variables in ENCODINGS),
        (["status", "--by", "page"], ENCODINGS[0]),
        (["draft", "--engine", "none", "-v"], ENCODINGS[1]),
        (["memory", "search", "-l", "nl", "Words → “one” 😀"], ENCODINGS[2]),
    ],
    ids=str,
)
def test_what_the_output_has_no_bytes_for_is_escaped(root: Path, words: list[str], variables: dict[str, str]) -> None:
    done = outside(root, *words, variables=variables)

    assert plain(done)
    assert done.code == run(root, *words).code
    if words[0] == "translate":
        assert page_path(root, "日本.md").exists()


@pytest.mark.parametrize(
    ("words", "variables"),
    [
        *((["status", "--format", "json"], variables) for variables in ENCODINGS),
        (["status", "--format", "csv"], ENCODINGS[0]),
        (["status", "--format", "markdown", "--by", "page"], ENCODINGS[1]),
        (["memory", "search", "-l", "nl", "--format", "json", "Words → “one” 😀"], ENCODINGS[2]),
        (["draft", "--engine", "none", "--format", "json"], ENCODINGS[0]),
        (["import", "source", "-l", "nl", "--dry-run", "--format", "json"], ENCODINGS[1]),
    ],
    ids=str,
)
def test_what_programs_read_is_utf_8_whatever_the_encoding(
    root: Path, words: list[str], variables: dict[str, str]
) -> None:
    process = start(root, *words, variables=variables)
    out, err = process.communicate(timeout=300)

    assert b"Traceback" not in err
    assert out
    assert run(root, *words).out.encode() == out
    if "json" in words:
        json.loads(out.decode())


@pytest.mark.parametrize("command", ["update", "status", "assemble"])
def test_a_locale_in_which_names_cannot_be_read_makes_no_page_look_deleted(root: Path, command: str) -> None:
    before = tree(root)
    done = outside(root, command, variables=ASCII)

    assert done.code == 3
    assert "Python reads file names as ascii here" in done.err
    assert "source/\\xe6\\x97\\xa5\\xe6\\x9c\\xac.md is not; set PYTHONUTF8=1" in done.err
    assert before == tree(root)


@pytest.mark.parametrize("words", [["nonsense"], ["--help"], ["status", "nowhere-→.md"]])
def test_errors_and_help_are_shown_in_ascii(tmp_path: Path, words: list[str]) -> None:
    project(tmp_path, {"one.md": "Words\n"})

    assert plain(outside(tmp_path, *words, variables=ASCII))


# --- disks that are full, files that are in the way --------------------------------------------------


@pytest.mark.parametrize("words", [["update"], ["assemble"], ["translate"], ["extract"]])
def test_a_disk_that_is_full_is_told_and_loses_nothing(tmp_path: Path, words: list[str]) -> None:
    root = project(tmp_path, {"long.md": "".join(f"Paragraph {n} of many words.\n\n" for n in range(450))})
    run(root, "translate")
    run(root, "extract")
    translate(root)
    put(root / "source" / "long.md", "Fresh.\n\n" + (root / "source" / "long.md").read_text())
    before = tree(root)
    with files_of_at_most(10_000):
        done = run(root, *words)

    assert done.code == 3
    assert "cannot be written: File too large" in done.err
    assert plain(done)
    assert before == tree(root)
    assert run(root, *words).code == 0


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """A limit of bytes that a file may have, within the block, as where a disk is full; see setrlimit(2)."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO])
def test_whatever_fails_while_a_file_is_written_leaves_the_old_one(
    tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "file", b"old")

    def fails(_: object, __: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OutsideError) as caught:
        atomic_write.put(tmp_path / "file", b"new")

    said = f"{tmp_path / 'file'} cannot be written: {os.strerror(number)}"
    assert (said, disk.ADVICE[number]) == (caught.value.text, caught.value.advice)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"file": b"old"}


def test_an_output_that_is_full_is_told(root: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        process = subprocess.Popen([*start_words(root), "status"], stdout=full, stderr=subprocess.PIPE)
        _, err = process.communicate(timeout=300)

    assert process.returncode == 3
    assert err.decode() == "error: the output cannot be written: No space left on device; make room there\n"


def test_an_error_that_nobody_foresaw_says_what_it_was_about(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", "/some/file")

    monkeypatch.setattr("i18n_pipeline.project.settings.load", fails)
    done = run(root, "status")

    assert (done.code, done.err) == (3, "error: /some/file: Permission denied; change its permissions\n")


@pytest.mark.parametrize("name", ["i18n.toml", "pyproject.toml"])
def test_settings_that_cannot_be_read_are_told(root: Path, name: str) -> None:
    (root / "i18n.toml").rename(root / name)
    (root / name).chmod(0)
    with without_rights():
        done = run(root, "status")

    assert done.code == 3
    assert f"{name} cannot be read: Permission denied" in done.err
    assert plain(done)


def start_words(root: Path) -> list[str]:
    import sys  # noqa: PLC0415 - here alone

    return [sys.executable, "-c", "from i18n_pipeline.cli import main; main()", "-C", str(root)]


# --- links that somebody planted ---------------------------------------------------------------------


def test_a_temporary_file_has_a_name_that_nobody_knows_and_follows_no_link(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "victim", b"mine")
    monkeypatch.setattr("i18n_pipeline.project.atomic_write.token_hex", lambda _: "known")
    (tmp_path / ".i18n-known.tmp").symlink_to("victim")
    with pytest.raises(OutsideError):
        atomic_write.put(tmp_path / "file", b"new")

    assert (tmp_path / "victim").read_bytes() == b"mine"
    assert (tmp_path / ".i18n-known.tmp").is_symlink()
    monkeypatch.undo()
    atomic_write.put(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"new"


@pytest.mark.parametrize("words", [["translate"], ["extract"], ["status"], ["memory", "export", "units.csv"]])
def test_links_by_the_names_that_others_use_for_temporary_files_lead_nobody_astray(
    root: Path, words: list[str]
) -> None:
    put(root / "victim", b"mine")
    names = ["source/one.md", "locales/nl/LC_MESSAGES/one.po", "localised/nl/one.md", "units.csv", ".i18n-cache/x"]
    for name in names:
        place = (root / name).parent
        place.mkdir(parents=True, exist_ok=True)
        (place / f".{Path(name).name}.{os.getpid()}.tmp").symlink_to(root / "victim")
    run(root, *words, "-l", "nl")

    assert (root / "victim").read_bytes() == b"mine"


@pytest.mark.parametrize("end", ["", "-journal", "-wal", "-shm"])
def test_no_database_is_written_through_a_link(root: Path, tmp_path_factory: pytest.TempPathFactory, end: str) -> None:
    victim = tmp_path_factory.mktemp("away") / "victim"
    victim.write_bytes(b"")
    put(root / ".i18n-cache" / "x", "")
    (root / ".i18n-cache" / f"status.db{end}").symlink_to(victim)
    (root / f".i18n-memory.db{end}").symlink_to(victim)
    put(root / "units.csv", "source,target\nOne,Een\n")
    done = run(root, "memory", "import", "units.csv", "-l", "nl")

    assert done.code == 3
    assert f".i18n-memory.db{end} is a link out of the project" in done.err
    assert run(root, "status").code == 0
    assert victim.read_bytes() == b""
    with pytest.raises(OutsideError, match="is a link, which may lead anywhere; delete it"):
        cache.Cache(root, "status.db")


# --- signals -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_command_that_is_stopped_says_so_and_leaves_whole_files(
    tmp_path: Path, number: signal.Signals, jobs: str
) -> None:
    text = "".join(f"Paragraph {n} of many words, and a `code`.\n\n" for n in range(15))
    root = project(tmp_path, {f"page{n}.md": f"Page {n}.\n\n{text}" for n in range(MANY * 3)})
    process = start(root, "update", "-j", jobs)
    while not any(name.endswith(".po") for name in tree(root, "locales")) and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    there = tree(root, "locales")

    assert (process.returncode, out) == (130, b"")
    assert err.decode() == "\nstopped: every file is as it was or as it is to be; run the command again for the rest\n"
    assert 0 < len(there) < MANY * 3
    assert run(root, "update").code == 0
    assert there.items() <= tree(root, "locales").items()
