"""`draft` in every locale: plans, then drafts within a limit; the engine serves all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager

from msgspec.structs import replace

from i18n_pipeline.commands.draft import carry_out, character_limit
from i18n_pipeline.commands.draft import chosen_engine as engines
from i18n_pipeline.commands.draft import plan as planning
from i18n_pipeline.commands.draft.budget import Budget
from i18n_pipeline.commands.draft.drafting import Drafting, Drafts
from i18n_pipeline.commands.draft.plan import DraftOptions, DraftPlan
from i18n_pipeline.commands.listener import Listener
from i18n_pipeline.commands.task import Task
from i18n_pipeline.errors import EngineError, LanguageError, as_finding
from i18n_pipeline.findings import Finding
from i18n_pipeline.project import project_glossary

NONE = "none"
"""The engine name for no engine: the memory alone."""


@contextmanager
def planned(
    task: Task, locales: Sequence[str], name: str, options: DraftOptions, listener: Listener
) -> Iterator[Drafting]:
    """Find the messages that need a draft; `name` is that of the engine, which is closed after the block.

    With an empty name or `none`, the memory alone is used. Raises SettingsError.
    """
    engine = engines.open_engine(task.config, name) if name not in {"", NONE} else None
    try:
        read = project_glossary.terms(task.config)
        listener.told(read.findings)
        with listener.over(task, "planned", tuple(locales)) as planning_task:
            plans = tuple(
                planning.plan(planning_task, locale, options, engine, read.terms.get(locale, ())) for locale in locales
            )
        unread = tuple(failure for plan in plans for failure in plan.failures)
        listener.told(unread)
        yield Drafting(plans, engine, read.terms, (*read.findings, *unread))
    finally:
        if engine:
            engines.close(engine)


def drafted(task: Task, locales: Sequence[str], name: str, listener: Listener) -> Drafts | None:
    """Plan and make drafts, within the limit of the settings and the account; None if there is nothing to draft.

    An error of the engine is among the drafts. Raises SettingsError.
    """
    with planned(task, locales, name, DraftOptions(), listener) as drafting:
        if not any(plan.pages for plan in drafting.plans):
            return None
        listener.planned(drafting)
        try:
            most = character_limit.lowest(task.config, drafting.engine, drafting.characters)
        except EngineError as error:  # the pages can still be written
            listener.told([as_finding(error)])
            return Drafts(drafting, errors=[as_finding(error)])
        drafts = Drafts(drafting, Budget(most))
        if listener.agrees(drafting, most):
            make(task, drafts, listener)
            task.records.look_again()
    return drafts


def make(task: Task, drafts: Drafts, listener: Listener) -> None:
    """Make the drafts of all plans, within the limit of their budget; the errors of the engine are among the drafts.

    After an interrupt, `drafts` has those made so far.
    """
    drafting = drafts.drafting
    with listener.sending(drafts):
        try:
            if drafting.engine and drafting.characters:
                listener.told(engines.prepared(drafting.engine, drafting.terms, task.config.source_locale))
            for plan in drafting.plans:
                _make(task, plan, drafts, listener)
        except EngineError as error:
            _add(drafts, as_finding(error), listener)


def _make(task: Task, plan: DraftPlan, drafts: Drafts, listener: Listener) -> None:
    """Make the drafts of one locale. Raises AccountError."""
    budget, engine = drafts.budget, drafts.drafting.engine
    done = drafts.done[plan.locale] = []
    try:
        with listener.phase(f"{plan.locale} drafted", len(plan.pages), drafts) as step:
            budget.step = step
            with closing(carry_out.run(replace(task, step=step), plan, engine, budget)) as outcomes:
                for page in outcomes:
                    if isinstance(page, Finding):
                        _add(drafts, page, listener)
                    else:
                        done.append(page)
    except LanguageError as error:
        _add(drafts, as_finding(error), listener)
    finally:
        listener.drafted(plan, drafts)


def _add(drafts: Drafts, error: Finding, listener: Listener) -> None:
    drafts.errors.append(error)
    listener.told([error])
