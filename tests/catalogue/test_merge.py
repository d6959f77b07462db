"""Merging, tier by tier, in cases a translator could read."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from i18n_pipeline.catalogue import po
from i18n_pipeline.catalogue.merging.merge import merge, wanted
from i18n_pipeline.catalogue.merging.near import PlacedText, pairs
from i18n_pipeline.model import Catalogue, Message, State

HEADER = 'msgid ""\nmsgstr "Language: nl\\n"\n'


def catalogue(*entries: str) -> Catalogue:
    return po.read("\n".join([HEADER, *(f"{entry}\n" for entry in entries)]).encode(), "nl.po")


def page(*msgids: str) -> list[Message]:
    return [Message(msgid, extracted=("type: paragraph",), references=("source/a.md",)) for msgid in msgids]


def merged(old: Catalogue, template: list[Message], **options: object) -> list[Message]:
    return list(merge(old, template, **options).messages)  # type: ignore[arg-type]


def entry(msgid: str, msgstr: str, comments: str = "") -> str:
    return f'{comments}msgid "{msgid}"\nmsgstr "{msgstr}"'


# --- 1: the same key -------------------------------------------------------------------------------


def test_a_kept_entry_changes_no_more_than_its_comments() -> None:
    old = catalogue(entry("One", "Een", "# note\n#. gone\n#: b.md\n#, fuzzy, own\n"))
    expected = '# note\n#. type: paragraph\n#: source/a.md\n#, fuzzy, own\nmsgid "One"\nmsgstr "Een"\n'

    assert HEADER + "\n" + expected == po.write(merge(old, page("One"))).decode()


def test_an_obsolete_entry_is_revived_with_its_state() -> None:
    old = catalogue(entry("Two", "Twee"), '#, fuzzy\n#~ msgid "One"\n#~ msgstr "Een"')
    one, two = merged(old, page("One", "Two"))

    assert (one.msgstr, one.state) == ("Een", State.STALE)
    assert (two.msgstr, two.state) == ("Twee", State.REVIEWED)


def test_an_obsolete_translation_fills_an_empty_live_entry() -> None:
    old = catalogue(entry("One", ""), '#~ msgid "One"\n#~ msgstr "Een"')
    (one,) = merged(old, page("One"))

    assert (one.msgstr, one.obsolete) == ("Een", False)


# --- 2: the same text ------------------------------------------------------------------------------


def test_a_translation_of_an_older_tool_is_carried_still_reviewed() -> None:
    old = catalogue(entry("See [the\\nguide][g] &amp; more.", "Zie [de gids][g] en meer.", "# checked\n"))
    (message,) = merged(old, page("See [the guide][1] & more."))

    assert (message.msgstr, message.state) == ("Zie [de gids][1] en meer.", State.REVIEWED)
    assert message.notes == ("checked",)


def test_two_spellings_of_one_text_share_its_translation() -> None:
    old = catalogue(entry("A [b](c)", "Een [b](c)"))
    once = merge(old, page("A [b][1]", "A [b][2]"))

    assert [m.msgstr for m in once.messages] == ["Een [b](c)", "Een [b](c)"]
    assert po.write(once) == po.write(merge(po.read(po.write(once), "nl.po"), page("A [b][1]", "A [b][2]")))


def test_a_vanished_link_makes_a_translation_stale() -> None:
    old = catalogue(entry("See [the whole guide][1] first.", "Zie [de hele gids][1] eerst."))
    (message,) = merged(old, page("See the whole guide first."))

    assert message.state == State.STALE


def test_links_that_cannot_follow_make_a_translation_stale() -> None:
    old = catalogue(entry("A [b][] and [c][]", "Een [c][] en [b][]"))
    (message,) = merged(old, page("A [b][1] and [c][2]"))

    assert message.state == State.STALE


@pytest.mark.parametrize(("before", "after"), [(None, "menu"), ("menu", None), ("menu", "title")])
def test_a_context_that_changes_keeps_the_translation(before: str | None, after: str | None) -> None:
    context = f'msgctxt "{before}"\n' if before else ""
    old = catalogue(entry("Open", "Open!", context))
    (message,) = merged(old, [Message("Open", msgctxt=after)])

    assert ("Open!", State.REVIEWED, after) == (message.msgstr, message.state, message.msgctxt)


@pytest.mark.parametrize(("before", "after"), [(None, "menu"), ("menu", None), ("menu", "title")])
def test_a_context_and_links_that_change_together_keep_the_translation(before: str | None, after: str | None) -> None:
    context = f'msgctxt "{before}"\n' if before else ""
    old = catalogue(entry("Open [it][1] &amp; look", "Open [het][1]", context))
    (message,) = merged(old, [Message("Open [it][2] & look", msgctxt=after)])

    assert (message.msgstr, message.state, message.msgctxt) == ("Open [het][2]", State.REVIEWED, after)


def test_the_same_spelling_goes_before_another_when_a_context_changes() -> None:
    old = catalogue(entry("A\\\\_b", "anders", 'msgctxt "x"\n'), entry("A_b", "gelijk", 'msgctxt "y"\n'))
    (message, left) = merged(old, [Message("A_b", msgctxt="z")])

    assert (message.msgstr, left.msgstr) == ("gelijk", "anders")


@pytest.mark.parametrize("kind", ["heading 3", "paragraph", "table cell", "front matter: title"])
def test_what_kind_of_place_it_is_does_not_matter(kind: str) -> None:
    old = catalogue(entry("What we do", "Wat we doen", "#. type: heading 2\n#: source/a.md\n"))
    (message,) = merged(old, [Message("What we do", extracted=(f"type: {kind}",))])

    assert (message.msgstr, message.state, message.extracted) == ("Wat we doen", State.REVIEWED, (f"type: {kind}",))


def test_a_context_in_use_is_not_taken_from_its_message() -> None:
    old = catalogue(entry("Open", "Open!"))
    plain, menu = merged(old, [Message("Open"), Message("Open", msgctxt="menu")])

    assert (plain.msgstr, menu.msgstr) == ("Open!", "")


# --- 3: elsewhere ----------------------------------------------------------------------------------


def test_a_text_that_moved_here_brings_its_state_and_notes() -> None:
    there = Message("One", "Een", flags=("fuzzy",), notes=("machine draft: x",), obsolete=True, line=3)
    (message,) = merged(catalogue(), page("One"), elsewhere={there.key: there})

    assert (message.msgstr, message.state, message.references) == ("Een", State.DRAFT, ("source/a.md",))


def test_elsewhere_goes_before_a_near_match_but_not_before_the_page_itself() -> None:
    old = catalogue(entry("One long text here", "Een lange tekst hier"), entry("Two", "Twee"))
    there = {(None, text): Message(text, "Elders") for text in ("One long text there", "Two")}
    one, two, left = merged(old, page("One long text there", "Two"), elsewhere=there)

    assert (one.msgstr, two.msgstr) == ("Elders", "Twee")
    assert (left.msgid, left.obsolete) == ("One long text here", True)


def test_wanted_are_the_messages_the_catalogue_does_not_hold() -> None:
    old = catalogue(entry("One", ""), entry("A [b](c)", "Een [b](c)"), '#~ msgid "Two"\n#~ msgstr "Twee"')

    assert wanted(old, page("One", "A [b][1]", "Two", "Three")) == {(None, "Three")}


# --- 4: nearly the same text -----------------------------------------------------------------------


def test_a_changed_text_is_stale_and_says_what_it_was() -> None:
    old = catalogue(entry("One long text here", "Een lange tekst hier", "# note\n"))
    (message,) = merged(old, page("One long text there"))

    assert (message.msgstr, message.state) == ("Een lange tekst hier", State.STALE)
    assert (message.previous, message.flags) == ("One long text here", ("fuzzy",))
    assert message.notes[0] == "note"


def test_the_text_that_was_translated_stays_the_previous_one() -> None:
    old = catalogue(entry("One long text here", "Een", '#, fuzzy\n#| msgctxt "c"\n#| msgid "One text"\n'))
    (message,) = merged(old, page("One long text there"))

    assert (message.previous, message.previous_context, message.flags) == ("One text", "c", ("fuzzy",))


def test_other_flags_stay_on_a_stale_message() -> None:
    old = catalogue(entry("One long text here", "Een", "#, no-wrap\n"))
    (message,) = merged(old, page("One long text there"))

    assert message.flags == ("fuzzy", "no-wrap")


def test_a_text_that_came_back_is_no_longer_compared_with_itself() -> None:
    old = catalogue(entry("One long text here", "Een", '#, fuzzy\n#| msgid "One long text there"\n'))
    (message,) = merged(old, page("One long text there"))

    assert (message.previous, message.flags) == (None, ("fuzzy",))


def test_an_obsolete_near_match_stays_obsolete_too() -> None:
    old = catalogue('#~ msgid "One long text here"\n#~ msgstr "Een lange tekst hier"')
    stale, obsolete = merged(old, page("One long text there"))

    assert (stale.state, obsolete.state) == (State.STALE, State.OBSOLETE)
    assert stale.msgstr == obsolete.msgstr


def test_one_leftover_serves_one_message_the_one_most_like_it() -> None:
    old = catalogue(entry("A rather long text here", "Tekst"))
    worse, better = merged(old, page("A rather long text is there", "A rather long text there"))

    assert (worse.msgstr, better.msgstr) == ("", "Tekst")


def test_the_threshold_moves_what_counts_as_near() -> None:
    old = catalogue(entry("One long text here", "Een"))

    assert merged(old, page("One long text there"), near=1.0)[0].msgstr == ""
    assert merged(old, page("Another short text"), near=0.3)[0].msgstr == "Een"


def test_a_stale_translation_ends_as_its_new_text_does() -> None:
    old = catalogue(entry("\\nOne long text here\\n", "\\nEen\\n"))

    assert merged(old, page("One long text there"))[0].msgstr == "Een"


def test_the_same_place_decides_between_equals() -> None:
    old = catalogue(*(entry(text, text.upper()) for text in ["a", "Press the red key", "b", "Press the fed key", "c"]))
    found = {m.msgid: m.msgstr for m in merged(old, page("a", "b", "Press the led key", "c", "Press the bed key"))}

    assert found["Press the led key"] == "PRESS THE FED KEY"


def test_pairs_finds_one_changed_word_among_many_texts() -> None:
    texts = [f"sentence {number} of the long list number {number * 7}" for number in range(500)]
    new = [PlacedText(text.replace("long", "short")) for text in reversed(texts)]

    assert {number: 499 - number for number in range(500)} == pairs(new, [PlacedText(text) for text in texts], 0.7)


def test_pairs_knows_texts_without_spaces() -> None:
    old = [PlacedText(f"第{number}页的说明文字") for number in "一二三四五六七八九"]

    assert pairs([PlacedText("第七页的新说明文字")], old, 0.7) == {0: 6}


# --- 5: what is left -------------------------------------------------------------------------------


def test_leftovers_become_obsolete_if_somebody_translated_them() -> None:
    old = catalogue(entry("One", "Een", "# note\n#. type\n#: a.md\n#, fuzzy\n"), entry("Two", ""))
    expected = HEADER + '\n# note\n#, fuzzy\n#~ msgid "One"\n#~ msgstr "Een"\n'

    assert expected == po.write(merge(old, [])).decode()


def test_obsolete_entries_stay_as_they_are_after_the_live_ones() -> None:
    old = catalogue('#~ msgid "Gone"\n#~ msgstr "Weg"', entry("One", "Een"), '#~ msgid "Empty"\n#~ msgstr ""')

    assert [m.msgid for m in merged(old, page("One", "New"))] == ["One", "New", "Gone", "Empty"]


def test_no_key_is_both_live_and_obsolete_with_the_same_text() -> None:
    old = catalogue(entry("One", "Een"), '#~ msgid "One"\n#~ msgstr "Een"', '#~ msgid "Two"\n#~ msgstr ""')

    assert [(m.msgid, m.obsolete) for m in merged(old, page("One", "Two"))] == [("One", False), ("Two", False)]


def test_a_new_text_takes_nothing_of_a_template_file_but_what_it_says() -> None:
    template = po.read(b'#. type: text\n#: a.md\nmsgid ""\n"New"\nmsgstr ""\n', "a.pot").messages
    (message,) = merge(catalogue(), template).messages

    assert replace(template[0], line=0, raw="") == message
    assert (message.raw, message.line) == ("", 0)


def test_of_equal_keys_on_a_page_the_first_counts() -> None:
    assert [m.msgid for m in merged(catalogue(), page("One", "Two", "One"))] == ["One", "Two"]


def test_a_foreign_plural_message_is_kept_and_never_matched() -> None:
    plural = 'msgid "%d long text"\nmsgid_plural "%d long texts"\nmsgstr[0] "tekst"\nmsgstr[1] "teksten"'
    new, old = merged(catalogue(plural), page("%d longer text"))

    assert (new.msgstr, old.plurals, old.obsolete) == ("", ("tekst", "teksten"), True)


def test_what_becomes_obsolete_comes_after_what_was() -> None:
    old = catalogue(entry("One", "Een"), '#~ msgid "Gone"\n#~ msgstr "Weg"')

    assert [m.msgid for m in merged(old, page("New"))] == ["New", "Gone", "One"]
