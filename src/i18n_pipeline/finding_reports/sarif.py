"""Findings as SARIF 2.1.0, which GitHub code scanning, editors and many other tools read.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
"""

from __future__ import annotations

import re
from urllib.parse import quote

from i18n_pipeline.check_report import CheckReport, Rule
from i18n_pipeline.finding_reports._fingerprints import fingerprints
from i18n_pipeline.finding_reports._safe_json import safe_json
from i18n_pipeline.finding_reports._sentences import sentence
from i18n_pipeline.findings import Finding, Severity

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
"""Levels by severity."""
ROOT = "%SRCROOT%"
"""The name by which results mean the top of the repository."""
FINGERPRINT = "i18nPipeline/v1"
"""The name of our fingerprints and the version of how they are made."""
LINK = re.compile(r"\](?=\()")
"""Where a plain text message would have a link (3.11.6)."""


def render(report: CheckReport) -> str:
    """A log with one run: the checks, and a result for each finding."""
    rules = _rules(report)
    places = {rule.check: place for place, rule in enumerate(rules)}
    driver = {"name": "i18n-pipeline", **({"version": report.version} if report.version else {})}
    results = [
        _result(report, finding, places[finding.check], print_)
        for finding, print_ in zip(report.findings, fingerprints(report), strict=True)
    ]
    run = {
        "tool": {"driver": {**driver, "rules": [_rule(rule) for rule in rules]}},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The top of the repository."}}},
        "results": results,
    }
    return safe_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rules(report: CheckReport) -> list[Rule]:
    """The checks that ran, and one for each other check id of a finding."""
    known = {rule.check: rule for rule in report.rules}
    for finding in report.findings:
        known.setdefault(finding.check, Rule(finding.check, finding.severity, finding.check))
    return list(known.values())


def _rule(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.check,
        "shortDescription": {"text": rule.text or rule.check},
        "help": {"text": rule.help or rule.text or rule.check},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _result(report: CheckReport, finding: Finding, rule: int, fingerprint: str) -> dict[str, object]:
    location: dict[str, object] = {"artifactLocation": {"uri": _uri(report.place_of(finding)), "uriBaseId": ROOT}}
    if finding.file and finding.line:
        column = {"startColumn": finding.column} if finding.column else {}
        location["region"] = {"startLine": finding.line, **column}
    texts = {"locale": finding.locale, "page": finding.page, "msgid": finding.msgid, "excerpt": finding.excerpt}
    return {
        "ruleId": finding.check,
        "ruleIndex": rule,
        "level": LEVELS[finding.severity],
        "message": {"text": LINK.sub("] ", sentence(finding))},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {FINGERPRINT: fingerprint},
        "properties": {name: text for name, text in texts.items() if text},
    }


def _uri(path: str) -> str:
    """A path as a relative reference (RFC 3986): all but letters, digits, `-._~/` as percent signs and hex digits."""
    return quote(path.encode("utf-8", "surrogateescape" if _is_of_bytes(path) else "replace"), safe="/")


def _is_of_bytes(path: str) -> bool:
    """Whether what is no character in a path stands for bytes that are not UTF-8 (PEP 383)."""
    return not re.search("[\ud800-\udc7f\udd00-\udfff]", path)
