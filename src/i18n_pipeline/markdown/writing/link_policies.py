"""Link policies: what a link target of the English page becomes on the localised page, by the kind of site.

Each says what the generator does by itself, and which version of it was seen doing so. A policy decides for one
target at a time: whether it leads to a page or to another file, and whether that page is translated.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from typing import TypeAlias

from msgspec.structs import replace

from i18n_pipeline.markdown.writing.link_places import (
    Lead,
    Places,
    Where,
    at_relative_address,
    english_address,
    in_language,
    lead,
    localised_file,
    to_file,
)

LinkPolicy: TypeAlias = Callable[[str, Where, Places], str]
"""Turns a link target, unescaped, into the target for the localised page."""

DOTTED = re.compile(r"\.\.?/")


def unchanged(target: str, _where: Where, _places: Places) -> str:
    """The same target, on sites whose links do not depend on the folder of the page."""
    return target


def same_files(target: str, where: Where, places: Places) -> str:
    """Targets that lead to the same files, on sites whose links are paths of files: GitHub.

    A relative target that leads to a page leads to its localised page, or to the English page if there is none. One
    that leads to another file is re-based, to the file for the locale if there is one beside it. Others stay.
    """
    if where is Where.PATH:
        return _same_path(target, places)
    found = lead(target, places)
    if not found or found.is_rooted:
        return _with_own_image(target, found, places)
    return to_file(found, _page(found, places) if found.is_page else localised_file(found.path, places), places)


def own_address(target: str, places: Places) -> str:
    """The address that a page states for itself, in the language: without it, two pages would have one address.

    Seen so: `url` of Hugo 0.168, `permalink` of Jekyll 4.3 and Eleventy 3.1, if they begin with a slash. Template code
    stays.
    """
    if not target.startswith("/") or target.startswith("//"):
        return target
    mount = places.mount if target.startswith(f"/{places.mount}") else ""
    own = target[1 + len(mount) :]
    first, _, rest = own.partition("/")
    return target if first.startswith("{") else f"/{mount}{places.locale}/{rest if first == places.english else own}"


def own_path(target: str, places: Places) -> str:
    """The same of an address that may lack its first slash: `path` of Zola 0.20, `slug` of Starlight 0.34."""
    slash = "/" if target.startswith("/") else ""
    return own_address(f"/{target.removeprefix('/')}", places).removeprefix("" if slash else "/")


def docfx(target: str, _where: Where, places: Places) -> str:
    """Targets that lead to the same files, also in marks: `[!INCLUDE [name](file)]`, `:::image source="file":::`.

    DocFX counts all paths from the file that names them, with or without `./`.
    """
    return same_files(target, Where.LINK, places)


def _page(found: Lead, places: Places) -> str:
    """The localised page of a page, or the page itself if it has none."""
    return places.output(found.path) if places.is_translated(found.path) else found.path


def _same_path(target: str, places: Places) -> str:
    """A path in code, relative to its file, that leads to the same file: it may lack the end of a name.

    A page that is imported by another (`./_part.mdx`) is imported in the language where it is translated.
    """
    if not DOTTED.match(target):
        return target
    path = posixpath.normpath(posixpath.join(posixpath.dirname(places.page), target))
    if path.startswith("../"):
        return target
    if places.is_page(path) and places.is_file(path):
        path = _page(Lead(path, is_page=True), places)
    moved = posixpath.relpath(f"/{path}", f"/{posixpath.dirname(places.localised)}")
    return target if posixpath.normpath(target) == moved else moved if moved.startswith("../") else f"./{moved}"


def _with_own_image(target: str, found: Lead | None, places: Places) -> str:
    """A rooted target of a file, or that of the file for the locale beside it."""
    if not found or found.is_page:
        return target
    own = localised_file(found.path, places)
    if own == found.path:
        return target
    return f"{found.before}{posixpath.join(posixpath.dirname(found.name), posixpath.basename(own))}{found.tail}"


def _addressed(found: Lead, places: Places, *, falls_back: bool) -> str:
    """A rooted target of a page, in the language if the page is there: translated, or English in its place."""
    if falls_back or places.is_translated(found.path):
        return in_language(found, places)
    return f"{found.before}{found.name}{found.tail}"


def prefixed(target: str, where: Where, places: Places) -> str:
    """Rooted targets of translated pages in their language; relative ones lead to the same pages and files.

    Eleventy 3.1 (its `locale_url` filter aside), Jekyll 4.3 with a folder for each language, SvelteKit: none of them
    shows another page in place of one that is not translated.
    """
    if where is Where.ADDRESS:
        return own_address(target, places)
    found = None if where is Where.PATH and DOTTED.match(target) else lead(target, places)
    if not found and where is not Where.PATH:
        is_below = places.english in places.source.split("/")
        return _untranslated(target, places, f"{places.english}/" if is_below else "")
    if not found or not found.is_rooted or not found.is_page:
        return same_files(target, where, places)
    return _addressed(found, places, falls_back=False)


def vitepress(target: str, where: Where, places: Places) -> str:
    """VitePress 1.6: the same as `prefixed`. It leaves `/guide/x` in the root language, and changes the ends of names.

    It adds the path of the site to the addresses in Markdown and front matter, though not to those in HTML.
    """
    is_as_it_is = where is Where.HTML or places.path == "/"
    return prefixed(target, where, places if is_as_it_is else replace(places, path="/"))


def _untranslated(target: str, places: Places, folder_of_language: str = "") -> str:
    """The address of the English page, if a relative address leads to one page alone, which is not translated."""
    found = at_relative_address(target, places)
    if len(found) != 1 or places.is_translated(found[0].path):
        return target
    return english_address(found[0], places, folder_of_language)


def docusaurus(target: str, where: Where, places: Places) -> str:
    """Docusaurus 3.10: links to files and rooted addresses are rewritten by it, `<Link to>` too.

    Relative targets are looked for beside the localised file only, so those of untranslated pages are written from the
    root of the docs (`/only-en.md`). `@site/docs/x.md` would link to the file itself from a translated page. The
    addresses in `<a href>` are left by it, and each English page is there under the address of the language.
    """
    if target.startswith("@site/"):
        return _of_site(target, places)
    if where is Where.PATH:
        return _same_path(target, places)
    found = lead(target, places)
    if not found:
        return target
    if found.is_page and found.is_rooted:
        is_raw = where is Where.HTML or "://" in found.before
        return _addressed(found, places, falls_back=True) if is_raw else target
    if found.is_page and not places.is_translated(found.path):
        return f"/{posixpath.relpath(f'/{found.path}', f'/{places.source}')}{found.tail}"
    return same_files(target, where, places)


def _of_site(target: str, places: Places) -> str:
    """A target from the folder of the site, `@site/docs/x.md`, as one from the root of the docs: `/x.md`."""
    name, mark, rest = re.fullmatch(r"@site/([^#?]*)([#?]?)(.*)", target, re.DOTALL).groups()  # type: ignore[union-attr]
    path = posixpath.join(posixpath.dirname(places.source), name)
    if not path.startswith(f"{places.source}/") or not places.is_page(path) or not places.is_file(path):
        return target
    return f"/{posixpath.relpath(f'/{path}', f'/{places.source}')}{mark}{rest}"


REFERENCE = re.compile(
    r"""(?P<before>\{\{[<%]\s*(?:rel)?ref)\s+"(?P<path>[^"#]*)(?P<tail>[^"]*)"\s*(?P<after>[>%]\}\})"""
)
"""A reference of Hugo to a page by its path: `{{< ref "x.md#part" >}}`."""


def hugo(target: str, where: Where, places: Places) -> str:
    """Hugo 0.168: its link hook, `ref` and `relref` find the translated page by themselves.

    They do not find a page that is not translated: `ref` would end the build, and gets the language of the page; a
    link gets the address of the English page. The addresses in HTML are left by Hugo, and those that a page states for
    itself (`url`), which are no paths.
    """
    if where is Where.ADDRESS:
        return own_address(target, places)
    if where is Where.PATH:
        return _reference(target, places)
    found = lead(target, places)
    if not found:
        return _untranslated(target, places)
    return _page_of_hugo(target, found, where, places) if found.is_page else _of_bundle(target, found, places)


def _page_of_hugo(target: str, found: Lead, where: Where, places: Places) -> str:
    if not places.is_translated(found.path):
        return english_address(found, places) if found.name.endswith(places.suffixes) else target
    is_address = places.is_stated(found.name) or names_english(found, places)
    is_left = where is Where.HTML or "://" in found.before or is_address
    return in_language(found, places) if found.is_rooted and is_left else target


def names_english(found: Lead, places: Places) -> bool:
    """Whether an address begins with the name of the English pages, which no generator changes: `/en/guide/`."""
    return places.english_in_folder and found.is_rooted and found.name.partition("/")[0] == places.english


def _of_bundle(target: str, found: Lead, places: Places) -> str:
    """A file: Hugo finds those of a page bundle for the language by itself, and those in `static` not at all."""
    return _with_own_image(target, found, places) if found.is_rooted else target


def _reference(target: str, places: Places) -> str:
    made = REFERENCE.fullmatch(target)
    if not made:
        return target
    name = made["path"]
    found = by_reference(name, places)
    if not found or not found.is_page or places.is_translated(found.path):
        return target
    return f'{made["before"]} path="{name}{made["tail"]}" lang="{places.english}" {made["after"]}'


def by_reference(name: str, places: Places) -> Lead | None:
    """What a reference of Hugo to a path leads to: counted from the root of the pages, else from the page itself."""
    return lead(name if name.startswith("/") else f"/{name}", places) or lead(name, places)


def mkdocs(target: str, where: Where, places: Places) -> str:
    """MkDocs 1.6 with mkdocs-static-i18n 1.3: relative targets of pages and files lead to the right language by it.

    It leaves addresses (`/guide/`); untranslated pages are there in English under the address of the language.
    """
    found = None if where is Where.PATH else lead(target, places)
    if not found or not found.is_page:
        return target
    return _addressed(found, places, falls_back=True) if found.is_rooted else target


def starlight(target: str, where: Where, places: Places) -> str:
    """Astro 5.18 with Starlight 0.34: nothing is rewritten, and each English page is there under each language.

    Files and imports are looked for by their paths from the localised file.
    """
    if where is Where.PATH:
        return _same_path(target, places)
    if where is Where.ADDRESS:
        return own_path(target, places)
    found = lead(target, places)
    if found and found.is_page:
        return _addressed(found, places, falls_back=True) if found.is_rooted else target
    return same_files(target, where, places)


def nextra(target: str, where: Where, places: Places) -> str:
    """Nextra 4.6: its proxy alone leads to a language, which a static export has not.

    Addresses get the name of the language; those of untranslated pages that of English, where the page is.
    """
    found = None if where is Where.PATH else lead(target, places)
    if not found or not found.is_page or not found.is_rooted:
        return same_files(target, where, places)
    if places.is_translated(found.path):
        return in_language(found, places)
    first = found.name.partition("/")[0]
    return target if first == places.english else f"{found.before}{places.english}/{found.name}{found.tail}"


def zola(target: str, where: Where, places: Places) -> str:
    """Zola 0.20: `@/a.md` leads to that very file, so it is `@/a.nl.md` where the page is translated.

    Files beside a page are found from its localised page too, and addresses are left.
    """
    if where is Where.ADDRESS:
        return own_path(target, places)
    if not target.startswith("@/"):
        found = None if where is Where.PATH else lead(target, places)
        if found and found.is_page and found.is_rooted:
            return _addressed(found, places, falls_back=False)
        return _with_own_image(target, found, places) if found and found.is_rooted else target
    name, mark, rest = re.fullmatch(r"@/([^#?]*)([#?]?)(.*)", target, re.DOTALL).groups()  # type: ignore[union-attr]
    path = posixpath.join(places.source, name)
    if not places.is_page(path) or not places.is_file(path) or not places.is_translated(path):
        return target
    return f"@/{posixpath.relpath(f'/{places.output(path)}', f'/{places.source}')}{mark}{rest}"


def laid_over(target: str, where: Where, places: Places) -> str:
    """Sphinx 9 with MyST-Parser 5: it builds one language at a time, from a folder that holds all of its sources.

    The localised pages are laid over a copy of the English folder, so each target leads to the same place there.
    """
    return target if where is Where.PATH else _with_own_image(target, lead(target, places), places)


def mdbook(target: str, where: Where, places: Places) -> str:
    """MdBook 0.5: the localised book has its own root, so its links stay; included files are found by their paths.

    Images and other files are copied by mdBook from the folder of the book itself: put them, or a link to their
    folder, into that of the localised book.
    """
    if where is Where.PATH:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(places.page), target))
        is_other = not path.startswith("../") and places.is_file(path) and not places.is_page(path)
        return posixpath.relpath(f"/{path}", f"/{posixpath.dirname(places.localised)}") if is_other else target
    return target


def jekyll(target: str, where: Where, places: Places) -> str:
    """Jekyll 4.3 with a folder for each language: `link` names the file, `relative_url` adds the path of the site.

    jekyll-polyglot 1.9 changes the links of its pages by itself: write `links = "keep"` for that.
    """
    if where is not Where.PATH:
        return prefixed(target, where, places)
    if target.startswith("/"):
        return prefixed(target, Where.LINK, places)
    return _of_link_tag(target, places) or prefixed(f"/{target}", Where.LINK, places)[1:]


def _of_link_tag(target: str, places: Places) -> str:
    """What the tag `link` names for the localised page; empty if that is the path of no page, but an address.

    Such a path begins at the folder of the site: the pages may be a collection in it.
    """
    root = posixpath.dirname(places.source) if places.mount else places.source
    path = posixpath.normpath(posixpath.join(root, target))
    if not places.is_page(path) or not places.is_file(path):
        return ""
    return posixpath.relpath(f"/{places.output(path)}", f"/{root}") if places.is_translated(path) else target
