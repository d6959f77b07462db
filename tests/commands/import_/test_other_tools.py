"""Catalogues of other tools: the same text takes its translation along, whatever is not the same is reported."""

from __future__ import annotations

import io
import pickle
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from helpers.assembling import KEEP, read, segments
from helpers.corpus import guide
from helpers.pages import EVERY
from helpers.pseudo import accented
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from i18n_pipeline.catalogue import po
from i18n_pipeline.catalogue.page_template import template
from i18n_pipeline.commands.assemble.page_from_catalogue import assemble
from i18n_pipeline.commands.import_.other_tools import Adopted, Index, adopted, index, left
from i18n_pipeline.markdown.dialect import COMMONMARK
from i18n_pipeline.markdown.foreign import spelling
from i18n_pipeline.markdown.writing.link_places import kept
from i18n_pipeline.model import Catalogue, Message, Segment, State

PEERS = Path(__file__).resolve().parents[2] / "peers"
PAGE = (PEERS / "page.md").read_bytes()

MISSING = {
    "mdpo": {"Words in a block of HTML"},
    "po4a": {"How we do it"},
    "po4a_neverwrap": set(),
    "translate_toolkit": {"Words in a block of HTML"},
    "mdbook": {"Why we meet", "A page that every tool reads in its own way"},
}
"""Messages that the tool's catalogue does not hold, or holds in a form in which words are lost."""
REPORTED = {
    "mdpo": ['[^more]: The "note itself, which"'],
    "po4a": ['[plan]: /plan "How we do it" [our rules]: /rules'],
    "po4a_neverwrap": [],
    "translate_toolkit": ["plan", "plan", "our rules"],
    "mdbook": ["title: Why we meet description: A page that every tool reads in its own way weight: 3"],
}
"""Translated messages of the tool's catalogue that are no text of the page."""


def foreign(*messages: Message) -> Catalogue:
    """A catalogue as it is read from a file."""
    return Catalogue(Message(""), tuple(replace(m, line=n) for n, m in enumerate(messages, 1)))


def pairs(texts: Mapping[str, str]) -> Index:
    """The index of a catalogue with these msgids and their msgstrs."""
    return index({"nl.po": foreign(*(Message(msgid, msgstr) for msgid, msgstr in texts.items()))}, COMMONMARK)


def adopt(known: Index, page: bytes | str, reference: str = "source/page.md") -> Adopted:
    """What a page takes."""
    english = read(page)
    return adopted(known, english, template(reference, english))


def texts(known: Index, page: bytes | str) -> dict[str, str]:
    """The translations that a page takes, by msgid."""
    return {msgid: message.msgstr for (_, msgid), message in adopt(known, page).messages.items()}


def reported(known: Index, page: bytes | str) -> list[str]:
    """The msgids that a page leaves."""
    return [one.message.msgid for one in left(known, adopt(known, page).taken)]


@pytest.mark.parametrize("form", ["| `{0}` | {1} |\n", "- `{0}`: {1}\n"])
def test_a_table_or_a_list_in_one_message_whose_rows_changed_places_is_reported(form: str) -> None:
    head = "| 1 | 2 |\n| - | - |\n" if form.startswith("|") else ""
    page = head + form.format("--color", "Show the output in colours") + form.format("--dry", "Say what would be done")
    moved = head + form.format("--dry", "Zeg wat er gebeurt") + form.format("--color", "Toon kleuren")
    known = pairs({page: moved})

    assert texts(known, page) == {}
    assert reported(known, page) == [page]


# --- the catalogue of every tool -------------------------------------------------------------------


def peer(name: str) -> Index:
    path = PEERS / f"{name}.po"
    return index({path.name: po.read(path.read_bytes(), str(path))}, COMMONMARK)


@pytest.mark.parametrize("name", MISSING)
def test_every_text_that_a_tool_holds_finds_its_message(name: str) -> None:
    wanted = {message.msgid for message in template("source/page.md", read(PAGE))}

    assert MISSING[name] == wanted - texts(peer(name), PAGE).keys()


