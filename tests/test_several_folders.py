"""Several folders of pages in one project, each with what differs: `[[pages]]`."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
from helpers.projects import po_path, project, put, run, translate, tree

from i18n_pipeline.project import settings, source_pages

DOCUSAURUS = """
locales = ["nl"]
profile = "docusaurus"

[[pages]]
source = "docs"
exclude = ["_*.md"]

[[pages]]
source = "blog"
front_matter = ["title", "tagline"]

[[pages]]
source = "src/pages"
include = ["**/*.md"]

[[pages]]
source = "versioned_docs/version-1"
"""
PAGES = {
    "docs/intro.md": "---\ntitle: Intro\ntagline: Not told\n---\n# Intro\n\nSee [post](/blog/intro).\n",
    "docs/_part.md": "No page\n",
    "blog/intro.md": "---\ntitle: Post\ntagline: Told\n---\nWords of the post.\n",
    "src/pages/about.md": "# About\n",
    "src/pages/index.mdx": "# No page here\n",
    "versioned_docs/version-1/intro.md": "# Intro\n\nOld words.\n",
    "README.md": "No page\n",
}
LOCALISED = {
    "docs/intro.md": "i18n/nl/docusaurus-plugin-content-docs/current/intro.md",
    "blog/intro.md": "i18n/nl/docusaurus-plugin-content-blog/intro.md",
    "src/pages/about.md": "i18n/nl/docusaurus-plugin-content-pages/about.md",
    "versioned_docs/version-1/intro.md": "i18n/nl/docusaurus-plugin-content-docs/version-1/intro.md",
}


def _site(root: Path, text: str, pages: dict[str, str]) -> Path:
    project(root, {}, text)
    for name, page in pages.items():
        put(root / name, page)
    return root


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return _site(tmp_path, DOCUSAURUS, PAGES)


def test_one_run_works_on_the_pages_of_all_folders(site: Path) -> None:
    assert run(site, "update").code == 0
    translate(site)
    assert run(site, "translate").code == 0

    assert sorted(LOCALISED) == source_pages.pages(settings.load(site))
    assert [path for path in LOCALISED.values() if "NL " not in (site / path).read_text(encoding="utf-8")] == []
    assert run(site, "translate", "--check").code == 0


def test_pages_of_one_name_have_catalogues_of_their_own(site: Path) -> None:
    run(site, "update")

    folder = site / "locales/nl/LC_MESSAGES"
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*intro.po"))
    assert found == ["blog/intro.po", "docs/intro.po", "versioned_docs/version-1/intro.po"]


def test_each_folder_has_front_matter_of_its_own(site: Path) -> None:
    run(site, "update")
    told = {
        page: {entry.msgid for entry in polib.pofile(str(po_path(site, page)))} for page in ("docs/intro", "blog/intro")
    }

    assert "Told" in told["blog/intro"]
    assert "Not told" not in told["docs/intro"]
    assert {"Intro"} <= told["docs/intro"]


def test_a_page_that_moves_to_another_folder_takes_its_translations_along(site: Path) -> None:
    run(site, "update")
    translate(site)
    run(site, "translate")
    put(site / "blog/moved.md", PAGES["versioned_docs/version-1/intro.md"])
    (site / "versioned_docs/version-1/intro.md").unlink()
    put(site / "versioned_docs/version-1/other.md", "# Other\n")
    assert run(site, "translate").code == 0

    made = (site / "i18n/nl/docusaurus-plugin-content-blog/moved.md").read_text(encoding="utf-8")
    assert "NL Old words." in made


def test_pages_can_be_named_and_counted(site: Path) -> None:
    assert run(site, "translate", "blog/intro.md").code == 0
    assert (site / LOCALISED["blog/intro.md"]).exists()
    assert not (site / LOCALISED["docs/intro.md"]).exists()
    report = run(site, "status").out
    assert "4 pages" in report


def test_kinds_of_sites_may_differ(tmp_path: Path) -> None:
    text = 'locales = ["nl"]\n[[pages]]\nsource = "docs"\nprofile = "mkdocs"\n[[pages]]\nsource = "news"\n'
    text += '[[pages]]\nsource = "notes"\n[[pages]]\nsource = "docs/inner"\nprofile = "zola"\n'
    pages = {
        "docs/a.md": '!!! note "Title"\n\n    Words [b](b.md).\n',
        "docs/b.md": "Words\n",
        "docs/inner/c.md": "Words [d](@/d.md) here.\n",
        "docs/inner/d.md": "Words\n",
        "news/a.md": "Words [p](p.png).\n",
        "news/p.png": "",
        "notes/a.md": '!!! note "Title"\n',
    }
    root = _site(tmp_path, text, pages)
    run(root, "update")
    translate(root)
    assert run(root, "translate").code == 0
    made = {path.relative_to(root).as_posix() for path in root.rglob("*.md")} - pages.keys()

    assert made == {
        "docs/a.nl.md",
        "docs/b.nl.md",
        "docs/inner/c.nl.md",
        "docs/inner/d.nl.md",
        "localised/nl/news/a.md",
        "localised/nl/notes/a.md",
    }
    assert '!!! note "NL Title"' in (root / "docs/a.nl.md").read_text(encoding="utf-8")
    assert "@/d.nl.md" in (root / "docs/inner/c.nl.md").read_text(encoding="utf-8")
    assert "../../../news/p.png" in (root / "localised/nl/news/a.md").read_text(encoding="utf-8")
    before = tree(root, "locales", "docs", "localised")
    assert run(root, "translate").code == 0
    assert before == tree(root, "locales", "docs", "localised")


def test_a_single_table_is_a_project_too(tmp_path: Path) -> None:
    root = _site(
        tmp_path,
        'locales = ["nl"]\n[[pages]]\nsource = "."\nprofile = "vitepress"\n',
        {"a.md": "Words\n", "b/c.md": "Words\n"},
    )
    assert run(root, "translate").code == 0

    assert {"nl/a.md", "nl/b/c.md"} <= tree(root, ".").keys()
    assert run(root, "translate", "--check").code == 0


def test_a_fragment_may_lead_from_one_folder_into_another(tmp_path: Path) -> None:
    text = 'locales = ["nl"]\n[markdown]\nanchors = "keep"\n[[pages]]\nsource = "docs"\n[[pages]]\nsource = "blog"\n'
    root = _site(tmp_path, text, {"docs/a.md": "# One\n", "blog/b.md": "See [a](../docs/a.md#one).\n"})
    run(root, "update")
    translate(root)
    done = run(root, "translate")

    assert "no heading of the localised page of docs/a.md has the id of the link '../docs/a.md#one'" in done.err
    assert "(../docs/a.md#one)" in (root / "localised/nl/blog/b.md").read_text(encoding="utf-8")


SAME = '[[pages]]\nsource = "{}"\noutput = "o/{{locale}}/{{path}}"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('source = "x"\n[[pages]]\nsource = "docs"\n', "'source' stands beside tables [[pages]]"),
        ('[[pages]]\nsource = "docs"\n[[pages]]\nsource = "./docs"\n', "the folder 'docs' twice"),
        ('[[pages]]\nsource = "docs"\n[[pages]]\nsource = "gone"\n', "no folder 'gone'"),
        ('[[pages]]\nsource = "docs"\noutput = "o/{locale}"\n', "needs {locale}, and {path}"),
        ('[[pages]]\nsource = "../docs"\n', "outside the project"),
        ('[[pages]]\nfolder = "docs"\n', "must be tables that begin with [[pages]]"),
        ('pages = "docs"\n', "must be tables that begin with [[pages]]"),
        (SAME.format("docs") + SAME.format("blog"), "the pages of two folders"),
        ('[[pages]]\nsource = "docs"\n[[pages]]\nsource = "blog"\noutput = "docs/{path}"\n', "over the English ones"),
    ],
)
def test_wrong_tables_are_refused(tmp_path: Path, text: str, said: str) -> None:
    root = _site(tmp_path, 'locales = ["nl"]\n' + text, {"docs/a.md": "Words\n", "blog/a.md": "Words\n"})
    done = run(root, "update")

    assert done.code == 2
    assert said in done.errors[0]
