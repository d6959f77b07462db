"""No text of a project acts on the terminal of somebody who checks it, or forges a line of what programs read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from xml.etree import ElementTree as ET

import pytest
from helpers.catalogues import catalogue
from helpers.projects import Outcome, po_path, project, put, run

FORGED = "::error file=x,line=1::FORGED"
ACTS = "\x1b[2J\x1b]0;x\x07\x9b31m\u202e\u2066\x08\x7f"
HOSTILE = f"{ACTS} {FORGED}"
NAMES = [f"a{ACTS}.md", "b\n::error::FORGED.md", "c\r::error::FORGED.md", "-d.md", "e%0A::error::FORGED.md", "f.md"]
SETTINGS = f"""\
locales = ["nl"]
project = {json.dumps("x " + FORGED)}

[markdown]
anchors = "keep"

[draft]
glossary = "glossary.csv"

[check]
select = ["po-syntax", "md-link-target", "md-placeholder", "unicode-control", "unicode-bidi", "numbers", "glossary", \
"length-ratio", "consistency", "ignore-unknown", "link-missing", "untranslated", "double-space", "md-structure"]
"""
PAGE = f"""\
# A loaf {HOSTILE} costs 3 euros

{FORGED} and 7 of {{{{ {ACTS} }}}} [words](no{FORGED}.md)

A loaf costs 3 euros.
"""
TEXTS = (
    f"Voor 4 euro {HOSTILE}\n{FORGED}\n",
    f"\r{FORGED}\r\n{HOSTILE}\u2028{FORGED}",
    f"%0A{FORGED}%0D {ACTS}",
    f"]]> --> <x>{FORGED}</x> &#27; \\u001b ```\n{FORGED}",
)
NOTE = f"# i18n-pipeline: ignore=lnik{ACTS},{FORGED}\r# {HOSTILE}"
COMMAND = re.compile(r"::(?:error|warning|notice) (?:file|title)=[^:]*::")
"""A line that GitHub takes for a command, as we write them."""
HARMLESS = "\u200c\u200d\u2068\u2069\u00a0"
"""Joiners, the isolates that we write around names in other scripts, and the blanks of tables."""


@cache
def hostile() -> Path:
    """A project of strangers: its pages, names, catalogues, comments, glossary and settings."""
    root = project(Path(mkdtemp()), dict.fromkeys(NAMES, PAGE), SETTINGS)
    put(root / "glossary.csv", f'source,nl,notes\n"loaf {HOSTILE}","x\n{FORGED}","{HOSTILE}"\nloaf,"{HOSTILE}",\n')
    run(root, "update")
    for number, path in enumerate(sorted((root / "locales").rglob("*.po"))):
        said = TEXTS[number % len(TEXTS)].replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
        header, entries = path.read_text(encoding="utf-8").split("\n\n", 1)
        entries = entries.replace('msgstr ""', f'msgstr "{said}"').replace("#. type", f"{NOTE}\n#. type")
        put(path, f"{header}\n\n{entries}")
    put(po_path(root, "broken"), catalogue(f'msgid "a"\n{HOSTILE}\n'))
    return root


def has_no_forged_line(out: str) -> None:
    assert not re.search(r"^\s*(?:::|FORGED)", out, re.MULTILINE)


def has_no_forged_command(out: str) -> None:
    wrong = [line for line in out.splitlines() if not COMMAND.match(line) and "::" in line]
    assert [line for line in wrong if re.match(r"\s*::", line)] == []


READERS: dict[str, Callable[[str], object]] = {
    "text": has_no_forged_line,
    "json": json.loads,
    "sarif": json.loads,
    "gitlab": json.loads,
    "junit": ET.fromstring,
    "checkstyle": ET.fromstring,
    "github": has_no_forged_command,
}


@pytest.mark.parametrize("form", READERS)
def test_no_text_of_a_project_acts_on_a_terminal_or_forges_a_line_of_check(form: str) -> None:
    made = run(hostile(), "check", "--format", form, "-v", "-j", "1")

    assert made.code == 1
    assert "FORGED" in made.out
    assert is_harmless(made)
    READERS[form](made.out)


@pytest.mark.parametrize("words", [("status", "-v"), ("update",), ("translate",), ("status", "--format", "markdown")])
def test_no_text_of_a_project_acts_on_a_terminal_in_other_commands(words: tuple[str, ...]) -> None:
    made = run(hostile(), *words, "-j", "1")

    assert is_harmless(made)
    has_no_forged_line(f"{made.out}\n{made.err}")


def is_harmless(made: Outcome) -> bool:
    return all(sign.isprintable() or sign in f"\n{HARMLESS}" for sign in made.out + made.err)
