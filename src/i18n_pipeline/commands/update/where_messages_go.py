"""Which catalogue holds which pages, and which messages have to move there from other catalogues."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from i18n_pipeline.project.settings import Config


class Look(Struct, frozen=True):
    """A catalogue to search."""

    config: Config
    """The settings."""
    path: Path
    """The catalogue."""
    page: str
    """The page that owns it if it is not shared."""
    known: bool = False
    """Whether the page exists."""


class Take(Struct, frozen=True):
    """Messages of a page that are in the wrong catalogue or under another page's name."""

    path: Path
    """Catalogue with the messages now."""
    page: str
    """Page name of the messages now; empty: no page."""
    name: str
    """Page name of the messages afterwards; empty: no page."""


class Plan(Struct, frozen=True):
    """Changes to one catalogue."""

    pages: tuple[str, ...] = ()
    """Pages to merge, in page order."""
    gone: tuple[str, ...] = ()
    """Pages that no longer exist; empty name: messages of no page."""
    takes: tuple[Take, ...] = ()
    """Messages to take in."""


class Pages(Struct, frozen=True):
    """The pages of a project."""

    home: Callable[[str], Path]
    """Gives the catalogue for a page's messages."""
    known: frozenset[str]
    """All existing pages."""
    worked: tuple[str, ...]
    """Pages chosen for this run, in page order."""
    whole: bool
    """Whether deleted pages are handled too."""
    single: bool
    """Whether every page has a catalogue of its own."""


def plans(
    pages: Pages, there: Mapping[Path, Collection[str]], renamed: Mapping[tuple[Path, str], str]
) -> dict[Path, Plan]:
    """Changes to each catalogue, in page order.

    `there`: pages in each catalogue now; `renamed`: new names of renamed pages.
    """
    worked = frozenset(pages.worked)
    own: dict[Path, list[str]] = {}
    for page in pages.worked:
        own.setdefault(pages.home(page), []).append(page)
    made = {path: Plan(tuple(names)) for path, names in own.items()}
    ends: dict[Path, dict[str, None]] = {}
    taken: dict[Path, list[Take]] = {}
    for take in _placed(pages, there, renamed):
        gone = take.name not in pages.known
        if not (pages.whole if gone else take.name in worked):
            continue
        to = _home(pages, take, there[take.path])
        made.setdefault(to, Plan())
        if gone:
            ends.setdefault(to, {})[take.name] = None
        if (to, take.name) != (take.path, take.page):
            taken.setdefault(to, []).append(take)
    return made | {
        path: Plan(made[path].pages, tuple(ends.get(path, ())), tuple(taken.get(path, ())))
        for path in made
        if path in ends or path in taken
    }


def _placed(
    pages: Pages, there: Mapping[Path, Collection[str]], renamed: Mapping[tuple[Path, str], str]
) -> Iterator[Take]:
    """Every part of every catalogue with its new page name; messages of no page last."""
    for path, held in sorted(there.items()):
        for page in sorted(filter(None, held)):
            yield Take(path, page, renamed.get((path, page), page))
    for path, held in sorted(there.items()):
        if "" in held:
            yield Take(path, "", min(pages.known.intersection(held), default="") if pages.single else "")


def _home(pages: Pages, take: Take, held: Collection[str]) -> Path:
    """Catalogue for a part; messages of no page go with the first page of their file."""
    page = take.name or min(filter(None, held), default="")
    return pages.home(page) if page else take.path
