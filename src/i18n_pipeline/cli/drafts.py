"""What `draft` and `translate` have in common: plans, the question to a person, and the drafts themselves."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import click

from i18n_pipeline.cli.printing import count, listed, shown
from i18n_pipeline.cli.running import Run
from i18n_pipeline.drafting import carry
from i18n_pipeline.drafting import engine as engines
from i18n_pipeline.drafting import plan as planning
from i18n_pipeline.drafting.carry import Drafted
from i18n_pipeline.drafting.engine import Budget
from i18n_pipeline.drafting.plan import Plan, Wish
from i18n_pipeline.errors import LanguageError
from i18n_pipeline.model import Cost, Engine, Term
from i18n_pipeline.run import Failed

NONE = "none"
"""The engine that is none: the memory alone."""
ASK = 20_000
"""Characters from which on a person at a terminal is asked before they are sent."""


@dataclass(frozen=True, slots=True)
class Drafting:
    """What is to be drafted, and by what."""

    plans: tuple[Plan, ...]
    """One for each locale."""
    engine: Engine | None
    """The machine translator; None: the memory alone."""
    terms: Mapping[str, tuple[Term, ...]]
    """The glossary, by locale."""

    @property
    def characters(self) -> int:
        """Characters that have to be sent to the engine, in all locales."""
        return sum(plan.characters for plan in self.plans) if self.engine else 0


def planned(run: Run, name: str, wish: Wish, pages: Sequence[str] | None = None) -> Drafting:
    """Find what wants a draft, on some pages only if they are named; `name` is that of an engine.

    Without one, or with `none`, the memory alone is used. Raises SettingsError.
    """
    engine = engines.open_engine(run.task.config, name) if name not in {"", NONE} else None
    terms = engines.terms(run.task.config)
    with run.phase("planned"):
        task = run.task if pages is None else replace(run.task, pages=tuple(pages), whole=False)
        plans = [planning.plan(task, locale, wish, engine, terms.get(locale, ())) for locale in run.locales]
    for plan in plans:
        run.fail(plan.failures)
    return Drafting(tuple(plans), engine, terms)


def print_plans(run: Run, drafting: Drafting) -> None:
    """Say in a line for each locale what is going to be drafted; with -v, in one for each page too."""
    for plan in drafting.plans:
        texts = sum(len(page.messages) for page in plan.pages)
        remembered = sum(len(page.remembered) for page in plan.pages)
        kept = sum(wanted.encoded.xml in plan.known for wanted in plan.wanted)
        said = f"{plan.locale}: {count(texts, 'message')} on {count(len(plan.pages), 'page')}"
        said += f": {remembered} from the memory"
        if drafting.engine:
            said += f", {kept} answered before, {texts - remembered - kept} for {plan.engine}"
            said += f" ({_sent(plan.characters, plan.cost, drafting.engine)})"
        click.echo(said)
        pages = (f"{shown(page.page)}: {_of_page(plan, page, drafting.engine)}" for page in plan.pages)
        listed(list(pages), run.options, only_verbose=True)


def _of_page(plan: Plan, page: planning.PagePlan, engine: Engine | None) -> str:
    said = f"{count(len(page.messages), 'message')}, {len(page.remembered)} from the memory"
    return f"{said}, {_sent(plan.characters_of(page), plan.cost_of(page), engine)}" if engine else said


def _sent(characters: int, cost: Cost, engine: Engine) -> str:
    """Characters, and what they take: about so many tokens, about so much money."""
    said = [f"{characters:,} characters"]
    if characters and engine.unit != "characters":
        said.append(f"about {cost.amount:,} {engine.unit}")
    if characters and engine.currency:
        said.append(money(cost, engine, about="about "))
    return ", ".join(said)


def money(cost: Cost, engine: Engine, about: str = "") -> str:
    """Money for people to read; a small sum is not shown as none."""
    if 0 < cost.money < 0.01:
        return f"less than 0.01 {engine.currency}"
    return f"{about}{cost.money:,.2f} {engine.currency}"


def agreed(run: Run, drafting: Drafting, max_chars: int | None = None) -> bool:
    """Whether a person at a terminal lets much be sent; nobody is asked in a pipe."""
    most = min([drafting.characters, *_limits(run, max_chars)])
    if most < ASK or run.options.quiet or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return True
    return click.confirm(f"Send {most:,} characters to {drafting.plans[0].engine}?")


def _limits(run: Run, max_chars: int | None) -> list[int]:
    """The limits of the command line and of the settings."""
    return [limit for limit in (max_chars, run.task.config.max_chars) if limit is not None]


def make(run: Run, drafting: Drafting, max_chars: int | None = None, *, quiet: bool = False) -> bool:
    """Make the drafts of all plans, within the lowest limit; whether every message has one then.

    Raises EngineError where the engine cannot be used.
    """
    engine = drafting.engine
    limits = _limits(run, max_chars)
    if engine and drafting.characters:
        said = engines.prepared(engine, drafting.terms, run.task.config.source_locale)
        listed([f"note: {shown(one)}" for one in said], run.options, err=True)
        left = engine.left()
        limits += [] if left is None else [left]
    budget = Budget(min(limits, default=None))
    whole = [_make(run, plan, engine, budget, quiet=quiet) for plan in drafting.plans]
    if engine and budget.sent and not quiet:
        click.echo(f"{engine.name}: {_spent(budget, engine)}")
    return all(whole)


def _make(run: Run, plan: Plan, engine: Engine | None, budget: Budget, *, quiet: bool) -> bool:
    done: list[Drafted] = []
    try:
        with run.phase(f"{plan.locale} drafted", len(plan.pages), lambda: _spent(budget, engine) if engine else ""):
            budget.step = run.task.step
            for outcome in carry.run(run.task, plan, engine, budget):
                if isinstance(outcome, Failed):
                    run.fail([outcome])
                else:
                    done.append(outcome)
    except LanguageError as error:
        run.fail([Failed(error)])
    finally:
        _print_done(run, plan, done, budget.most, quiet=quiet)
    return not any(page.unsent or page.findings for page in done)


def _spent(budget: Budget, engine: Engine) -> str:
    """What was sent so far, and what the engine says that it cost."""
    said = [f"{budget.sent:,} characters sent"]
    if budget.cost.amount and engine.unit != "characters":
        said.append(f"{budget.cost.amount:,} {engine.unit}")
    if engine.currency:
        said.append(money(budget.cost, engine))
    return ", ".join(said)


def _print_done(run: Run, plan: Plan, done: Sequence[Drafted], most: int | None, *, quiet: bool) -> None:
    """What was drafted in a locale, and what stays without a draft."""
    made, remembered = sum(page.made for page in done), sum(page.remembered for page in done)
    unsent = sum(len(page.unsent) for page in done)
    findings = [finding for page in done for finding in page.findings]
    if not quiet:
        by = f", {made} by {plan.engine}" if plan.engine else ""
        click.echo(f"{plan.locale}: {count(made + remembered, 'draft')}, {remembered} from the memory{by}")
    if unsent and most is not None:
        smallest = min(size for page in done for size in page.unsent)
        why = f"no more than {most:,} may be sent, and the smallest request that is left has {smallest:,}"
        click.echo(f"{count(unsent, 'message')} did not fit into the limit of characters: {why}", err=True)
    listed([shown(f"{finding.file}: {finding.text}") for finding in findings], run.options, err=True)
