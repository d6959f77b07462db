"""What a word diff promises."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from i18n_pipeline.catalogue.word_diff import DiffPiece, marked, pieces, units

WORDS = st.sampled_from(
    ["the", "a", "cat", "**cat**", "[x][1]", "it's", " ", "  ", "\n", ".", "文", "書", "きれい", "हिन्दी", ""]
)
TEXTS = st.lists(WORDS | st.text(max_size=3), max_size=12).map("".join)


@given(TEXTS, TEXTS)
@example("", "")
def test_both_texts_can_be_read_back(old: str, new: str) -> None:
    found = pieces(old, new)

    assert old == "".join(piece.text for piece in found if piece.kind != "new")
    assert new == "".join(piece.text for piece in found if piece.kind != "gone")
    assert all(piece.text for piece in found)


@given(TEXTS)
def test_equal_texts_are_the_same_throughout(text: str) -> None:
    assert all(piece.kind == "same" for piece in pieces(text, text))


@given(TEXTS, TEXTS)
def test_a_change_is_one_gone_and_one_new_piece_at_most(old: str, new: str) -> None:
    kinds = [piece.kind for piece in pieces(old, new)]

    assert all(
        pair not in {("same", "same"), ("gone", "gone"), ("new", "new"), ("new", "gone")} for pair in pairwise(kinds)
    )


@given(TEXTS)
def test_units_joined_are_the_text(text: str) -> None:
    assert text == "".join(units(text))


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Save it.", "Save it!", "Save it[-.-]{+!+}"),
        (
            "Open it and save it.",
            "Open it and press **Ctrl+S** to save it.",
            "Open it and {+press **Ctrl+S** to +}save it.",
        ),
        ("once a week", "twice a week", "[-once-]{+twice+} a week"),
        ("one two three", "four five three", "[-one two-]{+four five+} three"),
        ("これは文章です。", "これは文書です。", "これは文[-章-]{+書+}です。"),
        ("हिन्दी में लिखो", "हिन्दी में पढ़ो", "हिन्दी में [-लिखो-]{+पढ़ो+}"),
        ("don't stop", "don't go", "don't [-stop-]{+go+}"),
        ("", "new", "{+new+}"),
        ("gone", "", "[-gone-]"),
    ],
)
def test_words_are_the_unit_and_characters_where_there_are_no_words(old: str, new: str, shown: str) -> None:
    assert shown == marked(pieces(old, new))


def test_a_very_long_text_is_compared_by_its_ends_alone() -> None:
    chance = random.Random(5)
    old, new = (" ".join(chance.choices("abcdefgh", k=20_000)) for _ in range(2))

    found = pieces(f"begin {old} end", f"begin {new} end")

    assert [piece.kind for piece in found] == ["same", "gone", "new", "same"]
    assert found[0].text.startswith("begin ")
    assert found[-1].text.endswith(" end")


def test_a_long_paragraph_is_compared_word_by_word() -> None:
    old = [f"word{number}" for number in range(2000)]
    new = [*old[:1000], "inserted", *old[1000:]]

    assert DiffPiece("new", "inserted ") in pieces(" ".join(old), " ".join(new))
