"""`import` as a person calls it: what it writes, what it says, and what it leaves alone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import polib
import pytest
from helpers.projects import po_path, put, run, states, tree
from helpers.published import bring, catalogue, imported, localised, site

PEERS = Path(__file__).resolve().parents[2] / "peers"
PAGE = """\
---
title: Why we protest
---

We ask our [government](/government) for a pause in 2023.

The costs are 300 euros.
"""
DUTCH = """\
---
title: Waarom we protesteren
---

We vragen onze [regering](/government) om een pauze in 2023.

De kosten zijn 300 euro.
"""
TITLE, ASK, COSTS = "Why we protest", "We ask our [government][1] for a pause in 2023.", "The costs are 300 euros."
ASK_DUTCH = "We vragen onze [regering][1] om een pauze in 2023."
OTHER = "# Another page\n\nIt speaks of [other things](/things) altogether.\n"
OTHER_DUTCH = "# Een andere pagina\n\nDie gaat over heel [andere dingen](/things).\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two pages with their translations."""
    return site(tmp_path, {"page.md": PAGE, "other.md": OTHER}, {"page.md": DUTCH, "other.md": OTHER_DUTCH})


def fill(root: Path, msgid: str, **values: object) -> None:
    """Change a message of the page's catalogue as another tool would."""
    run(root, "update")
    catalogue = polib.pofile(str(po_path(root)), encoding="utf-8", wrapwidth=0)
    [entry] = [entry for entry in catalogue if entry.msgid == msgid]
    for name, value in values.items():
        setattr(entry, name, value)
    catalogue.save(str(po_path(root)), newline="")


# --- what it writes ----------------------------------------------------------------------------------


def test_published_pages_become_catalogues_and_come_out_as_they_were(root: Path) -> None:
    done = imported(root)

    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("nl: 2 pages read, 5 of 5 texts aligned\n  2 catalogues written\n")
    assert set(states(po_path(root)).values()) == {"reviewed"}
    assert localised(root) == DUTCH
    assert localised(root, "other.md") == OTHER_DUTCH


def test_update_has_nothing_left_to_do_after_an_import(root: Path) -> None:
    imported(root)
    before = tree(root, "locales")
    run(root, "update")

    assert tree(root, "locales") == before


def test_what_is_imported_as_a_draft_is_one(root: Path) -> None:
    imported(root, "--as", "draft")
    message = catalogue(root)[COSTS]

    assert (message.msgstr, message.flags) == ("De kosten zijn 300 euro.", ("fuzzy",))
    assert [note for note in message.notes if note.startswith("machine draft: ")]
    assert json.loads(run(root, "status", "--format", "json").out)
    assert localised(root) == PAGE


def test_a_draft_is_replaced_by_what_people_stand_behind_and_not_the_other_way_round(root: Path) -> None:
    imported(root, "--as", "draft")
    imported(root)
    assert set(states(po_path(root)).values()) == {"reviewed"}
    assert b"machine draft" not in po_path(root).read_bytes()

    before = tree(root, "locales")
    imported(root, "--as", "draft")
    assert tree(root, "locales") == before


def test_a_reviewed_text_is_never_overwritten_and_that_is_told(root: Path) -> None:
    fill(root, COSTS, msgstr="Het kost 300 euro.")
    report = bring(root)["page.md"]

    assert catalogue(root)[COSTS].msgstr == "Het kost 300 euro."
    assert catalogue(root)[ASK].msgstr == "We vragen onze [regering][1] om een pauze in 2023."
    [(file, _, text)] = report.found("kept")
    assert file == "source/page.md"
    assert COSTS in text


def test_a_text_that_a_person_marked_is_not_overwritten_either(root: Path) -> None:
    fill(root, COSTS, msgstr="Het kost geld.", flags=["fuzzy"])
    bring(root)

    assert catalogue(root)[COSTS].msgstr == "Het kost geld."
    assert catalogue(root)[COSTS].fuzzy


def test_empty_texts_and_drafts_are_filled(root: Path) -> None:
    fill(root, COSTS, msgstr="Een ontwerp.", flags=["fuzzy"], tcomment="machine draft: deepl")
    bring(root)

    assert catalogue(root)[COSTS].msgstr == "De kosten zijn 300 euro."
    assert not catalogue(root)[COSTS].notes
    assert set(states(po_path(root)).values()) == {"reviewed"}


