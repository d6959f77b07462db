"""`draft`: fill what is untranslated, from the memory first, then from an engine."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from i18n_pipeline.cli.options import PAGES, Options, global_options
from i18n_pipeline.cli.printing import count, listed, shown
from i18n_pipeline.cli.running import Run, running
from i18n_pipeline.drafting import carry
from i18n_pipeline.drafting import engine as engines
from i18n_pipeline.drafting import plan as planning
from i18n_pipeline.drafting.carry import Drafted
from i18n_pipeline.drafting.engine import Budget
from i18n_pipeline.drafting.plan import Plan, Wish
from i18n_pipeline.model import Engine, Finding
from i18n_pipeline.run import Failed

ASK = 20_000
"""Characters from which on a person at a terminal is asked before they are sent."""


@click.command()
@PAGES
@click.option("--engine", "name", metavar="NAME", help="Engine for this run; 'none': memory only.")
@click.option("--max-chars", type=click.IntRange(0), metavar="N", help="Send no more characters than that.")
@click.option("--stale", is_flag=True, help="Also what is stale; the old text stays as a comment.")
@click.option("--redraft", is_flag=True, help="Also what is a draft already.")
@click.option("--dry-run", "dry", is_flag=True, help="Only say what would be sent.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="The plan as text or JSON.")
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
    dry: bool,
    form: str,
    **given: Any,
) -> None:
    """Fill untranslated messages with drafts: from the memory, then from the engine."""
    with running(options, given, pages) as run:
        config = run.task.config
        chosen = config.engine if name is None else name.removeprefix("none")
        engine = engines.open_engine(config, chosen) if chosen else None
        limits = [limit for limit in (max_chars, config.max_chars) if limit is not None]
        wish = Wish(stale, redraft)
        terms = engines.terms(config)
        plans = [planning.plan(run.task, locale, wish, engine, terms.get(locale, ())) for locale in run.locales]
        for plan in plans:
            run.fail(plan.failures)
        if form == "json":
            click.echo(
                json.dumps({"version": 1, "plans": [_report(plan) for plan in plans]}, ensure_ascii=False, indent=2)
            )
        elif not run.options.quiet:
            for plan in plans:
                _print(plan)
            if not engine:
                click.echo("No engine is set: name one with --engine, or as `engine` under [draft] in i18n.toml.")
        if dry or not _agreed(run, plans, engine):
            return
        if engine and any(plan.characters for plan in plans):
            listed(
                [f"note: {shown(said)}" for said in engines.prepared(engine, terms, config.source_locale)],
                run.options,
                err=True,
            )
            left = engine.left()
            limits += [] if left is None else [left]
        budget = Budget(min(limits, default=None))
        for plan in plans:
            _carry_out(run, plan, engine, budget, quiet=run.options.quiet or form == "json")


def _agreed(run: Run, plans: list[Plan], engine: Engine | None) -> bool:
    """Whether a person at a terminal lets much be sent; nobody is asked in a pipe."""
    number = sum(plan.characters for plan in plans) if engine else 0
    if number < ASK or run.options.quiet or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return True
    return click.confirm(f"Send {number:,} characters to {plans[0].engine}?")


def _carry_out(run: Run, plan: Plan, engine: Engine | None, budget: Budget, *, quiet: bool) -> None:
    done: list[Drafted] = []
    try:
        for outcome in carry.run(run.task, plan, engine, budget):
            if isinstance(outcome, Failed):
                run.fail([outcome])
            else:
                done.append(outcome)
    finally:
        made, remembered = sum(page.made for page in done), sum(page.remembered for page in done)
        findings = [finding for page in done for finding in page.findings]
        if findings and engine:
            run.code = max(run.code, 1)
        if not quiet:
            by = f", {made} by {plan.engine}" if engine else ""
            click.echo(f"{plan.locale}: {count(made + remembered, 'draft')}, {remembered} from the memory{by}")
        if engine:
            _print_left(run, findings)


def _print_left(run: Run, findings: list[Finding]) -> None:
    """What stays without a draft; what did not fit into the limit is only counted, since the next run takes it."""
    unsent = sum(finding.check == "max_chars" for finding in findings)
    if unsent:
        click.echo(
            f"{count(unsent, 'message')} did not fit into the limit of characters, or into what the account has left",
            err=True,
        )
    rest = (finding for finding in findings if finding.check != "max_chars")
    listed([shown(f"{finding.file}: {finding.text}") for finding in rest], run.options, err=True)


def _print(plan: Plan) -> None:
    messages = sum(len(page.messages) for page in plan.pages)
    remembered = sum(len(page.remembered) for page in plan.pages)
    kept = sum(wanted.encoded.xml in plan.known for wanted in plan.wanted)
    rest = messages - remembered - kept
    said = (
        f"{plan.locale}: {count(messages, 'message')} on {count(len(plan.pages), 'page')}: {remembered} from the memory"
    )
    if plan.engine:
        said += f", {kept} answered before, {rest} for {plan.engine} ({plan.characters:,} characters)"
    click.echo(said)


def _report(plan: Plan) -> dict[str, Any]:
    return {
        "locale": plan.locale,
        "engine": plan.engine,
        "characters": plan.characters,
        "pages": [
            {
                "page": page.page,
                "messages": len(page.messages),
                "memory": len(page.remembered),
                "kept": sum(w.encoded.xml in plan.known for section in page.sections for w in section),
                "engine": sum(w.encoded.xml not in plan.known for section in page.sections for w in section),
            }
            for page in plan.pages
        ],
    }
