"""Puts hostile and likely texts into the places of a page, for parsers that nobody here wrote to judge."""

from __future__ import annotations

import re
from functools import cache

from helpers.assembling import assembled, msgids, read
from i18n_pipeline.markdown.dialect import Dialect


@cache
def message(page: str, dialect: Dialect) -> str:
    """The first text of a page that has words."""
    return next(msgid for msgid in msgids(page, dialect) if re.search("[A-Za-z]{2}", msgid))


def put(page: str, text: str, dialect: Dialect, *, beside: bool) -> tuple[str, str]:
    """The page with a text in its place, perhaps with the English words behind it, and why it was refused."""
    english = message(page, dialect)
    made = assembled(read(page, dialect), {english: f"{text} {english}" if beside else text})
    return made.data.decode(), made.refusals[0].text if made.refusals else ""


def chosen(texts: list[str], place: int, every: int) -> list[str]:
    """One in so many of the texts, others for each place."""
    return texts[place % every :: every]
