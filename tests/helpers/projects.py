"""Projects in a temporary folder, and commands run in them."""

from __future__ import annotations

import ctypes
import io
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from unittest.mock import patch

import polib

from i18n_pipeline.cli import main
from i18n_pipeline.project import source_pages
from i18n_pipeline.project.executor import Executor
from i18n_pipeline.project.records import Records
from i18n_pipeline.project.session import Session
from i18n_pipeline.project.settings import Config

SETTINGS = 'locales = ["nl"]\n'
KEEP = SETTINGS + '[markdown]\nanchors = "keep"\nlinks = "keep"\n'
CAPBSET_DROP, DAC_OVERRIDE, DAC_READ_SEARCH = 24, 1, 2
CAPABILITY_VERSION = 0x20080522
"""Linux constants: a prctl operation, two capabilities of root, and the form in which capabilities are given."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a command."""

    code: int
    out: str
    err: str

    @property
    def errors(self) -> list[str]:
        """The lines with an error."""
        return [line.strip() for line in self.err.splitlines() if line.strip().startswith("error:")]


def project(root: Path, pages: Mapping[str, str | bytes], settings: str = KEEP) -> Path:
    """A folder with settings and English pages."""
    put(root / "i18n.toml", settings)
    for name, text in pages.items():
        put(root / "source" / name, text)
    return root


def session(config: Config, workers: int = 1, *, recorded: bool = False) -> Session:
    """A session without records of earlier runs; with `recorded` those that are there."""
    return Session(config, source_pages.survey(config), Records(config, use=recorded), Executor(workers))


def put(path: Path, text: str | bytes) -> None:
    """Write a file and the folders it needs, byte for byte."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)


def run(root: Path, *words: str) -> Outcome:
    """Run the command line in this process."""
    out, err = io.StringIO(), io.StringIO()
    argv = ["i18n-pipeline", *words, *([] if "-C" in words else ["-C", str(root)])]
    with patch.object(sys, "argv", argv), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
            code = 0
        except SystemExit as left:
            code = int(left.code or 0)
    return Outcome(code, out.getvalue(), err.getvalue())


MAIN = """
import signal
from i18n_pipeline.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored by what a shell starts in the background
main()
"""
"""The command line as a program."""


def start(
    root: Path,
    *words: str,
    variables: Mapping[str, str] | None = None,
    alone: bool = False,
    out: IO[bytes] | int = subprocess.PIPE,
    errors: IO[bytes] | int = subprocess.PIPE,
) -> subprocess.Popen[bytes]:
    """Start the command line in a separate process, with extra environment `variables`.

    Its output goes to `out`, and errors to `errors`. `alone`: in a new process group.
    """
    command = [sys.executable, "-c", MAIN, *words, "-C", str(root)]
    return subprocess.Popen(
        command,
        stdout=out,
        stderr=errors,
        env={**environment(), **(variables or {})},
        start_new_session=alone,
    )


def outside(root: Path, *words: str, variables: Mapping[str, str] | None = None) -> Outcome:
    """Run the command line in a separate process to its end; see `start`."""
    process = start(root, *words, variables=variables)
    out, err = process.communicate(timeout=300)
    return Outcome(process.returncode, out.decode(errors="replace"), err.decode(errors="replace"))


def give_up_rights() -> None:
    """Drop root's rights over files for the next program that is started (capabilities(7), prctl(2))."""
    if os.geteuid() == 0:
        for right in DAC_OVERRIDE, DAC_READ_SEARCH:
            assert ctypes.CDLL(None, use_errno=True).prctl(CAPBSET_DROP, right, 0, 0, 0) == 0


@contextmanager
def without_rights() -> Iterator[None]:
    """Without root's rights over files in this thread, for the block (capget(2), capset(2))."""
    if os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header, had = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0), (ctypes.c_uint32 * 6)()
    assert libc.capget(header, had) == 0
    less = (ctypes.c_uint32 * 6)(*had)
    less[0] &= ~(1 << DAC_OVERRIDE | 1 << DAC_READ_SEARCH)  # of what is in effect; what is permitted stays
    assert libc.capset(header, less) == 0
    try:
        yield
    finally:
        assert libc.capset(header, had) == 0


def environment() -> dict[str, str]:
    """Environment variables with which a child process imports the tested package."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONIOENCODING": "utf-8"}


def po_path(root: Path, name: str = "page", locale: str = "nl") -> Path:
    """The path of a page's catalogue."""
    return root / "locales" / locale / "LC_MESSAGES" / f"{name}.po"


def page_path(root: Path, name: str = "page.md", locale: str = "nl") -> Path:
    """The path of a localised page."""
    return root / "localised" / locale / name


def states(path: Path) -> dict[str, str]:
    """The state of each msgid, read with polib."""
    found = {}
    for entry in polib.pofile(str(path), encoding="utf-8"):
        fuzzy = "fuzzy" in entry.flags
        kind = "stale" if fuzzy else "reviewed"
        found[entry.msgid] = "obsolete" if entry.obsolete else kind if entry.msgstr else "untranslated"
    return found


def translate(root: Path, texts: Mapping[str, str] | None = None, locale: str = "nl") -> None:
    """Fill catalogues as a person would: with these texts, or by default with `NL ` before each msgid."""
    for path in sorted((root / "locales" / locale).rglob("*.po")):
        catalogue = polib.pofile(str(path), encoding="utf-8", wrapwidth=0)
        for entry in catalogue:
            if not entry.msgstr and not entry.obsolete:
                entry.msgstr = f"NL {entry.msgid}" if texts is None else texts.get(entry.msgid, "")
        catalogue.save(str(path), newline="")


def tree(root: Path, *folders: str) -> dict[str, bytes]:
    """The bytes of every file in some folders of a project."""
    paths = [path for folder in folders or ("locales", "localised") for path in (root / folder).rglob("*")]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(paths) if path.is_file()}
