"""A plan carried out: what is sent is counted before, an answer is kept before it is looked at.

Requests go out from several threads; their answers are taken in the order of the pages, and each page's catalogue is
written as soon as all of its answers are in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from i18n_pipeline import site, store
from i18n_pipeline.cache import Cache
from i18n_pipeline.catalogue import glossary, merge
from i18n_pipeline.drafting.engine import Budget
from i18n_pipeline.drafting.plan import CACHE, PagePlan, Plan, Wanted
from i18n_pipeline.errors import AccountError, EngineError, PipelineError
from i18n_pipeline.jobs import english_messages
from i18n_pipeline.markdown import inline
from i18n_pipeline.markdown.inline import GarbledError
from i18n_pipeline.model import Batch, Catalogue, Engine, Finding, Message
from i18n_pipeline.run import Failed
from i18n_pipeline.stages import draft
from i18n_pipeline.stages.draft import Key
from i18n_pipeline.stages.suspect import suspicions
from i18n_pipeline.work import Task

THREADS = 4
"""Requests that are under way at a time."""
PATIENCE = 6
"""As many requests may fail one after the other before no more are sent."""


class TooMuchError(EngineError):
    """A request was not sent, since it would pass the limit of characters."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """What became of one page."""

    page: str
    """The page, relative to the source folder."""
    remembered: int
    """Drafts from the memory."""
    made: int
    """Drafts from the engine, or from its kept answers."""
    findings: tuple[Finding, ...]
    """Messages that stay as they are, and why."""
    changed: bool
    """Whether the catalogue changed."""


def run(task: Task, plan: Plan, engine: Engine | None, budget: Budget) -> Iterator[Drafted | Failed]:
    """Carry out a plan, page by page. Raises AccountError, after all that could be finished is."""
    asker = _Asker(engine, Cache(task.config.root / CACHE), budget) if engine and plan.wanted else None
    batches = [list(_batches(page, asker.engine)) if asker else [] for page in plan.pages]
    try:
        with ThreadPoolExecutor(THREADS) as threads:
            asked = threads.map(asker.ask, [batch for page in batches for batch in page]) if asker else iter(())
            answers: dict[str, str | EngineError] = {}
            for page, own in zip(plan.pages, batches, strict=True):
                for _ in own:
                    answers |= next(asked)
                yield _outcome(task, plan, page, answers, asker)
    finally:
        if asker:
            asker.cache.close()
    if asker and asker.stopped:
        raise asker.stopped[0]


def _batches(page: PagePlan, engine: Engine) -> Iterator[list[Wanted]]:
    """What of a page stands here first, section by section, in requests that the engine takes."""
    for section in page.sections:
        batch: list[Wanted] = []
        size = 0
        for wanted in (one for one in section if one.first):
            length = len(wanted.encoded.xml.encode())
            if batch and (len(batch) >= engine.most_texts or size + length > engine.most_bytes):
                yield batch
                batch, size = [], 0
            batch.append(wanted)
            size += length
        if batch:
            yield batch


# --- asking ------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Asker:
    """Asks the engine; used from several threads."""

    engine: Engine
    cache: Cache
    budget: Budget
    stopped: list[AccountError] = field(default_factory=list)
    failed: int = 0

    def ask(self, batch: Sequence[Wanted]) -> dict[str, str | EngineError]:
        """The answer to each text of a batch: one that was kept, or one of the engine, which is kept first of all."""
        request = batch[0].batch
        known = {w.encoded.xml: self.cache.get(self.engine.key, request, w.encoded.xml) for w in batch}
        missing = tuple(text for text, answer in known.items() if answer is None)
        found: dict[str, str | EngineError] = {text: answer for text, answer in known.items() if answer is not None}
        return found | (self._sent(replace(request, texts=missing, may_send=self.budget.take)) if missing else {})

    def _sent(self, request: Batch) -> dict[str, str | EngineError]:
        try:
            texts = self._translated(request)
        except EngineError as error:
            return dict.fromkeys(request.texts, error)
        answers = {text: said for text, said in zip(request.texts, texts, strict=True) if said}
        self.cache.put(self.engine.key, request, answers)
        return {text: answers.get(text, EngineError("the engine gave no answer")) for text in request.texts}

    def _translated(self, request: Batch) -> tuple[str | None, ...]:
        if self.stopped:
            raise self.stopped[0]
        if not self.budget.take(sum(len(inline.words(text)) for text in request.texts)):
            raise TooMuchError("it does not fit into max_chars")
        try:
            texts = self.engine.translate(request).texts
        except AccountError as error:
            self.stopped.append(error)
            raise
        except EngineError as error:
            self.failed += 1
            if self.failed >= PATIENCE:
                self.stopped.append(AccountError(f"{error}; that was so {PATIENCE} times in a row, so the run stops"))
            raise
        self.failed = 0
        if len(texts) != len(request.texts):
            raise EngineError(f"the engine gave {len(texts)} answers to {len(request.texts)} texts")
        return texts


# --- a page ------------------------------------------------------------------------------------------


def _outcome(
    task: Task, plan: Plan, page: PagePlan, answers: Mapping[str, str | EngineError], asker: _Asker | None
) -> Drafted | Failed:
    """Put what there is for a page into its catalogue."""
    made = {key: draft.drafted(page.messages[key], text, source) for key, (text, source) in page.remembered.items()}
    answered, findings = _answered(task, plan, page, answers, asker) if asker else ({}, ())
    made |= answered
    try:
        changed = bool(made) and _written(task, plan.locale, page, made)
    except PipelineError as error:
        return Failed(error)
    remembered = len(page.remembered)
    return Drafted(page.page, remembered, len(answered), findings, changed)


def _answered(
    task: Task, plan: Plan, page: PagePlan, answers: Mapping[str, str | EngineError], asker: _Asker
) -> tuple[dict[Key, Message], tuple[Finding, ...]]:
    """The messages of a page with the engine's drafts, and why others have none."""
    made: dict[Key, Message] = {}
    findings: list[Finding] = []
    name = site.reference(task.config, page.page)
    for wanted in (wanted for section in page.sections for wanted in section):
        try:
            text = _decoded(wanted, answers[wanted.encoded.xml], asker)
        except (GarbledError, EngineError) as error:
            check = "max_chars" if isinstance(error, TooMuchError) else "draft"
            findings.append(Finding(name, 0, check, f"no draft of “{wanted.key[1]}”: {error}"))
        else:
            odd = suspicions(wanted.key[1], text, glossary.occurring(wanted.key[1], wanted.batch.terms))
            made[wanted.key] = draft.drafted(page.messages[wanted.key], text, plan.engine, odd)
    return made, tuple(findings)


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
