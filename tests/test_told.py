"""What people are told: where a refused message is, what became of messages, and where a command may begin."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from helpers.projects import KEEP, page_path, po_path, project, put, run, states, translate

TWO = KEEP.replace('["nl"]', '["nl", "de"]')
LINK = "Read [the plan](https://example.org).\n"


def _two(root: Path, pages: dict[str, str], settings: str = TWO) -> Path:
    project(root, pages, settings)
    run(root, "update")
    return root


def _fill(path: Path, texts: dict[str, str]) -> None:
    catalogue = polib.pofile(str(path), encoding="utf-8", wrapwidth=0)
    for entry in catalogue:
        entry.msgstr = texts.get(entry.msgid, entry.msgstr)
    catalogue.save(str(path), newline="")


def _line(path: Path, msgid: str) -> int:
    """The line on which the entry of a message begins, its comments included."""
    lines = path.read_text(encoding="utf-8").split("\n")
    number = lines.index(f'msgid "{msgid}"')
    while lines[number - 1]:
        number -= 1
    return number + 1


def _translated_line(path: Path, msgid: str) -> int:
    """The line on which the translation of a message stands."""
    return path.read_text(encoding="utf-8").split("\n").index(f'msgid "{msgid}"') + 2


# --- refusals ------------------------------------------------------------------------------------------


def test_a_refusal_names_its_catalogue_and_line_first_and_then_the_page(tmp_path: Path) -> None:
    root = _two(tmp_path, {"news.md": f"# News\n\n{LINK}"})
    _fill(po_path(root, "news", "de"), {"Read [the plan][1].": "Lies den Plan."})
    line = _translated_line(po_path(root, "news", "de"), "Read [the plan][1].")

    told = run(root, "assemble").err.strip()
    assert told.startswith(f"locales/de/LC_MESSAGES/news.po:{line}:9: source/news.md:3: “Read [the plan][1].”")
    assert "\n" not in told


def test_a_message_that_stands_in_several_places_is_refused_in_one_line(tmp_path: Path) -> None:
    root = _two(tmp_path, {"news.md": f"{LINK}\n- {LINK}\n> {LINK}"})
    _fill(po_path(root, "news"), {"Read [the plan][1].": "Lees het plan."})

    done = run(root, "assemble", "-l", "nl")
    assert done.err.count("stays English") == 1
    assert "source/news.md:1, source/news.md:3, source/news.md:5:" in done.err
    assert "1 message refused" in done.out


@pytest.mark.parametrize("kind", ["folder", "locale"])
def test_a_message_that_pages_share_is_refused_in_one_line_with_the_shared_catalogue(tmp_path: Path, kind: str) -> None:
    root = _two(tmp_path, {"a.md": LINK, "b.md": LINK}, f'layout = "{kind}"\n{TWO}')
    _fill(po_path(root, "pages"), {"Read [the plan][1].": "Lees het plan."})
    line = _translated_line(po_path(root, "pages"), "Read [the plan][1].")

    told = run(root, "assemble", "-l", "nl").err.strip()
    assert told.startswith(f"locales/nl/LC_MESSAGES/pages.po:{line}:9: source/a.md:1, source/b.md:1: “")
    assert "\n" not in told


def test_the_line_is_that_of_an_entry_on_a_windows_catalogue_too(tmp_path: Path) -> None:
    root = _two(tmp_path, {"news.md": f"# News\n\n{LINK}"})
    path = po_path(root, "news")
    _fill(path, {"Read [the plan][1].": "Lees het plan."})
    line = _translated_line(path, "Read [the plan][1].")
    put(path, path.read_bytes().replace(b"\n", b"\r\n"))

    assert f"news.po:{line}:9: " in run(root, "assemble", "-l", "nl").err


def test_the_place_of_a_refusal_is_the_first_character_of_its_translation(tmp_path: Path) -> None:
    root = _two(tmp_path, {"news.md": LINK}, KEEP)
    entry = '# msgstr "no"\n  msgid "Read [the plan][1]."\n\tmsgstr   ""\n"Lees het plan."\n'
    put(po_path(root, "news"), entry)

    assert run(root, "assemble").err.strip().startswith("locales/nl/LC_MESSAGES/news.po:3:12: source/news.md:1: ")


def test_a_page_that_is_not_utf8_is_told_with_line_and_column_in_characters(tmp_path: Path) -> None:
    root = project(tmp_path, {"news.md": ""}, KEEP)
    put(root / "source/news.md", "# Één\n\ncafé ".encode() + b"\xe9\n")

    said = "error: source/news.md:3:6: not UTF-8 (byte 0xe9); save the page as UTF-8"
    assert said in run(root, "update").err


def test_a_fault_of_a_catalogue_is_told_with_its_line_and_column(tmp_path: Path) -> None:
    root = project(tmp_path, {"news.md": "News.\n"}, KEEP)
    put(po_path(root, "news"), 'msgid "News."\nmsgstr "Nieuws\n')

    said = "news.po:2:15: the string does not end on its line; add the missing"
    assert said in run(root, "update").err


# --- catalogues in the place of pages ------------------------------------------------------------------


@pytest.fixture
def three(tmp_path: Path) -> Path:
    pages = {"a.md": "One.\n", "b.md": "Two.\n", "guide/c.md": "Three.\n"}
    root = _two(tmp_path, pages)
    for locale in ("nl", "de"):
        translate(root, locale=locale)
    return root


@pytest.mark.parametrize(
    ("names", "written"),
    [
        (["locales/nl/LC_MESSAGES/a.po"], {"nl/a.md"}),
        (["locales/de/LC_MESSAGES/guide/c.po"], {"de/guide/c.md"}),
        (["locales/nl/LC_MESSAGES/a.po", "locales/de/LC_MESSAGES/b.po"], {"nl/a.md", "de/b.md"}),
        (["locales/nl/LC_MESSAGES/a.po", "b.md"], {"nl/a.md", "nl/b.md", "de/b.md"}),
        (["locales/nl/LC_MESSAGES/guide"], {"nl/guide/c.md"}),
        (["locales/de"], {"de/a.md", "de/b.md", "de/guide/c.md"}),
        (["locales/templates/a.pot"], {"nl/a.md", "de/a.md"}),
    ],
)
def test_a_catalogue_stands_for_its_page_in_its_locale(three: Path, names: list[str], written: set[str]) -> None:
    assert run(three, "assemble", *names).code == 0

    found = (three / "localised").rglob("*.md")
    assert written == {path.relative_to(three / "localised").as_posix() for path in found}


@pytest.mark.parametrize(
    "words", [["update"], ["extract"], ["draft"], ["assemble"], ["status"], ["translate"], ["import", "old"]]
)
def test_every_command_that_takes_pages_takes_a_catalogue(three: Path, words: list[str]) -> None:
    put(three / "old" / "a.md", "Een.\n")

    assert run(three, *words, str(po_path(three, "a"))).code == 0


def test_status_counts_only_what_the_catalogues_stand_for(three: Path) -> None:
    done = run(three, "status", "--by", "page", "locales/nl/LC_MESSAGES/a.po", "locales/de/LC_MESSAGES/b.po")

    assert {("a.md", "nl"), ("b.md", "de")} == {
        tuple(line.split()[:2]) for line in done.out.splitlines() if ".md " in line
    }


@pytest.mark.parametrize("kind", ["folder", "locale"])
def test_a_shared_catalogue_stands_for_all_its_pages(tmp_path: Path, kind: str) -> None:
    root = _two(tmp_path, {"a.md": "One.\n", "b.md": "Two.\n"}, f'layout = "{kind}"\n{TWO}')

    assert run(root, "assemble", "locales/de/LC_MESSAGES/pages.po").code == 0
    assert {"de"} == {path.name for path in (root / "localised").iterdir()}
    assert {"a.md", "b.md"} == {path.name for path in (root / "localised/de").iterdir()}


def test_a_catalogue_of_no_page_and_one_that_the_locale_option_leaves_out_are_named(three: Path) -> None:
    gone = run(three, "assemble", "locales/nl/LC_MESSAGES/gone.po")
    left_out = run(three, "assemble", "-l", "de", "locales/nl/LC_MESSAGES/a.po")

    assert (gone.code, left_out.code) == (2, 2)
    assert "has the messages of no page" in gone.err
    assert "is of nl, which -l leaves out" in left_out.err


# --- what became of messages -----------------------------------------------------------------------------


def test_update_says_how_many_messages_are_new_and_where(tmp_path: Path) -> None:
    project(tmp_path, {"a.md": "# One\n\nTwo.\n", "b.md": "Three.\n"}, TWO)

    lines = run(tmp_path, "update").out.splitlines()
    assert lines[0] == "nl: 2 catalogues, 2 written (3 new)"
    assert lines[1:3] == ["  locales/nl/LC_MESSAGES/a.po: 2 new", "  locales/nl/LC_MESSAGES/b.po: 1 new"]
    assert lines[3].startswith("de: ")


def test_update_says_how_many_became_stale_obsolete_and_new(tmp_path: Path) -> None:
    root = _two(tmp_path, {"a.md": "# The plan for today\n\nWe walk to the sea.\n\nThen we swim home.\n"}, KEEP)
    translate(root)
    put(root / "source/a.md", "# The plan for today\n\nWe walk to the seaside.\n\nBuy 12 red apples.\n")

    done = run(root, "translate")
    assert "nl: 1 catalogue, 1 written (1 new, 1 stale, 1 obsolete)\n" in done.out
    assert "  locales/nl/LC_MESSAGES/a.po: 1 new, 1 stale, 1 obsolete\n" in done.out


def test_a_second_update_has_nothing_to_say(tmp_path: Path) -> None:
    root = _two(tmp_path, {"a.md": "# One\n\nTwo.\n"}, KEEP)

    assert run(root, "update").out == "nl: 1 catalogue, nothing to change\n"


def test_what_moved_to_another_page_and_what_was_renamed_is_carried(tmp_path: Path) -> None:
    root = _two(tmp_path, {"a.md": "# One\n\nWe walk to the sea.\n", "b.md": "# Two\n"}, KEEP)
    translate(root)
    put(root / "source/a.md", "# One\n")
    put(root / "source/b.md", "# Two\n\nWe walk to the sea.\n")
    moved = run(root, "update").out
    (root / "source/b.md").rename(root / "source/c.md")
    renamed = run(root, "update").out

    assert "a.po: 1 obsolete" in moved
    assert "b.po: 1 carried" in moved
    assert "c.po: 2 carried" in renamed
    assert states(po_path(root, "c")) == {"Two": "reviewed", "We walk to the sea.": "reviewed"}


def test_the_first_few_catalogues_are_named_and_all_of_them_with_verbose(tmp_path: Path) -> None:
    pages = {f"{number}.md": f"Page {number}.\n" for number in range(8)}
    first = run(project(tmp_path / "one", pages), "update").out
    every = run(project(tmp_path / "two", pages), "update", "-v").out

    assert "… and 3 more; -v shows them" in first
    assert first.count(".po: 1 new") == 5
    assert every.count(".po: 1 new") == 8


def test_a_check_says_what_would_become_of_messages(tmp_path: Path) -> None:
    root = _two(tmp_path, {"a.md": "# One\n"}, KEEP)
    put(root / "source/a.md", "# One\n\nTwo.\n")

    assert "1 would change (1 new)" in run(root, "translate", "--check").out


# --- translate -------------------------------------------------------------------------------------------


def test_translate_refreshes_templates_where_the_project_has_them(tmp_path: Path) -> None:
    root = _two(tmp_path, {"a.md": "# One\n"}, KEEP)
    run(root, "translate")
    without = (root / "locales/templates").exists()
    run(root, "extract")
    put(root / "source/a.md", "# One\n\nOther.\n")
    check = run(root, "translate", "--check").code
    run(root, "translate")

    assert not without
    assert check == 1
    assert [entry.msgid for entry in polib.pofile(str(root / "locales/templates/a.pot"))] == ["One", "Other."]
    assert run(root, "translate", "--check").code == 0


def test_templates_of_another_tool_are_left_alone_by_translate(tmp_path: Path) -> None:
    root = _two(tmp_path, {"a.md": "# One\n"}, KEEP)
    theirs = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Theirs"\nmsgstr ""\n'
    put(root / "locales/templates/a.pot", theirs)

    assert run(root, "translate").code == 0
    assert theirs == (root / "locales/templates/a.pot").read_bytes()


@pytest.mark.parametrize("command", ["translate", "status"])
def test_a_language_of_which_nothing_can_be_read_has_no_line_of_dashes(tmp_path: Path, command: str) -> None:
    root = _two(tmp_path, {"a.md": "# One\n"}, TWO)
    put(po_path(root, "a"), b'msgid "broken\n')
    one = run(root, command)
    put(po_path(root, "a", "de"), b'msgid "broken\n')
    both = run(root, command)

    assert (one.code, both.code) == (1, 1)
    assert "Dutch" not in one.out
    assert "German" in one.out
    assert "───" not in both.out
    assert len(both.errors) == 2


# --- python -m --------------------------------------------------------------------------------------------


def test_the_package_is_a_program(tmp_path: Path) -> None:
    project(tmp_path, {"a.md": "# One\n"})
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, "-m", "i18n_pipeline"]
    shown = subprocess.run([*command, "-h"], capture_output=True, text=True, env=environment, check=False)
    done = subprocess.run(
        [*command, "translate", "-C", str(tmp_path)], capture_output=True, env=environment, check=False
    )

    assert shown.stdout.startswith("Usage: python -m i18n_pipeline [OPTIONS] COMMAND")
    assert done.returncode == 0
    assert page_path(tmp_path, "a.md").exists()


# --- where a message is translated -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("javascript:alert({text})", "must begin with one of https://"),
        ("file:///{catalogue}", "must begin with one of https://"),
        ("https://example.org/{catalog}", "Did you mean 'catalogue'?"),
        ("https://example.org/", "leads every message to the same place"),
    ],
)
def test_an_address_that_leads_nowhere_is_named(tmp_path: Path, address: str, said: str) -> None:
    project(tmp_path, {"a.md": "# One\n"}, f'{KEEP}[status]\ntranslate_url = "{address}"\n')
    done = run(tmp_path, "status")

    assert done.code == 2
    assert "'status.translate_url'" in done.err
    assert said in done.err


def test_the_report_leads_to_the_editor_of_the_settings(tmp_path: Path) -> None:
    settings = f'{KEEP}[status]\ntranslate_url = "vscode://file/home/me/{{catalogue}}:{{line}}"\n'
    root = _two(tmp_path, {"a.md": "# Prices\n\nBring **water**.\n"}, settings)
    line = _line(po_path(root, "a"), "Bring **water**.")
    run(root, "status", "--format", "html", "--output", str(root / "report"))
    made = (root / "report/pages/a.md.html").read_text(encoding="utf-8")

    assert f'href="vscode://file/home/me/locales/nl/LC_MESSAGES/a.po:{line}"' in made
    assert "<h1><bdi>Prices</bdi></h1>" in made
    assert "in <bdi>Prices</bdi>" in made
    assert "Bring <strong>water</strong>." in made
