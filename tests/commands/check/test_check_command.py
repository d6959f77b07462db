"""`check`: what it tells about a project, what it leaves alone, what it mends, and how it ends."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import polib
import pytest
from helpers.projects import KEEP, po_path, project, put, run

PAGE = """\
---
title: The bakery
---

# Bread

A loaf costs 3 euros. Children eat for free.

Read the [guide](guide.md) first, **please**.
"""
GOOD = {
    "The bakery": "De bakkerij",
    "Bread": "Brood",
    "A loaf costs 3 euros. Children eat for free.": "Een brood kost 3 euro. Kinderen eten gratis.",
    "Read the [guide][1] first, **please**.": "Lees eerst de [gids][1], **alsjeblieft**.",
}
LOAF = "A loaf costs 3 euros. Children eat for free."


def translated(root: Path, texts: dict[str, str], settings: str = "", comment: str = "") -> Path:
    """A project whose page has these reviewed translations, and is written."""
    made = project(root, {"page.md": PAGE, "guide.md": "# Guide\n"}, KEEP + settings)
    run(made, "update")
    for name in ("page", "guide"):
        catalogue = polib.pofile(str(po_path(made, name)), wrapwidth=0)
        for entry in catalogue:
            entry.msgstr = texts.get(entry.msgid, GOOD.get(entry.msgid, "Gids"))
            entry.tcomment = comment if entry.msgid in texts else ""
        catalogue.save()
    run(made, "assemble")
    return made


def ids(root: Path, *words: str) -> list[str]:
    found = json.loads(run(root, "check", "--format", "json", *words).out)
    return [one["check"] for one in found["findings"]]


def test_good_translations_have_no_finding(tmp_path: Path) -> None:
    root = translated(tmp_path, {})
    done = run(root, "check")

    assert (done.code, done.err) == (0, "")
    assert done.out == "no findings; checked: 5 messages in 2 catalogues and 2 pages (nl)\n"


def test_a_wrong_number_and_a_doubled_blank_are_told_where_an_editor_opens(tmp_path: Path) -> None:
    root = translated(tmp_path, {LOAF: "Een brood kost 30 euro.  Kinderen eten gratis."})
    done = run(root, "check", "-v")

    assert done.code == 0
    assert re.search(r"^locales/nl/LC_MESSAGES/page\.po:\d+:\d+: warning: .*\[numbers\]$", done.out, re.MULTILINE)
    assert re.search(r"^locales/nl/LC_MESSAGES/page\.po:\d+:\d+: info: .*\[double-space\]$", done.out, re.MULTILINE)
    assert run(root, "check", "--fail-on", "warning").code == 1
    assert run(root, "check", "--fail-on", "never").code == 0


def test_the_column_is_that_of_the_sign_in_the_catalogue(tmp_path: Path) -> None:
    root = translated(tmp_path, {LOAF: 'Een "brood" kost 3 euro. Kinderen  eten gratis.'})
    found = json.loads(run(root, "check", "--format", "json", "--select", "double-space").out)["findings"]
    line = po_path(root).read_text(encoding="utf-8").splitlines()[found[0]["line"] - 1]

    assert [one["check"] for one in found] == ["double-space"]
    assert line[found[0]["column"] - 1 :].startswith("  eten")


def test_what_assemble_refuses_is_an_error(tmp_path: Path) -> None:
    root = translated(tmp_path, {"Read the [guide][1] first, **please**.": "Lees eerst de gids, **alsjeblieft**."})
    done = run(root, "check", "nl")

    assert done.code == 1
    assert "[md-link-target]" in done.out
    assert run(root, "check", "--ignore", "md").code == 0


def test_nothing_is_written(tmp_path: Path) -> None:
    root = translated(tmp_path, {LOAF: "Een brood kost 30 euro."})
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file() and ".i18n-cache" not in path.parts}
    (root / "localised" / "nl" / "page.md").unlink()
    run(root, "check")

    assert {path for path in before if not path.exists()} == {root / "localised" / "nl" / "page.md"}
    assert all(path.read_bytes() == data for path, data in before.items() if path.exists())


def test_a_second_run_tells_the_same(tmp_path: Path) -> None:
    root = translated(tmp_path, {LOAF: "Een brood kost 30 euro. "})

    assert run(root, "check").out == run(root, "check").out == run(root, "check", "--no-cache").out
    put(po_path(root), po_path(root).read_text(encoding="utf-8").replace("30 euro. ", "3 euro. Kinderen eten gratis."))
    assert ids(root) == []


def test_paths_and_languages_narrow_it(tmp_path: Path) -> None:
    root = translated(tmp_path, {LOAF: "Een brood kost 30 euro.", "Guide": "Gids "})

    assert set(ids(root, "guide.md")) == {"whitespace-edge"}
    assert "whitespace-edge" not in ids(root, "locales/nl/LC_MESSAGES/page.po")
    assert set(ids(root, "nl")) == set(ids(root))
    assert run(root, "check", "de").code == 2


def test_a_translation_that_nobody_sees_is_not_checked(tmp_path: Path) -> None:
    root = translated(tmp_path, {LOAF: "Een brood kost 30 euro."})
    text = po_path(root).read_text(encoding="utf-8")
    put(po_path(root), re.sub(r'(#: source/page\.md\n)(msgid "A loaf)', r"\1#, fuzzy\n\2", text))

    assert "numbers" not in ids(root)
    assert "numbers" in ids(put_settings(root, '[assemble]\naccept = ["reviewed", "stale"]\n'))


def put_settings(root: Path, text: str) -> Path:
    put(root / "i18n.toml", (root / "i18n.toml").read_text(encoding="utf-8") + text)
    return root


@pytest.mark.parametrize("name", ["numbers", "Numbers", "length-ratio, numbers"])
def test_a_comment_silences_one_place(tmp_path: Path, name: str) -> None:
    root = translated(tmp_path, {LOAF: "Een brood kost 30 euro."}, comment=f"i18n-pipeline: ignore={name}")

    assert "numbers" not in ids(root)


@pytest.mark.parametrize(
    ("settings", "is_told"),
    [
        ('checks = ["numbers"]', False),
        ('checks = ["numbers"]\nlocales = ["nl"]', False),
        ('checks = ["numbers"]\npages = ["source/page.md"]', False),
        ('checks = ["numbers"]\npages = ["source/**"]', False),
        ('checks = ["numbers"]\npages = ["source/guide.md"]', True),
        (f'checks = ["numbers"]\nmessage = "{LOAF}"', False),
        ('checks = ["numbers"]\nmessage = "Bread"', True),
        ('checks = ["double-space"]', True),
    ],
)
def test_settings_silence_a_check_in_a_language_on_pages_or_everywhere(
    tmp_path: Path, settings: str, is_told: bool
) -> None:
    root = translated(tmp_path, {LOAF: "Een brood kost 30 euro."}, f"[[check.ignore]]\n{settings}\n")

    assert ("numbers" in ids(root)) == is_told


def test_settings_say_what_makes_it_fail_and_which_checks_run(tmp_path: Path) -> None:
    root = translated(
        tmp_path, {LOAF: "Een brood kost 30 euro. "}, '[check]\nfail_on = "never"\nselect = ["numbers"]\n'
    )

    assert ids(root) == ["numbers"]
    assert run(root, "check").code == 0
    assert run(root, "check", "--fail-on", "warning").code == 1


def test_a_catalogue_that_cannot_be_read_is_told_with_its_line_and_the_others_are_checked(tmp_path: Path) -> None:
    root = translated(tmp_path, {LOAF: "Een brood kost 30 euro."})
    put(
        po_path(root, "guide"),
        po_path(root, "guide").read_text(encoding="utf-8").replace('msgstr "Gids"', 'msgstr "Gids'),
    )
    done = run(root, "check")

    assert done.code == 1
    assert re.search(r"guide\.po:\d+:\d+: error: the string does not end on its line .*\[po-syntax\]", done.out)
    assert "[numbers]" in done.out


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Language: nl\\n", "Language: de\\n", "its header says the language is de, not nl"),
        ("Language: nl\\n", 'Language: de\\n"\n"Language: nl\\n', "its header says the language is de, not nl"),
        ("Language: nl\\n", "", "its header names no language"),
        ("nplurals=2; plural=(n != 1);", "nplurals=2; plural=n !", "not of the grammar"),
        ("nplurals=2; plural=(n != 1);", "nplurals=2; plural=__import__('os');", "not of the grammar"),
    ],
)
def test_a_wrong_header_is_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    root = translated(tmp_path, {})
    text = po_path(root).read_text(encoding="utf-8")
    assert old in text
    put(po_path(root), text.replace(old, new))
    found = json.loads(run(root, "check", "--format", "json").out)["findings"]

    assert [one["check"] for one in found] == ["po-header"]
    assert said in found[0]["message" if "message" in found[0] else "text"]


def test_a_link_that_leads_nowhere_is_an_error(tmp_path: Path) -> None:
    settings = "[assemble]\nuntranslated_pages = false\n"
    root = translated(tmp_path, {"Guide": ""}, settings)
    done = run(root, "check")

    assert done.code == 1
    assert "[link-missing]" in done.out


def test_fix_mends_what_has_one_right_answer(tmp_path: Path) -> None:
    root = translated(tmp_path, {LOAF: " Een brood kost 30 euro.  Kinderen eten gratis. "})
    before = po_path(root).read_bytes()
    dry = run(root, "check", "--fix", "--dry-run")

    assert po_path(root).read_bytes() == before
    assert '-msgstr " Een brood kost 30 euro.  Kinderen eten gratis. "' in dry.out
    assert '+msgstr "Een brood kost 30 euro. Kinderen eten gratis."' in dry.out
    assert "whitespace-edge" in dry.out

    done = run(root, "check", "--fix")
    after = po_path(root).read_bytes()
    assert after == before.replace(
        b'" Een brood kost 30 euro.  Kinderen eten gratis. "', b'"Een brood kost 30 euro. Kinderen eten gratis."'
    )
    assert "whitespace-edge" not in done.out
    assert "[numbers]" in done.out


def test_what_would_be_mended_does_not_stand_among_what_programs_read(tmp_path: Path) -> None:
    root = translated(tmp_path, {LOAF: f"{GOOD[LOAF]} "})

    done = run(root, "check", "--fix", "--dry-run", "--format", "json")

    assert [one["check"] for one in json.loads(done.out)["findings"]] == ["whitespace-edge"]
    assert f'+msgstr "{GOOD[LOAF]}"' in done.err


def test_fix_leaves_what_a_person_accepted(tmp_path: Path) -> None:
    root = translated(tmp_path, {"Bread": "Brood "}, comment="i18n-pipeline: ignore=whitespace-edge")
    before = po_path(root).read_bytes()
    run(root, "check", "--fix")

    assert po_path(root).read_bytes() == before


def test_since_tells_only_what_this_branch_touched(tmp_path: Path) -> None:
    root = translated(tmp_path, {"Bread": "Brood ", "Guide": "Gids "})
    git = ["git", "-C", str(root), "-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "one"], ["switch", "-qc", "branch"]):
        subprocess.run([*git, *words], check=True)

    assert ids(root, "--since", "main") == []
    text = po_path(root).read_text(encoding="utf-8")
    put(po_path(root), text.replace('msgstr "De bakkerij"', 'msgstr "De bakkerij "'))
    found = json.loads(run(root, "check", "--since", "main", "--format", "json").out)["findings"]
    assert [(one["check"], one["msgid"]) for one in found] == [("whitespace-edge", "The bakery")]
    assert len(ids(root)) > 1
    assert run(root, "check", "--since", "nowhere").code == 2


def test_since_says_how_much_it_looked_at(tmp_path: Path) -> None:
    root = translated(tmp_path, {})
    git = ["git", "-C", str(root), "-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "one"], ["switch", "-qc", "branch"]):
        subprocess.run([*git, *words], check=True)

    assert run(root, "check", "--since", "main").out == "no findings; checked: 0 messages (nl)\n"
    text = po_path(root).read_text(encoding="utf-8")
    put(po_path(root), text.replace("De bakkerij", "De bakker").replace('"Brood"', '""'))
    assert run(root, "check", "--since", "main", "--ignore", "untranslated").out.endswith(
        "checked: 1 message in 1 catalogue and 1 page (nl)\n"
    )
    put(root / "source" / "new.md", "# Guide\n")
    run(root, "update")
    put(
        po_path(root, "new"), po_path(root, "new").read_text(encoding="utf-8").replace('msgstr ""\n', 'msgstr "Gids"\n')
    )
    run(root, "assemble")
    subprocess.run([*git, "add", "-A"], check=True)
    assert run(root, "check", "--since", "main").out.endswith("checked: 2 messages in 2 catalogues and 2 pages (nl)\n")
    assert run(root, "check", "source/new.md", "--since", "main").out.endswith(
        "checked: 1 message in 1 catalogue and 1 page (nl)\n"
    )


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif", "junit", "checkstyle", "gitlab"])
def test_every_format_can_be_written_to_a_file(tmp_path: Path, form: str) -> None:
    root = translated(tmp_path, {LOAF: "Een brood kost 30 euro."})
    done = run(root, "check", "--format", form, "--output", "found")

    assert done.out == ""
    assert "numbers" in (root / "found").read_text(encoding="utf-8")


def test_the_summary_of_a_step_on_github_gets_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = translated(tmp_path, {LOAF: "Een brood kost 30 euro."})
    put(tmp_path / "summary", "before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary"))
    done = run(root, "check", "--format", "github")

    assert done.out.startswith("::warning file=")
    assert (tmp_path / "summary").read_text(encoding="utf-8").startswith("before\n### i18n-pipeline check")


def test_the_list_needs_no_project(tmp_path: Path) -> None:
    done = run(tmp_path, "check", "--list")

    assert done.code == 0
    assert "md-link-target (error): " in done.out
    assert "spelling (info, only if selected): " in done.out
    assert done.out.count("    Bad: ") == done.out.count("    Good: ")


@pytest.mark.parametrize("folder", ["docs", "docs \udce9"])
def test_places_begin_at_the_top_of_a_repository_without_a_commit(tmp_path: Path, folder: str) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    root = translated(tmp_path / folder, {"Bread": "Brood "})

    found = json.loads(run(root, "check", "--format", "gitlab").out)

    assert [one["location"]["path"] for one in found] == [
        f"{folder.replace(chr(0xDCE9), chr(92) + 'xe9')}/locales/nl/LC_MESSAGES/page.po"
    ]
