"""Tables directly below the words of a paragraph are tables where the site's parser reads them so."""

from __future__ import annotations

import pytest
from helpers import oracle
from helpers.assembling import assembled, msgids, read

from i18n_pipeline.project.settings_tables import kind_of_site

TABLE = "Some *words*\nand more\nHead | `a` b\n--- | :-:\nOne | two\n| [three](x) |\n"
CONTAINERS = {
    "page": ("", ""),
    "item": ("- ", "  "),
    "item in an item": ("1. - ", "     "),
    "quote": ("> ", "> "),
    "item in a quote": ("> - ", ">   "),
    "footnote": ("[^1]: ", "    "),
}
MESSAGES = ["Some *words* and more", "Head", "`a` b", "One", "two", "[three][1]"]


def page(container: str, newline: str) -> str:
    first, others = CONTAINERS[container]
    lines = TABLE.splitlines()
    rows = [first + lines[0], *(others + line for line in lines[1:])]
    return newline.join(["Before[^1]", "", *rows, "", "After it", "below | it", ""])


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("container", CONTAINERS)
def test_the_words_and_each_cell_are_a_message(container: str, newline: str) -> None:
    said = page(container, newline)
    english = read(said, kind_of_site("commonmark").dialect)

    assert msgids(said, english.outline.dialect) == ["Before[^1]", *MESSAGES, "After it below | it"]
    made = assembled(english, lambda msgid: msgid.replace("o", "ø | 1.")).data.decode()
    assert made != said
    if container != "footnote":  # neither of the other two parsers has them
        assert oracle.structure_elsewhere(made) == oracle.structure_elsewhere(said)


@pytest.mark.parametrize("kind", ["docusaurus", "eleventy", "hugo", "myst", "nextra", "starlight", "vitepress"])
def test_so_are_they_on_sites_of_these_kinds(kind: str) -> None:
    assert msgids(TABLE, kind_of_site(kind).dialect) == MESSAGES


@pytest.mark.parametrize("kind", ["jekyll", "mdbook", "mkdocs", "sveltekit", "zola"])
def test_to_the_parsers_of_others_the_rows_are_words(kind: str) -> None:
    assert "Head" not in msgids(TABLE, kind_of_site(kind).dialect)


@pytest.mark.parametrize(
    "said",
    [
        "> Words\nHead | two\n--- | ---\n",  # the rows are in no quote
        "- Words\nHead | two\n--- | ---\n",
        "Words\nHead | two\n--- | --- | ---\n",  # fewer cells than hyphens
        "```\nWords\nHead | two\n--- | ---\n```\n",
        "Words\n\n    Head\n    Head | two\n    --- | ---\n",
    ],
)
def test_these_are_no_tables(said: str) -> None:
    assert "Head" not in msgids(said, kind_of_site("commonmark").dialect)
