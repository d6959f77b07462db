"""What a command works on, and what it gives: the values that all verbs share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from i18n_pipeline.findings import Finding
from i18n_pipeline.project import read_make_write
from i18n_pipeline.project.executor import Outcome
from i18n_pipeline.project.read_make_write import ReadMakeWrite
from i18n_pipeline.project.records import Records
from i18n_pipeline.project.session import Session
from i18n_pipeline.project.settings import Config

I = TypeVar("I")  # noqa: E741 - what was read for a job
J = TypeVar("J")
M = TypeVar("M")
R = TypeVar("R")
Step: TypeAlias = Callable[[int], None]
"""Called with the number of jobs that have ended since the last call."""
Place: TypeAlias = tuple[str, str]
"""A page and a locale."""


class Job(Struct, frozen=True):
    """One page in one locale."""

    config: Config
    """The settings."""
    locale: str
    """Language to translate into; empty for templates."""
    path: str
    """The page, relative to the source folder."""
    dry: bool = False
    """Write nothing, only say what would change."""


class Tally(Struct, frozen=True):
    """Numbers of messages that `update` changed in a catalogue, by kind of change."""

    new: int = 0
    """Messages new to the catalogue, untranslated."""
    carried: int = 0
    """Messages that got the translation of another entry: the same text in another place, page or spelling."""
    stale: int = 0
    """Messages that became stale, since their source text changed."""
    obsolete: int = 0
    """Translations that became obsolete, since their text left the page."""

    def __add__(self, other: Tally) -> Tally:
        """The sum of both tallies."""
        return Tally(*(getattr(self, name) + getattr(other, name) for name in self.__struct_fields__))

    def __bool__(self) -> bool:
        """Whether any number is not 0."""
        return self != Tally()


class Changed(Struct, frozen=True):
    """The result of a job for one file."""

    file: str
    """The file that was, or would be, written, relative to the project."""
    changed: bool
    """Whether its bytes changed."""
    findings: tuple[Finding, ...] = ()
    """Findings for the maintainer of the file."""
    tally: Tally = Tally()
    """The changes in its messages, if `update` wrote it."""
    digest: bytes = b""
    """The digest of the file that the job left or found; empty for none, or if it is not known."""
    before: bytes = b""
    """The digest of the file that the job found, if it changed that; empty for none."""


class Task(Struct, frozen=True):
    """The pages a command works on, and its options."""

    session: Session
    """The project, and what is open for the command."""
    pages: tuple[str, ...]
    """The pages to work on, relative to the source folder."""
    whole: bool = True
    """Whether these are all pages of the project."""
    dry: bool = False
    """Write nothing, only say what would change."""
    step: Step = lambda _: None
    """Reports progress."""
    pages_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The pages by locale, if a person named catalogues of different locales; otherwise empty."""

    @property
    def config(self) -> Config:
        """The settings."""
        return self.session.config

    @property
    def records(self) -> Records:
        """The results of earlier runs."""
        return self.session.records

    def within(self, locale: str) -> Task:
        """The task limited to the pages of one locale."""
        return replace(self, pages=self.pages_of.get(locale, ()), pages_of={}) if self.pages_of else self

    def job(self, locale: str, path: str) -> Job:
        """The job for one page in one locale."""
        return Job(self.config, locale, path, self.dry)

    def jobs(self, locale: str) -> list[Job]:
        """The jobs for all pages of the task in one locale."""
        return [self.job(locale, path) for path in self.within(locale).pages]

    def every_page(self) -> tuple[str, ...]:
        """All pages of the project, in this task or not."""
        return self.pages if self.whole else self.session.found.pages

    def run(self, function: Callable[[J], R], work: Sequence[J]) -> Iterator[Outcome[R]]:
        """Run a function over jobs, in any process, and yield the outcomes in order."""
        return self.session.executor.run(function, work)

    def over(self, function: Callable[[J], R], work: Sequence[J]) -> Iterator[Outcome[R]]:
        """`run`, with progress reported."""
        for outcome in self.run(function, work):
            self.step(1)
            yield outcome

    def run_files(self, work: ReadMakeWrite[J, I, M, R], jobs: Sequence[J]) -> Iterator[Outcome[R]]:
        """Read, make and write for each job, making in any process, and yield the outcomes in order."""
        return self.run_many(work, jobs, len(jobs))

    def run_many(self, work: ReadMakeWrite[J, I, M, R], jobs: Iterable[J], number: int) -> Iterator[Outcome[R]]:
        """`run_files` over a number of jobs, each of which is asked for when its files are read."""
        return read_make_write.over(self.session.executor, work, jobs, number)

    def over_many(self, work: ReadMakeWrite[J, I, M, R], jobs: Iterable[J], number: int) -> Iterator[Outcome[R]]:
        """`run_many`, with progress reported."""
        for outcome in self.run_many(work, jobs, number):
            self.step(1)
            yield outcome

    def over_files(self, work: ReadMakeWrite[J, I, M, R], jobs: Sequence[J]) -> Iterator[Outcome[R]]:
        """`run_files`, with progress reported."""
        return self.over_many(work, jobs, len(jobs))


class Result(Struct, frozen=True):
    """Result of a command in one locale."""

    locale: str
    """The locale; empty for templates."""
    files: tuple[Changed, ...] = ()
    """Every file it wrote or left unchanged, in page order."""
    refusals: tuple[Finding, ...] = ()
    """Messages that stayed English."""
    renamed: tuple[tuple[str, str], ...] = ()
    """Catalogues that moved with their pages: old and new file."""
    failures: tuple[Finding, ...] = ()
    """The jobs that failed."""
    links: tuple[Finding, ...] = ()
    """Links on localised pages that lead nowhere."""

    @property
    def changed(self) -> tuple[str, ...]:
        """The files that changed."""
        return tuple(file.file for file in self.files if file.changed)

    @property
    def tally(self) -> Tally:
        """The summed tallies of all catalogues."""
        return sum((file.tally for file in self.files), Tally())

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Findings about its files, each once."""
        return tuple(dict.fromkeys((*(finding for file in self.files for finding in file.findings), *self.links)))
