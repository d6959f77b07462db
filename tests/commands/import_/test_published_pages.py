"""A published translation taken for messages: what is kept, what is put right, and where each fault is said to be."""

from __future__ import annotations

import pytest
from helpers.assembling import KEEP, PIN, assembled
from helpers.cases import Case, cases
from helpers.corpus import guide
from helpers.pages import EVERY
from helpers.pseudo import accented
from helpers.published import SOURCE, TRANSLATION, findings, said, texts

from i18n_pipeline.model import State

PAGE = """\
---
title: Why we protest
---

# Why we protest

We ask our [government](/government) for a pause in 2023.

- Write a letter to `us@example.org`
- Join us in London

The costs are 300 euros. See [the plan](https://example.org/plan).
"""
DUTCH = """\
---
title: Waarom we protesteren
---

# Waarom we protesteren {#why-we-protest}

We vragen onze [regering](/nl/government) om een pauze in 2023.

- Schrijf een brief naar `us@example.org`
- Doe mee in London

De kosten zijn 300 euro. Zie [het plan](https://example.org/plan).
"""
ASK = "We ask our [government][1] for a pause in 2023."
COSTS = "The costs are 300 euros. See [the plan][1]."
LETTER = "Write a letter to `us@example.org`"


def edited(old: str, new: str) -> str:
    """The translation with one thing changed."""
    assert DUTCH.count(old) == 1
    return DUTCH.replace(old, new)


def test_a_faultless_translation_fills_every_message_and_nothing_is_found() -> None:
    taken = said(PAGE, DUTCH)

    assert texts(taken) == {
        "Why we protest": "Waarom we protesteren",
        ASK: "We vragen onze [regering][1] om een pauze in 2023.",
        LETTER: "Schrijf een brief naar `us@example.org`",
        "Join us in London": "Doe mee in London",
        COSTS: "De kosten zijn 300 euro. Zie [het plan][1].",
    }
    assert {message.state for message in taken.messages} == {State.REVIEWED}
    assert (taken.aligned, taken.merged, taken.missing, taken.extra, taken.findings) == (6, 0, 0, 0, ())


# --- links -------------------------------------------------------------------------------------------


def test_a_changed_target_is_put_back_and_the_text_stays() -> None:
    taken = said(PAGE, edited("https://example.org/plan", "https://example.nl/anders"))

    assert texts(taken)[COSTS] == "De kosten zijn 300 euro. Zie [het plan][1]."
    [(file, line, text)] = findings(taken, "link")
    assert (file, line) == (TRANSLATION, 12)
    assert "https://example.org/plan" in text
    assert "https://example.nl/anders" in text


def test_a_lost_link_is_accepted_by_name_and_told() -> None:
    taken = said(PAGE, edited("[het plan](https://example.org/plan)", "het plan"))

    [message] = [message for message in taken.messages if message.msgid == COSTS]
    assert message.msgstr == "De kosten zijn 300 euro. Zie het plan."
    assert message.notes == ("i18n-pipeline: ignore=md-link-target",)
    [(file, line, text)] = findings(taken, "md-link-target")
    assert (file, line) == (SOURCE, 12)
    assert "https://example.org/plan" in text


def test_an_added_link_becomes_its_text() -> None:
    taken = said(PAGE, edited("300 euro", "[300 euro](https://example.nl/geld)"))

    assert texts(taken)[COSTS] == "De kosten zijn 300 euro. Zie [het plan][1]."
    [(file, line, text)] = findings(taken, "link")
    assert (file, line) == (TRANSLATION, 12)
    assert "https://example.nl/geld" in text


def test_links_in_another_order_keep_their_targets() -> None:
    page = "Both [one](/one) and [two](/two) count.\n"
    taken = said(page, "Zowel [twee](/two) als [één](/one) telt.\n")

    assert texts(taken) == {"Both [one][1] and [two][2] count.": "Zowel [twee][2] als [één][1] telt."}
    assert taken.findings == ()


def test_an_image_that_was_added_goes_with_its_text() -> None:
    taken = said(PAGE, edited("300 euro.", "300 euro ![munten](/geld.png)."))

    assert "munten" not in texts(taken)[COSTS]
    assert findings(taken, "link")


