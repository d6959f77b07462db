"""`merge-driver` for three files: merge them entry by entry, or line by line if one of them is no catalogue."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from i18n_pipeline.catalogue.merging import choices, three_ways
from i18n_pipeline.catalogue.translator_comments import MERGED_CHECK
from i18n_pipeline.errors import CatalogueError, OutsideError
from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.project import atomic_write, disk, git_driver

MOST = 125
"""Highest exit code for conflicts; 126 and 127 are those of a shell that cannot start a program."""


class ThreeFiles(Struct, frozen=True):
    """The files to merge, as git gives them to a driver."""

    base: Path
    """The version that both come from (`%O`); a missing one is empty."""
    ours: Path
    """Our version (`%A`)."""
    theirs: Path
    """Their version (`%B`)."""
    out: Path
    """Where the merged file goes."""
    name: str
    """The path of the file in the repository (`%P`), for people."""
    marker: int = 7
    """How many characters wide a mark of a conflict is (`%L`)."""
    labels: tuple[str, str, str] = ("ours", "base", "theirs")
    """What the three versions are called in the marks of a conflict: ours, base, theirs."""


class MergedFile(Struct, frozen=True):
    """The result of a merge."""

    conflicts: int
    """The number of conflicts, at most MOST."""
    findings: tuple[Finding, ...] = ()
    """The conflicts, or why the files were merged line by line."""


def merge(files: ThreeFiles) -> MergedFile:
    """Merge the files into `out`.

    Raises OutsideError if a file cannot be read or written, or if `out` changes meanwhile; then it is as it was.
    """
    before = disk.read(files.out)
    base, ours, theirs = disk.read(files.base) or b"", _there(files.ours), _there(files.theirs)
    try:
        made = three_ways.merged(base, ours, theirs, files.name)
    except CatalogueError as error:
        return _by_lines(files, before, ours, error)
    _put(files, before, made.data)
    findings = tuple(choices.unchosen(made.conflicts, files.name))
    return MergedFile(min(len(findings), MOST), findings)


def _there(path: Path) -> bytes:
    data = disk.read(path)
    if data is None:
        raise OutsideError(f"{path} is missing", "name the three versions of the catalogue: base, ours, theirs")
    return data


def _put(files: ThreeFiles, before: bytes | None, data: bytes) -> None:
    """Write the merged file, if `out` is still what it was before the merge. Raises OutsideError."""

    def require_same() -> None:
        if disk.read(files.out) != before:
            raise OutsideError(f"{files.out} is being changed by another program", "merge again")

    atomic_write.put(files.out, data, require_same)


def _by_lines(files: ThreeFiles, before: bytes | None, ours: bytes, error: CatalogueError) -> MergedFile:
    """Let git merge files of which one cannot be read as a catalogue."""
    conflicts, data = git_driver.merged_lines((files.ours, files.base, files.theirs), files.labels, files.marker)
    is_merged = conflicts <= git_driver.MOST
    _put(files, before, data if is_merged else ours)
    how = "it was merged line by line" if is_merged else "it was not merged, and is ours as a whole"
    number = min(conflicts, MOST) if is_merged else 1
    number = number or int(_can_be_read(data, files.name))
    advice = "look through the file before you `git add` it" if number else "correct that in the merged file"
    text = f"a version of this file is no catalogue that can be read ({error.text}), so {how}"
    return MergedFile(
        number, (Finding(Severity.WARNING, MERGED_CHECK, text, files.name, error.line, error.column, advice),)
    )


def _can_be_read(data: bytes, name: str) -> bool:
    """Whether a file merged line by line is a catalogue after all, so that its translations would count unseen."""
    try:
        three_ways.read(data, name)
    except CatalogueError:
        return False
    return True
