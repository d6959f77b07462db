"""Histories of a project: edits by people and other programs, and commands, each a tuple of a name and numbers.

A number chooses among what is there at that moment, so that any numbers make a history.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

import polib
from hypothesis import strategies as st

from helpers.projects import put

Step: TypeAlias = tuple[str, int, int, int]
"""The name of an edit or a command, and three numbers that say of what, where and how."""

PAGES = ("a.md", "b.md", "guide/c.md", "guide/d.md", "pages.md", "e f.markdown", "guide/pages.md")
BLOCKS = (
    "# One",
    "Two words",
    "Apples and pears grow on the old trees behind the garden wall.",
    "Apples and plums grow on the old trees behind the garden wall.",
    "Apples and pears grow on the old trees behind the garden wall. Nobody picks them any more in autumn.",
    "Nobody picks them any more in autumn.",
    "See [the plan](files/plan.png) and [page b](b.md).",
    "See [the  plan](files/other.png) and [page  b](guide/c.md).",
    "<!-- i18n:context menu -->\nTwo words",
    "Some `code` and *stressed* words, **here**.",
    "| One | Two words |\n|---|---|\n| Three | ![Four](files/plan.png) |",
    "- One\n- Two words\n  <b title='Five'>six</b>",
    "<!-- i18n:skip -->\nNothing to translate here",
    "## Seven {#seven}",
    "## Two words",
    "See [there](b.md#two-words), [here](#one) and <a href='guide/c.md#one'>far</a>.",
)
FRONT = ("", "", "", "---\ntitle: A page\n---\n\n", "---\ntitle: [\n---\n\n", "---\ntranslation: none\n---\n\n")
SETTINGS = (
    "",
    '[assemble]\naccept = ["reviewed", "draft"]\n',
    "[assemble]\nmin_reviewed = 50\n",
    '[assemble]\nnotice = "block"\n',
    '[assemble]\nnotice = "front matter"\n',
    '[markdown]\nlinks = "keep"\nanchors = "keep"\n',
    '[markdown]\nanchors = "follow"\n',
    '[markdown]\nanchors = "follow"\n[assemble]\nmin_reviewed = 50\n',
    '[markdown]\nfront_matter = ["title"]\n',
    "[merge]\nnear = 0\n",
    "[merge]\nnear = 100\n",
    '[merge]\nmax_obsolete = 0\n[memory]\ndatabase = "kept.db"\n',
    '[merge]\nmax_obsolete = 1\n[memory]\ndatabase = "kept.db"\n',
    '[[check.ignore]]\nmessage = "See [the plan][1] and [page b][2]."\nchecks = ["link"]\n',
)
TOP = (
    'locales = ["nl"]\n',
    'locales = ["nl", "de"]\n',
    'locales = ["nl"]\nlayout = "folder"\n',
    'locales = ["nl", "de"]\nlayout = "locale"\n',
    'locales = ["de"]\nexclude = ["guide/**"]\n',
    'locales = ["nl"]\ninclude = ["**/*.md", "**/*.markdown"]\n',
    'locales = ["nl"]\nlayout = "locale"\ninclude = ["**/*.md", "**/*.markdown"]\n',
)
LINKED = ("source/files/plan.png", "source/files/other.png", "source/guide/files/plan.png", "source/guide/b.md")
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("translate",),
    ("update",),
    ("assemble",),
    ("status",),
    ("translate", "--check"),
    ("translate", "-v"),
    ("translate", "{page}"),
    ("update", "{page}"),
    ("assemble", "{page}"),
    ("translate", "-l", "nl"),
    ("assemble", "--accept", "draft"),
    ("assemble", "--overwrite", "-v"),
    ("extract",),
    ("status", "--by", "page"),
    ("status", "--stale"),
    ("status", "--format", "json"),
    ("status", "--record"),
    ("draft", "--engine", "pseudo"),
    ("translate", "--engine", "none"),
    ("import", "old", "-l", "nl", "--source-rev", "now"),
)
HEADER = b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
FOREIGN = HEADER + b'\n#: source/a.md\nmsgid "Two words"\nmsgstr "Tja"\n'
PLURALS = b'\nmsgid "One"\nmsgid_plural "Ones"\nmsgstr[0] "Een"\nmsgstr[1] "Enen"\n'


def text(numbers: Sequence[int]) -> bytes:
    """A page."""
    kind, *chosen = numbers
    body = FRONT[kind % len(FRONT)] + "".join(f"{BLOCKS[number % len(BLOCKS)]}\n\n" for number in chosen)
    end = "\r\n" if kind % 7 == 3 else "\n"
    mark = "\ufeff" if kind % 11 == 5 else ""
    return (mark + body.replace("\n", end)).encode()


def begin(root: Path) -> None:
    """A project of a few pages."""
    put(root / "i18n.toml", TOP[0])
    put(root / "source" / "a.md", text((0, 0, 1, 2, 6)))
    put(root / "source" / "guide" / "c.md", text((3, 0, 3, 9, 5)))
    put(root / "source" / "files" / "plan.png", b"")


# --- edits -------------------------------------------------------------------------------------------


def below(root: Path, folder: str) -> list[Path]:
    return sorted(path for path in (root / folder).rglob("*") if path.is_file())


def one(found: Sequence[Path], number: int) -> Path | None:
    return found[number % len(found)] if found else None


def name(number: int) -> str:
    return PAGES[number % len(PAGES)]


def write_page(root: Path, a: int, b: int, c: int) -> None:
    numbers = [c, *(b // len(BLOCKS) ** place for place in range(a // len(PAGES) % 5))]
    put(root / "source" / name(a), text(numbers))


def edit_page(root: Path, a: int, b: int, c: int) -> None:
    """Change, add or remove one block."""
    path = one([path for path in below(root, "source") if path.suffix != ".png"], a)
    if not path:
        return
    blocks = path.read_bytes().split(b"\n\n")
    at = b % len(blocks)
    new = BLOCKS[c // 3 % len(BLOCKS)].encode()
    blocks[at : at + (c % 3 < 2)] = [new] if c % 3 else []
    path.write_bytes(b"\n\n".join(blocks))


def remove_page(root: Path, a: int, _b: int, _c: int) -> None:
    (root / "source" / name(a)).unlink(missing_ok=True)


def rename_page(root: Path, a: int, b: int, _c: int) -> None:
    old, new = root / "source" / name(a), root / "source" / name(b)
    if old.is_file() and not new.exists():
        new.parent.mkdir(parents=True, exist_ok=True)
        old.rename(new)


def move_block(root: Path, a: int, b: int, c: int) -> None:
    """Move the last block of a page to the end of another."""
    old, new = root / "source" / name(a), root / "source" / name(b)
    if not old.is_file() or not new.is_file() or old == new:
        return
    blocks = old.read_bytes().rstrip().split(b"\n\n")
    old.write_bytes(b"\n\n".join(blocks[:-1]) + b"\n")
    end = blocks[-1].replace(b"pears", b"figs") if c % 2 else blocks[-1]
    new.write_bytes(new.read_bytes().rstrip() + b"\n\n" + end + b"\n")


def spoil_page(root: Path, a: int, _b: int, c: int) -> None:
    """Make a page unreadable: not UTF-8, a link that leads nowhere, or a link to another page."""
    path = root / "source" / name(a)
    if path.is_file():
        if c % 3 == 0:
            path.write_bytes(path.read_bytes() + b"\xff\n")
        elif c % 3 == 1:
            path.unlink()
            path.symlink_to("nowhere.md")
        else:
            target = path.with_suffix(".target")
            path.replace(target)
            path.symlink_to(target.name)
    elif path.is_symlink():
        path.unlink()


def translate(root: Path, a: int, b: int, c: int) -> None:
    """Write translations into a catalogue, as a person does."""
    path = one(below(root, "locales"), a)
    if not path or path.suffix != ".po":
        return
    try:
        catalogue = polib.pofile(path.read_text("utf-8"), wrapwidth=0)
    except (OSError, ValueError, UnicodeDecodeError, IndexError, KeyError):
        return
    entries = [entry for entry in catalogue if not entry.msgid_plural]
    for number, entry in enumerate(entries):
        if b % 4 == 0 or number == b // 4 % len(entries):
            _said(entry, c)
    path.write_text(str(catalogue), "utf-8", newline="")


def translate_all(root: Path, _a: int, _b: int, c: int) -> None:
    """Write all translations."""
    for number in range(len(below(root, "locales"))):
        translate(root, number, 0, c)


def _said(entry: polib.POEntry, kind: int) -> None:
    match kind % 10:
        case 0 | 1 | 2:
            entry.msgstr = f"NL {entry.msgid}"
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        case 3:
            entry.msgstr = ""
        case 4:
            entry.flags = ["fuzzy", *(flag for flag in entry.flags if flag != "fuzzy")]
        case 5:
            entry.msgstr = f"DE {re.sub(r'[][*`|]', '', entry.msgid)}"
        case 6:
            entry.tcomment = "i18n-pipeline: ignore=link"
        case 7:
            entry.tcomment = "i18n-pipeline: ignore=lnik"
        case 8:
            entry.obsolete = not entry.obsolete
        case _:
            entry.msgstr = "| # > \\"


def spoil_catalogue(root: Path, a: int, b: int, c: int) -> None:  # noqa: C901 - ten ways
    """Damage, remove, repeat, respell or replace a catalogue."""
    path = one(below(root, "locales"), a)
    if not path:
        return
    data = path.read_bytes()
    match c % 10:
        case 0:
            path.write_bytes(data[: b % (len(data) + 1)])
        case 1:
            path.unlink()
        case 2:
            path.write_bytes(b"\xef\xbb\xbf" + data)
        case 3:
            path.write_bytes(data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
        case 4:
            path.write_bytes(FOREIGN)
        case 5:
            path.write_bytes(data + PLURALS)
        case 6:
            whole = data.partition(b"\n\n")[2]
            path.write_bytes(data + b"\n" + whole.replace(b'msgstr "NL', b'msgstr "EN'))
        case 7:
            put(path.with_name("strange.po"), data)
        case 8:
            target = path.with_suffix(".target")
            path.replace(target)
            path.symlink_to(target.name)
        case _:
            path.write_bytes(data.replace(b"#: source/a.md", b"#: source/b.md").replace(b"X-Segmentation", b"X-Other"))


def hold_catalogue(root: Path, a: int, _b: int, c: int) -> None:
    """Put a folder, or a catalogue of another tool, where a catalogue is or may be."""
    place = ("nl", "de")[c // 2 % 2]
    path = root / "locales" / place / "LC_MESSAGES" / Path(name(a)).with_suffix(".po")
    if path.is_dir():
        path.rmdir()
    elif c % 2 and not path.exists():
        path.mkdir(parents=True)
    elif not c % 2:
        put(path, FOREIGN)


def spoil_output(root: Path, a: int, b: int, c: int) -> None:
    """Remove, change or replace a localised page."""
    path = one(below(root, "localised"), a)
    if not path:
        return
    data = path.read_bytes()
    match c % 5:
        case 0:
            path.unlink()
        case 1:
            path.write_bytes(data + b"More\n")
        case 2:
            path.write_bytes(data[: b % (len(data) + 1)])
        case 3:
            path.write_bytes(b"Geheel andere woorden, door iemand anders.\n\nEn nog meer ervan, en nog meer.\n")
        case _:
            path.rename(path.with_suffix(".old"))
            shutil.copy(path.with_suffix(".old"), path)


def link(root: Path, a: int, _b: int, _c: int) -> None:
    """Add or remove a file that links lead to."""
    path = root / LINKED[a % len(LINKED)]
    if path.is_file():
        path.unlink()
    else:
        put(path, b"")


def page_of(root: Path, number: int) -> str:
    """The path of an English page."""
    path = one([path for path in below(root, "source") if path.suffix in {".md", ".markdown"}], number)
    return path.relative_to(root).as_posix() if path else "source"


def settle(root: Path, a: int, b: int, c: int) -> None:
    """Change the settings, every second time without those of languages, layout and pages."""
    before = (root / "i18n.toml").read_text()
    same = max((top for top in TOP if before.startswith(top)), key=len)
    put(
        root / "i18n.toml",
        (same if c % 2 else TOP[a % len(TOP)]) + SETTINGS[b % len(SETTINGS)] + '[status]\nhistory = "past.jsonl"\n',
    )
    if c % 3 == 0:
        put(root / "i18n.toml", (root / "i18n.toml").read_text() + '[assemble.notices]\nnl = "Niet af: {percent} %."\n')


def publish(root: Path, _a: int, _b: int, _c: int) -> None:
    """Keep the localised pages of now, as published ones to import later."""
    shutil.rmtree(root / "old", ignore_errors=True)
    if (root / "localised" / "nl").is_dir():
        shutil.copytree(root / "localised" / "nl", root / "old")


def touch(root: Path, a: int, b: int, c: int) -> None:
    """Set the time of files back, or on."""
    places = [path for folder in ("source", "locales", "localised") for path in below(root, folder)]
    for path in places if c % 2 else places[a % (len(places) or 1) :][:1]:
        os.utime(path, ns=(b, (b % 5) * 10**17))


def remember(root: Path, _a: int, b: int, _c: int) -> None:
    """Spoil, or bring back, the database of the memory."""
    path = root / "kept.db"
    if path.is_file() and b % 2:
        path.write_bytes(b"nonsense" * 200)
    else:
        path.unlink(missing_ok=True)


EDITS: dict[str, Callable[[Path, int, int, int], None]] = {
    function.__name__: function
    for function in (
        write_page,
        edit_page,
        remove_page,
        rename_page,
        move_block,
        spoil_page,
        translate,
        translate_all,
        spoil_catalogue,
        hold_catalogue,
        spoil_output,
        link,
        settle,
        publish,
        touch,
        remember,
    )
}


# --- the cache ---------------------------------------------------------------------------------------


def spoil_cache(root: Path, b: int, c: int) -> None:
    """Damage, remove, keep or bring back the cache."""
    folder, before = root / ".i18n-cache", root.parent / "cache before"
    records = folder / "records"
    data = records.read_bytes() if records.is_file() else b""
    match c % 6:
        case 0:
            shutil.rmtree(folder, ignore_errors=True)
        case 1 if data:
            records.write_bytes(data[: b % len(data)])
        case 2 if data:
            at = b % len(data)
            records.write_bytes(data[:at] + bytes([data[at] ^ 1 + b % 255]) + data[at + 1 :])
        case 3 if data:
            records.write_bytes(data.replace(b"records 1", b"records 0", 1))
        case 4 if folder.is_dir():
            shutil.rmtree(before, ignore_errors=True)
            shutil.copytree(folder, before)
        case 5 if before.is_dir():
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(before, folder)


# --- making histories --------------------------------------------------------------------------------

NUMBERS = st.integers(0, 10**6)
OFTEN = ("edit_page", "edit_page", "translate", "translate", "write_page", "move_block", "link", "settle", "settle")
EDIT = st.tuples(st.sampled_from([*EDITS, *OFTEN, "spoil_cache", "clock"]), NUMBERS, NUMBERS, NUMBERS)
RUN = st.tuples(st.just("run"), st.integers(0, len(COMMANDS) - 1) | st.integers(0, 3), NUMBERS, NUMBERS)
BEGINNING = st.tuples(st.just("settle"), NUMBERS, st.sampled_from([0, *range(len(SETTINGS))]), NUMBERS)
PARTS = st.lists(st.tuples(st.lists(EDIT, min_size=1, max_size=3), RUN), min_size=1, max_size=6)
TRANSLATED = st.lists(st.tuples(st.just("translate"), NUMBERS, NUMBERS, NUMBERS), max_size=3)
BEGUN: tuple[Step, ...] = (("run", 0, 0, 0), ("translate_all", 0, 0, 0))
WARM: tuple[Step, ...] = (("run", 0, 0, 0), ("run", 0, 0, 0))
"""What makes records of every page."""
HISTORIES = st.tuples(BEGINNING, TRANSLATED, PARTS).map(
    lambda all_: [all_[0], *BEGUN, *all_[1], *WARM, *(step for edits, run in all_[2] for step in (*edits, run))]
)
"""Histories of a translated project that end in a command."""