@pytest.mark.parametrize("name", REPORTED)
def test_what_is_no_text_of_the_page_is_reported(name: str) -> None:
    assert REPORTED[name] == reported(peer(name), PAGE)


@pytest.mark.parametrize("name", MISSING)
def test_the_page_accepts_every_translation_that_is_adopted(name: str) -> None:
    english, found = read(PAGE), adopt(peer(name), PAGE)
    made = assemble("page.md", english, foreign(*found.messages.values()), KEEP, kept)

    assert made.refusals == ()
    assert "Ẃħéŕé ŧó ǵó".encode() in made.data


def test_links_and_titles_that_change_places_keep_their_targets() -> None:
    found = texts(peer("mdbook"), PAGE)

    assert found["About us"] == "Áƀóúŧ úś"
    assert found["How we do it"] == "Ħóẃ ẃé đó íŧ"
    assert [text for text in found.values() if "first" in text or "ƒíŕśŧ." in text] == [
        "![Á ḿáṕ][3], [ŧħé ṕłáń][2] áńđ [ŧħé ǵúíđé][1] ƒíŕśŧ."
    ]


def test_a_page_of_translate_toolkit_is_adopted_as_the_tool_itself_writes_it() -> None:
    markdown = pytest.importorskip("translate.storage.markdown")
    sample = next(page for page in guide() if b"](" in page.data)
    file = markdown.MarkdownFile(inputfile=io.BytesIO(sample.data), callback=lambda text: text)
    sources = dict.fromkeys(unit.source for unit in file.units)
    known = pairs({source: accented(source) for source in sources if not source.startswith("---")})
    made = adopt(known, sample.data)
    body = [s for s in segments(sample.data) if s.place in {"paragraph", "heading", "cell"}]

    assert 0.95 * len({s.msgid for s in body}) <= len(made.messages)


@pytest.mark.parametrize("page", EVERY.values(), ids=EVERY)
def test_a_catalogue_of_our_own_is_adopted_whole(page: str) -> None:
    messages = [replace(m, msgstr=accented(m.msgid)) for m in template("source/page.md", read(page))]
    known = index({"nl.po": foreign(*messages)}, COMMONMARK)

    assert {m.msgid: m.msgstr for m in messages} == texts(known, page)
    assert reported(known, page) == []


# --- whole blocks ----------------------------------------------------------------------------------

BLOCKS = {
    "a list": ("- One thing\n- Another", "- Iets\n- Iets anders"),
    "an indented list": ("  - One thing\n  - Another\n", "  - Iets\n  - Iets anders\n"),
    "a table": ("| One thing | Another |\n|---|---|", "| Iets | Iets anders |\n|---|---|"),
    "a table on one line": ("| One thing | |---| | Another |", "| Iets | |---| | Iets anders |"),
    "a quote": ("> One thing\n>\n> Another", "> Iets\n>\n> Iets anders"),
    "front matter": ("title: One thing\ndescription: Another", "title: Iets\ndescription: Iets anders"),
    "fenced front matter": (
        "---\ntitle: One thing\ndescription: Another\n---",
        "---\ntitle: Iets\ndescription: Iets anders\n---",
    ),
    "HTML": ("<p>One thing</p>\n<p>Another</p>", "<p>Iets</p>\n<p>Iets anders</p>"),
    "headings": ("# One thing\n\n## Another", "# Iets\n\n## Iets anders"),
}


@pytest.mark.parametrize("block", BLOCKS)
def test_a_message_that_is_a_whole_block_is_taken_apart(block: str) -> None:
    known = pairs(dict([BLOCKS[block]]))

    assert texts(known, "One thing\n\n- Another\n") == {"One thing": "Iets", "Another": "Iets anders"}
    assert reported(known, "One thing\n\n- Another\n") == []


