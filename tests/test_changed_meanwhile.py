"""A page or catalogue that appears, disappears or changes while a command runs: nothing of it is lost.

The command ends with a right result or a clear error, and the next run is right. The moments are the file operations of
the command, so that no clock decides where a change falls. `update` and `translate` have their own such tests.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from helpers.catalogues import catalogue, entry
from helpers.moments import acting_at
from helpers.projects import KEEP, Outcome, page_path, po_path, project, put, run, translate, tree

PAGE = "# The mill\n\nThe mill has 3 sails. [Read on](b.md)\n"
OTHER = "# The bakery\n\nA loaf costs 3 euros.\n"
MOMENTS = 10
"""Moments of a run at which something changes, spread evenly."""
MOST = 125
"""Highest exit code for conflicts; one above says that nothing was written."""
FOLDERS = ("source", "locales", "localised", "old")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose pages are translated and written, beside a folder of older translated pages; only copied."""
    root = project(tmp_path_factory.mktemp("site") / "template", {"a.md": PAGE, "b.md": OTHER}, KEEP)
    run(root, "update")
    translate(root)
    assert run(root, "translate").code == 0
    shutil.copytree(root / "localised" / "nl", root / "old")
    shutil.rmtree(root / ".i18n-cache", ignore_errors=True)
    return root


@pytest.fixture(scope="module")
def unfilled(site: Path) -> Path:
    """The same without a translation of the first page, which `import` fills in; only copied."""
    root = site.with_name("unfilled")
    shutil.copytree(site, root)
    put(po_path(root, "a"), re.sub(rb'msgstr "NL .*"', b'msgstr ""', po_path(root, "a").read_bytes()))
    return root


def catalogue_changes(root: Path) -> None:
    """A person translates the last message."""
    before, _, after = po_path(root, "a").read_text(encoding="utf-8").rpartition("\nmsgstr ")
    put(po_path(root, "a"), f'{before}\nmsgstr "De molen"\n' if after else "")


def catalogue_becomes_a_folder(root: Path) -> None:
    po_path(root, "a").unlink(missing_ok=True)
    po_path(root, "a").mkdir(parents=True)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a page disappears": lambda root: (root / "source" / "b.md").unlink(missing_ok=True),
    "a page changes": lambda root: put(root / "source" / "a.md", PAGE.replace("3 sails", "4 sails")),
    "a page appears": lambda root: put(root / "source" / "c.md", "# The inn\n"),
    "the pages disappear": lambda root: shutil.rmtree(root / "source", ignore_errors=True),
    "a catalogue disappears": lambda root: po_path(root, "a").unlink(missing_ok=True),
    "a catalogue changes": catalogue_changes,
    "a catalogue is half written": lambda root: put(po_path(root, "a"), po_path(root, "a").read_bytes()[:-30]),
    "a catalogue appears": lambda root: put(po_path(root, "c"), catalogue(entry("The inn", "De herberg"))),
    "the catalogues disappear": lambda root: shutil.rmtree(root / "locales", ignore_errors=True),
    "a localised page disappears": lambda root: page_path(root, "a.md").unlink(missing_ok=True),
    "an older page disappears": lambda root: (root / "old" / "a.md").unlink(missing_ok=True),
    "an older page is no text": lambda root: put(root / "old" / "a.md", b"# \xff\xfe\n"),
    "a catalogue becomes a folder": catalogue_becomes_a_folder,
}
COMMANDS = {
    "check": ("check", "--format", "json"),
    "status": ("status", "--format", "json"),
    "import": ("import", "old", "-l", "nl"),
}


def files(root: Path) -> dict[str, bytes]:
    """The files of people; those that the command is just writing have a name that begins with a dot."""
    return {name: data for name, data in tree(root, *FOLDERS).items() if "/." not in name}