def test_an_import_done_twice_changes_nothing(root: Path) -> None:
    imported(root)
    before = tree(root, "locales")
    done = imported(root)

    assert tree(root, "locales") == before
    assert "0 catalogues written" in done.out


def test_a_dry_run_writes_nothing_and_says_what_it_would(root: Path) -> None:
    done = imported(root, "--dry-run")

    assert done.code == 0
    assert "2 catalogues would change" in done.out
    assert not (root / "locales").exists()


@pytest.mark.parametrize("words", [(), ("--as", "draft")])
def test_one_process_and_two_write_the_same(tmp_path: Path, words: tuple[str, ...]) -> None:
    pages = {f"page-{n}.md": PAGE.replace("300", str(300 + n)) for n in range(5)}
    dutch = {f"page-{n}.md": DUTCH.replace("300", str(300 + n)) for n in range(5)}
    made = []
    for jobs in ("1", "2"):
        root = site(tmp_path / jobs, pages, dutch)
        done = imported(root, "-j", jobs, "--format", "json", *words)
        made.append((done.code, done.out, tree(root, "locales")))

    assert made[0] == made[1]


@pytest.mark.parametrize("layout", ["page", "folder", "locale"])
def test_every_layout_of_catalogues_holds_what_was_imported(tmp_path: Path, layout: str) -> None:
    settings = f'locales = ["nl"]\nlayout = "{layout}"\n[markdown]\nanchors = "keep"\nlinks = "keep"\n'
    pages = {"page.md": PAGE, "a/other.md": OTHER, "a/third.md": PAGE}
    dutch = {"page.md": DUTCH, "a/other.md": OTHER_DUTCH, "a/third.md": DUTCH}
    root = site(tmp_path, pages, dutch, settings)
    assert imported(root, "-j", "2").code == 0

    for name, text in dutch.items():
        assert localised(root, name) == text
    before = tree(root, "locales")
    imported(root)
    run(root, "update")
    assert tree(root, "locales") == before


# --- the report --------------------------------------------------------------------------------------


def test_the_report_in_json_is_complete(root: Path) -> None:
    put(root / "nl/page.md", DUTCH.replace("/government", "/regering").replace("De kosten zijn 300 euro.\n", ""))
    put(root / "nl/strange.md", "Vreemd\n")
    (root / "nl/other.md").unlink()
    report = json.loads(imported(root, "--format", "json").out)

    [page] = report.pop("pages")
    assert page.pop("findings") == [
        {
            "file": "source/page.md",
            "line": 7,
            "check": "missing",
            "part": "translate",
            "text": f"not found in the translation: {COSTS}",
        },
        {
            "file": "nl/page.md",
            "line": 5,
            "check": "link",
            "part": "changes",
            "text": f"the link to /government leads to /regering in “{ASK_DUTCH}”; it gets its target back",
        },
    ]
    assert {name: page[name] for name in ("page", "source", "aligned", "merged", "missing", "extra", "changed")} == {
        "page": "source/page.md",
        "source": "",
        "aligned": 2,
        "merged": 0,
        "missing": 1,
        "extra": 0,
        "changed": True,
    }
    assert report == {
        "version": 1,
        "locale": "nl",
        "counts": {"link": 1, "missing": 1, "unknown": 1},
        "without": ["other.md"],
        "findings": [
            {
                "file": "nl/strange.md",
                "line": 0,
                "check": "unknown",
                "part": "wrong",
                "text": "no page of the project has this path",
            }
        ],
    }


def test_the_text_report_names_file_and_line_of_every_fault(root: Path) -> None:
    put(root / "nl/page.md", "\n\n" + DUTCH.replace("/government", "/regering"))
    (root / "nl/other.md").unlink()
    lines = imported(root).out.splitlines()

    assert [line for line in lines if line.startswith("  nl/page.md:1:1: front-matter: blank lines")]
    assert [line for line in lines if line.startswith("  nl/page.md:7:1: link: ")]
    assert lines[-2:] == ["1 page without a translation there:", "  other.md"]


def test_control_characters_of_strangers_do_not_reach_the_terminal(root: Path) -> None:
    put(
        root / "nl/page.md",
        DUTCH + "\nEen \x1b[31mrode tekst\x1b[0m, die er niet hoort: [x](/y)\n\n# Nog een \x1b[2J kop\n",
    )
    done = imported(root)

    assert "\x1b" not in done.out + done.err


