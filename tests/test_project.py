"""A project from its first command to its last, as its users would see it."""

from __future__ import annotations

import json
from pathlib import Path

import polib
import pytest
from helpers.projects import (
    KEEP,
    SETTINGS,
    page_path,
    po_path,
    project,
    put,
    run,
    session,
    states,
    translate,
    tree,
)

from i18n_pipeline.cli.options import Options
from i18n_pipeline.cli.running import RunningCommand
from i18n_pipeline.commands.task import Task
from i18n_pipeline.project import settings

PAGE = """\
---
title: The plan
---
# What we do

We walk to [the sea](https://example.org/sea) and
swim until dark.

- Bring `water`.
"""
DUTCH = {
    "The plan": "Het plan",
    "What we do": "Wat we doen",
    "We walk to [the sea][1] and swim until dark.": "We lopen naar [de zee][1] en zwemmen tot het donker is.",
    "Bring `water`.": "Neem `water` mee.",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path, {"page.md": PAGE})


def test_a_page_whose_only_text_is_refused_now_is_told_with_the_refusal(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": "See [the long guide](guide.md) of this site now.\n"}, KEEP)
    run(root, "update")
    path = po_path(root)
    empty = path.read_text(encoding="utf-8")
    msgid = 'msgid "See [the long guide][1] of this site now."\nmsgstr "'
    assert msgid in empty
    put(path, empty.replace(msgid, f"{msgid}Zie de [lange gids][1] van deze site."))
    assert run(root, "assemble").code == 0
    page = page_path(root).read_text(encoding="utf-8")
    put(path, empty.replace(msgid, f"{msgid}Zie de lange gids."))
    done = run(root, "assemble")

    assert done.code == 1
    assert "it leaves out the link guide.md" in done.err
    assert "page.po:" in done.err
    assert "did not make it" not in done.err
    assert page_path(root).read_text(encoding="utf-8") == page


# --- the way through -----------------------------------------------------------------------------------


def test_init_writes_settings_that_work(tmp_path: Path) -> None:
    put(tmp_path / "docs" / "page.md", PAGE)
    done = run(tmp_path, "init", str(tmp_path), "-l", "nl", "-l", "pt-BR")

    assert done.code == 0
    assert "docs" in done.out
    assert run(tmp_path, "translate").code == 0
    assert page_path(tmp_path, locale="pt-BR").exists()
    assert po_path(tmp_path, locale="pt_BR").exists()


def test_init_tells_which_files_it_took_for_pages(tmp_path: Path) -> None:
    put(tmp_path / "docusaurus.config.js", "")
    put(tmp_path / "docs" / "page.mdx", PAGE)
    put(tmp_path / "docs" / "page.txt", PAGE)
    done = run(tmp_path, "init", str(tmp_path))

    assert "Kind of site: docusaurus, by docusaurus.config.js.\n1 page (*.md or *.mdx) in 'docs'." in done.out
    assert '# include = ["**/*.md", "**/*.mdx"]' in (tmp_path / "i18n.toml").read_text(encoding="utf-8")


def test_init_tells_that_it_found_no_pages(tmp_path: Path) -> None:
    put(tmp_path / "docs" / "page.rst", PAGE)
    done = run(tmp_path, "init", str(tmp_path))

    assert "No pages (*.md) in 'source'." in done.out
    assert "Say in it where the pages are (source) and how their names end (include)." in done.out


def test_init_leaves_settings_that_are_there_alone(root: Path) -> None:
    done = run(root, "init", str(root))

    assert done.code == 2
    assert (root / "i18n.toml").read_text(encoding="utf-8") == KEEP


def test_extract_writes_a_template_for_each_page(root: Path) -> None:
    assert run(root, "extract").code == 0

    template = polib.pofile(str(root / "locales" / "templates" / "page.pot"))
    assert list(DUTCH) == [entry.msgid for entry in template]
    assert {("source/page.md", "")} == {place for entry in template for place in entry.occurrences}


def test_a_page_is_translated_from_beginning_to_end(root: Path) -> None:
    assert run(root, "update").code == 0
    translate(root, DUTCH)
    assert run(root, "assemble").code == 0

    expected = """\
---
title: Het plan
---
# Wat we doen

We lopen naar [de zee](https://example.org/sea)
en zwemmen tot het donker is.

- Neem `water` mee.
"""
    assert expected == page_path(root).read_text(encoding="utf-8")


def test_a_page_without_translations_is_written_in_english(root: Path) -> None:
    assert run(root, "translate").code == 0

    assert PAGE.encode() == page_path(root).read_bytes()


def test_translate_does_it_all_and_its_check_writes_nothing(root: Path) -> None:
    dry = run(root, "translate", "--check")
    assert dry.code == 1
    assert tree(root) == {}

    assert run(root, "translate").code == 0
    before = tree(root)
    assert run(root, "translate", "--check").code == 0

    translate(root, DUTCH)
    filled = tree(root)
    assert run(root, "translate", "--check").code == 1
    assert filled == tree(root)
    assert before != filled


def test_status_counts_messages_and_words(root: Path) -> None:
    run(root, "update")
    translate(root, {**DUTCH, "What we do": ""})
    done = run(root, "status", "--format", "json")

    [locale] = json.loads(done.out)["locales"]
    assert (done.code, locale["locale"]) == (0, "nl")
    counted = locale["coverage"]
    assert (counted["messages"], counted["reviewed"]["messages"], counted["untranslated"]["messages"]) == (4, 3, 1)
    assert counted["untranslated"]["words"] == 3
    assert "nl" in run(root, "status").out
    assert "page.md" in run(root, "status", "--by", "page").out


def test_status_of_a_project_without_catalogues_is_untranslated(root: Path) -> None:
    [locale] = json.loads(run(root, "status", "--format", "json").out)["locales"]

    assert locale["coverage"]["untranslated"]["messages"] == 4


@pytest.mark.parametrize("command", ["extract", "update", "assemble", "translate"])
def test_a_second_run_changes_nothing(root: Path, command: str) -> None:
    run(root, "translate")
    translate(root, {msgid: text for msgid, text in DUTCH.items() if msgid != "What we do"})
    run(root, command)
    once = tree(root)
    done = run(root, command)

    assert once == tree(root)
    assert done.code == 0
    assert "nothing to change" in done.out


BRACES = SETTINGS + 'markdown.ids = "braces"\n'


def test_pinned_ids_and_led_links_are_all_that_is_added(tmp_path: Path) -> None:
    put(tmp_path / "source" / "map.png", b"\x89PNG")
    project(tmp_path, {"page.md": "# One\n\n![a map](map.png) and [two](two.md).\n", "two.md": "Two\n"}, BRACES)
    run(tmp_path, "translate")

    expected = "# One {#one}\n\n![a map](../../source/map.png) and [two](two.md).\n"
    assert expected == page_path(tmp_path).read_text(encoding="utf-8")


# --- what changes on a page ----------------------------------------------------------------------------


@pytest.fixture
def done(root: Path) -> Path:
    run(root, "update")
    translate(root, DUTCH)
    run(root, "translate")
    assert {"reviewed"} == set(states(po_path(root)).values())
    return root


def edited(root: Path, old: str, new: str, name: str = "page.md") -> None:
    path = root / "source" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    put(path, text.replace(old, new))


def test_one_word_of_one_paragraph_makes_one_message_stale(done: Path) -> None:
    edited(done, "until dark", "until night")
    assert run(done, "translate").code == 0

    stale = [entry for entry in polib.pofile(str(po_path(done))) if entry.fuzzy]
    assert [(entry.msgid, entry.previous_msgid) for entry in stale] == [
        ("We walk to [the sea][1] and swim until night.", "We walk to [the sea][1] and swim until dark.")
    ]
    assert list(states(po_path(done)).values()).count("reviewed") == 3
    assert "swim until night" in page_path(done).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("https://example.org/sea", "https://example.org/other?a=b"),
        ("to [the sea](https://example.org/sea) and\nswim", "to\n[the sea](https://example.org/sea) and swim"),
        (
            "We walk to [the sea](https://example.org/sea) and\n",
            "- We walk to [the sea](https://example.org/sea) and\n  ",
        ),
        (
            "We walk to [the sea](https://example.org/sea) and\n",
            "> We walk to [the sea](https://example.org/sea) and\n> ",
        ),
        ("(https://example.org/sea)", "[sea]"),
        ("- Bring", "1. Bring"),
        ("# What", "### What"),
        ("title: The plan", 'title: "The plan"'),
    ],
)
def test_what_is_no_word_makes_nothing_stale(done: Path, old: str, new: str) -> None:
    edited(done, old, new)
    if new == "[sea]":
        edited(done, "- Bring", "[sea]: https://example.org/sea\n\n- Bring")
    assert run(done, "translate").code == 0

    assert dict.fromkeys(DUTCH, "reviewed") == states(po_path(done))
    assert "zwemmen" in page_path(done).read_text(encoding="utf-8")


