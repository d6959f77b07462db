"""Find the faulty few among many by bisection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Thing = TypeVar("Thing")
Fault = TypeVar("Fault")


def culprits(things: Sequence[Thing], fault: Callable[[list[Thing]], Fault | None]) -> dict[Thing, Fault]:
    """Map each faulty thing to its fault; a thing is faulty if adding it to the good ones before it causes a fault.

    `fault` tests several things together and returns None if all is well. It is called about 2 log2(number of things)
    times per culprit. If even an empty list has a fault, there are no culprits.
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
