"""Carries out a plan: sends texts, judges replies on their page, and writes drafts into its catalogue.

Several threads send requests. Replies are taken in page order, and each page's catalogue is written as soon as all its
replies have arrived.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

from i18n_pipeline.catalogue import extract, glossary
from i18n_pipeline.catalogue.merging import merge
from i18n_pipeline.catalogue.merging.merge import Key
from i18n_pipeline.checks.misplaced import misplaced
from i18n_pipeline.checks.suspicions import suspicions
from i18n_pipeline.commands.draft import candidates, judging
from i18n_pipeline.commands.draft import engine as engines
from i18n_pipeline.commands.draft.budget import Budget
from i18n_pipeline.commands.draft.engine import THREADS
from i18n_pipeline.commands.draft.judging import Sheet
from i18n_pipeline.commands.draft.plan import PagePlan, Plan, batches
from i18n_pipeline.commands.draft.replies import ANSWERS, Reply
from i18n_pipeline.commands.draft.requests import Asker, TooMuchError
from i18n_pipeline.commands.draft.second_tries import SecondTries, Sitting, to_repeat
from i18n_pipeline.commands.draft.threads import Pool
from i18n_pipeline.commands.import_.faults import cut
from i18n_pipeline.commands.work import Task
from i18n_pipeline.errors import EngineError, PipelineError
from i18n_pipeline.markdown.codes import GarbledError
from i18n_pipeline.model import Catalogue, Engine, Message
from i18n_pipeline.project import catalogue_files, project_files
from i18n_pipeline.project.cache import Cache
from i18n_pipeline.project.executor import Failed

__all__ = ["THREADS", "Drafted", "Failure", "Refused", "run"]

Replies: TypeAlias = Mapping[str, Reply | EngineError]


@dataclass(frozen=True, slots=True)
class Refused:
    """A message whose last reply cannot be a draft."""

    key: Key
    """Context and source text of the message."""
    reason: str
    """The problem of the reply, in a few words."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Messages of a page whose request failed; another run may succeed."""

    messages: int
    """Number of messages."""
    reason: str
    """The error message of the request."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """The outcome of one page."""

    page: str
    """The page, relative to the source folder."""
    remembered: int = 0
    """Drafts from the memory."""
    made: int = 0
    """Drafts from the engine, or from its kept replies."""
    unsent: tuple[int, ...] = ()
    """For each message over the limit, the characters of its request."""
    refused: tuple[Refused, ...] = ()
    """Messages whose reply is unusable, in page order."""
    failed: tuple[Failure, ...] = ()
    """Messages whose request failed."""
    skipped: int = 0
    """Refused messages not sent a second time, since second tries do not help."""
    changed: bool = False
    """Whether the catalogue changed."""


def run(task: Task, plan: Plan, engine: Engine | None, budget: Budget) -> Generator[Drafted | Failed, None, None]:
    """Carry out a plan, page by page.

    Raises AccountError and LanguageError after finishing all other pages. Closed early or interrupted, it sends no
    more requests, and keeps the replies to those under way.
    """
    if not (engine and plan.wanted):
        for page in plan.pages:
            yield _finished(task, plan, page)
            task.step(1)
        return
    with _asking(task, plan, engine, budget) as (asker, pool):
        for outcome in _carried(task, plan, asker, pool):
            yield outcome
            task.step(1)
    if asker.stopped:
        raise asker.stopped[0]


@contextmanager
def _asking(task: Task, plan: Plan, engine: Engine, budget: Budget) -> Iterator[tuple[Asker, Pool]]:
    """The asker and its threads, which stop at any exception."""
    with Cache(task.config.root, ANSWERS) as answers:
        pool = Pool(engines.requests(task.config, engine))
        try:
            yield Asker(engine, answers, budget, plan.ask_again), pool
        except BaseException:
            budget.stop()
            raise
        finally:
            pool.close(budget.leaving)


def _carried(task: Task, plan: Plan, asker: Asker, pool: Pool) -> Iterator[Drafted | Failed]:
    """The outcome of each page, in page order."""
    asked = [[pool.submit(partial(asker.ask, b)) for b in batches(page, asker.engine)] for page in plan.pages]
    again = SecondTries(asker, pool)
    first: dict[str, Reply | EngineError] = {}
    sittings: deque[Sitting | Failed] = deque()
    for page, coming in zip(plan.pages, asked, strict=True):
        for future in coming:
            first |= future.result()
        sittings.append(_begun(task, plan, page, first, again))
        again.settle_ready()
        while sittings and (isinstance(sittings[0], Failed) or not sittings[0].open):
            yield _ended(task, plan, asker, sittings.popleft())
    while sittings:
        if isinstance(sittings[0], Sitting):
            again.settle(sittings[0])
        yield _ended(task, plan, asker, sittings.popleft())


def _begun(task: Task, plan: Plan, page: PagePlan, first: Replies, again: SecondTries) -> Sitting | Failed:
    """Judge the first replies to a page, and begin second tries for unusable ones."""
    try:
        sheet = judging.sheet(task.config, plan.locale, page.page, page.messages)
    except PipelineError as error:
        return Failed(error)
    wanted = [wanted for section in page.sections for wanted in section]
    judged = judging.judged(sheet, ((one.key, one.encoded, first[one.encoded.xml]) for one in wanted))
    sitting = Sitting(page, sheet, judged)
    again.begin(sitting, to_repeat(sitting, first))
    return sitting


def _ended(task: Task, plan: Plan, asker: Asker, sitting: Sitting | Failed) -> Drafted | Failed:
    """Write the drafts of a page."""
    if isinstance(sitting, Failed):
        return sitting
    outcome = _finished(task, plan, sitting.page, sitting.judged.texts, sitting.sheet)
    if isinstance(outcome, Failed):
        return outcome
    problems = {key: sitting.judged.problems[key] for key in sitting.page.messages if key in sitting.judged.problems}
    refused = tuple(Refused(key, str(why)) for key, why in problems.items() if isinstance(why, GarbledError))
    errors = Counter(why for why in problems.values() if isinstance(why, EngineError))
    failed = tuple(Failure(n, str(why)) for why, n in errors.items() if not asker.is_told_at_the_end(why))
    unsent = tuple(why.characters for why in errors.elements() if isinstance(why, TooMuchError))
    return replace(outcome, unsent=unsent, refused=refused, failed=failed, skipped=sitting.skipped)


# --- a page ------------------------------------------------------------------------------------------


def _finished(
    task: Task, plan: Plan, page: PagePlan, texts: Mapping[Key, str] | None = None, sheet: Sheet | None = None
) -> Drafted | Failed:
    """Write the drafts from the memory and the engine's `texts` into a page's catalogue."""
    made = {
        key: candidates.drafted(page.messages[key], text, source) for key, (text, source) in page.remembered.items()
    }
    odd = _suspicions(page, texts or {})
    for key, text in (texts or {}).items():
        made[key] = candidates.drafted(page.messages[key], text, plan.engine, odd[key])
    try:
        changed = bool(made) and _written(task, plan.locale, page, sheet, made)
    except PipelineError as error:
        return Failed(error)
    refused = (
        tuple(Refused(key, f"the memory's text: {why}") for key, why in page.refused.items()) if not plan.engine else ()
    )
    return Drafted(page.page, len(page.remembered), len(texts or {}), refused=refused, changed=changed)


def _suspicions(page: PagePlan, texts: Mapping[Key, str]) -> dict[Key, list[str]]:
    """Signs of mistakes in drafts of a page: in each alone, and compared with others of the same request."""
    found: dict[Key, list[str]] = {}
    for section in page.sections:
        made = {one.key: one.batch for one in section if one.key in texts}
        for key, batch in made.items():
            terms = glossary.occurring(key[1], batch.terms)
            found[key] = [*suspicions(key[1], texts[key], terms, batch.locale, batch.source_locale)]
        keys = [*made]
        for place, other in misplaced([(key[1], texts[key]) for key in keys]).items():
            found[keys[place]].append(f"it reads like the translation of “{cut(keys[other][1])}”")
    return found


def _written(task: Task, locale: str, page: PagePlan, sheet: Sheet | None, made: Mapping[Key, Message]) -> bool:
    """Write drafts into the page's catalogue, except for messages that changed on disk meanwhile."""
    config = task.config
    read = sheet or judging.sheet(config, locale, page.page, page.messages)
    template = extract.template(project_files.reference(config, page.page), read.english)

    def change(old: Catalogue) -> Catalogue:
        current = merge.merge(old, template, near=config.merge.near / 100)
        messages = (made.get(m.key, m) if page.messages.get(m.key) == m else m for m in current.messages)
        return replace(current, messages=tuple(messages))

    return catalogue_files.change(config, locale, page.page, change, dry=False)
