"""Law 2 for the parsers of other people: in each, the localised page has the structure of the English page.

What is put onto pages is what honest people write, what nobody should, and thousands of mixtures of both.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from random import Random

import pytest
from helpers import parsers
from helpers.generated import HOSTILE, LIKELY, PLACES, Put, honest, put, soup, with_codes

READ_OTHERWISE = {("Python-Markdown", "a title in parentheses")}
"""Where a parser reads the English page itself as something else."""
SOUPS, TRANSLATIONS = 25, 15
"""How many random texts a place gets."""


@cache
def likely() -> tuple[Put, ...]:
    return tuple(
        put(place, with_codes(place, text, last=number % 2 == 0), carriage_returns=number % 7 == 0)
        for place in PLACES
        for number, text in enumerate(LIKELY)
    )


@cache
def hostile() -> tuple[Put, ...]:
    return tuple(
        put(place, text, carriage_returns=number % 7 == 0)
        for place in PLACES
        for number, alone in enumerate(HOSTILE)
        for text in {alone, with_codes(place, alone, last=number % 2 == 0)}
    )


@cache
def mixed() -> tuple[Put, ...]:
    chance = Random("mixed")
    return tuple(put(place, soup(chance, place)) for place in PLACES for _ in range(SOUPS))


@cache
def translated() -> tuple[Put, ...]:
    chance = Random("translated")
    return tuple(put(place, honest(chance, place)) for place in PLACES for _ in range(TRANSLATIONS))


KINDS: dict[str, Callable[[], tuple[Put, ...]]] = {
    "likely": likely,
    "hostile": hostile,
    "mixed": mixed,
    "translated": translated,
}


def told(name: str, puts: Sequence[Put], shown: Iterable[str], english: Iterable[str]) -> list[tuple[str, ...]]:
    """The texts after which a parser reads another structure: other blocks, links, tags or attributes."""
    structure = cache(parsers.structure)
    return [
        (here.place, here.text, here.shown, html)
        for here, html, before in zip(puts, shown, english, strict=True)
        if (name, here.place) not in READ_OTHERWISE and structure(html) != structure(before)
    ]


def test_what_honest_people_write_is_refused_nowhere() -> None:
    assert [(here.place, here.text, here.refused) for here in likely() if here.refused] == []


def test_a_translation_with_all_codes_is_refused_nowhere() -> None:
    assert [(here.place, here.text, here.refused) for here in translated() if here.refused] == []


@pytest.mark.parametrize("name", parsers.PARSERS)
@pytest.mark.parametrize("kind", KINDS)
def test_another_parser_reads_the_structure_of_the_english_page(kind: str, name: str) -> None:
    """Each parser judges half of the texts, and each text is judged by half of the parsers."""
    half = sorted(parsers.PARSERS).index(name) % 2
    puts = [here for here in KINDS[kind]() if not here.refused][half::2]
    html = parsers.PARSERS[name]
    english = {page: html(page) for page in {here.english for here in puts}}

    assert len(puts) > len(PLACES)
    assert told(name, puts, (html(here.shown) for here in puts), (english[here.english] for here in puts)) == []


# --- parsers that are not everywhere -------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_the_parsers_of_node_read_the_structure_of_the_english_page(kind: str) -> None:
    folder = Path(os.environ.get("I18N_PIPELINE_TEST_NODE", ""))
    if not all((folder / "node_modules" / package).exists() for package in parsers.PACKAGES):
        pytest.skip("I18N_PIPELINE_TEST_NODE names no folder in which `npm install` put " + " ".join(parsers.PACKAGES))
    puts = [here for here in KINDS[kind]() if not here.refused]
    pages = sorted({here.english for here in puts})
    shown = parsers.by_node([here.shown for here in puts], folder)
    english = parsers.by_node(pages, folder)

    found = {
        name: told(name, puts, shown[name], (english[name][pages.index(here.english)] for here in puts))
        for name in shown
    }
    assert found == {name: [] for name in shown}


@pytest.mark.parametrize("kind", KINDS)
def test_goldmark_reads_the_structure_of_the_english_page(kind: str) -> None:
    puts = [here for here in KINDS[kind]() if not here.refused]
    pages = sorted({page for here in puts for page in (here.english, here.shown)})
    html = dict(zip(pages, parsers.by_hugo(pages), strict=True))

    assert told("goldmark", puts, (html[here.shown] for here in puts), (html[here.english] for here in puts)) == []
