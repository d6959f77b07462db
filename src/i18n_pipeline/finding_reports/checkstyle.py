"""Findings as the XML of Checkstyle, which Jenkins, reviewdog and many editors read.

Source: `XMLLogger` of Checkstyle, https://checkstyle.org/apidocs/com/puppycrawl/tools/checkstyle/XMLLogger.html
"""

from __future__ import annotations

from itertools import groupby
from xml.etree.ElementTree import Element, SubElement

from i18n_pipeline.check_report import CheckReport
from i18n_pipeline.finding_reports._sentences import sentence
from i18n_pipeline.finding_reports._xml import document
from i18n_pipeline.findings import Finding
from i18n_pipeline.plain_text import escaped, escaped_path


def render(report: CheckReport) -> str:
    """A `file` for each file with findings, and an `error` of the finding's severity for each finding."""
    top = Element("checkstyle", version="4.3")
    for file, findings in groupby(sorted(report.findings, key=report.place_of), key=report.place_of):
        within = SubElement(top, "file", name=escaped_path(file))
        for finding in findings:
            SubElement(within, "error", _attributes(finding))
    return document(top)


def _attributes(finding: Finding) -> dict[str, str]:
    known = {"line": finding.line, **({"column": finding.column} if finding.column else {})}
    return {
        **{name: str(number) for name, number in known.items()},
        "severity": finding.severity.value,
        "message": sentence(finding),
        "source": f"i18n-pipeline.{escaped(finding.check)}",
    }
