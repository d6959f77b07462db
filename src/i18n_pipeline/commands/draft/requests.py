"""Requests to the engine: characters are counted before sending, and replies are kept before they are judged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock

from msgspec.structs import replace

from i18n_pipeline.commands.draft import replies
from i18n_pipeline.commands.draft.budget import Budget
from i18n_pipeline.commands.draft.character_limit import characters
from i18n_pipeline.commands.draft.plan import WantedDraft
from i18n_pipeline.commands.draft.replies import Reply
from i18n_pipeline.errors import (
    AccountError,
    EngineError,
    LanguageError,
    PipelineError,
    UnansweredError,
    UnreachableError,
)
from i18n_pipeline.markdown.codes import Encoded, GarbledError
from i18n_pipeline.model import Answer, Batch, Engine
from i18n_pipeline.project.cache import Cache

PATIENCE = 6
"""Failed requests in a row after which a language is given up."""
LITTLE = 2
"""The same, after another language was given up and no request succeeded since."""
TAG = re.compile(r"""<[gx]\s+id="(\d+)"\s*/?>""")
"""A tag of the XML in the reason of an engine."""


class TooMuchError(EngineError):
    """A request was not sent, since it would exceed the limit of characters."""

    def __init__(self, characters: int) -> None:
        """`characters`: the number in the request."""
        super().__init__(
            "it does not fit into the limit of characters", "raise --max-chars, or leave it for the next run"
        )
        self.characters = characters


class StoppedError(EngineError):
    """A request was not sent, since the run is stopping."""

    def __init__(self) -> None:
        """Set the message."""
        super().__init__("the run was stopped", "run the command again for the rest")


@dataclass(slots=True)
class Asker:
    """Asks the engine for translations into one language. Thread-safe."""

    engine: Engine
    """The engine."""
    answers: Cache
    """The kept replies."""
    budget: Budget
    """The limit and the counts of the run."""
    fresh: bool
    """Whether to ignore kept replies of earlier runs."""
    new: set[bytes] = field(default_factory=set)
    """The cache keys of this run's replies."""
    stopped: list[EngineError] = field(default_factory=list)
    """The errors that stopped requests in this language; the first is reported."""
    failed: int = 0
    """Failed requests in a row so far."""
    lock: Lock = field(default_factory=Lock)

    def is_told_at_the_end(self, error: EngineError) -> bool:
        """Whether an error is reported for the run and not for its page: it stopped the language, or is counted."""
        return isinstance(error, TooMuchError | StoppedError) or error in self.stopped

    def ask(self, wanted: Sequence[WantedDraft]) -> dict[str, Reply | EngineError]:
        """The reply to each text of a batch: a kept one, or a new one of the engine, which is kept at once."""
        found: dict[str, Reply | EngineError] = dict(self.kept(wanted))
        missing = [one for one in wanted if one.encoded.xml not in found]
        return found | (self._asked({one.encoded.xml: one for one in missing}) if missing else {})

    def kept(self, wanted: Iterable[WantedDraft]) -> dict[str, Reply]:
        """The kept replies by text."""
        names = {one.encoded.xml: replies.name(self.engine, one.batch, one.encoded.xml) for one in wanted}
        there = self.answers.get(name for name in names.values() if not self.fresh or name in self.new)
        return {text: replies.read(there[name]) for text, name in names.items() if name in there}

    def keep(self, batch: Batch, found: Mapping[str, Reply]) -> None:
        """Keep replies to texts of a batch."""
        named = {replies.name(self.engine, batch, text): replies.written(reply) for text, reply in found.items()}
        if named:
            self.answers.put(named)
            self.new.update(named)

    def _asked(self, wanted: Mapping[str, WantedDraft]) -> dict[str, Reply | EngineError]:
        """The engine's reply or an error for each text."""
        refused: list[EngineError] = []
        first = next(iter(wanted.values())).batch

        def may_send(number: int) -> bool:
            may = self.budget.take(number)
            if not may:
                refused.append(StoppedError() if self.budget.stopping.is_set() else TooMuchError(number))
            return may

        def keep(answers: Mapping[str, str]) -> None:
            self.keep(first, {text: replies.checked(answer) for text, answer in answers.items()})

        batch = replace(first, texts=tuple(wanted), may_send=may_send, keep=keep, wait=self.budget.wait)
        try:
            answer = self._translated(batch)
        except EngineError as error:
            return dict.fromkeys(batch.texts, refused[0] if refused and not self._is_final(error) else error)
        ended = answer.error if isinstance(answer.error, EngineError) else next(iter(refused), None)
        return self._taken(batch, wanted, answer, ended)

    def _is_final(self, error: EngineError) -> bool:
        return error in self.stopped

    def _taken(
        self, batch: Batch, wanted: Mapping[str, WantedDraft], answer: Answer, error: EngineError | None
    ) -> dict[str, Reply | EngineError]:
        """Keep the reply to each text of an answer; `error` is the reason for texts without a reply."""
        found: dict[str, Reply] = {}
        for place, text in enumerate(batch.texts):
            said, why = answer.texts[place], answer.refused.get(place)
            if said:
                found[text] = replies.checked(said)
            elif why or not error:
                found[text] = GarbledError(named(why or "there is no translation", wanted[text].encoded))
        self.keep(batch, found)
        rest = error or EngineError("the engine gave no answer")
        return {text: found.get(text, rest) for text in batch.texts}

    def _translated(self, batch: Batch) -> Answer:
        if self.stopped:
            raise self.stopped[0]
        number = characters(self.engine, batch)
        if not self.budget.take(number):
            raise StoppedError if self.budget.stopping.is_set() else TooMuchError(number)
        try:
            answer = self._answer(batch)
        except EngineError as error:
            self._failed(error, number)
            raise
        self.budget.pay(answer.cost)
        if isinstance(answer.error, EngineError):
            left = tuple(text for text, said in zip(batch.texts, answer.texts, strict=True) if not said)
            self._failed(answer.error, characters(self.engine, replace(batch, texts=left)), answered=True)
        else:
            self.failed, self.budget.doubtful = 0, False
        return answer

    def _answer(self, batch: Batch) -> Answer:
        try:
            answer = self.engine.translate(batch)
        except PipelineError:
            raise
        except Exception as error:  # an engine may be anybody's module
            raise EngineError(f"the engine failed: {type(error).__name__}: {error}") from error
        if len(answer.texts) != len(batch.texts):
            self.budget.pay(answer.cost)
            raise EngineError(f"the engine gave {len(answer.texts)} answers to {len(batch.texts)} texts")
        return answer

    def _failed(self, error: EngineError, number: int, *, answered: bool = False) -> None:
        """Count a failed request, and stop if further ones would fail too."""
        if isinstance(error, LanguageError | UnreachableError) and not answered:
            self.budget.give_back(number)
        if isinstance(error, UnansweredError):
            self.budget.lose(number)
        if isinstance(error, LanguageError | AccountError):
            self.stopped.append(error)
            return
        with self.lock:
            self.failed = 1 if answered else self.failed + 1
            most = LITTLE if self.budget.doubtful else PATIENCE
            if self.failed < most or self.stopped:
                return
            self.budget.doubtful = True
            self.stopped.append(
                LanguageError(
                    f"{error.text}; that was so {most} times in a row, so no more is sent in this language",
                    error.advice,
                )
            )


def named(reason: str, encoded: Encoded) -> str:
    """An engine's reason, with the Markdown in place of XML tags."""
    codes = {
        str(code.id): f"“{code.opening}{'' if code.closing is None else f'…{code.closing}'}”" for code in encoded.codes
    }
    return TAG.sub(lambda tag: codes.get(tag[1], tag[0]), reason)
