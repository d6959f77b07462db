"""English is no translation, and an import may be run as often as one likes."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.projects import KEEP as SETTINGS
from helpers.projects import put, run, tree
from helpers.published import bring, catalogue, findings, said, site, states, texts

from i18n_pipeline.commands.import_.still_english import is_english

ASK = "We ask the government for a pause, because the risks are real"


@pytest.mark.parametrize(
    "text",
    [
        f"{ASK}.",
        f"{ASK}",
        f"{ASK}!",
        "We ask the **government** for a pause because the risks are real…",
        "We ask the [government](/x) for a pause, since the risks are real.",
    ],
)
def test_a_sentence_of_which_only_punctuation_or_a_word_changed_is_english(text: str) -> None:
    assert is_english(f"{ASK}.", text)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("OpenTelemetry Collector", "OpenTelemetry Collector"),
        ("Docker, Kubernetes, Helm, Prometheus and Jaeger", "Docker, Kubernetes, Helm, Prometheus et Jaeger"),
        ("Use `a`, `b`, `c`, `d`, `e` or `f`", "Use `a`, `b`, `c`, `d`, `e` ou `f`"),
        (ASK, "Nous demandons une pause au gouvernement, car les risques sont réels"),
    ],
)
def test_names_and_translations_are_not(source: str, text: str) -> None:
    assert not is_english(source, text)


PAGE = f"# Overview\n\n{ASK}.\n\n- OpenTelemetry\n- Read all about it in the guide\n"
DUTCH = "# Overzicht\n\nWe vragen de regering om een pauze, want de risico's zijn echt.\n\n- OpenTelemetry\n- {}\n"


def test_nothing_of_an_untranslated_copy_comes_in_and_one_line_says_so() -> None:
    taken = said(PAGE, PAGE.replace("real.", "real"))

    assert texts(taken) == {}
    assert [found.check for found in taken.findings] == ["copy"]


def test_on_a_page_of_which_a_title_was_translated_the_rest_is_english() -> None:
    taken = said(PAGE, PAGE.replace("Overview", "Overzicht"))

    assert texts(taken) == {"Overview": "Overzicht"}


def test_a_name_that_a_translated_page_leaves_as_it_is_is_translated() -> None:
    taken = said(PAGE, DUTCH.format("Read all about it in the guide."))

    assert texts(taken)["OpenTelemetry"] == "OpenTelemetry"
    assert "Read all about it in the guide" not in texts(taken)
    assert findings(taken, "english")


# --- again and again ---------------------------------------------------------------------------------

IN_PLACE = 'output = "{locale}/{path}"\n' + SETTINGS
LATER = "This came later, and nobody has translated it."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    pages = {"page.md": f"{PAGE}\n{LATER}\n", "other.md": PAGE, "copy.md": PAGE}
    site(tmp_path, pages, {"page.md": DUTCH.format("Lees er alles over in de gids")}, IN_PLACE)
    put(tmp_path / "nl/copy.md", PAGE)
    return tmp_path


def test_after_the_pages_are_assembled_in_place_another_import_brings_nothing_new(root: Path) -> None:
    bring(root)
    run(root, "update")
    assert run(root, "assemble").code == 0
    before = tree(root, "locales")
    bring(root)

    assert tree(root, "locales") == before


def test_what_a_person_wrote_onto_an_assembled_page_comes_in_and_nothing_else(root: Path) -> None:
    bring(root)
    run(root, "update")
    run(root, "assemble")
    page = root / "nl/page.md"
    page.write_text(page.read_text().replace(LATER, "Dit kwam er later bij."))
    before = states(root)
    bring(root)

    assert catalogue(root)[LATER].msgstr == "Dit kwam er later bij."
    assert {msgid for msgid, state in states(root).items() if before[msgid] != state} == {LATER}


def test_an_english_name_that_assemble_wrote_is_not_taken_for_a_translation(root: Path) -> None:
    bring(root)
    source = root / "source/page.md"
    source.write_text(source.read_text() + "\n- Kubernetes\n- Grafana\n")
    run(root, "update")
    run(root, "assemble")
    page = root / "nl/page.md"
    page.write_text(page.read_text().replace("Overzicht", "Een overzicht"))
    bring(root)

    assert states(root)["Kubernetes"] == states(root)["Grafana"] == "untranslated"


def test_a_draft_that_readers_saw_stays_a_draft(root: Path) -> None:
    (root / "i18n.toml").write_text(IN_PLACE + '[assemble]\naccept = ["reviewed", "draft"]\n')
    bring(root)
    run(root, "update")
    path = root / "locales/nl/LC_MESSAGES/page.po"
    text = path.read_text()
    empty = f'msgid "{LATER}"\nmsgstr ""'
    at = text.index(empty)
    begun = text.rindex("\n\n", 0, at) + 2
    made = text[begun:at] + "#, fuzzy\n" + empty[:-1] + 'Dit kwam later."'
    path.write_text(text[:begun] + "# machine draft: deepl\n" + made + text[at + len(empty) :])
    assert states(root)[LATER] == "draft"
    run(root, "assemble")
    page = root / "nl/page.md"
    page.write_text(page.read_text().replace("Overzicht", "Een overzicht"))
    bring(root)

    assert states(root)[LATER] == "draft"
