"""What `draft` and `translate` print about drafts: the plans, the progress, the drafts, and messages without one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import TYPE_CHECKING

import click

from i18n_pipeline.cli.money_question import agreed, money
from i18n_pipeline.cli.options import Options
from i18n_pipeline.cli.printing import failed_lines, listed, undrafted_lines
from i18n_pipeline.cli.running import RunningCommand, progress
from i18n_pipeline.cli.stopping import stopping
from i18n_pipeline.commands.draft.reasons import grouped
from i18n_pipeline.commands.listener import Listener
from i18n_pipeline.commands.task import Step
from i18n_pipeline.findings import how_many
from i18n_pipeline.model import Cost, Engine
from i18n_pipeline.plain_text import escaped

if TYPE_CHECKING:  # drafting is loaded by those who draft
    from i18n_pipeline.commands.draft.budget import Budget
    from i18n_pipeline.commands.draft.carry_out import Drafted
    from i18n_pipeline.commands.draft.drafting import Drafting, Drafts
    from i18n_pipeline.commands.draft.plan import DraftPlan, PagePlan

ADVICE = "translate these yourself, or name another engine with --engine; --ask-again sends them again, at full price"
"""Advice about refused replies."""


def listener(run: RunningCommand, *, quiet: bool) -> Listener:
    """Prints the results of a command, with its drafts unless `quiet`, and asks before much is sent."""

    def phase(name: str, total: int, drafts: Drafts | None) -> AbstractContextManager[Step]:
        return progress(run.options, total, name, partial(_spent, drafts) if drafts else str)

    return Listener(
        phase=phase,
        made=run.show,
        told=run.tell,
        planned=partial(print_plans, run.options) if not quiet else lambda _: None,
        agrees=partial(agreed, quiet=run.options.quiet),
        sending=partial(_sending, quiet=quiet),
        drafted=partial(_print_drafts, run, quiet=quiet),
    )


@contextmanager
def _sending(drafts: Drafts, *, quiet: bool) -> Iterator[None]:
    """While requests are sent, Ctrl-C stops the budget; afterwards the characters sent are printed."""
    budget = drafts.budget

    def stop(times: int) -> None:
        budget.stop(at_once=times > 1)
        if times == 1:
            click.echo("Stopping: nothing more is sent. Replies to sent requests are waited for, and kept.", err=True)

    try:
        with stopping(stop):
            yield
    finally:
        engine = drafts.drafting.engine
        if engine and budget.sent and (budget.stopping.is_set() or not quiet):
            stopped = "stopped: " if budget.stopping.is_set() else ""
            click.echo(f"{stopped}{engine.name}: {spent(budget, engine)}", err=bool(stopped))


def _spent(drafts: Drafts) -> str:
    return spent(drafts.budget, drafts.drafting.engine) if drafts.drafting.engine else ""


# --- the plan ------------------------------------------------------------------------------------------


def print_plans(options: Options, drafting: Drafting) -> None:
    """Print a line about the plan of each locale, and with -v one for each page."""
    for plan in drafting.plans:
        texts = sum(len(page.messages) for page in plan.pages)
        remembered = sum(len(page.remembered) for page in plan.pages)
        kept = sum(wanted.encoded.xml in plan.known for wanted in plan.wanted)
        said = f"{plan.locale}: {how_many(texts, 'message')} on {how_many(len(plan.pages), 'page')}"
        said += f": {remembered} from the memory"
        if drafting.engine:
            said += f", {kept} answered before, {texts - remembered - kept} for {plan.engine}"
            said += f" ({_sent(plan.characters, plan.cost, drafting.engine)})"
        click.echo(said)
        pages = (f"{escaped(page.page)}: {_of_page(plan, page, drafting.engine)}" for page in plan.pages)
        listed(list(pages), options, only_verbose=True)


def _of_page(plan: DraftPlan, page: PagePlan, engine: Engine | None) -> str:
    said = f"{how_many(len(page.messages), 'message')}, {len(page.remembered)} from the memory"
    return f"{said}, {_sent(plan.characters_of(page), plan.cost_of(page), engine)}" if engine else said


def _sent(characters: int, cost: Cost, engine: Engine) -> str:
    """Characters to send, their estimated tokens and price."""
    said = [f"{characters:,} characters"]
    if characters and engine.billed_in != "characters":
        said.append(f"about {cost.amount:,} {engine.billed_in}")
    if characters and engine.currency:
        said.append(money(cost, engine, about="about "))
    return ", ".join(said)


# --- the drafts ----------------------------------------------------------------------------------------


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


def _print_drafts(run: RunningCommand, plan: DraftPlan, drafts: Drafts, *, quiet: bool) -> None:
    """Print the drafts made in a locale, and the messages left without one."""
    done, limit = drafts.done[plan.locale], drafts.budget.limit
    made, remembered = sum(page.made for page in done), sum(page.remembered for page in done)
    if not quiet:
        by = f", {made} by {plan.engine}" if plan.engine else ""
        click.echo(f"{plan.locale}: {how_many(made + remembered, 'draft')}, {remembered} from the memory{by}")
    unsent = [size for page in done for size in page.unsent]
    if unsent and limit:
        most = f"{how_many(limit.characters, 'character')} ({limit.owner})"
        said = f"{how_many(len(unsent), 'message')} not sent: the limit is {most}"
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
        click.echo(f"{plan.locale}: {how_many(skipped, 'message')} not sent a second time, since {why}", err=True)
    listed(undrafted_lines(refused), run.options, err=True)
    if plan.engine:
        click.echo(f"{plan.locale}: {ADVICE}", err=True)
