"""What a memory answers, in a file and in PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from msgspec.structs import replace

from i18n_pipeline.memory import searching
from i18n_pipeline.memory.match import Match
from i18n_pipeline.memory.opening import open_memory
from i18n_pipeline.memory.searching import OpenMemory
from i18n_pipeline.model import Unit

HELLO = Unit(
    "Hello, big world", "Dag, grote wereld", "nl", origin="a.po", notes=("as in song", ""), changed="2026-01-02"
)


def sources(found: list[Match]) -> list[str]:
    return [match.unit.source for match in found]


def many(number: int, seed: str = "many") -> Iterator[Unit]:
    """Texts of one length and no meaning, too many to compare them all."""
    random = Random(seed)
    words = ["".join(random.choices("abcdefghij", k=5)) for _ in range(2000)]
    for _ in range(number):
        text = " ".join(random.choices(words, k=6))
        yield Unit(text, text.upper(), "nl")


def test_what_was_added_is_there_to_the_letter(memory: OpenMemory) -> None:
    memory.add([HELLO])

    assert [match.unit for match in memory.exact(HELLO.source, "nl")] == [HELLO]
    assert list(memory.units()) == [HELLO]


def test_a_memory_keeps_what_it_has_when_it_is_closed(database: str) -> None:
    with open_memory(database) as memory:
        memory.add([HELLO])

    with open_memory(database) as memory:
        assert list(memory.units()) == [HELLO]
        assert memory.add([HELLO]) == 0


def test_adding_says_how_many_are_new_or_changed(memory: OpenMemory) -> None:
    other = replace(HELLO, target="Hallo, grote wereld")

    assert memory.add([HELLO, other, HELLO]) == 2
    assert memory.add([HELLO, other]) == 0
    assert memory.add([HELLO, replace(other, changed="2026-02-01")]) == 1


def test_of_one_unit_the_last_changed_is_kept(memory: OpenMemory) -> None:
    newer = replace(HELLO, origin="", notes=(), changed="2026-03-01")

    assert memory.add([newer, HELLO]) == 1
    assert memory.add([replace(HELLO, changed="")]) == 0
    assert [newer] == list(memory.units())


def test_several_translations_of_one_text_are_kept(memory: OpenMemory) -> None:
    units = [replace(HELLO, target=target) for target in ("A", "B", "C")]
    memory.add(units)

    assert units == list(memory.units())
    assert {"A", "B", "C"} == {match.unit.target for match in memory.exact(HELLO.source, "nl")}


def test_the_same_context_comes_first_and_then_the_same_spelling(memory: OpenMemory) -> None:
    plain = Unit("See [the guide][1]", "plain", "nl")
    menu = replace(plain, target="menu", context="menu")
    spelled = Unit("See [the guide][2]", "spelled", "nl")
    memory.add([plain, menu, spelled])

    assert [u.target for u in (menu, spelled, plain)] == [
        match.unit.target for match in memory.exact("See [the guide][2]", "nl", context="menu")
    ]
    assert plain == memory.exact("See [the guide][1]", "nl")[0].unit
    assert menu == memory.near("See [the guide][9]", "nl", context="menu")[0].unit


@pytest.mark.parametrize("source", ["See  the\nguide", "See &#116;he guide", "See the guide "])
def test_white_space_and_escapes_make_no_other_text(memory: OpenMemory, source: str) -> None:
    memory.add([Unit("See the guide", "Zie de gids", "nl")])

    assert [match.score for match in memory.exact(source, "nl")] == [100]
    assert [match.score for match in memory.near(source, "nl")] == [100]


def test_languages_do_not_mix(memory: OpenMemory) -> None:
    memory.add([HELLO, replace(HELLO, locale="de", target="Hallo"), replace(HELLO, source_locale="de", target="Hoi")])

    assert [match.unit.target for match in memory.exact(HELLO.source, "nl")] == ["Dag, grote wereld"]
    assert [match.unit.target for match in memory.near(HELLO.source, "de")] == ["Hallo"]
    assert [match.unit.target for match in memory.near(HELLO.source, "nl", "de")] == ["Hoi"]
    assert memory.near(HELLO.source, "nl-BE") == []


def test_near_matches_come_best_first_and_not_more_than_wanted(memory: OpenMemory) -> None:
    memory.add([Unit(f"Open the {word} now", word, "nl") for word in ("file", "files", "filter", "window", "tiles")])
    found = memory.near("Open the file now!", "nl", limit=3)

    assert sources(found) == ["Open the file now", "Open the files now", "Open the filter now"]
    assert sorted((match.score for match in found), reverse=True) == [match.score for match in found]


def test_no_match_scores_less_than_wanted(memory: OpenMemory) -> None:
    memory.add([HELLO])

    assert memory.near("Hello, small world", "nl", least=90) == []
    assert memory.near("Hello, small world", "nl", least=50)[0].score >= 50


def test_one_letter_in_ten_thousand_is_not_the_same(memory: OpenMemory) -> None:
    memory.add([Unit("word " * 2000 + "end", "x", "nl")])

    assert [match.score for match in memory.near("word " * 2000 + "And", "nl")] == [99]


def test_other_codes_and_numbers_cost_a_little(memory: OpenMemory) -> None:
    memory.add([Unit("Press <kbd>A</kbd> for page 1 of the book", "x", "nl")])
    letter, number, tag = (
        memory.near(f"Press <{tag}>A</kbd> for page {number} of the {word}", "nl")[0].score
        for tag, number, word in (("kbd", 1, "cook"), ("kbd", 2, "book"), ("kbx", 1, "book"))
    )

    assert letter - 1 == number == tag


def test_a_text_with_the_same_numbers_comes_before_one_that_has_a_little_more_in_common(memory: OpenMemory) -> None:
    memory.add([Unit("Page 2 of the long book here", "x", "nl"), Unit("Page 1 of the long book he", "y", "nl")])

    assert [match.score for match in memory.near("Page 1 of the long book here", "nl", limit=1)] == [96]


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ("The quick brown fox jumps over the lazy dog", "The quick red fox jumped over a lazy dog"),
        ("Completely misspelled sentences are found", "Completly mispeled sentenses are fuond"),
        ("Save as", "Save sa"),
        ("Wi-Fi", "WiFi"),
        ("翻訳メモリは以前の訳文を再利用するための仕組みです", "翻訳メモリは過去の訳文を再利用する仕組みです"),
        ("หน่วยความจำการแปลช่วยให้แปลได้เร็วขึ้น", "หน่วยความจำการแปลช่วยแปลได้เร็วขึ้น"),
        ("翻訳" * 40 + "を再利用する", "翻訳" * 40 + "を利用する"),
    ],
)
def test_a_like_text_is_found_among_many(
    memory: OpenMemory, known: str, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "_COMPARED_ALL", 0)
    memory.add([*many(300), Unit(known, "x", "nl")])

    assert known == memory.near(asked, "nl", least=60)[0].unit.source


def test_many_units_in_small_batches_are_found_as_well(memory: OpenMemory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "_BATCH", 7)
    monkeypatch.setattr(searching, "_BLOCK_BITS", 3)
    monkeypatch.setattr(searching, "_COMPARED_ALL", 0)
    units = list(dict.fromkeys(many(60)))

    assert memory.add(iter(units)) == len(units)
    assert [u.source for u in units] == [sources(memory.near(f"{u.source} more", "nl"))[0] for u in units]


def test_among_many_texts_of_the_same_words_one_is_found_by_what_is_rare_in_it(
    memory: OpenMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "_COMPARED_ALL", 0)
    monkeypatch.setattr(searching, "_VISITED", 100)
    monkeypatch.setattr(searching, "_COMPARED", 5)
    memory.add(Unit(f"The same words in {number} texts of a kind", "x", "nl") for number in range(900))

    found = memory.near("The same word in 718 texts of a kind", "nl")

    assert sources(found)[0] == "The same words in 718 texts of a kind"


def test_units_come_in_one_order_whatever_the_order_of_adding(memory: OpenMemory) -> None:
    units = [
        Unit("b", "x", "de"),
        Unit("B", "x", "nl"),
        Unit("a", "x", "nl"),
        Unit("a", "y", "nl"),
        Unit("a", "x", "nl", context=""),
        Unit("a", "x", "nl", context="menu"),
        Unit("é", "x", "nl"),
        Unit("\U0001f600", "x", "nl"),
    ]
    memory.add(reversed(units))

    assert units == list(memory.units())
    assert units[1:] == list(memory.units("nl"))
    assert units[:1] == list(memory.units("de"))


def test_adding_is_all_or_nothing(memory: OpenMemory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "_BATCH", 2)

    def broken() -> Iterator[Unit]:
        yield from many(5)
        raise RuntimeError("torn")

    memory.add([HELLO])
    with pytest.raises(RuntimeError, match="torn"):
        memory.add(broken())

    assert list(memory.units()) == [HELLO]
    assert memory.add(many(5)) == 5


def test_two_who_have_one_memory_open_see_each_others_units(database: str) -> None:
    with open_memory(database) as one, open_memory(database) as other:
        one.add([HELLO])
        assert other.add([HELLO, *many(3)]) == 3

        assert list(one.units()) == list(other.units())
        assert one.exact(next(many(1)).source, "nl")


def test_nothing_is_found_for_texts_without_words(memory: OpenMemory) -> None:
    memory.add([HELLO, Unit("→", "→", "nl")])

    assert memory.near("", "nl") == []
    assert sources(memory.near("→", "nl")) == ["→"]
