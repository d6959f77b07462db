"""A real site that was translated by hand: imported, assembled again, and then its English pages change."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TypeAlias

import pytest
from helpers import corpus
from helpers.assembling import msgids
from helpers.projects import run
from helpers.published import bring, catalogue, site, states

from i18n_pipeline.catalogue.merging.normal_form import normal

SETTINGS = 'locales = ["nl"]\nmarkdown.ids = "braces"\n'
"""Headings get their ids written, as on that site."""
COUNTED = ("summit.md", "2023-july-london-13th.md")
LOST = "https://www.gov.uk/government/news/uk-to-host-first-global-summit-on-artificial-intelligence"
ID = re.compile(r"\{#([^}]*)\}$", re.MULTILINE)
CHANGED = {
    # texts that are stale after the change, and why they are as many
    "summit.md": 2,  # a small edit and the title
    "2023-july-london-13th.md": 2,  # a small edit and the title
    "faq.md": 4,  # five small edits, of which one changed nothing but a target
    "urgency.md": 3,  # a small edit, a text of which the greater part became a comment, and the title
    "learn.md": 3,  # three small edits, of which one changed nothing but a target, and the title
    "xrisk.md": 1,  # the title
}
LINKS_ONLY = {"faq.md": 1, "learn.md": 1}


def english(*names: str) -> dict[str, bytes]:
    """Some English pages as they were when they were translated."""
    return {page.name: page.data for page in corpus.real_pages() if page.name in names}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages that changed later, imported."""
    names = (*CHANGED, "flyering.md", "proposal.md")
    dutch = {name: corpus.real_translations()[name] for name in names}
    root = site(tmp_path_factory.mktemp("site"), english(*names), dutch, SETTINGS)
    bring(root, "--source-rev", "now", "-j", "2")
    return root


def words(root: Path, name: str) -> set[str]:
    """The translations in a page's catalogue."""
    return {message.msgstr for message in catalogue(root, name[:-3]).values() if message.msgstr}


def counted(page: str) -> tuple[str, list[str]]:
    """A page without the three things that may differ, and the ids of its headings."""
    text = ID.sub("", page.lstrip("\n").removesuffix("\n"))
    front, rest = text.split("\n---\n", 1)
    return f"{front}\n---\n{rest.lstrip()}", ID.findall(page)


@pytest.mark.parametrize("name", COUNTED)
def test_a_page_comes_out_as_it_was_published_but_for_three_things(tmp_path: Path, name: str) -> None:
    dutch = corpus.real_translations()[name]
    root = site(tmp_path, english(name), {name: dutch}, SETTINGS)
    report = bring(root, "--source-rev", "now")[name]
    run(root, "assemble")
    made, ids = counted((root / "localised/nl" / name).read_bytes().decode())
    published, had = counted(dutch.decode())

    assert made == published
    assert [one.removesuffix("-1") for one in had] == ids
    told = [text for _, _, text in report.found("id")]
    wrong = [(one, right) for one, right in zip(had, ids, strict=True) if one != right]
    assert len(told) == len(wrong)
    assert all(f"answers to #{one}, not #{right}:" in text for text, (one, right) in zip(told, wrong, strict=True))


def test_the_ids_of_the_summit_page_are_put_right(tmp_path: Path) -> None:
    name = "summit.md"
    dutch = corpus.real_translations()[name]
    root = site(tmp_path, english(name), {name: dutch}, SETTINGS)
    lines = [line for _, line, _ in bring(root, "--source-rev", "now")[name].found("id")]

    assert len(lines) == 7
    assert all(dutch.decode().split("\n")[line - 1].endswith("-1}") for line in lines)


def test_the_one_link_that_was_lost_is_named_and_accepted(root: Path) -> None:
    [message] = [m for m in catalogue(root, "summit").values() if m.notes]
    assert message.notes == ("i18n-pipeline: ignore=md-link-target",)
    assert "[1]" not in message.msgstr
    assert LOST in "".join(message.extracted)

    report = bring(root, "--source-rev", "now", "--dry-run", "summit.md")["summit.md"]
    [(file, _, text)] = report.found("md-link-target")
    assert file == "source/summit.md"
    assert LOST in text


States: TypeAlias = dict[str, tuple[dict[str, str], dict[str, str]]]
"""For each page the states of its texts before its source changed and after."""


@pytest.fixture(scope="module")
def later(root: Path) -> States:
    """For each page the states of its texts before and after the English pages changed."""
    names = [*corpus.later_pages()]
    before = {name: states(root, name[:-3]) for name in names}
    said = {name: words(root, name) for name in names}
    for name, data in corpus.later_pages().items():
        (root / "source" / name).write_bytes(data)
    assert run(root, "update", "-j", "2").code == 0
    assert all(said[name] <= words(root, name) for name in names), "a translation is lost"
    return {name: (before[name], states(root, name[:-3])) for name in names}


@pytest.mark.parametrize("name", CHANGED)
def test_exactly_the_texts_that_were_edited_are_stale(root: Path, later: States, name: str) -> None:
    _, after = later[name]
    changes = corpus.later_changes()[name]
    edited = changes["small_edit"] + changes["rewritten"] + len(changes["front_matter_changed"])
    stale = [message for message in catalogue(root, name[:-3]).values() if str(message.state) == "stale"]

    assert len(stale) == CHANGED[name] == edited - LINKS_ONLY.get(name, 0)
    assert all(message.previous and message.msgstr for message in stale)
    assert list(after.values()).count("obsolete") == changes["deleted"]
    missing = list(later[name][0].values()).count("untranslated")
    assert list(after.values()).count("untranslated") == changes["added"] + missing


def test_what_did_not_change_is_reviewed_and_nothing_else(
    later: States,
) -> None:
    for name, (before, after) in later.items():
        old = {normal(msgid): state for msgid, state in before.items()}
        for msgid in msgids(corpus.later_pages()[name]):
            if normal(msgid) in old:
                assert after[msgid] == old[normal(msgid)], (name, msgid)
            else:
                assert after[msgid] in {"stale", "untranslated"}, (name, msgid)
