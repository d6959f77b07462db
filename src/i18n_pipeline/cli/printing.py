"""How results look on a terminal and in a pipe."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace

import click

from i18n_pipeline.cli.options import Options
from i18n_pipeline.jobs import Changed, Tally
from i18n_pipeline.model import Refusal
from i18n_pipeline.work import Result

MOST = 20
"""Lines of one kind that are listed before the rest is only counted; -v lists all."""
FEW = 5
"""Catalogues that `update` names before the rest is only counted; -v lists all."""


def summary(result: Result, what: str, *, dry: bool) -> str:
    """What a command did in one locale, in one line."""
    would = "would change" if dry else "written"
    parts = [
        count(len(result.files), what),
        f"{len(result.changed)} {would}" if result.changed else "nothing to change",
    ]
    refused = len(refusal_lines(result.refusals))
    if refused:
        parts.append(f"{count(refused, 'message')} refused")
    if result.failures:
        parts.append(count(len(result.failures), "error"))
    if result.tally:
        parts[1] += f" ({_told(result.tally)})"
    return f"{result.locale + ': ' if result.locale else ''}{', '.join(parts)}"


def file_lines(result: Result, options: Options, *, dry: bool) -> list[str]:
    """The files that changed, a line each.

    All of them with -v or where nothing is written; otherwise the first few of those whose messages became something.
    """
    if options.verbose or dry:
        return [_file_line(file) for file in result.files if file.changed]
    told = [_file_line(file) for file in result.files if file.tally]
    rest = [f"… and {len(told) - FEW} more; -v shows them"] if len(told) > FEW else []
    return told[:FEW] + rest


def _file_line(file: Changed) -> str:
    return f"{shown(file.file)}{f': {_told(file.tally)}' if file.tally else ''}"


def _told(tally: Tally) -> str:
    """What became of messages: `3 new, 1 stale`."""
    return ", ".join(f"{value} {field.name}" for field in fields(tally) if (value := getattr(tally, field.name)))


def refusal_lines(refusals: Iterable[Refusal]) -> list[str]:
    """A line for each refused message: where it is, where it stands on its pages, why, and how to accept that.

    A message that stands in several places is told once, with the first few of them.
    """
    places: dict[Refusal, list[str]] = {}
    for refusal in refusals:
        place = f"{shown(refusal.page)}:{refusal.line}"
        same = replace(refusal, page="", line=0) if refusal.entry else refusal
        found = places.setdefault(same, [])
        found += [place] if place not in found else []
    return [_refusal_line(refusal, found) for refusal, found in places.items()]


def _refusal_line(refusal: Refusal, places: Sequence[str]) -> str:
    text = shown(refusal.msgid if len(refusal.msgid) <= 72 else refusal.msgid[:71] + "…")
    where = ", ".join(places[:FEW]) + (f" and {count(len(places) - FEW, 'more place')}" if len(places) > FEW else "")
    if refusal.catalogue:
        line = f":{refusal.entry}" if refusal.entry else ""
        where = f"{shown(refusal.catalogue)}{line}: {where}"
    accept = f" (to accept that, add the comment `# i18n-pipeline: ignore={refusal.check}`)" if refusal.check else ""
    return f"{where}: “{text}” stays English: {shown(refusal.reason)}{accept}"


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


def printed_for_programs(text: str) -> None:
    """Print what programs read: in UTF-8, whatever the encoding of the output is."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
    else:
        click.echo(text, nl=False)


def show_what_cannot_be_encoded() -> None:
    r"""Let characters that the output has no bytes for be printed as escapes, such as `\u2192`, and not be an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors in {"strict", "surrogateescape"}:
            stream.reconfigure(errors="backslashreplace")
