"""Which files of a built site may be those of an English page: by its path, and by addresses in its front matter."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from i18n_pipeline.markdown.reading.front_matter import FrontMatter
from i18n_pipeline.project import disk

HTML = (".html", ".htm")
INDEX = frozenset({"index", "_index", "readme", "+page", "page"})
"""Names of pages that are shown at the address of their folder, in lower case."""
ADDRESSES = ("slug", "url", "permalink")
"""Front-matter keys by which authors give a page another address."""
NUMBER = re.compile(r"(^|/)\d+[-_. ]+(?=[^/])")
"""A number that begins the name of a file or folder for the sake of order alone (Docusaurus)."""
DATED = re.compile(r"(?:.*/)?_posts/(?:.*/)?(\d{4})-(\d{2})-(\d{2})-([^/]+)")
"""A post of Jekyll."""
MOST = 20
"""Most files that are read for one page."""


def by_name(folder: Path) -> Mapping[str, list[str]]:
    """The HTML files in a folder, by the last part of their paths. Raises OutsideError."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path, _ in disk.below(folder):
        if path.endswith(HTML):
            found[path.rpartition("/")[2].lower()].append(path)
    return found


def candidates(path: str, front: FrontMatter, files: Mapping[str, list[str]]) -> list[str]:
    """The files that may be the built page of the page at `path`, relative to its source folder; the likeliest first.

    First those at the very path, then those at this path below other folders: the site's base, or that of a plugin.
    """
    wanted = list(dict.fromkeys(one.lower() for one in _names(path, front)))
    found: dict[str, None] = {}
    for exact in (True, False):
        for name in wanted:
            there = sorted(files.get(name.rpartition("/")[2], ()), key=lambda one: (one.count("/"), one))
            own = (one for one in there if (one.lower() == name if exact else one.lower().endswith(f"/{name}")))
            found.update(dict.fromkeys(own))
    return list(found)[:MOST]


def names(path: str, front: FrontMatter) -> list[str]:
    """The paths at which the built page is looked for first, for people."""
    return list(dict.fromkeys(_names(path, front)))[:2]


def _names(path: str, front: FrontMatter) -> Iterator[str]:
    """The paths that generators give the built page."""
    stem = posixpath.splitext(path)[0]
    for address in _addresses(stem, front):
        yield from _at(address)
    if dated := DATED.fullmatch(stem):
        yield from _at("/".join(dated.groups()))
    for one in (stem, re.sub(r"\s+", "-", stem), NUMBER.sub(r"\1", stem)):
        folder, _, name = one.rpartition("/")
        base = re.sub(r"\.[a-z]{2}$", "", name)  # the language of the page: `x.en.md`
        if base.lower() in INDEX:
            yield from _at(folder)
        yield from _at(posixpath.join(folder, base))
        yield from _at(one)


def _addresses(stem: str, front: FrontMatter) -> Iterator[str]:
    """The addresses that the front matter gives the page, relative to the root of the site."""
    for node in front.nodes:
        if node.path in ADDRESSES and node.is_text and node.text.strip() and "{" not in node.text:
            address = unquote(urlsplit(node.text.strip()).path)
            yield address if address.startswith("/") else posixpath.join(posixpath.dirname(stem), address)


def _at(address: str) -> Iterator[str]:
    """The files that may stand for an address."""
    address = posixpath.normpath(address.strip("/") or ".").lstrip("./")
    if address.endswith(HTML):
        yield address
        return
    yield posixpath.join(address, "index.html")
    if address:
        yield f"{address}.html"
