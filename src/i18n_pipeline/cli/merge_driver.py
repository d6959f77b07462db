"""`merge-driver`: merge a catalogue for git, or set a clone up to do so."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from i18n_pipeline.cli.exit_code import STOPPED, highest
from i18n_pipeline.cli.options import Options, given_options, global_options
from i18n_pipeline.cli.printing import finding_line
from i18n_pipeline.commands.merge_driver import install_driver, three_files
from i18n_pipeline.commands.merge_driver.install_driver import InstalledDriver
from i18n_pipeline.commands.merge_driver.three_files import ThreeFiles
from i18n_pipeline.digits import as_number
from i18n_pipeline.errors import OutsideError, PipelineError, SettingsError, as_finding
from i18n_pipeline.project import settings

FAILED = 129
"""Exit code of a merge that failed: git takes codes up to 128 for conflicts, and would go on with our version."""
LABELS = ("ours", "base", "theirs")
"""What the versions are called in the marks of a conflict."""
REPORT = "report it, and merge the file by `git merge-file`"
"""What to do about an error that nobody foresaw."""
USE = "name them as git does, base, ours, theirs: `i18n-pipeline merge-driver %O %A %B %L %P`; or give --install"
"""How to call the command."""


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="BASE OURS THEIRS [MARKER_SIZE [PATH]]")
@click.option("--install", is_flag=True, help="Set this clone up, so that git merges catalogues by this program.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Write there, not into OURS.")
@click.option("-L", "--label", "labels", metavar="NAME", multiple=True, help="Names of ours, base, theirs for marks.")
@global_options
@click.pass_obj
def merge_driver(
    options: Options,
    /,
    words: tuple[str, ...],
    *,
    install: bool,
    output: Path | None,
    labels: tuple[str, ...],
    **given: Any,
) -> None:
    """Merge two versions of a catalogue entry by entry, as git calls it; exit 1 to 125 for conflicts."""
    options = given_options(options, given)
    if install:
        _install(options, words)
        return
    try:
        files = _files(options.folder, words, output, labels)
        made = three_files.merge(files)
    except PipelineError as error:
        _fail(error)
    except KeyboardInterrupt:
        sys.exit(STOPPED)
    except Exception as error:  # noqa: BLE001 - Python's exit code for it, 1, would be a conflict for git
        _fail(OutsideError(f"this is a fault of this program ({type(error).__name__}: {error})", REPORT))
    for finding in made.findings:
        click.echo(finding_line(finding), err=True)
    sys.exit(made.conflicts)


def _files(folder: Path, words: Sequence[str], output: Path | None, labels: Sequence[str]) -> ThreeFiles:
    """The files that were named. Raises SettingsError."""
    if len(words) < 3 or any(word.startswith("-") for word in words):
        given = f", not {' '.join(words)!r}" if words else ""
        raise SettingsError(f"merge-driver needs three files{given}", USE)
    base, ours, theirs = (folder / word for word in words[:3])
    marker, *rest = words[3:] if words[3:4] and words[3].isdecimal() else ("7", *words[3:])
    here, common, there = (*labels, *LABELS[len(labels) :])[:3]
    return ThreeFiles(
        base,
        ours,
        theirs,
        folder / output if output else ours,
        rest[0] if rest else words[1],
        as_number(marker),
        (here, common, there),
    )


def _fail(error: PipelineError) -> NoReturn:
    click.echo(finding_line(as_finding(error)), err=True)
    sys.exit(FAILED)


def _install(options: Options, words: Sequence[str]) -> None:
    """Set the clone up, and say what everybody else has to do."""
    if words:
        raise SettingsError("--install takes no files", "leave them out")
    done = install_driver.install(settings.load(options.folder, options.file))
    for finding in done.findings:
        click.echo(finding_line(finding), err=True)
    if not options.quiet:
        for line in _told(done):
            click.echo(line)
    sys.exit(highest(0, done.findings))


def _told(done: InstalledDriver) -> Iterator[str]:
    """What was done, and what people still have to do."""
    if not done.written and not done.configured:
        yield f"Nothing to do: {done.attributes} names the driver, and this clone knows it."
    if done.written:
        yield f"{done.attributes} written: commit it, so that git knows in every clone which files are catalogues."
    if done.configured:
        yield "This clone, with all its work trees, now merges catalogues entry by entry."
    yield "Every other person runs `i18n-pipeline merge-driver --install` once in each clone."
    yield "Without that, and where a website merges, git does it line by line; `i18n-pipeline update` finds the harm."
