"""A plan carried out: what is sent is counted before, an answer is kept before it is looked at.

Requests go out from several threads; their answers are taken in the order of the pages, and each page's catalogue is
written as soon as all of its answers are in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import chain

from i18n_pipeline import site, store
from i18n_pipeline.cache import Cache
from i18n_pipeline.catalogue import glossary, merge
from i18n_pipeline.catalogue.merge import Key
from i18n_pipeline.drafting.engine import Budget
from i18n_pipeline.drafting.plan import ANSWERS, PagePlan, Plan, Wanted, batches, request
from i18n_pipeline.errors import AccountError, EngineError, LanguageError, PipelineError
from i18n_pipeline.jobs import english_messages
from i18n_pipeline.markdown import inline
from i18n_pipeline.markdown.inline import GarbledError
from i18n_pipeline.model import Answer, Batch, Catalogue, Engine, Finding, Message
from i18n_pipeline.run import Failed
from i18n_pipeline.stages import draft
from i18n_pipeline.stages.suspect import suspicions
from i18n_pipeline.work import Task

THREADS = 4
"""Requests that are under way at a time."""
PATIENCE = 6
"""As many requests may fail one after the other before no more are sent."""


class TooMuchError(EngineError):
    """A request was not sent, since it would pass the limit of characters."""

    def __init__(self, characters: int) -> None:
        """It has so many."""
        super().__init__("it does not fit into the limit of characters")
        self.characters = characters


@dataclass(frozen=True, slots=True)
class Drafted:
    """What became of one page."""

    page: str
    """The page, relative to the source folder."""
    remembered: int
    """Drafts from the memory."""
    made: int
    """Drafts from the engine, or from its kept answers."""
    unsent: tuple[int, ...]
    """For each message that did not fit into the limit, how many characters its request has."""
    findings: tuple[Finding, ...]
    """Other messages that stay as they are, and why."""
    changed: bool
    """Whether the catalogue changed."""


def run(task: Task, plan: Plan, engine: Engine | None, budget: Budget) -> Iterator[Drafted | Failed]:
    """Carry out a plan, page by page. Raises AccountError and LanguageError, after all that could be finished is."""
    asker = None
    if engine and plan.wanted:
        asker = _Asker(engine, Cache(task.config.root, ANSWERS), budget, plan.ask_again)
    asked = [list(batches(page, asker.engine)) if asker else [] for page in plan.pages]
    try:
        with ThreadPoolExecutor(THREADS) as threads:
            coming = threads.map(asker.ask, [batch for page in asked for batch in page]) if asker else iter(())
            answers: dict[str, str | EngineError] = {}
            for page, own in zip(plan.pages, asked, strict=True):
                for _ in own:
                    answers |= next(coming)
                yield _outcome(task, plan, page, answers, asker)
                task.step(1)
    finally:
        if asker:
            asker.answers.close()
    if asker and asker.stopped:
        raise asker.stopped[0]


# --- asking ------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Asker:
    """Asks the engine; used from several threads."""

    engine: Engine
    answers: Cache
    budget: Budget
    fresh: bool
    """Answers of earlier runs do not count."""
    new: set[bytes] = field(default_factory=set)
    """The names of what was answered in this run."""
    stopped: list[EngineError] = field(default_factory=list)
    failed: int = 0

    def said_at_the_end(self, error: EngineError) -> bool:
        """Whether an error is no matter of one page: it stopped the run, or is counted."""
        return isinstance(error, TooMuchError) or error in self.stopped

    def ask(self, batch: Sequence[Wanted]) -> dict[str, str | EngineError]:
        """The answer to each text of a batch: one that was kept, or one of the engine, which is kept first of all."""
        asked = batch[0].batch
        names = {w.encoded.xml: request(self.engine, asked, w.encoded.xml) for w in batch}
        kept = self.answers.get(name for name in names.values() if not self.fresh or name in self.new)
        found: dict[str, str | EngineError] = {text: kept[name] for text, name in names.items() if name in kept}
        missing = tuple(text for text in names if text not in found)
        return found | (self._sent(self._batch(asked, missing)) if missing else {})

    def _batch(self, asked: Batch, texts: tuple[str, ...]) -> Batch:
        def keep(answers: Mapping[str, str]) -> None:
            named = {request(self.engine, asked, text): answer for text, answer in answers.items()}
            self.answers.put(named)
            self.new.update(named)

        return replace(asked, texts=texts, may_send=self.budget.take, keep=keep, pay=self.budget.pay)

    def _sent(self, batch: Batch) -> dict[str, str | EngineError]:
        try:
            texts = self._translated(batch)
        except EngineError as error:
            return dict.fromkeys(batch.texts, error)
        said = {text: answer for text, answer in zip(batch.texts, texts, strict=True) if answer}
        batch.keep(said)
        none = EngineError("the engine gave no answer")
        return {text: said.get(text, none) for text in batch.texts}

    def _answer(self, batch: Batch) -> Answer:
        try:
            return self.engine.translate(batch)
        except PipelineError:
            raise
        except Exception as error:  # an engine may be anybody's module
            raise EngineError(f"the engine failed: {type(error).__name__}: {error}") from error

    def _translated(self, batch: Batch) -> tuple[str | None, ...]:
        if self.stopped:
            raise self.stopped[0]
        characters = sum(len(inline.words(text)) for text in batch.texts)
        if not self.budget.take(characters):
            raise TooMuchError(characters)
        try:
            answer = self._answer(batch)
        except LanguageError as error:
            self.budget.give_back(characters)
            self.stopped.append(error)
            raise
        except AccountError as error:
            self.stopped.append(error)
            raise
        except EngineError as error:
            self.failed += 1
            if self.failed >= PATIENCE:
                self.stopped.append(AccountError(f"{error}; that was so {PATIENCE} times in a row, so the run stops"))
            raise
        self.failed = 0
        self.budget.pay(answer.cost)
        if len(answer.texts) != len(batch.texts):
            raise EngineError(f"the engine gave {len(answer.texts)} answers to {len(batch.texts)} texts")
        return answer.texts


# --- a page ------------------------------------------------------------------------------------------


def _outcome(
    task: Task, plan: Plan, page: PagePlan, answers: Mapping[str, str | EngineError], asker: _Asker | None
) -> Drafted | Failed:
    """Put what there is for a page into its catalogue."""
    made = {key: draft.drafted(page.messages[key], text, source) for key, (text, source) in page.remembered.items()}
    found = _answered(plan, page, answers, asker) if asker else _Answered()
    made |= found.made
    name = site.reference(task.config, page.page)
    findings = tuple(Finding(name, 0, "draft", problem) for problem in found.problems)
    try:
        changed = bool(made) and _written(task, plan.locale, page, made)
    except PipelineError as error:
        return Failed(error)
    return Drafted(page.page, len(page.remembered), len(found.made), found.unsent, findings, changed)


@dataclass(frozen=True, slots=True)
class _Answered:
    """What the engine's answers are worth for one page."""

    made: Mapping[Key, Message] = field(default_factory=dict)
    """The messages that have a draft now."""
    unsent: tuple[int, ...] = ()
    """For each message that did not fit into the limit, how many characters its request has."""
    problems: tuple[str, ...] = ()
    """Why others have none."""


