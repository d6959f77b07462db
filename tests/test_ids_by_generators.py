"""Localised headings answer to the English ids, as the site generators themselves read both pages."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from helpers import heading_ids
from helpers.assembling import PIN, assembled, read

from i18n_pipeline.markdown.dialect import Dialect
from i18n_pipeline.markdown.reading import anchors
from i18n_pipeline.project.settings_tables import kind_of_site

WORDS = (
    *("Start", "Überblick", "`code_x`", "*emphasis* now", "a -- b", "Q&A", "1. Step", "[the link](x.md)", "foo_bar"),
    *("What's new?", "C++", "![a picture](i.png)", "<kbd>Enter</kbd>", "Salt &amp; pepper", "v1.2.3", "**strong `x`**"),
    *("naïve", "2024", "and/or", "-- dashes", "!!!", "Привет", "`_a_`", "trailing -"),
)
NUMBER = 60
"""Pages of each kind."""


def page(chance: random.Random) -> str:
    """A page with headings of many kinds, some of them equal; some with ids of their own."""
    headings = []
    for number in range(chance.randrange(1, 9)):
        words = " ".join(chance.sample(WORDS, chance.choice((1, 1, 1, 2, 3))))
        written = f" {{#own-{number}}}" if not chance.randrange(7) else ""
        setext = not chance.randrange(6) and words[0].isalpha()
        headings.append(f"{words}{written}\n---\n" if setext else f"{'#' * chance.randrange(1, 5)} {words}{written}\n")
    return "\n".join(f"{heading}\nSome words.\n" for heading in headings)


def pages(dialect: Dialect) -> list[str]:
    """Pages with ids that can be written."""
    chance = random.Random(dialect.name)
    made = (page(chance) for _ in range(NUMBER))
    return [one if dialect.name != "myst" else one.replace(" {#own-", " x") for one in made]


def translated(english: str, dialect: Dialect) -> str:
    """The page in another language, with its ids."""
    made = assembled(read(english, dialect), lambda msgid: f"Vertaald: {msgid}" if msgid[0].isalpha() else msgid, PIN)
    assert (made.refusals, made.pinned) == ((), True)

    return made.data.decode()


def wrong(
    english: Sequence[str], wanted: list[list[str]], made: list[list[str]]
) -> list[tuple[str, list[str], list[str]]]:
    """The pages of which a localised heading does not answer to the id of its English one."""
    return [
        (text, ours, theirs)
        for text, ours, theirs in zip(english, wanted, made, strict=True)
        if len(ours) != len(theirs)
        or any(a and not set(a.split(" ")) <= set(b.split(" ")) for a, b in zip(ours, theirs, strict=True))
    ]


@pytest.mark.parametrize("profile", heading_ids.TOOLS)
def test_a_generator_gives_localised_headings_the_ids_of_the_english_ones(profile: str) -> None:
    dialect, generator = kind_of_site(profile).dialect, heading_ids.TOOLS[profile]
    english = pages(dialect)
    both = generator([*english, *(translated(one, dialect) for one in english)])

    assert wrong(english, _without_numbers(both[:NUMBER], profile), both[NUMBER:]) == []


def _without_numbers(found: list[list[str]], profile: str) -> list[list[str]]:
    """The ids without those that docutils makes of nothing but a number."""
    if profile != "myst":
        return found
    return [["" if name.startswith("id") and name[2:].isdigit() else name for name in names] for names in found]


@pytest.mark.parametrize("profile", heading_ids.TOOLS)
def test_our_ids_are_those_of_the_generator(profile: str) -> None:
    dialect, generator = kind_of_site(profile).dialect, heading_ids.TOOLS[profile]
    english = pages(dialect)
    ours = [[name or "" for _, name in anchors.given(read(one, dialect).outline)] for one in english]

    assert wrong(english, generator(english), ours) == []


def test_vitepress_builds_every_localised_page_and_gives_its_headings_the_english_ids() -> None:
    folder = Path(os.environ.get("I18N_PIPELINE_TEST_NODE", ""))
    if not (folder / "node_modules" / "vitepress").exists():
        pytest.skip("I18N_PIPELINE_TEST_NODE names no folder in which `npm install` put vitepress")
    dialect = kind_of_site("vitepress").dialect
    english = pages(dialect)
    both = heading_ids.by_vitepress([*english, *(translated(one, dialect) for one in english)], folder)

    assert wrong(english, both[:NUMBER], both[NUMBER:]) == []
