"""`translate --watch`: what is printed about each run, until Ctrl-C or SIGTERM."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NoReturn

import click

from i18n_pipeline.cli.options import Options
from i18n_pipeline.cli.printing import finding_line, listed, refusal_lines
from i18n_pipeline.cli.running import RunningCommand, begun
from i18n_pipeline.commands.translate import Translated, translate
from i18n_pipeline.commands.watch import Round, TranslateRun, rounds
from i18n_pipeline.errors import SettingsError
from i18n_pipeline.findings import how_many, united
from i18n_pipeline.plain_text import escaped
from i18n_pipeline.project import settings
from i18n_pipeline.project.inputs import Inputs

NAMED = 2
"""Most files named on a line; the rest is counted; -v names all."""
STOPPED = 130
"""The exit code after Ctrl-C and SIGTERM."""


@dataclass(slots=True)
class Watch:
    """`translate` running again and again."""

    options: Options
    pages: tuple[str, ...]
    first: Callable[[RunningCommand], Translated]
    """Translates and prints as without --watch."""
    busy: bool = False
    """Whether a run is under way, so that a signal may leave something undone."""
    told: frozenset[str] | None = None
    """The errors, refusals and notes of the last run; None before the first."""

    def translate(self) -> TranslateRun:
        """Translate once. The first run prints its results."""
        self.busy = True
        with begun(self.options, self.pages) as (run, found):
            if self.told is None:
                run.tell(found)
                made = self.first(run)
                self.told = frozenset(run.told)
            else:
                made = translate(run.task, run.locales, engine="", counted=False)
        self.busy = False
        return TranslateRun(run.task, made, tuple(found))

    def show(self, one: Round) -> None:
        """Print a line about a run, and the errors, refusals and notes that the run before it did not have."""
        self.busy = False
        if not (one.causes or one.problem):  # the first run, which printed its results
            return
        lines = list(dict.fromkeys(_findings(one)))
        new = [line for line in lines if line not in (self.told or ())]
        self.told = frozenset(lines)
        if not self.options.quiet and (new or not one.is_echo):
            click.echo(_line(one, sys.maxsize if self.options.verbose else NAMED))
        listed(new, self.options, err=True)


def watch(options: Options, pages: tuple[str, ...], first: Callable[[RunningCommand], Translated]) -> NoReturn:
    """Translate as `first` does, then again after every change, until a signal ends it, with code 130."""
    if options.no_cache:
        raise SettingsError("--watch needs what earlier runs found out", "leave --no-cache out")
    inputs = Inputs(settings.load(options.folder, options.file), options.folder, options.file)
    running = Watch(options, pages, first)
    try:
        for number, one in enumerate(rounds(inputs, running.translate)):
            running.show(one)
            if not number and not options.quiet:
                click.echo("Waiting for changes; no drafts are made. Ctrl-C ends this.")
    except KeyboardInterrupt:
        if running.busy:
            raise
    sys.exit(STOPPED)


def _line(one: Round, most: int) -> str:
    """A line about a run: what changed, what was written, and how many messages and files could not be used."""
    said = [_outcome(one, most)]
    if one.work:
        results = one.work.translated.results
        refused = len(refusal_lines(refusal for result in results for refusal in result.refusals))
        failed = len({failure for result in results for failure in result.failures})
        said += [f"{how_many(refused, 'message')} refused"] if refused else []
        said += [how_many(failed, "error")] if failed else []
    cause = f"{_names(one.causes, most)} changed: " if one.causes else ""
    return f"{cause}{', '.join(said)}"


def _outcome(one: Round, most: int) -> str:
    if not one.work:
        return "nothing written, an error"
    changed = one.work.translated.changed
    return f"{_names(changed, most)} written" if changed else "nothing to write"


def _names(files: Sequence[str], most: int) -> str:
    rest = f" and {len(files) - most} more" if len(files) > most else ""
    return escaped(", ".join(files[:most])) + rest


def _findings(one: Round) -> Iterator[str]:
    """The lines of all errors, refusals and notes of a run."""
    if one.problem:
        yield finding_line(one.problem)
    if one.work:
        yield from map(finding_line, united(one.work.findings))
        for result in one.work.translated.results:
            yield from map(finding_line, united(result.findings))
            yield from refusal_lines(result.refusals)
            yield from map(finding_line, result.failures)
        yield from map(finding_line, one.work.translated.unread)