def _answered(plan: Plan, page: PagePlan, answers: Mapping[str, str | EngineError], asker: _Asker) -> _Answered:
    made: dict[Key, Message] = {}
    refused: list[str] = []
    failed: Counter[EngineError] = Counter()
    for wanted in (wanted for section in page.sections for wanted in section):
        msgid = wanted.key[1]
        try:
            text = _decoded(wanted, answers[wanted.encoded.xml], asker)
        except GarbledError as error:
            refused.append(f"no draft of “{msgid}”: {error}")
        except EngineError as error:
            failed[error] += 1
        else:
            odd = suspicions(msgid, text, glossary.occurring(msgid, wanted.batch.terms))
            made[wanted.key] = draft.drafted(page.messages[wanted.key], text, plan.engine, odd)
    unsent = [[error.characters] * number for error, number in failed.items() if isinstance(error, TooMuchError)]
    said = (f"no draft of {_number(n)}: {error}" for error, n in failed.items() if not asker.said_at_the_end(error))
    return _Answered(made, tuple(chain.from_iterable(unsent)), (*said, *refused))


def _number(messages: int) -> str:
    return "one message" if messages == 1 else f"{messages} messages"


def _decoded(wanted: Wanted, answer: str | EngineError, asker: _Asker) -> str:
    """The text of an answer; one that lost markup is asked for once more. Raises GarbledError and EngineError."""
    if isinstance(answer, EngineError):
        raise answer
    try:
        return inline.decode(wanted.encoded, answer)
    except GarbledError:
        again = asker.ask([replace(wanted, batch=replace(wanted.batch, again=True))])[wanted.encoded.xml]
        if isinstance(again, EngineError):
            raise
        return inline.decode(wanted.encoded, again)


def _written(task: Task, locale: str, page: PagePlan, made: Mapping[Key, Message]) -> bool:
    """Put drafts into the page's catalogue, where nobody wrote anything meanwhile."""
    config = task.config
    template, _ = english_messages(task.job(locale, page.page))

    def change(old: Catalogue) -> Catalogue:
        current = merge.merge(old, template, near=config.near / 100)
        messages = (made.get(m.key, m) if page.messages.get(m.key) == m else m for m in current.messages)
        return replace(current, messages=tuple(messages))

    return store.change(config, locale, page.page, change, dry=False)
