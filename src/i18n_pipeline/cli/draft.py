"""`draft`: fill untranslated messages, from the memory first, then from an engine."""

from __future__ import annotations

import json
from typing import Any

import click

from i18n_pipeline.cli.draft_printing import listener
from i18n_pipeline.cli.options import PAGES, Options, global_options
from i18n_pipeline.cli.printing import printed_for_programs
from i18n_pipeline.cli.running import running
from i18n_pipeline.commands.draft import character_limit, every_locale
from i18n_pipeline.commands.draft.budget import Budget
from i18n_pipeline.commands.draft.carry_out import Drafted
from i18n_pipeline.commands.draft.drafting import Drafts
from i18n_pipeline.commands.draft.plan import DraftOptions, DraftPlan
from i18n_pipeline.model import Cost, Engine


@click.command()
@PAGES
@click.option("--engine", "name", metavar="NAME", help="Engine for this run; 'none': memory only.")
@click.option("--max-chars", type=click.IntRange(0), metavar="N", help="Send at most N characters.")
@click.option("--stale", is_flag=True, help="Also stale messages; the old text stays as a comment.")
@click.option("--redraft", is_flag=True, help="Also messages with a draft.")
@click.option("--ask-again", is_flag=True, help="Ignore the engine's earlier replies to these messages.")
@click.option("--dry-run", "dry", is_flag=True, help="Send nothing, only print the plan.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Print text or JSON.")
@global_options
@click.pass_obj
def draft(  # noqa: PLR0913 - click gives each option by itself
    options: Options,
    /,
    *,
    pages: tuple[str, ...],
    name: str | None,
    max_chars: int | None,
    stale: bool,
    redraft: bool,
    ask_again: bool,
    dry: bool,
    form: str,
    **given: Any,
) -> None:
    """Fill untranslated messages with drafts: from the memory, then from the engine."""
    with running(options, given, pages, bar=False) as run:
        chosen = run.task.config.draft.engine if name is None else name
        quiet = run.options.quiet or form == "json"
        shown = listener(run, quiet=quiet)
        with every_locale.planned(
            run.task, run.locales, chosen, DraftOptions(stale, redraft, ask_again), shown
        ) as drafting:
            shown.planned(drafting)
            if not chosen and not quiet:
                click.echo("No engine is set: name one with --engine, or as `engine` under [draft] in i18n.toml.")
            drafts = Drafts(drafting)
            try:
                if not dry:
                    most = character_limit.lowest(run.task.config, drafting.engine, drafting.characters, max_chars)
                    drafts.budget = Budget(most)
                    if shown.agrees(drafting, most):
                        every_locale.make(run.task, drafts, shown)
                        run.code = max(run.code, int(not drafts.whole))
            finally:
                if form == "json":
                    printed_for_programs(json.dumps(_report(drafts, dry=dry), ensure_ascii=False, indent=2) + "\n")


def _report(drafts: Drafts, *, dry: bool) -> dict[str, Any]:
    """The plan, and unless `dry` its outcome, as JSON."""
    drafting = drafts.drafting
    plans = {"version": 1, "plans": [_plan(plan, drafting.engine) for plan in drafting.plans]}
    return plans if dry else plans | {"outcome": _outcome(drafts)}


def _outcome(drafts: Drafts) -> dict[str, Any]:
    budget, engine = drafts.budget, drafts.drafting.engine
    limit = budget.limit
    price = {"money": round(budget.cost.money, 6), "currency": engine.currency} if engine and engine.currency else {}
    return {
        "stopped": budget.stopping.is_set(),
        "characters": budget.sent,
        "unanswered": budget.unanswered,
        "limit": {"characters": limit.characters, "owner": limit.owner} if limit else None,
        **({"cost": {"amount": budget.cost.amount, "unit": engine.billed_in, **price}} if engine else {}),
        "errors": [error.told for error in drafts.errors],
        "locales": [
            {"locale": locale, "pages": [_drafted(page) for page in done]} for locale, done in drafts.done.items()
        ],
    }


def _drafted(page: Drafted) -> dict[str, Any]:
    return {
        "page": page.page,
        "memory": page.remembered,
        "engine": page.made,
        "changed": page.changed,
        "unsent": len(page.unsent),
        "not_sent_again": page.skipped,
        "refused": [{"msgctxt": one.key[0], "msgid": one.key[1], "reason": one.text} for one in page.refused],
        "failed": [{"messages": len(request), "reason": request[0].text} for request in page.failed],
    }


def _plan(plan: DraftPlan, engine: Engine | None) -> dict[str, Any]:
    pages = [
        {
            "page": page.page,
            "messages": len(page.messages),
            "memory": len(page.remembered),
            "kept": sum(w.encoded.xml in plan.known for section in page.sections for w in section),
            "engine": sum(w.encoded.xml not in plan.known for section in page.sections for w in section)
            if engine
            else 0,
            "characters": plan.characters_of(page) if engine else 0,
            **_cost(plan.cost_of(page), engine),
        }
        for page in plan.pages
    ]
    cost = _cost(plan.cost, engine)
    sent = plan.characters if engine else 0
    return {"locale": plan.locale, "engine": plan.engine, "characters": sent, **cost, "pages": pages}


def _cost(cost: Cost, engine: Engine | None) -> dict[str, Any]:
    """The engine's estimated cost; without money if no price is known."""
    if not engine:
        return {}
    price = {"money": round(cost.money, 6), "currency": engine.currency} if engine.currency else {}
    return {"estimate": {"amount": cost.amount, "unit": engine.billed_in, **price}}
