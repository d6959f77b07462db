"""What a catalogue gives to a memory."""

from __future__ import annotations

from i18n_pipeline.memory.reviewed import reviewed
from i18n_pipeline.model import Catalogue, Message, Unit


def test_a_catalogue_gives_what_a_person_stands_behind() -> None:
    catalogue = Catalogue(
        Message("", "Language: nl\n"),
        (
            Message("One", "Een", notes=("machine draft: deepl", "said so", "i18n-pipeline: ignore=links")),
            Message("Two", "Twee", flags=("fuzzy",)),
            Message("Three"),
            Message("Four", "Vier", msgctxt="menu", obsolete=True),
            Message("Five", "Vijf", flags=("fuzzy",), obsolete=True),
            Message("%d six", plural="%d sixes", plurals=("zes", "zessen")),
        ),
    )

    assert [
        Unit("One", "Een", "nl", origin="page.po", notes=("said so",)),
        Unit("Four", "Vier", "nl", context="menu", origin="page.po"),
    ] == list(reviewed(catalogue, "nl", "page.po"))
