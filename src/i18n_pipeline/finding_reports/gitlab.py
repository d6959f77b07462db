"""Findings as a code quality report of GitLab.

Source: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

from i18n_pipeline.check_report import CheckReport
from i18n_pipeline.finding_reports._fingerprints import fingerprints
from i18n_pipeline.finding_reports._safe_json import safe_json
from i18n_pipeline.finding_reports._sentences import sentence
from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.plain_text import escaped_path

SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}
"""Severities of GitLab by ours. The worse ones of GitLab, `critical` and `blocker`, are about security and outages."""


def render(report: CheckReport) -> str:
    """A JSON array with an object for each finding."""
    return safe_json(
        [_issue(report, finding, print_) for finding, print_ in zip(report.findings, fingerprints(report), strict=True)]
    )


def _issue(report: CheckReport, finding: Finding, fingerprint: str) -> dict[str, object]:
    place = {"path": escaped_path(report.place_of(finding)), "lines": {"begin": (finding.file and finding.line) or 1}}
    return {
        "description": sentence(finding),
        "check_name": finding.check,
        "fingerprint": fingerprint,
        "severity": SEVERITIES[finding.severity],
        "location": place,
    }
