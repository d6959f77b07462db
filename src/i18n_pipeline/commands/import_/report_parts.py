"""The parts of an import's report: what was wrong on the published pages, what changes, what there is to translate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.findings import Finding


class ReportPart(StrEnum):
    """A part of the report, by what its reader does with it."""

    WRONG = "Wrong on the published pages"
    """Faults of those pages, which the localised pages will not have."""
    CHANGES = "Changes that the import makes (look whether you agree)"
    """Differences that somebody may have wanted."""
    TRANSLATE = "To translate, or to copy into the catalogue"
    """Texts that found no translation, and translations that found no text."""


WRONG = frozenset({"id", "image", "front-matter", "revision", "unknown"})
MARKDOWN = "md-"
"""How the ids begin of what `assemble` refuses."""
WANTED = frozenset({"md-link-target", "md-address", "md-code-span"})
"""Of these, what somebody may have wanted."""
TRANSLATE = frozenset({"missing", "extra", "unsure", "english", "copy", "unplaced"})
TOLD_ONCE = {
    "id": "{number} headings have other ids than the English ones; they get those",
    "english": "{number} sentences are still English",
}
"""Findings of which a page gets one line, and what that says; those of programs have each."""


class ReportSection(Struct, frozen=True):
    """A part of the report."""

    part: ReportPart
    """Which part."""
    findings: tuple[Finding, ...]
    """Its findings, page by page."""


def part_of(finding: Finding) -> ReportPart:
    """The part of the report that a finding is in."""
    if finding.check in WRONG or (finding.check.startswith(MARKDOWN) and finding.check not in WANTED):
        return ReportPart.WRONG
    return ReportPart.TRANSLATE if finding.check in TRANSLATE else ReportPart.CHANGES


def counts(findings: Iterable[Finding]) -> list[tuple[str, int]]:
    """The numbers of findings by check id, the most frequent first."""
    return sorted(Counter(one.check for one in findings).items(), key=lambda one: (-one[1], one[0]))


def sections(findings: Iterable[Finding]) -> list[ReportSection]:
    """The parts that have findings."""
    once = list(_once(findings))
    found = {part: tuple(one for one in once if part_of(one) is part) for part in ReportPart}
    return [ReportSection(part, here) for part, here in found.items() if here]


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, those that a page has many of in one line."""
    for _, group in groupby(findings, key=lambda one: one.page):
        page = list(group)
        told: set[str] = set()
        for finding in page:
            same = [one for one in page if one.check == finding.check]
            if finding.check not in TOLD_ONCE or len(same) == 1:
                yield finding
            elif finding.check not in told:
                told.add(finding.check)
                said = TOLD_ONCE[finding.check].format(number=len(same))
                yield replace(finding, text=f"{said}, the first: {finding.text}")
