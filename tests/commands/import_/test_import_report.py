"""What an import tells: counts, three parts, one line a page for many of a kind, and nothing that is no fault."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from helpers.assembling import read
from helpers.projects import KEEP, put, run, tree
from helpers.published import bring, findings, imported, said, site, texts

from i18n_pipeline.commands.import_.two_sides import sides
from i18n_pipeline.markdown.aligning.relink import relinked

PAGE = """\
---
title: About us
sidebar:
  label: The people behind it
---

## First

We ask the [government](/government) for `more` in 2023.

## Second

The costs are 300 euros for each of us.

```sh
run --now  # at once
```
"""
DUTCH = """\
---
title: Over ons
sidebar:
  label: De mensen erachter
---

## Eerste

We vragen de [regering](/government) om `more` in 2023.

## Tweede

> Dit is een heel andere tekst, die in geen bericht past.

```sh
run --now  # meteen
```
"""
LEFT = "Dit is een heel andere tekst, die in geen bericht past."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    settings = 'locales = ["nl"]\nprofile = "docusaurus"\noutput = "localised/{locale}/{path}"\n'
    return site(tmp_path, {"page.md": PAGE}, {"page.md": DUTCH}, settings)


def test_counts_by_kind_come_first_and_then_three_parts(root: Path) -> None:
    lines = imported(root).out.splitlines()

    assert lines[2].startswith("  found: ")
    assert {"2 id", "1 code", "1 key", "1 missing", "1 extra"} <= set(lines[2].removeprefix("  found: ").split(", "))
    parts = [line for line in lines if line.endswith(":") and not line.startswith(" ")]
    assert [part.partition(" ")[0] for part in parts][:3] == ["Wrong", "Changes", "To"]


def test_ids_of_a_page_are_one_line(root: Path) -> None:
    out = imported(root).out

    assert out.count(": id: ") == 1
    assert "2 headings have other ids" in out


def test_programs_get_every_finding_with_its_part_and_the_pairs(root: Path) -> None:
    report = json.loads(imported(root, "--format", "json").out)
    [page] = report["pages"]

    assert report["counts"]["id"] == 2
    assert [one["part"] for one in page["findings"] if one["check"] == "id"] == ["wrong", "wrong"]
    assert page["pairs"][0] == {
        "msgid": "About us",
        "msgstr": "Over ons",
        "source_line": 2,
        "line": 2,
        "alone": False,
    }
    assert [pair["line"] for pair in page["pairs"] if pair["msgid"] == "Second"] == [11]


def test_the_line_of_code_that_changed_is_shown_with_what_it_was(root: Path) -> None:
    [page] = bring(root).values()
    [(file, line, text)] = page.found("code")

    assert (file, line) == ("nl/page.md", 16)
    assert "“run --now # meteen” instead of “run --now # at once”" in text


def test_a_translated_value_whose_key_is_not_in_the_settings_is_told_and_comes_in_once_it_is(root: Path) -> None:
    [page] = bring(root).values()
    assert "sidebar.label (“De mensen erachter”)" in page.found("key")[0][2]

    (root / "i18n.toml").write_text(
        (root / "i18n.toml").read_text() + '[markdown]\nfront_matter = ["title", "sidebar.label"]\n'
    )
    [page] = bring(root).values()
    assert page.found("key") == []
    run(root, "assemble")
    assert "label: De mensen erachter" in (root / "localised/nl/page.md").read_text()


# --- what is left ------------------------------------------------------------------------------------


def test_what_found_no_message_is_kept_in_full_and_never_written_over(root: Path) -> None:
    imported(root)
    file = root / "locales/nl/left/page.md.txt"
    before = file.read_text()
    assert f"\nline 13:\n{LEFT}\n" in before

    put(root / "nl/page.md", DUTCH.replace(LEFT, "Weer iets anders dat in geen bericht past, en dat men leest."))
    imported(root)
    assert file.read_text().startswith(before)
    assert "Weer iets anders" in file.read_text()

    again = tree(root, "locales")
    imported(root)
    assert tree(root, "locales") == again


def test_a_dry_run_keeps_nothing(root: Path) -> None:
    imported(root, "--dry-run")

    assert not (root / "locales").exists()


def test_a_missing_text_is_told_beside_its_likely_translation() -> None:
    source = "# T [t](/t)\n\nOne is [here](/one) for 1.\n\nIt costs `300` [euros](/euro).\n\nAnd [two](/two) for 2.\n"
    other = "Dit kost niets, maar zie [daar](/x) en [ginds](/y), 1998 maal of `17` maal."
    target = f"# T [t](/t)\n\nEen is [hier](/one) voor 1.\n\n{other}\n\nEn [twee](/two) voor 2.\n"
    taken = said(source, target)

    if taken.missing:
        [(_, _, text)] = findings(taken, "missing")
        assert "perhaps line 5, “Dit kost niets" in text
        assert findings(taken, "extra") == []


# --- no faults ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("english", "dutch"),
    [
        ("/guide#first-steps", "/guide#eerste-stappen"),
        ("guide.md#first-steps", "guide.md#eerste-stappen"),
        ("https://example.org/a%20b/", "https://Example.org/a b"),
        ("/caf%C3%A9", "/café/"),
        ("/guide", "/nl/guide/"),
    ],
)
def test_a_target_in_another_spelling_or_with_a_localised_fragment_is_no_fault(english: str, dutch: str) -> None:
    source, target = read(f"See the [guide](<{english}>).\n"), read(f"Zie de [gids](<{dutch}>).\n")
    found = relinked(source.segments[0], target.segments[0])

    assert (found.text, found.changed, found.added) == ("Zie de [gids][1].", (), ())


def test_a_target_that_is_no_address_stops_nothing() -> None:
    source, target = read("See the [guide](http://[x).\n"), read("Zie de [gids](http://[y).\n")

    assert relinked(source.segments[0], target.segments[0]).changed == (("http://[x", "http://[y"),)


# --- code --------------------------------------------------------------------------------------------


def test_translated_comments_in_code_come_in_where_they_are_translated(tmp_path: Path) -> None:
    settings = KEEP + 'code = ["comments"]\n'
    site(tmp_path, {"page.md": PAGE}, {"page.md": DUTCH}, settings)
    bring(tmp_path)
    run(tmp_path, "assemble")

    assert "run --now  # meteen\n" in (tmp_path / "localised/nl/page.md").read_text()


def test_sides_of_two_pages_give_texts() -> None:
    both = sides(("a", "b"), (read(PAGE), read(DUTCH)), {})

    assert both.told
    assert texts(said(PAGE, DUTCH))["First"] == "Eerste"