@cache
def moments(template: Path, words: tuple[str, ...]) -> list[int]:
    """Some of the moments of a command in a copy of a project, counted from 1."""
    root = template.with_name(words[0])
    shutil.copytree(template, root)
    with acting_at(0, root, lambda: None) as seen:
        run(root, *words, "-j", "1")
    step = max(1, seen() // MOMENTS)
    return [*range(1, seen(), step)]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_what_changes_while_a_command_runs_is_not_lost(
    command: str, change: str, site: Path, unfilled: Path, tmp_path: Path
) -> None:
    words = COMMANDS[command]
    template = unfilled if command == "import" else site
    for moment in moments(template, words):
        root = tmp_path / str(moment)
        shutil.copytree(template, root)
        edited: list[dict[str, bytes]] = []

        def act(root: Path = root, edited: list[dict[str, bytes]] = edited) -> None:
            CHANGES[change](root)
            edited.append(files(root))

        with acting_at(moment, root, act):
            made = run(root, *words, "-j", "1")
        assert edited, moment
        is_told(made)
        keeps(edited[0], files(root), command)
        is_right_next_time(root, words)


def is_told(made: Outcome) -> None:
    """Fails unless a command that failed says why."""
    assert made.code in {0, 1, 2, 3}
    assert "Traceback" not in made.err + made.out
    assert made.code == 0 or "error" in made.err + made.out


def keeps(before: dict[str, bytes], after: dict[str, bytes], command: str) -> None:
    """Fails unless the files that somebody changed are as they were left; `import` may fill catalogues."""
    if command != "import":
        assert before == after
        return
    lost = {name for name in before if before[name] != after.get(name) and not name.endswith(".po")}
    assert lost == set()
    for name in before.keys() & after.keys():
        words = [line for line in before[name].splitlines() if line.startswith(b'msgstr "') and len(line) > 9]
        assert [line for line in words if line not in after[name]] == [], name


def is_right_next_time(root: Path, words: tuple[str, ...]) -> None:
    """Fails unless the command says the next time what it says without anything known from before."""
    if words[0] == "import":
        return
    again = run(root, *words, "-j", "1")
    shutil.rmtree(root / ".i18n-cache", ignore_errors=True)
    assert again == run(root, *words, "-j", "1")


# --- merge-driver ------------------------------------------------------------------------------------

VERSIONS = {
    "base": catalogue(entry("One", ""), entry("Two", "")),
    "ours": catalogue(entry("One", "een"), entry("Two", "")),
    "theirs": catalogue(entry("One", ""), entry("Two", "twee")),
}
MERGED = catalogue(entry("One", "een"), entry("Two", "twee"))
OF_MERGES: dict[str, Callable[[Path], object]] = {
    "base disappears": lambda root: (root / "base").unlink(),
    "ours disappears": lambda root: (root / "ours").unlink(),
    "theirs disappears": lambda root: (root / "theirs").unlink(),
    "ours changes": lambda root: put(root / "ours", catalogue(entry("One", "eén"), entry("Two", ""))),
    "theirs changes": lambda root: put(root / "theirs", catalogue(entry("One", ""), entry("Two", "tweeën"))),
    "ours is half written": lambda root: put(root / "ours", VERSIONS["ours"][:-9]),
    "theirs is half written": lambda root: put(root / "theirs", VERSIONS["theirs"][:-9]),
}


@pytest.mark.parametrize("change", OF_MERGES)
def test_versions_that_change_while_they_are_merged_are_not_lost(change: str, tmp_path: Path) -> None:
    words = ("merge-driver", "base", "ours", "theirs")
    for moment in range(1, 9):
        root = tmp_path / str(moment)
        for name, data in VERSIONS.items():
            put(root / name, data)
        left: list[bytes] = []

        def act(root: Path = root, left: list[bytes] = left) -> None:
            OF_MERGES[change](root)
            left.append((root / "ours").read_bytes() if (root / "ours").exists() else b"")

        with acting_at(moment, root, act):
            made = run(root, *words)
        after = (root / "ours").read_bytes() if (root / "ours").exists() else b""
        was = left[0] if left else VERSIONS["ours"]
        words_of_ours = [word for word in ("een", "eén") if word in was.decode()]
        assert made.code == 0 or made.err.strip(), moment
        assert [word for word in words_of_ours if word not in after.decode()] == [], moment
        if made.code > MOST:
            assert after == was, moment
        if not left:
            assert (made.code, after) == (0, MERGED)
