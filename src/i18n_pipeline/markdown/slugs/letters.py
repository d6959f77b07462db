"""Tables of letters and what slugs have in their place, as libraries of slug makers hold them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path


@cache
def table(name: str) -> Mapping[str, str]:
    """What stands in a slug for each character, by a file with code points: `a<tab>E0-E5 100`."""
    return {sign: said for said, points in _rows(name) for sign in characters(points)}


@cache
def spelt(name: str) -> Mapping[str, str]:
    """The same, by a file with the characters themselves."""
    return {sign: said for said, signs in _rows(name) for sign in signs.split(" ")}


@cache
def last_row(name: str) -> frozenset[str]:
    """The characters whose code points stand in the last line of a file."""
    return frozenset(characters(_text(name).splitlines()[-1]))


def characters(points: str) -> Iterator[str]:
    """The characters of a list of code points: `E0-E5 100`."""
    for part in points.split():
        bounds = [int(point, 16) for point in part.split("-")]
        yield from map(chr, range(bounds[0], bounds[-1] + 1))


def _rows(name: str) -> Iterator[tuple[str, str]]:
    for line in _text(name).splitlines():
        said, tab, rest = line.partition("\t")
        if tab:
            yield said, rest


def _text(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