def test_a_block_of_which_the_translation_has_other_parts_is_reported() -> None:
    known = pairs({"- One thing\n- Another": "- Iets\n- Iets anders\n- Nog iets"})

    assert texts(known, "One thing\n") == {}
    assert reported(known, "One thing\n") == ["- One thing\n- Another"]


def test_a_block_of_which_a_part_is_on_no_page_gives_the_other_and_is_reported() -> None:
    known = pairs({"- One thing\n- Another": "- Iets\n- Iets anders"})

    assert texts(known, "One thing\n") == {"One thing": "Iets"}
    assert reported(known, "One thing\n") == ["- One thing\n- Another"]


# --- spelling --------------------------------------------------------------------------------------

SPELLINGS = {
    "marks of emphasis": ("Some *soft* word", "Some _soft_ word", "Een _zacht_ woord", "Een _zacht_ woord"),
    "escapes": (r"A snake\_case word", "A snake_case word", "Een snake_case", "Een snake_case"),
    "entities": ("This &amp; that", "This & that", "Dit & dat", "Dit & dat"),
    "line breaks": ("On one line", "On one\nline", "Op één\nregel", "Op één regel"),
    "spaces after sentences": ("A word. More.", "A word.  More.", "Woord.  Meer `a  b`.", "Woord. Meer `a  b`."),
    "a task": ("A task", "[ ] A task", "[ ] Een taak", "Een taak"),
    "an alert": ("A note", "[!NOTE] A note", "[!NOTE] Een noot", "Een noot"),
    "a heading's attributes": ("A heading", "A heading {#id}", "Een kop {#id}", "Een kop"),
    "a number that begins no list": ("1\\. Go", "1. Go", "1. Ga", "1. Ga"),
    "comments around it": (
        "Some words",
        "Some words <!-- - [x](y) -->",
        "Wat woorden <!-- - [x](y) -->",
        "Wat woorden",
    ),
    "a hard break": ("A line\\\nand more", "A line  \nand more", "Regel  \nen meer", "Regel\\\nen meer"),
    "a bare hard break": ("A line\\\nand more", "A line\nand more", "Regel\nen meer", "Regel\\\nen meer"),
    "a folded hard break": ("A line\\\nand more", "A line\\ and more", "Regel\\ en meer", "Regel\\\nen meer"),
    "a mailto link": ("Ask <me@example.org>", "Ask [me@example.org](mailto:me@example.org)", "Vraag het", "Vraag het"),
}


@pytest.mark.parametrize("what", SPELLINGS)
def test_a_text_in_another_spelling_is_the_same_text(what: str) -> None:
    english, msgid, msgstr, expected = SPELLINGS[what]

    assert texts(pairs({msgid: msgstr}), english + "\n") == {english: expected}


DIFFERENT = {
    "another word": ("Some words", "Some word"),
    "another case": ("Some words", "some words"),
    "other punctuation": ("Some words!", "Some words?"),
    "other emphasis": ("Some *words*", "Some **words**"),
    "no emphasis": ("Some *words*", "Some words"),
    "other code": ("Some `words`", "Some `word s`"),
    "a tag": ("Some <b>words</b>", "Some <i>words</i>"),
    "a link": ("Some [words](a.md) here", "Some words here"),
    "a link of other words": ("[Some](a.md) words", "Some [words](a.md)"),
}


@pytest.mark.parametrize("what", DIFFERENT)
def test_another_text_is_reported_and_never_guessed(what: str) -> None:
    english, msgid = DIFFERENT[what]

    assert texts(pairs({msgid: "Wat woorden"}), english + "\n") == {}
    assert reported(pairs({msgid: "Wat woorden"}), english + "\n") == [msgid]


PLAIN_TEXT = st.text(alphabet="ab *_`[]()<>\\&;!#{}|~1.-é", max_size=30).map(lambda text: f"Word{text}word")


