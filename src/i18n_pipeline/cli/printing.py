"""How results look on a terminal and in a pipe."""

from __future__ import annotations

from collections.abc import Sequence

import click

from i18n_pipeline.cli.options import Options
from i18n_pipeline.model import Refusal
from i18n_pipeline.work import Result

MOST = 20
"""Lines of one kind that are listed before the rest is only counted; -v lists all."""


def summary(result: Result, what: str, *, dry: bool) -> str:
    """What a command did in one locale, in one line."""
    would = "would change" if dry else "written"
    parts = [
        count(len(result.files), what),
        f"{len(result.changed)} {would}" if result.changed else "nothing to change",
    ]
    if result.refusals:
        parts.append(f"{count(len(result.refusals), 'message')} refused")
    if result.failures:
        parts.append(count(len(result.failures), "error"))
    return f"{result.locale + ': ' if result.locale else ''}{', '.join(parts)}"


def refusal_line(refusal: Refusal) -> str:
    """A refused message, why, and how to accept that."""
    text = shown(refusal.msgid if len(refusal.msgid) <= 72 else refusal.msgid[:71] + "…")
    accept = f" (to accept that, add the comment `# i18n-pipeline: ignore={refusal.check}`)" if refusal.check else ""
    return f"{shown(refusal.page)}:{refusal.line}: “{text}” stays English: {shown(refusal.reason)}{accept}"


def listed(lines: Sequence[str], options: Options, *, err: bool = False, only_verbose: bool = False) -> None:
    """Print lines, the first few unless -v is given."""
    if only_verbose and not options.verbose:
        return
    most = len(lines) if options.verbose else MOST
    for line in lines[:most]:
        click.echo(f"  {line}", err=err)
    if len(lines) > most:
        click.echo(f"  … and {len(lines) - most} more; -v shows them", err=err)


def count(number: int, what: str) -> str:
    """A number and its noun."""
    return f"{number} {what}" + ("" if number == 1 else "s")


def shown(text: str) -> str:
    """Text of strangers as a terminal may see it: control characters and direction marks spelled out."""
    return "".join(c if c.isprintable() else " " if c in "\t\n" else f"\\u{ord(c):04x}" for c in text)
