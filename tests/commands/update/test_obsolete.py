"""Obsolete messages beyond `max_obsolete` go to the memory first, and then out of their catalogues."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import polib
import pytest
from helpers.projects import KEEP, po_path, project, put, run, states, translate, tree
from hypothesis import given
from hypothesis import strategies as st

from i18n_pipeline.commands.update import obsolete_to_memory
from i18n_pipeline.memory.opening import open_memory
from i18n_pipeline.model import Unit

MEMORY = '[memory]\ndatabase = "memory.db"\n'
LAYOUTS = ["page", "folder", "locale"]


def settings(most: int | None, layout: str = "page") -> str:
    limit = "" if most is None else f"[merge]\nmax_obsolete = {most}\n"
    return f'layout = "{layout}"\n{KEEP}{MEMORY}{limit}'


def page(*texts: str) -> str:
    return "\n\n".join(texts) + "\n"


def held(root: Path, name: str = "memory.db") -> list[Unit]:
    """What the memory has; nothing where there is none."""
    if not (root / name).exists():
        return []
    with open_memory(str(root / name)) as memory:
        return list(memory.units())


def written(root: Path) -> set[tuple[str, str]]:
    """Every translation in the catalogues, obsolete ones too."""
    files = [polib.pofile(str(path), encoding="utf-8") for path in (root / "locales" / "nl").rglob("*.po")]
    return {(entry.msgid, entry.msgstr) for file in files for entry in file if entry.msgstr}


def obsolete(root: Path) -> int:
    files = [polib.pofile(str(path), encoding="utf-8") for path in (root / "locales" / "nl").rglob("*.po")]
    return sum(entry.obsolete for file in files for entry in file)


def emptied(root: Path, layout: str = "page", most: int | None = 1) -> Path:
    """A project of which two pages lost all but one of four translated paragraphs."""
    old = {name: page(*(f"{name} has the {word} text." for word in WORDS)) for name in NAMES}
    project(root, old, settings(None, layout))
    run(root, "update")
    translate(root)
    put(root / "i18n.toml", settings(most, layout))
    for name in NAMES:
        put(root / "source" / name, page(f"{name} has the first text."))
    return root


WORDS = ("first", "second", "third", "fourth")
NAMES = ("a.md", "b.md")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_is_more_than_allowed_goes_to_the_memory(tmp_path: Path, layout: str) -> None:
    root = emptied(tmp_path, layout)
    before = written(root)
    done = run(root, "update")
    files = 2 if layout == "page" else 1

    assert done.code == 0, done.err
    assert obsolete(root) == files
    assert len(held(root)) == 6 - files
    assert written(root) | {(unit.source, unit.target) for unit in held(root)} == before
    assert written(root).isdisjoint({(unit.source, unit.target) for unit in held(root)})


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_left_says_of_which_page_it_was_and_has_the_context_it_had_there(tmp_path: Path, layout: str) -> None:
    text = "<!-- i18n:context menu -->\nOpen the file.\n\nIt stays.\n"
    project(tmp_path, {"a.md": text, "b.md": "Other.\n"}, settings(0, layout))
    run(tmp_path, "update")
    translate(tmp_path)
    put(tmp_path / "source" / "a.md", "It stays.\n")
    run(tmp_path, "update")

    assert held(tmp_path) == [
        Unit("Open the file.", "NL Open the file.", "nl", context="menu", origin="source/a.md"),
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_second_update_changes_nothing(tmp_path: Path, layout: str) -> None:
    root = emptied(tmp_path, layout)
    run(root, "update")
    files, units = tree(root), held(root)
    done = run(root, "update")

    assert "nothing to change" in done.out
    assert (tree(root), held(root)) == (files, units)


def test_without_the_setting_all_stay_and_no_memory_is_begun(tmp_path: Path) -> None:
    root = emptied(tmp_path, most=None)
    run(root, "update")

    assert obsolete(root) == 6
    assert [path.name for path in root.iterdir() if "memory" in path.name] == []


def test_as_many_as_are_allowed_stay_and_no_memory_is_begun(tmp_path: Path) -> None:
    root = emptied(tmp_path, most=3)
    run(root, "update")

    assert obsolete(root) == 6
    assert [path.name for path in root.iterdir() if "memory" in path.name] == []


def test_the_oldest_leave_first(tmp_path: Path) -> None:
    texts = ["One apple.", "Green houses stand.", "Why do birds sing?"]
    project(tmp_path, {"page.md": page(*texts)}, settings(1))
    run(tmp_path, "update")
    translate(tmp_path)
    for left in (texts[1:], texts[2:], ["Something else entirely, 42 times over."]):
        put(tmp_path / "source" / "page.md", page(*left))
        run(tmp_path, "update")

    assert [unit.source for unit in held(tmp_path)] == sorted(texts[:2])
    assert states(po_path(tmp_path))[texts[2]] == "obsolete"


def test_what_nobody_reviewed_stays_in_its_catalogue(tmp_path: Path) -> None:
    project(tmp_path, {"page.md": page("Draft of one.", "Something stale here.", "Reviewed.")}, settings(0))
    run(tmp_path, "update")
    translate(tmp_path)
    file = polib.pofile(str(po_path(tmp_path)), encoding="utf-8")
    for entry in file[:2]:
        entry.flags.append("fuzzy")
    file[0].tcomment = "machine draft: engine"
    file.save(str(po_path(tmp_path)))
    put(tmp_path / "source" / "page.md", "Words that are like no others, 12345.\n")
    run(tmp_path, "update")

    assert [unit.source for unit in held(tmp_path)] == ["Reviewed."]
    assert {text for text, _ in written(tmp_path)} == {"Draft of one.", "Something stale here."}


def test_what_stays_in_any_case_counts_as_well(tmp_path: Path) -> None:
    project(tmp_path, {"page.md": page("Draft of one.", "Reviewed.", "Houses, birds & trees.")}, settings(2))
    run(tmp_path, "update")
    translate(tmp_path)
    file = polib.pofile(str(po_path(tmp_path)), encoding="utf-8")
    file[0].flags.append("fuzzy")
    file.save(str(po_path(tmp_path)))
    put(tmp_path / "source" / "page.md", "Words that are like no others, 12345.\n")
    run(tmp_path, "update")

    assert [unit.source for unit in held(tmp_path)] == ["Reviewed."]
    assert obsolete(tmp_path) == 2


def test_looking_only_writes_neither_catalogue_nor_memory(tmp_path: Path) -> None:
    root = emptied(tmp_path)
    files = tree(root)
    run(root, "translate", "--check")

    assert tree(root) == files
    assert not (root / "memory.db").exists()


def test_check_counts_what_would_leave_as_a_change(tmp_path: Path) -> None:
    root = emptied(tmp_path, most=None)
    run(root, "translate")
    quiet = run(root, "translate", "--check")
    put(root / "i18n.toml", settings(1))
    files = tree(root)
    checked = run(root, "translate", "--check")

    assert quiet.code == 0
    assert checked.code == 1
    assert "2 would change" in checked.out
    assert files == tree(root)
    assert not (root / "memory.db").exists()

    run(root, "translate")

    assert run(root, "translate", "--check").code == 0


def test_the_catalogue_of_a_page_that_is_gone_goes_when_nothing_is_left_in_it(tmp_path: Path) -> None:
    root = emptied(tmp_path, most=0)
    (root / "source" / "a.md").unlink()
    run(root, "update")

    assert not po_path(root, "a").exists()
    assert len(held(root)) == 7
    assert "nothing to change" in run(root, "update").out


def test_a_memory_that_cannot_be_used_leaves_everything_in_the_catalogues(tmp_path: Path) -> None:
    root = emptied(tmp_path)
    put(root / "memory.db", "no database at all, but a text that is long enough to have a header of SQLite " * 3)
    before = written(root)
    done = run(root, "update")

    assert done.code == 1
    assert "memory.db" in done.err
    assert written(root) == before
    assert obsolete(root) == 6


def test_a_memory_that_cannot_be_reached_is_told_with_its_exit_code(tmp_path: Path) -> None:
    root = emptied(tmp_path)
    put(root / "i18n.toml", settings(1).replace("memory.db", "no/such/folder/memory.db"))
    done = run(root, "update")

    assert done.code == 3
    assert "no/such/folder/memory.db" in done.err
    assert obsolete(root) == 6


def _update(root: Path, *, at: Callable[..., object]) -> None:
    """In a child: `update`, in which nothing leaves a catalogue, but this happens."""
    with (
        patch.object(obsolete_to_memory, "retire", at),
        patch.object(sys, "argv", ["i18n-pipeline", "update", "-C", str(root)]),
    ):
        sys.stdout = sys.stderr = StringIO()
        from i18n_pipeline.cli import main  # noqa: PLC0415 - what the child is for

        main()


def _die(_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.skipif(not hasattr(os, "fork") or sys.platform == "darwin", reason="a child is forked")
def test_killed_in_between_both_places_have_it(tmp_path: Path) -> None:
    root = emptied(tmp_path)
    child = multiprocessing.get_context("fork").Process(target=_update, args=(root,), kwargs={"at": _die})
    child.start()
    child.join()
    texts = {(unit.source, unit.target) for unit in held(root)}

    assert child.exitcode == -signal.SIGKILL
    assert len(texts) == 4
    assert texts <= written(root)

    run(root, "update")

    assert texts.isdisjoint(written(root))
    assert {(unit.source, unit.target) for unit in held(root)} == texts


def test_what_somebody_changes_in_between_stays_until_the_memory_has_it(tmp_path: Path) -> None:
    root = emptied(tmp_path)
    real = obsolete_to_memory.retire

    def edited(job: obsolete_to_memory.RetireJob) -> object:
        put(job.path, job.path.read_text(encoding="utf-8").replace('#~ msgstr "NL', '#~ msgstr "Beter:'))
        return real(job)

    with patch.object(obsolete_to_memory, "retire", edited):
        run(root, "update")

    assert obsolete(root) == 6
    assert sum("Beter:" in text for _, text in written(root)) == 6

    run(root, "update")

    assert obsolete(root) == 2
    assert len({unit for unit in held(root) if "Beter:" in unit.target}) == 4


def test_a_page_that_is_named_takes_no_other_catalogue_along(tmp_path: Path) -> None:
    root = emptied(tmp_path)
    run(root, "update", "source/a.md")

    assert {unit.origin for unit in held(root)} == {"source/a.md"}


def test_many_processes_do_the_same(tmp_path: Path) -> None:
    for workers in ("1", "2"):
        root = project(tmp_path / workers, {f"{n}.md": page(f"Page {n}.", "Gone.") for n in range(50)}, settings(None))
        run(root, "update")
        translate(root)
        put(root / "i18n.toml", settings(0))
        for n in range(50):
            put(root / "source" / f"{n}.md", page(f"Page {n}."))
        run(root, "update", "-j", workers)

    assert tree(tmp_path / "1") == tree(tmp_path / "2")
    assert held(tmp_path / "1") == held(tmp_path / "2")


TEXTS = ["Apples are red.", "The sea is deep.", "Why not?", "Press **Enter** twice.", "See [it](a.md) now."]


@given(
    steps=st.lists(st.lists(st.sampled_from(TEXTS), unique=True), min_size=2, max_size=4),
    most=st.integers(0, 3),
    layout=st.sampled_from(LAYOUTS),
    fuzzy=st.sets(st.integers(0, 4)),
)
def test_every_translation_is_in_a_catalogue_or_in_the_memory(
    tmp_path_factory: pytest.TempPathFactory, steps: list[list[str]], most: int, layout: str, fuzzy: set[int]
) -> None:
    root = project(tmp_path_factory.mktemp("law"), {"a.md": page(*TEXTS), "b.md": "One.\n"}, settings(most, layout))
    run(root, "update")
    translate(root)
    for path in (root / "locales" / "nl").rglob("*.po"):
        file = polib.pofile(str(path), encoding="utf-8")
        for number, entry in enumerate(file):
            entry.flags += ["fuzzy"] if number in fuzzy else []
        file.save(str(path))
    said = {text for _, text in written(root)}
    doubtful = {e.msgstr for p in (root / "locales").rglob("*.po") for e in polib.pofile(str(p)) if "fuzzy" in e.flags}
    for step in steps:
        put(root / "source" / "a.md", page(*step))
        assert run(root, "update").code == 0
        kept = {unit.target for unit in held(root)}
        assert said <= {text for _, text in written(root)} | kept
        assert doubtful.isdisjoint(kept)