@given(PLAIN_TEXT)
def test_a_plain_text_is_the_same_text_with_escapes_and_with_entities(plain: str) -> None:
    escaped = re.sub(r"[!-/:-@\[-`{-~]", r"\\\g<0>", plain)
    entities = re.sub(r"[!-/:-@\[-`{-~]", lambda sign: f"&#{ord(sign[0])};", plain)
    ours = Segment(0, 0, "paragraph", "paragraph", escaped)
    wanted = spelling.wanted(ours, "", COMMONMARK)

    assert wanted is not None
    assert spelling.words(escaped) == spelling.words(entities)
    assert spelling.respelled(wanted, entities, "Iets") == "Iets"


# --- links -----------------------------------------------------------------------------------------

LINKS = "See [one](1.md) and [two](2.md)."
OURS = "See [one][1] and [two][2]."


@pytest.mark.parametrize(
    ("msgid", "msgstr", "expected"),
    [
        (LINKS, "Zie [een](1.md) en [twee](2.md).", "Zie [een][1] en [twee][2]."),
        (LINKS, "Zie [twee](2.md) en [een](1.md).", "Zie [twee][2] en [een][1]."),
        (LINKS, "Zie [een](/nl/1) en [twee](/nl/2).", "Zie [een][1] en [twee][2]."),
        (LINKS, "Zie [twee](2.md) en [een](/nl/1).", "Zie [twee][2] en [een][1]."),
        ("See [one](a.md) and [two](b.md).", "Zie [twee](b.md) en [een](a.md).", "Zie [twee][2] en [een][1]."),
        ("See [one]{1} and [two]{2}.", "Zie [twee]{2} en [een]{1}.", "Zie [twee][2] en [een][1]."),
        ("See [one][4] and [two][7].", "Zie [twee][7] en [een][4].", "Zie [twee][2] en [een][1]."),
        (LINKS, "Zie [een](1.md).", "Zie [een][1]."),
    ],
)
def test_a_link_of_the_translation_gets_the_number_of_its_target(msgid: str, msgstr: str, expected: str) -> None:
    assert texts(pairs({msgid: msgstr}), LINKS + "\n") == {OURS: expected}


@pytest.mark.parametrize(
    "msgstr",
    ["Zie [een](/nl/1).", "Zie [een](1.md), [een](1.md) en [twee](2.md).", "Zie [een][1.md] en [twee](2.md) [drie]."],
)
def test_links_that_cannot_be_told_apart_are_reported(msgstr: str) -> None:
    assert texts(pairs({LINKS: msgstr}), LINKS + "\n") == {}
    assert reported(pairs({LINKS: msgstr}), LINKS + "\n") == [LINKS]


def test_reference_links_are_read_with_the_definitions_of_the_page() -> None:
    page = "See [one][a], [b] and [c][].\n\n[a]: 1.md\n[b]: 2.md\n[c]: 3.md\n"
    known = pairs({"See [one][a], [b] and [c].": "Zie [b], [c] en [een][a]."})

    assert texts(known, page) == {"See [one][1], [b][2] and [c][3].": "Zie [b][2], [c][3] en [een][1]."}


def test_translated_labels_of_reference_links_keep_their_order() -> None:
    page = "See [one] and [two][].\n\n[one]: 1.md\n[two]: 2.md\n"

    assert texts(pairs({"See [one] and [two][].": "Zie [een] en [twee][]."}), page) == {
        OURS: "Zie [een][1] en [twee][2]."
    }


def test_a_message_that_is_nothing_but_a_link_takes_the_translation_of_its_text() -> None:
    assert texts(pairs({"The guide": "De gids"}), "- [The guide](guide.md)\n") == {"[The guide][1]": "[De gids][1]"}


def test_placeholders_for_tags_and_addresses_are_filled_in() -> None:
    page = "Press <kbd>A</kbd>, see [b](b.md) or <https://example.org>.\n"
    known = pairs({"Press {1}A{2}, see [b]{3} or {4}.": "Zie {4} of [b]{3}, druk op {1}A{2}."})

    assert list(texts(known, page).values()) == ["Zie <https://example.org> of [b][1], druk op <kbd>A</kbd>."]


# --- states, comments, and which of several ----------------------------------------------------------


