"""Two versions of a catalogue are merged entry by entry, and no text gets a translation that nobody gave it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable

import pytest
from helpers.catalogues import FIELDS, catalogue, entry, messages, told
from helpers.versions import VERSIONS, Versions
from hypothesis import given

from i18n_pipeline.catalogue import po
from i18n_pipeline.catalogue.merging import merge, three_ways
from i18n_pipeline.catalogue.merging.stale import original
from i18n_pipeline.errors import CatalogueError
from i18n_pipeline.model import Message, State

EIGHT = "The shop opens at eight on every day of the week."
NINE = "The shop opens at nine on every day of the week."
SEVEN = "The shop opens at seven on every day of the week."
ADDRESS = "Bakery\\\nMain street 8\\\nUtrecht"
MOVED = "Bakery\\\nMain street 9\\\nUtrecht"


def merged(base: bytes, ours: bytes, theirs: bytes) -> bytes:
    """The merged catalogue, which must have no conflict, and be the same in both directions but for the order."""
    there = three_ways.merged(base, ours, theirs, "x.po")
    back = three_ways.merged(base, theirs, ours, "x.po")
    assert (there.conflicts, back.conflicts) == ((), ())
    assert sorted(told(there.data)) == sorted(told(back.data))
    return there.data


# --- the three that git merges wrongly ---------------------------------------------------------------


@pytest.mark.parametrize("width", [0, 79, 40])
@pytest.mark.parametrize(("before", "after"), [(EIGHT, NINE), (ADDRESS, MOVED)], ids=["a sentence", "an address"])
def test_a_translation_of_a_text_that_the_other_side_changed_is_stale(before: str, after: str, width: int) -> None:
    base, english = (catalogue(entry(text, width=width)) for text in (before, after))
    translated = catalogue(entry(before, "acht uur", width=width))

    [found] = messages(merged(base, english, translated))
    assert (found.state, found.msgid, found.previous, found.msgstr) == (State.STALE, after, before, "acht uur")


def test_a_stale_entry_that_is_reviewed_while_its_english_changes_again_is_stale() -> None:
    base = catalogue(entry(EIGHT, "zeven", was=SEVEN))
    english = catalogue(entry(NINE, "zeven", was=SEVEN))
    reviewed = catalogue(entry(EIGHT, "acht"))

    [found] = messages(merged(base, english, reviewed))
    assert (found.state, found.msgid, found.previous, found.msgstr) == (State.STALE, NINE, EIGHT, "acht")


def test_the_same_stale_text_counts_for_the_english_that_it_was_reviewed_for() -> None:
    base = catalogue(entry(EIGHT, "zeven", was=SEVEN))
    english = catalogue(entry(NINE, "zeven", was=SEVEN))
    reviewed = catalogue(entry(EIGHT, "zeven"))

    [found] = messages(merged(base, english, reviewed))
    assert (found.state, found.previous) == (State.STALE, EIGHT)


def test_a_stale_text_whose_english_comes_back_on_the_other_side_is_reviewed_again() -> None:
    before = po.read(catalogue(entry(EIGHT, "acht")), "x.po")
    base, ours = (po.write(merge.merge(before, made)) for made in ([Message(NINE)], [Message("Hello"), Message(NINE)]))
    theirs = catalogue(entry(EIGHT), entry(NINE, "negen"))

    found = {message.msgid: message for message in messages(merged(base, ours, theirs))}
    assert (found[EIGHT].state, found[EIGHT].msgstr) == (State.REVIEWED, "acht")
    assert (found[NINE].state, found[NINE].msgstr) == (State.REVIEWED, "negen")


# --- states by rule ----------------------------------------------------------------------------------

DRAFT = "machine draft: deepl"


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        (entry("One"), entry("One", "Een"), entry("One"), ("reviewed", "Een")),
        (entry("One"), entry("One", "Een"), entry("One", "Eén", fuzzy=True), ("reviewed", "Een")),
        (entry("One"), entry("One", "Een"), entry("One", "Eén", fuzzy=True, notes=[DRAFT]), ("reviewed", "Een")),
        (entry("One"), entry("One", "A", fuzzy=True), entry("One", "B", fuzzy=True, notes=[DRAFT]), ("stale", "A")),
        (entry("One"), entry("One"), entry("One", "B", fuzzy=True, notes=[DRAFT]), ("draft", "B")),
        (entry("One", "Een"), entry("One", "Een"), entry("One", "Eén"), ("reviewed", "Eén")),
        (entry("One", "Een"), entry("One", "Een"), entry("One", "Een", fuzzy=True), ("stale", "Een")),
        (entry("One", "Een"), entry("One", "Een"), entry("One"), ("reviewed", "Een")),
        (entry("One", "A", fuzzy=True), entry("One", "A"), entry("One", "A", fuzzy=True), ("reviewed", "A")),
        (entry("One", "A", fuzzy=True), entry("One", "A"), entry("One", "B", fuzzy=True), ("reviewed", "A")),
    ],
)
def test_the_changed_side_counts_and_of_two_the_better_state(
    base: str, ours: str, theirs: str, expected: tuple[str, str]
) -> None:
    versions = (catalogue(one, entry("Two", text)) for one, text in ((base, ""), (ours, "2"), (theirs, "")))
    found = [m for m in messages(merged(*versions)) if not m.obsolete and m.msgid == "One"]

    assert [(m.state.value, m.msgstr) for m in found] == [expected]


def test_two_different_reviewed_texts_are_a_conflict_and_both_can_be_read() -> None:
    base, ours, theirs = (catalogue(entry("One", text), entry("Two", "Twee")) for text in ("", "Een", "Eén,\\\nof 1"))
    made = three_ways.merged(base, ours, theirs, "x.po")

    one, two = messages(made.data)
    assert [message.msgid for message in made.conflicts] == ["One"]
    assert made.conflicts[0].line == one.line > 0
    assert (one.state, one.msgstr) == (State.STALE, "Een")
    assert one.notes == ("i18n-pipeline: other branch: Eén,\\", "i18n-pipeline: other branch: of 1")
    assert two.state is State.REVIEWED
    assert accepted(made.data)


def test_a_choice_that_is_not_made_yet_outlasts_another_change_of_the_english() -> None:
    base, ours, theirs = (catalogue(entry(EIGHT, text)) for text in ("", "Een", "Eén"))
    undecided = three_ways.merged(base, ours, theirs, "x.po").data
    later = merged(catalogue(entry(EIGHT)), undecided, catalogue(entry(NINE)))

    assert "# i18n-pipeline: other branch: Eén\n" in later.decode()


def test_texts_that_differ_in_blanks_alone_are_no_conflict() -> None:
    base, ours, theirs = (catalogue(entry("One", text)) for text in ("", "Een  of twee", "Een of twee "))

    assert three_ways.merged(base, ours, theirs, "x.po").conflicts == ()


def test_a_reviewed_text_that_gives_way_stays_as_an_obsolete_entry() -> None:
    base = catalogue(entry(EIGHT, "b"))
    assert told(merged(base, catalogue(entry(NINE, "z")), catalogue(entry(EIGHT, "c")))) == [
        ("reviewed", NINE, "z"),
        ("obsolete", EIGHT, "c"),
    ]


def test_a_correction_of_a_text_that_left_its_page_stays_obsolete() -> None:
    gone = catalogue(entry("Other"), entry(EIGHT, "b", obsolete=True))
    assert told(
        merged(catalogue(entry("Other"), entry(EIGHT, "b")), gone, catalogue(entry("Other"), entry(EIGHT, "c")))
    ) == [
        ("untranslated", "Other", ""),
        ("obsolete", EIGHT, "c"),
    ]


def test_a_translation_that_one_side_removed_without_a_trace_stays_obsolete() -> None:
    whole, more = (
        catalogue(entry("Other"), entry(EIGHT, "b")),
        catalogue(entry("Other"), entry(EIGHT, "b"), entry("New")),
    )
    assert told(merged(whole, catalogue(entry("Other", "x")), more)) == [
        ("reviewed", "Other", "x"),
        ("untranslated", "New", ""),
        ("obsolete", EIGHT, "b"),
    ]


def test_an_obsolete_text_of_a_message_that_is_live_too_is_not_lost() -> None:
    ours = catalogue(entry(EIGHT, "draft", fuzzy=True, notes=[DRAFT]), entry(EIGHT, "b", obsolete=True))
    theirs = catalogue(entry(EIGHT), entry("New"))

    found = told(merged(catalogue(entry(EIGHT)), ours, theirs))
    assert [text for _, _, text in found] == ["draft", "", "b"]


def test_obsolete_entries_that_one_side_cleared_out_are_gone() -> None:
    base = catalogue(entry("One"), entry("Old", "Oud", obsolete=True))
    cleared, translated = catalogue(entry("One")), catalogue(entry("One", "Een"), entry("Old", "Oud", obsolete=True))

    assert told(merged(base, cleared, translated)) == [("reviewed", "One", "Een")]


# --- comments, references, order, layout -------------------------------------------------------------


def test_comments_and_references_of_both_sides_are_kept() -> None:
    base = catalogue(entry("One", notes=["kept", "dropped"]))
    ours = catalogue(entry("One", notes=["kept", "ours"], pages=["source/a.md", "source/b.md"]))
    theirs = catalogue(entry("One", "Een", notes=["kept", "dropped", "theirs"], pages=["source/c.md", "source/a.md"]))

    [found] = messages(merged(base, ours, theirs))
    assert sorted(found.notes) == ["kept", "ours", "theirs"]
    assert sorted(found.references) == ["source/a.md", "source/b.md", "source/c.md"]


def test_entries_keep_the_order_of_the_page() -> None:
    base = catalogue(*map(entry, "ABCD"))
    ours = catalogue(*map(entry, "A1BCD"))
    theirs = catalogue(*map(entry, "AB2D"))
    turned = catalogue(*map(entry, "DCBA"))

    assert [m.msgid for m in messages(merged(base, ours, theirs))] == list("A1B2D")
    assert [m.msgid for m in messages(merged(base, ours, turned))] == list("DCBA1")


def test_entries_that_nobody_touched_keep_their_bytes() -> None:
    odd = '#.  odd \n#:source/a.md:3\n#, no-wrap,fuzzy\nmsgid ""\n"Odd "\n"text"\nmsgstr  "Vreemd"'
    base = catalogue("#  a comment\n" + entry("One"), odd, entry("Three"))
    ours = catalogue("#  a comment\n" + entry("One", "Een"), odd, entry("Three"))
    theirs = catalogue("#  a comment\n" + entry("One"), odd, entry("Three", "Drie"))

    assert merged(base, ours, theirs) == catalogue("#  a comment\n" + entry("One", "Een"), odd, entry("Three", "Drie"))


def with_returns(data: bytes) -> bytes:
    return data.replace(b"\n", b"\r\n")


def with_mark(data: bytes) -> bytes:
    return b"\xef\xbb\xbf" + data


@pytest.mark.parametrize("change", [with_returns, with_mark])
def test_line_ends_and_byte_order_mark_are_those_of_the_side_that_changed_them(
    change: Callable[[bytes], bytes],
) -> None:
    texts = (("", ""), ("1", ""), ("", "2"))
    base, ours, theirs = (catalogue(entry("One", one), entry("Two", two)) for one, two in texts)
    both = catalogue(entry("One", "1"), entry("Two", "2"))

    assert three_ways.merged(change(base), change(ours), change(theirs), "x.po").data == change(both)
    assert three_ways.merged(base, ours, change(theirs), "x.po").data == change(both)
    assert three_ways.merged(b"", ours, change(ours), "x.po").data == ours


def test_a_file_that_both_sides_added_has_the_entries_of_both() -> None:
    ours, theirs = catalogue(entry("One", "Een"), entry("Two")), catalogue(entry("Two", "Twee"), entry("Three"))

    assert told(merged(b"", ours, theirs)) == [
        ("reviewed", "One", "Een"),
        ("reviewed", "Two", "Twee"),
        ("untranslated", "Three", ""),
    ]


def test_messages_of_one_page_in_a_shared_catalogue_are_entries_of_their_own() -> None:
    ours = entry("More", "Meer", pages=["source/a.md", "source/b.md"])
    own = entry("More", "Verder", context="page: b.md", pages=["source/b.md"])
    theirs = catalogue(entry("More", "Meer"), own)
    base = catalogue(entry("More", "Meer"))

    found = messages(merged(base, catalogue(ours), theirs))
    assert [(m.msgctxt, m.msgstr) for m in found] == [(None, "Meer"), ("page: b.md", "Verder")]


@pytest.mark.parametrize("damage", [b"<<<<<<< HEAD\n", b'msgid "open', b"\xff"])
def test_a_version_that_cannot_be_read_is_an_error_and_a_base_that_cannot_counts_as_none(damage: bytes) -> None:
    one, two = catalogue(entry("One", "Een")), catalogue(entry("Two", "Twee"))

    with pytest.raises(CatalogueError):
        three_ways.merged(one, two, one + damage, "x.po")
    assert [text for _, _, text in told(three_ways.merged(one + damage, one, two, "x.po").data)] == ["Een", "Twee"]


def test_a_version_that_a_program_emptied_is_an_error() -> None:
    with pytest.raises(CatalogueError):
        three_ways.merged(catalogue(entry("One")), catalogue(entry("One", "Een")), b"", "x.po")


# --- the header --------------------------------------------------------------------------------------


def dated(date: str, who: str, *more: str) -> bytes:
    return catalogue(entry("One"), fields=[f"PO-Revision-Date: {date}", f"Last-Translator: {who}", *FIELDS, *more])


def header(data: bytes) -> list[str]:
    return po.read(data, "x.po").header.msgstr.splitlines()


def test_the_later_date_counts_with_the_person_it_belongs_to() -> None:
    base, ours = dated("2026-01-01 12:00+0000", "Base"), dated("2026-03-01 01:00+0200", "Ours", "X-Ours: 1")
    theirs = dated("2026-03-01 00:00+0000", "Theirs", "X-Theirs: 1")

    assert header(merged(base, ours, theirs)) == [
        "PO-Revision-Date: 2026-03-01 00:00+0000",
        "Last-Translator: Theirs",
        *FIELDS,
        "X-Ours: 1",
        "X-Theirs: 1",
    ]


def test_a_date_that_is_none_gives_way() -> None:
    base, ours = dated("YEAR-MO-DA HO:MI+ZONE", "Base"), dated("", "Ours")

    assert (
        header(merged(base, ours, dated("2026-03-01 00:00+0000", "Theirs")))[0]
        == "PO-Revision-Date: 2026-03-01 00:00+0000"
    )


@pytest.mark.parametrize(
    "name", ["X-Own", "Content-Type", "Language", "Plural-Forms", "X-Segmentation", "PO-Revision-Date"]
)
def test_of_a_field_that_is_there_twice_the_first_counts_and_it_is_written_once(name: str) -> None:
    base, ours, theirs = (catalogue(entry("One"), fields=["MIME-Version: 1.0", *more]) for more in doubled(name))

    found = header(merged(base, ours, theirs))
    assert found == ["MIME-Version: 1.0", f"{name}: {FIRST.get(name, 'first')}", "X-Ours: 1", "X-Theirs: 1"]


FIRST = {"Content-Type": "text/plain; charset=UTF-8", "X-Segmentation": "1", "Plural-Forms": "nplurals=1; plural=0;"}
SECOND = {
    "Content-Type": "text/plain; charset=UTF-6",
    "X-Segmentation": "2",
    "PO-Revision-Date": "2026-03-01 00:00+0000",
}


def doubled(name: str) -> list[list[str]]:
    """The fields of three versions, of which ours has a field twice."""
    first, second = f"{name}: {FIRST.get(name, 'first')}", f"{name}: {SECOND.get(name, 'second')}"
    return [[first], [first, second, "X-Ours: 1"], [first, "X-Theirs: 1"]]


UTF_8, UTF_6 = "Content-Type: text/plain; charset=UTF-8", "Content-Type: text/plain; charset=UTF-6"


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        ([UTF_8], [UTF_8, UTF_6], [UTF_8, "X-More: 1"]),
        ([UTF_8], [UTF_8, "X-More: 1"], [UTF_8, UTF_6]),
        ([], [UTF_8, UTF_6], [UTF_8]),
        (["X-Own: charset=utf-8", UTF_8], [UTF_8], ["X-Own: charset=utf-8", UTF_6]),
        ([UTF_8], [], [UTF_8, "X-Own: charset=UTF-6"]),
        ([UTF_8], ["X-Own: 1"], [UTF_8, "content-type: charset=UTF-6"]),
        ([UTF_8], ["content-type: text/plain; charset=utf-8", UTF_6], [UTF_6.replace("UTF-6", "utf8"), "X-Own: 1"]),
    ],
)
def test_a_header_that_a_merge_makes_can_be_read_whatever_encodings_its_fields_name(
    base: list[str], ours: list[str], theirs: list[str]
) -> None:
    before, here, there = (catalogue(entry("One"), fields=["Language: nl", *fields]) for fields in (base, ours, theirs))

    assert header(here)
    assert header(there)
    assert header(three_ways.merged(before, here, there, "x.po").data)
    assert header(three_ways.merged(before, there, here, "x.po").data)


# --- laws --------------------------------------------------------------------------------------------


def accepted(data: bytes) -> bool:
    """Whether gettext takes a catalogue; true without gettext."""
    if not shutil.which("msgfmt"):
        return True
    return (
        subprocess.run(["msgfmt", "-c", "-o", "-", "-"], input=data, capture_output=True, check=False).returncode == 0
    )


def reviewed(data: bytes) -> set[tuple[str, str]]:
    return {(m.msgid, m.msgstr) for m in messages(data) if m.state is State.REVIEWED}


def known(data: bytes) -> set[tuple[str, str]]:
    """The pairs of a version that a person reviewed, live or obsolete, and those that its stale entries tell of."""
    found = messages(data)
    every = [*found, *filter(None, map(original, found))]
    return {(m.msgid, m.msgstr) for m in every if m.standing is State.REVIEWED}


def texts(data: bytes) -> set[str]:
    found = messages(data)
    said = {line.rpartition("other branch: ")[2] for message in found for line in message.notes}
    return said | {message.msgstr for message in found if message.msgstr}


@given(VERSIONS)
def test_no_pair_comes_about_that_neither_side_had(versions: Versions) -> None:
    data = three_ways.merged(*versions, "x.po").data

    assert reviewed(data) - known(versions.ours) - known(versions.theirs) == set()


@given(VERSIONS)
def test_no_word_of_a_person_is_lost(versions: Versions) -> None:
    data = three_ways.merged(*versions, "x.po").data
    written = {
        message.msgstr
        for side in (versions.ours, versions.theirs)
        for message in messages(side)
        if message.standing in {State.REVIEWED, State.STALE}
    }

    assert written - texts(versions.base) - texts(data) == set()


@given(VERSIONS)
def test_what_is_the_same_on_all_sides_keeps_its_bytes(versions: Versions) -> None:
    data = three_ways.merged(*versions, "x.po").data
    same = set.intersection(*({message.raw for message in messages(side)} for side in versions))

    assert same - {message.raw for message in messages(data)} == set()


@given(VERSIONS)
def test_a_side_that_did_not_change_gives_way_byte_for_byte(versions: Versions) -> None:
    base, ours, _ = versions

    assert three_ways.merged(base, ours, base, "x.po").data == three_ways.merged(base, base, ours, "x.po").data == ours


@given(VERSIONS)
def test_both_directions_give_the_same_messages(versions: Versions) -> None:
    base, ours, theirs = versions
    there, back = three_ways.merged(base, ours, theirs, "x.po"), three_ways.merged(base, theirs, ours, "x.po")

    assert reviewed(there.data) == reviewed(back.data)
    assert len(there.conflicts) == len(back.conflicts)


def test_gettext_takes_what_is_merged() -> None:
    base, ours, theirs = (
        catalogue(entry(EIGHT, a), entry("Two", b), entry("Old", c, obsolete=True))
        for a, b, c in (("", "", "x"), ("acht", "twee", "y"), ("Acht", "", "z"))
    )
    assert accepted(three_ways.merged(base, ours, theirs, "x.po").data)
