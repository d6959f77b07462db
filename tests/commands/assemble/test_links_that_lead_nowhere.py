"""Links of localised pages that lead nowhere, though the English ones lead somewhere."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
from helpers.projects import po_path, project, put, run, translate

NO_ID = "note: localised/nl/a.md:3: no heading of the localised page of"
A = "# One\n\nSee [two](b.md#part-two), [gone](b.md#gone) and [here](#one).\n"
B = "# Two\n\n## Part two\n\nWords, ![alt](img.png).\n"


def _site(root: Path, profile: str, pages: dict[str, str], settings: str = "") -> Path:
    project(root, {}, f'locales = ["nl"]\nsource = "docs"\nprofile = "{profile}"\n{settings}')
    for name, text in {"img.png": "", **pages}.items():
        put(root / "docs" / name, text)
    assert run(root, "update").code == 0
    translate(root)
    return root


def _told(root: Path, *words: str) -> list[str]:
    """The findings about links."""
    done = run(root, *(words or ("translate",)))
    assert done.code == 0, done.errors
    lines = done.err.splitlines()
    return [line.split("; ")[0].strip() for line in lines if "link" in line]


def test_a_fragment_that_no_localised_heading_answers_to_is_told(tmp_path: Path) -> None:
    root = _site(tmp_path, "commonmark", {"a.md": A, "b.md": B}, '[markdown]\nanchors = "keep"\n')
    expected = [
        f"{NO_ID} docs/b.md has the id of the link 'b.md#part-two'",
        f"{NO_ID} docs/a.md has the id of the link '#one'",
    ]

    assert expected == _told(root)
    assert expected == _told(root), "the second run says the same"
    assert expected == _told(root, "assemble")
    assert expected == _told(root, "translate", "docs/a.md")
    assert _told(root, "translate", "docs/b.md") == []


def test_nothing_is_told_where_the_ids_are_kept(tmp_path: Path) -> None:
    root = _site(tmp_path, "commonmark", {"a.md": A, "b.md": B})

    assert _told(root) == []


def test_an_id_of_the_english_heading_mends_the_link(tmp_path: Path) -> None:
    root = _site(tmp_path, "hugo", {"a.md": A, "b.md": B}, '[markdown]\nanchors = "keep"\n')
    assert len(_told(root)) == 2

    put(root / "docs/b.md", B.replace("## Part two", "## Part two {#part-two}"))
    assert len(_told(root)) == 1


def test_a_file_that_the_localised_book_lacks_is_told_until_it_is_there(tmp_path: Path) -> None:
    root = _site(tmp_path, "mdbook", {"b.md": B})
    assert _told(root) == ["note: nl/src/b.md:5: the file of the link 'img.png' is not there"]

    put(root / "nl/src/img.png", "")
    assert _told(root) == []


def test_a_file_that_a_kept_link_no_longer_reaches_is_told(tmp_path: Path) -> None:
    root = _site(tmp_path, "commonmark", {"b.md": B}, '[markdown]\nlinks = "keep"\n')

    assert _told(root) == ["note: localised/nl/b.md:5: the file of the link 'img.png' is not there"]


ADDRESSES = {
    "x/a.md": "# One\n\nSee [two](../b) and [three](./c/).\n",
    "b.md": "# Two\n\nWords.\n",
    "x/c.md": "# Three\n\nWords.\n",
}


@pytest.mark.parametrize(
    ("profile", "links", "expected"), [("vitepress", "keep", 2), ("vitepress", "profile", 0), ("starlight", "keep", 0)]
)
def test_an_address_of_a_page_that_is_not_written_leads_nowhere_unless_the_site_shows_english(
    tmp_path: Path, profile: str, links: str, expected: int
) -> None:
    root = _site(tmp_path, profile, ADDRESSES, f'assemble.min_reviewed = 100\nmarkdown.links = "{links}"\n')
    assert _told(root) == []

    for page in ("b", "x/c"):
        catalogue = polib.pofile(str(po_path(root, page)))
        for entry in catalogue:
            entry.msgstr = ""
        catalogue.save(str(po_path(root, page)))
        (root / f"docs/nl/{page}.md").unlink()
    assert len(_told(root)) == expected


def test_a_page_that_the_next_run_writes_is_not_missing(tmp_path: Path) -> None:
    root = _site(tmp_path, "vitepress", ADDRESSES, 'markdown.links = "keep"\n')
    assert _told(root) == []
    (root / "docs/nl/b.md").unlink()

    assert run(root, "check", "nl", "--select", "link-missing").out.count("link-missing") == 0


def test_a_link_that_is_wrong_in_english_is_nobodys_fault(tmp_path: Path) -> None:
    root = _site(
        tmp_path,
        "commonmark",
        {"a.md": "See [x](gone.md#y), ![z](gone.png) and [w](/gone/).\n"},
        '[markdown]\nanchors = "keep"\n',
    )

    assert _told(root) == []


def test_an_english_page_that_is_shown_in_another_language_breaks_its_links_to_translated_pages(tmp_path: Path) -> None:
    pages = {"a.md": "Words.\n", "only.md": "See [a](./a.md), [b](a.md), [c](/a.md) and [d](./a) in many words.\n"}
    root = _site(tmp_path, "docusaurus", pages, "assemble.min_reviewed = 100\n")
    assert _told(root) == []

    catalogue = polib.pofile(str(po_path(root, "only")))
    for entry in catalogue:
        entry.msgstr = ""
    catalogue.save(str(po_path(root, "only")))
    (root / "i18n/nl/docusaurus-plugin-content-docs/current/only.md").unlink()
    shown = "note: docs/only.md:1: the site shows this page in nl too"
    assert _told(root) == [f"{shown}, where its link './a.md' is broken: that page is translated"]


def test_nothing_is_told_of_a_page_that_is_not_written(tmp_path: Path) -> None:
    root = _site(tmp_path, "mdbook", {"b.md": B}, "assemble.min_reviewed = 100\n")
    (root / "locales/nl/LC_MESSAGES/b.po").unlink()

    assert _told(root) == []


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ('checks = ["anchor-missing"]', 0),
        ('checks = ["anchor-missing"]\npages = ["docs/**"]', 0),
        ('checks = ["anchor-missing"]\npages = ["blog/**"]', 2),
        ('checks = ["anchor-missing"]\nlocales = ["nl"]', 0),
        ('checks = ["link-missing"]', 2),
        ('checks = ["anchor-missing"]\nmessage = "One"', 2),
    ],
)
def test_a_link_that_leads_nowhere_can_be_silenced_in_a_language_or_on_pages(
    tmp_path: Path, table: str, expected: int
) -> None:
    settings = f'[markdown]\nanchors = "keep"\n[[check.ignore]]\n{table}\n'
    root = _site(tmp_path, "commonmark", {"a.md": A, "b.md": B}, settings)

    assert len(_told(root)) == expected
