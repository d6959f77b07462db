"""JUnit, Checkstyle and GitLab code quality, read by other parsers."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from helpers.found import ERROR, INFO, JA, NL, WARNING, any_report, report
from hypothesis import given
from lxml import etree
from msgspec.structs import replace

from i18n_pipeline.check_report import CheckReport
from i18n_pipeline.finding_reports import checkstyle, gitlab, junit
from i18n_pipeline.findings import Finding, Severity

FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has no place for (2.2)."""


@cache
def schema() -> etree.XMLSchema:
    """The schema of the xUnit plug-in of Jenkins (MIT licence, in the file)."""
    return etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas" / "junit-10.xsd"))


def parsed(text: str) -> etree._Element:
    return etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False))


# --- JUnit -------------------------------------------------------------------------------------------


@given(any_report())
def test_hostile_texts_make_valid_junit_with_a_test_for_each_finding(any_: CheckReport) -> None:
    text = junit.render(any_)
    found = parsed(text)

    schema().assertValid(found)
    assert not FORBIDDEN.search(text)
    assert len(found.findall(".//testcase")) == max(len(any_.findings), 1) == int(found.attrib["tests"])
    assert len(found.findall(".//failure")) == sum(map(any_.fails, any_.findings)) == int(found.attrib["failures"])


def test_a_suite_is_a_file_and_a_failed_test_tells_the_finding() -> None:
    found = parsed(junit.render(report(ERROR)))
    suite = found[0]
    failure = found.find(".//failure")

    assert (suite.attrib["name"], suite.attrib["failures"]) == (NL, "1")
    assert found.find(".//testcase").attrib["name"] == "md-link-target: See the [guide][1]."
    assert failure.attrib["message"] == "the link [1] is missing; put it back, as in [handleiding][1]"
    assert "  |        ^^^^^^^^^^^" in failure.text


def test_what_does_not_make_the_command_fail_is_a_test_that_passed() -> None:
    found = parsed(junit.render(report()))

    assert [len(found.findall(f".//{name}")) for name in ("testcase", "failure", "system-out")] == [3, 1, 2]


@pytest.mark.parametrize(
    ("fail_on", "failed"), [(None, 0), (Severity.ERROR, 1), (Severity.WARNING, 2), (Severity.INFO, 3)]
)
def test_the_least_severity_decides_what_failed(fail_on: Severity | None, failed: int) -> None:
    assert failed == len(parsed(junit.render(report(fail_on=fail_on))).findall(".//failure"))


def test_without_findings_one_test_passed() -> None:
    found = parsed(junit.render(replace(report(), findings=())))

    schema().assertValid(found)
    assert "1,234 messages" in found.find(".//testcase").attrib["name"]


def test_two_tests_of_a_file_never_have_one_name() -> None:
    found = parsed(junit.render(report(ERROR, replace(ERROR, line=20))))

    assert [case.attrib["name"][-4:] for case in found.findall(".//testcase")] == ["[1].", " (2)"]


# --- Checkstyle --------------------------------------------------------------------------------------


@given(any_report())
def test_hostile_texts_make_checkstyle_with_an_error_for_each_finding(any_: CheckReport) -> None:
    text = checkstyle.render(any_)
    found = parsed(text)

    assert not FORBIDDEN.search(text)
    assert len(found.findall("file/error")) == len(any_.findings) == len(found.findall(".//*")) - len(found)
    assert len({file.attrib["name"] for file in found}) == len(found)
    assert {error.attrib["severity"] for error in found.iter("error")} <= {"error", "warning", "info"}


def test_checkstyle_has_files_with_errors() -> None:
    assert checkstyle.render(report(ERROR, INFO)) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<checkstyle version="4.3">\n'
        f'  <file name="{JA}">\n'
        '    <error line="3" severity="info" message="two blanks stand together" '
        'source="i18n-pipeline.double-space" />\n'
        "  </file>\n"
        f'  <file name="{NL}">\n'
        '    <error line="12" column="9" severity="error" message="the link [1] is missing; put it back, as in '
        '[handleiding][1]" source="i18n-pipeline.md-link-target" />\n'
        "  </file>\n"
        "</checkstyle>\n"
    )


# --- GitLab ------------------------------------------------------------------------------------------


@given(any_report())
def test_hostile_texts_make_code_quality_with_an_issue_for_each_finding(any_: CheckReport) -> None:
    text = gitlab.render(any_)
    found = json.loads(text)

    assert len(found) == len(any_.findings) == len({issue["fingerprint"] for issue in found})
    assert all(sign.isprintable() or sign == "\n" for sign in text)
    for issue in found:
        assert sorted(issue) == ["check_name", "description", "fingerprint", "location", "severity"]
        assert issue["severity"] in {"info", "minor", "major"}
        assert issue["location"]["lines"]["begin"] >= 1
        assert issue["location"]["path"]
        assert not issue["location"]["path"].startswith("./")


def test_an_issue_has_its_severity_and_its_path_in_the_repository() -> None:
    found = json.loads(gitlab.render(report(ERROR, WARNING, INFO, folder="docs")))

    assert [issue["severity"] for issue in found] == ["info", "major", "minor"]
    assert found[1]["location"] == {"path": f"docs/{NL}", "lines": {"begin": 12}}
    assert found[1]["check_name"] == "md-link-target"


def test_an_issue_without_a_file_stands_at_the_settings() -> None:
    found = json.loads(gitlab.render(report(Finding(Severity.ERROR, "engine", "no answer"))))

    assert found[0]["location"] == {"path": "i18n.toml", "lines": {"begin": 1}}
