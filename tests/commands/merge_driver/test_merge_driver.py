"""The merge driver as git and other programs call it, and what `--install` writes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.catalogues import catalogue, entry, messages, told
from helpers.git import commit, done, git, repository, use_programs
from helpers.projects import Outcome, po_path, put, run

pytestmark = [
    pytest.mark.skipif(not shutil.which("git"), reason="git is not installed"),
    pytest.mark.usefixtures("warm_path"),
]

EIGHT = (
    "The shop opens at eight on every day of the week but Sunday, when all of the town is quiet and nobody is there."
)
NINE = EIGHT.replace("eight", "nine")
MERGED = ("stale", NINE, "acht uur")


def driven(folder: Path, *versions: bytes, more: tuple[str, ...] = ()) -> tuple[Outcome, bytes]:
    """Run the driver on base, ours and theirs; what it said, and what is in ours afterwards."""
    for name, data in zip(("base", "ours", "theirs"), versions, strict=True):
        put(folder / name, data)
    made = run(folder, "merge-driver", "base", "ours", "theirs", *more)
    return made, (folder / "ours").read_bytes()


def site(root: Path, *, catalogues: str = "") -> Path:
    """A project with one untranslated page, whose catalogue is wrapped, in the repository around it."""
    put(root / "i18n.toml", 'locales = ["nl"]\n' + (f'catalogues = "{catalogues}"\n' if catalogues else ""))
    put(root / "source" / "a.md", f"{EIGHT}\n")
    put(root / (catalogues or "locales") / "nl" / "LC_MESSAGES" / "a.po", catalogue(entry(EIGHT, width=79)))
    assert run(root, "update").code == 0
    return root


def branches(root: Path, here: Callable[[], None], there: Callable[[], None]) -> None:
    """Two branches, `main` and `other`, with a commit each; `main` is checked out."""
    commit(root, "base")
    done(root, "checkout", "-q", "-b", "other")
    there()
    commit(root, "there")
    done(root, "checkout", "-q", "main")
    here()
    commit(root, "here")


def english(root: Path) -> None:
    """Change the English page, and update."""
    put(root / "source" / "a.md", f"{NINE}\n")
    assert run(root, "update").code == 0


def dutch(path: Path, text: str = "acht uur") -> None:
    """Translate the only message."""
    before, _, after = path.read_bytes().rpartition(b'msgstr ""')
    put(path, before + f'msgstr "{text}"'.encode() + after)


# --- codes and files ---------------------------------------------------------------------------------


def test_a_clean_merge_is_written_into_ours_and_the_code_is_0(tmp_path: Path) -> None:
    versions = catalogue(entry(EIGHT)), catalogue(entry(NINE)), catalogue(entry(EIGHT, "acht uur"))
    made, data = driven(tmp_path, *versions)

    assert (made.code, made.out, made.err) == (0, "", "")
    assert told(data) == [MERGED]


def test_conflicts_are_counted_and_told_with_their_places(tmp_path: Path) -> None:
    versions = [catalogue(entry("One", one), entry("Two", two)) for one, two in (("", ""), ("1", "2"), ("I", "II"))]
    made, data = driven(tmp_path, *versions, more=("7", "locales/nl/LC_MESSAGES/a.po"))

    assert made.code == 2
    assert [line.split(": ")[1] for line in made.errors] == [
        f"locales/nl/LC_MESSAGES/a.po:{message.line + 5}:9" for message in messages(data)
    ]
    assert [m.msgstr for m in messages(data)] == ["1", "2"]


def test_more_conflicts_than_fit_a_code_are_125(tmp_path: Path) -> None:
    versions = [catalogue(*(entry(f"Text {n}", text and f"{text} {n}") for n in range(300))) for text in ("", "a", "b")]

    assert driven(tmp_path, *versions)[0].code == 125


@pytest.mark.parametrize("words", [(), ("base", "ours"), ("--unknown", "a", "b"), ("base", "nowhere", "theirs")])
def test_what_cannot_be_done_has_a_code_above_128_and_leaves_ours_alone(tmp_path: Path, words: tuple[str, ...]) -> None:
    for name in ("base", "ours", "theirs"):
        put(tmp_path / name, catalogue(entry("One", name)))
    made = run(tmp_path, "merge-driver", *words)

    assert made.code == 129
    assert made.err.startswith("error: ")
    assert (tmp_path / "ours").read_bytes() == catalogue(entry("One", "ours"))


def test_ours_that_cannot_be_written_is_a_code_above_128(tmp_path: Path) -> None:
    for name in ("base", "theirs"):
        put(tmp_path / name, catalogue(entry("One", name)))
    (tmp_path / "ours").mkdir()

    assert run(tmp_path, "merge-driver", "base", "ours", "theirs").code == 129


def test_another_file_can_get_the_result_as_merge_tools_want_it(tmp_path: Path) -> None:
    versions = catalogue(entry(EIGHT)), catalogue(entry(NINE)), catalogue(entry(EIGHT, "acht uur"))
    made, data = driven(tmp_path, *versions, more=("-o", "out"))

    assert (made.code, data) == (0, versions[1])
    assert told((tmp_path / "out").read_bytes()) == [MERGED]


def test_a_base_that_is_missing_or_empty_is_none(tmp_path: Path) -> None:
    put(tmp_path / "ours", catalogue(entry("One", "Een")))
    put(tmp_path / "theirs", catalogue(entry("One"), entry("Two", "Twee")))
    assert run(tmp_path, "merge-driver", "nowhere", "ours", "theirs").code == 0

    assert told((tmp_path / "ours").read_bytes()) == [("reviewed", "One", "Een"), ("reviewed", "Two", "Twee")]


# --- what is no catalogue ----------------------------------------------------------------------------


def test_files_that_are_no_catalogues_are_merged_line_by_line_and_that_is_said(tmp_path: Path) -> None:
    made, data = driven(tmp_path, b"a\nb\nc\nd\n", b"A\nb\nc\nd\n", b"a\nb\nc\nD\n")

    assert (made.code, data) == (0, b"A\nb\nc\nD\n")
    assert "line by line" in made.err


def test_a_conflict_line_by_line_has_marks_of_the_asked_width_and_update_names_it(tmp_path: Path) -> None:
    root = site(repository(tmp_path))
    whole = po_path(root, "a").read_bytes()
    broken = whole.replace(b'msgstr ""\n', b'msgstr "open\n')
    made, data = driven(
        tmp_path, whole, broken, whole[: whole.rindex(b"msgstr")] + b'msgstr "acht"\n', more=("9", "a.po")
    )

    assert made.code == 1
    assert b"<<<<<<<<< ours\n" in data
    assert b">>>>>>>>> theirs\n" in data
    put(po_path(root, "a"), data)
    assert run(root, "update").code == 1


def test_what_was_merged_line_by_line_and_can_be_read_then_is_not_clean(tmp_path: Path) -> None:
    """Nobody can tell whose text belongs to whose translation."""
    whole = catalogue(entry("One"), entry("Two"), entry("Three", "Drie"))
    mended = catalogue(entry("One"), entry("Two"), entry("Three", "Derde"))
    damaged = whole.replace(b'"Drie"', b'"Drie')
    made, data = driven(tmp_path, damaged, damaged.replace(b'msgid "One"', b'msgid "1"'), mended)

    assert made.code == 1
    assert told(data)[0] == ("untranslated", "1", "")


def test_files_that_git_cannot_merge_either_stay_ours_and_are_a_conflict(tmp_path: Path) -> None:
    made, data = driven(tmp_path, b"a\0b\n", b"a\0c\n", b"a\0d\n")

    assert (made.code, data) == (1, b"a\0c\n")
    assert "ours" in made.err


# --- install -----------------------------------------------------------------------------------------


def test_install_writes_attributes_and_settings_once_and_says_what_others_do(tmp_path: Path) -> None:
    root = site(repository(tmp_path))
    put(root / ".gitattributes", "*.md text\r\n")
    first, attributes = run(root, "merge-driver", "--install"), (root / ".gitattributes").read_bytes()
    second = run(root, "merge-driver", "--install")

    assert (first.code, second.code) == (0, 0)
    assert attributes.startswith(b"*.md text\r\n#")
    assert attributes.endswith(b"\r\n/locales/**/*.po merge=i18n-pipeline\r\n/locales/**/*.pot merge=i18n-pipeline\r\n")
    assert (root / ".gitattributes").read_bytes() == attributes
    assert "Nothing to do" in second.out
    assert "Every other person runs `i18n-pipeline merge-driver --install` once in each clone" in second.out
    assert "merge-driver %O %A %B %L %P" in done(root, "config", "--local", "merge.i18n-pipeline.driver")


@pytest.mark.parametrize("catalogues", ["locales", "po files", "po[1]*", "über/ŝ", "."])
def test_the_attributes_fit_any_folder_of_catalogues(tmp_path: Path, catalogues: str) -> None:
    root = site(repository(tmp_path / "a b") / "c d", catalogues=catalogues)
    assert run(root, "merge-driver", "--install").code == 0

    names = [
        f"{catalogues}/{name}" for name in ("nl/LC_MESSAGES/a.po", "nl/LC_MESSAGES/x/y.po", "templates/a.pot", "a.txt")
    ]
    said = done(root, "check-attr", "-z", "merge", "--", *names).split("\0")[2::3]
    assert said == ["i18n-pipeline"] * 3 + ["unspecified"]


def test_attributes_that_overrule_ours_are_an_error(tmp_path: Path) -> None:
    root = site(repository(tmp_path))
    put(root / "locales" / ".gitattributes", "*.po merge=union\n")
    made = run(root, "merge-driver", "--install")

    assert made.code == 1
    assert "locales/nl/LC_MESSAGES" in made.err
    assert "union" in made.err


def test_install_needs_a_repository(tmp_path: Path) -> None:
    made = run(site(tmp_path), "merge-driver", "--install")

    assert made.code == 2
    assert "git init" in made.err
    assert not (tmp_path / ".gitattributes").exists()


# --- in real histories -------------------------------------------------------------------------------


def installed(folder: Path, place: str = "", *, warm: bool = True) -> tuple[Path, Path]:
    """A repository and a project in it, or below it, with the driver, where two branches edit one message.

    `warm`: the driver is loaded once for all tests.
    """
    root = site(repository(folder) / place)
    assert run(root, "merge-driver", "--install").code == 0
    if warm:
        use_programs(root)
    branches(root, lambda: english(root), lambda: dutch(po_path(root, "a")))
    return folder, root


def joined(root: Path) -> list[tuple[str, str, str]]:
    return told(po_path(root, "a").read_bytes())


@pytest.mark.parametrize("place", ["", "my site/docs"])
@pytest.mark.parametrize(
    "words",
    [
        ("merge", "-q", "--no-edit", "other"),
        ("merge", "-q", "--squash", "other"),
        ("merge", "-q", "--no-commit", "other"),
        ("cherry-pick", "other"),
        ("rebase", "-q", "other"),
        ("merge", "-q", "-s", "recursive", "--no-edit", "other"),
    ],
    ids=" ".join,
)
def test_git_uses_the_driver_in(tmp_path: Path, words: tuple[str, ...], place: str) -> None:
    _, root = installed(tmp_path / "re po", place, warm="rebase" not in words)
    done(root, *words)

    assert joined(root) == [MERGED]


def test_git_uses_the_driver_when_a_branch_is_rebased_onto_new_english(tmp_path: Path) -> None:
    _, root = installed(tmp_path)
    done(root, "checkout", "-q", "other")
    done(root, "rebase", "-q", "main")

    assert joined(root) == [MERGED]


def test_git_uses_the_driver_for_a_stash_and_in_another_work_tree(tmp_path: Path) -> None:
    root = site(repository(tmp_path / "repo"))
    assert run(root, "merge-driver", "--install").code == 0
    commit(root)
    dutch(po_path(root, "a"))
    done(root, "stash", "-q")
    english(root)
    commit(root)
    done(root, "worktree", "add", "-q", str(tmp_path / "tree two"), "HEAD")
    there = tmp_path / "tree two"
    done(there, "stash", "apply", "-q")

    assert joined(there) == [MERGED]


def test_a_renamed_page_keeps_what_was_translated_under_its_old_name(tmp_path: Path) -> None:
    root = site(repository(tmp_path))
    assert run(root, "merge-driver", "--install").code == 0

    def renamed() -> None:
        (root / "source" / "a.md").rename(root / "source" / "b.md")
        put(root / "source" / "b.md", f"{NINE}\n")
        (po_path(root, "a")).rename(po_path(root, "b"))
        assert run(root, "update").code == 0

    branches(root, renamed, lambda: dutch(po_path(root, "a")))
    done(root, "merge", "-q", "--no-edit", "other")

    assert not po_path(root, "a").exists()
    assert told(po_path(root, "b").read_bytes()) == [MERGED]


def test_a_conflict_stays_one_for_git_until_a_person_adds_the_file(tmp_path: Path) -> None:
    root = site(repository(tmp_path))
    assert run(root, "merge-driver", "--install").code == 0
    path = po_path(root, "a")
    branches(root, lambda: dutch(path, "om acht uur"), lambda: dutch(path))
    made = git(root, "merge", "--no-edit", "other")

    assert made.returncode == 1
    assert "locales/nl/LC_MESSAGES/a.po:" in made.stderr + made.stdout
    assert done(root, "diff", "--name-only", "--diff-filter=U").strip() == "locales/nl/LC_MESSAGES/a.po"
    assert joined(root) == [("stale", EIGHT, "om acht uur")]
    told_again = run(root, "update")
    assert told_again.code == run(root, "update").code == run(root, "assemble").code == 1
    assert "a.po:15:9: two branches reviewed this message" in told_again.err


def test_a_choice_between_two_texts_ends_with_the_review(tmp_path: Path) -> None:
    root = site(repository(tmp_path))
    versions = [catalogue(entry(EIGHT, text)) for text in ("", "een", "twee")]
    _, data = driven(tmp_path, *versions)
    put(po_path(root, "a"), data.replace(b"#, fuzzy\n", b""))
    made = run(root, "update")

    assert (made.code, made.err) == (0, "")
    assert b"other branch" not in po_path(root, "a").read_bytes()


def test_a_merge_of_merges_uses_the_driver_for_the_common_version_too(tmp_path: Path) -> None:
    """Each branch has merged the other one before: git makes a base of its own, with marks of conflicts in it."""
    _, root = installed(tmp_path)
    here, there = (done(root, "rev-parse", name).strip() for name in ("main", "other"))
    done(root, "merge", "-q", "--no-edit", there)
    done(root, "checkout", "-q", "other")
    done(root, "merge", "-q", "--no-edit", here)
    dutch_again = po_path(root, "a").read_text().replace("acht uur", "negen uur").replace("#, fuzzy\n", "")
    put(po_path(root, "a"), "\n".join(line for line in dutch_again.split("\n") if not line.startswith("#|")))
    commit(root, "reviewed")
    done(root, "checkout", "-q", "main")
    done(root, "merge", "-q", "--no-edit", "other")

    assert joined(root) == [("reviewed", NINE, "negen uur")]


def test_git_may_call_it_with_three_files_alone_as_weblate_does(tmp_path: Path) -> None:
    _, root = installed(tmp_path)
    done(root, "config", "merge.i18n-pipeline.driver", "i18n-pipeline merge-driver %O %A %B")
    done(root, "merge", "-q", "--no-edit", "other")

    assert joined(root) == [MERGED]


def test_a_program_that_is_gone_leaves_the_merge_to_git(tmp_path: Path) -> None:
    _, root = installed(tmp_path)
    driver = done(root, "config", "merge.i18n-pipeline.driver").strip()
    program = driver.split()[2].rstrip(";")
    done(root, "config", "merge.i18n-pipeline.driver", driver.replace(program, "/nowhere/i18n-pipeline"))
    made = git(root, "merge", "--no-edit", "other")

    assert made.returncode == 0
    assert "no longer there" in made.stderr + made.stdout


def test_a_driver_that_a_clone_does_not_know_is_no_obstacle(tmp_path: Path) -> None:
    """As in Weblate, and for people who did not run `--install`: git merges line by line."""
    _, root = installed(tmp_path)
    done(root, "config", "--remove-section", "merge.i18n-pipeline")
    done(root, "merge", "-q", "--no-edit", "other")

    assert joined(root) == [("reviewed", NINE, "acht uur")]
