"""The question to a person at a terminal before much is sent to an engine, and money as people read it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from i18n_pipeline.model import Cost, Engine

if TYPE_CHECKING:  # drafting is loaded by those who draft
    from i18n_pipeline.commands.draft.character_limit import Limit
    from i18n_pipeline.commands.draft.drafting import Drafting

ASK = 20_000
"""Characters from which a person at a terminal is asked before sending."""


def agreed(drafting: Drafting, limit: Limit | None, *, quiet: bool) -> bool:
    """Whether to send: asks a person at a terminal before sending much; yes in a pipe, and if `quiet`."""
    most, _ = drafting.within(limit)
    engine = drafting.engine
    if not engine or most < ASK or quiet or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return True
    return click.confirm(question(drafting, engine, limit), err=True)


def question(drafting: Drafting, engine: Engine, limit: Limit | None) -> str:
    """The question before sending much: how many characters, to which engine, at what price."""
    whole = drafting.characters
    most, cost = drafting.within(limit)
    price = _takes(cost, engine) if engine.currency else [*_takes(cost, engine), "no price is set, so no sum is known"]
    owner = f" of {whole:,}" if most < whole else ""
    why = f" The limit is {limit.owner}." if limit and most < whole else ""
    return f"Send {most:,}{owner} characters to {engine.name} ({', '.join(price)})?{why}"


def _takes(cost: Cost, engine: Engine) -> list[str]:
    """Estimated tokens and price."""
    said = [f"about {cost.amount:,} {engine.billed_in}"] if engine.billed_in != "characters" else []
    return said + ([money(cost, engine, about="about ")] if engine.currency else [])


def money(cost: Cost, engine: Engine, about: str = "") -> str:
    """Money for people; a small sum is `less than 0.01`, never `0.00`."""
    if 0 < cost.money < 0.01:
        return f"less than 0.01 {engine.currency}"
    return f"{about}{cost.money:,.2f} {engine.currency}"
