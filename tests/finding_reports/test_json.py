"""What other programs may rely on."""

from __future__ import annotations

import json
from typing import Any

import pytest
from helpers.found import ERROR, INFO, NL, WARNING, any_report, report
from helpers.schemas import objects, validator_of
from hypothesis import given
from jsonschema.exceptions import ValidationError  # type: ignore[import-untyped]
from msgspec.structs import replace

from i18n_pipeline.check_report import CheckReport
from i18n_pipeline.finding_reports import json as ours
from i18n_pipeline.finding_reports._fingerprints import fingerprints


def validator() -> Any:
    return validator_of(ours.schema())


def test_the_schema_is_a_schema() -> None:
    validator().check_schema(validator().schema)


def test_the_schema_knows_every_key_and_says_what_it_means() -> None:
    for each in objects(validator().schema):
        assert each["additionalProperties"] is False
        assert sorted(each["properties"]) == sorted(each["required"])
        assert all("description" in value or "$ref" in value for value in each["properties"].values())


@given(any_report())
def test_every_report_is_as_the_schema_says_and_harmless_on_a_terminal(any_: CheckReport) -> None:
    found = ours.render(any_)

    validator().validate(json.loads(found))
    assert all(sign.isprintable() or sign == "\n" for sign in found)
    assert len(json.loads(found)["findings"]) == len(any_.findings)


@given(any_report())
def test_a_text_comes_through_as_it_is_but_for_half_characters(any_: CheckReport) -> None:
    texts = [one["text"] for one in json.loads(ours.render(any_))["findings"]]
    whole = [one.text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for one in any_.findings]

    assert all(text == one.text or "\ufffd" in text for text, one in zip(texts, any_.findings, strict=True))
    assert all(text == one for text, one in zip(texts, whole, strict=True) if "\ufffd" not in text + one)


def test_a_key_that_the_schema_lacks_is_found() -> None:
    data = json.loads(ours.render(report()))
    data["findings"][0]["more"] = 1

    with pytest.raises(ValidationError):
        validator().validate(data)


def test_a_finding_has_its_place_its_message_and_its_spot() -> None:
    found = json.loads(ours.render(report(ERROR)))["findings"][0]
    known = {name: found[name] for name in ("file", "line", "column", "locale", "msgctxt", "page", "page_line")}

    assert known == {
        "file": NL,
        "line": 12,
        "column": 9,
        "locale": "nl",
        "msgctxt": None,
        "page": "source/guide.md",
        "page_line": 7,
    }
    assert found["excerpt"][found["start"] : found["end"]] == "handleiding"


def test_the_report_says_what_was_checked_and_how_many_were_found() -> None:
    data = json.loads(ours.render(report()))

    assert data["checked"] == {"messages": 1234, "pages": 10, "catalogues": 12, "locales": ["nl", "ja"]}
    assert data["counts"] == {"errors": 1, "warnings": 1, "infos": 1}
    assert (data["version"], data["tool"]["version"], data["project"]) == (1, "1.2.3", "Greenhouse")


# --- fingerprints ------------------------------------------------------------------------------------


def test_a_fingerprint_stays_when_lines_move() -> None:
    moved = replace(ERROR, line=99, column=1, page_line=40)

    assert fingerprints(report(ERROR)) == fingerprints(report(moved))


def test_a_fingerprint_stays_when_another_part_of_the_text_changes() -> None:
    longer = replace(ERROR, excerpt=f"Kijk! {ERROR.excerpt}", start=13, end=24)

    assert fingerprints(report(ERROR)) == fingerprints(report(longer))


@pytest.mark.parametrize(
    "other",
    [
        replace(ERROR, check="md-link-scheme"),
        replace(ERROR, file="locales/nl/LC_MESSAGES/other.po"),
        replace(ERROR, locale="fy"),
        replace(ERROR, msgid="Another"),
        replace(ERROR, msgctxt=""),
        replace(ERROR, start=0, end=3),
    ],
)
def test_another_finding_has_another_fingerprint(other: object) -> None:
    assert isinstance(other, type(ERROR))
    assert fingerprints(report(ERROR)) != fingerprints(report(other))


def test_of_two_alike_the_second_has_its_own_and_the_first_keeps_its() -> None:
    again = replace(ERROR, line=20)

    assert fingerprints(report(ERROR, again))[0] == fingerprints(report(ERROR))[0]
    assert len(set(fingerprints(report(ERROR, again)))) == 2


@given(any_report())
def test_no_two_findings_share_a_fingerprint(any_: CheckReport) -> None:
    assert len(set(fingerprints(any_))) == len(any_.findings)


def test_severities_and_folders_do_not_hide_each_other() -> None:
    assert len({*fingerprints(report(ERROR, WARNING, INFO)), *fingerprints(report(ERROR, folder="docs"))}) == 4
