"""Fingerprints of findings: the same from run to run as long as what was found stays, wherever it moves in its file."""

from __future__ import annotations

import json
from hashlib import sha256

from i18n_pipeline.check_report import CheckReport
from i18n_pipeline.findings import Finding


def fingerprints(report: CheckReport) -> list[str]:
    """A fingerprint for each finding, 64 hexadecimal digits; none occurs twice.

    Findings that differ only in their line or column are numbered in the order of the report.
    """
    times: dict[tuple[str, ...], int] = {}
    found = []
    for finding in report.findings:
        parts = _parts(report, finding)
        times[parts] = times.get(parts, 0) + 1
        text = json.dumps([*parts, times[parts]])
        found.append(sha256(text.encode()).hexdigest())
    return found


def _parts(report: CheckReport, finding: Finding) -> tuple[str, ...]:
    """What tells a finding from others: not its place in the file."""
    spot = finding.excerpt[finding.start : finding.end] or finding.excerpt
    context = "" if finding.msgctxt is None else f"={finding.msgctxt}"
    place = report.place_of(finding)
    return (finding.check, place, finding.locale, finding.page, context, finding.msgid, spot, finding.text)
