"""A running command: its settings, pages, locales, progress, output and exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any

import click
from msgspec.structs import replace

from i18n_pipeline.cli.chosen_pages import chosen, chosen_locales, named_locales
from i18n_pipeline.cli.exit_code import highest
from i18n_pipeline.cli.options import Options, given_options
from i18n_pipeline.cli.printing import file_lines, finding_line, listed, refusal_lines, summary
from i18n_pipeline.commands.task import Result, Step, Task
from i18n_pipeline.coverage import Report
from i18n_pipeline.errors import SettingsError
from i18n_pipeline.findings import Finding, Severity, united
from i18n_pipeline.plain_text import escaped
from i18n_pipeline.project import session, settings


@dataclass(slots=True)
class RunningCommand:
    """A running command: its task, and the exit code so far."""

    task: Task
    locales: tuple[str, ...]
    options: Options
    code: int = 0
    told: set[str] = field(default_factory=set)

    @contextmanager
    def phase(self, what: str, total: int | None = None, beside: Callable[[], str] = str) -> Iterator[None]:
        """A progress bar for one phase of the work, of `total` steps, by default one per page and locale."""
        task = self.task
        each = (len(task.within(locale).pages) for locale in self.locales)
        number = sum(each) if total is None else total
        with progress(self.options, number, what, beside) as step:
            self.task = replace(task, step=step)
            try:
                yield
            finally:
                self.task = task

    def tell(self, findings: Iterable[Finding]) -> None:
        """Print errors and notes, each once per run, and set the exit code."""
        found = united(findings)
        self.code = highest(self.code, found)
        listed(self._new(finding_line(finding) for finding in found), self.options, err=True)

    def show(self, result: Result, what: str) -> None:
        """Print a result in one locale, and set the exit code."""
        self.code = highest(self.code, result.refusals)
        if not self.options.quiet:
            click.echo(summary(result, what, dry=self.task.dry))
            for old, new in result.renamed:
                click.echo(f"  renamed: {escaped(old)} → {escaped(new)}")
            listed(file_lines(result, self.options, dry=self.task.dry), self.options)
        self.tell(result.findings)
        listed(self._new(refusal_lines(result.refusals)), self.options, err=True)
        self.tell(result.failures)

    def not_current(self, command: str) -> None:
        """Print that files would change, and which command changes them; set exit code 1."""
        click.echo(f"Not up to date: run `i18n-pipeline {command}` and commit what it writes.", err=True)
        self.code = max(self.code, 1)

    def report(self) -> Report:
        """The report on the project; an error is printed for each unreadable file."""
        from i18n_pipeline.commands.status import project_report  # noqa: PLC0415 - for commands that report

        found, failures = project_report.report(self.task, self.locales)
        self.tell(failures)
        return found

    def _new(self, lines: Iterable[str]) -> list[str]:
        """The lines not printed before, each once, in order."""
        new = [line for line in dict.fromkeys(lines) if line not in self.told]
        self.told.update(new)
        return new


@contextmanager
def begun(
    options: Options, pages: tuple[str, ...], *, dry: bool = False, accept: str | None = None
) -> Iterator[tuple[RunningCommand, list[Finding]]]:
    """A command with its settings, pages and locales, and what there is to tell about the choice of the pages."""
    config = settings.load(options.folder, options.file)
    if accept:
        config = config.accepting(accept)
    named, pages = named_locales(config, pages, options.folder)
    options = replace(options, locales=(*options.locales, *named))
    with session.opened(
        config,
        workers=options.workers,
        executor=options.executor,
        scheduler=options.scheduler,
        recorded=not options.no_cache,
        dry=dry,
    ) as own:
        config, found = own.config, own.found
        narrowed = chosen(config, found.pages, pages, chosen_locales(config, options.locales), options.folder)
        task = Task(own, narrowed.pages, whole=not pages, dry=dry, pages_of=narrowed.pages_of)
        told = [*found.skipped, *found.failures, *([own.records.doubt] if own.records.doubt else [])]
        if not narrowed.pages and not options.quiet:
            told.append(Finding(Severity.INFO, "no-page", f"no page matches in {config.source!r}"))
        yield RunningCommand(task, narrowed.locales, options), told


@contextmanager
def running(  # noqa: PLR0913 - what commands differ in
    options: Options,
    given: dict[str, Any],
    pages: tuple[str, ...],
    *,
    dry: bool = False,
    accept: str | None = None,
    locales: int | None = None,
    bar: bool = True,
) -> Iterator[RunningCommand]:
    """Run one command with its settings, pages, locales and progress bar, and exit with its code.

    Without `bar` the command shows progress itself, phase by phase.
    """
    with begun(given_options(options, given), pages, dry=dry, accept=accept) as (run, found):
        run.tell(found)
        with run.phase("pages", len(run.task.pages) * locales if locales else None) if bar else nullcontext():
            yield run
    if run.code:
        sys.exit(run.code)


def one_locale(locales: tuple[str, ...]) -> str:
    """The single locale of a sequence. Raises SettingsError for several."""
    if len(locales) != 1:
        raise SettingsError("this command works on one language at a time", f"say which, for example -l {locales[0]}")
    return locales[0]


@contextmanager
def progress(options: Options, total: int, what: str, beside: Callable[[], str] = str) -> Iterator[Step]:
    """A progress bar on a terminal, followed by the text of `beside`; nothing in a pipe."""
    if options.quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415 - takes 0.1 s, only for terminals
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    said = TextColumn("{task.fields[beside]}", markup=False)
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), said)
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task(what, total=total, beside=beside())
        yield lambda done: bars.update(bar, advance=done, beside=beside())
