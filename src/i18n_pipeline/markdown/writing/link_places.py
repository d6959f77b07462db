"""What a link target of the English page leads to: a page, a file, or nothing that lies in the project.

Addresses lead to pages by their paths, or to the page that states the address for itself in its front matter.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import lru_cache
from typing import TypeAlias
from urllib.parse import quote, unquote

from msgspec import Struct
from msgspec.structs import replace

ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|[/#?@{~]|%(?![0-9A-Fa-f]{2})|$")
"""Link targets that stay right wherever the page lies: with a scheme, from the root, in the page itself, templates."""
PARTS = re.compile(r"([^#?]*)(.*)", re.DOTALL)
"""A target's path, and its query and fragment."""
PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
"""A byte as URLs spell it (RFC 3986, section 2.1)."""
STATIC = ("public", "static", ".")
"""Folders whose files are at the root of the site: of Astro, VitePress, Nextra; Hugo, Docusaurus, Zola; and Jekyll."""
INDEXES = ("index", "_index", "README")
"""Names of pages that stand for their folder."""


class Where(StrEnum):
    """The kind of place in which a target stands: generators treat the same target differently there."""

    LINK = "link"
    """A link, image or definition of Markdown."""
    HTML = "html"
    """An attribute of an HTML element, which most generators leave as it is."""
    COMPONENT = "component"
    """An attribute of a component, or a parameter of a shortcode."""
    FRONT_MATTER = "front matter"
    """A value of the front matter."""
    PATH = "path"
    """The path of a file in code: of an import, an include, or a template tag."""
    ADDRESS = "address"
    """The address that a page states for itself in its front matter."""


Retarget: TypeAlias = Callable[[str, Where], str]
"""Turns a link target of the English page, in a place of a kind, into the target for the localised page."""


def kept(target: str, _where: Where) -> str:
    """The same target."""
    return target


class Places(Struct, frozen=True):
    """Where a page and its localised page lie, and what lies around them. Paths are relative to the project."""

    page: str
    """The English page."""
    localised: str
    """The localised page."""
    is_file: Callable[[str], bool]
    """Whether a path is an existing file."""
    is_page: Callable[[str], bool]
    """Whether the settings make a path a page, so that it may get a localised page too."""
    at_address: Callable[[str], str] = lambda _: ""
    """The English page or the file at an address below the root of the site; empty if there is none."""
    is_stated: Callable[[str], bool] = lambda _: False
    """Whether a page states this address, below the root of the site, for itself."""
    output: Callable[[str], str] = str
    """The path of the localised page of an English page."""
    is_translated: Callable[[str], bool] = lambda _: True
    """Whether an English page has a localised page once the run has ended."""
    source: str = "."
    """The folder of the English pages."""
    suffixes: tuple[str, ...] = (".md",)
    """The ends of the names of pages."""
    locale: str = ""
    """The name of the locale in paths and addresses."""
    english: str = "en"
    """The same of the language of the English pages."""
    english_in_folder: bool = False
    """Whether the addresses of English pages begin with that name, as in `/en/guide/`."""
    site: str = ""
    """The address of the site, or its path alone, with a final slash: `https://example.org/docs/`, `/docs/`."""
    path: str = "/"
    """The path of the site, with which addresses begin that are written from its root; `/` where the site adds it."""
    mount: str = ""
    """What the addresses of pages begin with, with a final slash, if the source folder is not at the root of the site.
    Localised pages lie in a folder below it: `docs/nl/`."""


class Habits(Struct, frozen=True):
    """What a site generator does by itself with links in several languages."""

    falls_back: bool = False
    """Whether it shows the English page under the address of a language in which it is not translated."""
    english_beside_only: bool = False
    """Whether a relative target on such an English page is looked for among the English pages that are shown so."""
    finds_language: bool = False
    """Whether a target that stays as it is leads to the page in the language of the page that it stands on."""
    shares_files: bool = False
    """Whether a relative target of a file leads from a localised page to the file beside the English page."""
    has_collections: bool = False
    """Whether a folder `_docs` is a collection: its pages have addresses below `/docs/`."""


