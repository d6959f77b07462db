"""Whoever follows a command while it works: shows progress and results, and answers the question about money."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.commands.task import Result, Step, Task
from i18n_pipeline.findings import Finding

if TYPE_CHECKING:  # drafting is loaded by those who draft
    from i18n_pipeline.commands.draft.character_limit import Limit
    from i18n_pipeline.commands.draft.drafting import Drafting, Drafts
    from i18n_pipeline.commands.draft.plan import DraftPlan

Phase: TypeAlias = Callable[[str, int, "Drafts | None"], AbstractContextManager[Step]]
"""Called at the start of a phase of the work with its name, its number of steps, and the drafts made in it."""


def _no_progress(_name: str, _total: int, _drafts: Drafts | None) -> AbstractContextManager[Step]:
    return nullcontext(lambda _: None)


class Listener(Struct, frozen=True):
    """Functions that a command calls while it works. By default nothing is shown, and sending is agreed to."""

    phase: Phase = _no_progress
    """Shows the progress of a phase."""
    made: Callable[[Result, str], None] = lambda _result, _what: None
    """Gets the result in one locale, and what its files are: `catalogue`, `template` or `page`."""
    told: Callable[[Iterable[Finding]], None] = lambda _findings: None
    """Gets errors and notes that are in no result."""
    planned: Callable[[Drafting], None] = lambda _drafting: None
    """Gets the plan before anything is sent to an engine."""
    agrees: Callable[[Drafting, Limit | None], bool] = lambda _drafting, _limit: True
    """Asked before money is spent: may this plan be sent, within this limit?"""
    sending: Callable[[Drafts], AbstractContextManager[None]] = lambda _drafts: nullcontext()
    """Entered while drafts are made; it may stop their budget."""
    drafted: Callable[[DraftPlan, Drafts], None] = lambda _plan, _drafts: None
    """Gets the drafts of one locale."""

    @contextmanager
    def over(self, task: Task, name: str, locales: tuple[str, ...]) -> Iterator[Task]:
        """A phase over the pages of a task in some locales: the same task, reporting its progress."""
        total = sum(len(task.within(locale).pages) for locale in locales)
        with self.phase(name, total, None) as step:
            yield replace(task, step=step)


SILENT = Listener()
"""Shows nothing and agrees to everything, like a program without a terminal."""
