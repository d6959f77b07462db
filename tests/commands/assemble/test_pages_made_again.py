"""A localised page is made again if an answer to a question of its links changed, and only in that language."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.made_pages import made_pages
from helpers.projects import po_path, project, put, run, translate

SETTINGS = 'locales = ["nl", "de", "fr"]\n[assemble]\nmin_reviewed = 50\n'
PAGES = {
    "a.md": "# One\n\nSee [two](b.md).\n",
    "b.md": "# Two\n\nSee [one](a.md).\n",
    "c.md": "# Three\n\nNo links.\n",
    "d.md": "# Four\n\nSee ![a picture](a.png) and [three](c.md).\n",
}


def made(root: Path, *words: str) -> list[tuple[str, str]]:
    """The localised pages that `translate` makes, each as often as it makes it."""
    with made_pages() as found:
        assert run(root, "translate", "-j", "1", *words).code == 0
    return sorted(found)


def in_all(*pages: str) -> list[tuple[str, str]]:
    return [(page, locale) for page in pages for locale in ("de", "fr", "nl")]


def site(root: Path, settings: str = SETTINGS) -> Path:
    """A project with full catalogues, and no localised page yet."""
    project(root, PAGES, settings)
    put(root / "source" / "a.png", "")
    run(root, "update")
    for locale in ("nl", "de", "fr"):
        translate(root, locale=locale)
    return root


def without(root: Path, page: str, locale: str) -> bytes:
    """Take the translations out of a catalogue, and give what it was."""
    path = po_path(root, page, locale)
    before = path.read_bytes()
    path.unlink()
    return before


def test_only_pages_that_lead_to_one_made_later_are_made_twice_in_the_first_run(tmp_path: Path) -> None:
    assert made(site(tmp_path)) == sorted([*in_all("a.md", "b.md", "c.md", "d.md"), *in_all("a.md")])


def test_pages_are_made_once_though_their_links_are_followed_by_address(tmp_path: Path) -> None:
    pages = {"a.md": "# One\n\n[Two](b/), [three](c) and [nothing](d/).\n", "b.md": "# Two\n", "c.md": "# Three\n"}
    project(tmp_path, pages, SETTINGS.replace("50", "0"))

    assert made(tmp_path) == in_all(*pages)


@pytest.mark.parametrize("settings", [SETTINGS, SETTINGS.replace("50", "0")])
def test_nothing_is_made_in_the_run_after_the_first(tmp_path: Path, settings: str) -> None:
    made(site(tmp_path, settings))

    assert made(tmp_path) == []


@pytest.mark.parametrize("settings", [SETTINGS, SETTINGS.replace("50", "0")])
def test_one_edit_makes_one_page_in_every_language(tmp_path: Path, settings: str) -> None:
    made(site(tmp_path, settings))
    put(tmp_path / "source" / "a.md", "# One\n\n\nSee [two](b.md).\n")

    assert made(tmp_path) == in_all("a.md")
    assert made(tmp_path) == []


def test_an_edit_of_a_catalogue_makes_one_page_in_one_language(tmp_path: Path) -> None:
    made(site(tmp_path))
    path = po_path(tmp_path, "b", "de")
    put(path, path.read_bytes().replace(b"NL Two", b"Zwei"))

    assert made(tmp_path) == [("b.md", "de")]
    assert made(tmp_path) == []


def test_a_page_that_becomes_translated_makes_those_that_lead_to_it_again_in_that_language_alone(
    tmp_path: Path,
) -> None:
    later = without(site(tmp_path), "b", "de")
    made(tmp_path)
    assert made(tmp_path) == []
    put(po_path(tmp_path, "b", "de"), later)

    assert made(tmp_path) == [("a.md", "de"), ("b.md", "de")]
    assert made(tmp_path) == []


def test_a_page_that_is_gone_makes_those_that_lead_to_it_again_in_that_language_alone(tmp_path: Path) -> None:
    made(site(tmp_path))
    without(tmp_path, "b", "fr")
    (tmp_path / "localised" / "fr" / "b.md").unlink()

    assert set(made(tmp_path)) == {("a.md", "fr"), ("b.md", "fr")}
    assert made(tmp_path) == []


def test_a_file_that_appears_makes_the_pages_again_that_look_for_it(tmp_path: Path) -> None:
    made(site(tmp_path))
    put(tmp_path / "source" / "a.nl.png", "")

    assert made(tmp_path) == [("d.md", "nl")]
    assert made(tmp_path) == []


def test_a_language_that_is_made_later_leaves_the_others_as_they_are(tmp_path: Path) -> None:
    site(tmp_path)
    first = made(tmp_path, "--locale", "nl")

    assert {locale for _, locale in first} == {"nl"}
    assert {locale for _, locale in made(tmp_path)} == {"de", "fr"}
    assert made(tmp_path) == []


FOLLOW = 'locales = ["nl", "de", "fr"]\nmarkdown.anchors = "follow"\n'


def following(root: Path) -> Path:
    """A project whose links lead to the ids of translated headings, made already."""
    put(root / "source" / "a.md", "# One\n\nSee [two](b.md#two), [here](#one), [four](d.md).\n")
    put(root / "source" / "b.md", "# Two\n\nWords of it.\n\n## More\n")
    put(root / "source" / "c.md", "# Three\n\nSee [more](b.md#more).\n")
    put(root / "source" / "d.md", "# Four\n\nSee [three](c.md).\n")
    project(root, {}, FOLLOW)
    run(root, "update")
    for locale in ("nl", "de", "fr"):
        translate(root, locale=locale)
    return root


def test_where_links_follow_headings_nothing_is_made_in_the_run_after_the_first(tmp_path: Path) -> None:
    made(following(tmp_path))

    assert made(tmp_path) == []


def test_a_heading_that_is_translated_anew_makes_the_pages_again_that_lead_to_it_in_that_language_alone(
    tmp_path: Path,
) -> None:
    made(following(tmp_path))
    path = po_path(tmp_path, "b", "de")
    put(path, path.read_bytes().replace(b"NL Two", b"Zwei"))

    assert made(tmp_path) == [("a.md", "de"), ("b.md", "de")]
    assert "b.md#zwei" in (tmp_path / "localised/de/a.md").read_text()
    assert made(tmp_path) == []


def test_a_text_that_is_no_heading_makes_no_other_page_again(tmp_path: Path) -> None:
    made(following(tmp_path))
    path = po_path(tmp_path, "b", "de")
    put(path, path.read_bytes().replace(b"NL Words", b"Worte"))

    assert made(tmp_path) == [("b.md", "de")]


def test_an_english_heading_that_changes_makes_the_pages_again_that_lead_to_it(tmp_path: Path) -> None:
    made(following(tmp_path))
    put(tmp_path / "source" / "b.md", "# Two\n\nWords of it.\n\n## Much more\n")

    assert set(made(tmp_path)) == set(in_all("b.md", "c.md"))
    assert made(tmp_path) == []


def test_a_page_that_is_made_twice_and_stays_as_it_was_is_not_told_as_written(tmp_path: Path) -> None:
    run(following(tmp_path), "translate")
    put(tmp_path / "source" / "b.md", "# Two\n\nWords of it.\n\n## More\n\n## Another\n")

    assert "de: 4 pages, 1 written" in run(tmp_path, "translate", "--no-cache").out
