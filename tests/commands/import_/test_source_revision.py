"""The state of a page that its translation was made from: found by itself, or named, and brought up to date after."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from helpers.projects import KEEP, Outcome, put, run, tree
from helpers.published import History, bring, catalogue, imported, localised, states

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

FIRST = """\
# Why we protest

We ask our [government](/government) for a pause in 2023.

Everybody can [join us](/join) in London on Monday.

The costs are 300 euros for each person.
"""
SECOND = FIRST.replace("on Monday", "on Tuesday") + "\nA last word about [money](/money) was added.\n"
THIRD = SECOND.replace("The costs are 300 euros for each person.\n\n", "").replace("in 2023", "in the year 2024")
DUTCH = """\
# Waarom we protesteren

We vragen onze [regering](/government) om een pauze in 2023.

Iedereen kan [meedoen](/join) in London op maandag.

De kosten zijn 300 euro voor elke persoon.
"""
DUTCH_SECOND = DUTCH.replace("op maandag", "op dinsdag") + "\nEen laatste woord over [geld](/money) kwam erbij.\n"
PAGE, TRANSLATION = "source/page.md", "nl/page.md"


@pytest.fixture
def history(tmp_path: Path) -> History:
    """A repository with the settings in it."""
    history = History(tmp_path)
    history.commit({"i18n.toml": KEEP})
    return history


def source(root: Path, *words: str) -> str:
    """The state that an import says it took."""
    [page] = bring(root, *words).values()
    return str(page.report["source"])


def error(done: Outcome) -> str:
    """The one error of a command."""
    [said] = done.errors
    return said


# --- found by itself ---------------------------------------------------------------------------------


def test_the_state_that_a_translation_goes_with_is_found(history: History) -> None:
    first = history.commit({PAGE: FIRST})
    history.commit({PAGE: SECOND})
    history.commit({PAGE: THIRD, TRANSLATION: DUTCH})

    assert source(history.root) == f"{first[:9]}, 2024-01-02"


def test_a_later_state_is_found_too(history: History) -> None:
    history.commit({PAGE: FIRST})
    second = history.commit({PAGE: SECOND})
    history.commit({PAGE: THIRD, TRANSLATION: DUTCH_SECOND})

    assert source(history.root).startswith(second[:9])


def test_texts_that_changed_since_are_stale_the_same_ones_reviewed_and_those_that_are_gone_obsolete(
    history: History,
) -> None:
    history.commit({PAGE: FIRST, TRANSLATION: DUTCH})
    history.commit({PAGE: THIRD})
    bring(history.root)

    assert states(history.root) == {
        "Why we protest": "reviewed",
        "We ask our [government][1] for a pause in the year 2024.": "stale",
        "Everybody can [join us][1] in London on Tuesday.": "stale",
        "A last word about [money][1] was added.": "untranslated",
        "The costs are 300 euros for each person.": "obsolete",
    }
    messages = catalogue(history.root)
    monday = messages["Everybody can [join us][1] in London on Tuesday."]
    assert monday.msgstr == "Iedereen kan [meedoen][1] in London op maandag."
    assert monday.previous == "Everybody can [join us][1] in London on Monday."
    assert messages["The costs are 300 euros for each person."].msgstr == "De kosten zijn 300 euro voor elke persoon."


def test_a_page_that_only_changed_a_target_is_reviewed_in_full(history: History) -> None:
    history.commit({PAGE: FIRST, TRANSLATION: DUTCH})
    history.commit({PAGE: FIRST.replace("/join", "/join-us")})
    bring(history.root)

    assert set(states(history.root).values()) == {"reviewed"}
    assert "](/join-us)" in localised(history.root)


def test_of_equally_good_states_the_one_of_the_day_of_the_translation_counts(history: History) -> None:
    history.commit({PAGE: FIRST})
    second = history.commit({PAGE: FIRST.replace("Everybody can", "Anybody may")})
    history.commit({TRANSLATION: DUTCH})
    history.commit({PAGE: FIRST.replace("Everybody can", "All may")})

    assert source(history.root).startswith(second[:9])


def test_of_equally_good_states_the_newest_counts_where_git_does_not_know_the_translation(history: History) -> None:
    history.commit({PAGE: FIRST})
    history.commit({PAGE: FIRST.replace("Everybody can", "Anybody may")})
    put(history.root / TRANSLATION, DUTCH)

    assert source(history.root) == ""
    assert set(states(history.root).values()) == {"reviewed"}


def test_a_renamed_page_is_followed(history: History) -> None:
    first = history.commit({"source/old.md": FIRST})
    history.commit({"source/old.md": SECOND})
    history.git("mv", "source/old.md", PAGE)
    history.commit({})
    history.commit({PAGE: THIRD})
    put(history.root / TRANSLATION, DUTCH)

    assert source(history.root).startswith(first[:9])
    assert states(history.root)["The costs are 300 euros for each person."] == "obsolete"


def test_a_page_that_was_never_committed_is_taken_as_it_is(history: History) -> None:
    put(history.root / PAGE, FIRST)
    put(history.root / TRANSLATION, DUTCH)

    assert source(history.root) == ""
    assert set(states(history.root).values()) == {"reviewed"}


def test_a_project_below_the_top_of_its_repository_finds_its_states(tmp_path: Path) -> None:
    history = History(tmp_path)
    first = history.commit({"docs/i18n.toml": KEEP, "docs/source/page.md": FIRST, "docs/nl/page.md": DUTCH})
    history.commit({"docs/source/page.md": THIRD})

    assert source(tmp_path / "docs").startswith(first[:9])


def test_a_page_in_another_folder_with_a_strange_name_finds_its_states(history: History) -> None:
    name = "docs/a page [1] *ü*.md"
    first = history.commit({f"source/{name}": FIRST, f"nl/{name}": DUTCH, "source/docs/a page 1 ü.md": "Else\n"})
    history.commit({f"source/{name}": THIRD, "source/docs/a page 1 ü.md": FIRST})

    report = bring(history.root)[name].report
    assert report["source"].startswith(first[:9])


# --- named -------------------------------------------------------------------------------------------


def test_a_state_can_be_named(history: History) -> None:
    first = history.commit({PAGE: FIRST, TRANSLATION: DUTCH})
    history.commit({PAGE: SECOND})
    history.commit({PAGE: THIRD})

    assert source(history.root, "--source-rev", first) == first
    assert states(history.root)["The costs are 300 euros for each person."] == "obsolete"


def test_a_branch_or_a_tag_can_be_named(history: History) -> None:
    history.commit({PAGE: FIRST, TRANSLATION: DUTCH})
    history.git("tag", "v1")
    history.commit({PAGE: THIRD})

    assert source(history.root, "--source-rev", "v1") == "v1"
    assert states(history.root)["Everybody can [join us][1] in London on Tuesday."] == "stale"


def test_today_can_be_named(history: History) -> None:
    history.commit({PAGE: FIRST, TRANSLATION: DUTCH})
    history.commit({PAGE: THIRD})

    assert source(history.root, "--source-rev", "now") == ""
    assert "The costs are 300 euros for each person." not in states(history.root)


@pytest.mark.parametrize("revision", ["v9", "--output=x", "HEAD:source", "no such thing", "HEAD..HEAD"])
def test_a_state_that_git_does_not_know_is_an_error_and_nothing_is_written(history: History, revision: str) -> None:
    history.commit({PAGE: FIRST, TRANSLATION: DUTCH})
    done = imported(history.root, f"--source-rev={revision}")

    assert done.code == 2
    assert revision in error(done)
    assert not (history.root / "locales").exists()


def test_a_page_that_was_not_there_yet_is_an_error_that_names_it_and_the_others_are_done(history: History) -> None:
    history.commit({"source/early.md": FIRST, "nl/early.md": DUTCH})
    history.git("tag", "v1")
    history.commit({PAGE: FIRST, TRANSLATION: DUTCH})
    done = imported(history.root, "--source-rev", "v1")

    assert done.code != 0
    assert PAGE in error(done)
    assert "v1" in error(done)
    assert set(states(history.root, "early").values()) == {"reviewed"}
    assert not (history.root / "locales/nl/LC_MESSAGES/page.po").exists()


# --- where git cannot help ---------------------------------------------------------------------------


def test_in_a_shallow_copy_what_is_there_is_used(history: History, tmp_path: Path) -> None:
    history.commit({PAGE: FIRST, TRANSLATION: DUTCH})
    history.commit({PAGE: THIRD})
    copy = tmp_path / "copy"
    history.git("clone", "--quiet", "--depth", "1", history.root.as_uri(), str(copy))

    bring(copy)
    assert states(copy)["Why we protest"] == "reviewed"
    assert "The costs are 300 euros for each person." not in states(copy)


def test_without_a_repository_the_page_is_taken_as_it_is(tmp_path: Path) -> None:
    for name, text in {"i18n.toml": KEEP, PAGE: FIRST, TRANSLATION: DUTCH}.items():
        put(tmp_path / name, text)

    assert source(tmp_path) == ""
    assert set(states(tmp_path).values()) == {"reviewed"}


def test_without_git_the_page_is_taken_as_it_is(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    history.commit({PAGE: FIRST, TRANSLATION: DUTCH})
    history.commit({PAGE: THIRD})
    monkeypatch.setenv("PATH", str(history.root / "nothing"))

    assert source(history.root) == ""


def test_without_git_a_named_state_is_an_error(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    history.commit({PAGE: FIRST, TRANSLATION: DUTCH})
    monkeypatch.setenv("PATH", str(history.root / "nothing"))

    assert imported(history.root, "--source-rev", "HEAD").code != 0


def test_git_is_only_read(history: History) -> None:
    history.commit({PAGE: FIRST, TRANSLATION: DUTCH})
    history.commit({PAGE: THIRD})
    put(history.root / ".git/hooks/post-checkout", "#!/bin/sh\ntouch ran\n")
    history.git("config", "core.fsmonitor", "touch ran")
    before = tree(history.root, ".git")
    bring(history.root)

    assert tree(history.root, ".git") == before
    assert not (history.root / "ran").exists()


def test_an_import_done_twice_changes_nothing_whatever_the_state(history: History) -> None:
    history.commit({PAGE: FIRST, TRANSLATION: DUTCH})
    history.commit({PAGE: THIRD})
    bring(history.root)
    before = tree(history.root, "locales")
    report = json.loads(run(history.root, "import", "nl", "-l", "nl", "--format", "json").out)

    assert tree(history.root, "locales") == before
    assert not any(page["changed"] for page in report["pages"])


# --- stated by the page ------------------------------------------------------------------------------


def stating(commit: str, key: str = "default_lang_commit: {}") -> str:
    """The translation, which says what it was made from."""
    return f"---\ntitle: Waarom\n{key.format(commit)}\n---\n\n{DUTCH}"


TITLE = "---\ntitle: Why\n---\n\n"


@pytest.mark.parametrize("key", ["default_lang_commit: {}", "l10n:\n  sourceCommit: {}", "base: {}"])
def test_the_state_that_a_page_states_is_taken(history: History, key: str) -> None:
    put(history.root / "i18n.toml", KEEP + 'source_revision = ["default_lang_commit", "l10n.sourceCommit", "base"]\n')
    first = history.commit({PAGE: TITLE + FIRST})
    history.commit({PAGE: TITLE + FIRST.replace("risks", "dangers")})
    history.commit({PAGE: TITLE + SECOND, TRANSLATION: stating(first, key)})

    assert source(history.root).startswith(first[:9])


def test_a_page_that_states_a_state_before_its_english_page_was_renamed_is_believed(history: History) -> None:
    first = history.commit({"source/old.md": TITLE + FIRST})
    (history.root / "source/old.md").unlink()
    history.commit({PAGE: TITLE + FIRST})
    history.commit({PAGE: TITLE + SECOND, TRANSLATION: stating(first)})

    assert source(history.root)[:9] in {first[:9], history.git("rev-parse", "HEAD~1")[:9]}


def test_a_page_that_states_what_it_was_clearly_not_made_from_is_told(history: History) -> None:
    first = history.commit({PAGE: "# Another page\n\n- with `code`\n- and 12 of [these](/x)\n\n> And that.\n"})
    second = history.commit({PAGE: TITLE + FIRST, TRANSLATION: stating(first)})
    [page] = bring(history.root).values()

    assert page.report["source"].startswith(second[:9])
    assert first[:9] in page.found("revision")[0][2]


def test_a_page_that_states_what_git_does_not_have_is_told(history: History) -> None:
    history.commit({PAGE: TITLE + FIRST, TRANSLATION: stating("0123456789abcdef")})
    [page] = bring(history.root).values()

    assert "012345678" in page.found("revision")[0][2]
    assert page.report["source"]


# --- renamed and rewritten ---------------------------------------------------------------------------


def test_a_page_that_was_renamed_and_rewritten_in_one_commit_is_followed(history: History) -> None:
    first = history.commit({"source/old.md": FIRST, "nl/page.md": DUTCH})
    (history.root / "source/old.md").unlink()
    history.commit({PAGE: "# Quite another text\n\nThat has nothing in common with it, but for `this`.\n"})

    assert source(history.root).startswith(first[:9])


def test_a_folder_that_was_moved_here_is_followed(history: History) -> None:
    names = [f"page{number}.md" for number in range(6)]
    first = history.commit(
        {f"before/docs/{name}": FIRST + f"\nNumber {name}.\n" for name in names} | {"nl/page1.md": DUTCH}
    )
    for name in names:
        (history.root / "before/docs" / name).unlink()
    history.commit({f"source/{name}": FIRST + f"\nNumber {name}.\n" for name in names})
    history.commit({f"source/{name}": THIRD for name in names})

    assert source(history.root)[:9] in {first[:9], history.git("rev-parse", "HEAD~1")[:9]}


# --- git that cannot answer --------------------------------------------------------------------------


def test_a_partial_clone_that_lacks_the_earlier_states_says_so(history: History, tmp_path: Path) -> None:
    history.commit({PAGE: FIRST, TRANSLATION: DUTCH})
    history.commit({PAGE: THIRD})
    history.git("config", "uploadpack.allowFilter", "true")
    copy = tmp_path / "copy"
    history.git("clone", "--quiet", "--filter=blob:none", history.root.as_uri(), str(copy))
    History.git(history, "-C", str(copy), "config", "remote.origin.url", (tmp_path / "gone").as_uri())
    [page] = bring(copy).values()

    assert "English page of today" in page.found("revision")[0][2]
    done = run(copy, "import", "nl", "--locale", "nl", "--source-rev", "HEAD~1")
    assert done.code == 3


def test_a_shallow_clone_says_so(history: History, tmp_path: Path) -> None:
    history.commit({PAGE: FIRST, TRANSLATION: DUTCH})
    history.commit({PAGE: THIRD})
    copy = tmp_path / "copy"
    history.git("clone", "--quiet", "--depth", "1", history.root.as_uri(), str(copy))
    done = run(copy, "import", "nl", "--locale", "nl")

    assert "the clone is shallow" in done.out


# --- later texts -------------------------------------------------------------------------------------


def test_what_was_brought_up_to_date_later_than_the_rest_is_tried_against_today(history: History) -> None:
    history.commit({PAGE: FIRST, TRANSLATION: DUTCH})
    today = FIRST.replace("in 2023, because", "in 1999, because") + "\n> Read the [book](/book) of 2024 by `us`.\n"
    history.commit({PAGE: today.replace("government", "king").replace("Monday", "the last day of the week")})
    put(history.root / TRANSLATION, DUTCH + "\n> Lees het [boek](/book) van 2024 door `us`.\n")
    bring(history.root)

    assert states(history.root)["Read the [book][1] of 2024 by `us`."] == "reviewed"