def only(*messages: Message, page: str = "Some words\n") -> Message:
    """The message that a page of one message takes."""
    known = index({"nl.po": foreign(*messages)}, COMMONMARK)
    [message] = adopt(known, page).messages.values()
    return message


def test_a_reviewed_message_stays_reviewed_and_keeps_what_people_said() -> None:
    message = only(
        Message("Some\nwords", "Wat woorden", notes=("check this",), flags=("no-wrap",), references=("a.md:3",))
    )

    assert (message.state, message.notes, message.flags) == (State.REVIEWED, ("check this",), ())
    assert message.references == ("source/page.md",)


def test_a_fuzzy_message_stays_fuzzy_and_keeps_its_previous_text() -> None:
    message = only(Message("Some words", "Wat woorden", flags=("fuzzy",), previous="Some word"))

    assert (message.state, message.previous) == (State.STALE, "Some word")


def test_the_previous_text_of_a_whole_block_is_not_that_of_its_parts() -> None:
    message = only(Message("- Some words", "- Wat woorden", flags=("fuzzy",), previous="- Some"))

    assert (message.state, message.previous) == (State.STALE, None)


LIVE, OLD = Message("Some words", "nu"), Message("Some words", "ooit", obsolete=True)
FUZZY = Message("Some  words", "ongeveer", flags=("fuzzy",))


def test_a_live_message_comes_before_an_obsolete_one_and_a_reviewed_before_a_fuzzy_one() -> None:
    assert only(OLD, FUZZY, LIVE).msgstr == "nu"
    assert only(OLD, FUZZY).msgstr == "ongeveer"
    assert only(OLD).state is State.REVIEWED


def test_a_message_with_the_context_of_ours_comes_before_one_without() -> None:
    page = "<!-- i18n:context button -->\nSome words\n"
    verb = Message("Some words", "knop", msgctxt="button")

    assert only(LIVE, verb, page=page).msgstr == "knop"
    assert only(LIVE, page=page).msgctxt == "button"


def test_of_two_catalogues_the_one_of_the_page_counts_and_the_other_is_reported() -> None:
    known = index({"nl/other.po": foreign(Message("Some words", "a")), "nl/page.po": foreign(LIVE)}, COMMONMARK)
    found = adopt(known, "Some words\n")

    assert [message.msgstr for message in found.messages.values()] == ["nu"]
    assert [(one.path, one.message.line) for one in left(known, found.taken)] == [("nl/other.po", 1)]


def test_equal_translations_in_two_catalogues_are_both_taken() -> None:
    known = index({"nl/other.po": foreign(LIVE), "nl/page.po": foreign(LIVE)}, COMMONMARK)

    assert left(known, adopt(known, "Some words\n").taken) == ()


def test_plural_messages_are_reported() -> None:
    known = index({"nl.po": foreign(Message("Some words", plural="More", plurals=("a", "b")))}, COMMONMARK)

    assert adopt(known, "Some words\n").messages == {}
    assert reported(known, "Some words\n") == ["Some words"]


def test_what_has_nothing_to_lose_is_not_reported() -> None:
    known = pairs({"<div>": "<div class>", "Same words": "Same words", "Not translated": ""})

    assert reported(known, "Some words\n") == []


def test_an_index_can_be_sent_to_another_process() -> None:
    known = peer("mdpo")

    assert known == pickle.loads(pickle.dumps(known))  # noqa: S301 - it is our own


@given(st.sampled_from(sorted(MISSING)))
def test_the_order_of_catalogues_changes_nothing_where_their_texts_differ(name: str) -> None:
    path = PEERS / f"{name}.po"
    whole = po.read(path.read_bytes(), str(path))
    halves = [replace(whole, messages=whole.messages[part::2]) for part in (0, 1)]
    one = index({"a.po": halves[0], "b.po": halves[1]}, COMMONMARK)
    other = index({"b.po": halves[1], "a.po": halves[0]}, COMMONMARK)

    assert texts(one, PAGE) == texts(other, PAGE)