# --- markup ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "target", "msgstr"),
    [
        ("Write to `us@example.org` now", "Schrijf nu naar `ons@example.nl`", "Schrijf nu naar `us@example.org`"),
        ("Press <kbd>Enter</kbd> there", "Druk <b>Enter</b> daar", "Druk <kbd>Enter</kbd> daar"),
        ("Press Enter on the keyboard", "Druk `Enter` op het bord", "Druk Enter op het bord"),
        ("A fact[^1] is known\n\n[^1]: x", "Een feit[^2] is bekend\n\n[^2]: x", "Een feit[^1] is bekend"),
    ],
)
def test_changed_markup_is_put_right_and_told(source: str, target: str, msgstr: str) -> None:
    taken = said(f"{source}\n", f"{target}\n")

    assert msgstr in texts(taken).values()
    assert any(SOURCE in found.file and found.line == 1 for found in taken.findings)


def test_what_cannot_be_put_right_stays_english_until_somebody_looks_and_no_word_is_lost() -> None:
    source = "One <b>bold</b> word\n"
    taken = said(source, "Een <b>vet woord\n")

    [message] = taken.messages
    assert "vet woord" in message.msgstr
    assert taken.findings


# --- heading ids -------------------------------------------------------------------------------------


def test_a_heading_that_answers_to_another_id_is_told_where_it_stands() -> None:
    taken = said("# One\n\n## Contact\n", "# Een {#one}\n\n## Contact {#contact-2}\n", PIN)

    assert findings(taken, "id") == [
        (TRANSLATION, 3, "the heading answers to #contact-2, not #contact: Contact"),
    ]


def test_a_heading_that_answers_to_the_id_of_its_source_is_not_told() -> None:
    taken = said("# One\n\n## Two {#deux}\n", "# Een {#one}\n\n## Twee {#deux}\n", PIN)

    assert findings(taken, "id") == []


# --- what is on the page besides ---------------------------------------------------------------------


def test_a_comment_that_leaked_in_is_told_where_it_stands() -> None:
    taken = said(PAGE, edited("We vragen onze", "<!-- vertaal dit -->\n\nWe vragen onze"))

    assert findings(taken, "comment") == [
        (TRANSLATION, 7, "a comment that the source does not have: <!-- vertaal dit -->"),
    ]
    assert len(texts(taken)) == 5


def test_a_comment_that_was_translated_is_no_fault() -> None:
    source, target = "One\n\n<!-- a note -->\n\nTwo\n", "Een\n\n<!-- een notitie -->\n\nTwee\n"

    assert said(source, target).findings == ()


def test_a_comment_inside_a_text_is_told() -> None:
    taken = said("One word\n", "Eén woord <!-- of twee -->\n")

    assert findings(taken, "comment")


def test_code_that_was_translated_is_told_for_its_words_would_be_lost() -> None:
    source = "Here is a story:\n\n    _I am no activist_\n\nThat was it.\n"
    target = "Hier is een verhaal:\n\n    _Ik ben geen activist_\n\nDat was het.\n"

    assert [found for found in said(source, target).findings if found.line == 3]


# --- texts -------------------------------------------------------------------------------------------


def test_prose_that_was_left_in_english_is_told_and_not_taken() -> None:
    taken = said(PAGE, edited("Doe mee in London", "Join us in London and stay with us for long"))
    assert findings(taken, "english") == []

    page = PAGE.replace("Join us in London", "Join us in London and stay with us for long")
    taken = said(page, edited("Doe mee in London", "Join us in London and stay with us for long"))
    assert "Join us in London and stay with us for long" not in texts(taken)
    assert [(file, line) for file, line, _ in findings(taken, "english")] == [(SOURCE, 10)]


@pytest.mark.parametrize(
    "name", ["PauseAI", "Sam Altman (OpenAI)", "Massachusetts Institute of Technology", "Join now"]
)
def test_a_name_that_is_the_same_in_both_languages_is_a_translation(name: str) -> None:
    taken = said(f"One\n\n{name}\n", f"Een\n\n{name}\n")

    assert texts(taken)[name] == name
    assert taken.findings == ()


def test_of_several_ways_in_which_a_text_was_translated_the_commonest_counts_and_the_others_are_told() -> None:
    page = "# Us\n\nOne [a](/a)\n\n# Us\n\nTwo [b](/b)\n\n# Us\n\nThree [c](/c)\n\n# Us\n"
    target = "# Ons\n\nEen [a](/a)\n\n# Wij\n\nTwee [b](/b)\n\n# Wij\n\nDrie [c](/c)\n\n# Over ons\n"
    taken = said(page, target)

    assert texts(taken)["Us"] == "Wij"
    found = findings(taken, "twice")
    assert [line for _, line, _ in found] == [1, 13]
    assert "Ons" in found[0][2]
    assert "Over ons" in found[1][2]


