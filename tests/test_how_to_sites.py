"""The pages on kinds of site can be followed to the letter: their files are written and their commands run.

On such a page, a block of code after a line that ends in a colon is the content of the file that the line names last;
after "Add", it is added to the file. The rows of a table `| English | Dutch |` are put into the catalogues. Lines with
`$` are run, and print what follows; `…` stands for any lines.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((ROOT / "source" / "how-to" / "sites").glob("*.md"))
BLOCK = re.compile(
    r"^(?P<before>[^\n]*:)\n\n(?P<fence>`{3,})(?P<info>\w*)\n(?P<text>.*?)^(?P=fence)$"
    r"|^\| English \| Dutch \|\n\|[-|]+\|\n(?P<rows>(?:\|[^\n]*\n)+)",
    re.MULTILINE | re.DOTALL,
)
ROW = re.compile(r"\| `(.+)` \| `(.+)` \|")
INSTALLS = ("pip ", "gem ", "npm ", "git ")
OURS = "i18n-pipeline"
SHELL = {OURS, "cat", "cp", "find", "grep", "ln", "ls", "mkdir", "sort"}
"""Programs that are there wherever the tests run; all others on these pages are site generators."""


@dataclass(frozen=True)
class Step:
    """One thing that the page tells its reader to do."""

    kind: str
    """`write` or `add` to a file, `fill` the catalogues, or `run` a command."""
    what: str
    """The file, or the command."""
    text: str
    """Content of the file, rows of the table, or output of the command."""


def steps(page: str) -> Iterator[Step]:
    """What the page tells its reader to do, in order."""
    for found in BLOCK.finditer(page):
        if found["rows"]:
            yield Step("fill", "", found["rows"])
        elif found["info"] == "console":
            for part in re.split(r"^\$ ", found["text"], flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                yield Step("run", command, output)
        elif named := re.findall(r"`([^`]+)`", found["before"]):
            yield Step("add" if found["before"].startswith("Add") else "write", named[-1], found["text"])


def fill(folder: Path, rows: str) -> None:
    """Put the translations into the catalogues."""
    texts = dict(ROW.findall(rows))
    used = set()
    for path in (folder / "locales").rglob("*.po"):
        catalogue = polib.pofile(str(path))
        for entry in catalogue:
            entry.msgstr = texts.get(entry.msgid, entry.msgstr)
            used.add(entry.msgid)
        catalogue.save(str(path))
    assert set(texts) ^ used == set(), "the table has all messages, and no others"


def program(step: Step) -> str:
    """The site generator that a step runs; empty if it runs none."""
    named = re.match(r"(?:\w+=\S+ )*(?:npx )?(\S+)", step.what)
    return named[1] if named and step.kind == "run" and named[1] not in SHELL else ""


def printed(folder: Path, command: str) -> str:
    """What a command prints; of ours also the errors."""
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "90"}
    errors = subprocess.STDOUT if command.startswith(OURS) else subprocess.PIPE
    done = subprocess.run(  # noqa: S602 - the commands of our own pages
        command, shell=True, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True, check=False
    )
    assert done.returncode == 0, (command, done.stdout, done.stderr)
    return done.stdout


def follow(page: str, folder: Path) -> str:
    """Do what the page says, and compare what is printed.

    The command of the first site generator that is not there, at which it stops; empty if all are there.
    """
    for step in steps(page):
        if step.kind == "run" and step.what.startswith(INSTALLS):
            continue
        if (name := program(step)) and not shutil.which(name):
            return step.what
        file = folder / step.what if step.kind in {"write", "add"} else folder
        if step.kind == "fill":
            fill(folder, step.text)
        elif step.kind in {"write", "add"}:
            file.parent.mkdir(parents=True, exist_ok=True)
            before = file.read_text(encoding="utf-8") if step.kind == "add" else ""
            file.write_text(before + step.text, encoding="utf-8")
        else:
            expected = re.escape(step.text).replace("…\\\n", r"(?:.*\n)*")
            output = printed(folder, step.what)
            assert re.fullmatch(expected, output), f"$ {step.what}\n{output}"
    return ""


@pytest.mark.usefixtures("warm_path")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_on_a_kind_of_site_can_be_followed_to_the_letter(tmp_path: Path, page: Path) -> None:
    stopped_at = follow(page.read_text(encoding="utf-8"), tmp_path)

    if stopped_at:
        pytest.skip(f"the page was followed as far as `{stopped_at}`, a program that is not there")
