"""Both ways with the tools of others: translate-toolkit's converters and gettext's compilers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from i18n_pipeline.catalogue import po
from i18n_pipeline.memory.exchange import mo
from i18n_pipeline.model import Message, Unit
from i18n_pipeline.project import exchange_files

TOOLS = Path(sys.executable).parent
NL = {"locale": "nl", "source_locale": "en"}
UNITS = [
    Unit(
        'Press "Enter" \\ twice\nor 🙂', 'Druk twee keer op "Enter" \\\nof 🙂', "nl", origin="a.md", notes=("The key",)
    ),
    Unit("<b>a</b> & b", "<b>漢字</b> & שלום", "nl", origin="a.md"),
]
CATALOGUE = """msgid ""
msgstr ""
"Language: nl\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

# The key
#: a.md
msgid "Press \\"Enter\\""
msgstr "Druk op \\"Enter\\""

#, fuzzy
msgid "Draft"
msgstr "Concept"

#: a.md
msgctxt "menu"
msgid "<b>Open</b>\\n"
msgstr "<b>Openen</b>\\n"
"""


def run(tool: str, *arguments: str, folder: Path) -> None:
    place = shutil.which(tool, path=f"{TOOLS}:/usr/bin:/usr/local/bin")
    if place is None:
        pytest.skip(f"{tool} is not installed here")
    subprocess.run([place, *arguments], cwd=folder, check=True, capture_output=True, timeout=60)


def catalogue(path: Path) -> list[tuple[str | None, str, str, tuple[str, ...]]]:
    return [(m.msgctxt, m.msgid, m.msgstr, m.notes) for m in po.read(path.read_bytes(), path.name).messages]


def expected(unit: Unit) -> tuple[str | None, str, str, tuple[str, ...]]:
    return (unit.context, unit.source, unit.target, unit.notes)


@pytest.mark.parametrize(
    ("tool", "arguments", "file"),
    [
        ("po2tmx", ["-l", "nl", "--comments=others"], "a.tmx"),
        ("po2xliff", [], "a.xlf"),
        ("po2csv", [], "a.csv"),
        ("msgfmt", [], "a.mo"),
    ],
)
def test_what_tools_make_of_a_catalogue_is_read(tmp_path: Path, tool: str, arguments: list[str], file: str) -> None:
    (tmp_path / "a.po").write_text(CATALOGUE, encoding="utf-8")
    output = ["-o", file] if tool in {"msgfmt", "po2tmx"} else [file]

    run(tool, *arguments, "a.po", *output, folder=tmp_path)

    units = sorted(exchange_files.read(tmp_path / file, **NL), key=lambda unit: unit.source, reverse=True)
    if tool == "po2csv":  # it does not say which rows are fuzzy
        units = [unit for unit in units if unit.source != "Draft"]
    assert [(unit.source, unit.target) for unit in units] == [
        ('Press "Enter"', 'Druk op "Enter"'),
        ("<b>Open</b>\n", "<b>Openen</b>\n"),
    ]
    if file in {"a.tmx", "a.xlf"}:
        assert units[0].notes == ("The key",)
    if file in {"a.tmx", "a.mo"}:
        assert units[1].context == "menu"


def test_translate_toolkit_reads_our_xliff(tmp_path: Path) -> None:
    exchange_files.write(tmp_path / "a.xlf", UNITS, **NL)

    run("xliff2po", "a.xlf", "a.po", folder=tmp_path)

    assert [message for message in catalogue(tmp_path / "a.po") if message[1]] == [expected(unit) for unit in UNITS]


def test_translate_toolkit_reads_our_tables(tmp_path: Path) -> None:
    exchange_files.write(tmp_path / "a.csv", [Unit("Yes, please", 'Ja, "graag"', "nl"), Unit("No", "Nee", "nl")], **NL)

    run("csv2po", "a.csv", "a.po", folder=tmp_path)

    assert [message[1:3] for message in catalogue(tmp_path / "a.po")] == [("Yes, please", 'Ja, "graag"'), ("No", "Nee")]


def test_translate_toolkit_reads_our_memory_and_our_xliff_2(tmp_path: Path) -> None:
    from translate.storage import tmx, xliff2  # noqa: PLC0415

    units = [Unit("Yes", "Ja", "pt-BR", "en", "menu", "a.md", ("Short",), "2026-11-22T05:00:00Z"), *UNITS]
    exchange_files.write(tmp_path / "a.tmx", units[:1], locale="pt-BR", source_locale="en")
    exchange_files.write(tmp_path / "a.xlf", UNITS, **NL, name="xliff2")

    memory = tmx.tmxfile.parsestring((tmp_path / "a.tmx").read_bytes())
    found = memory.units[0]
    assert (found.source, found.target, found.getcontext(), found.getnotes()) == ("Yes", "Ja", "menu", "Short")
    assert found.xmlelement.find("tuv[2]").get("changedate") == "20261122T050000Z"
    assert memory.translate("Yes", "en", "pt-BR") == "Ja"
    store = xliff2.Xliff2File.parsestring((tmp_path / "a.xlf").read_bytes())
    assert [(unit.source, unit.target) for unit in store.units] == [(unit.source, unit.target) for unit in UNITS]
    assert (store.sourcelanguage, store.targetlanguage) == ("en", "nl")


def test_gettext_reads_our_compiled_files_and_catalogues(tmp_path: Path) -> None:
    units = [*UNITS, Unit("Open", "Openen", "nl", context="menu")]
    exchange_files.write(tmp_path / "a.mo", units, **NL)
    exchange_files.write(tmp_path / "a.po", units, **NL)

    run("msgunfmt", "a.mo", "-o", "b.po", folder=tmp_path)
    run("msgfmt", "-c", "a.po", "-o", "b.mo", folder=tmp_path)

    plain = sorted((unit.context or "", unit.source, unit.target) for unit in units)
    assert plain == sorted((context or "", *texts) for context, *texts, _ in catalogue(tmp_path / "b.po"))
    again = exchange_files.read(tmp_path / "b.mo", **NL)
    assert plain == sorted((unit.context or "", unit.source, unit.target) for unit in again)


def test_messages_and_units_are_the_same_thing(tmp_path: Path) -> None:
    exchange_files.write(tmp_path / "a.po", UNITS[:1], **NL)

    unit = UNITS[0]
    expected_message = Message(unit.source, unit.target, notes=unit.notes, references=(unit.origin,))
    assert (expected_message,) == po.read((tmp_path / "a.po").read_bytes(), "a.po").messages


@pytest.mark.skipif(shutil.which("gettext") is None, reason="GNU gettext is not installed here")
def test_gettext_finds_every_message_of_a_compiled_file(tmp_path: Path) -> None:
    place = tmp_path / "nl" / "LC_MESSAGES" / "site.mo"
    place.parent.mkdir(parents=True)
    keys = [(None, "b"), ("z", "a"), ("a", "c"), (None, "a"), ("a", "z"), (None, "é"), ("🙂", "🙂")]
    units = [Unit(text, f"nl {context} {text}", "nl", "en", context) for context, text in keys]
    with place.open("wb") as out:
        mo.write(out, units, **NL)
    settings = {"TEXTDOMAINDIR": str(tmp_path), "TEXTDOMAIN": "site", "LANGUAGE": "nl", "LC_ALL": "C.UTF-8"}

    found = [
        subprocess.run(
            ["gettext", *(["-c", context] if context else []), text],
            env={**os.environ, **settings},
            check=True,
            capture_output=True,
        ).stdout.decode()
        for context, text in keys
    ]
    assert [unit.target for unit in units] == [text.rstrip("\n") for text in found]
