"""`translate --watch`: translate, and again after every change of a file that decides what is written.

No drafts are made, since every save could cost money. A change during a run leads to another run; what a run itself
writes leads to none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from i18n_pipeline.commands import earlier_results
from i18n_pipeline.commands.task import Changed, Task
from i18n_pipeline.commands.translate import Translated
from i18n_pipeline.errors import PipelineError, SettingsError, as_finding
from i18n_pipeline.findings import Finding
from i18n_pipeline.project.inputs import Held, Inputs


class TranslateRun(Struct, frozen=True):
    """The outcome of `translate`, once."""

    task: Task
    """The pages it worked on."""
    translated: Translated
    """What was written and counted."""
    findings: tuple[Finding, ...] = ()
    """What there is to tell about the choice of pages."""


class Round(Struct, frozen=True):
    """One run of `translate` among others."""

    causes: tuple[str, ...]
    """The files that changed since the run before, relative to the project; empty for the first run."""
    work: TranslateRun | None = None
    """What was done; None if an error ended the run."""
    problem: Finding | None = None
    """The error that ended the run; None if there was none."""
    is_echo: bool = False
    """Whether it had nothing to do, and only files led to it that the run before wrote in two steps."""


def rounds(inputs: Inputs, translate: Callable[[], TranslateRun]) -> Iterator[Round]:
    """Translate at once and after every change, for ever. The error that ends a run is in its round.

    Raises SettingsError if the first run does, and OutsideError if the system cannot tell of changes.
    """
    held = inputs.held()
    causes: tuple[str, ...] = ()
    own = frozenset[str]()
    while True:
        try:
            work = translate()
        except PipelineError as error:
            if not causes and isinstance(error, SettingsError):
                raise
            yield Round(causes, problem=as_finding(error))
        else:
            linked = earlier_results.linked(work.task.records)
            held = {**inputs.links(linked, work.translated.changed), **_after(held, work.translated)}
            is_echo = bool(causes) and own.issuperset(causes) and not work.translated.changed
            yield Round(causes, work, is_echo=is_echo)
            own = frozenset(file.file for file in _catalogues(work.translated) if not file.digest)
        held, causes = inputs.changed(held)


def _after(held: Held, made: Translated) -> Held:
    """What the files hold after a run, if nobody else changed one since it began.

    What is left of a catalogue that two steps wrote is not always known: it counts as missing, and leads to an echo.
    """
    gone = {old for result in made.results for old, _ in result.renamed}
    written = {file.file: file.digest for file in _catalogues(made)}
    return {name: what for name, what in (held | written).items() if what and name not in gone}


def _catalogues(made: Translated) -> Iterator[Changed]:
    """The catalogues that were written."""
    for result in made.results:
        yield from (file for file in result.files if file.changed and file.file.endswith(".po"))
