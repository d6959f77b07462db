"""Files as other tools write them: inline tags, regions, states, several languages, encodings."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest

from i18n_pipeline import language
from i18n_pipeline.model import Unit
from i18n_pipeline.project import exchange_files

SAMPLES = Path(__file__).parent / "samples"


def read(path: Path, locale: str = "nl", source_locale: str = "en") -> list[Unit]:
    return list(exchange_files.read(path, locale=locale, source_locale=source_locale))


def test_a_memory_of_omegat_gives_its_texts_dates_and_notes() -> None:
    assert read(SAMPLES / "omegat.tmx") == [
        Unit(
            "Read <a1>the guide</a1> first.",
            "Lees eerst <a1>de gids</a1>.",
            "nl",
            changed="2026-03-04T10:11:12Z",
        ),
        Unit(
            "Only creation is dated",
            "Alleen het ontstaan is gedateerd",
            "nl",
            notes=("Terse on purpose",),
            changed="2025-01-02T03:04:05Z",
        ),
    ]


@pytest.mark.parametrize(
    ("locale", "target"),
    [("nl", "Frieten{1}"), ("nl-NL", "Patat{1}"), ("nl-BE", "Frieten{1}"), ("nl-SR", "Frieten{1}")],
)
def test_the_nearest_variant_of_a_language_is_taken(locale: str, target: str) -> None:
    expected = Unit("Chips{1}", target, locale, "en", "menu", changed="2026-01-01T00:00:00Z")

    assert [expected] == read(SAMPLES / "variants.tmx", locale)


def test_texts_in_another_script_are_not_taken() -> None:
    assert read(SAMPLES / "variants.tmx", "zh-Hans") == []
    assert [unit.target for unit in read(SAMPLES / "variants.tmx", "zh-Hant")] == ["薯條"]


@pytest.mark.parametrize(
    ("tag", "wanted", "rank"),
    [
        ("nl_NL.UTF-8", "nl-NL", 0),
        ("NL", "nl-BE", 1),
        ("nl-NL", "nl-BE", 2),
        ("de", "nl", None),
        ("sr@latin", "sr-Latn", 0),
        ("sr", "sr-Latn", None),
        ("sr-Latn", "sr", None),
        ("zh_TW", "zh-Hant", 2),
        ("zh_TW", "zh-CN", None),
        ("zh", "zh-Hans", 1),
    ],
)
def test_a_language_is_as_near_as_its_tag_says(tag: str, wanted: str, rank: int | None) -> None:
    assert rank == language.rank(tag, wanted)


def test_a_memory_of_older_tools_says_its_languages_without_a_namespace() -> None:
    assert read(SAMPLES / "variants.tmx", "nl", "de") == [Unit("Guten Tag", "Goedendag", "nl", "de")]


def test_a_memory_in_utf_16_is_read(tmp_path: Path) -> None:
    path = tmp_path / "trados.tmx"
    text = (SAMPLES / "omegat.tmx").read_text(encoding="utf-8").replace("UTF-8", "UTF-16")
    path.write_bytes(text.encode("utf-16"))

    assert read(path) == read(SAMPLES / "omegat.tmx")


def test_of_xliff_1_the_finished_units_of_the_language_are_taken() -> None:
    page = "docs/guide.md"

    assert read(SAMPLES / "studio.xlf") == [
        Unit(
            "Press Enter twice.",
            "Druk twee keer op Enter.",
            "nl",
            origin=page,
            notes=("The key, not the verb",),
        ),
        Unit("Translated", "Vertaald", "nl", origin=page),
        Unit("Over two lines", "Over twee regels", "nl", origin=page),
        Unit("%d page", "%d pagina", "nl", origin=page),
        Unit("Second", "Tweede", "nl", origin=page),
    ]


def test_of_xliff_2_the_finished_segments_are_taken() -> None:
    assert read(SAMPLES / "two.xlf") == [
        Unit("The guide", "De gids", "nl", origin="guide.md", notes=("A heading",)),
        Unit("No state.", "Geen staat.", "nl", origin="guide.md", notes=("A heading",)),
    ]
    assert read(SAMPLES / "two.xlf", "de") == []


def test_of_a_po_file_the_finished_messages_are_taken_and_of_plurals_the_singular(tmp_path: Path) -> None:
    path = tmp_path / "nl.po"
    path.write_text(
        'msgid ""\nmsgstr "Language: nl\\n"\n\n'
        '# Short\n#: src/a.c:12 src/b.c:3\nmsgctxt "menu"\nmsgid "Open"\nmsgstr "Openen"\n\n'
        '#, fuzzy\nmsgid "Draft"\nmsgstr "Concept"\n\nmsgid "Empty"\nmsgstr ""\n\n'
        'msgid "%d file"\nmsgid_plural "%d files"\nmsgstr[0] "%d bestand"\nmsgstr[1] "%d bestanden"\n\n'
        '#~ msgid "Gone"\n#~ msgstr "Weg"\n',
        encoding="utf-8",
    )

    assert read(path) == [
        Unit("Open", "Openen", "nl", context="menu", origin="src/a.c", notes=("Short",)),
        Unit("%d file", "%d bestand", "nl"),
        Unit("Gone", "Weg", "nl"),
    ]
    assert read(path, "de") == []


def test_a_table_of_a_spreadsheet_is_read_with_its_own_separator(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("\ufeffSource;Target;Fuzzy\r\nYes;Ja;\r\nNo;Nee;yes\r\n- item;- punt\r\n", encoding="utf-8")

    assert read(path) == [Unit("Yes", "Ja", "nl"), Unit("- item", "- punt", "nl")]


def test_of_a_folder_the_compiled_files_of_the_locale_are_taken(tmp_path: Path) -> None:
    for name in (
        "nl/LC_MESSAGES/a.mo",
        "nl_BE/LC_MESSAGES/a.mo",
        "nl_BE/LC_MESSAGES/b.mo",
        "fr/LC_TIME/a.mo",
        "de/LC_MESSAGES/deep/b.po",
        "c.tmx",
        ".git/d.tmx",
        "e.txt",
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()

    def found(locale: str) -> list[str]:
        return [file.relative_to(tmp_path).as_posix() for file in exchange_files.files(tmp_path, locale)]

    assert found("nl") == ["c.tmx", "nl/LC_MESSAGES/a.mo", "nl_BE/LC_MESSAGES/b.mo"]
    assert found("nl-BE") == ["c.tmx", "nl_BE/LC_MESSAGES/a.mo", "nl_BE/LC_MESSAGES/b.mo"]
    assert found("de-AT") == ["c.tmx", "de/LC_MESSAGES/deep/b.po"]
    assert found("es") == ["c.tmx"]
    assert exchange_files.files(tmp_path / "e.txt", "nl") == [tmp_path / "e.txt"]


def test_the_programs_of_this_machine_say_what_pythons_gettext_says() -> None:
    found = [file for file in exchange_files.files(Path("/usr/share/locale"), "nl") if file.suffix == ".mo"][:5]
    if not found:
        pytest.skip("no Dutch programs are installed here")
    for file in found:
        with file.open("rb") as data:
            program = gettext.GNUTranslations(data)
        for unit in read(file):
            known = program.pgettext(unit.context, unit.source) if unit.context else program.gettext(unit.source)

            assert unit.target in {known, program.ngettext(unit.source, "", 1)}
