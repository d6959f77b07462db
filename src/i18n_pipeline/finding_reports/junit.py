"""Findings as the XML of JUnit, in which CI services show a list of tests.

Source: the schema of the xUnit plug-in of Jenkins, `junit-10.xsd`; that of Maven Surefire is wider.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement

from i18n_pipeline.check_report import CheckReport
from i18n_pipeline.finding_reports._block import block
from i18n_pipeline.finding_reports._sentences import looked_at, sentence, unique
from i18n_pipeline.finding_reports._xml import document
from i18n_pipeline.findings import Finding
from i18n_pipeline.plain_text import beginning, escaped, escaped_path

NAME = "i18n-pipeline check"
WIDTH = 100
"""Longest excerpt, columns."""


def render(report: CheckReport) -> str:
    """A suite for each file, in which each finding is a test, failed if it makes the command fail.

    Without findings there is one test, which passed: services take an empty file for an error.
    """
    top = Element("testsuites", _totals(report, report.findings, NAME))
    for file, findings in groupby(sorted(report.findings, key=report.place_of), key=report.place_of):
        _suite(report, top, escaped_path(file), list(findings))
    if not report.findings:
        suite = SubElement(top, "testsuite", {**_totals(report, [], NAME), "tests": "1"})
        SubElement(suite, "testcase", name=f"no findings in {looked_at(report)}", classname=NAME, time="0")
        top.set("tests", "1")
    return document(top)


def _totals(report: CheckReport, findings: Sequence[Finding], name: str) -> dict[str, str]:
    failed = sum(map(report.fails, findings))
    return {"name": name, "tests": str(len(findings)), "failures": str(failed), "errors": "0", "time": "0"}


def _suite(report: CheckReport, top: Element, file: str, findings: Sequence[Finding]) -> None:
    suite = SubElement(top, "testsuite", _totals(report, findings, file))
    names = unique(f"{escaped(one.check)}: {escaped(beginning(one.msgid or one.text))}" for one in findings)
    for name, finding in zip(names, findings, strict=True):
        case = SubElement(suite, "testcase", name=name, classname=file, time="0")
        if report.fails(finding):
            about = {"type": f"{finding.severity} {escaped(finding.check)}", "message": sentence(finding)}
            said = SubElement(case, "failure", about)
        else:
            said = SubElement(case, "system-out")
        said.text = "\n".join(block(finding, WIDTH))
