"""Replay the real history of a site: `update` at every step, GNU msgmerge beside it, and the laws of merging checked.

Run: `python benchmarks/history.py REPO_GIT_DIR FOLDER [--commits 60] [--every N] [--keep] [--compendium] [--show N]`.
Everything is translated and reviewed at the first step, with a pseudo-translation from which its source can be read.
After each step a translator reviews what is stale and translates what is new; `--keep` leaves it as it is.

kept: reviewed with the same words, on another page or in another spelling; missed: empty, though a text that left the
pages is as like it as `update` asks; empty: new words. Messages that are as they were at the step before do not count.
The laws, of which each break is printed, and makes the exit code 1:
lost     a reviewed translation is in no catalogue any more;
unkept   the words of a message were reviewed somewhere before, and now it is not;
false    a message is reviewed with the translation of other words;
changed  a second update changes a file.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from msgspec.structs import replace
from rapidfuzz import fuzz, process

from i18n_pipeline.catalogue import po
from i18n_pipeline.catalogue.merging.merge import NEAR
from i18n_pipeline.catalogue.merging.normal_form import normal
from i18n_pipeline.cli import main as command
from i18n_pipeline.model import Catalogue, Message, State

PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ODD = "".join(map(chr, range(0x10D0, 0x10D0 + 26))) + "".join(map(chr, range(0x13A0, 0x13A0 + 26)))
THERE, BACK = str.maketrans(PLAIN, ODD), str.maketrans(ODD, PLAIN)
CODES = re.compile(r"`+[^`]*`+|<[^<>]*>|\{[^{}]*\}|&\w+;|\]\[[^\]]*\]|\w+://\S+")
SETTINGS = 'locales = ["nl"]\nsource = "source"\n'
UNLIKE = 0.5
MUCH_BETTER = 0.1
LAWS = ("lost", "unkept", "false", "changed")
COLUMNS = ("kept", "stale right", "stale wrong", "missed", "empty", *LAWS)


# --- a pseudo-translation that can be read back -----------------------------------------------------


def translated(msgid: str) -> str:
    """Give each letter outside codes and link labels another one."""
    done, parts = 0, []
    for code in CODES.finditer(msgid):
        parts += [msgid[done : code.start()].translate(THERE), code[0]]
        done = code.end()
    return "".join([*parts, msgid[done:].translate(THERE)])


def source(msgstr: str) -> str:
    """Give the text of which this is the pseudo-translation, in normal form."""
    return normal(msgstr.translate(BACK))


# --- the history ------------------------------------------------------------------------------------


def git(repository: Path, *words: str) -> str:
    """Run git, and give what it prints."""
    done = subprocess.run(["git", f"--git-dir={repository}", *words], check=True, capture_output=True)
    return done.stdout.decode("utf-8", "replace")


def commits(repository: Path, folder: str, number: int, every: int) -> list[str]:
    """List commits that touch Markdown below the folder, the oldest first: the last of them, and every so many back."""
    found = git(repository, "rev-list", "--first-parent", "HEAD", "--", f":(glob){folder}/**/*.md").split()
    return found[::every][:number][::-1]


def pages(repository: Path, commit: str, folder: str) -> dict[str, str]:
    """Give the Markdown files of a commit below the folder, relative to it, with the ids of their contents."""
    listed = git(repository, "ls-tree", "-r", "-z", commit, "--", f"{folder}/").split("\0")
    entries = (line.split(None, 3) for line in listed if line.endswith(".md"))
    return {path.removeprefix(f"{folder}/"): blob for mode, _, blob, path in entries if mode.startswith("100")}


def contents(repository: Path, blobs: Iterable[str]) -> dict[str, bytes]:
    """Give the bytes of some blobs."""
    wanted = list(dict.fromkeys(blobs))
    done = subprocess.run(
        ["git", f"--git-dir={repository}", "cat-file", "--batch"],
        input="".join(f"{blob}\n" for blob in wanted).encode(),
        check=True,
        capture_output=True,
    )
    stream, found = io.BytesIO(done.stdout), {}
    for blob in wanted:
        size = int(stream.readline().split()[2])
        found[blob] = stream.read(size)
        stream.read(1)
    return found


def lay(root: Path, before: Mapping[str, str], now: Mapping[str, str], repository: Path) -> None:
    """Turn the pages of one commit into those of another."""
    for path in before.keys() - now.keys():
        (root / "source" / path).unlink()
    changed = {path: blob for path, blob in now.items() if before.get(path) != blob}
    bytes_of = contents(repository, changed.values()) if changed else {}
    for path, blob in changed.items():
        (root / "source" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "source" / path).write_bytes(bytes_of[blob])


# --- catalogues -------------------------------------------------------------------------------------


def update(root: Path) -> None:
    """Run `update` in this process."""
    argv, printed = ["i18n-pipeline", "-C", str(root), "-q", "-j", "1", "update"], io.StringIO()
    with patch.object(sys, "argv", argv), contextlib.redirect_stderr(printed), contextlib.suppress(SystemExit):
        command()
    if "error" in printed.getvalue():
        raise RuntimeError(printed.getvalue())


def files(root: Path) -> dict[str, bytes]:
    """Give the bytes of all catalogues by their pages."""
    folder = root / "locales" / "nl" / "LC_MESSAGES"
    return {path.relative_to(folder).with_suffix(".md").as_posix(): path.read_bytes() for path in folder.rglob("*.po")}


def catalogues(found: Mapping[str, bytes]) -> dict[str, Catalogue]:
    return {page: po.read(data, page) for page, data in sorted(found.items())}


def reviewed(catalogue: Catalogue, *, keep: bool) -> Catalogue:
    """Do a translator's work; with `keep` only where nothing was ever translated is something left undone."""
    done = [message if keep or message.obsolete else _reviewed(message) for message in catalogue.messages]
    return replace(catalogue, messages=tuple(done))


