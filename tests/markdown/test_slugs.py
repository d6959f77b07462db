"""Heading ids, held against what github-slugger itself made of the same headings."""

from __future__ import annotations

import re

import pytest
from helpers import corpus
from helpers.assembling import PIN, assembled, every, read

from i18n_pipeline.markdown import anchors

EXPLICIT = re.compile(r"(?:^|[ \t])\{[ \t]*:?[ \t]*#([^\s{}]+)(?:[ \t]+[.#]?\w+(?:=\w+)?)*[ \t]*\}\s*$")
FOOTNOTE = "\n\n[^1]: A footnote, without which its mark would be text.\n"


def ids(page: str) -> list[str]:
    """The ids that are written on a page that has none of its own, in order."""
    return list(anchors.pins(read(page).outline, "github-slugger").values())


def test_every_heading_alone_has_the_id_github_slugger_gives_it() -> None:
    rows = [row for row in corpus.slugs("github-slugger")[""] if not EXPLICIT.search(row[0])]
    wrong = [(heading, slug, ids(heading + FOOTNOTE)) for heading, _, slug in rows if slug]

    assert [(heading, slug, found) for heading, slug, found in wrong if found != [slug]] == []


def test_a_heading_to_which_github_slugger_gives_no_id_gets_none() -> None:
    empty = [heading for heading, _, slug in corpus.slugs("github-slugger")[""] if not slug]

    assert [heading for heading in empty if ids(heading)] == []


def test_the_headings_of_a_page_have_the_ids_github_slugger_gives_them_together() -> None:
    sequences = {name: rows for name, rows in corpus.slugs("github-slugger").items() if name.startswith("dup")}
    pages = {name: "\n\n".join(heading for heading, _, _ in rows) for name, rows in sequences.items()}

    assert sequences
    assert {name: [slug for _, _, slug in rows if slug] for name, rows in sequences.items()} == {
        name: ids(page) for name, page in pages.items()
    }


def test_an_explicit_id_is_kept_and_gets_no_second_one() -> None:
    rows = [row for rows in corpus.slugs("github-slugger").values() for row in rows if EXPLICIT.search(row[0])]
    rows = [row for row in rows if "{#past summits}" not in row[0]]  # an id with a blank is text to all but one tool
    made = {heading: assembled(heading + "\n", every("Vertaald"), PIN).data.decode() for heading, _, _ in rows}

    assert rows
    assert {h: page for h, page in made.items() if page.count("{") != 1 or EXPLICIT.findall(h) != _written(page)} == {}


def _written(page: str) -> list[str]:
    return EXPLICIT.findall(page.rstrip("\n"))


def test_ids_are_those_of_the_english_page_though_its_headings_are_translated() -> None:
    page = "# Overview\n\n## Overview\n\n## What's new?\n"
    made = assembled(page, every("Iets"), PIN).data.decode()

    assert made == "# Iets {#overview}\n\n## Iets {#overview-1}\n\n## Iets {#whats-new}\n"


def test_headings_inside_quotes_and_lists_count() -> None:
    page = "> ## Note\n\n- ## Note\n\nNote\n---\n"
    made = assembled(page, {}, PIN).data.decode()

    assert made == "> ## Note {#note}\n\n- ## Note {#note-1}\n\nNote {#note-2}\n---\n"


@pytest.mark.parametrize(
    ("english", "localised"),
    [
        ("# One {.big}\n", "# NL One {#one .big}\n"),
        ("# One {: .big }\n", "# NL One {: #one .big }\n"),
        ("# One {data-x=1} ##\n", "# NL One {#one data-x=1} ##\n"),
        ("One {.big}\n---\n", "NL One {#one .big}\n---\n"),
        ("# One {#uno .big}\n", "# NL One {#uno .big}\n"),
    ],
)
def test_an_id_goes_into_the_attribute_list_that_is_there(english: str, localised: str) -> None:
    made = assembled(english, lambda msgid: f"NL {msgid}", PIN)

    assert made.data.decode() == localised
    assert (made.refusals, made.pinned) == ((), True)


def test_a_page_that_cannot_have_its_ids_keeps_its_texts_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anchors, "pins", lambda page, _: {heading.end: "a b" for heading, _ in anchors.texts(page)})
    made = assembled("# One\n\nTwo\n", lambda msgid: f"NL {msgid}", PIN)

    assert made.data == b"# NL One\n\nNL Two\n"
    assert (made.refusals, made.pinned) == ((), False)


def test_a_page_with_its_ids_written_gets_no_more() -> None:
    once = assembled("# One\n\n# One\n\n# Two {.big}\n", {}, PIN).data

    assert once == assembled(once, {}, PIN).data