def test_a_text_that_is_missing_is_listed_with_its_line() -> None:
    taken = said(PAGE, edited("- Schrijf een brief naar `us@example.org`\n", ""))

    [(file, line, text)] = findings(taken, "missing")
    assert (file, line) == (SOURCE, 9)
    assert LETTER in text
    assert (taken.missing, taken.extra) == (1, 0)


def test_a_text_that_is_extra_is_listed_with_its_line() -> None:
    taken = said(PAGE, DUTCH + "\n# Nieuws {#news}\n\nDit stond er niet.\n")

    assert [(file, line) for file, line, _ in findings(taken, "extra")] == [(TRANSLATION, 14), (TRANSLATION, 16)]
    assert "Dit stond er niet." in findings(taken, "extra")[1][2]
    assert (taken.missing, taken.extra) == (0, 2)


def test_a_text_in_whose_place_quite_another_stands_is_not_taken_for_its_translation() -> None:
    old = "De kosten zijn 300 euro. Zie [het plan](https://example.org/plan)."
    taken = said(PAGE, edited(old, "Dit stond er niet: [een heel ander verhaal](https://example.nl/nieuws) uit 1987."))

    assert COSTS not in texts(taken)
    [(file, line, text)] = findings(taken, "missing")
    assert (file, line) == (SOURCE, 12)
    assert "perhaps line 12, “Dit stond er niet: " in text
    assert findings(taken, "extra") == []
    assert [one.line for one in taken.left] == [12]


def test_two_texts_that_were_merged_are_shared_out_as_stale_with_every_word() -> None:
    source = "The first sentence is about [letters](/letters).\n\nThe second sentence speaks of [money](/money).\n"
    target = "De eerste zin gaat over [brieven](/letters). De tweede zin spreekt over [geld](/money).\n"
    taken = said(source, target)

    assert [(message.state, message.msgstr) for message in taken.messages] == [
        (State.STALE, "De eerste zin gaat over [brieven][1]."),
        (State.STALE, "De tweede zin spreekt over [geld][1]."),
    ]
    assert [(file, line) for file, line, _ in findings(taken, "merged")] == [(TRANSLATION, 1)]
    assert (taken.aligned, taken.merged, taken.missing, taken.extra) == (0, 2, 0, 0)


def test_a_text_that_was_split_in_two_is_put_together() -> None:
    source = "The first sentence is about [letters](/letters). The second sentence speaks of [money](/money).\n"
    target = "De eerste zin gaat over [brieven](/letters).\n\nDe tweede zin spreekt over [geld](/money).\n"
    taken = said(source, target)

    [message] = taken.messages
    assert message.msgstr == "De eerste zin gaat over [brieven][1]. De tweede zin spreekt over [geld][2]."
    assert findings(taken, "merged")


def test_a_context_is_kept_apart() -> None:
    source = "<!-- i18n:context month -->\nMay\n\n# Of a person\n\nMay\n"
    taken = said(source, "<!-- i18n:context month -->\nmei\n\n# Van een persoon\n\nmag\n")

    assert {(m.msgctxt, m.msgid): m.msgstr for m in taken.messages}["month", "May"] == "mei"
    assert {(m.msgctxt, m.msgid): m.msgstr for m in taken.messages}[None, "May"] == "mag"


# --- pages of every kind -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", EVERY)
def test_a_page_published_as_it_is_changes_nothing_and_breaks_nothing(name: str) -> None:
    taken = said(EVERY[name], EVERY[name])

    assert {message.msgid for message in taken.messages if message.msgstr not in {"", message.msgid}} == set()
    assert {found.check for found in taken.findings} <= {"english", "copy"}
    assert (taken.missing, taken.extra) == (0, 0)


CASES = [case for case in cases() if "nl" in case.sections and "pin" not in case.sections]
KNOWN: dict[str, bytes | str] = {**EVERY, **{page.name: page.data for page in guide()}}


@pytest.mark.parametrize("name", KNOWN)
def test_what_was_assembled_is_taken_back_word_for_word(name: str) -> None:
    localised = assembled(KNOWN[name], accented, KEEP).data
    taken = said(KNOWN[name], localised, KEEP)

    assert texts(taken) == {message.msgid: accented(message.msgid) for message in taken.messages}
    assert {found.check for found in taken.findings} <= {"id"}


def test_a_page_whose_ids_were_written_has_no_wrong_ones() -> None:
    for page in guide()[::3]:
        assert said(page.data, assembled(page.data, accented, PIN).data, PIN).findings == ()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_no_localised_page_of_any_case_stops_an_import(case: Case) -> None:
    taken = said(case.english, case.localised)

    assert len(taken.messages) <= taken.aligned + taken.english + taken.merged + taken.missing
