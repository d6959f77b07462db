"""What every tool is handed, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeAlias


class Files(NamedTuple):
    """One page on its way through a tool."""

    page: Path
    """The English page."""
    catalogue: Path
    """Its catalogue; the folder is there."""
    result: Path
    """The reassembled page; the folder is there."""


@dataclass(frozen=True, slots=True)
class Site:
    """The folders of one tool."""

    root: Path
    """Holds `source`, the pages."""
    name: str
    """Folder below `root` that is the tool's own: `catalogues` and `result` lie in it."""
    jobs: int = 1
    """Processes, for tools that can be told."""

    @property
    def own(self) -> Path:
        """The tool's own folder."""
        return self.root / self.name

    def pages(self) -> list[Files]:
        """Every page, in the order of names."""
        return list(self._pages())

    def _pages(self) -> Iterator[Files]:
        source = self.root / "source"
        for page in sorted(source.rglob("*.md")):
            path = page.relative_to(source)
            files = Files(page, self.own / "catalogues" / path.with_suffix(".po"), self.own / "result" / path)
            files.catalogue.parent.mkdir(parents=True, exist_ok=True)
            files.result.parent.mkdir(parents=True, exist_ok=True)
            yield files


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a stage did to all pages."""

    failures: tuple[str, ...] = ()
    """Pages it could not do, each with the reason."""
    refused: int = 0
    """Messages whose translation it refused."""
    seconds: float | None = None
    """Wall time, where only the tool's own process could take it."""
    cpu: float | None = None
    """Processor time, likewise."""


Stage: TypeAlias = Callable[[Site], Callable[[], Outcome]]
"""Looks where things are, and returns what is then timed."""
Stages: TypeAlias = Mapping[str, Stage]
"""The stages of a tool: `extract` and `reassemble`, and whatever more it has."""


def page_by_page(convert: Callable[[Files], None]) -> Stage:
    """Make a stage of a function that does one page; what it raises counts as a failure of that page."""

    def stage(site: Site) -> Callable[[], Outcome]:
        pages = site.pages()
        return lambda: Outcome(tuple(reason for files in pages if (reason := attempt(convert, files))))

    return stage


def attempt(convert: Callable[[Files], None], files: Files) -> str:
    """Why a page could not be converted; empty where it could."""
    try:
        convert(files)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a peer raises is its failure on that page
        return f"{files.page.name}: {type(error).__name__}: {error}"[:200]
    return ""
