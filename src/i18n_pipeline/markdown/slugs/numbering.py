"""Ways to tell equal ids of one page apart. Each gets the slugs and the written ids of a page's headings, in order."""

from __future__ import annotations

import re
from collections.abc import Sequence

Wanted = Sequence[tuple[str, str | None]]
COUNTED = re.compile(r"(.*)_([0-9]{1,4000})", re.DOTALL)


def github_slugger(wanted: Wanted) -> list[str | None]:
    """`-1`, `-2`, … skipping ids that are taken; written ids do not count (github-slugger 2.0.0)."""
    taken: dict[str, int] = {}
    return [_of_slugger(slug, taken) if written is None else written for slug, written in wanted]


def slugger_of_all(slugs: Sequence[str]) -> list[str]:
    """The same for slugs alone."""
    taken: dict[str, int] = {}
    return [_of_slugger(slug, taken) for slug in slugs]


def _of_slugger(original: str, taken: dict[str, int]) -> str:
    slug = original
    while slug in taken:
        taken[original] += 1
        slug = f"{original}-{taken[original]}"
    taken[slug] = 0
    return slug


def in_order(wanted: Wanted) -> list[str | None]:
    """`-1`, `-2`, … skipping ids that are taken so far, by written ones too (Hugo, markdown-it-anchor)."""
    taken: dict[str, int] = {}
    return [_free(slug, taken) if written is None else _kept(written, taken) for slug, written in wanted]


def among_own(wanted: Wanted) -> list[str | None]:
    """`-1`, `-2`, … skipping ids that were made so far; written ids do not count (mdBook)."""
    taken: dict[str, int] = {}
    return [_free(slug, taken) if written is None else written for slug, written in wanted]


def written_first(wanted: Wanted) -> list[str | None]:
    """`-1`, `-2`, … skipping ids that are taken so far or written anywhere on the page (Zola)."""
    taken = {written: 0 for _, written in wanted if written is not None}
    return [_free(slug, taken) if written is None else written for slug, written in wanted]


def _free(slug: str, taken: dict[str, int]) -> str:
    """The slug with the first number that is free; `taken` has the greatest number so far of each, which was."""
    if slug not in taken:
        taken[slug] = 0
        return slug
    number = taken[slug] + 1
    while (found := f"{slug}-{number}") in taken:
        number += 1
    taken[slug] = number
    taken[found] = 0
    return found


def _kept(written: str, taken: dict[str, int]) -> str:
    taken.setdefault(written, 0)
    return written


def unchecked(wanted: Wanted) -> list[str | None]:
    """`-1`, `-2`, … by how often the slug itself was there, though that id may be taken (kramdown)."""
    times: dict[str, int] = {}
    found: list[str | None] = []
    for slug, written in wanted:
        if written is None:
            times[slug] = times.get(slug, -1) + 1
        found.append(written or (f"{slug}-{times[slug]}" if times[slug] else slug))
    return found


def by_underscore(wanted: Wanted) -> list[str | None]:
    """`_1`, `_2`, … after ids that are taken or empty; `a_1` is counted on to `a_2` (toc of Python-Markdown)."""
    taken = {written for _, written in wanted if written is not None}
    last: dict[str, int] = {}
    found: list[str | None] = []
    for slug, written in wanted:
        free = slug
        if not written and (slug in taken or not slug):
            counted = COUNTED.fullmatch(slug)
            base, number = (counted[1], int(counted[2])) if counted else (slug, 0)
            number = last.get(slug, number) + 1
            while (free := f"{base}_{number}") in taken:
                number += 1
            last[slug] = number
        taken.add(written or free)
        found.append(written or free)
    return found


def from_two(wanted: Wanted) -> list[str | None]:
    """`-2`, `-3`, … by how often the slug itself was there (IdAttributePlugin of Eleventy)."""
    times: dict[str, int] = {}
    found: list[str | None] = []
    for slug, written in wanted:
        name = slug if written is None else written
        times[name] = times.get(name, 0) + 1
        found.append(f"{slug}-{times[slug]}" if written is None and times[slug] > 1 else name)
    return found


def numbers_alone(wanted: Wanted) -> list[str | None]:
    """`id1`, `id2`, … for headings whose slug is empty or taken (docutils)."""
    taken: set[str] = set()
    found: list[str | None] = []
    number = 0
    for slug, _ in wanted:
        free = slug
        while not free or free in taken:
            number += 1
            free = f"id{number}"
        taken.add(free)
        found.append(free)
    return found
