"""Compares the English pages of a built site with the localised ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from sites.trees import Page, Tree

SYNTAX = re.compile(r"\{[#:.%{<*/]|:::|!!!|\?\?\?|\[!|%\}|\}\}|\(#|\[#|--8<--|^===|</?[A-Za-z]")
"""What no reader should see on a page, unless the English page shows it too."""
WORD = re.compile(r"[A-Za-z]{2,}")
SHORT = 3
"""Number of words that a text may have to be the same in both languages."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The figures of one site, or of one of its pages."""

    pages: int = 0
    """Number of English pages with a localised one."""
    headings: int = 0
    """Number of headings on them that have an id."""
    same_ids: int = 0
    """How many of these answer to the same id on the localised page."""
    links: int = 0
    """Number of links on the localised pages whose English link leads to a file of the site."""
    resolved: int = 0
    """How many of these lead to a page in the language, or to one that has no localised page; and to an id there."""
    menu: int = 0
    """Number of links outside the words of the pages: menus, side bars, footers."""
    menu_translated: int = 0
    """How many of these are not in English."""
    problems: tuple[str, ...] = ()
    """What is not as it must be, in sentences."""

    def unexpected(self, expected: Mapping[str, str]) -> tuple[str, ...]:
        """The problems that none of these parts of sentences, each with its reason, accounts for."""
        return tuple(problem for problem in self.problems if not any(part in problem for part in expected))

    def __add__(self, other: Compared) -> Compared:
        return Compared(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


def compared(tree: Tree, pairs: Mapping[str, str]) -> Compared:
    """Compare the pages of a site, by the paths of their English and localised files."""
    pages = (_page(tree, english, localised, pairs) for english, localised in pairs.items())
    return sum(pages, Compared())


def _page(tree: Tree, ours: str, theirs: str, pairs: Mapping[str, str]) -> Compared:
    english, localised = tree.pages[ours], tree.pages[theirs]
    ids = [(a[0], b) for a, b in zip(english.headings, localised.headings, strict=False) if a]
    links = list(_links(tree, ours, theirs, pairs))
    menu = list(zip(english.menu, localised.menu, strict=False))
    problems = [
        *(f"a heading with the ids {list(b)} in place of {a!r}" for a, b in ids if a not in b),
        *(f"the link {target} {fault}" for target, fault in links if fault),
        *_differences(tree, english, theirs, localised),
    ]
    return Compared(
        1,
        len(ids),
        sum(a in b for a, b in ids),
        len(links),
        sum(not fault for _, fault in links),
        len(menu),
        sum(a != b for a, b in menu),
        tuple(f"{theirs}: {problem}" for problem in problems),
    )


def _links(tree: Tree, ours: str, theirs: str, pairs: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The links of a localised page whose English link leads somewhere, each with its fault or an empty text."""
    for target, source in zip(tree.pages[theirs].links, tree.pages[ours].links, strict=False):
        place = tree.resolved(theirs, target)
        if place and not _fault(tree, tree.resolved(ours, source) or ("", ""), {}):
            yield target, _fault(tree, place, pairs)


def _fault(tree: Tree, place: tuple[str, str], pairs: Mapping[str, str]) -> str:
    """What is wrong with the place that a link leads to; `pairs` are the English pages that it must not lead to."""
    file, fragment = place
    if not file:
        return "leads nowhere"
    if file in pairs:
        return f"leads to the English page {file}"
    if fragment and file in tree.pages and fragment not in tree.pages[file].ids:
        return f"leads to no id of {file}"
    return ""


def _differences(tree: Tree, before: Page, theirs: str, after: Page) -> Iterator[str]:
    """What an English page has and its localised one has not, or the other way round."""
    if len(before.images) != len(after.images):
        yield f"{len(after.images)} images in place of {len(before.images)}"
    for address in after.images:
        place = tree.resolved(theirs, address)
        if place and not place[0]:
            yield f"the image {address} is not there"
    for name in ("code", "tables", "shape"):
        if getattr(before, name) != getattr(after, name):
            yield f"other {name}: {first(getattr(before, name), getattr(after, name))}"
    shown, was = _syntax(after), _syntax(before)
    if shown != was:
        yield f"syntax shown as text: {sorted(set(shown) - set(was)) or shown}"
    left = sorted(set(before.blocks) & set(after.blocks))
    yield from (f"left in English: {text}" for text in left if len(WORD.findall(text)) > SHORT)


def first(before: Sequence[object], after: Sequence[object]) -> str:
    """The first place at which two lists differ."""
    pairs = enumerate(zip(before, after, strict=False))
    at = next((index for index, (a, b) in pairs if a != b), min(len(before), len(after)))
    return f"{list(after[at : at + 1])} in place of {list(before[at : at + 1])}"


def _syntax(page: Page) -> list[str]:
    return [found[0] for text in page.blocks for found in SYNTAX.finditer(text)]
