"""`check` makes only pages again of which something changed, and says the same as without the cache."""

from __future__ import annotations

from pathlib import Path

from helpers.made_pages import made_pages
from helpers.projects import po_path, project, put, run, translate

SETTINGS = 'locales = ["nl", "de"]\nprofile = "commonmark"\n[markdown]\nanchors = "keep"\n'
PAGES = {"a.md": "# One\n\nSee [two](b.md).\n", "b.md": "# Two\n\n## Part\n\nSee `this`.\n", "c.md": "# Three\n"}


def site(root: Path) -> Path:
    """A project with full catalogues, and no localised page."""
    project(root, PAGES, SETTINGS)
    run(root, "update")
    for locale in ("nl", "de"):
        translate(root, locale=locale)
    return root


def made(root: Path, command: str = "check") -> list[tuple[str, str]]:
    """The localised pages that a command makes."""
    with made_pages() as found:
        run(root, command, "-j", "1")
    return sorted(found)


def told(root: Path) -> str:
    """What `check` says, which is the same without the cache."""
    with_cache, without = (run(root, "check", *words).out for words in ((), ("--no-cache",)))
    assert with_cache == without

    return with_cache


def test_nothing_is_made_again_if_nothing_changed(tmp_path: Path) -> None:
    root = site(tmp_path)

    assert len(made(root)) == 6
    assert made(root) == []


def test_only_the_page_of_a_changed_catalogue_is_made_again(tmp_path: Path) -> None:
    root = site(tmp_path)
    made(root)
    path = po_path(root, "b", "de")
    path.write_text(path.read_text(encoding="utf-8").replace('msgstr "', 'msgstr "Ja '), encoding="utf-8")

    assert made(root) == [("b.md", "de")]


def test_what_was_checked_is_still_written_by_translate(tmp_path: Path) -> None:
    root = site(tmp_path)
    made(root)

    assert len(made(root, "translate")) == 6
    assert (root / "localised" / "de" / "c.md").exists()
    assert made(root) == []


def test_a_refusal_is_told_every_time(tmp_path: Path) -> None:
    root = site(tmp_path)
    path = po_path(root, "b", "de")
    path.write_text(path.read_text(encoding="utf-8").replace("NL See `this`", "NL See"), encoding="utf-8")
    first = told(root)

    assert "md-code-span" in first
    assert told(root) == first


def test_a_link_that_breaks_after_a_check_is_told_by_the_next(tmp_path: Path) -> None:
    root = site(tmp_path)
    run(root, "translate")
    assert "anchor-missing" not in told(root)

    put(root / "source" / "a.md", PAGES["a.md"].replace("b.md", "b.md#part"))
    run(root, "update")
    assert "anchor-missing" in told(root)

    put(root / "source" / "a.md", PAGES["a.md"])
    run(root, "update")
    assert "anchor-missing" not in told(root)
