"""Which passages go together: what holds for every page, and what strange pages must not do."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from helpers.pages import EVERY
from helpers.published import aligned, steps
from hypothesis import example, given
from hypothesis import strategies as st

from i18n_pipeline.markdown.aligning import align as module
from i18n_pipeline.markdown.aligning import best_path
from i18n_pipeline.markdown.aligning.align import Alignment, align
from i18n_pipeline.markdown.aligning.likeness import Likeness
from i18n_pipeline.markdown.aligning.passage import Passage

WORDS = st.sampled_from(
    ["the", "a", "pause", "risk", "of", "letter", "London", "2023", "treaty", "we", "they", "call", "mind", "PauseAI"]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)
BLOCKS = st.one_of(
    SENTENCES,
    SENTENCES.map("# {}".format),
    SENTENCES.map("- {}".format),
    SENTENCES.map("> {}".format),
    SENTENCES.map("[{}](/there)".format),
    SENTENCES.map("    {}".format),
    st.just("***"),
)
PAGES = st.lists(BLOCKS, max_size=16).map(lambda blocks: "\n\n".join([*blocks, ""]))


def pairs(source: Sequence[Passage], target: Sequence[Passage], found: Alignment) -> list[tuple[str, str]]:
    """The texts that were paired."""
    return [
        (" + ".join(source[i].text for i in pair.source), " + ".join(target[j].text for j in pair.target))
        for pair in found.pairs
    ]


def told(source: str, target: str) -> list[tuple[str, str]]:
    """The texts of two pages that were paired."""
    return pairs(steps(source), steps(target), aligned(source, target))


# --- laws --------------------------------------------------------------------------------------------


@given(PAGES)
def test_a_page_is_aligned_with_itself_in_full(page: str) -> None:
    found = aligned(page, page)

    assert (found.missing, found.extra) == ((), ())
    assert [(pair.source, pair.target) for pair in found.pairs] == [((i,), (i,)) for i in range(len(steps(page)))]


@pytest.mark.parametrize("name", EVERY)
def test_a_page_of_every_construct_is_aligned_with_itself_in_full(name: str) -> None:
    found = aligned(EVERY[name], EVERY[name])

    assert (found.missing, found.extra) == ((), ())


@example("the\n\n# the\n\n# the the\n\nthe\n\n", {2})
@example("# a\n\n# the\n\n# the the\n\n## risk\n\nwe call\n\n", {2})
@example("> letter\n\n- a the a\n\nthe a\n\n## the the\n\n## the the\n\n## a\n\nthe\n\n# 2023 the letter\n\n", {3, 5})
@given(PAGES, st.sets(st.integers(0, 15)))
def test_whatever_is_dropped_from_a_page_nothing_else_is_taken_for_it(page: str, dropped: set[int]) -> None:
    source = steps(page)
    target = [passage for place, passage in enumerate(source) if place not in dropped]

    for one, other in pairs(source, target, align(source, target, {})):
        assert one == other


@given(PAGES, PAGES)
def test_every_passage_is_in_one_pair_or_left_over_once(one: str, other: str) -> None:
    source, target = steps(one), steps(other)
    found = align(source, target, {})

    assert sorted([i for pair in found.pairs for i in pair.source] + [*found.missing]) == [*range(len(source))]
    assert sorted([j for pair in found.pairs for j in pair.target] + [*found.extra]) == [*range(len(target))]


@given(PAGES, PAGES)
def test_the_same_two_pages_are_aligned_alike_every_time(one: str, other: str) -> None:
    assert aligned(one, other) == aligned(one, other)


# --- evidence ----------------------------------------------------------------------------------------


def test_a_paragraph_that_is_missing_leaves_the_others_in_their_places() -> None:
    source = "# Why\n\nWe ask for a pause in London.\n\nThis costs 300 euros.\n\nRead [the letter](/letter).\n"
    target = "# Waarom\n\nWe vragen om een pauze in London.\n\nLees [de brief](/letter).\n"

    assert told(source, target) == [
        ("Why", "Waarom"),
        ("We ask for a pause in London.", "We vragen om een pauze in London."),
        ("Read [the letter][1].", "Lees [de brief][1]."),
    ]


def test_a_link_below_the_folder_of_the_locale_is_the_same_link() -> None:
    source = "A [first](/one) word\n\nA [second](/two) word\n\nA [third](/three) word\n"
    target = "Een [derde](/nl/three/) woord\n"

    assert told(source, target) == [("A [third][1] word", "Een [derde][1] woord")]


def test_a_text_that_was_moved_far_away_is_found_by_its_links_and_numbers() -> None:
    rest = [f"Paragraph about [thing {n}](/thing-{n}) in {1900 + n}." for n in range(8)]
    moved = "Written by [Joe](https://example.org/joe) on 12 May 1987 in Toronto."
    source = "\n\n".join([moved, *rest])
    target = "\n\n".join([*(text.replace("about", "over") for text in rest), moved.replace("Written by", "Door")])

    found = told(source, target)
    assert ("Written by [Joe][1] on 12 May 1987 in Toronto.", "Door [Joe][1] on 12 May 1987 in Toronto.") in found
    assert len(found) == 9


def test_texts_that_nothing_tells_apart_are_not_guessed_at() -> None:
    assert told("One short line.\n\nOne other line.\n\nOne third line.\n", "Een enkele regel.\n") == []


def test_a_text_with_another_link_and_other_numbers_is_no_partner_though_it_has_the_place_and_the_length() -> None:
    source = "We ask our government for a pause.\n\nA last word about [money](/money) was added.\n"
    target = "We vragen onze regering om een pauze.\n\nDe kosten zijn 300 euro voor elke persoon.\n"

    assert told(source, target) == [("We ask our government for a pause.", "We vragen onze regering om een pauze.")]


# --- strange pages -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("source", "target"), [("", ""), ("", "Een tekst\n"), ("A text\n", ""), ("\n\n", "***\n")])
def test_an_empty_page_is_aligned_with_nothing(source: str, target: str) -> None:
    found = aligned(source, target)

    assert found.pairs == ()
    assert len(found.missing) == len(steps(source))
    assert len(found.extra) == len(steps(target))


def test_the_work_grows_with_the_length_of_the_page_and_not_with_its_square(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0

    class Counting(Likeness):
        def of(self, source: Passage, target: Passage) -> float:
            nonlocal calls
            calls += 1
            return super().of(source, target)

    monkeypatch.setattr(module, "Likeness", Counting)
    monkeypatch.setattr(best_path, "BAND", band := 20)
    counted = {}
    for size in (100, 200):
        calls = 0
        page, translation = steps("A short one.\n\n" * size), steps("Een korte.\n\n" * size)
        assert len(align(page, translation, {}).pairs) == size
        counted[size] = calls

    assert counted[200] <= 200 * 3 * (2 * band + 1)
    assert counted[200] < 2.5 * counted[100]


ENGLISH = """\
# Why we protest

We ask our government to organize a summit in 2023, because the risks are real.

- Write [a letter](/letter)
- Join us in London

The costs are 300 euros.
"""
SCRIPTS = {
    "Chinese": """\
# 我们为什么抗议

我们要求政府在2023年组织一次峰会,因为风险是真实的。

- 写[一封信](/zh-Hans/letter)
- 在伦敦加入我们

费用为300欧元。
""",
    "Arabic": """\
# لماذا نحتج

نطلب من حكومتنا تنظيم قمة في عام 2023، لأن المخاطر حقيقية.

- اكتب [رسالة](/ar/letter)
- انضم إلينا في لندن

التكاليف 300 يورو.
""",
}


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_translation_in_another_script_is_aligned(script: str) -> None:
    found = aligned(ENGLISH, SCRIPTS[script])

    assert [(pair.source, pair.target) for pair in found.pairs] == [((i,), (i,)) for i in range(5)]
    assert (found.missing, found.extra) == ((), ())
