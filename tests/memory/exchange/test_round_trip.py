"""What is written is read again as it was, in every format, as far as the format has a place for it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from i18n_pipeline.catalogue.csv_table import guarded, unguarded
from i18n_pipeline.memory.exchange.fields import NOT_IN_XML, first_of_each, lines
from i18n_pipeline.model import Unit
from i18n_pipeline.project import exchange_files

SUFFIX = {"tmx": ".tmx", "xliff1": ".xlf", "xliff2": ".xliff", "po": ".po", "mo": ".mo", "csv": ".csv"}
AWKWARD = st.sampled_from(
    [
        '"q" \\n',
        "'=1+1",
        "=1+1",
        "- dash",
        "@me",
        "\ttab",
        "\r\nline\r\n",
        " ends ",
        "🙂 שלום 漢字",
        "<b>&amp;]]>",
        "''-",
    ]
)
TEXT = AWKWARD | st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t\r\"'\\<&"), min_size=1, max_size=30
).filter(lambda text: not NOT_IN_XML.search(text))
NOTE = TEXT.filter(lambda text: lines(text) == (text,))
UNITS = st.lists(
    st.builds(
        Unit,
        source=TEXT,
        target=TEXT,
        locale=st.just("pt-BR"),
        source_locale=st.just("en"),
        context=st.none() | TEXT,
        origin=st.sampled_from(["", "source/page.md", "a b & c.md"]),
        notes=st.lists(NOTE, max_size=2, unique=True).map(tuple),
        changed=st.sampled_from(["", "2026-11-22T05:00:00Z"]),
    ),
    max_size=5,
).map(lambda units: list(first_of_each(units)))


def held(unit: Unit, name: str) -> Unit:
    """A unit as far as a format has a place for its parts."""
    unit = unit if name in {"tmx", "csv"} else replace(unit, changed="")
    return replace(unit, origin="", notes=()) if name == "mo" else unit


@pytest.mark.parametrize("name", exchange_files.FORMATS)
@given(units=UNITS)
def test_units_survive_a_round_trip(name: str, units: list[Unit]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, f"memory{SUFFIX[name]}")

        written = exchange_files.write(path, units, locale="pt-BR", source_locale="en", name=name)

        assert len(units) == written
        read = exchange_files.read(path, locale="pt-BR", source_locale="en")
        assert sorted(map(repr, (held(unit, name) for unit in units))) == sorted(map(repr, read))


@pytest.mark.parametrize("name", exchange_files.FORMATS)
def test_the_same_units_give_the_same_bytes(name: str, tmp_path: Path) -> None:
    units = [Unit("Yes", "Ja", "nl"), Unit("No", "Nee", "nl", context="menu", notes=("Short",))]
    paths = [tmp_path / f"{number}{SUFFIX[name]}" for number in (1, 2)]
    for path in paths:
        exchange_files.write(path, units, locale="nl", source_locale="en", name=name)

    assert paths[0].read_bytes() == paths[1].read_bytes()


@pytest.mark.parametrize("name", exchange_files.FORMATS)
def test_units_of_other_languages_are_left_out(name: str, tmp_path: Path) -> None:
    units = [Unit("Yes", "Ja", "nl"), Unit("Yes", "Oui", "fr"), Unit("Oui", "Ja", "nl", "fr")]
    path = tmp_path / f"memory{SUFFIX[name]}"

    assert exchange_files.write(path, units, locale="nl", source_locale="en", name=name) == 1
    assert [Unit("Yes", "Ja", "nl")] == list(exchange_files.read(path, locale="nl", source_locale="en"))


@pytest.mark.parametrize("name", ["po", "mo"])
def test_gettext_files_hold_the_first_of_units_with_one_key(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"memory.{name}"
    units = [Unit("Yes", "Ja", "nl"), Unit("Yes", "Jazeker", "nl")]

    assert exchange_files.write(path, units, locale="nl", source_locale="en") == 1
    assert units[:1] == list(exchange_files.read(path, locale="nl", source_locale="en"))


@given(TEXT)
def test_no_cell_begins_as_a_formula_does_and_every_cell_gives_its_text_back(text: str) -> None:
    cell = guarded(text)

    assert cell[0] not in "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
    assert text == unguarded(cell)


@pytest.mark.parametrize("text", ["\uff1d1+1", "'\uff0b1", "''=1", "\r", "@a", "'a", "a=1"])
def test_a_cell_with_a_formula_in_any_width_gives_its_text_back(text: str) -> None:
    assert text == unguarded(guarded(text))
    assert guarded(text)[0] in "'a"
