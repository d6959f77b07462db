"""The tree of errors. The text of an error is the sentence its reader sees; a class knows its exit code and check id.

PipelineError (2)
├── SettingsError (2)     the settings are wrong
├── FileError (1)         a file holds something that cannot be used
│   ├── PageError             a page
│   └── CatalogueError        a catalogue
└── OutsideError (3)      something outside failed: disk, network
    └── EngineError           one request to an engine failed; others may go through
        ├── UnansweredError       it was sent, and no answer came in time: it may be billed
        ├── LanguageError         none between these languages will
        └── AccountError          none will: the key, the quota, the settings of the account
            └── UnreachableError      the server cannot be reached, so nothing was sent
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import TypeVar

from i18n_pipeline.findings import Finding, Severity, advised, place

E = TypeVar("E", bound="PipelineError")

FEW = 12
"""As many names are listed."""


class PipelineError(Exception):
    """What went wrong, what to do about it, and the place where to look."""

    exit_code = 2
    """Exit code of the command that it ends, or whose job it ends."""
    check = "settings"
    """Check id of the finding that tells it."""
    usual_advice = "correct that and run the command again"
    """What to do about an error of this class that comes without advice."""

    def __init__(self, text: str, advice: str = "", path: str = "", line: int = 0, column: int = 0) -> None:
        """`text` and `advice` are as in `Finding`; `path` is shown as it is, `line` and `column` count from 1."""
        super().__init__(text, advice, path, line, column)
        self.text = text
        self.advice = advice or self.usual_advice
        self.path = path
        self.line = line
        self.column = column

    @property
    def problem(self) -> str:
        """What is wrong and what to do about it, without the place."""
        return self.text + advised(self.advice)

    def __str__(self) -> str:
        """`file:line:column: text; advice`, as far as known."""
        return place(self.path, self.line, self.column) + self.problem


class SettingsError(PipelineError):
    """The settings or the command line are wrong."""


class FileError(PipelineError):
    """A file holds something that cannot be used; nothing was changed in it."""

    exit_code = 1
    check = "file"
    usual_advice = "correct the file and run the command again"

    def __init__(self, path: str, line: int, text: str, advice: str = "", column: int = 0) -> None:
        """As `PipelineError`, the place first."""
        super().__init__(text, advice, path, line, column)
        self.args = (path, line, text, advice, column)


class PageError(FileError):
    """A page cannot be read."""

    check = "page"


class CatalogueError(FileError):
    """A catalogue cannot be read."""

    check = "po-syntax"


class OutsideError(PipelineError):
    """Something outside this tool failed: the disk, the network, a quota, a key."""

    exit_code = 3
    check = "outside"
    usual_advice = "put that right and run the command again"


class EngineError(OutsideError):
    """A request to an engine failed; others may go through."""

    check = "engine"
    usual_advice = "run the command again: only what has no draft is sent"


class UnansweredError(EngineError):
    """A request was sent and no answer came in time. It may be billed, so it is not sent again."""

    usual_advice = "raise `timeout` in the settings of the engine before you run the command again"


class LanguageError(EngineError):
    """The engine does not translate between these languages; between others it may."""

    usual_advice = "name another engine with --engine, or leave this language out"


class AccountError(EngineError):
    """Every further request to an engine would fail: wrong key, used-up quota, or missing software."""

    usual_advice = "look at the settings and the account of the engine"


class UnreachableError(AccountError):
    """The server of an engine cannot be reached, so nothing was sent."""

    usual_advice = "start the server, or correct its address in the settings of the engine"


def copied(error: E) -> E:
    """The same error without a traceback, to be raised each time that a kept one is met."""
    return type(error)(*error.args)


def as_finding(error: PipelineError) -> Finding:
    """The finding that tells an error."""
    where = (error.path, error.line, error.column)
    return Finding(Severity.ERROR, error.check, error.text, *where, error.advice, exit_code=error.exit_code)


def first_few(names: Sequence[str]) -> list[str]:
    """The first of many names, with `…` for the others."""
    return [*names[:FEW], *["…"] * (len(names) > FEW)]


def did_you_mean(wrong: str, known: list[str]) -> str:
    """The sentence that helps a person who mistyped one of the known names."""
    near = get_close_matches(wrong, known, n=1)
    if near:
        return f"Did you mean {near[0]!r}?"
    return f"Known: {', '.join(sorted(known))}." if len(known) <= FEW else ""
