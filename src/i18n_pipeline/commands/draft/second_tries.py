"""Second tries: texts whose first reply was unusable are sent once more, as long as that helps.

They are sent while first tries are still running, within the same number of parallel requests. An engine whose second
replies are no better is soon left alone: `SPARE` second replies may be refused, and as many more for each usable one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial

from i18n_pipeline.commands.draft.judging import Judged, TrialPage, judged
from i18n_pipeline.commands.draft.plan import PagePlan, WantedDraft, in_requests
from i18n_pipeline.commands.draft.replies import Reply
from i18n_pipeline.commands.draft.requests import Asker
from i18n_pipeline.commands.draft.threads import URGENT, Pool
from i18n_pipeline.errors import EngineError
from i18n_pipeline.markdown.codes import GarbledError

SPARE = 8
"""Second tries allowed before any second reply is usable."""


@dataclass(slots=True)
class Sitting:
    """A page with all first replies, while its second tries run."""

    page: PagePlan
    """The page."""
    sheet: TrialPage
    """The page, to try drafts on."""
    judged: Judged
    """The drafts and problems so far."""
    open: int = 0
    """Its second requests under way."""
    skipped: int = 0
    """Its texts that were not sent a second time, since second tries do not help."""


@dataclass(slots=True)
class _Sent:
    """Second tries in one request."""

    sitting: Sitting
    wanted: list[WantedDraft]
    coming: Future[dict[str, Reply | EngineError]]


@dataclass(slots=True)
class SecondTries:
    """All second tries of a run in one language. Used by one thread."""

    asker: Asker
    """Asks the engine."""
    pool: Pool
    """The threads that send requests."""
    sent: deque[_Sent] = field(default_factory=deque)
    """Requests under way, oldest first."""
    good: int = 0
    """Texts whose second reply became a draft."""
    tried: int = 0
    """Texts sent a second time, including those under way."""

    def begin(self, sitting: Sitting, refused: Iterable[WantedDraft]) -> None:
        """Send texts of a page a second time, unless a second reply is kept already."""
        left = list(refused)
        while {one.encoded.xml for one in left} & {one.encoded.xml for sent in self.sent for one in sent.wanted}:
            self._settle()
        again = [one.again() for one in left]
        kept = self.asker.kept(again)
        self._take(sitting, [one for one in again if one.encoded.xml in kept], kept)
        rest = deque(one for one in again if one.encoded.xml not in kept)
        while rest and not self._is_over():
            if room := self._room():
                self._send(sitting, [rest.popleft() for _ in range(min(room, len(rest)))])
            else:
                self._settle()
        self._skip(sitting, rest)

    def settle_ready(self) -> None:
        """Take the replies that have arrived, without waiting."""
        while self.sent and self.sent[0].coming.done():
            self._settle()

    def settle(self, sitting: Sitting) -> None:
        """Wait for all replies to a page."""
        while sitting.open:
            self._settle()

    def _room(self) -> int:
        """The number of texts that may be sent now."""
        return max(0, SPARE * (1 + self.good) - (self.tried - self.good))

    def _is_over(self) -> bool:
        """Whether second tries have ended for this run."""
        return not self._room() and not self.sent

    def _send(self, sitting: Sitting, wanted: list[WantedDraft]) -> None:
        self.tried += len(wanted)
        for request in in_requests(wanted, self.asker.engine):
            sitting.open += 1
            coming = self.pool.submit(partial(self.asker.ask, request), URGENT)
            self.sent.append(_Sent(sitting, request, coming))

    def _settle(self) -> None:
        """Wait for the oldest request, and take its replies."""
        sent = self.sent.popleft()
        found = sent.coming.result()
        sent.sitting.open -= 1
        self.good += self._take(sent.sitting, sent.wanted, found)
        self.tried -= sum(isinstance(found[one.encoded.xml], EngineError) for one in sent.wanted)

    def _take(self, sitting: Sitting, wanted: list[WantedDraft], found: Mapping[str, Reply | EngineError]) -> int:
        """Judge second replies, and return the number of new drafts. Without a reply the first problem stays."""
        replies = ((one.key, one.encoded, found[one.encoded.xml]) for one in wanted)
        answered = [(key, encoded, reply) for key, encoded, reply in replies if not isinstance(reply, EngineError)]
        again = judged(sitting.sheet, answered)
        sitting.judged.problems |= again.problems
        for key, text in again.texts.items():
            del sitting.judged.problems[key]
            sitting.judged.texts[key] = text
        return len(again.texts)

    def _skip(self, sitting: Sitting, rest: Iterable[WantedDraft]) -> None:
        """Count texts not sent again; keep their first problem as second reply, so that the next run skips them."""
        for one in rest:
            sitting.skipped += 1
            problem = sitting.judged.problems[one.key]
            if isinstance(problem, GarbledError):
                self.asker.keep(one.batch, {one.encoded.xml: problem})


def to_repeat(sitting: Sitting, first: Mapping[str, Reply | EngineError]) -> Iterator[WantedDraft]:
    """The messages of a page whose first reply is unusable, without those that the engine itself refused."""
    for wanted in (wanted for section in sitting.page.sections for wanted in section):
        if wanted.key in sitting.judged.problems and isinstance(first[wanted.encoded.xml], str):
            yield wanted
