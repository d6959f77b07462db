from __future__ import annotations

from helpers.assembling import PIN
from helpers.assembling import localised as with_ids

from i18n_pipeline.markdown.dialect import COMMONMARK
from i18n_pipeline.markdown.reading.segments import page
from i18n_pipeline.markdown.writing.localise import localise


def test_ids_that_would_change_the_page_are_left_out_and_the_words_stay() -> None:
    english = page(b"# One\n\nTwo\n", COMMONMARK)
    made = localise(english, {0: "Een", 1: "Twee"}, pins={5: "no id at all"}, accepted={})

    assert made.data == b"# Een\n\nTwee\n"
    assert made.refused == {}


def test_a_setext_heading_with_carriage_returns_gets_its_id() -> None:
    page = "One\r\n===\r\n\r\nText\r\n"

    assert with_ids(page, {"One": "Een"}, PIN) == "Een {#one}\r\n===\r\n\r\nText\r\n"
