"""What a site generator built, read by lxml: of each page its heading ids, links, images, code, tables and words."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = HEADINGS | {"p", "li", "td", "th", "dt", "dd", "summary", "figcaption"}
BY_WORDS = frozenset({"abbr"})
"""Elements that generators put around words of their choice, wherever these stand."""
UNSEEN = frozenset({"script", "style", "template", "svg", "math", "head", "noscript"})


@dataclass(frozen=True, slots=True)
class Page:
    """One built page."""

    language: str
    """The language that its `html` element names."""
    headings: tuple[tuple[str, ...], ...]
    """The ids that each heading of its content answers to; the first is its own."""
    ids: frozenset[str]
    """Every id on the page."""
    links: tuple[str, ...]
    """The targets of all links of its content."""
    images: tuple[str, ...]
    """The addresses of the images of its content."""
    code: tuple[str, ...]
    """The blocks of code of its content."""
    tables: tuple[tuple[int, ...], ...]
    """The number of cells in each row of each table of its content."""
    shape: tuple[str, ...]
    """The elements of its content in order, each with its classes."""
    blocks: tuple[str, ...]
    """The words of each paragraph, heading, item and cell of its content."""
    menu: tuple[str, ...]
    """The words of each link and footer outside its content."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A built site."""

    pages: Mapping[str, Page]
    """Its pages by path, as in `guide/index.html`."""
    files: frozenset[str]
    """The paths of all its files."""

    def file(self, path: str) -> str:
        """The file that a server sends for a path, as static hosts do; empty if there is none."""
        path = path.strip("/")
        tries = (path, f"{path}/index.html".lstrip("/"), f"{path}.html")
        return next((name for name in tries if name in self.files), "")

    def resolved(self, page: str, target: str) -> tuple[str, str] | None:
        """The file and the fragment that a link of a page leads to; None for links to other sites."""
        parts = urlsplit(target)
        if parts.scheme or parts.netloc:
            return None
        path = unquote(parts.path)
        folder = posixpath.dirname(page)
        file = self.file(posixpath.normpath(posixpath.join("/", folder, path))) if path else page
        return file, unquote(parts.fragment)

    def is_there(self, place: tuple[str, str]) -> bool:
        """Whether a file, and the id that a fragment names if it is a page, are in the site."""
        file, fragment = place
        return bool(file) and (not fragment or file not in self.pages or fragment in self.pages[file].ids)


def read(folder: Path, content: str) -> Tree:
    """Read a built site; `content` is the XPath of what the page's author wrote."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    names = {path: path.relative_to(folder).as_posix() for path in files}
    pages = {names[path]: _page(path, content) for path in files if path.suffix == ".html"}
    return Tree(pages, frozenset(names.values()))


def _page(path: Path, content: str) -> Page:
    root = html.document_fromstring(path.read_bytes() or b"<html></html>", parser=html.HTMLParser(encoding="utf-8"))
    found = root.xpath(content)
    body = found[0] if found else html.Element("div")
    elements = list(_seen(body))
    inside = set(elements)
    return Page(
        root.get("lang", ""),
        tuple((*_ids(one), *_ids_above(elements, at)) for at, one in enumerate(elements) if one.tag in HEADINGS),
        frozenset(one.get("id") or one.get("name") for one in root.iter() if isinstance(one.tag, str)) - {None},
        tuple(one.get("href") for one in elements if one.tag == "a" and one.get("href")),
        tuple(one.get("src") for one in elements if one.tag == "img" and one.get("src")),
        tuple(one.text_content() for one in elements if one.tag == "pre"),
        tuple(tuple(len(row) for row in one.iter("tr")) for one in elements if one.tag == "table"),
        tuple(_shown(one) for one in elements if one.tag not in BY_WORDS and not _is_anchor(one)),
        tuple(_words(one) for one in elements if _is_innermost_block(one)),
        tuple(_words(one) for one in root.iter("a", "footer") if one not in inside and _words(one)),
    )


def _shown(element: html.HtmlElement) -> str:
    """An element with its classes, but for those that a generator makes of the page's path or words."""
    classes = sorted(name for name in element.get("class", "").split() if not name.startswith(("_", "svelte-")))
    return ".".join([element.tag, *classes])


def _is_anchor(element: html.HtmlElement) -> bool:
    """Whether an element is there for its id alone."""
    return element.tag in {"a", "span"} and not len(element) and not element.text and bool(element.get("id"))


def _is_innermost_block(element: html.HtmlElement) -> bool:
    return element.tag in BLOCKS and not any(one.tag in BLOCKS for one in element.iterdescendants())


def _seen(body: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """The elements that readers see, in document order."""
    for one in body:
        if isinstance(one.tag, str) and one.tag not in UNSEEN:
            yield one
            yield from _seen(one)


def _ids(heading: html.HtmlElement) -> tuple[str, ...]:
    """The ids of a heading: its own, those of anchors in it or right before it, and that of the section it begins."""
    parent = heading.getparent()
    around = [parent] if parent is not None and parent.tag in {"section", "a"} else []
    before = [one for one in heading.itersiblings(preceding=True) if _is_anchor(one)] if around else []
    places = (heading, *heading.iterdescendants(), *around, *before)
    return tuple(dict.fromkeys(one.get("id") for one in places if one.get("id")))


def _ids_above(elements: Sequence[html.HtmlElement], at: int) -> tuple[str, ...]:
    """The ids in a paragraph of nothing but anchors that stands right before a heading or before its section."""
    before = [one for one in reversed(elements[:at]) if one.tag != "section"]
    anchors = list(takewhile(_is_anchor, before))
    above = next(iter(before[len(anchors) :]), None)
    own = [] if above is None or above.tag != "p" or "".join(above.itertext()).strip() else [*above]
    return tuple(one.get("id") for one in own) if own == anchors[::-1][: len(own)] else ()


def _words(element: html.HtmlElement) -> str:
    """The words of an element, without those that nobody sees or that generators put into headings."""
    parts = [element.text or ""]
    for one in element:
        if isinstance(one.tag, str) and one.tag not in UNSEEN and "header-anchor" not in (one.get("class") or ""):
            parts.append(_words(one))
        parts.append(one.tail or "")
    return " ".join("".join(parts).split())
