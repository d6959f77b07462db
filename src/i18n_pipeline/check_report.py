"""What one run of `check` found and looked at: the value of which each format of findings makes its text."""

from __future__ import annotations

import posixpath

from msgspec import Struct

from i18n_pipeline.findings import Finding, Severity, SeverityCounts, counted


class Rule(Struct, frozen=True):
    """One kind of finding, as programs that show findings list them."""

    check: str
    """Check id."""
    severity: Severity
    """Usual severity of its findings."""
    text: str
    """One sentence that says what is found."""
    help: str = ""
    """More about it, in several lines: examples, and what to do; empty if there is no more."""


class Checked(Struct, frozen=True):
    """How much was looked at."""

    messages: int = 0
    """Number of messages."""
    pages: int = 0
    """Number of English pages."""
    catalogues: int = 0
    """Number of catalogues."""
    locales: tuple[str, ...] = ()
    """Languages, as BCP 47 tags, in the order of the settings."""


class CheckReport(Struct, frozen=True):
    """All findings of one run, and what a text about them must name."""

    findings: tuple[Finding, ...]
    """The findings, as `findings.in_order` sorts them."""
    checked: Checked = Checked()
    """How much was looked at."""
    rules: tuple[Rule, ...] = ()
    """The checks that ran; findings may have other check ids besides."""
    project: str = ""
    """Name of the project; empty if not set."""
    version: str = ""
    """Version of this tool."""
    folder: str = ""
    """The project's folder, relative to the top of its repository, with `/`; empty if it is the top, or without git."""
    settings: str = "i18n.toml"
    """The settings file, relative to the project: the place of findings without a file where a format demands one."""
    fail_on: Severity | None = Severity.ERROR
    """Least severity of a finding that makes the command fail; None if it never fails."""
    colour: bool = False
    """Whether text for a terminal has colours."""
    width: int = 100
    """Width of the terminal, in columns."""

    @property
    def counts(self) -> SeverityCounts:
        """The numbers of findings by severity."""
        return counted(self.findings)

    def place_of(self, finding: Finding) -> str:
        """The file of a finding, relative to the top of the repository; that of the settings if it has none."""
        path = posixpath.normpath(posixpath.join(self.folder, finding.file or self.settings))
        return path.removeprefix("/") if path.startswith("//") else path

    def fails(self, finding: Finding) -> bool:
        """Whether a finding makes the command fail."""
        return self.fail_on is not None and finding.severity.rank <= self.fail_on.rank
