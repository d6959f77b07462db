from __future__ import annotations

from msgspec.structs import replace

from i18n_pipeline.markdown.dialect import COMMONMARK
from i18n_pipeline.markdown.reading.segments import page
from i18n_pipeline.markdown.writing.localise import localise

LIST = b"Apple\n: A fruit that\n  grows on trees.\n\n    A second paragraph.\n\nPear\n: Another fruit.\n"
ON = replace(COMMONMARK, definition_lists=True)
OFF = COMMONMARK


def test_terms_and_definitions_are_messages_where_the_dialect_has_them() -> None:
    found = [(segment.type, segment.msgid) for segment in page(LIST, ON).segments]

    assert found == [
        ("definition term", "Apple"),
        ("definition", "A fruit that grows on trees."),
        ("definition", "A second paragraph."),
        ("definition term", "Pear"),
        ("definition", "Another fruit."),
    ]


def test_where_it_has_not_they_are_lines_of_a_paragraph_that_stay_apart() -> None:
    english = page(b"Apple\nPear\n: A fruit.\n", OFF)
    made = localise(english, {0: "Appel", 1: "Peer", 2: "Een vrucht."}, pins={}, accepted={})

    assert [segment.msgid for segment in english.segments] == ["Apple", "Pear", "A fruit."]
    assert made.data == b"Appel\nPeer\n: Een vrucht.\n"


def test_a_translation_keeps_the_list_and_begins_no_definition_of_its_own() -> None:
    english = page(LIST, ON)
    made = localise(english, {0: "Appel", 3: ": Peer", 4: ": Nog een."}, pins={}, accepted={})

    assert made.refused == {}
    assert made.data == LIST.replace(b"Apple", b"Appel").replace(b"Pear", b"&#58; Peer").replace(
        b"Another fruit.", b"&#58; Nog een."
    )
