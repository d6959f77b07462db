"""Faults of translations in `tests/faults/`, and what the checks find in a text of one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from helpers.assembling import assembled, msgids
from i18n_pipeline.catalogue import glossary
from i18n_pipeline.checks import _registry as registry
from i18n_pipeline.checks._check import Translation, flaws
from i18n_pipeline.findings import Severity
from i18n_pipeline.model import Term

FAULTS = Path(__file__).parents[1] / "faults"
ESCAPE = re.compile(r"\\(n|\\|u[0-9a-f]{4})")
LINK = re.compile(r"(!?\[[^\[\]]*\])\[(\d+)\]")
FOOTNOTE = re.compile(r"\[\^[^\[\]]+\]")
STYLE = Severity.INFO


@dataclass(frozen=True, slots=True)
class Case:
    """A source text with a good translation and one with a fault; in other lists only one of the two."""

    check: str
    """The id of the check that finds the fault; empty if there is none."""
    locale: str
    """The language."""
    source: str
    """The msgid."""
    good: str = ""
    """A translation without a fault."""
    bad: str = ""
    """A translation with the fault."""
    terms: tuple[Term, ...] = ()
    """The glossary."""
    beside: tuple[tuple[str, str], ...] = ()
    """Other messages of the catalogue, with their translations."""
    page: str = field(default="", compare=False)
    """The page; empty for one of a single paragraph."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a translation."""

    check: str
    """The id of the check."""
    severity: Severity
    """How bad it is."""
    marked: str = ""
    """What is marked of the translation."""


def cases() -> list[Case]:
    """All faults, by language."""
    return [case for path in sorted(FAULTS.glob("*.txt")) for case in read(path.read_text(encoding="utf-8"), path.stem)]


def read(text: str, locale: str = "") -> list[Case]:
    """The cases of a file: blocks of lines, the first with the check, after `[language]` if the file has several."""
    return [_case(block.splitlines(), locale) for block in re.split(r"\n\n+", text.strip())]


def _case(lines: Sequence[str], locale: str) -> Case:
    named = re.match(r"(?:\[(.+?)\])? *(.*)", lines[0])
    assert named
    fields = [line.partition(": ")[::2] for line in lines[1:]]
    values = {name: _plain(value) for name, value in fields}
    terms = [term.partition(" = ")[::2] for term in values.get("glossary", "").split(";") if term]
    beside = tuple(_plain(value).partition(" = ")[::2] for name, value in fields if name == "beside")
    page = values.get("page", "")
    made = tuple(Term(source.strip(), target.strip()) for source, target in terms)
    texts = values["source"], values.get("good", ""), values.get("bad", "")
    return Case(named[2], named[1] or locale, *texts, made, beside, page)


def _plain(value: str) -> str:
    """A value of a case, its escapes as characters."""
    return ESCAPE.sub(lambda found: {"n": "\n", "\\": "\\"}.get(found[1]) or chr(int(found[1][1:], 16)), value)


def found(case: Case, text: str) -> list[Found]:
    """What all checks find in a translation."""
    beside = [_translation(case, *one) for one in case.beside]
    every = [*beside, _translation(case, case.source, text)]
    told = [
        Found(check.id, check.severity, text[flaw.start : flaw.end])
        for check in registry.chosen(())
        for place, flaw in flaws(check, every)
        if place == len(beside)
    ]
    return [*told, *(Found(check, Severity.ERROR) for check in refused(case, text))]


def _translation(case: Case, source: str, text: str) -> Translation:
    return Translation(source, text, case.locale, terms=glossary.occurring(source, case.terms))


def refused(case: Case, text: str) -> Iterator[str]:
    """The ids of the checks by which a page refuses a translation."""
    page = case.page or _page(case.source)
    assert case.source in msgids(page), msgids(page)

    yield from (finding.check for finding in assembled(page, {case.source: text}).refusals)


def _page(source: str) -> str:
    """A page of one paragraph with this msgid: its links have targets, its footnotes texts."""
    notes = "".join(f"\n{mark}: A note\n" for mark in dict.fromkeys(FOOTNOTE.findall(source)))
    return LINK.sub(r"\1(target-\2.md)", source) + "\n" + notes