def _reviewed(message: Message) -> Message:
    if message.state is State.REVIEWED:
        return message
    flags = tuple(flag for flag in message.flags if flag != "fuzzy")
    return replace(message, msgstr=translated(message.msgid), flags=flags, previous=None, previous_context=None)


def save(root: Path, found: Mapping[str, Catalogue]) -> None:
    for page, catalogue in found.items():
        path = (root / "locales" / "nl" / "LC_MESSAGES" / page).with_suffix(".po")
        path.write_bytes(po.write(catalogue))


# --- two tools --------------------------------------------------------------------------------------


@dataclass
class Tool:
    """One tool and what it did so far."""

    catalogues: dict[str, Catalogue] = field(default_factory=dict)
    """Its catalogues after a translator's work."""
    counts: Counter[str] = field(default_factory=Counter)
    """How many messages ended how."""
    on_new_pages: Counter[str] = field(default_factory=Counter)
    """The same, of messages on pages that are new at their step and whose words were known."""
    breaks: list[str] = field(default_factory=list)
    """What broke a law."""
    doubtful: list[str] = field(default_factory=list)
    """What was matched wrong, or not though it might have been."""
    seconds: float = 0.0
    """Wall time spent in it."""


def judge(tool: Tool, now: Mapping[str, Catalogue], living: Iterable[str], step: str) -> None:
    """Compare a tool's catalogues before and after a step."""
    before = [message for catalogue in tool.catalogues.values() for message in catalogue.messages]
    known = {source(message.msgstr) for message in before if message.msgstr and not message.fuzzy}
    held = {source(m.msgstr) for catalogue in now.values() for m in catalogue.messages if m.msgstr}
    for text in sorted(known - held):
        _break(tool, "lost", step, text)
    living = set(living)
    live = {normal(m.msgid) for page in living & now.keys() for m in now[page].messages if not m.obsolete}
    gone = sorted(known - live)
    for page in sorted(living & now.keys()):
        past = {message.key: message for message in tool.catalogues.get(page, Catalogue(Message(""))).messages}
        for message in now[page].messages:
            if message.obsolete or (message.key in past and past[message.key].state is message.state):
                continue
            kind = _kind(message, known, gone)
            tool.counts[kind] += 1
            if kind in LAWS:
                _break(tool, kind, f"{step} {page}", message.msgid, count=False)
            if kind in {"stale wrong", "missed"}:
                tool.doubtful.append(f"{kind}: {step} {page}: {message.msgid!r} <- {message.previous!r}")
            if page not in tool.catalogues and (normal(message.msgid) in known or message.msgstr):
                tool.on_new_pages[kind] += 1


def _break(tool: Tool, law: str, where: str, text: str, *, count: bool = True) -> None:
    tool.counts[law] += count
    tool.breaks.append(f"{law}: {where}: {text}")


def _kind(message: Message, known: set[str], gone: list[str]) -> str:
    """Say how a message ended that was not as it is before the step."""
    text = normal(message.msgid)
    if message.state is State.REVIEWED:
        return "kept" if source(message.msgstr) == text else "false"
    if text in known:
        return "unkept"
    if message.state is State.UNTRANSLATED:
        best = process.extractOne(text, gone, scorer=fuzz.ratio)
        return "missed" if best and best[1] >= 100 * NEAR else "empty"
    return "stale right" if _right(source(message.msgstr), message, gone) else "stale wrong"


def _right(made_for: str, message: Message, gone: list[str]) -> bool:
    """Whether a stale translation is of a text like the new one, and nothing that left the pages is much more so."""
    text = normal(message.msgid)
    before = normal(message.previous or "")
    likeness = max(fuzz.ratio(made_for, text), fuzz.ratio(before, text), fuzz.partial_ratio(text, before)) / 100
    best = process.extractOne(text, gone, scorer=fuzz.ratio)
    return likeness >= UNLIKE and (best is None or best[1] / 100 <= likeness + MUCH_BETTER)


