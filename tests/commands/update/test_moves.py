"""Text that moves in a project, and edits by a translator and by `update` that git brings together."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import polib
import pytest
from helpers.projects import po_path, project, put, run, states, translate, tree

needs_git = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")

TEXTS = [
    "We walk to [the sea](https://example.org/sea) in the morning.",
    "There everybody swims until it is dark.",
    "The last train leaves at ten in the evening.",
    "Bring water, bread and a warm coat.",
    "Write to the group when you are late.",
    "Nobody has to pay for the journey.",
]


def page(*texts: str) -> str:
    return "\n\n".join(texts) + "\n"


def done(root: Path, pages: dict[str, str]) -> Path:
    """A project that is translated and reviewed."""
    project(root, pages)
    run(root, "update")
    translate(root)
    return root


def stale(path: Path) -> dict[str, tuple[str, str]]:
    """The stale messages of a catalogue, with their translations and what these were made for."""
    entries = polib.pofile(str(path), encoding="utf-8")
    return {e.msgid: (e.msgstr, e.previous_msgid or "") for e in entries if e.fuzzy and not e.obsolete}


def live(path: Path) -> list[str]:
    """The states of what is on the page, in page order."""
    return [state for state in states(path).values() if state != "obsolete"]


def settled(root: Path) -> bool:
    """Whether a second update changes nothing."""
    before = tree(root)
    assert run(root, "update").code == 0
    return before == tree(root)


# --- text that moves -----------------------------------------------------------------------------------


def test_a_paragraph_that_was_split_shares_its_translation_out(tmp_path: Path) -> None:
    root = done(tmp_path, {"page.md": page(f"{TEXTS[1]} {TEXTS[0]}", TEXTS[2])})
    put(root / "source" / "page.md", page(TEXTS[1], TEXTS[0], TEXTS[2]))
    assert run(root, "update").code == 0

    whole = f"{TEXTS[1]} We walk to [the sea][1] in the morning."
    assert {text: made_for for text, (_, made_for) in stale(po_path(root)).items()} == {
        TEXTS[1]: whole,
        "We walk to [the sea][1] in the morning.": whole,
    }
    assert settled(root)


def test_list_items_that_became_one_paragraph_are_joined(tmp_path: Path) -> None:
    root = done(tmp_path, {"page.md": f"- {TEXTS[3]}\n- {TEXTS[0]}\n"})
    put(root / "source" / "page.md", page(f"{TEXTS[3]} {TEXTS[0]}"))
    assert run(root, "update").code == 0

    [(msgstr, previous)] = stale(po_path(root)).values()
    assert msgstr == f"NL {TEXTS[3]} NL We walk to [the sea][1] in the morning."
    assert previous == f"{TEXTS[3]} We walk to [the sea][1] in the morning."
    assert settled(root)


def test_a_heading_that_becomes_a_paragraph_stays_reviewed(tmp_path: Path) -> None:
    root = done(tmp_path, {"page.md": "# What we do\n\n## How\n"})
    put(root / "source" / "page.md", "What we do\n\n#### How\n")
    assert run(root, "update").code == 0

    assert live(po_path(root)) == ["reviewed", "reviewed"]


def test_a_text_that_moves_and_changes_its_links_stays_reviewed(tmp_path: Path) -> None:
    root = done(tmp_path, {"page.md": page(f"{TEXTS[0]} snake_case"), "other.md": page(TEXTS[1])})
    put(root / "source" / "page.md", page(TEXTS[2]))
    moved = TEXTS[0].replace("https://example.org/sea", "sea.md")
    put(root / "source" / "other.md", page(TEXTS[1], f"{moved} snake\\_case"))
    assert run(root, "update").code == 0

    assert live(po_path(root, "other")) == ["reviewed", "reviewed"]
    assert settled(root)


def test_a_page_that_is_split_in_two_and_edited_keeps_all(tmp_path: Path) -> None:
    root = done(tmp_path, {"page.md": page(*TEXTS)})
    put(root / "source" / "page.md", page(*TEXTS[:3]))
    put(root / "source" / "other.md", page(*TEXTS[3:5], TEXTS[5].replace("journey", "train")))
    assert run(root, "update").code == 0

    assert live(po_path(root)) == ["reviewed"] * 3
    assert live(po_path(root, "other")) == ["reviewed", "reviewed", "stale"]
    assert [made_for for _, made_for in stale(po_path(root, "other")).values()] == [TEXTS[5]]
    assert settled(root)


def test_two_pages_that_become_one_keep_all(tmp_path: Path) -> None:
    root = done(tmp_path, {"page.md": page(*TEXTS[:3]), "other.md": page(*TEXTS[3:])})
    (root / "source" / "other.md").unlink()
    put(root / "source" / "page.md", page(*TEXTS[:5], TEXTS[5].replace("journey", "train")))
    assert run(root, "update").code == 0

    assert live(po_path(root)) == [*["reviewed"] * 5, "stale"]
    assert set(states(po_path(root, "other")).values()) == {"obsolete"}
    assert settled(root)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_page_that_is_renamed_and_edited_all_over_keeps_what_is_like_it(tmp_path: Path, workers: str) -> None:
    root = done(tmp_path, {"page.md": page(*TEXTS)})
    (root / "source" / "page.md").unlink()
    put(root / "source" / "new.md", page(*(text.replace(" the ", " our ") + " Yes!" for text in TEXTS)))
    assert run(root, "update", "-j", workers).code == 0

    assert live(po_path(root, "new")) == ["stale"] * 6
    assert settled(root)


def test_a_text_that_is_still_on_its_page_is_not_offered_to_another(tmp_path: Path) -> None:
    root = done(tmp_path, {"page.md": page(*TEXTS)})
    put(root / "source" / "other.md", page(TEXTS[5].replace("journey", "train")))
    assert run(root, "update").code == 0

    assert live(po_path(root, "other")) == ["untranslated"]


# --- git merge -----------------------------------------------------------------------------------------


def git(root: Path, *words: str) -> int:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    return subprocess.run(["git", *identity, *words], cwd=root, capture_output=True, check=False).returncode


def commit(root: Path, branch: str) -> None:
    assert git(root, "checkout", "-q", "-b", branch) == 0
    assert git(root, "add", "-A") == 0
    assert git(root, "commit", "-q", "-m", branch) == 0


def merged(root: Path, corrected: str, now: str) -> bool:
    """Let a translator correct one entry while CI updates to another page; whether git merges the two cleanly."""
    assert git(root, "init", "-q") == 0
    commit(root, "start")
    path = po_path(root)
    text = path.read_text(encoding="utf-8")
    assert f'msgstr "NL {corrected}"' in text
    put(path, text.replace(f'msgstr "NL {corrected}"', f'msgstr "BETTER {corrected}"'))
    commit(root, "translator")
    assert git(root, "checkout", "-q", "start") == 0
    put(root / "source" / "page.md", now)
    assert run(root, "update").code == 0
    commit(root, "update")
    return git(root, "merge", "-q", "--no-edit", "translator") == 0


PLAIN = TEXTS[1:]
CHANGED = PLAIN[2].replace("coat", "jumper")
CLEAN = {
    "two entries between": (PLAIN[0], [*PLAIN[:3], PLAIN[3].replace("late", "early"), PLAIN[4]]),
    "the entry before": (PLAIN[1], [*PLAIN[:2], CHANGED, *PLAIN[3:]]),
    "the entry after": (PLAIN[3], [*PLAIN[:2], CHANGED, *PLAIN[3:]]),
    "a new paragraph before it": (PLAIN[2], [*PLAIN[:2], "Something new here.", *PLAIN[2:]]),
    "a new paragraph after it": (PLAIN[2], [*PLAIN[:3], "Something new here.", *PLAIN[3:]]),
    "its neighbour is gone": (PLAIN[2], [*PLAIN[:1], *PLAIN[2:]]),
    "a paragraph moves elsewhere": (PLAIN[4], [PLAIN[1], PLAIN[0], *PLAIN[2:]]),
}
CONFLICTS = {
    "the very entry": (PLAIN[2], [*PLAIN[:2], CHANGED, *PLAIN[3:]]),
    "the very paragraph is gone": (PLAIN[2], [*PLAIN[:2], *PLAIN[3:]]),
    "the last entry, and another becomes obsolete": (PLAIN[4], [*PLAIN[:1], *PLAIN[2:]]),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return done(tmp_path, {"page.md": page(*PLAIN)})


@needs_git
@pytest.mark.parametrize(("corrected", "now"), CLEAN.values(), ids=CLEAN)
def test_git_brings_a_correction_and_an_update_together(root: Path, corrected: str, now: list[str]) -> None:
    assert merged(root, corrected, page(*now))

    found = {entry.msgid: entry.msgstr for entry in polib.pofile(str(po_path(root)), encoding="utf-8")}
    assert found[corrected] == f"BETTER {corrected}"
    assert {f"NL {text}" for text in PLAIN if text != corrected} <= set(found.values())
    assert settled(root)
    if shutil.which("msgfmt"):
        check = ["msgfmt", "-c", "-o", str(root / "page.mo"), str(po_path(root))]
        subprocess.run(check, check=True, capture_output=True)


@needs_git
@pytest.mark.parametrize(("corrected", "now"), CONFLICTS.values(), ids=CONFLICTS)
def test_a_conflict_is_told_and_nothing_is_touched(root: Path, corrected: str, now: list[str]) -> None:
    assert not merged(root, corrected, page(*now))

    before = tree(root)
    told = run(root, "update")
    assert told.code == 1
    assert "page.po:" in told.err
    assert "conflict" in told.err
    assert before == tree(root)
