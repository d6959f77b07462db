"""Catalogues live among other tools: gettext's, polib's, Weblate's and Poedit's saves change no state."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from helpers.pages import EVERY
from helpers.projects import po_path, project, put, run, states, translate, tree

needs_gettext = pytest.mark.skipif(shutil.which("msgfmt") is None, reason="GNU gettext is not installed")


def gettext(*words: str) -> None:
    done = subprocess.run(words, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr


def polib_save(path: Path, _template: Path) -> None:
    polib.pofile(str(path), encoding="utf-8").save(str(path), newline="")


def msgcat(path: Path, _template: Path) -> None:
    gettext("msgcat", str(path), "-o", str(path))


def msgcat_no_wrap(path: Path, _template: Path) -> None:
    gettext("msgcat", "--no-wrap", str(path), "-o", str(path))


def msgmerge(path: Path, template: Path) -> None:
    gettext("msgmerge", "--previous", "--quiet", "--backup=none", "--update", str(path), str(template))


SAVES: dict[str, Callable[[Path, Path], None]] = {
    "polib": polib_save,
    "msgcat": msgcat,
    "msgcat --no-wrap": msgcat_no_wrap,
    "msgmerge --previous": msgmerge,
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with every state: reviewed, draft, stale, untranslated, obsolete."""
    pages = {f"{name.replace(' ', '-')}.md": text for name, text in EVERY.items()}
    many = "\n\n".join(
        f"Sentence number {n} speaks of word {n} at some length, so that it is wrapped by others." for n in range(12)
    )
    project(tmp_path, {**pages, "many.md": many + "\n"})
    run(tmp_path, "update")
    translate(tmp_path)
    catalogue = polib.pofile(str(po_path(tmp_path, "many")), encoding="utf-8", wrapwidth=0)
    catalogue[1].msgstr = ""
    catalogue[2].flags, catalogue[2].tcomment = ["fuzzy"], "machine draft: deepl"
    catalogue[3].tcomment = "i18n-pipeline: ignore=link"
    catalogue.save(newline="")
    many = many.replace("word 5 at", "word five at").replace(
        "Sentence number 7 speaks of word 7 at some length, so that it is wrapped by others.\n\n", ""
    )
    put(tmp_path / "source" / "many.md", many + "\n")
    run(tmp_path, "update")
    run(tmp_path, "extract")
    assert {"reviewed", "stale", "untranslated", "obsolete"} == set(states(po_path(tmp_path, "many")).values())
    return tmp_path


@needs_gettext
def test_msgfmt_accepts_every_catalogue_and_template(root: Path) -> None:
    for path in [*(root / "locales").rglob("*.po"), *(root / "locales").rglob("*.pot")]:
        gettext("msgfmt", "-c", "-o", "/dev/null", str(path))


@needs_gettext
@pytest.mark.parametrize("save", SAVES)
def test_after_the_save_of_another_tool_every_message_has_its_state(root: Path, save: str) -> None:
    before = {path: states(path) for path in (root / "locales" / "nl").rglob("*.po")}
    status = run(root, "status", "--format", "json").out
    for path in before:
        template = root / "locales" / "templates" / path.with_suffix(".pot").name
        SAVES[save](path, template)

    assert before == {path: states(path) for path in before}
    assert status == run(root, "status", "--format", "json").out


@needs_gettext
@pytest.mark.parametrize("save", SAVES)
def test_after_the_save_of_another_tool_update_changes_nothing(root: Path, save: str) -> None:
    for path in (root / "locales" / "nl").rglob("*.po"):
        SAVES[save](path, root / "locales" / "templates" / path.with_suffix(".pot").name)
    saved = tree(root, "locales")
    assert run(root, "update").code == 0

    assert saved == tree(root, "locales")


@needs_gettext
@pytest.mark.parametrize("save", SAVES)
def test_after_the_save_of_another_tool_only_entries_that_changed_are_rewritten(root: Path, save: str) -> None:
    path = po_path(root, "many")
    SAVES[save](path, root / "locales" / "templates" / "many.pot")
    before = path.read_text(encoding="utf-8").split("\n\n")
    page = root / "source" / "many.md"
    put(page, page.read_text(encoding="utf-8").replace("word 9 at", "word nine at"))
    assert run(root, "update").code == 0

    after = path.read_text(encoding="utf-8").split("\n\n")
    assert len(before) == len(after)
    assert sum(old != new for old, new in zip(before, after, strict=True)) == 1


def test_an_entry_that_did_not_change_keeps_its_bytes_when_a_paragraph_is_added(root: Path) -> None:
    path, page = po_path(root, "many"), root / "source" / "many.md"
    before = path.read_text(encoding="utf-8").split("\n\n")
    put(page, "Quite another thing stands here.\n\n" + page.read_text(encoding="utf-8"))
    assert run(root, "update").code == 0

    after = path.read_text(encoding="utf-8").split("\n\n")
    assert before == [entry for entry in after if "Quite another" not in entry]
    assert len(before) + 1 == len(after)


@pytest.mark.parametrize("ending", [b"\r\n", b"\n"])
def test_a_catalogue_keeps_its_line_ends_and_its_header(root: Path, ending: bytes) -> None:
    path, page = po_path(root, "many"), root / "source" / "many.md"
    text = path.read_bytes().replace(b"\r\n", b"\n")
    text = text.replace(b'"MIME-Version', b'"X-Generator: Weblate 5\\n"\n"MIME-Version', 1).replace(b"\n", ending)
    put(path, text)
    put(page, page.read_text(encoding="utf-8").replace("word 9 at", "word nine at"))
    assert run(root, "update").code == 0

    made = path.read_bytes()
    assert b"X-Generator: Weblate 5" in made
    assert (ending == b"\r\n") == (made.count(b"\r\n") == made.count(b"\n"))


def test_no_msgstr_is_lost_whatever_becomes_of_the_pages(root: Path) -> None:
    words = {e.msgstr for path in (root / "locales" / "nl").rglob("*.po") for e in polib.pofile(str(path)) if e.msgstr}
    for number, page in enumerate(sorted((root / "source").rglob("*.md"))):
        if number % 3 == 0:
            page.unlink()
        elif number % 3 == 1:
            put(page, "Nothing of it is left.\n")
    assert run(root, "update").code == 0

    kept = {e.msgstr for path in (root / "locales" / "nl").rglob("*.po") for e in polib.pofile(str(path))}
    assert set() == words - kept
