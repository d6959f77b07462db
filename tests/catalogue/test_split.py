"""Paragraphs that were split or joined, in cases a translator could read."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n_pipeline.catalogue import po
from i18n_pipeline.catalogue.merging.merge import NEAR, merge
from i18n_pipeline.catalogue.merging.regroup import groups
from i18n_pipeline.catalogue.merging.sentences import cut, joined, sentences
from i18n_pipeline.model import Catalogue, Message, State

ONE = "We walk to the sea in the morning."
TWO = "There we swim until it is dark."
THREE = "Then everybody goes home by train."
EEN = "We lopen in de ochtend naar zee."
TWEE = "Daar zwemmen we tot het donker is."
DRIE = "Daarna gaat iedereen met de trein naar huis."


def catalogue(*pairs: tuple[str, str]) -> Catalogue:
    return po.rearranged(po.new_catalogue("nl", "site"), [Message(msgid, msgstr) for msgid, msgstr in pairs])


def page(*msgids: str) -> list[Message]:
    return [Message(msgid, extracted=("type: paragraph",), references=("source/a.md",)) for msgid in msgids]


def live(old: Catalogue, *msgids: str, near: float = NEAR) -> list[Message]:
    return [message for message in merge(old, page(*msgids), near=near).messages if not message.obsolete]


# --- split -----------------------------------------------------------------------------------------


def test_the_parts_of_a_paragraph_get_the_parts_of_its_translation() -> None:
    one, two = live(catalogue((f"{ONE} {TWO}", f"{EEN} {TWEE}")), ONE, TWO)

    assert (one.msgstr, two.msgstr) == (EEN, TWEE)
    assert {(m.state, m.previous) for m in (one, two)} == {(State.STALE, f"{ONE} {TWO}")}


def test_a_paragraph_may_become_three_and_change_a_little() -> None:
    old = catalogue(("Before", "Voor"), (f"{ONE} {TWO} {THREE}", f"{EEN} {TWEE} {DRIE}"), ("After", "Na"))
    found = live(old, "Before", ONE, TWO.replace("dark", "night"), THREE, "After")

    assert [m.msgstr for m in found] == ["Voor", EEN, TWEE, DRIE, "Na"]
    assert [m.fuzzy for m in found] == [False, True, True, True, False]


def test_the_whole_translation_stays_obsolete_and_comes_back_with_its_paragraph() -> None:
    old = catalogue((f"{ONE} {TWO}", f"{EEN} {TWEE}"))
    apart = merge(old, page(ONE, TWO))
    (again,) = [message for message in merge(apart, page(f"{ONE} {TWO}")).messages if not message.obsolete]

    assert [(m.msgid, m.obsolete) for m in apart.messages] == [(ONE, False), (TWO, False), (f"{ONE} {TWO}", True)]
    assert (again.msgstr, again.state) == (f"{EEN} {TWEE}", State.REVIEWED)


def test_a_translation_of_one_sentence_is_not_cut() -> None:
    one, two = live(catalogue((f"{ONE} {TWO}", "We lopen naar zee en zwemmen daar.")), ONE, TWO)

    assert (one.msgstr, one.state) == ("We lopen naar zee en zwemmen daar.", State.STALE)
    assert (two.msgstr, two.state) == ("", State.UNTRANSLATED)


def test_link_numbers_follow_their_links_into_the_parts() -> None:
    source = "Read [the plan][1] first. Then write to [us][2] or [them][3] soon."
    target = "Lees eerst [het plan][1]. Schrijf dan aan [hen][3] of [ons][2]."
    one, two = live(
        catalogue((source, target)), "Read [the plan][1] first.", "Then write to [us][1] or [them][2] soon."
    )

    assert (one.msgstr, two.msgstr) == ("Lees eerst [het plan][1].", "Schrijf dan aan [hen][2] of [ons][1].")


def test_notes_and_flags_go_along_into_every_part() -> None:
    before = Message(f"{ONE} {TWO}", f"{EEN} {TWEE}", notes=("mind the sea",), flags=("no-wrap",))
    old = po.rearranged(po.new_catalogue("nl", "site"), [before])

    assert {(m.notes, m.flags) for m in live(old, ONE, TWO)} == {(("mind the sea",), ("fuzzy", "no-wrap"))}


def test_a_sentence_added_beside_a_paragraph_does_not_split_it() -> None:
    one, two = live(catalogue((ONE, EEN)), ONE.replace("morning", "evening"), "Mind the waves.")

    assert (one.msgstr, two.msgstr) == (EEN, "")


def test_a_paragraph_that_only_changed_is_the_better_match() -> None:
    old = catalogue((f"{ONE} {TWO}", f"{EEN} {TWEE}"))
    whole, one, two = live(old, f"{ONE} {TWO}".replace(".", "!"), ONE, TWO.replace("dark", "very late"))

    assert [whole.msgstr, one.msgstr, two.msgstr] == [f"{EEN} {TWEE}", "", ""]


def test_parts_with_another_paragraph_between_them_are_no_split() -> None:
    old = catalogue((f"{ONE} {TWO}", f"{EEN} {TWEE}"), ("Between", "Tussen"))

    assert [m.msgstr for m in live(old, ONE, "Between", TWO)] == [f"{EEN} {TWEE}", "Tussen", ""]


def test_where_nothing_may_be_near_nothing_is_split() -> None:
    old = catalogue((f"{ONE} {TWO}", f"{EEN} {TWEE}"))

    assert [m.msgstr for m in live(old, ONE, TWO + "!", near=1.0)] == ["", ""]


# --- joined ----------------------------------------------------------------------------------------


def test_paragraphs_that_were_joined_are_one_stale_translation() -> None:
    (whole,) = live(catalogue((ONE, EEN), (TWO, TWEE)), f"{ONE} {TWO}")

    assert (whole.msgstr, whole.state, whole.previous) == (f"{EEN} {TWEE}", State.STALE, f"{ONE} {TWO}")


def test_link_numbers_follow_their_links_into_the_whole() -> None:
    old = catalogue(
        ("Read [the plan][1] first.", "Lees [het plan][1]."), ("Ask [us][1] or [them][2].", "[Hen][2] [ons][1].")
    )
    (whole,) = live(old, "Read [the plan][1] first. Ask [us][2] or [them][3].")

    assert whole.msgstr == "Lees [het plan][1]. [Hen][3] [ons][2]."
    assert (whole.previous or "").endswith("Ask [us][2] or [them][3].")


def test_what_was_stale_already_says_what_it_was_made_for() -> None:
    stale = Message(TWO, TWEE, flags=("fuzzy",), previous="There we swim.")
    old = po.rearranged(po.new_catalogue("nl", "site"), [Message(ONE, EEN, notes=("a",)), stale])
    (whole,) = live(old, f"{ONE} {TWO}")

    assert (whole.previous, whole.notes, whole.flags) == (f"{ONE} There we swim.", ("a",), ("fuzzy",))


def test_japanese_is_joined_without_a_space() -> None:
    (whole,) = live(catalogue((ONE, "朝、海へ歩きます。"), (TWO, "暗くなるまで泳ぎます。")), f"{ONE} {TWO}")

    assert whole.msgstr == "朝、海へ歩きます。暗くなるまで泳ぎます。"


def test_what_was_split_and_joined_is_written_once_and_for_all() -> None:
    old = po.read(
        po.write(catalogue((f"{ONE} {TWO}", f"{EEN} {TWEE}"), (THREE, DRIE), ("One more.", "Nog een."))), "nl.po"
    )
    template = page(ONE, TWO, f"{THREE} One more.")
    once = po.write(merge(old, template))

    assert once == po.write(merge(po.read(once, "nl.po"), template))
    assert b"Nog een." in once


# --- the parts of it -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two? Three!", ["One. ", "Two? ", "Three!"]),
        (
            'He said "go." Then **left.** And [so.][1] On.',
            ['He said "go." ', "Then **left.** ", "And [so.][1] ", "On."],
        ),
        ("Version 1.2 of i18n.toml", ["Version 1.2 of i18n.toml"]),
        ("一つ。二つ。「三つ。」四つ", ["一つ。", "二つ。", "「三つ。」", "四つ"]),
        ("A line\\\nanother", ["A line\\\n", "another"]),
        ("", []),
    ],
)
def test_sentences_end_where_readers_see_it(text: str, expected: list[str]) -> None:
    assert expected == sentences(text)


def test_a_translation_with_other_sentences_is_cut_about_as_far_into_it() -> None:
    parts = ["One, two, three and four.", "Five."]

    assert cut("Een en twee. Drie en vier. Vijf.", parts) == ["Een en twee. Drie en vier.", "Vijf."]


@given(st.lists(st.text("ab .。!\\\n", min_size=1), min_size=1, max_size=3), st.text("ab .。!?*\\\n"))
def test_cutting_loses_no_character_but_spaces(parts: list[str], text: str) -> None:
    pieces = cut(text, parts)

    assert len(pieces) == len(parts)
    assert "".join("".join(pieces).split()) == "".join(text.split())
    assert "".join(sentences(text)) == text


def test_nothing_is_put_between_nothing_and_a_text() -> None:
    assert joined(["", "One.", "", "Two."]) == "One. Two."


@pytest.mark.parametrize("split", [True, False])
def test_groups_are_found_among_many_texts(split: bool) -> None:
    chance = random.Random(1)
    texts = [" ".join(chance.choices(["ab", "cd", "ef", "gh", "ij", "kl", "mn", "op"], k=12)) for _ in range(400)]
    wholes = {number // 2: f"{texts[number]} {texts[number + 1]}" for number in range(0, 400, 2)}
    parts = dict(enumerate(texts))
    found = groups(parts, wholes, wholes, 0.75) if split else groups(wholes, parts, parts, 0.75)

    assert {(whole, (2 * whole, 2 * whole + 1)) for whole in wholes} == {
        (group.old[0], group.new) if split else (group.new[0], group.old) for group in found
    }
