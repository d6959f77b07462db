"""The common part of `draft` and `translate`: plans, the question before sending, and making drafts."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

import click

from i18n_pipeline.cli.printing import as_text, count, failed_lines, listed, undrafted_lines
from i18n_pipeline.cli.running import RunningCommand
from i18n_pipeline.cli.stopping import stopping
from i18n_pipeline.commands.draft import carry_out
from i18n_pipeline.commands.draft import engine as engines
from i18n_pipeline.commands.draft import plan as planning
from i18n_pipeline.commands.draft.budget import Budget, Limit
from i18n_pipeline.commands.draft.carry_out import Drafted
from i18n_pipeline.commands.draft.plan import DraftOptions, DraftPlan
from i18n_pipeline.commands.draft.reasons import grouped
from i18n_pipeline.errors import EngineError, LanguageError, as_finding
from i18n_pipeline.findings import Finding
from i18n_pipeline.model import Cost, Engine, Term
from i18n_pipeline.plain_text import escaped

NONE = "none"
"""The engine name for no engine: the memory alone."""
ASK = 20_000
"""Characters from which a person at a terminal is asked before sending."""
ADVICE = "translate these yourself, or name another engine with --engine; --ask-again sends them again, at full price"
"""Advice about refused replies."""


@dataclass(frozen=True, slots=True)
class Drafting:
    """Plans for all locales, and the engine."""

    plans: tuple[DraftPlan, ...]
    """One for each locale."""
    engine: Engine | None
    """The machine translator; None: the memory alone."""
    terms: Mapping[str, tuple[Term, ...]]
    """The glossary, by locale."""

    @property
    def characters(self) -> int:
        """Characters to send to the engine, in all locales."""
        return sum(plan.characters for plan in self.plans) if self.engine else 0


@dataclass(slots=True)
class Outcome:
    """The outcome of a run so far."""

    drafting: Drafting
    """The plans."""
    budget: Budget = field(default_factory=Budget)
    """Characters sent, and their cost."""
    done: dict[str, list[Drafted]] = field(default_factory=dict)
    """The outcome of each page, by locale."""
    errors: list[str] = field(default_factory=list)
    """The errors that ended it early."""

    @property
    def whole(self) -> bool:
        """Whether every message has a draft."""
        pages = [page for done in self.done.values() for page in done]
        return not any(page.unsent or page.refused or page.failed for page in pages)


def planned(run: RunningCommand, name: str, wish: DraftOptions, pages: Sequence[str] | None = None) -> Drafting:
    """Find the messages that need a draft, on `pages` or on all; `name` is that of the engine.

    With an empty name or `none`, the memory alone is used. Raises SettingsError.
    """
    engine = engines.open_engine(run.task.config, name) if name not in {"", NONE} else None
    read = engines.terms(run.task.config)
    run.tell(read.findings)
    terms = read.terms
    with run.phase("planned"):
        task = run.task if pages is None else replace(run.task, pages=tuple(pages), whole=False)
        plans = [planning.plan(task, locale, wish, engine, terms.get(locale, ())) for locale in run.locales]
    for plan in plans:
        run.tell(plan.failures)
    return Drafting(tuple(plans), engine, terms)


def print_plans(run: RunningCommand, drafting: Drafting) -> None:
    """Print a line about the plan of each locale, and with -v one for each page."""
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
        pages = (f"{escaped(page.page)}: {_of_page(plan, page, drafting.engine)}" for page in plan.pages)
        listed(list(pages), run.options, only_verbose=True)


def _of_page(plan: DraftPlan, page: planning.PagePlan, engine: Engine | None) -> str:
    said = f"{count(len(page.messages), 'message')}, {len(page.remembered)} from the memory"
    return f"{said}, {_sent(plan.characters_of(page), plan.cost_of(page), engine)}" if engine else said


def _sent(characters: int, cost: Cost, engine: Engine) -> str:
    """Characters to send, their estimated tokens and price."""
    said = [f"{characters:,} characters"]
    if characters and engine.billed_in != "characters":
        said.append(f"about {cost.amount:,} {engine.billed_in}")
    if characters and engine.currency:
        said.append(money(cost, engine, about="about "))
    return ", ".join(said)


def money(cost: Cost, engine: Engine, about: str = "") -> str:
    """Money for people; a small sum is `less than 0.01`, never `0.00`."""
    if 0 < cost.money < 0.01:
        return f"less than 0.01 {engine.currency}"
    return f"{about}{cost.money:,.2f} {engine.currency}"


# --- the limit and the question ------------------------------------------------------------------------


def limit(run: RunningCommand, drafting: Drafting, max_chars: int | None = None) -> Limit | None:
    """The lowest limit: of the command line, the settings, or the engine's account.

    None for no limit. Raises EngineError if the account cannot be queried.
    """
    engine = drafting.engine
    limits = [
        Limit(number, owner)
        for number, owner in (
            (max_chars, "--max-chars"),
            (run.task.config.draft.max_chars, "`max_chars` in the settings"),
        )
        if number is not None
    ]
    if engine and drafting.characters:
        left = engine.left()
        limits += [] if left is None else [Limit(left, f"what the account at {engine.name} has left")]
    return min(limits, key=lambda one: one.characters, default=None)


def agreed(run: RunningCommand, drafting: Drafting, limit: Limit | None) -> bool:
    """Whether to send: asks a person at a terminal before sending much; yes in a pipe."""
    most = min(drafting.characters, limit.characters) if limit else drafting.characters
    engine = drafting.engine
    if not engine or most < ASK or run.options.quiet or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return True
    return click.confirm(question(drafting, engine, limit), err=True)


def question(drafting: Drafting, engine: Engine, limit: Limit | None) -> str:
    """The question before sending much: how many characters, to which engine, at what price."""
    whole = drafting.characters
    most = min(whole, limit.characters) if limit else whole
    cost = sum((plan.cost for plan in drafting.plans), Cost())
    part = Cost(round(cost.amount * most / whole), cost.money * most / whole)
    price = _takes(part, engine) if engine.currency else [*_takes(part, engine), "no price is set, so no sum is known"]
    owner = f" of {whole:,}" if most < whole else ""
    why = f" The limit is {limit.owner}." if limit and most < whole else ""
    return f"Send {most:,}{owner} characters to {engine.name} ({', '.join(price)})?{why}"


def _takes(cost: Cost, engine: Engine) -> list[str]:
    """Estimated tokens and price."""
    said = [f"about {cost.amount:,} {engine.billed_in}"] if engine.billed_in != "characters" else []
    return said + ([money(cost, engine, about="about ")] if engine.currency else [])


# --- the drafts --------------------------------------------------------------------------------------


def make(run: RunningCommand, outcome: Outcome, *, quiet: bool = False) -> None:
    """Make the drafts of all plans, within the limit. Errors of the engine are printed and set the exit code.

    After an interrupt the characters sent are printed, and the outcome has the drafts so far.
    """
    budget, drafting = outcome.budget, outcome.drafting
    engine = drafting.engine

    def stop(times: int) -> None:
        budget.stop(at_once=times > 1)
        if times == 1:
            click.echo("Stopping: nothing more is sent. Replies to sent requests are waited for, and kept.", err=True)

    try:
        with stopping(stop):
            if engine and drafting.characters:
                run.tell(engines.prepared(engine, drafting.terms, run.task.config.source_locale))
            for plan in drafting.plans:
                _make(run, plan, engine, outcome, quiet=quiet)
    except EngineError as error:
        outcome.errors.append(str(error))
        run.tell([as_finding(error)])
    finally:
        if engine:
            engines.close(engine)
        if engine and budget.sent and (budget.stopping.is_set() or not quiet):
            stopped = "stopped: " if budget.stopping.is_set() else ""
            click.echo(f"{stopped}{engine.name}: {spent(budget, engine)}", err=bool(stopped))


def _make(run: RunningCommand, plan: DraftPlan, engine: Engine | None, outcome: Outcome, *, quiet: bool) -> None:
    """Make the drafts of one locale. Raises AccountError."""
    budget = outcome.budget
    done = outcome.done[plan.locale] = []
    try:
        with run.phase(f"{plan.locale} drafted", len(plan.pages), lambda: spent(budget, engine) if engine else ""):
            budget.step = run.task.step
            with closing(carry_out.run(run.task, plan, engine, budget)) as outcomes:
                for page in outcomes:
                    if isinstance(page, Finding):
                        outcome.errors.append(as_text(page))
                        run.tell([page])
                    else:
                        done.append(page)
    except LanguageError as error:
        outcome.errors.append(str(error))
        run.tell([as_finding(error)])
    finally:
        _print_done(run, plan, done, budget.limit, quiet=quiet)


def spent(budget: Budget, engine: Engine) -> str:
    """Characters sent so far, and their cost as reported by the engine."""
    said = [f"{budget.sent:,} characters sent"]
    if budget.cost.amount and engine.billed_in != "characters":
        said.append(f"{budget.cost.amount:,} {engine.billed_in}")
    if engine.currency:
        said.append(money(budget.cost, engine))
    if budget.unanswered:
        said.append(f"{budget.unanswered:,} characters unanswered, which may be billed too")
    return ", ".join(said)


def _print_done(
    run: RunningCommand, plan: DraftPlan, done: Sequence[Drafted], limit: Limit | None, *, quiet: bool
) -> None:
    """Print the drafts made in a locale, and the messages left without one."""
    made, remembered = sum(page.made for page in done), sum(page.remembered for page in done)
    if not quiet:
        by = f", {made} by {plan.engine}" if plan.engine else ""
        click.echo(f"{plan.locale}: {count(made + remembered, 'draft')}, {remembered} from the memory{by}")
    unsent = [size for page in done for size in page.unsent]
    if unsent and limit:
        most = f"{count(limit.characters, 'character')} ({limit.owner})"
        said = f"{count(len(unsent), 'message')} not sent: the limit is {most}"
        click.echo(f"{plan.locale}: {said}, the smallest request left has {min(unsent):,}", err=True)
    _print_refused(run, plan, done)
    listed(failed_lines(request for page in done for request in page.failed), run.options, err=True)


def _print_refused(run: RunningCommand, plan: DraftPlan, done: Sequence[Drafted]) -> None:
    """Print the messages whose replies were refused, the reasons, and advice."""
    refused = [one for page in done for one in page.refused]
    if not refused:
        return
    click.echo(f"{plan.locale}: {len(refused)} refused: {grouped(one.text for one in refused)}", err=True)
    skipped = sum(page.skipped for page in done)
    if skipped:
        why = "second replies were refused as well"
        click.echo(f"{plan.locale}: {count(skipped, 'message')} not sent a second time, since {why}", err=True)
    listed(undrafted_lines(refused), run.options, err=True)
    if plan.engine:
        click.echo(f"{plan.locale}: {ADVICE}", err=True)