NO_HABITS = Habits()


class Lead(Struct, frozen=True):
    """An English page or file that a target leads to."""

    path: str
    """Its path."""
    is_page: bool
    """Whether it is a page."""
    is_rooted: bool = False
    """Whether the target is an address from the root of the site, or a whole address of it."""
    before: str = ""
    """What stands before the path in the target: the address of the site, or the mark of a root."""
    name: str = ""
    """The path as it is spelled in the target."""
    tail: str = ""
    """Query and fragment."""


def lead(target: str, places: Places) -> Lead | None:
    """What a target leads to; None if it leads out of the project, to nothing known, or to a place of the same page."""
    name, tail = PARTS.fullmatch(target).groups()  # type: ignore[union-attr] # it matches anything
    before = _before(name, places)
    if before:
        path = places.at_address(name[len(before) :])
        return Lead(path, places.is_page(path), True, before, name[len(before) :], tail) if path else None
    return None if ELSEWHERE.match(target) else _beside(name, tail, places)


def path_of_site(site: str) -> str:
    """The path of the address of a site, with slashes around it: `/docs/` of `https://example.org/docs/`."""
    path = site.partition("://")[2].partition("/")[2] if "://" in site else site
    return f"/{path.strip('/')}/" if path.strip("/") else "/"


def _before(name: str, places: Places) -> str:
    """What stands in a target before the path within the site: its address, or its path; empty if that is no address.

    Many generators add the path of the site by themselves, so that it may be absent.
    """
    if "://" in places.site and name.startswith(places.site):
        return places.site
    if name.startswith("//") or not name.startswith("/"):
        return ""
    return places.path if name.startswith(places.path) else "/"


def _beside(name: str, tail: str, places: Places) -> Lead | None:
    """The file or page that a relative target leads to by its path."""
    folder = posixpath.dirname(places.page)
    for spelled in dict.fromkeys((name, unquote(name))):
        path = posixpath.normpath(posixpath.join(folder, spelled))
        if not path.startswith(("../", "/")) and places.is_file(path):
            return Lead(path, places.is_page(path), name=name, tail=tail)
    return None


def at_relative_address(target: str, places: Places) -> list[Lead]:
    """The pages at a relative address: `../b/` on a page that has the address `/a/x/` or `/a/x`, each once."""
    name, tail = PARTS.fullmatch(target).groups()  # type: ignore[union-attr] # it matches anything
    if ELSEWHERE.match(target) or posixpath.splitext(name.rstrip("/"))[1] not in {"", ".html"}:
        return []
    page = posixpath.splitext(posixpath.relpath(f"/{places.page}", f"/{places.source}"))[0]
    folders = (page.removesuffix("/index").removesuffix("/_index"), posixpath.dirname(page))
    found = dict.fromkeys(places.at_address(posixpath.normpath(posixpath.join(folder, name))) for folder in folders)
    return [Lead(path, is_page=True, name=name, tail=tail) for path in found if path and places.is_page(path)]


# --- addresses ---------------------------------------------------------------------------------------


class Roots(Struct, frozen=True):
    """What decides which page or file has an address."""

    source: str
    """The folder of the English pages, relative to the project."""
    suffixes: tuple[str, ...]
    """The ends of the names of pages."""
    english: str
    """The name of the language of the English pages in addresses."""
    mount: str = ""
    """See `Places.mount`."""


def at_address(address: str, roots: Roots, is_there: Callable[[str], bool]) -> str:
    """The page or file at an address below the root of the site, by the paths that are there; empty for none."""
    path = posixpath.normpath(unquote(address)) if address else ""
    if path.startswith(("..", "/")) or "\0" in path:
        return ""
    if posixpath.splitext(path)[1] not in {"", ".html", *roots.suffixes}:
        return next(filter(is_there, _files(path, roots)), "")
    return next(filter(is_there, _pages(path, roots)), "")


def _files(path: str, roots: Roots) -> Iterator[str]:
    """The paths that the file at an address may have: below the pages, or in a folder of files that are only copied."""
    return (f"{folder}{path}" for folder in _folders(roots.source))


