"""Links of localised pages that lead nowhere, found once all pages are written.

A link is told of only if the English one leads somewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from i18n_pipeline.findings import Finding, Severity
from i18n_pipeline.markdown.writing.followed import Followed
from i18n_pipeline.project import disk, page_links
from i18n_pipeline.project.settings import Config

MISSING, ANCHOR = "link-missing", "anchor-missing"
"""The check ids: of links that lead nowhere, and of fragments that no heading answers to."""
Fault: TypeAlias = tuple[str, str, str]
"""Why a link leads nowhere: check id, sentence, and advice."""


class PageLinks(Struct, frozen=True):
    """The links of a localised page, and the ids of its headings if they are not those of the English page."""

    links: tuple[Followed, ...] = ()
    """Its links to pages of the project, and those to files that are missing; each target once."""
    english: tuple[str, ...] = ()
    """The ids of the headings of the English page; empty if the localised page has the same."""
    localised: tuple[str, ...] = ()
    """Those of the localised page."""


NO_LINKS = PageLinks()
LinksOf: TypeAlias = Callable[[str], PageLinks | None]
"""Gives the links of a page by its path; None: they are not known."""


FILE_BESIDE = re.compile(r"\.\.?/[^?#]*\.mdx?(?![^?#])", re.IGNORECASE)
"""A target that names the file of a page from the folder of its own page; without `.md` it is an address, and works."""


def findings(config: Config, locale: str, links_of: LinksOf, asked: Iterable[str]) -> Iterator[Finding]:
    """Links of the pages `asked` that lead nowhere."""
    written: dict[str, bool] = {}

    def is_written(page: str) -> bool:
        if page not in written:
            written[page] = page_links.is_written(config, locale, page)
        return written[page]

    for page in asked:
        is_there = is_written(page)
        for link in (links_of(page) or NO_LINKS).links:
            why = (
                _fault(config, link, links_of, is_written)
                if is_there
                else _fault_in_english(config, locale, page, link, is_written)
            )
            if why and not config.is_silent(why[0], locale, page):
                file = page_links.localised(config, locale, page) if is_there else page
                yield replace(_told(config, file, link.target, why), page=page, locale=locale)


def _fault_in_english(
    config: Config, locale: str, page: str, link: Followed, is_written: Callable[[str], bool]
) -> Fault | None:
    """Why a link is broken on the English page that the site shows in place of one that is not translated."""
    beside = config.part(page).kind.habits.english_beside_only
    if not beside or not link.page or not FILE_BESIDE.match(link.target) or not is_written(link.page):
        return None
    said = (
        f"the site shows this page in {locale} too, where its link {link.target!r} is broken: that page is translated"
    )
    return MISSING, said, "write the target from the root of the pages, with a slash before it"


def _fault(config: Config, link: Followed, links_of: LinksOf, is_written: Callable[[str], bool]) -> Fault | None:
    """Why a link leads nowhere: check id, sentence, and advice; None if it leads somewhere."""
    if not link.page:
        return MISSING, f"the file of the link {link.target!r} is not there", "copy it to where the localised page is"
    if not link.in_language:
        return None
    if not is_written(link.page):
        if config.part(link.page).kind.habits.falls_back or config.assemble.writes_all:
            return None
        said = f"the link {link.target!r} leads to {link.page}, which has no localised page"
        return MISSING, said, "translate that page, or name another target"
    other = links_of(link.page) if link.fragment else None
    if other is None or link.fragment not in other.english or link.own in other.localised:
        return None
    said = f"no heading of the localised page of {link.page} has the id of the link {link.target!r}"
    return ANCHOR, said, "write that id on the heading of the English page"


def _told(config: Config, file: str, target: str, why: Fault) -> Finding:
    """The finding, with its file and the line on which the target stands."""
    data = disk.read(config.root / file) or b""
    at = data.find(target.encode())
    line = data.count(b"\n", 0, at) + 1 if at >= 0 else 0
    check, said, advice = why
    return Finding(Severity.WARNING, check, said, file, line, advice=advice)
