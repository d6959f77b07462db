"""The one form in which anything is told to a person: errors, refused texts, notes, signs of a wrong draft.

What differs between them is the check id and the severity, not the type. `cli/printing.py` makes lines of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    """Something was not done: a job failed, or a translation was refused."""
    WARNING = "warning"
    """Something is probably wrong; nothing is lost."""
    INFO = "info"
    """Something that a person may want to know; nothing is wrong."""

    @property
    def rank(self) -> int:
        """Its place among the severities, the worst first."""
        return list(Severity).index(self)


class Finding(Struct, frozen=True):
    """One thing told to a person, and the place where to look."""

    severity: Severity
    """How bad it is."""
    check: str
    """Check id, in kebab case: the kind of finding, by which it is selected, counted and ignored."""
    text: str
    """One sentence that says what was found, without the place, a capital or a full stop."""
    file: str = ""
    """The file where the reader must look, relative to the project if inside it; empty if there is none, or if the
    maker does not know its path, as pure functions do not know the path of a catalogue."""
    line: int = 0
    """Line in the file, counted from 1; 0 for the whole file, or unknown."""
    column: int = 0
    """Column in the line, in characters counted from 1; 0 if unknown."""
    advice: str = ""
    """What to do about it, in a sentence or the end of one; empty only if nothing is wrong."""
    page: str = ""
    """The English page concerned, relative to the project; empty for no page."""
    page_line: int = 0
    """Line of the text on the English page, counted from 1; 0 if unknown."""
    locale: str = ""
    """The language concerned, as a BCP 47 tag; empty for none, or if the maker does not know it."""
    msgid: str = ""
    """Source text of the message concerned; empty for no message."""
    msgctxt: str | None = None
    """Context of the message concerned; None if it has none."""
    ignorable: tuple[str, ...] = ()
    """Check ids for an `ignore=` comment by which a person accepts all of this; empty: nobody may."""
    places: int = 1
    """Number of places on the page that it is about."""
    exit_code: int = 0
    """Least exit code of a command that tells this; 0 if a command may succeed all the same."""
    excerpt: str = ""
    """The line of the text in which it was found, such as a line of a translation; empty for no text."""
    start: int = 0
    """Where in the excerpt it begins, in characters counted from 0."""
    end: int = 0
    """Where in the excerpt it ends; equal to `start` for the whole excerpt, or if something is missing there."""

    @property
    def key(self) -> tuple[str | None, str]:
        """Context and source text of the message concerned, as `Message.key`."""
        return self.msgctxt, self.msgid

    @property
    def told(self) -> str:
        """The place, the sentence and the advice, in one line."""
        return place(self.file, self.line, self.column) + self.text + advised(self.advice)


class SeverityCounts(Struct, frozen=True):
    """Numbers of findings by severity."""

    errors: int = 0
    """Number of errors."""
    warnings: int = 0
    """Number of warnings."""
    infos: int = 0
    """Number of infos."""

    @property
    def total(self) -> int:
        """Number of all findings."""
        return self.errors + self.warnings + self.infos

    @property
    def told(self) -> str:
        """`2 errors, 1 warning`; empty if there are none."""
        each = ((self.errors, "error"), (self.warnings, "warning"), (self.infos, "info"))
        return ", ".join(how_many(number, what) for number, what in each if number)

    def __add__(self, other: SeverityCounts) -> SeverityCounts:
        """Sum of two counts."""
        return SeverityCounts(self.errors + other.errors, self.warnings + other.warnings, self.infos + other.infos)


def counted(findings: Iterable[Finding]) -> SeverityCounts:
    """The numbers of findings by severity."""
    found = Counter(one.severity for one in findings)
    return SeverityCounts(*(found[severity] for severity in Severity))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings file by file; within a file the errors first, then by line and column."""
    return tuple(sorted(findings, key=lambda one: (one.file, one.severity.rank, one.line, one.column)))


def place(file: str, line: int = 0, column: int = 0) -> str:
    """`file:line:column: `, as far as known; empty without a file."""
    known = [str(number) for number in (line, column) if number]
    return f"{':'.join([file, *known])}: " if file else ""


def advised(advice: str) -> str:
    """What follows a sentence: the advice as its end, or as a sentence after it."""
    return f"{'. ' if advice[0].isupper() else '; '}{advice}" if advice else ""


def how_many(number: int, what: str) -> str:
    """A number and its noun: `1 error`, `1,234 errors`."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


UNKNOWN_SYNTAX = "unknown-syntax"
"""Check id of findings about syntax that the chosen profile does not know; one for each page and syntax."""
FEW = 3
"""Number of pages that are named."""


def united(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, with one for each unknown syntax in place of one for each page."""
    found = list(dict.fromkeys(findings))
    pages: dict[tuple[str, str], dict[str, int]] = {}
    for one in found:
        if one.check == UNKNOWN_SYNTAX:
            pages.setdefault((one.text, one.advice), {})[one.page] = one.places
    others = [one for one in found if one.check != UNKNOWN_SYNTAX]
    return [*others, *(_of_pages(text, advice, counts) for (text, advice), counts in pages.items())]


def _of_pages(text: str, advice: str, counts: dict[str, int]) -> Finding:
    """One finding about a syntax on several pages; those with most of it are named."""
    most = sorted(counts, key=lambda page: (-counts[page], page))
    number, more = sum(counts.values()), len(most) - FEW
    named = ", ".join(most[:FEW]) + (f" and {more:,} more" if more > 0 else "")
    lines = "1 line looks" if number == 1 else f"{number:,} lines look"
    return Finding(Severity.INFO, UNKNOWN_SYNTAX, f"{lines} like {text} ({named})", advice=advice, places=number)
