"""The cases under tests/cases, each a page with its texts and what must come out."""

from __future__ import annotations

import pytest
from helpers import oracle
from helpers.assembling import KEEP, PIN, assembled, msgids, read
from helpers.cases import Case, cases

from i18n_pipeline.model import IGNORE_NOTE

ALL = cases()


@pytest.mark.parametrize("case", ALL, ids=str)
def test_the_localised_page_is_as_the_case_says(case: Case) -> None:
    rules = PIN if "pin" in case.sections else KEEP
    known = msgids(case.english, case.dialect)
    if "messages" in case.sections:
        assert case.paragraphs("messages") == known
    assert [msgid for msgid in case.texts if msgid not in known] == [], f"these are there: {known}"

    accepted = case.sections.get("accepted", "").strip()
    made = assembled(read(case.english, case.dialect), case.texts, rules, (IGNORE_NOTE + accepted,) if accepted else ())

    refused = [line for line in case.sections.get("refused", "").splitlines() if line]
    assert refused == [f"{refusal.page_line}: {refusal.text}" for refusal in made.refusals]
    assert case.localised == made.data.decode()


PLAIN = [c for c in ALL if not {"accepted", "pin"} & set(c.sections) and c.profile == "commonmark"]


@pytest.mark.parametrize("case", PLAIN, ids=str)
def test_what_a_case_expects_has_the_structure_of_the_english_page(case: Case) -> None:
    assert oracle.structure(case.english) == oracle.structure(case.localised)


def test_no_two_cases_have_one_name() -> None:
    names = [str(case) for case in ALL]

    assert sorted(set(names)) == sorted(names)
