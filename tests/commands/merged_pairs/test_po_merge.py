"""Without the driver, git merges line by line: `update` finds a translation that came under another text by that."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.catalogues import catalogue, entry, messages, told
from helpers.git import commit, done, git, repository
from helpers.projects import Outcome, page_path, po_path, put, run

from i18n_pipeline.project import git as project_git

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")

REST = "on every day of the week but Sunday, when all of the town is quiet and nobody is there to buy any bread."
SEVEN, EIGHT, NINE = (f"The shop opens at {hour} {REST}" for hour in ("seven", "eight", "nine"))
ADDRESS = "Bakery\\\nMain street {}\\\nUtrecht"
OTHER = "Another text, which stays as it is, and which everybody has translated long ago."
STALE = ("stale", NINE, "acht uur")
Edit = Callable[[Path], object]


def site(root: Path, english: str = EIGHT, first: str = "", *, place: str = "") -> Path:
    """A project in a repository, with a page of two messages; the first is `first`, the catalogue is wrapped."""
    root = repository(root) / place
    put(root / "i18n.toml", 'locales = ["nl"]\n')
    put(root / ".gitignore", ".i18n-cache/\n")
    put(root / "source" / "a.md", page(english))
    put(po_path(root, "a"), catalogue(first or entry(english, width=79), entry(OTHER, "Een andere tekst", width=79)))
    assert run(root, "translate").code == 0
    commit(root, "base")
    return root


def page(english: str) -> str:
    return f"{english}\n\n{OTHER}\n"


def changed(english: str, name: str = "a.md") -> Edit:
    """Change the first text of the page, and bring everything up to date."""

    def edit(root: Path) -> None:
        put(root / "source" / name, page(english))
        assert run(root, "translate").code == 0

    return edit


def translated(text: str) -> Edit:
    """Translate the first message of the catalogue, as an editor does: no mark, no previous text."""

    def edit(root: Path) -> None:
        first, between, rest = (
            po_path(root, "a").read_text().partition(f"\n\n{entry(OTHER, 'Een andere tekst', width=79)}")
        )
        kept = [line for line in first.split("\n") if not line.startswith(("#, fuzzy", "#|"))]
        body = "\n".join(kept).rpartition("msgstr")[0]
        put(po_path(root, "a"), f'{body}msgstr "{text}"{between}{rest}')

    return edit


def merged(root: Path, here: Edit, there: Edit, *words: str) -> Path:
    """Two branches with an edit each, merged by git alone, which thinks that it went well."""
    done(root, "checkout", "-q", "-b", "other")
    there(root)
    commit(root, "there")
    done(root, "checkout", "-q", "main")
    here(root)
    commit(root, "here")
    done(root, "merge", "-q", *(words or ("--no-edit",)), "other")
    return root


def joined(root: Path, name: str = "a") -> list[tuple[str, str, str]]:
    return [one for one in told(po_path(root, name).read_bytes()) if one[1] != OTHER]


def lie(tmp_path: Path, place: str = "") -> Path:
    """A repository in which a merge put "acht uur" under "nine"."""
    root = merged(site(tmp_path, place=place), changed(NINE), translated("acht uur"))
    assert joined(root) == [("reviewed", NINE, "acht uur")]
    return root


def named(made: Outcome) -> list[str]:
    """The places of the findings, without their columns."""
    lines = (line.removeprefix("error: ") for line in made.errors)
    return [line.split(": ")[0].rpartition(":")[0] for line in lines if "no branch had this translation" in line]


# --- the three that went unnoticed -------------------------------------------------------------------


@pytest.mark.parametrize("place", ["", "my site/docs"])
def test_a_translation_of_a_wrapped_text_that_the_other_branch_changed(tmp_path: Path, place: str) -> None:
    root = lie(tmp_path, place)
    before = po_path(root, "a").read_bytes()
    check = run(root, "translate", "--check")

    assert check.code == 1
    line = before.decode().split("\n").index('msgstr "acht uur"') + 1
    assert named(check) == [f"locales/nl/LC_MESSAGES/a.po:{line}"]
    assert named(run(root, "update", "--check")) == named(check)
    assert po_path(root, "a").read_bytes() == before
    update = run(root, "update")
    assert (update.code, len(named(update))) == (1, 1)
    assert joined(root) == [STALE]
    assert messages(po_path(root, "a").read_bytes())[0].previous == EIGHT


def test_a_translation_of_an_address_of_three_lines(tmp_path: Path) -> None:
    eight, nine = ADDRESS.format(8), ADDRESS.format(9)
    root = merged(site(tmp_path, eight), changed(nine), translated("Bakkerij, nr. 8"))
    assert joined(root) == [("reviewed", nine, "Bakkerij, nr. 8")]

    assert run(root, "update").code == 1
    assert joined(root) == [("stale", nine, "Bakkerij, nr. 8")]


def test_a_stale_translation_that_was_reviewed_while_its_english_changed_again(tmp_path: Path) -> None:
    stale = entry(EIGHT, "zeven uur", was=SEVEN, width=79)
    root = merged(site(tmp_path, EIGHT, stale), changed(NINE), translated("acht uur"))
    assert joined(root) == [("reviewed", NINE, "acht uur")]

    assert run(root, "update").code == 1
    assert joined(root) == [STALE]


# --- nothing of it is published ----------------------------------------------------------------------


@pytest.mark.parametrize("command", [("translate",), ("assemble",), ("assemble", "source/a.md")], ids=" ".join)
def test_readers_see_english_and_the_command_says_so(tmp_path: Path, command: tuple[str, ...]) -> None:
    root = lie(tmp_path)
    made = run(root, *command)

    assert made.code == 1
    assert len(named(made)) == 1
    assert page_path(root, "a.md").read_text().startswith(NINE)
    assert "Een andere tekst" in page_path(root, "a.md").read_text()


def test_check_names_it(tmp_path: Path) -> None:
    made = run(lie(tmp_path), "check")

    assert made.code == 1
    assert "po-merge" in made.out + made.err


# --- a person decides, and that stays ----------------------------------------------------------------


def test_a_person_who_finds_the_translation_right_takes_fuzzy_away_once_and_for_all(tmp_path: Path) -> None:
    root = lie(tmp_path)
    assert run(root, "translate").code == 1
    commit(root, "marked")
    translated("acht uur")(root)

    assert run(root, "translate").code == 0
    assert joined(root) == [("reviewed", NINE, "acht uur")]
    commit(root, "confirmed")
    done(tmp_path, "clone", "-q", "--no-local", str(tmp_path), str(tmp_path / "clone"))
    for place in (root, tmp_path / "clone"):
        assert run(place, "translate", "--check").code == 0
        assert page_path(place, "a.md").read_text().startswith("acht uur")


def test_a_comment_silences_it_in_one_place(tmp_path: Path) -> None:
    root = lie(tmp_path)
    text = po_path(root, "a").read_text()
    put(po_path(root, "a"), text.replace("#. type", "# i18n-pipeline: ignore=po-merge\n#. type", 1))

    assert run(root, "translate").code == 0
    assert joined(root) == [("reviewed", NINE, "acht uur")]


SILENT = {
    "everywhere": "",
    "in a language": 'locales = ["nl"]',
    "on a page": 'pages = ["source/*.md"]',
    "for a message": f'message = "{NINE}"',
}
LOUD = {
    "in another language": 'locales = ["de"]',
    "on another page": 'pages = ["source/b.md"]',
    "for another message": f'message = "{EIGHT}"',
    "in another context": 'context = "menu"',
}


@pytest.mark.parametrize("kind", SILENT)
def test_the_settings_silence_it(kind: str, tmp_path: Path) -> None:
    root = ignoring(tmp_path, SILENT[kind])

    assert run(root, "check").code == 0
    assert run(root, "translate").code == 0
    assert joined(root) == [("reviewed", NINE, "acht uur")]


@pytest.mark.parametrize("kind", LOUD)
def test_settings_about_something_else_do_not_silence_it(kind: str, tmp_path: Path) -> None:
    root = ignoring(tmp_path, LOUD[kind])

    assert run(root, "check").code == 1
    assert run(root, "translate").code == 1
    assert joined(root) == [STALE]


def ignoring(tmp_path: Path, where: str) -> Path:
    """A project with such a translation, whose settings leave `po-merge` out somewhere."""
    root = lie(tmp_path)
    table = f'[[check.ignore]]\nchecks = ["po-merge"]\n{where}\n'
    put(root / "i18n.toml", f'locales = ["nl", "de"]\n[check]\nselect = ["po-merge"]\n{table}')
    return root


def test_a_corrected_translation_is_not_named_again(tmp_path: Path) -> None:
    root = lie(tmp_path)
    assert run(root, "translate").code == 1
    translated("negen uur")(root)

    assert run(root, "translate").code == 0
    commit(root, "corrected")
    shutil.rmtree(root / ".i18n-cache")
    assert run(root, "translate", "--check").code == 0
    assert "joined by a merge" not in po_path(root, "a").read_text()


def test_it_is_found_again_when_the_mark_is_thrown_away(tmp_path: Path) -> None:
    root = lie(tmp_path)
    assert run(root, "update").code == 1
    assert run(root, "update").code == 0
    done(root, "checkout", "--", ".")

    assert run(root, "update").code == 1


def test_it_is_found_again_when_the_mark_is_reverted(tmp_path: Path) -> None:
    root = lie(tmp_path)
    assert run(root, "translate").code == 1
    commit(root, "marked")
    assert run(root, "translate").code == 0
    done(root, "revert", "--no-edit", "HEAD")

    assert run(root, "translate").code == 1


def test_english_that_changes_back_makes_the_translation_reviewed_again(tmp_path: Path) -> None:
    root = lie(tmp_path)
    assert run(root, "update").code == 1
    put(root / "source" / "a.md", page(EIGHT))

    assert run(root, "update").code == 0
    assert joined(root) == [("reviewed", EIGHT, "acht uur")]


# --- how git got there -------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [("--no-commit",), ("--squash",)], ids=" ".join)
def test_a_merge_that_is_not_committed_yet_counts(tmp_path: Path, words: tuple[str, ...]) -> None:
    root = merged(site(tmp_path), changed(NINE), translated("acht uur"), *words)
    made = run(root, "update")

    assert made.code == 1
    assert "the merge that is under way" in made.err
    assert joined(root) == [STALE]


def test_a_merge_in_a_branch_that_was_merged_later_counts(tmp_path: Path) -> None:
    root = lie(tmp_path)
    done(root, "checkout", "-q", "-b", "third", "HEAD^")
    put(root / "x", "x")
    commit(root, "third")
    done(root, "merge", "-q", "--no-edit", "main")
    commit(root, "later")

    assert run(root, "update").code == 1


def test_a_renamed_page_hides_nothing_and_is_no_false_alarm(tmp_path: Path) -> None:
    def renamed(root: Path) -> None:
        (root / "source" / "a.md").rename(root / "source" / "b.md")
        po_path(root, "a").rename(po_path(root, "b"))
        changed(NINE, "b.md")(root)

    root = merged(site(tmp_path), renamed, translated("acht uur"))
    assert not po_path(root, "a").exists()
    assert run(root, "update").code == 1
    assert joined(root, "b") == [STALE]


def test_a_renamed_page_whose_translation_is_right_is_no_finding(tmp_path: Path) -> None:
    def renamed(root: Path) -> None:
        (root / "source" / "a.md").rename(root / "source" / "b.md")
        po_path(root, "a").rename(po_path(root, "b"))
        changed(EIGHT, "b.md")(root)

    root = merged(site(tmp_path), renamed, translated("acht uur"))
    assert joined(root, "b") == [("reviewed", EIGHT, "acht uur")]
    assert run(root, "update").code == 0


def test_two_branches_that_translate_different_messages_are_no_finding(tmp_path: Path) -> None:
    root = site(tmp_path)
    more = "A third text that somebody adds below, and that is translated in no branch for now, as it is new."
    root = merged(root, lambda root: put(root / "source" / "a.md", page(EIGHT) + f"\n{more}\n"), translated("acht uur"))
    made = run(root, "translate")

    assert (made.code, made.err) == (0, "")


def test_a_shallow_clone_without_the_branches_says_that_it_cannot_know(tmp_path: Path) -> None:
    root = lie(tmp_path / "origin")
    for depth, code in ((1, 0), (2, 1)):
        clone = tmp_path / f"depth {depth}"
        done(tmp_path, "clone", "-q", "--depth", str(depth), f"file://{root}", str(clone))
        made = run(clone, "update")
        assert made.code == code
        assert ("fetch-depth" in made.err) == (depth == 1)


def test_without_git_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = lie(tmp_path)
    monkeypatch.setattr(project_git, "SAFE", ("no such program",))

    assert run(root, "update").code == 0


# --- nothing is looked at twice ----------------------------------------------------------------------


def test_merges_that_were_looked_at_are_not_looked_at_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = merged(site(tmp_path), translated("acht uur"), lambda root: put(root / "x", "x"))
    assert run(root, "update").code == 0
    asked: list[tuple[str, ...]] = []
    true = project_git.run

    def counted(folder: Path, *words: str, said: bytes = b"") -> object:
        asked.append(words)
        return true(folder, *words, said=said)

    monkeypatch.setattr(project_git, "run", counted)
    assert run(root, "update").code == 0
    assert [words for words in asked if words[0] in {"log", "cat-file", "rev-parse"}] == []
    commit(root, "next")
    assert run(root, "update").code == 0
    assert [words[0] for words in asked if words[0] != "ls-files"] == ["rev-parse", "log"]


def test_git_status_stays_clean(tmp_path: Path) -> None:
    root = merged(site(tmp_path), translated("acht uur"), lambda root: put(root / "x", "x"))
    assert run(root, "update").code == 0

    assert git(root, "status", "--porcelain").stdout == ""
