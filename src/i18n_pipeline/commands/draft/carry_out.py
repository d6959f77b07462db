"""Carries out a plan: sends texts, judges replies on their page, and writes drafts into its catalogue.

Several threads send requests. Replies are taken in page order, and each page's catalogue is written as soon as all its
replies have arrived.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.catalogue import page_template
from i18n_pipeline.catalogue.merging import merge
from i18n_pipeline.commands.draft import candidates, judging, suspicions
from i18n_pipeline.commands.draft import chosen_engine as engines
from i18n_pipeline.commands.draft.budget import Budget
from i18n_pipeline.commands.draft.judging import TrialPage
from i18n_pipeline.commands.draft.plan import DraftPlan, PagePlan, batches
from i18n_pipeline.commands.draft.replies import ANSWERS, Reply
from i18n_pipeline.commands.draft.requests import Asker, TooMuchError
from i18n_pipeline.commands.draft.second_tries import SecondTries, Sitting, to_repeat
from i18n_pipeline.commands.draft.threads import Pool
from i18n_pipeline.commands.task import Task
from i18n_pipeline.errors import EngineError, PipelineError, as_finding
from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.markdown.codes import GarbledError
from i18n_pipeline.model import Catalogue, Engine, Key, Message
from i18n_pipeline.project import catalogue_files, project_files
from i18n_pipeline.project.cache import Cache

Replies: TypeAlias = Mapping[str, Reply | EngineError]

REFUSED = "draft-refused"
"""Check id of the finding that a reply cannot be a draft."""
YOURSELF = "translate it yourself, or name another engine with --engine"
"""What to do about a message without a draft."""


class Drafted(Struct, frozen=True):
    """The outcome of one page."""

    page: str
    """The page, relative to the source folder."""
    remembered: int = 0
    """Drafts from the memory."""
    made: int = 0
    """Drafts from the engine, or from its kept replies."""
    unsent: tuple[int, ...] = ()
    """For each message over the limit, the characters of its request."""
    refused: tuple[Finding, ...] = ()
    """Messages whose last reply cannot be a draft, in page order, each with the problem of the reply."""
    failed: tuple[tuple[Finding, ...], ...] = ()
    """For each request that failed, its messages, each with the error of the request; another run may succeed."""
    skipped: int = 0
    """Refused messages not sent a second time, since second tries do not help."""
    changed: bool = False
    """Whether the catalogue changed."""


def run(task: Task, plan: DraftPlan, engine: Engine | None, budget: Budget) -> Generator[Drafted | Finding, None, None]:
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
def _asking(task: Task, plan: DraftPlan, engine: Engine, budget: Budget) -> Iterator[tuple[Asker, Pool]]:
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


def _carried(task: Task, plan: DraftPlan, asker: Asker, pool: Pool) -> Iterator[Drafted | Finding]:
    """The outcome of each page, in page order."""
    asked = [[pool.submit(partial(asker.ask, b)) for b in batches(page, asker.engine)] for page in plan.pages]
    again = SecondTries(asker, pool)
    first: dict[str, Reply | EngineError] = {}
    sittings: deque[Sitting | Finding] = deque()
    for page, coming in zip(plan.pages, asked, strict=True):
        for future in coming:
            first |= future.result()
        sittings.append(_begun(task, plan, page, first, again))
        again.settle_ready()
        while sittings and (isinstance(sittings[0], Finding) or not sittings[0].open):
            yield _ended(task, plan, asker, sittings.popleft())
    while sittings:
        if isinstance(sittings[0], Sitting):
            again.settle(sittings[0])
        yield _ended(task, plan, asker, sittings.popleft())


def _begun(task: Task, plan: DraftPlan, page: PagePlan, first: Replies, again: SecondTries) -> Sitting | Finding:
    """Judge the first replies to a page, and begin second tries for unusable ones."""
    try:
        sheet = judging.sheet(task.config, plan.locale, page.page, page.messages)
    except PipelineError as error:
        return as_finding(error)
    wanted = [wanted for section in page.sections for wanted in section]
    judged = judging.judged(sheet, ((one.key, one.encoded, first[one.encoded.xml]) for one in wanted))
    sitting = Sitting(page, sheet, judged)
    again.begin(sitting, to_repeat(sitting, first))
    return sitting


def _ended(task: Task, plan: DraftPlan, asker: Asker, sitting: Sitting | Finding) -> Drafted | Finding:
    """Write the drafts of a page."""
    if isinstance(sitting, Finding):
        return sitting
    outcome = _finished(task, plan, sitting.page, sitting.judged.texts, sitting.sheet)
    if isinstance(outcome, Finding):
        return outcome
    problems = {key: sitting.judged.problems[key] for key in sitting.page.messages if key in sitting.judged.problems}
    garbled = {key: why for key, why in problems.items() if isinstance(why, GarbledError)}
    refused = _placed(
        task, plan, sitting.page, (_without(key, REFUSED, str(why), YOURSELF) for key, why in garbled.items())
    )
    requests: dict[EngineError, list[Finding]] = {}
    for key, why in problems.items():
        if isinstance(why, EngineError) and not asker.is_told_at_the_end(why):
            requests.setdefault(why, []).append(_without(key, why.check, why.text, why.advice))
    failed = tuple(_placed(task, plan, sitting.page, messages) for messages in requests.values())
    unsent = tuple(why.characters for why in problems.values() if isinstance(why, TooMuchError))
    return replace(outcome, unsent=unsent, refused=refused, failed=failed, skipped=sitting.skipped)


def _without(key: Key, check: str, reason: str, advice: str) -> Finding:
    """The finding that a message has no draft; its page is left open."""
    return Finding(Severity.WARNING, check, reason, advice=advice, msgctxt=key[0], msgid=key[1])


def _placed(task: Task, plan: DraftPlan, page: PagePlan, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings about messages of a page, with the page and the locale."""
    name = project_files.reference(task.config, page.page)
    return tuple(replace(finding, file=name, page=name, locale=plan.locale) for finding in findings)


