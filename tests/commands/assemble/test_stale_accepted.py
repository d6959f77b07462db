"""Stale translations on pages, where the settings accept them."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.projects import page_path, po_path, project, run

OLD, NEW = "We ask for a [pause](/pause) in 2023.", "We ask for a [pause](/pause) in 2024, at last."
SETTINGS = 'locales = ["nl"]\n[assemble]\naccept = ["reviewed", "stale"]\nnotice = "block"\n'


def fill(root: Path, msgid: str, msgstr: str) -> None:
    """Translate a message."""
    path = po_path(root)
    path.write_text(path.read_text().replace(f'msgid "{msgid}"\nmsgstr ""', f'msgid "{msgid}"\nmsgstr "{msgstr}"'))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    project(tmp_path, {"page.md": f"# Why\n\n{OLD}\n"}, SETTINGS)
    run(tmp_path, "update")
    fill(tmp_path, "Why", "Waarom")
    fill(tmp_path, "We ask for a [pause][1] in 2023.", "We vragen om een [pauze][1] in 2023.")
    return tmp_path


def test_readers_go_on_seeing_what_was_published_with_a_notice(root: Path) -> None:
    (root / "source/page.md").write_text(f"# Why\n\n{NEW}\n")
    assert run(root, "translate").code == 0
    page = page_path(root).read_text()

    assert "We vragen om een [pauze](/pause) in 2023." in page
    assert "> Delen van deze vertaling moeten worden herzien.\n" in page


def test_a_stale_translation_that_no_longer_fits_stays_english_and_fails_nothing(root: Path) -> None:
    changed = "We ask for a `pause` in 2023, as told [here](/a) and [there](/b)."
    (root / "source/page.md").write_text(f"# Why\n\n{changed}\n")
    done = run(root, "translate")

    assert done.code == 0
    assert changed in page_path(root).read_text()


def test_one_run_may_show_them(root: Path) -> None:
    (root / "i18n.toml").write_text('locales = ["nl"]\n')
    (root / "source/page.md").write_text(f"# Why\n\n{NEW}\n")
    run(root, "update")
    run(root, "assemble")
    assert NEW in page_path(root).read_text()

    assert run(root, "assemble", "--accept", "stale").code == 0
    assert "We vragen om een [pauze](/pause) in 2023." in page_path(root).read_text()
