"""The laws of a memory, for any units."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from i18n_pipeline.catalogue.merging.normal_form import normal
from i18n_pipeline.memory.opening import IN_RAM, open_memory
from i18n_pipeline.memory.scoring import score, window
from i18n_pipeline.model import Unit

PIECES = [
    "the",
    "The",
    "guide",
    "page",
    "pages",
    " ",
    "  ",
    "\n",
    "12",
    "3",
    "`a`",
    "][1]",
    "][2]",
    "[",
    "<b>",
    "&amp;",
    "&",
]
texts = st.one_of(
    st.lists(st.sampled_from([*PIECES, "訳", "文", "é"]), min_size=1, max_size=12).map(" ".join),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20),
)
units = st.builds(
    Unit,
    source=texts,
    target=texts,
    locale=st.sampled_from(["nl", "de"]),
    source_locale=st.sampled_from(["en", "fr"]),
    context=st.sampled_from([None, "", "menu"]),
    origin=st.sampled_from(["", "a.po", "b.po"]),
    notes=st.lists(st.sampled_from(["", "a", "b"]), max_size=2).map(tuple),
    changed=st.sampled_from(["", "2026-01-01", "2026-11-22"]),
)


@given(st.lists(units, max_size=8))
def test_every_unit_is_found_by_its_own_source(added: list[Unit]) -> None:
    with open_memory(IN_RAM) as memory:
        memory.add(added)
        for unit in added:
            found = memory.exact(unit.source, unit.locale, unit.source_locale, unit.context)
            assert {100} == {match.score for match in found}
            assert (unit.target, unit.context) in {(match.unit.target, match.unit.context) for match in found}


@given(st.lists(units, max_size=8))
def test_adding_twice_changes_nothing_and_the_order_of_adding_makes_no_difference(added: list[Unit]) -> None:
    with open_memory(IN_RAM) as memory, open_memory(IN_RAM) as other:
        memory.add(added)
        once = list(memory.units())
        assert memory.add(added) == 0
        for unit in reversed(added):
            other.add([unit])

        assert once == list(memory.units()) == list(other.units())
        assert memory.add(other.units()) == 0


@given(st.lists(texts, max_size=12), texts, st.integers(1, 100))
def test_a_small_memory_misses_nothing(sources: list[str], asked: str, least: int) -> None:
    text = normal(asked)
    every = [score(text, normal(source), fuzz.ratio(text, normal(source))) for source in sources]
    with open_memory(IN_RAM) as memory:
        memory.add([Unit(source, "x", "nl") for source in sources])
        found = [match.score for match in memory.near(asked, "nl", least=least, limit=1)]

    assert [best for best in sorted(every, reverse=True)[:1] if best >= least] == found


@given(texts, texts)
def test_only_texts_equal_in_normal_form_score_100(one: str, other: str) -> None:
    same = normal(one) == normal(other)

    assert same == (score(normal(one), normal(other), fuzz.ratio(normal(one), normal(other))) == 100)


@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20), st.integers(1, 100))
def test_texts_of_too_different_lengths_cannot_be_alike(one: str, other: str, least: int) -> None:
    low, high = window(len(one), least)

    assert low <= len(other) <= high or fuzz.ratio(one, other) < least
