"""What a run may send, what it sent, and whether it is to stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Lock

from i18n_pipeline.markdown import inline
from i18n_pipeline.model import Batch, Cost, Engine


@dataclass(frozen=True, slots=True)
class Limit:
    """The most characters that one run may send."""

    characters: int
    """The number, as `characters` counts."""
    owner: str
    """Where the number is from, for people: `--max-chars`, a setting, the account."""


def characters(engine: Engine, batch: Batch) -> int:
    """Characters of the texts of a batch, markup left out: the one count of plan, limit and bill.

    An engine that bills characters says what it bills; for the others a character is one of the page's text.
    """
    if engine.unit == "characters":
        return engine.estimate(batch).amount
    return sum(len(inline.words(text)) for text in batch.texts)


class Budget:
    """What a run may send, and what it took so far. Used from several threads."""

    def __init__(self, limit: Limit | None = None, step: Callable[[int], None] = lambda _: None) -> None:
        """`limit`: None for none; `step` is called with 0 whenever there is something new to show."""
        self.limit = limit
        self.step = step
        self.sent = 0
        """Characters sent, those of second tries included."""
        self.unanswered = 0
        """How many of them got no answer in time, and may be billed."""
        self.cost = Cost()
        """What the answers cost, as far as the engine said."""
        self.doubtful = False
        """Whether a language was given up after failures, and no request went well since."""
        self.stopping = Event()
        """Set when nothing more is to be sent."""
        self.leaving = Event()
        """Set when nobody waits any more for what is under way."""
        self.lock = Lock()

    def take(self, number: int) -> bool:
        """Whether so many characters may be sent, which count as sent then; never more than the limit in all."""
        with self.lock:
            if self.stopping.is_set() or (self.limit and number > self.limit.characters - self.sent):
                return False
            self.sent += number
        self.step(0)
        return True

    def give_back(self, number: int) -> None:
        """Characters that were taken were not sent, or the engine said that it bills none of them."""
        with self.lock:
            self.sent -= number

    def lose(self, number: int) -> None:
        """So many characters were sent and got no answer in time."""
        with self.lock:
            self.unanswered += number

    def pay(self, cost: Cost) -> None:
        """An answer cost so much."""
        with self.lock:
            self.cost += cost
        self.step(0)

    def stop(self, *, at_once: bool = False) -> None:
        """Let nothing more be sent; `at_once`: and do not wait for what is under way."""
        self.stopping.set()
        if at_once:
            self.leaving.set()

    def wait(self, seconds: float) -> None:
        """Wait, but no longer than until the run is to stop."""
        self.stopping.wait(seconds)
