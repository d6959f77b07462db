"""Findings as JSON for other programs. `findings.schema.json`, beside this file, describes every key."""

from __future__ import annotations

from importlib import resources

from msgspec.structs import asdict

from i18n_pipeline.check_report import CheckReport
from i18n_pipeline.finding_reports._fingerprints import fingerprints
from i18n_pipeline.finding_reports._safe_json import safe_json
from i18n_pipeline.findings import Finding

VERSION = 1
"""Version of the schema. It grows when a key is removed or changes its meaning, not when a key is added."""


def render(report: CheckReport) -> str:
    """The findings as indented JSON with a final newline."""
    checked = report.checked
    data = {
        "version": VERSION,
        "tool": {"name": "i18n-pipeline", "version": report.version},
        "project": report.project,
        "folder": report.folder,
        "checked": {
            "messages": checked.messages,
            "pages": checked.pages,
            "catalogues": checked.catalogues,
            "locales": list(checked.locales),
        },
        "counts": asdict(report.counts),
        "checks": [
            {"id": rule.check, "severity": rule.severity.value, "text": rule.text, "help": rule.help}
            for rule in report.rules
        ],
        "findings": [
            _finding(finding, print_) for finding, print_ in zip(report.findings, fingerprints(report), strict=True)
        ],
    }
    return safe_json(data)


def schema() -> str:
    """The JSON Schema (draft 2020-12) of the output of `render`."""
    place = resources.files("i18n_pipeline.finding_reports").joinpath("findings.schema.json")
    return place.read_text(encoding="utf-8")


def _finding(finding: Finding, fingerprint: str) -> dict[str, object]:
    return {
        "severity": finding.severity.value,
        "check": finding.check,
        "text": finding.text,
        "advice": finding.advice,
        "file": finding.file or None,
        "line": finding.line or None,
        "column": finding.column or None,
        "page": finding.page or None,
        "page_line": finding.page_line or None,
        "locale": finding.locale or None,
        "msgctxt": finding.msgctxt,
        "msgid": finding.msgid or None,
        "excerpt": finding.excerpt or None,
        "start": finding.start,
        "end": finding.end,
        "ignorable": list(finding.ignorable),
        "fingerprint": fingerprint,
    }
