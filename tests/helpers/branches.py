"""Random histories of two branches of a project in a real repository: edits of English, translations, merges.

Every translation is a text of its own, so that it is known at any time who wrote it and for which English.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import polib
from hypothesis import strategies as st

from helpers.git import commit, done, git, repository, use_programs
from helpers.projects import put, run

Edit: TypeAlias = tuple[int, int, int]
"""A kind of edit, and two numbers that say of what and how."""

HOURS = ("seven", "eight", "nine", "ten", "eleven", "noon")
TEXTS = (
    "The shop opens at {} on every day of the week but Sunday, when all of the town is quiet and nobody is there.",
    "The Bakery\\\nMain street, at the corner with the clock that says {}\\\nUtrecht, in the Netherlands",
    "At {} the first loaves of bread leave the oven, and whoever passes by can smell that from far away in the street.",
    "See the plan of the town, on which all of the shops are drawn that are open before {} on any day of the year.",
    "Short text, {}.",
)
BOTH = ("main", "other")


@dataclass(slots=True)
class Project:
    """A project with two branches, and what people wrote in it."""

    root: Path
    written: set[tuple[str, str]] = field(default_factory=set)
    """The pairs of English and translation that a person wrote, or looked at and accepted."""
    count: int = 0

    def edit(self, step: Edit) -> None:
        """An edit in the branch that is checked out."""
        kind, a, b = step
        actions = (self._change, self._change, self._add, self._remove, self._update, self._translate, self._translate)
        (*actions, self._review, self._rename)[kind % 9](a, b)

    @property
    def page(self) -> Path:
        """The English page: it may be renamed. Another one, which stays, has a text in common with it."""
        return next(page for page in sorted((self.root / "source").glob("*.md")) if page.name != "other.md")

    def english(self) -> list[str]:
        return [block for block in self.page.read_text().rstrip("\n").split("\n\n") if block]

    def catalogues(self) -> list[Path]:
        return sorted((self.root / "locales").rglob("*.po"))

    def _put(self, texts: Sequence[str]) -> None:
        put(self.page, "\n\n".join(dict.fromkeys(texts)) + "\n")

    def _change(self, a: int, b: int) -> None:
        texts = self.english()
        at = a % len(texts)
        old = next((hour for hour in HOURS if hour in texts[at]), HOURS[0])
        texts[at] = texts[at].replace(old, HOURS[b % len(HOURS)])
        self._put(texts)
        self._update(a, b)

    def _add(self, a: int, b: int) -> None:
        texts = self.english()
        texts.insert(a % (len(texts) + 1), TEXTS[b % len(TEXTS)].format(HOURS[b // len(TEXTS) % len(HOURS)]))
        self._put(texts)

    def _remove(self, a: int, _b: int) -> None:
        texts = self.english()
        if len(texts) > 2:
            del texts[a % len(texts)]
            self._put(texts)

    def _update(self, _a: int, _b: int) -> None:
        run(self.root, "update")

    def _rename(self, a: int, _b: int) -> None:
        new = self.root / "source" / ("a.md", "b.md")[a % 2]
        self.page.rename(new)
        self._update(0, 0)

    def _translate(self, a: int, _b: int) -> None:
        self._say(a, f"NL {self.count}")
        self.count += 1

    def _review(self, a: int, _b: int) -> None:
        self._say(a, "")

    def _say(self, number: int, text: str) -> None:
        """What a person says about an entry in an editor: a new translation, or that the old one is right."""
        for path in self.catalogues():
            file = polib.pofile(str(path), encoding="utf-8", wrapwidth=79)
            entries = [one for one in file if not one.obsolete and (text or one.msgstr)]
            if entries:
                one = entries[number % len(entries)]
                one.msgstr = text or one.msgstr
                one.flags = [flag for flag in one.flags if flag != "fuzzy"]
                one.previous_msgid = None
                self.written.add((one.msgid, one.msgstr))
                file.save(str(path), newline="")
                return


def begun(folder: Path, layout: str, *, driver: bool) -> Project:
    """A project whose catalogue is wrapped, as many editors do, and two branches that are still the same."""
    root = repository(folder)
    texts = [text.format(HOURS[0]) for text in TEXTS[:4]]
    put(root / "i18n.toml", f'locales = ["nl"]\nlayout = "{layout}"\n')
    put(root / ".gitignore", ".i18n-cache/\nlocalised/\n")
    put(root / "source" / "a.md", "\n\n".join(texts) + "\n")
    put(root / "source" / "other.md", texts[0] + "\n")
    run(root, "update")
    for path in sorted((root / "locales").rglob("*.po")):
        polib.pofile(str(path), encoding="utf-8", wrapwidth=79).save(str(path), newline="")
    if driver:
        assert run(root, "merge-driver", "--install").code == 0
        use_programs(root)
    commit(root, "begun")
    done(root, "branch", "other")
    return Project(root)


def brought_together(project: Project, branch: str) -> bool:
    """Merge a branch into the one that is checked out, with the pages of that branch; whether that was possible."""
    root = project.root
    if git(root, "merge", "-q", "--no-edit", branch).returncode == 0:
        return True
    left = done(root, "diff", "--name-only", "--diff-filter=U", "-z").split("\0")[:-1]
    text = [name for name in left if name.endswith(".po") and b"<<<<<<<" in (root / name).read_bytes()]
    if text or any(not (root / name).exists() for name in left):
        done(root, "merge", "--abort")
        return False
    for name in left:
        if name.endswith(".md") and git(root, "checkout", "--theirs", "--", name).returncode:
            git(root, "checkout", "--ours", "--", name)
    commit(root, "merged")
    return True


def words(root: Path) -> set[str]:
    """The texts of people that the catalogues hold, in comments too."""
    found = set()
    for path in sorted((root / "locales").rglob("*.po")):
        for one in polib.pofile(str(path), encoding="utf-8"):
            found.add(one.msgstr)
            found |= {line.rpartition("other branch: ")[2] for line in one.tcomment.split("\n")}
    return {text for text in found if text.startswith("NL ")}


def published(project: Project) -> list[tuple[str, str]]:
    """The pairs of English and translation that readers see."""
    found = []
    for page in sorted((project.root / "source").glob("*.md")):
        localised = project.root / "localised" / "nl" / page.name
        both = (file.read_text().rstrip("\n").split("\n\n") for file in (page, localised))
        found += [(english, text) for english, text in zip(*both, strict=True) if english != text]
    return found


NUMBER = st.integers(0, 10**6)
EDIT = st.tuples(NUMBER, NUMBER, NUMBER)
ROUND = st.tuples(st.lists(EDIT, min_size=1, max_size=4), st.lists(EDIT, min_size=1, max_size=4), st.booleans())
HISTORIES = st.lists(ROUND, min_size=1, max_size=3)
"""Rounds: the edits in each of the two branches, and whether the first one merges the second, or the other way."""
