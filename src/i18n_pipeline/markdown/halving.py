"""Find the few among many with which something goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Thing = TypeVar("Thing")
Fault = TypeVar("Fault")


def culprits(things: Sequence[Thing], fault: Callable[[list[Thing]], Fault | None]) -> dict[Thing, Fault]:
    """The things that go wrong beside those before them which do not, each with the fault it brings.

    `fault` says what is wrong with some of the things together. It is asked about twice the logarithm of their number
    for each culprit. Where it finds fault with no things at all, there are no culprits.
    """
    found: dict[Thing, Fault] = {}
    good: list[Thing] = []
    groups: list[Sequence[Thing]] = [things, []]
    while groups:
        group = groups.pop()
        wrong = fault([*good, *group])
        if wrong is None:
            good += group
        elif not group:
            return {}
        elif len(group) == 1:
            found[group[0]] = wrong
        else:
            middle = len(group) // 2
            groups += [group[middle:], group[:middle]]
    return found
