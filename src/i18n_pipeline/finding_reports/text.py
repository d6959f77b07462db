"""Findings for people at a terminal: by file, with the place that an editor opens, the spot, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from i18n_pipeline.check_report import CheckReport
from i18n_pipeline.finding_reports._block import PLAIN, Colours, block
from i18n_pipeline.finding_reports._sentences import looked_at, numbers
from i18n_pipeline.findings import how_many

COLOURS = Colours("\x1b[1m", "\x1b[1;31m", "\x1b[1;33m", "\x1b[1;36m", "\x1b[2m", "\x1b[0m")
"""Bold places, red errors, yellow warnings, cyan infos, dim surroundings (ECMA-48, SGR)."""


def render(report: CheckReport) -> str:
    """The findings of each file, an empty line between files, and a last line with the numbers."""
    colours = COLOURS if report.colour else PLAIN
    return "".join(f"{line}\n" for line in _lines(report, colours))


def _lines(report: CheckReport, colours: Colours) -> Iterator[str]:
    files = 0
    for file, findings in groupby(report.findings, key=lambda finding: finding.file):
        for finding in findings:
            yield from block(finding, report.width, colours)
        yield ""
        files += bool(file)
    where = f" in {how_many(files, 'file')}" if files else ""
    yield f"{numbers(report)}{where}; checked: {looked_at(report)}"
