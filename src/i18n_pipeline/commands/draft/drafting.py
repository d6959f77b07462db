"""What a run of `draft` is about to do in all locales, and what it has done: the values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from msgspec import Struct

from i18n_pipeline.commands.draft.budget import Budget
from i18n_pipeline.commands.draft.carry_out import Drafted
from i18n_pipeline.commands.draft.character_limit import Limit
from i18n_pipeline.commands.draft.plan import DraftPlan
from i18n_pipeline.findings import Finding
from i18n_pipeline.model import Cost, Engine, Term


class Drafting(Struct, frozen=True):
    """Plans for all locales, and the engine."""

    plans: tuple[DraftPlan, ...]
    """One for each locale."""
    engine: Engine | None
    """The machine translator; None: the memory alone."""
    terms: Mapping[str, tuple[Term, ...]]
    """The glossary, by locale."""
    findings: tuple[Finding, ...] = ()
    """Faults of the glossary, and the pages and catalogues that could not be read."""

    @property
    def characters(self) -> int:
        """Characters to send to the engine, in all locales."""
        return sum(plan.characters for plan in self.plans) if self.engine else 0

    def within(self, limit: Limit | None) -> tuple[int, Cost]:
        """Characters to send within a limit, and their estimated cost."""
        whole = self.characters
        most = min(whole, limit.characters) if limit else whole
        cost = sum((plan.cost for plan in self.plans), Cost())
        return most, Cost(round(cost.amount * most / whole), cost.money * most / whole) if whole else Cost()


@dataclass(slots=True)
class Drafts:
    """The drafts of a run so far; also of one that was interrupted."""

    drafting: Drafting
    """The plans."""
    budget: Budget = field(default_factory=Budget)
    """Characters sent, and their cost."""
    done: dict[str, list[Drafted]] = field(default_factory=dict)
    """The outcome of each page, by locale."""
    errors: list[Finding] = field(default_factory=list)
    """The errors that ended a page, a language or the run early."""

    @property
    def whole(self) -> bool:
        """Whether every message has a draft."""
        pages = [page for done in self.done.values() for page in done]
        return not any(page.unsent or page.refused or page.failed for page in pages)
