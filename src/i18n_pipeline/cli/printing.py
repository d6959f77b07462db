"""The form of printed results, on a terminal and in a pipe."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Sequence

import click
from msgspec.structs import asdict, replace

from i18n_pipeline.cli.options import Options
from i18n_pipeline.commands.task import Changed, Result, Tally
from i18n_pipeline.findings import Finding, Severity, SeverityCounts, advised, how_many, place
from i18n_pipeline.plain_text import escaped

MOST = 20
"""Most lines of one kind; the rest is counted; -v prints all."""
FEW = 5
"""Most catalogues named by `update`; the rest is counted; -v prints all."""
WIDTH = 240
"""Longest finding of `import` that is shown whole without -v, in characters."""


def summary(result: Result, what: str, *, dry: bool) -> str:
    """One line about a command's result in one locale."""
    would = "would change" if dry else "written"
    parts = [
        how_many(len(result.files), what),
        f"{len(result.changed)} {would}" if result.changed else "nothing to change",
    ]
    refused = len(refusal_lines(result.refusals))
    if refused:
        parts.append(f"{how_many(refused, 'message')} refused")
    if result.failures:
        parts.append(how_many(len(result.failures), "error"))
    if result.tally:
        parts[1] += f" ({_told(result.tally)})"
    return f"{result.locale + ': ' if result.locale else ''}{', '.join(parts)}"


def file_lines(result: Result, options: Options, *, dry: bool) -> list[str]:
    """The changed files, one per line.

    All of them with -v or in a dry run; otherwise the first few with changed messages.
    """
    if options.verbose or dry:
        return [_file_line(file) for file in result.files if file.changed]
    told = [_file_line(file) for file in result.files if file.tally]
    rest = [f"… and {len(told) - FEW} more; -v shows them"] if len(told) > FEW else []
    return told[:FEW] + rest


def _file_line(file: Changed) -> str:
    return f"{escaped(file.file)}{f': {_told(file.tally)}' if file.tally else ''}"


def _told(tally: Tally) -> str:
    """Counts of changed messages: `3 new, 1 stale`."""
    return ", ".join(f"{number} {what}" for what, number in asdict(tally).items() if number)


# --- findings ----------------------------------------------------------------------------------------


def finding_line(finding: Finding) -> str:
    """A line for an error or a note, with its place."""
    return f"{'error' if finding.severity is Severity.ERROR else 'note'}: {escaped(finding.told)}"


def told(counts: SeverityCounts) -> str:
    """The numbers of errors and warnings: `2 errors and 1 warning`."""
    each = ((counts.errors, "error"), (counts.warnings, "warning"))
    return " and ".join(how_many(number, what) for number, what in each if number)


def check_line(finding: Finding, options: Options) -> str:
    """A line for a finding with its check id; with -v whole, and with the advice."""
    text = f"{_where(finding)}{finding.check}: {finding.text}"
    if options.verbose:
        return escaped(text + advised(finding.advice))
    text = escaped(text)
    return text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…"


def _where(finding: Finding) -> str:
    return place(finding.file, finding.line, finding.column)


def undrafted_lines(findings: Iterable[Finding]) -> list[str]:
    """A line for each message without a draft, and the reason."""
    return [escaped(f"{_where(one)}no draft of “{one.msgid}”: {one.text}") for one in findings]


def failed_lines(requests: Iterable[Sequence[Finding]]) -> list[str]:
    """A line for each failed request, with the number of its messages."""
    return [
        escaped(f"{_where(first)}no draft of {_messages(1 + len(others))}: {first.text}") for first, *others in requests
    ]


def _messages(number: int) -> str:
    return "one message" if number == 1 else f"{number} messages"


def refusal_lines(refusals: Iterable[Finding]) -> list[str]:
    """A line for each refused message: its catalogue, its places on pages, the reason, and how to accept it.

    A message in several places has one line, with the first few places.
    """
    places: dict[Finding, list[str]] = {}
    for refusal in refusals:
        place = f"{escaped(refusal.page)}:{refusal.page_line}"
        same = replace(refusal, page="", page_line=0) if refusal.line else refusal
        found = places.setdefault(same, [])
        found += [place] if place not in found else []
    return [_refusal_line(refusal, found) for refusal, found in places.items()]


def _refusal_line(refusal: Finding, places: Sequence[str]) -> str:
    text = escaped(refusal.msgid if len(refusal.msgid) <= 72 else refusal.msgid[:71] + "…")
    where = ", ".join(places[:FEW]) + (f" and {how_many(len(places) - FEW, 'more place')}" if len(places) > FEW else "")
    advice = f" ({escaped(refusal.advice)})" if refusal.advice else ""
    return f"{escaped(_where(refusal))}{where}: “{text}” stays English: {escaped(refusal.text)}{advice}"


# --- any lines ---------------------------------------------------------------------------------------


def listed(lines: Sequence[str], options: Options, *, err: bool = False, only_verbose: bool = False) -> None:
    """Print lines, the first few unless -v is given."""
    if only_verbose and not options.verbose:
        return
    most = len(lines) if options.verbose else MOST
    for line in lines[:most]:
        click.echo(f"  {line}", err=err)
    if len(lines) > most:
        click.echo(f"  … and {len(lines) - most} more; -v shows them", err=err)


def printed_for_programs(text: str) -> None:
    """Print text for programs: in UTF-8, whatever the encoding of the output."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
    else:
        click.echo(text, nl=False)


def show_what_cannot_be_encoded() -> None:
    r"""Print characters outside the output's encoding as escapes, such as `\u2192`, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.errors in {"strict", "surrogateescape"}:
            stream.reconfigure(errors="backslashreplace")