def msgmerged(folder: Path, old: Catalogue, live: Iterable[Message], memory: Path | None) -> Catalogue:
    """Merge one page with GNU msgmerge."""
    template = [Message(m.msgid, msgctxt=m.msgctxt, extracted=m.extracted, references=m.references) for m in live]
    (folder / "old.po").write_bytes(po.write(old))
    (folder / "new.pot").write_bytes(po.write(po.rearranged(po.new_template("history"), template)))
    words = ["msgmerge", "--previous", "-q", "--no-wrap", *(["-C", str(memory)] if memory else []), "old.po", "new.pot"]
    done = subprocess.run(words, cwd=folder, check=True, capture_output=True)
    return po.read(done.stdout, "msgmerge")


def beside(folder: Path, tool: Tool, ours: Mapping[str, Catalogue], compendium: bool) -> dict[str, Catalogue]:
    """Bring msgmerge's catalogues to the pages that ours are for."""
    memory = folder / "all.po" if compendium else None
    if memory:
        every = {m.key: m for c in tool.catalogues.values() for m in c.messages if m.msgstr and not m.obsolete}
        memory.write_bytes(po.write(po.rearranged(po.new_catalogue("nl", "history"), list(every.values()))))
    now = {}
    for page, catalogue in ours.items():
        live = [message for message in catalogue.messages if not message.obsolete]
        old = tool.catalogues.get(page, po.new_catalogue("nl", "history"))
        same = [m.key for m in live] == [m.key for m in old.messages if not m.obsolete]
        now[page] = old if same else msgmerged(folder, old, live, memory)
    return {**tool.catalogues, **now}


# --- the replay -------------------------------------------------------------------------------------


def replay(options: argparse.Namespace, root: Path) -> dict[str, Tool]:
    """Go through the history, and give what each tool did."""
    (root / "i18n.toml").write_text(SETTINGS, encoding="utf-8")
    (root / "source").mkdir()
    tools = {"ours": Tool()} | ({"msgmerge": Tool()} if shutil.which("msgmerge") else {})
    before: dict[str, str] = {}
    history = commits(options.repository, options.folder, options.commits, options.every)
    for number, commit in enumerate(history):
        now = pages(options.repository, commit, options.folder)
        lay(root, before, now, options.repository)
        step(root, tools, now, f"{number} {commit[:9]}", options)
        before = now
        print(f"{number + 1} of {len(history)}", file=sys.stderr, end="\r", flush=True)
    print(f"{len(history)} commits, {len(before)} pages at the last")
    return tools


def step(root: Path, tools: Mapping[str, Tool], now: Mapping[str, str], name: str, options: argparse.Namespace) -> None:
    """Update, judge, and do a translator's work."""
    first = not tools["ours"].catalogues
    found = {"ours": _timed(tools["ours"], lambda: _updated(root))}
    if "msgmerge" in tools:
        ours = {page: catalogue for page, catalogue in found["ours"].items() if page in now}
        theirs = tools["msgmerge"]
        found["msgmerge"] = _timed(theirs, lambda: beside(root, theirs, ours, options.compendium))
    for tool, after in zip(tools.values(), found.values(), strict=True):
        if not first:
            judge(tool, after, now, name)
        tool.catalogues = {page: reviewed(c, keep=options.keep and not first) for page, c in after.items()}
    save(root, tools["ours"].catalogues)
    tools["ours"].catalogues = catalogues(files(root))
    once = files(root)
    update(root)
    for page, data in files(root).items():
        if data != once.get(page):
            _break(tools["ours"], "changed", f"{name} {page}", "")


def _updated(root: Path) -> dict[str, Catalogue]:
    update(root)
    return catalogues(files(root))


def _timed(tool: Tool, work: Callable[[], dict[str, Catalogue]]) -> dict[str, Catalogue]:
    start = time.perf_counter()
    found = work()
    tool.seconds += time.perf_counter() - start
    return found


def rows(tools: Mapping[str, Tool]) -> Iterator[str]:
    """Print a table: of all messages that changed or are new at a step, and of those on pages that are new."""
    yield "".join([f"{'':22}", *(f"{column:>12}" for column in COLUMNS), f"{'seconds':>9}"])
    for name, tool in tools.items():
        yield "".join([f"{name:22}", *(f"{tool.counts[column]:12}" for column in COLUMNS), f"{tool.seconds:9.1f}"])
        yield "".join([f"{'  of it, new pages':22}", *(f"{tool.on_new_pages[column]:12}" for column in COLUMNS)])


def main() -> int:
    """Replay, print the table and what broke a law of ours."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repository", type=Path, help="a git directory with full history")
    parser.add_argument("folder", help="folder of the pages in the repository")
    parser.add_argument("--commits", type=int, default=60, help="how many steps")
    parser.add_argument("--every", type=int, default=1, help="take every Nth commit")
    parser.add_argument("--keep", action="store_true", help="nobody translates or reviews after the first step")
    parser.add_argument("--compendium", action="store_true", help="give msgmerge all translations of all pages (-C)")
    parser.add_argument("--show", type=int, default=0, help="print so many matches of ours that are doubtful")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tools = replay(options, Path(folder).resolve())
    print("\n".join(rows(tools)))
    print("\n".join(tools["ours"].doubtful[: options.show]))
    broken = tools["ours"].breaks
    print("\n".join(broken[:20]) or "no law was broken")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
