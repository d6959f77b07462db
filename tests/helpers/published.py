"""Published translations for tests: aligned, matched to messages, and imported with the command."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from helpers.assembling import KEEP, read
from helpers.projects import Outcome, page_path, po_path, project, put, run
from i18n_pipeline.catalogue import po
from i18n_pipeline.commands.import_ import published as stage
from i18n_pipeline.commands.import_ import two_sides
from i18n_pipeline.markdown.aligning.align import Alignment, align
from i18n_pipeline.markdown.aligning.evidence import passages
from i18n_pipeline.markdown.aligning.likeness import Words
from i18n_pipeline.markdown.aligning.passage import Passage
from i18n_pipeline.markdown.dialect import COMMONMARK, Dialect
from i18n_pipeline.model import Message, Rules

NOTHING_KNOWN: Words = {}
SOURCE, TRANSLATION = "source/page.md", "nl/page.md"


def steps(data: bytes | str) -> list[Passage]:
    """The sequence of a page."""
    return passages(read(data))


def aligned(source: bytes | str, target: bytes | str, known: Words = NOTHING_KNOWN) -> Alignment:
    """The alignment of two pages."""
    return align(steps(source), steps(target), known)


def said(
    source: bytes | str, target: bytes | str, rules: Rules = KEEP, dialect: Dialect = COMMONMARK
) -> stage.Published:
    """The messages of a published page, aligned without known words."""
    pages = read(source, dialect), read(target, dialect)
    return stage.published(two_sides.sides((SOURCE, TRANSLATION), pages, NOTHING_KNOWN), rules)


def texts(published: stage.Published) -> dict[str, str]:
    """The translations of a page by msgid, without missing ones."""
    return {message.msgid: message.msgstr for message in published.messages if message.msgstr}


def findings(published: stage.Published, check: str) -> list[tuple[str, int, str]]:
    """The findings of one kind: file, line, text."""
    return [(found.file, found.line, found.text) for found in published.findings if found.check == check]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the report in JSON."""

    report: dict[str, Any]

    def found(self, check: str) -> list[tuple[str, int, str]]:
        """The findings of one kind: file, line, text."""
        return [(f["file"], f["line"], f["text"]) for f in self.report["findings"] if f["check"] == check]


def bring(root: Path, *words: str, locale: str = "nl") -> dict[str, Page]:
    """Import the folder `nl`, and return the report of each page by name."""
    done = run(root, "import", "nl", "-l", locale, "--format", "json", *words)
    assert (done.code, done.err) == (0, ""), done
    return {page["page"].removeprefix("source/"): Page(page) for page in json.loads(done.out)["pages"]}


def site(root: Path, english: Mapping[str, str | bytes], dutch: Mapping[str, str | bytes], settings: str = "") -> Path:
    """A project with English pages, and Dutch ones in the folder `nl`."""
    project(root, english, *([settings] if settings else []))
    for name, text in dutch.items():
        put(root / "nl" / name, text)
    return root


def catalogue(root: Path, name: str = "page", locale: str = "nl") -> dict[str, Message]:
    """The messages of a catalogue by msgid."""
    path = po_path(root, name, locale)
    return {message.msgid: message for message in po.read(path.read_bytes(), path.name).messages}


def states(root: Path, name: str = "page") -> dict[str, str]:
    """The state of every message of a catalogue by msgid."""
    return {msgid: str(message.state) for msgid, message in catalogue(root, name).items()}


def localised(root: Path, name: str = "page.md") -> str:
    """The page assembled from its catalogue."""
    done = run(root, "assemble")
    assert (done.code, done.err) == (0, ""), done
    return page_path(root, name).read_bytes().decode()


def imported(root: Path, *words: str) -> Outcome:
    """Import the folder `nl`; the command may fail."""
    return run(root, "import", "nl", "-l", "nl", *words)


class History:
    """A git repository with one commit per day, independent of the machine's git settings."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.day = 0
        self.git("init", "--quiet", "--initial-branch=main")

    def commit(self, files: Mapping[str, str | bytes]) -> str:
        """Write files, commit everything, and return the commit's id."""
        for name, text in files.items():
            put(self.root / name, text)
        self.day += 1
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", f"Day {self.day}")
        return self.git("rev-parse", "HEAD")

    def git(self, *words: str) -> str:
        """The output of a git command."""
        person = {
            f"GIT_{who}_{what}": value
            for who in ("AUTHOR", "COMMITTER")
            for what, value in (
                ("NAME", "Somebody"),
                ("EMAIL", "somebody@example.org"),
                ("DATE", f"2024-01-{max(1, self.day):02d}T12:00:00+00:00"),
            )
        }
        apart = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        command = ["git", "-C", str(self.root), *words]
        try:
            done = subprocess.run(
                command, env={**os.environ, **person, **apart}, capture_output=True, check=False, text=True
            )
        except OSError:
            pytest.skip("git is not installed")
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()
