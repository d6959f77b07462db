"""`translate --watch`: the localised pages follow every change, and nothing is done that no change asks for."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import polib
import pytest
from helpers.projects import KEEP, SETTINGS, outside, page_path, po_path, project, put, run, start, states, translate

from i18n_pipeline.cli.options import Options
from i18n_pipeline.cli.running import begun
from i18n_pipeline.commands import translate as command
from i18n_pipeline.commands.watch import Round, TranslateRun, rounds
from i18n_pipeline.project import git, settings
from i18n_pipeline.project.inputs import Inputs

LONG = 60.0
"""Seconds after which a state that does not come is a failure; they come within a second or two."""
LINKS = 'locales = ["nl"]\n[markdown]\nanchors = "keep"\n'
"""Settings in which links are changed as the profile says."""


def save(path: Path, text: str) -> None:
    """Save as editors do: into another file, which then takes the place of the first."""
    put(path.with_name(f"{path.name}.swp"), text)
    path.with_name(f"{path.name}.swp").replace(path)


def write_in(path: Path, msgid: str, msgstr: str) -> None:
    """Translate a message as a catalogue editor does."""
    catalogue = polib.pofile(str(path), encoding="utf-8", wrapwidth=0)
    for entry in catalogue:
        if entry.msgid == msgid:
            entry.msgstr = msgstr
            entry.flags = []
    save(path, str(catalogue))


@dataclass
class Watching:
    """A process that watches a project, and what it printed."""

    root: Path
    process: subprocess.Popen[bytes]

    def until(self, what: Callable[[], bool]) -> None:
        """Wait until something is so, while the process lives."""
        end = time.monotonic() + LONG
        while not what():
            assert self.process.poll() is None, self.errors()
            assert time.monotonic() < end, (self.lines(), self.errors())
            time.sleep(0.02)

    def after(self, number: int) -> None:
        """Wait for the end of the first run, and of so many runs after changes."""
        self.until(lambda: self.waits() and len(self.lines()) >= number)
        assert len(self.lines()) == number

    def waits(self) -> bool:
        return "Waiting for changes" in (self.root / "out.txt").read_text(encoding="utf-8")

    def lines(self) -> list[str]:
        return [
            line for line in (self.root / "out.txt").read_text(encoding="utf-8").splitlines() if "changed: " in line
        ]

    def errors(self) -> list[str]:
        return (self.root / "errors.txt").read_text(encoding="utf-8").splitlines()

    def ended(self, number: signal.Signals = signal.SIGTERM) -> int:
        """The exit code after a signal."""
        self.process.send_signal(number)
        return self.process.wait(LONG)


@contextmanager
def watching(root: Path) -> Iterator[Watching]:
    with (root / "out.txt").open("wb") as out, (root / "errors.txt").open("wb") as errors:
        process = start(root, "translate", "--watch", out=out, errors=errors)
    try:
        yield Watching(root, process)
    finally:
        process.kill()
        process.wait()


# --- a process ---------------------------------------------------------------------------------------


def test_the_localised_page_follows_pages_catalogues_and_settings(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": "Some words.\n"})
    with watching(root) as process:
        process.after(0)
        save(root / "source" / "page.md", "Some words.\n\nAnd more.\n")
        process.after(1)
        assert page_path(root).read_text(encoding="utf-8") == "Some words.\n\nAnd more.\n"
        write_in(po_path(root), "And more.", "En meer.")
        process.after(2)
        assert page_path(root).read_text(encoding="utf-8") == "Some words.\n\nEn meer.\n"
        save(root / "source" / "new" / "other.md", "A new page.\n")
        process.after(3)
        assert page_path(root, "new/other.md").read_text(encoding="utf-8") == "A new page.\n"
        save(root / "i18n.toml", KEEP.replace('["nl"]', '["nl", "fr"]'))
        process.after(4)
        assert page_path(root, "new/other.md", "fr").read_text(encoding="utf-8") == "A new page.\n"
        (root / "source" / "new" / "other.md").unlink()
        process.after(5)
        assert not po_path(root, "new/other", "fr").exists()
        assert process.ended() == 130

    assert [line.partition(" written")[0] for line in process.lines()] == [
        "source/page.md changed: locales/nl/LC_MESSAGES/page.po, localised/nl/page.md",
        "locales/nl/LC_MESSAGES/page.po changed: localised/nl/page.md",
        "source/new/other.md changed: locales/nl/LC_MESSAGES/new/other.po, localised/nl/new/other.md",
        "i18n.toml changed: locales/fr/LC_MESSAGES/new/other.po, locales/fr/LC_MESSAGES/page.po and 2 more",
        "source/new/other.md changed: locales/nl/LC_MESSAGES/new/other.po, locales/fr/LC_MESSAGES/new/other.po",
    ]
    assert process.errors() == []


def test_a_broken_catalogue_is_told_once_and_watching_goes_on(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": "Some words.\n", "other.md": "Other words.\n"})
    with watching(root) as process:
        process.after(0)
        good = po_path(root).read_text(encoding="utf-8")
        save(po_path(root), f"{good}broken\n")
        process.after(1)
        save(root / "source" / "other.md", "Other words.\n\nBetter words.\n")
        process.after(2)
        assert page_path(root, "other.md").read_text(encoding="utf-8") == "Other words.\n\nBetter words.\n"
        save(po_path(root), good.replace('msgid "Some words."\nmsgstr ""', 'msgid "Some words."\nmsgstr "Woorden."'))
        process.after(3)
        assert page_path(root).read_text(encoding="utf-8") == "Woorden.\n"
        assert process.ended() == 130

    assert [line.endswith(", 1 error") for line in process.lines()] == [True, True, False]
    assert ["`broken`" in line for line in process.errors()] == [True]


def test_a_refused_message_is_told_again_only_after_it_was_mended(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": "Some `words`.\n\nMore.\n\nMost.\n", "other.md": "Other words.\n"})
    with watching(root) as process:
        process.after(0)
        write_in(po_path(root), "Some `words`.", "Woorden.")
        process.after(1)
        save(root / "source" / "other.md", "Other words.\n\nBetter words.\n")
        process.after(2)
        write_in(po_path(root), "Some `words`.", "Wat `words`.")
        process.after(3)
        write_in(po_path(root), "Some `words`.", "Woorden.")
        process.after(4)

    assert [line.endswith(", 1 message refused") for line in process.lines()] == [True, True, False, True]
    assert ["stays English" in line for line in process.errors()] == [True, True]


@pytest.mark.parametrize("broken", ["locales = [", 'locales = ["nl"]\nsourze = "x"\n', "", None])
def test_broken_settings_are_told_and_watching_goes_on(broken: str | None, tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": "Some words.\n"})
    with watching(root) as process:
        process.after(0)
        if broken is None:
            (root / "i18n.toml").unlink()
        else:
            save(root / "i18n.toml", broken)
        process.after(1)
        save(root / "source" / "page.md", "Some words.\n\nOther words.\n")
        process.after(2)
        save(root / "i18n.toml", KEEP)
        process.after(3)
        assert page_path(root).read_text(encoding="utf-8") == "Some words.\n\nOther words.\n"

    assert ["error:" in line for line in process.errors()] == [True]


def test_settings_that_are_wrong_at_the_start_end_the_command(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": "Some words.\n"}, "locales = 3\n")

    done = run(root, "translate", "--watch")

    assert done.code == 2
    assert "locales" in done.err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_waiting_in_silence(number: signal.Signals, tmp_path: Path) -> None:
    with watching(project(tmp_path, {"page.md": "Some words.\n"})) as process:
        process.after(0)
        assert process.ended(number) == 130

    assert process.errors() == []


@pytest.mark.parametrize("words", [("--check",), ("--engine", "deepl"), ("--engine", "none"), ("--no-cache",)])
def test_options_that_make_no_sense_with_watch_are_told(words: tuple[str, ...], tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": "Some words.\n"})

    done = run(root, "translate", "--watch", *words)

    assert done.code == 2
    assert words[0] in done.err
    assert not po_path(root).exists()


def test_a_missing_extra_is_told_with_the_way_to_install_it(tmp_path: Path) -> None:
    root = project(tmp_path / "site", {"page.md": "Some words.\n"})
    put(tmp_path / "without" / "watchfiles.py", "raise ImportError\n")
    paths = os.pathsep.join([str(tmp_path / "without"), *filter(None, sys.path)])

    done = outside(root, "translate", "--watch", variables={"PYTHONPATH": paths})

    assert (done.code, done.out) == (2, "")
    assert done.errors == ['error: --watch needs more; pip install "i18n-pipeline[watch]"']


def test_no_drafts_are_made_though_the_settings_name_an_engine(tmp_path: Path) -> None:
    engine = '[draft]\nengine = "command"\n[draft.command]\nprogram = ["false"]\n'
    root = project(tmp_path, {"page.md": "Some words.\n"}, KEEP + engine)
    with watching(root) as process:
        process.after(0)
        save(root / "source" / "page.md", "Some words.\n\nOther words.\n")
        process.after(1)

    assert process.errors() == []
    assert states(po_path(root))["Other words."] == "untranslated"


# --- what leads to a run -----------------------------------------------------------------------------


@dataclass
class Watched:
    """A project whose rounds a test asks for one by one."""

    root: Path
    runs: int = 0
    during: Callable[[], None] = lambda: None
    rounds: Iterator[Round] = field(init=False)

    def __post_init__(self) -> None:
        inputs = Inputs(settings.load(self.root), self.root)
        self.rounds = rounds(inputs, self.translate)
        next(self.rounds)

    def translate(self) -> TranslateRun:
        self.runs += 1
        with begun(Options(folder=self.root), ()) as (one, found):
            made = command.translate(one.task, one.locales, engine="")
        now, self.during = self.during, lambda: None
        now()
        return TranslateRun(one.task, made, tuple(found))

    def causes(self) -> tuple[str, ...]:
        """What led to the next run."""
        return next(self.rounds).causes


def test_what_a_run_writes_leads_to_no_run(tmp_path: Path) -> None:
    layouts = KEEP.replace('["nl"]', '["nl", "fr"]')
    watched = Watched(project(tmp_path, {"page.md": "Some words.\n", "a/b.md": "A page.\n"}, layouts))
    source = tmp_path / "source"

    run(tmp_path, "extract")
    save(source / "page.md", "Other words.\n")
    assert watched.causes() == ("source/page.md",)
    (source / "page.md").rename(source / "renamed.md")
    assert watched.causes() == ("source/page.md", "source/renamed.md")
    save(source / "a" / "c.md", "Other words.\n\nA page.\n")
    assert watched.causes() == ("source/a/c.md",)
    shutil.rmtree(source / "a")
    assert watched.causes() == ("source/a/b.md", "source/a/c.md")
    save(source / "last.md", "Last.\n")
    assert watched.causes() == ("source/last.md",)
    assert watched.runs == 6


def test_what_people_do_during_a_run_leads_to_another(tmp_path: Path) -> None:
    watched = Watched(project(tmp_path, {"page.md": "Some words.\n"}))
    before = po_path(tmp_path).read_text(encoding="utf-8")

    def both() -> None:
        save(tmp_path / "source" / "page.md", "Third words.\n")
        save(po_path(tmp_path), before)  # as it was before the run wrote it

    watched.during = both
    save(tmp_path / "source" / "page.md", "Other words.\n")
    assert watched.causes() == ("source/page.md",)
    assert watched.causes() == ("locales/nl/LC_MESSAGES/page.po", "source/page.md")


def test_a_file_that_a_link_leads_to_leads_to_a_run_when_it_comes_and_goes(tmp_path: Path) -> None:
    watched = Watched(project(tmp_path, {"page.md": "![A pear](images/pear.png) here.\n"}, LINKS))
    image = tmp_path / "source" / "images" / "pear.png"

    put(image, b"1")
    assert watched.causes() == ("source/images/pear.png",)
    assert "../../source/images/pear.png" in page_path(tmp_path).read_text(encoding="utf-8")
    put(image, b"2")
    put(image.with_name("apple.png"), b"3")
    shutil.rmtree(image.parent)
    assert watched.causes() == ("source/images/pear.png",)
    assert "(images/pear.png)" in page_path(tmp_path).read_text(encoding="utf-8")


def test_other_files_and_the_same_bytes_lead_to_no_run(tmp_path: Path) -> None:
    watched = Watched(project(tmp_path, {"page.md": "Some words.\n"}))

    for name in (
        ".git/index",
        ".i18n-cache/x",
        "node_modules/a/b.md",
        "source/node_modules/c.md",
        "source/.cache/d.md",
        "source/page.md~",
        "source/.page.md.swp",
        "localised/nl/page.md",
        "locales/nl/LC_MESSAGES/page.po~",
        "notes.md",
    ):
        put(tmp_path / name, "Other words.\n")
    save(tmp_path / "source" / "page.md", "Some words.\n")
    os.utime(po_path(tmp_path))
    save(tmp_path / "source" / "last.md", "Last.\n")
    assert watched.causes() == ("source/last.md",)
    assert watched.runs == 2


@pytest.mark.parametrize("name", ["glossary.csv", "source/other.md", "locales/nl/LC_MESSAGES/page.po"])
def test_a_file_that_cannot_be_read_leads_to_a_run_once(tmp_path: Path, name: str) -> None:
    watched = Watched(project(tmp_path, {"page.md": "Some words.\n", "other.md": "A page.\n"}))

    (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / name).mkdir()  # no bytes can be read from it, whoever runs the tests
    save(tmp_path / "source" / "page.md", "Other words.\n")
    causes = watched.causes()
    assert "source/page.md" in causes
    save(tmp_path / "source" / "page.md", "Third words.\n")
    assert watched.causes() == ("source/page.md",)


def test_the_glossary_and_catalogues_of_a_new_language_lead_to_a_run(tmp_path: Path) -> None:
    watched = Watched(project(tmp_path, {"page.md": "Some words.\n"}))

    save(tmp_path / "glossary.csv", "en,nl\nword,woord\n")
    assert watched.causes() == ("glossary.csv",)
    save(tmp_path / "i18n.toml", KEEP.replace('["nl"]', '["fr"]'))
    assert "i18n.toml" in watched.causes()
    write_in(po_path(tmp_path, locale="fr"), "Some words.", "Des mots.")
    assert watched.causes() == ("locales/fr/LC_MESSAGES/page.po",)


def test_settings_in_pyproject_and_a_named_file_are_watched(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": "Some words.\n"})
    (root / "i18n.toml").unlink()
    save(root / "pyproject.toml", '[tool.i18n-pipeline]\nlocales = ["nl"]\n')
    watched = Watched(root)

    save(root / "pyproject.toml", '[tool.i18n-pipeline]\nlocales = ["fr"]\n')
    assert "pyproject.toml" in watched.causes()
    save(root / "i18n.toml", SETTINGS)
    assert "i18n.toml" in watched.causes()


def test_messages_that_move_between_pages_are_right_after_one_run(tmp_path: Path) -> None:
    settings = f'{KEEP}[merge]\nmax_obsolete = 1\n[memory]\ndatabase = "memory.db"\n'
    root = project(tmp_path, {"a.md": "First.\n\nSecond.\n", "b.md": "Third.\n"}, settings)
    run(root, "update")
    translate(root)
    watched = Watched(root)

    save(root / "source" / "b.md", "Third.\n\nFirst.\n\nSecond.\n")
    assert watched.causes() == ("source/b.md",)
    assert page_path(root, "b.md").read_text(encoding="utf-8") == "NL Third.\n\nNL First.\n\nNL Second.\n"
    save(root / "source" / "a.md", "Other.\n")
    assert watched.causes() == ("source/a.md",)


def test_the_end_of_a_checkout_is_awaited(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": "Some words.\n"})
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    watched = Watched(root)
    lock = git.index_lock(root)
    assert lock is not None
    put(lock, "")
    page = root / "source" / "page.md"
    page.unlink()
    later = subprocess.Popen(
        ["sh", "-c", 'sleep 1; printf "Some words.\\n\\nOther words.\\n" > "$1"; rm "$2"', "sh", str(page), str(lock)]
    )

    assert watched.causes() == ("source/page.md",)
    assert later.wait() == 0
    assert page_path(root).read_text(encoding="utf-8") == "Some words.\n\nOther words.\n"


def test_a_forgotten_lock_of_git_holds_nothing_up(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": "Some words.\n"})
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    watched = Watched(root)
    put(root / ".git" / "index.lock", "")
    os.utime(root / ".git" / "index.lock", (1_700_000_000, 1_700_000_000))

    save(root / "source" / "page.md", "Other words.\n")
    assert watched.causes() == ("source/page.md",)


def test_localised_pages_that_links_ask_for_lead_to_no_other_run(tmp_path: Path) -> None:
    text = 'locales = ["nl"]\nsource = "docs"\nprofile = "vitepress"\n[assemble]\nmin_reviewed = 50\n'
    root = project(tmp_path, {}, text)
    put(root / "docs/a.md", "See [two](/b) now.\n")
    put(root / "docs/b.md", "See [one](/a) now.\n")
    watched = Watched(root)
    translate(root)
    assert watched.causes() == ("locales/nl/LC_MESSAGES/a.po", "locales/nl/LC_MESSAGES/b.po")
    assert "(/nl/b)" in (root / "docs/nl/a.md").read_text(encoding="utf-8")
    save(root / "docs/a.md", "See [two](/b) soon.\n")
    assert watched.causes() == ("docs/a.md",)
