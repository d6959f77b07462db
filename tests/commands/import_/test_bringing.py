"""Translations from elsewhere in a catalogue: nothing of the old is lost, and what a person reviewed stays."""

from __future__ import annotations

from helpers.moving import EMPTY
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from i18n_pipeline.catalogue import po
from i18n_pipeline.catalogue.merging.bring import brought, drafts
from i18n_pipeline.catalogue.merging.merge import merge
from i18n_pipeline.model import Catalogue, Message, State

MSGIDS = [f"A sentence of its own about {word}" for word in ["bread", "water", "stones", "houses"]]
ENTRIES = st.builds(
    Message,
    msgid=st.sampled_from(MSGIDS),
    msgstr=st.sampled_from(["", "oud een", "oud twee", "oud drie"]),
    flags=st.sampled_from([(), ("fuzzy",), ("no-wrap",)]),
    notes=st.sampled_from([(), ("machine draft: deepl",), ("a person's note",)]),
    previous=st.sampled_from([None, "Something before"]),
    obsolete=st.booleans(),
)


def with_words(messages: list[Message]) -> Catalogue:
    """A catalogue; an obsolete message is kept for the sake of its translation."""
    kept = (replace(message, msgstr=message.msgstr or "oud") if message.obsolete else message for message in messages)
    return replace(EMPTY, messages=tuple(kept))


CATALOGUES = st.lists(ENTRIES, max_size=4, unique_by=lambda message: message.msgid).map(with_words)
BROUGHT = st.lists(
    st.builds(
        Message,
        msgid=st.sampled_from(MSGIDS),
        msgstr=st.sampled_from(["", "nieuw een", "oud een"]),
        flags=st.sampled_from([(), ("fuzzy",)]),
    ),
    max_size=4,
    unique_by=lambda message: message.msgid,
)
PAGES = st.lists(st.sampled_from(MSGIDS), max_size=4, unique=True)


def by_msgid(catalogue: Catalogue) -> dict[str, Message]:
    return {message.msgid: message for message in catalogue.messages if not message.obsolete}


def words(catalogue: Catalogue) -> set[str]:
    return {message.msgstr for message in catalogue.messages if message.msgstr}


@given(CATALOGUES, BROUGHT, PAGES)
def test_no_translation_of_a_person_is_lost(old: Catalogue, messages: list[Message], page: list[str]) -> None:
    before = {m.msgstr for m in old.messages if m.msgstr and m.state is not State.DRAFT}
    new = merge(brought(old, messages).catalogue, [Message(msgid) for msgid in page])

    assert before <= words(new)


@given(CATALOGUES, BROUGHT, PAGES)
def test_the_catalogue_that_comes_out_can_be_read_again(
    old: Catalogue, messages: list[Message], page: list[str]
) -> None:
    new = merge(brought(old, messages).catalogue, [Message(msgid) for msgid in page])

    assert po.read(po.write(new), "nl.po") == new


@given(CATALOGUES, BROUGHT)
def test_a_reviewed_message_keeps_its_translation_and_the_other_is_told(
    old: Catalogue, messages: list[Message]
) -> None:
    new = brought(old, messages)
    others = {message.msgid: message.msgstr for message in messages if message.msgstr}
    for message in by_msgid(old).values():
        if message.state in {State.REVIEWED, State.STALE}:
            assert by_msgid(new.catalogue)[message.msgid].msgstr == message.msgstr
            told = message in new.kept
            assert told == (others.get(message.msgid, message.msgstr) != message.msgstr)


@given(CATALOGUES, BROUGHT)
def test_empty_messages_and_drafts_take_what_is_brought(old: Catalogue, messages: list[Message]) -> None:
    new = by_msgid(brought(old, messages).catalogue)
    before = by_msgid(old)
    for message in messages:
        if message.msgstr and before.get(message.msgid, Message("")).state in {State.UNTRANSLATED, State.DRAFT}:
            assert new[message.msgid].msgstr == message.msgstr
            assert new[message.msgid].fuzzy == message.fuzzy
            assert not any(note.startswith("machine draft") for note in new[message.msgid].notes)


@given(CATALOGUES, BROUGHT)
def test_what_was_brought_once_is_not_brought_again(old: Catalogue, messages: list[Message]) -> None:
    once = brought(old, messages).catalogue

    assert po.write(brought(once, messages).catalogue) == po.write(once)


@given(CATALOGUES)
def test_bringing_nothing_changes_no_byte(old: Catalogue) -> None:
    assert po.write(brought(old, []).catalogue) == po.write(old)


@given(BROUGHT)
def test_drafts_say_who_made_them(messages: list[Message]) -> None:
    for message in drafts(messages, "somebody"):
        assert message.state in {State.UNTRANSLATED, State.DRAFT}
        assert any(n.startswith("machine draft: somebody (") for n in message.notes) == bool(message.msgstr)
