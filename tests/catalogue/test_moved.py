"""Text that moved between pages: what is asked, what is offered, what fits."""

from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence

from helpers import moving
from helpers.moving import EMPTY, live

from i18n_pipeline.catalogue import po
from i18n_pipeline.catalogue.merging.merge import NEAR, merge
from i18n_pipeline.catalogue.merging.moves import Move, best, gone, held, move, spellings
from i18n_pipeline.model import Catalogue, Message, State


def catalogue(*messages: Message) -> Catalogue:
    return po.rearranged(EMPTY, messages)


def translated(*msgids: str) -> Catalogue:
    return catalogue(*(Message(msgid, f"NL {msgid}") for msgid in msgids))


def updated(
    old: Mapping[str, Catalogue], pages: Mapping[str, Sequence[str]], near: float = NEAR
) -> dict[str, list[Message]]:
    """The live messages of all pages after an update."""
    return {name: live(catalogue) for name, catalogue in moving.updated(old, pages, near).items()}


# --- the same text ---------------------------------------------------------------------------------


def test_a_text_that_moved_keeps_its_review_when_only_its_links_changed() -> None:
    old = {"a": catalogue(Message("See [the guide][1] &amp; more.", "Zie [de gids][1]."), Message("One", "Een"))}
    found = updated(old, {"a": ["One"], "b": ["See [the guide][2] & more."]})

    assert [(m.msgstr, m.state) for m in found["b"]] == [("Zie [de gids][2].", State.REVIEWED)]


def test_another_spelling_is_found_live_and_obsolete() -> None:
    there, past = Message("A\\_b", "live"), Message("A\\_c", "obsolete", obsolete=True)
    found = updated({"a": catalogue(there, past)}, {"a": ["A\\_b"], "b": ["A_b", "A_c"]})

    assert [(m.msgstr, m.state) for m in found["b"]] == [("live", State.REVIEWED), ("obsolete", State.REVIEWED)]


def test_links_that_cannot_follow_make_it_stale() -> None:
    old = {"a": catalogue(Message("A [b][] and [c][]", "Een [c][] en [b][]"))}
    found = updated(old, {"a": ["A [b][] and [c][]"], "b": ["A [b][1] and [c][2]"]})

    assert [(m.msgstr, m.state) for m in found["b"]] == [("Een [c][] en [b][]", State.STALE)]


def test_reviewed_goes_before_fuzzy_then_the_same_spelling_then_live() -> None:
    key = (None, "A_b")
    ranked = [
        Message("A_b", "1"),
        Message("A_b", "2", obsolete=True),
        Message("A\\_b", "3"),
        Message("A_b", "4", flags=("fuzzy",)),
    ]
    for number, first in enumerate(ranked):
        for other in ranked[number:]:
            assert best([{key: other}, {key: first}])[key] is first
            assert best([{key: first}, {key: other}])[key] is first


# --- nearly the same text --------------------------------------------------------------------------


def test_a_text_that_moved_and_changed_is_stale() -> None:
    old = {"a": translated("One", "We swim in the sea until it is dark.")}
    found = updated(old, {"a": ["One"], "b": ["We swim in the sea until it is late."]})
    (message,) = found["b"]

    assert (message.msgstr, message.state) == ("NL We swim in the sea until it is dark.", State.STALE)
    assert message.previous == "We swim in the sea until it is dark."


def test_a_text_that_stays_on_its_page_is_no_near_match_for_another() -> None:
    old = {"a": translated("We swim in the sea until it is dark.")}
    pages = {"a": ["We swim in the sea until it is dark."], "b": ["We swim in the sea until it is late."]}

    assert [m.msgstr for m in updated(old, pages)["b"]] == [""]


def test_what_served_its_own_page_does_not_serve_another() -> None:
    old = {"a": translated("We swim in the sea until it is dark.")}
    pages = {"a": ["We swim in the sea until it is cold."], "b": ["We swim in the sea until it is late."]}
    found = updated(old, pages)

    assert [m.state for m in (*found["a"], *found["b"])] == [State.STALE, State.UNTRANSLATED]


def test_a_page_that_is_gone_leaves_near_matches_even_obsolete_ones() -> None:
    dark, late = "We swim in the sea until it is dark.", "We swim in the sea until it is late."
    old = {"gone": catalogue(Message(dark, "NL", obsolete=True))}

    assert [(m.msgstr, m.state) for m in updated(old, {"b": [late]})["b"]] == [("NL", State.STALE)]
    assert [m.msgstr for m in updated(old, {"b": [late]}, near=1.0)["b"]] == [""]


def test_a_page_that_was_split_in_two_keeps_all() -> None:
    texts = [f"Sentence {word} of a long page." for word in ("alpha", "beta", "gamma", "delta")]
    changed = texts[3].replace("long", "very long")
    found = updated({"a": translated(*texts)}, {"a": texts[:2], "b": [texts[2], changed]})

    assert [m.state for m in (*found["a"], *found["b"])] == [*[State.REVIEWED] * 3, State.STALE]
    assert found["b"][1].previous == texts[3]


def test_two_pages_that_became_one_keep_all() -> None:
    one, two = "We walk to the sea in the morning.", "The train goes home at eight."
    found = updated({"a": translated(one), "b": translated(two)}, {"a": [one, two.replace("eight", "nine")]})

    assert [(m.msgstr, m.state) for m in found["a"]] == [(f"NL {one}", State.REVIEWED), (f"NL {two}", State.STALE)]


def test_a_page_that_was_renamed_and_changed_all_over_keeps_what_is_like_it() -> None:
    texts = [f"Sentence {word} of a long page." for word in ("alpha", "beta", "gamma")]
    changed = [text.replace("long", "longer") for text in texts]
    found = updated({"old": translated(*texts)}, {"new": changed})

    assert [(m.msgstr, m.previous) for m in found["new"]] == [(f"NL {text}", text) for text in texts]


# --- what is sent about ----------------------------------------------------------------------------


def test_what_is_sent_is_small_and_can_be_sent() -> None:
    read = po.read(po.write(translated("One", "Two", "Three")), "nl.po")
    found = move(read, merge(read, [Message("Three"), Message("New")]))

    assert [m.msgid for m in found.lacking] == ["New"]
    assert [(m.msgid, m.raw, m.line) for m in found.leaving] == [("One", "", 0), ("Two", "", 0)]
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own bytes


def test_a_page_that_did_not_change_has_nothing_to_send() -> None:
    old = catalogue(Message("One", "Een"), Message("Two", ""), Message("Gone", "Weg", obsolete=True))

    assert move(old, merge(old, [Message("One"), Message("Two")])) == Move()


def test_what_was_split_on_its_page_does_not_leave_it() -> None:
    old = translated("We walk to the sea. There we swim until it is dark.")
    new = merge(old, [Message("We walk to the sea."), Message("There we swim until it is dark.")])

    assert move(old, new) == Move()


def test_the_parts_of_plural_and_empty_messages_are_not_offered() -> None:
    plural = Message("%d day", plural="%d days", plurals=("dag", "dagen"))
    fuzzy, sure = Message("One", "Een?", flags=("fuzzy",)), Message("One", "Een", obsolete=True)

    assert gone([plural, Message("Two"), fuzzy, sure]) == (sure,)
    assert held([plural], spellings({plural.key})) == {}
