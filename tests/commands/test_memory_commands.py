"""`memory import`, `export` and `search`, as a person uses them, on files of other tools."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import polib
import pytest
from helpers.projects import Outcome, po_path, project, put, run, translate
from translate.storage.tmx import tmxfile

from i18n_pipeline.memory.opening import open_memory
from i18n_pipeline.model import Unit
from i18n_pipeline.project import project_memory, settings
from i18n_pipeline.project.executor import Executor

pytest_plugins = ("memory.conftest",)

SYSTEM = Path("/usr/share/locale")
PO = """msgid ""
msgstr ""
"Language: nl\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

#: src/menu.c
msgid "Open the file"
msgstr "Open het bestand"

#, fuzzy
msgid "Not yet sure"
msgstr "Nog niet zeker"

#: src/menu.c
msgctxt "menu"
msgid "Press `Save` <b>now</b>, 3 times."
msgstr "Druk nu <b>3</b> keer op `Save`, 3 keer."
"""
CSV = "source,target\nClose the file,Sluit het bestand\n"


def site(root: Path, settings: str = "") -> Path:
    """A project with two reviewed pages."""
    pages = {"a.md": "# Save the file\n\nOpen the file.\n", "b.md": "Open the file.\n"}
    project(root, pages, f'locales = ["nl"]\n{settings}')
    run(root, "update")
    translate(root)
    return root


def shared(root: Path, address: str) -> Path:
    return site(root, f"[memory]\ndatabase = {json.dumps(address)}\n")


def matches(root: Path, *texts: str) -> list[list[dict[str, Any]]]:
    """What a search finds for each text."""
    done = run(root, "memory", "search", *texts, "-l", "nl", "--format", "json")
    assert (done.code, done.err) == (0, "")
    return [result["matches"] for result in json.loads(done.out)["results"]]


def imported(root: Path, *words: str) -> Outcome:
    return run(root, "memory", "import", *words, "-l", "nl")


# --- import ------------------------------------------------------------------------------------------


def test_import_says_what_is_new_and_the_second_time_that_nothing_is(tmp_path: Path) -> None:
    root = site(tmp_path)
    put(root / "in" / "menu.po", PO)
    put(root / "in" / "deep" / "more.csv", CSV)
    first, second = imported(root, "in"), imported(root, "in")

    assert (first.code, first.out) == (0, "nl: 2 files, 3 units read, 3 new\n")
    assert (second.code, second.out) == (0, "nl: 2 files, 3 units read, 0 new\n")


def test_import_names_each_file_where_it_is_asked_to(tmp_path: Path) -> None:
    root = site(tmp_path)
    put(root / "a.po", PO)
    put(root / "b.csv", CSV)
    done = imported(root, "a.po", "b.csv", "-v")

    assert [line.rpartition("/")[2] for line in done.out.splitlines()[:2]] == [
        "a.po: 2 units read, 2 new",
        "b.csv: 1 unit read, 1 new",
    ]


def test_quiet_import_says_nothing(tmp_path: Path) -> None:
    root = site(tmp_path)
    put(root / "b.csv", CSV)

    assert imported(root, "b.csv", "-q") == Outcome(0, "", "")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("bad.po", PO.replace('msgstr "Open het bestand"', 'msgstr "Open het'), "bad.po:8:"),
        ("bad.tmx", "<tmx><body>", "bad.tmx"),
        ("bad.mo", b"\xde\x12\x04\x95 and no more", "bad.mo"),
        ("bad.csv", "source,target\nA\0B,C\n", "U+0000"),
        ("bad.docx", b"PK", "no format is known"),
        ("missing.po", None, "cannot be read"),
    ],
)
def test_a_file_that_is_refused_does_not_hold_up_the_others(
    tmp_path: Path, name: str, data: str | bytes | None, said: str
) -> None:
    root = site(tmp_path)
    put(root / "good.csv", CSV)
    if data is not None:
        put(root / name, data)
    done = imported(root, name, "good.csv")

    assert done.code == 1
    assert done.out == "nl: 2 files, 1 unit read, 1 new, 1 file refused\n"
    assert len(done.errors) == 1
    assert name in done.errors[0]
    assert said in done.errors[0]
    assert "Traceback" not in done.err
    assert matches(root, "Close the file")[0][0]["target"] == "Sluit het bestand"


def test_nothing_is_taken_from_a_file_that_is_refused_at_its_end(tmp_path: Path) -> None:
    root = site(tmp_path)
    put(root / "bad.csv", f"{CSV}Bad\0,Slecht\n")
    imported(root, "bad.csv")

    assert matches(root, "Close the file, now")[0] == []


def test_the_format_can_be_said(tmp_path: Path) -> None:
    root = site(tmp_path)
    put(root / "table.txt", CSV)

    assert imported(root, "table.txt", "--format", "csv").out == "nl: 1 file, 1 unit read, 1 new\n"


def test_nothing_to_import_is_wrong_use(tmp_path: Path) -> None:
    root = site(tmp_path)
    (root / "empty").mkdir()
    done = imported(root, "empty")

    assert done.code == 2
    assert ".tmx" in done.err
    assert not (root / ".i18n-memory.db").exists()


def test_a_file_that_is_no_memory_is_left_alone(tmp_path: Path) -> None:
    root = site(tmp_path)
    text = b"a diary, of more than a hundred characters, so that it might have a header " * 3
    put(root / ".i18n-memory.db", text)
    put(root / "b.csv", CSV)
    done = imported(root, "b.csv")

    assert done.code == 1
    assert "not a translation memory" in done.err
    assert (root / ".i18n-memory.db").read_bytes() == text


@pytest.mark.parametrize("verb", ["import", "export", "search"])
def test_one_locale_has_to_be_named_where_there_are_several(tmp_path: Path, verb: str) -> None:
    project(tmp_path, {"a.md": "One.\n"}, 'locales = ["nl", "pt-BR"]\n')
    put(tmp_path / "b.csv", CSV)
    unnamed = run(tmp_path, "memory", verb, "b.csv")
    wrong = run(tmp_path, "memory", verb, "b.csv", "-l", "pt-BT")

    assert (unnamed.code, wrong.code) == (2, 2)
    assert "-l nl" in unnamed.err
    assert "'pt-BR'" in wrong.err


@pytest.mark.skipif(not list(SYSTEM.glob("nl/LC_MESSAGES/*.mo")), reason="the system has no Dutch catalogues")
def test_the_catalogues_of_the_system_are_taken_in(tmp_path: Path) -> None:
    root = site(tmp_path)
    folder = tmp_path / "some" / "nl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    for path in sorted((SYSTEM / "nl" / "LC_MESSAGES").glob("*.mo"), key=lambda path: path.stat().st_size)[:5]:
        shutil.copy(path, folder)
    done = imported(root, "some")

    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("nl: 5 files, ")
    assert ", 0 units read" not in done.out


def test_what_po2tmx_makes_is_taken_in(tmp_path: Path) -> None:
    tool = shutil.which("po2tmx", path=str(Path(sys.executable).parent))
    if tool is None:
        pytest.skip("po2tmx is not installed here")
    root = site(tmp_path)
    put(root / "menu.po", PO)
    subprocess.run([tool, "-l", "nl", "menu.po", "menu.tmx"], cwd=root, check=True, capture_output=True, timeout=60)
    done = imported(root, "menu.tmx")

    assert done.code == 0, done.err
    assert "2 new" in done.out
    assert matches(root, "Open the file")[0][0]["target"] == "Open het bestand"


# --- export ------------------------------------------------------------------------------------------


def test_export_writes_the_pages_in_their_order_and_then_the_database(tmp_path: Path) -> None:
    root = site(tmp_path)
    put(root / "b.csv", f"{CSV}Open the file.,NL Open the file.\nOpen the file.,Anders\n")
    imported(root, "b.csv")
    done = run(root, "memory", "export", "out.csv", "-l", "nl")
    rows = [line.split(",") for line in (root / "out.csv").read_text(encoding="utf-8").splitlines()]

    assert (done.code, done.out) == (0, f"{root / 'out.csv'}: 4 units written\n")
    assert [(row[0], row[1], row[4]) for row in rows[1:]] == [
        ("Save the file", "NL Save the file", "source/a.md"),
        ("Open the file.", "NL Open the file.", "source/a.md"),
        ("Close the file", "Sluit het bestand", "b.csv"),
        ("Open the file.", "Anders", "b.csv"),
    ]


@pytest.mark.parametrize("layout", ["page", "folder", "locale"])
def test_export_is_the_same_for_every_layout(tmp_path: Path, layout: str) -> None:
    root = site(tmp_path)
    run(root, "memory", "export", "one.tmx")
    put(root / "i18n.toml", f'locales = ["nl"]\nlayout = "{layout}"\n')
    run(root, "memory", "export", "before.tmx")
    run(root, "update")
    run(root, "memory", "export", "two.tmx")

    assert (root / "one.tmx").read_bytes() == (root / "before.tmx").read_bytes() == (root / "two.tmx").read_bytes()


def test_translate_toolkit_reads_what_is_exported(tmp_path: Path) -> None:
    root = site(tmp_path)
    run(root, "memory", "export", "out.tmx", "-l", "nl")
    with (root / "out.tmx").open("rb") as file:
        units = [(unit.source, unit.target) for unit in tmxfile(file, "en", "nl").units]

    assert units == [("Save the file", "NL Save the file"), ("Open the file.", "NL Open the file.")]


def test_what_is_exported_can_be_imported_by_another_project(tmp_path: Path) -> None:
    one, two = site(tmp_path / "one"), project(tmp_path / "two", {"c.md": "Save the file\n"})
    run(one, "memory", "export", "../out.tmx", "-l", "nl")
    imported(two, "../out.tmx")

    assert [match["origin"] for match in matches(two, "Save the file")[0]][:1] == ["source/a.md"]


@pytest.mark.parametrize(("place", "number"), [("all", 3), ("catalogues", 2), ("database", 1)])
def test_export_takes_from_where_it_is_told(tmp_path: Path, place: str, number: int) -> None:
    root = site(tmp_path)
    put(root / "b.csv", CSV)
    imported(root, "b.csv")
    done = run(root, "memory", "export", "out.tmx", "--from", place)

    assert f"{number} unit" in done.out


def test_export_begins_no_database(tmp_path: Path) -> None:
    root = site(tmp_path)
    whole = run(root, "memory", "export", "out.tmx")
    alone = run(root, "memory", "export", "none.tmx", "--from", "database")

    assert whole.code == 0
    assert alone.code == 2
    assert "memory import" in alone.err
    assert not (root / "none.tmx").exists()
    assert not (root / ".i18n-memory.db").exists()


def test_nothing_that_is_not_reviewed_is_exported(tmp_path: Path) -> None:
    root = site(tmp_path)
    file = polib.pofile(str(po_path(root, "a")), encoding="utf-8")
    file[0].flags.append("fuzzy")
    file.save(str(po_path(root, "a")))

    assert "1 unit " in run(root, "memory", "export", "out.tmx").out


def test_a_catalogue_that_cannot_be_read_is_told_and_the_others_are_exported(tmp_path: Path) -> None:
    root = site(tmp_path)
    put(po_path(root, "a"), 'msgid "\n')
    done = run(root, "memory", "export", "out.tmx")

    assert done.code == 1
    assert "a.po:1" in done.err
    assert "1 unit " in done.out


# --- search ------------------------------------------------------------------------------------------


def test_search_finds_the_best_first_with_the_catalogues_before_the_database(tmp_path: Path) -> None:
    root = site(tmp_path)
    put(root / "b.csv", f"{CSV}Open the file.,Anders\n")
    imported(root, "b.csv")
    found = matches(root, "Open the file.")[0]

    assert [(match["score"], match["target"]) for match in found] == [
        (100, "NL Open the file."),
        (100, "Anders"),
        (74, "NL Save the file"),
        (71, "Sluit het bestand"),
    ]


def test_search_brings_the_markup_along(tmp_path: Path) -> None:
    root = site(tmp_path)
    put(root / "b.csv", "source,target\nPress `Save` 3 times.,Druk 3 keer op `Save`.\n")
    imported(root, "b.csv")
    done = run(root, "memory", "search", "Press `Open` 4 times.")

    assert done.code == 0
    assert "Druk 4 keer op `Open`." in done.out
    assert "b.csv" in done.out


def test_search_is_held_within_its_limits(tmp_path: Path) -> None:
    root = site(tmp_path)
    put(root / "b.csv", "source,target\n" + "".join(f"Open the file {n},Open {n}\n" for n in range(10, 30)))
    imported(root, "b.csv")
    few = run(root, "memory", "search", "Open the file 9", "--limit", "3", "--format", "json")
    sure = run(root, "memory", "search", "Open the file.", "--least", "100", "--format", "json")

    assert len(json.loads(few.out)["results"][0]["matches"]) == 3
    assert [match["score"] for match in json.loads(sure.out)["results"][0]["matches"]] == [100]


def test_search_that_finds_nothing_says_so(tmp_path: Path) -> None:
    done = run(site(tmp_path), "memory", "search", "Quite another thing", "Open the file.")

    assert done.code == 0
    assert done.out.splitlines()[:2] == ["Quite another thing", "  nothing found"]
    assert "100 %" in done.out
    assert not (tmp_path / ".i18n-memory.db").exists()


def test_no_text_of_strangers_reaches_the_terminal_as_a_command(tmp_path: Path) -> None:
    root = site(tmp_path)
    put(root / "b.csv", "source,target\nClear\x1b[2J it,Wis\x1b[2J het\n")
    imported(root, "b.csv")
    done = run(root, "memory", "search", "Clear it", "--least", "50")

    assert "Wis" in done.out
    assert "\x1b" not in done.out


def test_equal_units_of_catalogues_and_database_are_found_once(tmp_path: Path) -> None:
    root = site(tmp_path)
    run(root, "memory", "export", "out.tmx")
    imported(root, "out.tmx")

    assert [match["score"] for match in matches(root, "Save the file")[0]] == [100, 74]


def test_memories_answer_exactly_and_nearly_and_can_be_closed(tmp_path: Path) -> None:
    root = site(tmp_path)
    put(root / "b.csv", f"{CSV}Open the file.,Anders\n")
    imported(root, "b.csv")
    loaded = settings.load(root)
    units, failures = project_memory.of_catalogues(loaded, "nl", ["a.md", "b.md"], Executor())
    with project_memory.open_all(loaded, "nl", units) as memories:
        exact = [match.unit.target for match in memories.exact("Open the file.")]
        near = [match.unit.target for match in memories.near("Open the file!", limit=1)]

    assert failures == ()
    assert exact == ["NL Open the file.", "Anders"]
    assert near == ["NL Open the file."]


# --- the database ------------------------------------------------------------------------------------


def test_two_projects_share_one_database(tmp_path: Path) -> None:
    one, two = shared(tmp_path / "one", "../team.db"), shared(tmp_path / "two", str(tmp_path / "team.db"))
    put(one / "b.csv", CSV)
    imported(one, "b.csv")

    assert [match["target"] for match in matches(two, "Close the file")[0]][:1] == ["Sluit het bestand"]
    assert (tmp_path / "team.db").exists()


def test_the_database_may_lie_in_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    root = shared(tmp_path / "site", "~/team.db")
    put(root / "b.csv", CSV)
    imported(root, "b.csv")

    assert (tmp_path / "home" / "team.db").exists()


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("[merge]\nmax_obsolete = -1\n", "0 or more"),
        ("[merge]\nmax_obsolete = true\n", "whole number"),
        ('[merge]\nmax_obsolete = "3"\n', "whole number"),
        ("[merge]\nmax_obsolete = 3\n", "needs 'memory.database'"),
        ('[memory]\ndatabase = ""\n', "'memory.database'"),
        ('[memory]\ndatabase = "~nobody-of-that-name/team.db"\n', "'memory.database'"),
        ("[memory]\ndatabase = 3\n", "a text"),
        ('[memory]\ndatabas = "team.db"\n', "Did you mean 'memory.database'"),
    ],
)
def test_wrong_settings_of_the_memory_are_told_in_a_sentence(tmp_path: Path, settings: str, said: str) -> None:
    project(tmp_path, {"a.md": "One.\n"}, f'locales = ["nl"]\n{settings}')
    done = run(tmp_path, "update")

    assert done.code == 2
    assert said in done.err
    assert "Traceback" not in done.err


def test_a_password_in_the_settings_is_refused_and_not_repeated(tmp_path: Path) -> None:
    root = shared(tmp_path, "postgresql://me:geheim@localhost/team")
    put(root / "b.csv", CSV)
    done = imported(root, "b.csv")

    assert done.code == 2
    assert "geheim" not in done.err + done.out


def test_every_command_works_with_a_database_on_a_server(tmp_path: Path, schema: str) -> None:
    one, two = shared(tmp_path / "one", schema), shared(tmp_path / "two", schema)
    put(one / "b.csv", f"{CSV}Open the file.,Anders\n")
    first, second = imported(one, "b.csv"), imported(one, "b.csv")
    put(two / "i18n.toml", (two / "i18n.toml").read_text(encoding="utf-8") + "[merge]\nmax_obsolete = 0\n")
    put(two / "source" / "b.md", "Something quite different, 12345.\n")
    updated = run(two, "update")
    exported = run(two, "memory", "export", "out.csv", "--from", "database")

    assert (first.code, "2 new" in first.out, "0 new" in second.out) == (0, True, True), first.err
    assert updated.code == 0, updated.err
    assert "3 units written" in exported.out, exported.err
    assert [match["target"] for match in matches(one, "Open the file.")[0]][:2] == ["NL Open the file.", "Anders"]
    with open_memory(schema) as memory:
        assert Unit("Open the file.", "NL Open the file.", "nl", origin="source/b.md") in list(memory.units("nl"))


def test_a_server_that_does_not_answer_is_told_with_its_exit_code(tmp_path: Path) -> None:
    root = shared(tmp_path, f"postgresql://127.0.0.1:1/team?user={os.environ.get('USER', 'me')}")
    put(root / "b.csv", CSV)
    done = imported(root, "b.csv")

    assert done.code == 3
    assert "127.0.0.1" in done.err