def test_a_paragraph_that_moves_to_another_page_takes_its_translation_along(done: Path) -> None:
    put(done / "source" / "other.md", "# New here\n\nBring `water`.\n")
    edited(done, "- Bring `water`.\n", "")
    assert run(done, "translate").code == 0

    assert states(po_path(done, "other")) == {"New here": "untranslated", "Bring `water`.": "reviewed"}
    assert "Neem `water` mee." in page_path(done, "other.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("new", ["renamed.md", "folder/page.md"])
def test_a_page_that_is_renamed_takes_its_catalogue_along(done: Path, new: str) -> None:
    (done / "source" / new).parent.mkdir(exist_ok=True)
    (done / "source" / "page.md").rename(done / "source" / new)
    said = run(done, "update")

    assert said.code == 0
    assert "renamed" in said.out
    assert dict.fromkeys(DUTCH, "reviewed") == states(po_path(done, new.removesuffix(".md")))
    assert not po_path(done).exists()


def test_a_page_that_is_gone_leaves_its_words(done: Path) -> None:
    put(done / "source" / "other.md", "Something else\n")
    (done / "source" / "page.md").unlink()
    assert run(done, "update").code == 0
    assert dict.fromkeys(DUTCH, "obsolete") == states(po_path(done))

    put(done / "source" / "page.md", PAGE)
    assert run(done, "update").code == 0
    assert dict.fromkeys(DUTCH, "reviewed") == states(po_path(done))


def test_a_page_all_of_whose_words_changed_is_not_taken_for_somebody_elses(tmp_path: Path) -> None:
    root = project(tmp_path, {"page.md": "We swim in the sea until dark.\n"})
    run(root, "update")
    translate(root)
    run(root, "assemble")
    edited(root, "dark", "night")
    done = run(root, "translate")

    assert (done.code, done.errors) == (0, [])
    assert page_path(root).read_text(encoding="utf-8") == "We swim in the sea until night.\n"


def test_a_draft_reaches_a_page_only_when_asked(root: Path) -> None:
    run(root, "update")
    catalogue = polib.pofile(str(po_path(root)))
    for entry in catalogue:
        entry.msgstr, entry.flags, entry.tcomment = DUTCH[entry.msgid], ["fuzzy"], "machine draft: deepl"
    catalogue.save()
    run(root, "assemble")
    assert PAGE.encode() == page_path(root).read_bytes()

    assert run(root, "assemble", "--accept", "draft").code == 0
    assert "Het plan" in page_path(root).read_text(encoding="utf-8")
    [locale] = json.loads(run(root, "status", "--format", "json").out)["locales"]
    assert (locale["coverage"]["draft"]["messages"], locale["coverage"]["reviewed"]["messages"]) == (4, 0)


def test_a_refused_message_is_told_with_page_and_line_and_the_rest_is_written(root: Path) -> None:
    run(root, "update")
    translate(root, {**DUTCH, "Bring `water`.": "Neem water mee."})
    done = run(root, "assemble")

    assert done.code == 1
    assert "source/page.md:9" in done.err
    assert "`water`" in done.err
    assert "ignore=md-code-span" in done.err
    text = page_path(root).read_text(encoding="utf-8")
    assert "Het plan" in text
    assert "- Bring `water`." in text


# --- narrowing -----------------------------------------------------------------------------------------


@pytest.fixture
def many(tmp_path: Path) -> Path:
    pages = {"a.md": "One\n", "folder/b.md": "Two\n", "folder/c.md": "Three\n", "folderish.md": "Four\n"}
    return project(tmp_path, pages, KEEP.replace('["nl"]', '["nl", "pt-BR"]'))


@pytest.mark.parametrize(
    ("words", "written"),
    [
        (["a.md"], {"a.md"}),
        (["source/a.md"], {"a.md"}),
        (["folder"], {"folder/b.md", "folder/c.md"}),
        (["source/folder/"], {"folder/b.md", "folder/c.md"}),
        (["a.md", "folder/b.md"], {"a.md", "folder/b.md"}),
        (["source"], {"a.md", "folder/b.md", "folder/c.md", "folderish.md"}),
    ],
)
def test_a_command_is_narrowed_to_pages_and_folders(many: Path, words: list[str], written: set[str]) -> None:
    assert run(many, "assemble", "-l", "nl", *words).code == 0

    assert {f"localised/nl/{name}" for name in written} == set(tree(many))


def test_a_narrowed_update_leaves_other_catalogues_alone(many: Path) -> None:
    run(many, "update")
    before = tree(many)
    (many / "source" / "folder" / "c.md").unlink()
    edited(many, "Two", "Another", "folder/b.md")
    assert run(many, "update", "a.md").code == 0

    assert before == tree(many)


def test_a_page_that_is_not_there_is_told(many: Path) -> None:
    done = run(many, "update", "a.mdd")

    assert done.code == 2
    assert "'a.md'" in done.err


def test_a_locale_that_is_not_there_is_told(many: Path) -> None:
    done = run(many, "update", "-l", "pt-PT")

    assert done.code == 2
    assert "pt-BR" in done.err


def test_quiet_prints_nothing_and_verbose_names_files(many: Path) -> None:
    quiet, loud = run(many, "update", "-q"), run(many, "assemble", "-v")

    assert (quiet.out, quiet.err) == ("", "")
    assert "localised/nl/folder/b.md" in loud.out


def test_global_options_may_stand_before_the_command(many: Path) -> None:
    assert run(many, "-q", "-l", "nl", "-j", "1", "assemble", "a.md").code == 0
    assert {"localised/nl/a.md"} == set(tree(many))


def test_a_phase_that_fails_leaves_no_progress_bar_behind(root: Path) -> None:
    config = settings.load(root)
    task = Task(session(config), ("page.md",))
    command = RunningCommand(task, ("nl",), Options())
    with pytest.raises(KeyError), command.phase("tried"):
        raise KeyError

    assert command.task is task
