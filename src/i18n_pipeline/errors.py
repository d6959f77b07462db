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

from difflib import get_close_matches
from typing import TypeVar

from i18n_pipeline.findings import Finding, Severity

E = TypeVar("E", bound="PipelineError")

FEW = 12
"""As many known names are listed."""


class PipelineError(Exception):
    """What went wrong and what to do about it, in one or two sentences."""

    exit_code = 2
    """Exit code of the command that it ends, or whose job it ends."""
    check = "settings"
    """Check id of the finding that tells it."""


class SettingsError(PipelineError):
    """The settings or the command line are wrong."""


class FileError(PipelineError):
    """A file holds something that cannot be used; nothing was changed in it."""

    exit_code = 1
    check = "file"

    def __init__(self, path: str, line: int, problem: str) -> None:
        """`path` is shown as it is, `line` counts from 1 (0: no line), `problem` says what and what to do."""
        super().__init__(path, line, problem)
        self.path = path
        self.line = line
        self.problem = problem

    def __str__(self) -> str:
        """`path:line: problem`."""
        where = f"{self.path}:{self.line}" if self.line else self.path
        return f"{where}: {self.problem}"


class PageError(FileError):
    """A page cannot be read."""

    check = "page"


class CatalogueError(FileError):
    """A catalogue cannot be read."""

    check = "catalogue"


class OutsideError(PipelineError):
    """Something outside this tool failed: the disk, the network, a quota, a key."""

    exit_code = 3
    check = "outside"


class EngineError(OutsideError):
    """A request to an engine failed; others may go through."""

    check = "engine"


class UnansweredError(EngineError):
    """A request was sent and no answer came in time. It may be billed, so it is not sent again."""


class LanguageError(EngineError):
    """The engine does not translate between these languages; between others it may."""


class AccountError(EngineError):
    """Every further request to an engine would fail: wrong key, used-up quota, or missing software."""


class UnreachableError(AccountError):
    """The server of an engine cannot be reached, so nothing was sent."""


def copied(error: E) -> E:
    """The same error without a traceback, to be raised each time that a kept one is met."""
    return type(error)(*error.args)


def as_finding(error: PipelineError) -> Finding:
    """The finding that tells an error."""
    if isinstance(error, FileError):
        place = (error.path, error.line)
        return Finding(Severity.ERROR, error.check, error.problem, *place, exit_code=error.exit_code)
    return Finding(Severity.ERROR, error.check, str(error), exit_code=error.exit_code)


def did_you_mean(wrong: str, known: list[str]) -> str:
    """The sentence that helps a person who mistyped one of the known names."""
    near = get_close_matches(wrong, known, n=1)
    if near:
        return f"Did you mean {near[0]!r}?"
    return f"Known: {', '.join(sorted(known))}." if len(known) <= FEW else ""
