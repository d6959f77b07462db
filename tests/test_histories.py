"""Nothing is worked on twice, and nothing comes out otherwise for it: with the cache and without, in any history."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import TypeAlias
from unittest.mock import patch

import pytest
from helpers.histories import COMMANDS, EDITS, HISTORIES, Step, begin, page_of, spoil_cache
from helpers.projects import Outcome, po_path, put, run, translate
from hypothesis import HealthCheck, given, settings

from i18n_pipeline.project import file_digests

MANY = int(os.environ.get("I18N_PIPELINE_TEST_HISTORIES", "40"))
"""Number of histories."""
A_TICK = 0.005
"""Seconds after which a file that changes has another time."""


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=MANY, suppress_health_check=list(HealthCheck), deadline=None)
@given(HISTORIES)
def test_a_history_with_the_cache_says_and_writes_what_it_does_without(history: list[Step]) -> None:
    with TemporaryDirectory() as folder:
        lived(Path(folder), history)


def lived(folder: Path, history: Sequence[Step]) -> None:
    """Live a history in two copies of a project, and compare them after every command."""
    fast, slow = folder / "fast", folder / "slow"
    begin(fast)
    begin(slow)
    clock = 0
    for number, (what, a, b, c) in enumerate(history):
        if what == "clock":
            clock = (a % 3 - 1) * 10**12
        elif what == "spoil_cache":
            spoil_cache(fast, b, c)
        elif what != "run":
            for root in (fast, slow):
                EDITS[what](root, a, b, c)
        else:
            words = [word.replace("{page}", page_of(slow, b)) for word in COMMANDS[a]]
            time.sleep(A_TICK)
            with_cache, without = seen_at(fast, words, clock), seen_at(slow, [*words, "--no-cache"], clock)
            time.sleep(A_TICK)
            assert with_cache == without, f"step {number}: {words}"
            assert files(fast) == files(slow), f"step {number}: {words}"


def seen_at(root: Path, words: Sequence[str], clock: int) -> Outcome:
    """Run a command as if every file had been left alone for long, with the clock on or back by nanoseconds."""
    now = SimpleNamespace(time_ns=lambda: time.time_ns() + clock + 2 * file_digests.MARGIN)
    with patch.object(file_digests, "time", now):
        made = run(root, *words)
    return Outcome(made.code, made.out.replace(str(root), "ROOT"), made.err.replace(str(root), "ROOT"))


def files(root: Path) -> dict[str, bytes | Path]:
    """Everything in a project outside of its cache."""
    found = (path for path in sorted(root.rglob("*")) if path.parent.name != ".i18n-cache" and not path.is_dir())
    return {
        path.relative_to(root).as_posix(): path.readlink() if path.is_symlink() else path.read_bytes() for path in found
    }


# --- histories that once came out otherwise ----------------------------------------------------------

Edit: TypeAlias = Callable[[Path], None]


def same(folder: Path, *steps: Edit | tuple[str, ...]) -> Outcome:
    """Edits and commands, the same with the cache and without; what the last command said."""
    fast, slow = folder / "fast", folder / "slow"
    last = Outcome(0, "", "")
    for step in steps:
        if isinstance(step, tuple):
            time.sleep(A_TICK)
            last, without = seen_at(fast, step, 0), seen_at(slow, [*step, "--no-cache"], 0)
            time.sleep(A_TICK)
            assert last == without, step
            assert files(fast) == files(slow), step
        else:
            step(fast)
            step(slow)
    return last


def pages(settings: str = "", /, **texts: str) -> Edit:
    """Settings and pages to begin with, or to go on with; `a` is the page a.md, `guide_c` guide/c.md."""

    def edit(root: Path) -> None:
        put(root / "i18n.toml", f'locales = ["nl"]\n{settings}')
        for page, text in texts.items():
            put(root / "source" / f"{page.replace('_', '/')}.md", text)

    return edit


def test_what_update_mends_is_not_told_again(tmp_path: Path) -> None:
    def repeated(root: Path) -> None:
        path = po_path(root, "a")
        path.write_text(path.read_text() + '\n#: source/a.md\n#, fuzzy\nmsgid "One"\nmsgstr "Eén"\n')

    told = same(tmp_path, pages(a="One\n"), ("update",), translate, repeated, ("update",), ("update",))
    assert told.err == ""


@pytest.mark.parametrize("layout", ["page", "folder", "locale"])
def test_a_translation_that_left_its_page_is_found_later_for_another_page(tmp_path: Path, layout: str) -> None:
    settings = f'layout = "{layout}"\n'
    before = pages(settings, guide_a="One\n\nTwo\n", b="Three\n")
    told = same(
        tmp_path,
        *(before, ("update",), translate, ("update",), pages(settings, guide_a="One\n"), ("update",), ("update",)),
        *(pages(settings, b="Three\n\nTwo\n"), ("update",)),
    )
    assert "1 carried" in told.out


@pytest.mark.parametrize("place", ["source/a.md", "locales/nl/LC_MESSAGES/a.po", "localised/nl/a.md"])
@pytest.mark.parametrize("command", ["translate", "update", "assemble", "status"])
def test_a_file_that_cannot_be_read_stops_its_page_alone(tmp_path: Path, place: str, command: str) -> None:
    def blocked(root: Path) -> None:
        (root / place).unlink()
        (root / place).mkdir()

    steps = (pages(a="One\n", b="Two\n"), ("translate",), translate, ("translate",), blocked, ("translate",))
    told = same(tmp_path, *steps, (command,))
    assert told.out.strip()


def test_a_catalogue_whose_name_is_no_text_is_no_trouble(tmp_path: Path) -> None:
    def strange(root: Path) -> None:
        path = po_path(root, "a")
        (path.parent / os.fsdecode(b"b\xff.po")).write_bytes(path.read_bytes())

    assert same(tmp_path, pages(a="One\n"), ("update",), strange, ("update",), ("update",)).code == 0


def test_a_project_whose_folder_has_a_name_that_is_no_text_is_no_trouble(tmp_path: Path) -> None:
    place = tmp_path / os.fsdecode(b"p\xff")
    assert same(place, pages(a="One\n"), ("translate",), ("translate",)).code == 0


def test_translations_that_no_memory_takes_are_told_every_time(tmp_path: Path) -> None:
    settings = '[merge]\nmax_obsolete = 0\n[memory]\ndatabase = "kept.db"\n'

    def damaged(root: Path) -> None:
        put(root / "kept.db", b"nonsense" * 200)

    before = pages(settings, a="One\n\nTwo\n")
    steps = (before, ("update",), translate, ("update",), damaged, pages(settings, a="One\n"), ("update",))
    told = same(tmp_path, *steps, ("update",))
    assert "kept.db" in told.err


def test_without_the_cache_nothing_is_read_from_it_or_written_to_it(tmp_path: Path) -> None:
    pages(a="One\n")(tmp_path)
    assert run(tmp_path, "translate", "--no-cache").code == 0
    assert not (tmp_path / ".i18n-cache").exists()


def test_a_catalogue_left_in_another_layout_counts(tmp_path: Path) -> None:
    def edited(root: Path) -> None:
        path = po_path(root, "pages")
        path.write_text(path.read_text().replace("NL One", "Een"))

    steps = (pages('layout = "folder"\n', a="One\n"), ("update",), translate, pages(a="One\n"), ("assemble",))
    told = same(tmp_path, *steps, ("assemble",), edited, ("assemble",))
    assert "1 written" in told.out


def test_messages_put_into_a_catalogue_of_several_pages_by_hand_move_to_theirs(tmp_path: Path) -> None:
    def added(root: Path) -> None:
        path = po_path(root, "pages")
        path.write_text(path.read_text() + '\n#: source/guide/b.md\nmsgid "Three"\nmsgstr "Drie"\n')

    settings = 'layout = "folder"\n'
    steps = (pages(settings, a="One\n"), ("update",), ("update",), added, pages(settings, guide_b="Three\n"))
    same(tmp_path, *steps, ("update",), ("update",), ("translate",))
    assert "Drie" in (tmp_path / "fast" / "localised" / "nl" / "guide" / "b.md").read_text()


def test_links_may_lead_to_other_files_in_each_language(tmp_path: Path) -> None:
    def pictured(root: Path) -> None:
        put(root / "pictures" / "nl" / "a.png", "")

    def begun(root: Path) -> None:
        put(root / "i18n.toml", 'locales = ["nl", "de"]\nprofile = "helpers.pictures"\n')
        put(root / "source" / "a.md", "![One](a.png)\n")

    same(tmp_path, begun, ("translate",), ("translate",), pictured, ("translate",))
    assert "/pictures/nl/a.png" in (tmp_path / "fast" / "localised" / "nl" / "a.md").read_text()
