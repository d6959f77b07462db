"""Sites that had translated pages before: which pages are written, and in which lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.pages import EVERY
from helpers.projects import page_path, put, run
from helpers.published import bring, site

from i18n_pipeline.markdown.dialect import COMMONMARK
from i18n_pipeline.markdown.writing.published_lines import in_published_lines

SETTINGS = 'locales = ["nl"]\noutput = "{locale}/{path}"\n[markdown]\nanchors = "keep"\n[assemble]\n'
PAGE = "# Why\n\nWe ask for a\npause in 2023.\n\n- One thing\n  of many\n\n> Said by\n> everybody\n\nIt ends here.\n"
DUTCH = (
    "# Waarom\n\nWe vragen om een pauze\nin 2023.\n\n- Eén ding van\n  vele\n\n"
    "> Door\n> iedereen\n> gezegd\n\nHier houdt\nhet op.\n"
)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_blocks_whose_words_did_not_change_keep_their_lines(tmp_path: Path, newline: str) -> None:
    english, dutch = (text.replace("\n", newline).encode() for text in (PAGE, DUTCH))
    site(tmp_path, {"page.md": english}, {"page.md": dutch}, SETTINGS + 'lines = "published"\n')
    bring(tmp_path)
    assert run(tmp_path, "translate").code == 0
    assert (tmp_path / "nl/page.md").read_bytes() == dutch

    put(tmp_path / "source/page.md", english.replace(b"It ends here.", b"It ended there."))
    run(tmp_path, "translate")
    page = (tmp_path / "nl/page.md").read_bytes()
    assert dutch.partition(b"Hier")[0] + b"It ended there." + newline.encode() == page


def test_without_that_setting_lines_break_as_on_the_english_page(tmp_path: Path) -> None:
    site(tmp_path, {"page.md": PAGE}, {"page.md": DUTCH}, SETTINGS)
    bring(tmp_path)
    run(tmp_path, "translate")

    assert "Hier houdt het op.\n" in (tmp_path / "nl/page.md").read_text()


@pytest.mark.parametrize("name", EVERY)
def test_a_page_keeps_its_texts_and_its_skeleton_whatever_was_published(name: str) -> None:
    data = EVERY[name].encode()
    for other in (data, data.replace(b" ", b"  "), data.replace(b"\n", b"\n\n"), b"> " + data.replace(b"\n", b"\n> ")):
        made = in_published_lines(data, other, COMMONMARK)
        assert in_published_lines(made, other, COMMONMARK) == made


def test_a_page_of_which_nothing_is_translated_is_not_written_where_the_settings_say_so(tmp_path: Path) -> None:
    site(
        tmp_path, {"page.md": PAGE, "new.md": "# New\n"}, {"page.md": DUTCH}, SETTINGS + "untranslated_pages = false\n"
    )
    bring(tmp_path)
    assert run(tmp_path, "translate").code == 0

    assert (tmp_path / "nl/page.md").exists()
    assert not (tmp_path / "nl/new.md").exists()


def test_an_import_says_that_pages_without_a_translation_would_be_written(tmp_path: Path) -> None:
    site(tmp_path, {"page.md": PAGE, "new.md": "# New\n"}, {"page.md": DUTCH}, SETTINGS)
    said = run(tmp_path, "import", "nl", "--locale", "nl").out
    assert "untranslated_pages = false" in said

    put(tmp_path / "i18n.toml", SETTINGS + "untranslated_pages = false\n")
    assert "untranslated_pages" not in run(tmp_path, "import", "nl", "--locale", "nl").out


def test_a_page_without_words_is_written_all_the_same(tmp_path: Path) -> None:
    site(tmp_path, {"page.md": "![](a.png)\n"}, {}, 'locales = ["nl"]\n[assemble]\nuntranslated_pages = false\n')
    run(tmp_path, "translate")

    assert page_path(tmp_path).exists()
