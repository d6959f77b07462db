"""`import` takes translated pages where `assemble` writes them: beside the English ones, or in several places."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.projects import Outcome, po_path, put, run, states

ENGLISH = "# The mill\n\nWe grind [flour](b.md) on {} days of 2023.\n"
DUTCH = "# De molen\n\nWij malen [meel](b.md) op {} dagen in 2023.\n"
SUFFIX = 'locales = ["nl", "zh-CN"]\nprofile = "hugo"\nsource = "content"\n'
ROOTS = '[[pages]]\nsource = "docs"\n[[pages]]\nsource = "blog"\noutput = "blog/{locale}/{path}"\n'


def project(root: Path, settings: str, files: dict[str, str]) -> Path:
    put(root / "i18n.toml", settings)
    for number, (name, text) in enumerate(files.items()):
        put(root / name, text.format(number // 2 + 3))
    return root


def brought(root: Path, *words: str, locale: str = "nl") -> Outcome:
    done = run(root, "import", "-l", locale, *words)
    assert done.code == 0, done.err
    return done


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    """A site whose translated pages lie beside the English ones."""
    files = {
        "content/a.md": ENGLISH,
        "content/a.nl.md": DUTCH,
        "content/sub/b.md": ENGLISH,
        "content/sub/b.nl.md": DUTCH,
    }
    return project(tmp_path, SUFFIX, files)


@pytest.mark.parametrize("folder", [(), ("content",)])
def test_pages_beside_the_english_ones_are_taken(beside: Path, folder: tuple[str, ...]) -> None:
    done = brought(beside, *folder)

    assert "2 pages read, 4 of 4 texts aligned" in done.out
    assert set(states(po_path(beside, "a")).values()) == {"reviewed"}
    assert "unknown" not in done.out


def test_a_second_import_after_assemble_changes_nothing(beside: Path) -> None:
    brought(beside)
    run(beside, "translate")
    before = {path: path.read_bytes() for path in beside.rglob("*.po")}

    expected = DUTCH.format(3).replace("De molen", "De molen {#the-mill}")
    assert expected == (beside / "content/a.nl.md").read_text(encoding="utf-8")
    assert "0 catalogues written" in brought(beside).out
    assert {path: path.read_bytes() for path in before} == before


def test_one_page_can_be_named(beside: Path) -> None:
    assert "1 page read" in brought(beside, "content", "content/a.md").out


def test_a_name_with_the_language_is_found_in_another_folder_too(tmp_path: Path) -> None:
    files = {"content/a.md": ENGLISH, "old/a.zh-cn.md": DUTCH}
    root = project(tmp_path, SUFFIX, files)

    assert "1 page read, 2 of 2 texts aligned" in brought(root, "old", locale="zh-CN").out


def test_pages_of_several_folders_are_taken_where_each_has_them(tmp_path: Path) -> None:
    files = {"docs/a.md": ENGLISH, "localised/nl/docs/a.md": DUTCH, "blog/b.md": ENGLISH, "blog/nl/b.md": DUTCH}
    root = project(tmp_path, f'locales = ["nl"]\n{ROOTS}', files)

    assert "2 pages read, 4 of 4 texts aligned" in brought(root).out
    assert "De molen" in po_path(root, "blog/b").read_text(encoding="utf-8")


def test_a_page_without_a_translation_is_told(beside: Path) -> None:
    put(beside / "content/c.md", ENGLISH.format(9))

    assert "1 page without a translation there" in brought(beside).out


def test_init_imports_pages_beside_the_english_ones(tmp_path: Path) -> None:
    files = {"hugo.toml": "baseURL = 'x'", "x": "", "content/a.md": ENGLISH, "content/a.nl.md": DUTCH}
    for name, text in files.items():
        put(tmp_path / name, text.format(3))
    done = run(tmp_path, "init", "--import")

    assert "2 of 2 texts aligned" in done.out
    (tmp_path / "i18n.toml").unlink()
    assert "`i18n-pipeline import -l nl` and" in run(tmp_path, "init").out