# --- a page ------------------------------------------------------------------------------------------


def _finished(
    task: Task, plan: DraftPlan, page: PagePlan, texts: Mapping[Key, str] | None = None, sheet: TrialPage | None = None
) -> Drafted | Finding:
    """Write the drafts from the memory and the engine's `texts` into a page's catalogue."""
    made = {
        key: candidates.drafted(page.messages[key], text, source) for key, (text, source) in page.remembered.items()
    }
    odd = suspicions.of_page(page, texts or {}, task.config)
    for key, text in (texts or {}).items():
        made[key] = candidates.drafted(page.messages[key], text, plan.engine, (one.text for one in odd[key]))
    try:
        changed = bool(made) and _written(task, plan.locale, page, sheet, made)
    except PipelineError as error:
        return as_finding(error)
    unusable = {} if plan.engine else page.refused
    refused = (_without(key, REFUSED, f"the memory's text: {why}", YOURSELF) for key, why in unusable.items())
    return Drafted(
        page.page, len(page.remembered), len(texts or {}), refused=_placed(task, plan, page, refused), changed=changed
    )


def _written(task: Task, locale: str, page: PagePlan, sheet: TrialPage | None, made: Mapping[Key, Message]) -> bool:
    """Write drafts into the page's catalogue, except for messages that changed on disk meanwhile."""
    config = task.config
    read = sheet or judging.sheet(config, locale, page.page, page.messages)
    template = page_template.template(project_files.reference(config, page.page), read.english)

    def change(old: Catalogue) -> Catalogue:
        current = merge.merge(old, template, near=config.merge.near / 100)
        messages = (made.get(m.key, m) if page.messages.get(m.key) == m else m for m in current.messages)
        return replace(current, messages=tuple(messages))

    return catalogue_files.change(config, locale, page.page, change, dry=False)
