"""Each fault of `tests/faults/` is found by its check, and nothing is wrong with the good translation beside it."""

from __future__ import annotations

import pytest
from helpers.faults import STYLE, Case, cases, found

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.locale}-{case.check}-{case.source[:30]}")
def test_a_fault_is_found_by_its_check(case: Case) -> None:
    assert case.check in {one.check for one in found(case, case.bad)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.locale}-{case.check}-{case.source[:30]}")
def test_a_good_translation_has_no_error_and_no_warning(case: Case) -> None:
    told = found(case, case.good)

    assert [one for one in told if one.severity is not STYLE] == []
    assert case.check not in {one.check for one in told}


def test_there_are_faults_of_many_kinds_in_many_languages() -> None:
    assert len(CASES) >= 150
    assert len({case.check for case in CASES}) >= 25
    assert len({case.locale for case in CASES}) >= 15