@lru_cache(maxsize=64)
def _folders(source: str) -> tuple[str, ...]:
    """The folders whose files are at the root of the site, each with a slash at its end, that of the project empty."""
    above = posixpath.dirname(source)
    found = [source, *(posixpath.join(up, one) for up in (source, above, "") for one in STATIC)]
    return tuple(dict.fromkeys("" if one in {"", "."} else f"{posixpath.normpath(one)}/" for one in found))


def _pages(path: str, roots: Roots) -> Iterator[str]:
    """The paths that the page at an address may have, the likely ones first."""
    if roots.mount and f"{path}/".startswith(roots.mount):
        yield from _pages(path[len(roots.mount) :], replace(roots, mount=""))
    first, _, rest = path.removesuffix(".html").partition("/")
    names = [*([rest] if first == roots.english else []), path.removesuffix(".html")]
    for folder in dict.fromkeys((roots.source, posixpath.dirname(roots.source))):
        before = "" if folder in {"", "."} else f"{folder}/"
        for name in names:
            if name.endswith(roots.suffixes):
                yield before + name
                continue
            plain = name.strip("/.")
            inner = f"{before}{plain}/" if plain else before
            for suffix in roots.suffixes:
                if plain:
                    yield f"{before}{plain}{suffix}"
                yield from (f"{inner}{index}{suffix}" for index in INDEXES)


# --- targets for the localised page ------------------------------------------------------------------


def to_file(found: Lead, path: str, places: Places) -> str:
    """The relative target by which the localised page leads to a file; as spelled, if that leads there."""
    folder = posixpath.dirname(places.localised)
    moved = posixpath.relpath(f"/{path}", f"/{folder}")
    if moved == posixpath.normpath(unquote(found.name)):
        return found.name + found.tail
    dotted = "./" if found.name.startswith("./") and not moved.startswith("../") else ""
    return dotted + _spelled(moved, found.name) + found.tail


def _spelled(moved: str, name: str) -> str:
    """The re-based path, percent-encoded part by part as in the old path, if that was percent-encoded."""
    if not PERCENT.search(name):
        return moved
    spelled = {unquote(part): part for part in name.split("/")}
    return "/".join(spelled.get(part) or quote(part) for part in moved.split("/"))


def in_language(found: Lead, places: Places) -> str:
    """A rooted target with the name of the locale after the path of the site: `/docs/x/` as `/nl/docs/x/`.

    `/` is `/nl/`; that of a language keeps its form: `/en` is `/nl`. Where the source folder has an address, the locale
    comes after it.
    """
    name = found.name.lstrip("/")
    mount = places.mount if name.startswith(places.mount) else ""
    name = name[len(mount) :]
    first, slash, rest = name.partition("/")
    own = rest if first == places.english else name
    end = f"/{own}" if own or slash or not name else ""
    return f"{found.before}{mount}{places.locale}{end}{found.tail}"


def english_address(found: Lead, places: Places, folder_of_language: str = "") -> str:
    """The address of an English page from the root of the site, by its path: `/docs/x/`.

    `folder_of_language`: what it begins with if the English pages are not at the root, as in `en/`.
    """
    folder_of_language = folder_of_language or (f"{places.english}/" if places.english_in_folder else "")
    path = posixpath.splitext(posixpath.relpath(f"/{found.path}", f"/{places.source}"))[0]
    folder, name = posixpath.split(path)
    whole = posixpath.join(folder, "" if name in INDEXES else name).strip("/")
    end = "/" if found.name.endswith(("/", *places.suffixes)) else ".html" if found.name.endswith(".html") else ""
    return f"{places.path}{folder_of_language}{places.mount}{whole}{end if whole else ''}{found.tail}"


def localised_file(path: str, places: Places) -> str:
    """The file for the locale beside a file, `plan.nl.png` beside `plan.png`, if there is one; else the file."""
    stem, suffix = posixpath.splitext(path)
    own = f"{stem.removesuffix(f'.{places.english}')}.{places.locale}{suffix}"
    return own if suffix and places.locale and places.is_file(own) else path
