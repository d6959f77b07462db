"""Merge two changed versions of a list three ways: lines of comments, and the order of entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Sequence

H = TypeVar("H", bound="Hashable")
T = TypeVar("T")


def newer(base: T, ours: T, theirs: T) -> T:
    """The changed one of two values; `ours` if both changed."""
    return theirs if ours == base else ours


def united(base: Iterable[H], ours: Sequence[H], theirs: Sequence[H]) -> tuple[H, ...]:
    """A list with what either side added and without what either side removed, each once.

    If one side did not change the list, the other one stays as it is.
    """
    before = tuple(base)
    if tuple(ours) == before or tuple(theirs) == before:
        return tuple(newer(before, tuple(ours), tuple(theirs)))
    return tuple(in_order(before, ours, theirs, _wanted(before, ours, theirs)))


def _wanted(base: Collection[H], ours: Collection[H], theirs: Collection[H]) -> set[H]:
    added = (set(ours) | set(theirs)) - set(base)
    return (set(ours) & set(theirs)) | added


def is_led_by_theirs(base: Sequence[H], ours: Sequence[H], theirs: Sequence[H]) -> bool:
    """Whether `theirs` alone has what was there before in another order."""
    common = set(base) & set(ours) & set(theirs)
    before, here, there = ([one for one in side if one in common] for side in (base, ours, theirs))
    return here == before != there


def in_order(base: Sequence[H], ours: Sequence[H], theirs: Sequence[H], wanted: Collection[H]) -> list[H]:
    """The wanted items, each once, in the order of the side that changed it, else of `ours`.

    An item of the other side alone follows the item that it follows there, and what the first side put after that.
    """
    lead, other = (theirs, ours) if is_led_by_theirs(base, ours, theirs) else (ours, theirs)
    following: dict[H | None, list[H]] = {}
    known, shared = set(lead), set(other)
    last: H | None = None
    for item in other:
        if item in known:
            last = item
        else:
            following.setdefault(last, []).append(item)
    found: dict[H, None] = {}
    waiting = following.get(None, [])
    for item in lead:
        if item in shared:
            found |= dict.fromkeys(waiting)
            waiting = following.get(item, [])
        found[item] = None
    found |= dict.fromkeys(waiting)
    return [item for item in found if item in wanted]
