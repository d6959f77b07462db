"""Figures of pages: what `update` and `assemble` would say, whatever is kept from before."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from helpers.projects import KEEP, po_path, project, put, run, session, translate

from i18n_pipeline.catalogue.layouts import LAYOUTS
from i18n_pipeline.commands.assemble import page_from_catalogue
from i18n_pipeline.commands.assemble.page_from_catalogue import LocalisedPage
from i18n_pipeline.commands.status import details, measure
from i18n_pipeline.commands.status import project_report as projects
from i18n_pipeline.commands.task import Task
from i18n_pipeline.coverage import Count, Coverage, Report, Standing
from i18n_pipeline.findings import Finding
from i18n_pipeline.project import settings, source_pages
from i18n_pipeline.project.cache import FOLDER, Cache

PAGES = {
    "one.md": "# Ring the bell\n\nCome on Monday, please.\n\nBring [bread](bread.md) along.\n",
    "how/two.md": "Come on Monday, please.\n\nLeave it at the door.\n",
    "three.md": "Four more words stand here.\n",
}
TEXTS = {
    "Ring the bell": "Luid de klok",
    "Come on Monday, please.": "Kom op maandag, alsjeblieft.",
    "Bring [bread][1] along.": "Neem [brood][1] mee.",
    "Leave it at the door.": "Laat het bij de deur.",
}


def report(root: Path, *, workers: int = 1) -> Report:
    config = settings.load(root)
    found, failed = projects.report(
        Task(session(config, workers, recorded=True), tuple(source_pages.pages(config))), config.locales
    )
    assert not failed
    return found


def failures(root: Path) -> tuple[Finding, ...]:
    config = settings.load(root)
    return projects.report(Task(session(config, recorded=True), tuple(source_pages.pages(config))), config.locales)[1]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    project(tmp_path, PAGES, KEEP)
    run(tmp_path, "update")
    translate(tmp_path, TEXTS)
    return tmp_path


def test_every_page_is_counted_in_words_and_messages(root: Path) -> None:
    [dutch] = report(root).locales

    assert [page.page for page in dutch.pages] == ["how/two.md", "one.md", "three.md"]
    assert dutch.coverage == Coverage(reviewed=Count(5, 19), untranslated=Count(1, 5))
    assert dutch.shown == Count(5, 19)
    assert [page.standing for page in dutch.pages] == [Standing.COMPLETE, Standing.COMPLETE, Standing.BELOW]
    assert (dutch.language.english, dutch.language.own) == ("Dutch", "Nederlands")
    assert dutch.published == 79.1


def test_a_source_that_changed_counts_before_update_as_it_would_after(root: Path) -> None:
    put(
        root / "source" / "one.md",
        PAGES["one.md"].replace("Monday, please", "Monday morning, please") + "\nNew here.\n",
    )
    before = report(root)
    run(root, "update")

    assert before == report(root)
    assert before.locales[0].coverage.stale == Count(1, 5)
    assert before.locales[0].coverage.untranslated == Count(2, 7)


def test_what_the_guard_refuses_is_not_shown(root: Path) -> None:
    path = po_path(root, "one")
    put(path, path.read_text().replace("Neem [brood][1] mee.", "Neem brood mee."))
    [dutch] = report(root).locales
    [page] = [page for page in dutch.pages if page.page == "one.md"]

    assert page.refused == Count(1, 3)
    assert page.shown == Count(2, 7)
    assert page.standing is Standing.PARTLY
    assert "1 message refused" in run(root, "assemble").out
    [said] = [said for said in details.messages(measure.on_disk(settings.load(root), "nl", "one.md")) if said.refused]
    assert (said.msgid, said.refused) == ("Bring [bread][1] along.", "it leaves out the link bread.md")


def test_a_page_that_is_left_out_shows_nothing(root: Path) -> None:
    put(root / "i18n.toml", f"{KEEP}[assemble]\nmin_reviewed = 80\n")
    path = po_path(root, "one")
    put(path, path.read_text().replace("Neem [brood][1] mee.", ""))
    [dutch] = report(root).locales

    assert {page.page: (page.left_out, page.published) for page in dutch.pages} == {
        "how/two.md": (False, 100.0),
        "one.md": (True, 0.0),
        "three.md": (True, 0.0),
    }
    assert dutch.shown == Count(2, 9)
    outcome = run(root, "assemble")
    assert "source/one.md: 70 % translated, less than min_reviewed (80 %)" in outcome.err


def test_drafts_are_shown_where_the_settings_say_so(root: Path) -> None:
    path = po_path(root, "how/two")
    put(
        path,
        path.read_text()
        .replace('msgid "Leave', '#, fuzzy\nmsgid "Leave')
        .replace("#. type", "# machine draft: x\n#. type"),
    )
    [dutch] = report(root).locales
    assert (dutch.coverage.draft, dutch.shown) == (Count(1, 5), Count(4, 14))

    put(root / "i18n.toml", f'{KEEP}[assemble]\naccept = ["reviewed", "draft"]\n')
    assert report(root).locales[0].shown == Count(5, 19)


@pytest.mark.parametrize("kind", LAYOUTS)
def test_figures_are_the_same_in_every_layout(root: Path, kind: str) -> None:
    before = report(root).locales[0]
    put(root / "i18n.toml", f'layout = "{kind}"\n{KEEP}')

    assert report(root).locales[0].coverage == before.coverage  # as long as nobody ran update, the old files count
    run(root, "update")
    after = report(root).locales[0]
    assert [(page.page, page.coverage, page.shown) for page in after.pages] == [
        (page.page, page.coverage, page.shown) for page in before.pages
    ]


def test_kept_figures_are_those_that_are_measured(root: Path) -> None:
    first = report(root)

    assert report(root) == first
    assert report(root, workers=2) == first
    shutil.rmtree(root / FOLDER)
    assert report(root) == first


def test_what_is_kept_is_not_measured_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report(root)
    measured: list[str] = []
    assemble = page_from_catalogue.assemble

    def counted(path: str, *given: Any) -> LocalisedPage:
        measured.append(path)
        return assemble(path, *given)

    monkeypatch.setattr(page_from_catalogue, "assemble", counted)
    report(root)
    assert measured == []

    path = po_path(root, "one")
    put(path, path.read_text() + "\n# A comment.\n")
    report(root)
    assert measured == ["source/one.md"]


def test_a_cache_that_cannot_be_used_costs_time_and_nothing_else(root: Path) -> None:
    first = report(root)
    shutil.rmtree(root / FOLDER)
    put(root / FOLDER, "no folder")

    assert report(root) == first
    assert (root / FOLDER).read_text() == "no folder"


@pytest.mark.parametrize(("paid", "waits"), [(True, 2), (False, 0)])
def test_figures_do_not_wait_for_the_disk_as_paid_answers_do(*, paid: bool, waits: int, root: Path) -> None:
    """What is waited for: https://sqlite.org/pragma.html#pragma_synchronous (2: all that is written; 0: nothing)."""
    with Cache(root, "kept.db", paid=paid) as kept:
        assert kept.connection.execute("PRAGMA synchronous").fetchone() == (waits,)


def test_git_does_not_see_what_is_kept(root: Path) -> None:
    report(root)
    assert (root / FOLDER / ".gitignore").read_text() == "*\n"


def test_a_file_that_cannot_be_read_is_told_and_left_out(root: Path) -> None:
    put(po_path(root, "one"), 'msgid "Ring\nmsgstr ""\n')
    [failed] = failures(root)

    assert (failed.check, failed.exit_code) == ("po-syntax", 1)
    assert (failed.file, failed.line) == ("locales/nl/LC_MESSAGES/one.po", 1)


def test_a_message_says_what_there_is_to_know(root: Path) -> None:
    path = po_path(root, "one")
    text = path.read_text().replace("#. type: heading 1", "# machine draft: deepl\n#. type: heading 1")
    put(path, text.replace('msgid "Ring', '#, fuzzy\nmsgid "Ring'))
    heading, *_ = details.messages(measure.on_disk(settings.load(root), "nl", "one.md"))

    assert (heading.kind, heading.state, heading.made_by, heading.words) == ("heading 1", "draft", "deepl", 3)
    assert path.read_text().splitlines()[heading.line - 1] == "# machine draft: deepl"
