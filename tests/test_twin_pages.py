"""Two pages that differ only in their suffix have two catalogues, and no translation is lost when one comes or goes."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.projects import po_path, project, put, run, translate, tree

SETTINGS = 'locales = ["nl"]\nprofile = "docusaurus"\noutput = "site/{locale}/{path}"\n'


def catalogues(root: Path) -> list[str]:
    return sorted(path.removeprefix("locales/nl/LC_MESSAGES/") for path in tree(root, "locales"))


@pytest.mark.parametrize("layout", ["page", "folder", "locale"])
def test_both_pages_are_translated(tmp_path: Path, layout: str) -> None:
    pages = {"a.md": "# One\n", "a.mdx": "# Two\n", "b.mdx": "# Three\n"}
    root = project(tmp_path, pages, f'{SETTINGS}layout = "{layout}"\n')
    run(root, "update")
    translate(root, {"One": "Een", "Two": "Twee", "Three": "Drie"})
    done = run(root, "assemble")

    assert done.code == 0
    assert catalogues(root) == (["a.mdx.po", "a.po", "b.po"] if layout == "page" else ["pages.po"])
    made = {path: data.decode() for path, data in tree(root, "site").items()}
    assert made == {
        "site/nl/a.md": "# Een {#one}\n",
        "site/nl/a.mdx": "# Twee {#two}\n",
        "site/nl/b.mdx": "# Drie {#three}\n",
    }


def test_the_translation_of_a_page_stays_when_a_twin_comes_and_goes(tmp_path: Path) -> None:
    root = project(tmp_path, {"a.mdx": "# Two\n"}, SETTINGS)
    run(root, "update")
    translate(root, {"Two": "Twee"})
    assert catalogues(root) == ["a.po"]

    put(root / "source" / "a.md", "# One\n")
    assert run(root, "translate").code == 0
    assert catalogues(root) == ["a.mdx.po", "a.po"]
    assert 'msgstr "Twee"' in po_path(root, "a.mdx").read_text(encoding="utf-8")
    assert tree(root, "site")["site/nl/a.mdx"] == b"# Twee {#two}\n"

    (root / "source" / "a.md").unlink()
    assert run(root, "translate").code == 0
    assert catalogues(root) == ["a.po"]
    assert tree(root, "site")["site/nl/a.mdx"] == b"# Twee {#two}\n"


def test_templates_have_the_same_names(tmp_path: Path) -> None:
    root = project(tmp_path, {"a.md": "# One\n", "a.mdx": "# Two\n"}, SETTINGS)
    run(root, "extract")

    assert sorted(tree(root, "locales")) == ["locales/templates/a.mdx.pot", "locales/templates/a.pot"]