def test_a_quiet_import_says_nothing(root: Path) -> None:
    done = imported(root, "-q")

    assert (done.code, done.out, done.err) == (0, "", "")


# --- what it reads -----------------------------------------------------------------------------------


def test_a_byte_order_mark_and_windows_line_ends_are_read(root: Path) -> None:
    put(root / "nl/page.md", b"\xef\xbb\xbf" + DUTCH.replace("\n", "\r\n").encode())
    assert imported(root).code == 0

    assert localised(root) == DUTCH


def test_blank_lines_before_the_front_matter_cost_nothing(root: Path) -> None:
    put(root / "nl/page.md", "\r\n\n\n" + DUTCH)
    imported(root)

    assert localised(root) == DUTCH


def test_only_the_pages_that_are_named_are_read(root: Path) -> None:
    done = imported(root, "source/page.md")

    assert done.code == 0
    assert po_path(root).exists()
    assert not po_path(root, "other").exists()
    assert "without" not in done.out


def test_pages_in_folders_are_read(tmp_path: Path) -> None:
    root = site(tmp_path, {"a/b/page.md": PAGE}, {"a/b/page.md": DUTCH})
    imported(root)

    assert localised(root, "a/b/page.md") == DUTCH


def test_the_folder_may_be_the_project_s_own_output(root: Path) -> None:
    shutil.move(root / "nl", root / "localised/nl")
    assert run(root, "import", "localised/nl", "-l", "nl").code == 0

    assert localised(root) == DUTCH


def test_a_folder_outside_the_project_is_read_and_not_written(tmp_path: Path) -> None:
    root = site(tmp_path / "project", {"page.md": PAGE}, {})
    put(tmp_path / "elsewhere/page.md", DUTCH)
    done = run(root, "import", str(tmp_path / "elsewhere"), "-l", "nl")

    assert done.code == 0
    assert localised(root) == DUTCH
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["page.md"]


def test_a_translation_of_quite_another_page_is_hardly_taken_for_anything(tmp_path: Path) -> None:
    english = [
        f"The {word} of the first page has nothing to do with it.\n" for word in ["bread", "water", "stone", "house"]
    ]
    dutch = [
        "## Een recept\n",
        "Neem 300 gram bloem en twee eieren uit de [winkel](https://example.org/winkel).\n",
        "- Roer het om\n- Bak het\n",
        "Wacht een uur.\n",
    ]
    root = site(tmp_path, {"page.md": "\n".join(english)}, {"page.md": "\n".join(dutch)})
    report = bring(root)["page.md"].report

    assert report["aligned"] <= 1


def test_an_empty_page_and_one_with_nothing_but_front_matter_are_read(tmp_path: Path) -> None:
    pages = {"empty.md": "", "front.md": "---\ntitle: Why\n---\n", "full.md": PAGE, "code.md": "```\nx\n```\n"}
    dutch = {"empty.md": "", "front.md": "---\ntitle: Waarom\n---\n", "full.md": "", "code.md": "```\nx\n```\n"}
    root = site(tmp_path, pages, dutch, 'locales = ["nl"]\n')
    report = bring(root)

    assert report["full.md"].report["missing"] == 3
    assert states(po_path(root, "front")) == {"Why": "reviewed"}


# --- wrong use ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [(), ("-l", "nl", "-l", "de")])
def test_without_one_locale_it_asks_for_one(tmp_path: Path, words: tuple[str, ...]) -> None:
    root = site(tmp_path, {"page.md": PAGE}, {"page.md": DUTCH}, 'locales = ["de", "nl"]\n')
    done = run(root, "import", "nl", *words)

    assert done.code == 2
    [said] = done.errors
    assert "-l de" in said
    assert not (root / "locales").exists()


def test_the_only_locale_need_not_be_named(root: Path) -> None:
    assert run(root, "import", "nl").code == 0


def test_a_folder_that_is_not_there_is_an_error(root: Path) -> None:
    done = run(root, "import", "nowhere", "-l", "nl")

    assert done.code == 2
    [said] = done.errors
    assert "nowhere" in said


def test_a_file_is_no_folder(root: Path) -> None:
    done = run(root, "import", "nl/page.md", "-l", "nl")

    assert done.code == 2
    [said] = done.errors
    assert "nl/page.md" in said


