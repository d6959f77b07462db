"""The command line; the only module that prints."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import click

from i18n_pipeline import config as settings
from i18n_pipeline import plugins, site, work
from i18n_pipeline.config import Config
from i18n_pipeline.errors import OutsideError, PipelineError, SettingsError, did_you_mean
from i18n_pipeline.model import LocaleReport, Refusal, State
from i18n_pipeline.run import Failed
from i18n_pipeline.stages import start
from i18n_pipeline.work import Result, Step, Task

MOST = 20
"""Lines of one kind that are listed before the rest is only counted; -v lists all."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the global options say; they may stand before or after the command's name."""

    folder: Path = Path()
    """-C: where to run."""
    file: Path | None = None
    """--config."""
    locales: tuple[str, ...] = ()
    """-l: narrow to these."""
    workers: int = 0
    """-j: processes; 0: one a processor."""
    quiet: bool = False
    """-q: only errors."""
    verbose: bool = False
    """-v: every file, every refusal."""


def global_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every command takes."""
    options = [
        click.option("-C", "folder", metavar="DIR", type=click.Path(path_type=Path), help="Run in this folder."),
        click.option("--config", "file", metavar="FILE", type=click.Path(path_type=Path), help="Settings file."),
        click.option("-l", "--locale", "locales", metavar="L", multiple=True, help="Only this locale (repeatable)."),
        click.option("-j", "--jobs", "workers", metavar="N", type=click.IntRange(min=1), help="Number of processes."),
        click.option("-q", "--quiet", is_flag=True, default=None, help="Print errors only."),
        click.option("-v", "--verbose", is_flag=True, default=None, help="Name every file and every refusal."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


PAGES = click.argument("pages", nargs=-1, metavar="[PAGE]...")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="i18n-pipeline", prog_name="i18n-pipeline")
@global_options
@click.pass_context
def cli(context: click.Context, /, **given: Any) -> None:
    """Translate Markdown pages through gettext PO catalogues; only words change."""
    context.obj = _options(Options(), given)


def _options(options: Options, given: dict[str, Any]) -> Options:
    return replace(options, **{name: value for name, value in given.items() if value not in (None, ())})


# --- commands ----------------------------------------------------------------------------------------


@cli.command()
@click.argument("site_folder", default=".", type=click.Path(path_type=Path, file_okay=False), metavar="[DIR]")
@global_options
@click.pass_obj
def init(options: Options, /, site_folder: Path, **given: Any) -> None:
    """Look at a site, guess its profile, and write a commented i18n.toml for the locales (-l)."""
    options = _options(options, given)
    folder = options.folder / site_folder
    path = options.file or folder / settings.FILE
    if path.exists():
        raise SettingsError(f"{path} is there already; it is left as it is")
    if not folder.is_dir():
        raise SettingsError(f"there is no folder {folder}")
    languages = options.locales or ("nl",)
    settings.check_locales(languages)
    guessed = _guess(folder)
    try:
        path.write_text(start.settings(guessed, languages, plugins.names("profiles")), encoding="utf-8")
    except OSError as error:
        raise OutsideError(f"{path} cannot be written: {error.strerror}") from error
    if not options.quiet:
        looks = f"It looks like a {guessed.generator} site. " if guessed.generator else ""
        click.echo(f"{path} written. {looks}{_count(guessed.pages, 'page')} in {guessed.source!r}.")
        click.echo("Look through it, then run `i18n-pipeline update`.")


def _guess(folder: Path) -> start.Guess:
    names = frozenset(sign for sign, _, _ in start.SIGNS if (folder / sign).exists())
    likely = {name for _, _, places in start.SIGNS for name in places} | set(start.FOLDERS)
    counted = {name: sum(1 for _ in (folder / name).rglob("*.md")) for name in likely if (folder / name).is_dir()}
    return start.guess(names, counted)


@cli.command()
@PAGES
@global_options
@click.pass_obj
def extract(options: Options, /, pages: tuple[str, ...], **given: Any) -> None:
    """Pages to templates (POT files)."""
    with _task(options, given, pages, locales=1) as run:
        run.show(work.extract(run.task), "template")


@cli.command()
@PAGES
@global_options
@click.pass_obj
def update(options: Options, /, pages: tuple[str, ...], **given: Any) -> None:
    """Pages to catalogues (PO files), merged with what people translated."""
    with _task(options, given, pages) as run:
        for locale in run.locales:
            run.show(work.update(run.task, locale), "catalogue")


@cli.command()
@PAGES
@click.option("--accept", type=click.Choice(["reviewed", "draft"]), help="Also ship drafts, for this run.")
@click.option("--overwrite", is_flag=True, help="Write over localised pages that this tool did not make.")
@global_options
@click.pass_obj
def assemble(options: Options, /, pages: tuple[str, ...], accept: str | None, overwrite: bool, **given: Any) -> None:
    """Catalogues to localised pages."""
    with _task(options, given, pages, accept=accept) as run:
        for locale in run.locales:
            run.show(work.assemble(run.task, locale, overwrite=overwrite), "page")


@cli.command()
@PAGES
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Table or JSON.")
@click.option("--by", type=click.Choice(["locale", "page"]), default="locale", help="A line per locale or per page.")
@global_options
@click.pass_obj
def status(options: Options, /, pages: tuple[str, ...], form: str, by: str, **given: Any) -> None:
    """How much of each language is reviewed, draft, stale or untranslated."""
    with _task(options, given, pages) as run:
        report = plugins.load("reports", form)
        click.echo(report.render(run.status(), pages=by == "page" or form == "json"), nl=False)


@cli.command()
@PAGES
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if anything would change.")
@global_options
@click.pass_obj
def translate(options: Options, /, pages: tuple[str, ...], check: bool, **given: Any) -> None:
    """Update, assemble and report: what `make translate` runs."""
    with _task(options, given, pages, dry=check, rounds=3) as run:
        for locale in run.locales:
            run.show(work.update(run.task, locale), "catalogue")
            run.show(work.assemble(run.task, locale), "page")
        reports = run.status()
        if not run.options.quiet:
            click.echo(plugins.load("reports", "text").render(reports), nl=False)
        if check and run.changed:
            click.echo("Not up to date: run `i18n-pipeline translate` and commit what it writes.", err=True)
            run.code = max(run.code, 1)


# --- running -----------------------------------------------------------------------------------------


@dataclass(slots=True)
class Run:
    """One command at work: what it is to do, and the exit code so far."""

    task: Task
    locales: tuple[str, ...]
    options: Options
    code: int = 0
    changed: bool = False
    told: set[str] = field(default_factory=set)

    def show(self, result: Result, what: str) -> None:
        """Print what was done in one locale, and remember the exit code."""
        self.changed |= bool(result.changed)
        self.code = max(self.code, int(bool(result.refusals)))
        if not self.options.quiet:
            click.echo(_summary(result, what, dry=self.task.dry))
            for old, new in result.renamed:
                click.echo(f"  renamed: {shown(old)} → {shown(new)}")
            _listed([shown(name) for name in result.changed], self.options, only_verbose=not self.task.dry)
        _listed([f"note: {shown(note)}" for note in result.notes], self.options, err=True)
        _listed([_refusal(refusal) for refusal in result.refusals], self.options, err=True)
        self.fail(result.failures)

    def status(self) -> list[LocaleReport]:
        """Coverage of every locale; what cannot be read is printed as an error."""
        reports = []
        for locale in self.locales:
            report, failures = work.status(self.task, locale)
            reports.append(report)
            self.fail(failures)
        return reports

    def fail(self, failures: Sequence[Failed]) -> None:
        """Print errors that were not printed before, and remember the exit code."""
        self.code = max([self.code, *(failed.error.exit_code for failed in failures)])
        new = [text for failed in failures if (text := f"error: {shown(str(failed.error))}") not in self.told]
        self.told.update(new)
        _listed(new, self.options, err=True)


@contextmanager
def _task(  # noqa: PLR0913 - what commands differ in
    options: Options,
    given: dict[str, Any],
    pages: tuple[str, ...],
    *,
    dry: bool = False,
    accept: str | None = None,
    locales: int | None = None,
    rounds: int = 1,
) -> Iterator[Run]:
    """Settings, pages, locales and progress of one command; its exit code when it ends."""
    options = _options(options, given)
    config = settings.load(options.folder, options.file)
    if accept:
        config = replace(config, accept=frozenset({State.REVIEWED, State(accept)}))
    chosen = _locales(config, options.locales)
    found = site.pages(config)
    narrowed = _narrowed(config, found, pages, options.folder)
    workers = options.workers or os.cpu_count() or 1
    with _progress(options, len(narrowed) * (locales or len(chosen)) * rounds) as step:
        task = Task(config, tuple(narrowed), whole=not pages, workers=workers, dry=dry, step=step)
        run = Run(task, chosen, options)
        if not narrowed and not options.quiet:
            click.echo(f"note: no page matches in {config.source!r}", err=True)
        yield run
    if run.code:
        sys.exit(run.code)


def _locales(config: Config, wanted: tuple[str, ...]) -> tuple[str, ...]:
    for locale in wanted:
        if locale not in config.locales:
            raise SettingsError(f"{locale!r} is not among the locales. {did_you_mean(locale, list(config.locales))}")
    return tuple(locale for locale in config.locales if not wanted or locale in wanted)


def _narrowed(config: Config, found: list[str], wanted: tuple[str, ...], folder: Path) -> list[str]:
    """The pages a person named: paths from the folder they run in, or below the source folder; folders too."""
    if not wanted:
        return found
    source = (config.root / config.source).resolve()
    chosen: set[str] = set()
    for name in wanted:
        places = [(folder / name).resolve(), (config.root / name).resolve(), source / name]
        named = {place.relative_to(source).as_posix() for place in places if place.is_relative_to(source)}
        matches = {page for page in found if "." in named or any(_within(page, path) for path in named)}
        if not matches:
            raise SettingsError(f"{shown(name)!r} is no page of this project. {did_you_mean(name, found[:200])}")
        chosen |= matches
    return sorted(chosen)


def _within(page: str, path: str) -> bool:
    return page == path or page.startswith(f"{path}/")


@contextmanager
def _progress(options: Options, total: int) -> Iterator[Step]:
    """A progress bar on a terminal; nothing in a pipe."""
    if options.quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415 - a tenth of a second that only terminals need
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("pages"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("pages", total=total)
        yield lambda done: progress.advance(bar, done)


# --- printing ----------------------------------------------------------------------------------------


def _summary(result: Result, what: str, *, dry: bool) -> str:
    would = "would change" if dry else "written"
    parts = [
        _count(len(result.files), what),
        f"{len(result.changed)} {would}" if result.changed else "nothing to change",
    ]
    if result.refusals:
        parts.append(f"{_count(len(result.refusals), 'message')} refused")
    if result.failures:
        parts.append(_count(len(result.failures), "error"))
    return f"{result.locale + ': ' if result.locale else ''}{', '.join(parts)}"


def _refusal(refusal: Refusal) -> str:
    text = shown(refusal.msgid if len(refusal.msgid) <= 72 else refusal.msgid[:71] + "…")
    accept = f" (to accept that, add the comment `# i18n-pipeline: ignore={refusal.check}`)" if refusal.check else ""
    return f"{shown(refusal.page)}:{refusal.line}: “{text}” stays English: {shown(refusal.reason)}{accept}"


def _listed(lines: Sequence[str], options: Options, *, err: bool = False, only_verbose: bool = False) -> None:
    if only_verbose and not options.verbose:
        return
    most = len(lines) if options.verbose else MOST
    for line in lines[:most]:
        click.echo(f"  {line}", err=err)
    if len(lines) > most:
        click.echo(f"  … and {len(lines) - most} more; -v shows them", err=err)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")


def shown(text: str) -> str:
    """Text of strangers as a terminal may see it: control characters and direction marks spelled out."""
    return "".join(c if c.isprintable() else " " if c in "\t\n" else f"\\u{ord(c):04x}" for c in text)


def main() -> None:
    """Run the command line; an error ends in one sentence and its exit code."""
    try:
        cli(standalone_mode=False)
    except PipelineError as error:
        click.echo(f"error: {shown(str(error))}", err=True)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
