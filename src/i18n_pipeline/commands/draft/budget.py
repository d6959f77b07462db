"""The budget of a run: the characters sent so far, their cost, and the signal to stop."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Lock

from i18n_pipeline.commands.draft.character_limit import Limit
from i18n_pipeline.model import Cost


class Budget:
    """The budget of a run, and its use so far. Thread-safe."""

    def __init__(self, limit: Limit | None = None, step: Callable[[int], None] = lambda _: None) -> None:
        """`limit`: None for no limit; `step` is called with 0 after each change, to refresh a progress bar."""
        self.limit = limit
        self.step = step
        self.sent = 0
        """Characters sent, second tries included."""
        self.unanswered = 0
        """Characters sent that got no answer in time, and may be billed."""
        self.cost = Cost()
        """The cost of the answers, as reported by the engine."""
        self.doubtful = False
        """Whether a language was given up after failures, and no request succeeded since."""
        self.stopping = Event()
        """Set to send no more requests."""
        self.leaving = Event()
        """Set to end without waiting for requests under way."""
        self.lock = Lock()

    def take(self, number: int) -> bool:
        """Count `number` characters as sent if the limit allows them, and say whether it does."""
        with self.lock:
            if self.stopping.is_set() or (self.limit and number > self.limit.characters - self.sent):
                return False
            self.sent += number
        self.step(0)
        return True

    def give_back(self, number: int) -> None:
        """Count `number` characters as not sent: they were not, or the engine does not bill them."""
        with self.lock:
            self.sent -= number

    def lose(self, number: int) -> None:
        """Count `number` sent characters as unanswered."""
        with self.lock:
            self.unanswered += number

    def pay(self, cost: Cost) -> None:
        """Add the cost of an answer."""
        with self.lock:
            self.cost += cost
        self.step(0)

    def stop(self, *, at_once: bool = False) -> None:
        """Send no more requests; `at_once`: do not wait for those under way either."""
        self.stopping.set()
        if at_once:
            self.leaving.set()

    def wait(self, seconds: float) -> None:
        """Wait the given seconds, or until the run is stopped."""
        self.stopping.wait(seconds)