def test_a_page_that_is_not_utf_8_is_an_error_and_the_others_are_done(root: Path) -> None:
    put(root / "nl/page.md", "# Waarom\n\nKosten: 300 €\n".encode("cp1252"))
    done = imported(root)

    assert done.code != 0
    [said] = done.errors
    assert "nl/page.md:3" in said
    assert "UTF-8" in said
    assert localised(root, "other.md") == OTHER_DUTCH
    assert not po_path(root).exists()


def test_a_catalogue_that_cannot_be_read_is_an_error_and_is_left_alone(root: Path) -> None:
    put(po_path(root), 'msgid "one\n')
    done = imported(root)

    assert done.code != 0
    assert [said for said in done.errors if "page.po:1" in said]
    assert po_path(root).read_bytes() == b'msgid "one\n'
    assert set(states(po_path(root, "other")).values()) == {"reviewed"}


# --- catalogues of other tools -----------------------------------------------------------------------

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'


@pytest.mark.parametrize("name", ["mdpo", "po4a", "po4a_neverwrap", "translate_toolkit", "mdbook"])
def test_the_catalogue_of_another_tool_is_carried_over(tmp_path: Path, name: str) -> None:
    root = site(tmp_path, {"page.md": (PEERS / "page.md").read_bytes()}, {})
    put(root / "old/page.po", (PEERS / f"{name}.po").read_bytes())
    done = run(root, "import", "old", "-l", "nl")

    assert done.code == 0, done
    found = list(states(po_path(root)).values())
    assert found.count("reviewed") >= len(found) - 2
    before = tree(root, "locales")
    assert run(root, "import", "old", "-l", "nl").code == 0
    assert tree(root, "locales") == before


def test_what_no_page_has_is_told_with_its_file_and_line(root: Path) -> None:
    put(root / "old/all.po", f'{HEADER}\nmsgid "{COSTS}"\nmsgstr "Het kost geld."\n\nmsgid "Gone"\nmsgstr "Weg"\n')
    done = run(root, "import", "old", "-l", "nl")

    assert catalogue(root)[COSTS].msgstr == "Het kost geld."
    assert "  old/all.po:7: unplaced: no page has this text: Gone" in done.out.splitlines()


def test_a_catalogue_of_another_language_is_left(root: Path) -> None:
    german = HEADER.replace('msgstr "', 'msgstr "Language: de\\n')
    put(root / "old/de.po", f'{german}\nmsgid "{COSTS}"\nmsgstr "Es kostet Geld."\n')
    done = run(root, "import", "old", "-l", "nl")

    assert done.code == 0
    assert b"Es kostet" not in b"".join(tree(root, "locales").values())


def test_a_catalogue_does_not_overwrite_what_was_reviewed(root: Path) -> None:
    fill(root, COSTS, msgstr="Het kost 300 euro.")
    put(root / "old/all.po", f'{HEADER}\nmsgid "{COSTS}"\nmsgstr "Het kost geld."\n')
    done = run(root, "import", "old", "-l", "nl")

    assert catalogue(root)[COSTS].msgstr == "Het kost 300 euro."
    assert [line for line in done.out.splitlines() if "kept" in line and COSTS in line]


def test_a_catalogue_counts_for_more_than_a_published_page(root: Path) -> None:
    put(root / "nl/all.po", f'{HEADER}\nmsgid "{COSTS}"\nmsgstr "Het kost geld."\n')
    imported(root)

    assert catalogue(root)[COSTS].msgstr == "Het kost geld."
    assert catalogue(root)[TITLE].msgstr == "Waarom we protesteren"


def test_the_project_s_own_catalogues_are_not_those_of_another_tool(root: Path) -> None:
    imported(root)
    fill(root, COSTS, msgstr="")
    before = tree(root, "locales")
    put(po_path(root, "stray"), f'{HEADER}\nmsgid "{COSTS}"\nmsgstr "Het kost geld."\n')
    done = run(root, "import", "locales", "-l", "nl")

    assert done.code == 0
    assert {name: data for name, data in tree(root, "locales").items() if "stray" not in name} == before


def test_a_broken_catalogue_is_an_error_and_the_pages_are_done(root: Path) -> None:
    put(root / "nl/all.po", 'msgid "one\n')
    done = imported(root)

    assert done.code != 0
    assert [said for said in done.errors if "nl/all.po:1" in said]
    assert localised(root) == DUTCH
