"""The few among many with which something goes wrong are found together, each with its fault."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from i18n_pipeline.markdown.writing.halving import culprits


@given(size=st.integers(0, 200), bad=st.frozensets(st.integers(0, 199), max_size=9))
def test_all_that_is_wrong_is_found_in_few_questions(size: int, bad: frozenset[int]) -> None:
    asked = []

    def fault(things: list[int]) -> int | None:
        asked.append(things)
        return min(bad.intersection(things), default=None)

    wrong = {thing for thing in bad if thing < size}
    assert culprits(range(size), fault) == {thing: thing for thing in wrong}
    assert len(asked) <= 2 + 2 * len(wrong) * (size.bit_length() + 1)


@given(pairs=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5))
def test_of_two_that_do_not_go_together_the_second_is_at_fault(pairs: list[tuple[int, int]]) -> None:
    clashes = [pair for pair in pairs if pair[0] != pair[1]]

    def fault(things: list[int]) -> bool | None:
        return any({*pair} <= {*things} for pair in clashes) or None

    found = culprits(range(31), fault)
    left = [thing for thing in range(31) if thing not in found]
    assert fault(left) is None
    assert all(fault([other for other in left if other < thing] + [thing]) for thing in found)


def test_nothing_is_at_fault_where_all_is_wrong_without_it() -> None:
    assert culprits([1, 2], lambda _: "always") == {}
