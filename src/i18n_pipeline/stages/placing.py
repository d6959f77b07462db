"""Which catalogue has to have which pages, and what it has to take from other files for that."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Take:
    """Messages of a page that are not where they belong, or have the name of another page."""

    path: Path
    """The catalogue they are in."""
    page: str
    """The page they are of there; empty: no page."""
    name: str
    """The page they shall be of; empty: no page."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done with one catalogue."""

    pages: list[str] = field(default_factory=list)
    """The pages to merge, in page order."""
    gone: list[str] = field(default_factory=list)
    """Pages that are no more; empty: messages of no page."""
    takes: list[Take] = field(default_factory=list)
    """What it has to take."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a project."""

    home: Callable[[str], Path]
    """Where the messages of a page belong."""
    known: frozenset[str]
    """All pages there are."""
    worked: tuple[str, ...]
    """Those that are worked on, in page order."""
    whole: bool
    """Whether pages that are gone are looked after, too."""
    single: bool
    """Whether every page has a catalogue of its own."""


def plans(
    pages: Pages, there: Mapping[Path, Collection[str]], renamed: Mapping[tuple[Path, str], str]
) -> dict[Path, Plan]:
    """What is to be done with each catalogue, in page order.

    `there` says which pages each catalogue has, `renamed` which pages have another name now.
    """
    worked = frozenset(pages.worked)
    made: dict[Path, Plan] = {}
    for page in pages.worked:
        made.setdefault(pages.home(page), Plan()).pages.append(page)
    for take in _placed(pages, there, renamed):
        gone = take.name not in pages.known
        if not (pages.whole if gone else take.name in worked):
            continue
        to = _home(pages, take, there[take.path])
        plan = made.setdefault(to, Plan())
        if gone and take.name not in plan.gone:
            plan.gone.append(take.name)
        if (to, take.name) != (take.path, take.page):
            plan.takes.append(take)
    return made


def _placed(
    pages: Pages, there: Mapping[Path, Collection[str]], renamed: Mapping[tuple[Path, str], str]
) -> Iterator[Take]:
    """Every part of every catalogue, with the name it shall have; those of no page last."""
    for path, held in sorted(there.items()):
        for page in sorted(filter(None, held)):
            yield Take(path, page, renamed.get((path, page), page))
    for path, held in sorted(there.items()):
        if "" in held:
            yield Take(path, "", min(pages.known.intersection(held), default="") if pages.single else "")


def _home(pages: Pages, take: Take, held: Collection[str]) -> Path:
    """Where a part belongs; one of no page goes with the first page of its file."""
    page = take.name or min(filter(None, held), default="")
    return pages.home(page) if page else take.path
