"""Where git cannot be asked, a digest of the text that a translation was made for stands in its comment."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from helpers.catalogues import catalogue, entry, told
from helpers.projects import page_path, po_path, put, run

REST = "on every day of the week but Sunday, when all of the town is quiet and nobody is there to buy any bread."
EIGHT, NINE, TEN = (f"The shop opens at {hour} {REST}" for hour in ("eight", "nine", "ten"))
OTHER = "Another text, which stays as it is."
SETTINGS = 'locales = ["nl"]\n[merge]\ndigests = true\n'


def project(root: Path, english: str = EIGHT, settings: str = SETTINGS) -> Path:
    put(root / "i18n.toml", settings)
    put(root / "source" / "a.md", f"{english}\n\n{OTHER}\n")
    put(po_path(root, "a"), catalogue(entry(english, width=79), entry(OTHER, "Een andere tekst", width=79)))
    assert run(root, "translate").code == 0
    return root


def say(root: Path, text: str) -> None:
    """Translate or review the first message, as an editor does."""
    file = polib.pofile(str(po_path(root, "a")), encoding="utf-8", wrapwidth=79)
    file[0].msgstr, file[0].flags, file[0].previous_msgid = text, [], None
    file.save(str(po_path(root, "a")), newline="")


def lie(tmp_path: Path, settings: str = SETTINGS) -> Path:
    """A project in which a merge of two copies, line by line and without git's history, put "acht" under "nine"."""
    base, here, there = (project(tmp_path / name, settings=settings) for name in ("base", "here", "there"))
    say(there, "acht")
    assert run(there, "translate").code == 0
    put(here / "source" / "a.md", f"{NINE}\n\n{OTHER}\n")
    assert run(here, "translate").code == 0
    files = [str(po_path(root, "a")) for root in (here, base, there)]
    done = subprocess.run(["git", "merge-file", *files], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert told(po_path(here, "a").read_bytes())[0] == ("reviewed", NINE, "acht")
    return here


needs_git = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")


@needs_git
@pytest.mark.parametrize("command", ["update", "translate", "assemble", "check"])
def test_a_translation_with_the_digest_of_another_text_is_named(tmp_path: Path, command: str) -> None:
    root = lie(tmp_path)
    made = run(root, command)

    assert made.code == 1
    assert "made for another text" in made.out + made.err
    assert "locales/nl/LC_MESSAGES/a.po:" in made.out + made.err or "a.po" in made.out


@needs_git
@pytest.mark.parametrize("command", ["translate", "assemble"])
def test_readers_see_english(tmp_path: Path, command: str) -> None:
    root = lie(tmp_path)
    assert run(root, command).code == 1

    assert page_path(root, "a.md").read_text().startswith(NINE)


@needs_git
def test_update_makes_it_stale_and_a_person_who_reviews_it_is_not_asked_again(tmp_path: Path) -> None:
    root = lie(tmp_path)
    assert run(root, "update").code == 1
    assert told(po_path(root, "a").read_bytes())[0] == ("stale", NINE, "acht")
    assert run(root, "update").code == 0
    say(root, "acht")

    for _ in range(2):
        assert run(root, "translate").code == 0
        assert told(po_path(root, "a").read_bytes())[0] == ("reviewed", NINE, "acht")
    assert run(root, "translate", "--check").code == 0


def test_every_reviewed_message_has_its_digest_and_a_second_run_changes_nothing(tmp_path: Path) -> None:
    root = project(tmp_path)
    say(root, "acht")
    assert run(root, "translate").code == 0
    data = po_path(root, "a").read_bytes()

    assert data.count(b"# i18n-pipeline: made for ") == 2
    assert run(root, "translate", "--check").code == 0
    assert po_path(root, "a").read_bytes() == data


def test_without_the_setting_nothing_is_added(tmp_path: Path) -> None:
    root = project(tmp_path, settings='locales = ["nl"]\n')
    say(root, "acht")
    assert run(root, "translate").code == 0

    assert b"made for" not in po_path(root, "a").read_bytes()


@pytest.mark.parametrize("again", [EIGHT, TEN], ids=["changed back", "changed again"])
def test_english_that_changes_and_is_reviewed_in_the_usual_way_is_no_finding(tmp_path: Path, again: str) -> None:
    root = project(tmp_path)
    say(root, "acht")
    for english, code in ((EIGHT, 0), (NINE, 0), (again, 0)):
        put(root / "source" / "a.md", f"{english}\n\n{OTHER}\n")
        assert run(root, "translate").code == code
    say(root, "acht")
    assert (run(root, "translate").code, run(root, "translate", "--check").code) == (0, 0)


def test_a_text_in_another_spelling_takes_its_digest_along(tmp_path: Path) -> None:
    text = "Read the [guide](a.md) on every day of the week, and do not forget to look at it on Sunday as well."
    root = project(tmp_path, text)
    say(root, "Lees de [gids][1] elke dag.")
    assert run(root, "translate").code == 0
    put(root / "source" / "a.md", f"{text.replace('and do', 'and  do')}\n\n{OTHER}\n")

    assert (run(root, "translate").code, run(root, "translate", "--check").code) == (0, 0)


def msgcat(path: Path) -> None:
    subprocess.run(["msgcat", "--width=60", "-o", str(path), str(path)], check=True)


def msgmerge(path: Path) -> None:
    template = path.with_suffix(".pot")
    put(template, path.read_bytes().replace(b"acht", b""))
    subprocess.run(["msgmerge", "-q", "-U", "--backup=none", str(path), str(template)], check=True)
    template.unlink()


def weblate(path: Path) -> None:
    """As Weblate saves: with translate-toolkit."""
    from translate.storage import pypo  # noqa: PLC0415 - an extra

    store = pypo.pofile.parsefile(str(path))
    unit = next(unit for unit in store.units if unit.target == "acht")
    unit.target = "Acht"
    store.savefile(str(path))


@pytest.mark.parametrize("saved", [msgcat, msgmerge, weblate])
def test_the_digest_outlasts_other_programs(tmp_path: Path, saved: Callable[[Path], None]) -> None:
    if saved is not weblate and not shutil.which("msgmerge"):
        pytest.skip("gettext is not installed")
    root = project(tmp_path)
    say(root, "acht")
    assert run(root, "update").code == 0
    saved(po_path(root, "a"))

    assert po_path(root, "a").read_bytes().count(b"# i18n-pipeline: made for ") == 2
    assert run(root, "update").code == 0
