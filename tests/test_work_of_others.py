"""What other people and other tools made is never lost by a run of ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.assembling import assembled
from helpers.projects import page_path, po_path, project, put, run

DJANGO = b'#: app/views.py:12\nmsgid "Log in"\nmsgstr "Inloggen"\n\n#: app/views.py:14\nmsgid "Log out"\nmsgstr ""\n'


def test_catalogues_of_other_tools_in_the_same_folder_are_left_alone(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": "One\n"})
    put(po_path(root, "django"), DJANGO)

    assert run(root, "update").code == 0
    assert po_path(root, "django").read_bytes() == DJANGO


def test_a_translated_page_is_not_overwritten_because_its_catalogue_has_a_first_word(tmp_path: Path) -> None:
    theirs = "Een\n\nTwee\n\nDrie\n\nVier\n"
    root = project(tmp_path, {"page.md": "One\n\nTwo\n\nThree\n\nFour\n"})
    run(root, "update")
    put(page_path(root), theirs)
    words = po_path(root).read_text(encoding="utf-8")
    put(po_path(root), words.replace('msgid "One"\nmsgstr ""', '#, fuzzy\nmsgid "One"\nmsgstr "Hoi"'))
    done = run(root, "assemble")

    assert (done.code, theirs) == (1, page_path(root).read_text(encoding="utf-8"))
    assert "--overwrite" in done.err


def test_a_catalogue_that_cannot_be_read_is_told_though_its_page_is_gone(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": "One\n", "gone.md": "Two\n"})
    run(root, "update")
    (root / "source" / "gone.md").unlink()
    put(po_path(root, "gone"), po_path(root, "gone").read_bytes() + b'\nmsgid "x\n')
    done = run(root, "update")

    assert done.code == 1
    assert "gone.po" in done.err


def test_a_new_page_waits_for_a_catalogue_that_may_be_its_own(tmp_path: Path) -> None:
    root = project(tmp_path, {"old.md": "One\n"})
    run(root, "update")
    good = po_path(root, "old").read_bytes().replace(b'msgid "One"\nmsgstr ""', b'msgid "One"\nmsgstr "Een"')
    (root / "source" / "old.md").rename(root / "source" / "new.md")
    put(po_path(root, "old"), good + b'\nmsgid "x\n')
    assert run(root, "update").code == 1
    put(po_path(root, "old"), good)
    assert run(root, "update").code == 0

    assert b'msgstr "Een"' in po_path(root, "new").read_bytes()


def test_a_check_does_not_take_a_renamed_page_for_somebody_elses(tmp_path: Path) -> None:
    root = project(tmp_path, {"old.md": "One\n\nTwo\n"})
    run(root, "update")
    words = (
        po_path(root, "old").read_text(encoding="utf-8").replace('msgid "One"\nmsgstr ""', 'msgid "One"\nmsgstr "Een"')
    )
    put(po_path(root, "old"), words.replace('msgid "Two"\nmsgstr ""', 'msgid "Two"\nmsgstr "Twee"'))
    run(root, "assemble")
    (root / "source" / "old.md").rename(root / "source" / "new.md")
    page_path(root, "old.md").rename(page_path(root, "new.md"))
    done = run(root, "translate", "--check")

    assert done.code == 1
    assert "--overwrite" not in done.err


@pytest.mark.parametrize(
    "text", ["Hallo {: .rood}", "Hallo {.rood}", "Hallo {#daar}", "Hallo <%= x %>", "Hallo ${x}", 'Hallo --8<-- "x"']
)
def test_syntax_of_site_generators_is_not_added_by_a_translation(text: str) -> None:
    made = assembled("Hello there.\n", {"Hello there.": text})

    assert [refusal.text.split(" ")[:3] for refusal in made.refusals] == [["it", "adds", "the"]]


@pytest.mark.parametrize("text", ["请看 https://x.y/z。", "„https://x.y/z”", "«https://x.y/z»", "kijk: https://x.y/z…"])
def test_an_address_may_stand_before_the_marks_of_any_language(text: str) -> None:
    assert assembled("See https://x.y/z.\n", {"See https://x.y/z.": text}).refusals == ()


@pytest.mark.parametrize(
    "settings",
    ['locales = ["pt-BR", "pt_BR"]\n', 'locales = ["nl", "NL"]\n', 'locales = ["nl"]\nsource = "a\\u0000b"\n'],
)
def test_settings_that_would_write_over_themselves_are_refused(tmp_path: Path, settings: str) -> None:
    done = run(project(tmp_path, {"page.md": "One\n"}, settings), "update")

    assert (done.code, len(done.err.splitlines())) == (2, 1)
