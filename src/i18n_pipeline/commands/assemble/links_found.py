"""Links of localised pages that lead nowhere, found once all pages are written.

A link is told of only if the English one leads somewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.project import disk, page_links
from i18n_pipeline.project.settings import Config

MISSING, ANCHOR = "link-missing", "anchor-missing"
"""The check ids: of links that lead nowhere, and of fragments that no heading answers to."""


@dataclass(frozen=True, slots=True)
class Followed:
    """Where one link of a localised page leads."""

    target: str
    """Its target, as on the localised page but unescaped."""
    page: str
    """The English page that it leads to, or whose localised page it leads to, relative to the project; empty for a file
    that is missing."""
    fragment: str = ""
    """The id that it leads to, unescaped; empty: the page as a whole."""
    in_language: bool = True
    """Whether it leads to the localised page."""


@dataclass(frozen=True, slots=True)
class PageLinks:
    """The links of a localised page, and the ids of its headings if they are not those of the English page."""

    links: tuple[Followed, ...] = ()
    """Its links to pages of the project, and those to files that are missing; each target once."""
    english: tuple[str, ...] = ()
    """The ids of the headings of the English page; empty if the localised page has the same."""
    localised: tuple[str, ...] = ()
    """Those of the localised page."""


NO_LINKS = PageLinks()


def findings(config: Config, locale: str, pages: Mapping[str, PageLinks], asked: Iterable[str]) -> Iterator[Finding]:
    """Links of the pages `asked` that lead nowhere. `pages`: all whose links are known, by their paths."""
    written: dict[str, bool] = {}
    for page in asked:
        for link in pages[page].links if page in pages else ():
            if why := _fault(config, locale, link, pages, written):
                check, said, advice = why
                yield _told(config, locale, page, link.target, Finding(Severity.WARNING, check, said, advice=advice))


def _fault(
    config: Config, locale: str, link: Followed, pages: Mapping[str, PageLinks], written: dict[str, bool]
) -> tuple[str, str, str] | None:
    """Why a link leads nowhere: check id, sentence, and advice; None if it leads somewhere."""
    if not link.page:
        return MISSING, f"the file of the link {link.target!r} is not there", "copy it to where the localised page is"
    if not link.in_language:
        return None
    if link.page not in written:
        written[link.page] = page_links.is_written(config, locale, link.page)
    if not written[link.page]:
        if config.part(link.page).kind.habits.falls_back:
            return None
        said = f"the link {link.target!r} leads to {link.page}, which has no localised page"
        return MISSING, said, "translate that page, or name another target"
    other = pages.get(link.page)
    if other is None or link.fragment not in other.english or link.fragment in other.localised:
        return None
    said = f"no heading of the localised page of {link.page} has the id of the link {link.target!r}"
    return ANCHOR, said, "write that id on the heading of the English page"


def _told(config: Config, locale: str, page: str, target: str, finding: Finding) -> Finding:
    """A finding with its file, and the line on which the target stands."""
    file = page_links.localised(config, locale, page)
    data = disk.read(config.root / file) or b""
    at = data.find(target.encode())
    line = data.count(b"\n", 0, at) + 1 if at >= 0 else 0
    return replace(finding, file=file, line=line, page=page, locale=locale)
