"""What other programs may rely on."""

from __future__ import annotations

import json
from typing import Any

import pytest
from helpers.reports import DUTCH, ENGLISH, any_report, coverage, locale_report, page, sample
from helpers.schemas import objects, validator_of
from hypothesis import given
from hypothesis import strategies as st
from jsonschema.exceptions import ValidationError  # type: ignore[import-untyped]

from i18n_pipeline.coverage import Report
from i18n_pipeline.model import LIVE
from i18n_pipeline.reports import json as ours


def validator() -> Any:
    return validator_of(ours.schema())


def test_the_schema_is_a_schema() -> None:
    validator().check_schema(validator().schema)


def test_the_schema_knows_every_key_and_says_what_it_means() -> None:
    for each in objects(validator().schema):
        assert each["additionalProperties"] is False
        for key, value in each["properties"].items():
            assert "description" in value or "$ref" in value, key


@given(any_report(), st.booleans())
def test_every_report_is_as_the_schema_says(report: Report, pages: bool) -> None:
    validator().validate(json.loads(ours.render(report, pages=pages)))


def test_a_key_that_the_schema_lacks_is_found() -> None:
    data = json.loads(ours.render(sample()))
    data["locales"][0]["pages"][0]["more"] = 1

    with pytest.raises(ValidationError):
        validator().validate(data)


def test_the_report_says_which_schema_it_follows() -> None:
    assert json.loads(ours.render(sample()))["version"] == 1


def test_the_project_and_its_settings_are_told() -> None:
    data = json.loads(ours.render(sample()))

    assert (data["project"], data["revision"], data["time"]) == ("Greenhouse", "de30a93", "2026-11-22T09:00:00Z")
    assert (data["source"]["locale"], data["accept"], data["min_reviewed"]) == ("en", ["reviewed"], 20)


def test_what_is_not_known_is_null() -> None:
    data = json.loads(ours.render(Report("", ENGLISH, (locale_report(DUTCH, []),))))

    assert (data["revision"], data["time"], data["locales"][0]["change_30_days"]) == (None, None, None)


def test_a_language_has_all_its_figures() -> None:
    dutch = json.loads(ours.render(sample()))["locales"][0]

    assert (dutch["locale"], dutch["names"]["own"], dutch["direction"]) == ("nl", "Nederlands", "ltr")
    assert dutch["coverage"]["reviewed"] == {"words": 7530, "messages": 630, "percent": 90.0}
    assert dutch["published"] == {"words": 7516, "messages": 629, "percent": 89.9}
    assert dutch["refused"] == {"words": 14, "messages": 1}
    assert dutch["standings"] == {"complete": 5, "partly": 4, "below": 0}
    assert (dutch["change_30_days"], len(dutch["history"])) == (9.4, 26)
    assert dutch["next"][0] == {"kind": "refused", "page": "about.md", "words": 14, "messages": 1}


def test_pages_are_told_unless_only_languages_are_wanted() -> None:
    assert len(json.loads(ours.render(sample()))["locales"][0]["pages"]) == 9
    assert "pages" not in json.loads(ours.render(sample(), pages=False))["locales"][0]


def test_of_much_work_the_first_twenty_steps_are_listed() -> None:
    pages = [page(f"{number}.md", coverage(untranslated=number + 1)) for number in range(30)]
    found = json.loads(ours.render(Report("", ENGLISH, (locale_report(DUTCH, pages),))))["locales"][0]["next"]

    assert [f"{number}.md" for number in range(29, 9, -1)] == [step["page"] for step in found]


@given(any_report())
def test_the_states_add_up(report: Report) -> None:
    for locale in json.loads(ours.render(report))["locales"]:
        counted = locale["coverage"]
        for measure in ("words", "messages"):
            assert counted[measure] == sum(counted[state][measure] for state in LIVE)
            assert counted[measure] == sum(each["coverage"][measure] for each in locale["pages"])


def test_names_are_written_as_they_are() -> None:
    assert '"العربية"' in ours.render(sample())


def test_a_page_that_is_left_out_publishes_nothing() -> None:
    left_out = page("a.md", coverage(10, untranslated=90), left_out=True)
    dutch = json.loads(ours.render(Report("", ENGLISH, (locale_report(DUTCH, [left_out]),))))["locales"][0]

    assert dutch["pages"][0]["published"] == {"words": 0, "messages": 0, "percent": 0.0} == dutch["published"]
