"""A match brings its markup along, or says that it is not sure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n_pipeline.memory.adapt import transfer
from i18n_pipeline.memory.match import Match
from i18n_pipeline.memory.placeables import values
from i18n_pipeline.model import Unit

PIECES = [
    "See", "the", "page", "`a`", "`b`", "[x][1]", "[y][2]", "2023", "5", "1,000", "1.000", "{n}", "{m}", "%s", "<b>",
    "</b>", "<i>", "https://a.example/b", "https://a.example/c", "`", "[", "(", "&amp;", "{{ v }}", "[^1]",
    "5%", "``c``",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).flatmap(
    lambda pieces: st.sampled_from(["", " "]).map(lambda between: between.join(pieces))
)


def moved(old: str, target: str, new: str) -> str | None:
    return transfer(Match(Unit(old, target, "nl"), 90), new)


@pytest.mark.parametrize(
    ("old", "target", "new", "expected"),
    [
        (
            "See [the guide][2] for `bar` in 2023",
            "Zie [de gids][2] voor `bar` in 2023",
            "See [the guide][1] for `foo` in 2024",
            "Zie [de gids][1] voor `foo` in 2024",
        ),
        ("Use [a][1] or [b][2]", "[b][2] of [a][1]", "Use [a][2] or [b][1]", "[b][1] of [a][2]"),
        ("Page 3 of 10", "Pagina 3 van 10", "Page 4 of 10", "Pagina 4 van 10"),
        ("Press <b>x</b>", "Druk op <b>x</b>", "Press <i>x</i>", "Druk op <i>x</i>"),
        ("Hi {name}, see https://a.b/c.", "{name}: https://a.b/c.", "Hi {you}, see https://d.e/f.", "{you}: https://d.e/f."),
        ("Costs 5%", "Kost 5%", "It costs 6%", "Kost 6%"),
        ("``a ` b`` is code", "``a ` b`` is code", "`c` is code", "`c` is code"),
        ("In version 1.2, x", "In versie 1.2, x", "In version 1.3, y", "In versie 1.3, x"),
        ("Look", "Kijk", "Look there", "Kijk"),
    ],
)  # fmt: skip
def test_codes_and_numbers_of_the_new_text_take_the_places_of_the_old(
    old: str, target: str, new: str, expected: str
) -> None:
    assert expected == moved(old, target, new)


@pytest.mark.parametrize(
    ("old", "target", "new"),
    [
        ("1,000 people", "1.000 mensen", "2,000 people"),
        ("Page 3", "Pagina drie", "Page 4"),
        ("Page 3", "Pagina 3 (van 3)", "Page 4"),
        ("Use `a`", "Gebruik `a`", "Use `a` and `b`"),
        ("3 of 3", "3 van 3", "3 of 4"),
        ("Some {b}", "Wat {b}en", "Some $a"),
        ("In 2023 we had 5", "In 2023 hadden we 5", "We had 6 in 2024"),
        ("Use `a` for `b`", "`a` voor `b`", "Take `c` with `d`"),
    ],
)
def test_what_is_not_sure_is_not_done(old: str, target: str, new: str) -> None:
    assert moved(old, target, new) is None


@given(texts, texts)
def test_between_equal_sources_the_translation_stays_as_it_is(source: str, target: str) -> None:
    assert target == moved(source, target, source)


@given(texts, texts, texts)
def test_no_code_or_number_is_invented_or_lost(old: str, target: str, new: str) -> None:
    text = moved(old, target, new)
    if text is not None:
        for before, after, given in zip(values(target), values(text), values(new), strict=True):
            assert set(after) <= set(before) | set(given)
            assert before.total() == after.total()


@given(texts, texts, texts)
def test_only_codes_and_numbers_change(old: str, target: str, new: str) -> None:
    text = moved(old, target, new)
    if text is not None:
        assert bare(target) == bare(text)


@given(texts, texts)
def test_a_text_translated_by_itself_becomes_the_new_codes(old: str, new: str) -> None:
    text = moved(old, old, new)
    if text is not None:
        assert values(new) == values(text)


def bare(text: str) -> str:
    codes, numbers = values(text)
    for value in sorted([*codes, *numbers], key=len, reverse=True):
        text = text.replace(value, "")
    return text
