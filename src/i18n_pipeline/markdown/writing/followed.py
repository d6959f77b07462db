"""The links of a page, followed: what each target of the localised page leads to, and the id of the heading there.

Links lead to pages by their paths; what a site makes of them by plug-ins of its own is not known.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import unquote

from msgspec import Struct

from i18n_pipeline.markdown.writing.link_places import (
    ELSEWHERE,
    PARTS,
    Habits,
    Lead,
    Places,
    Retarget,
    Where,
    at_relative_address,
    lead,
)
from i18n_pipeline.markdown.writing.link_policies import REFERENCE, by_reference, names_english

IdOf: TypeAlias = Callable[[str, str], str]
"""Gives the fragment that leads to a heading on the localised page of an English page: the path of that page, and the
fragment that leads there in English, as it is spelled in a target. The same fragment if no other is known."""
UNFOLLOWED = frozenset({Where.PATH, Where.ADDRESS})
"""Kinds of place whose targets have no fragment that readers follow."""


class Followed(Struct, frozen=True):
    """Where one link of a localised page leads."""

    target: str
    """Its target, as on the localised page but unescaped."""
    page: str
    """The English page that it leads to, or whose localised page it leads to, relative to the project; empty for a file
    that is missing."""
    fragment: str = ""
    """The id that the English link leads to, unescaped; empty: the page as a whole."""
    in_language: bool = True
    """Whether it leads to the localised page."""
    own: str = ""
    """The id that it leads to, unescaped; that of the English link, but where links follow the words of headings."""


@dataclass(slots=True)
class Noting:
    """Notes the targets of a page as they are re-based."""

    retarget: Retarget
    """Gives the targets."""
    seen: dict[tuple[str, Where], str] = field(default_factory=dict)
    """English targets and their kinds of place, with the localised targets that it gave."""

    def __call__(self, target: str, where: Where) -> str:
        """The target for the localised page."""
        self.seen[target, where] = found = self.retarget(target, where)
        return found


def followed(targets: Mapping[tuple[str, Where], str], places: Places, habits: Habits) -> tuple[Followed, ...]:
    """Where the links of a page lead."""
    found: dict[str, Followed] = {}
    for (target, where), made in targets.items():
        if where not in UNFOLLOWED and made not in found and (one := _link(target, made, places, habits)):
            found[made] = one
    return tuple(found.values())


def with_ids(retarget: Retarget, places: Places, habits: Habits, id_of: IdOf) -> Retarget:
    """The same targets, with the fragments of those that lead to localised pages as `id_of` gives them."""

    def to_own_id(target: str, where: Where) -> str:
        made = retarget(target, where)
        if where is Where.PATH and (reference := REFERENCE.fullmatch(made)):
            return _in_reference(reference, places, id_of)
        before, mark, fragment = made.partition("#")
        if not fragment or where in UNFOLLOWED:
            return made
        one = _link(target, made, places, habits)
        return f"{before}{mark}{id_of(one.page, fragment)}" if one and one.page and one.in_language else made

    return to_own_id


def _in_reference(reference: re.Match[str], places: Places, id_of: IdOf) -> str:
    """A reference of Hugo, with the fragment that `id_of` gives; it leads to the localised page by itself."""
    found = by_reference(reference["path"], places) if reference["path"] else None
    page = places.page if not reference["path"] else found.path if found and found.is_page else ""
    fragment = reference["tail"].removeprefix("#")
    own = id_of(page, fragment) if page and fragment and fragment != reference["tail"] else fragment
    start, end = (at - reference.start() for at in reference.span("tail"))
    return reference[0] if own == fragment or '"' in own else f"{reference[0][:start]}#{own}{reference[0][end:]}"


def _link(target: str, made: str, places: Places, habits: Habits) -> Followed | None:
    if target.startswith("#"):
        return Followed(made, places.page, _id(target), own=_id(made)) if _id(target) else None
    found = _of_root(target, places) or lead(target, places) or next(iter(at_relative_address(target, places)), None)
    if not found:
        return None
    if not found.is_page:
        return None if habits.shares_files or _is_there(made, places) else Followed(made, "")
    in_language = _is_in_language(target, made, found, places, habits)
    return Followed(made, found.path, _id(target), in_language, _id(made))


def _id(target: str) -> str:
    """The id that a target leads to, unescaped."""
    return unquote(target.partition("#")[2])


def _of_root(target: str, places: Places) -> Lead | None:
    """The page at a path from the root of the pages (`@/a.md`, Zola) or of the site (`@site/docs/a.md`, Docusaurus)."""
    if not target.startswith(("@/", "@site/")):
        return None
    name, tail = PARTS.fullmatch(target).groups()  # type: ignore[union-attr] # it matches anything
    mark, _, rest = name.partition("/")
    path = posixpath.join(places.source if mark == "@" else posixpath.dirname(places.source), rest)
    return Lead(path, is_page=True, name=name, tail=tail) if places.is_page(path) and places.is_file(path) else None


def _is_there(made: str, places: Places) -> bool:
    """Whether the file that a relative target of the localised page leads to is there."""
    name = PARTS.fullmatch(made)[1]  # type: ignore[index] # it matches anything
    folder = posixpath.dirname(places.localised)
    spelled = dict.fromkeys((name, unquote(name)))
    return ELSEWHERE.match(made) is not None or any(
        places.is_file(posixpath.normpath(posixpath.join(folder, one))) for one in spelled
    )


def _is_in_language(target: str, made: str, found: Lead, places: Places, habits: Habits) -> bool:
    """Whether a localised target leads to the localised page, and not to the English one."""
    name, before = (PARTS.fullmatch(one)[1] for one in (made, target))  # type: ignore[index] # it matches anything
    if target.startswith("@"):
        return name != before
    if name == before and habits.finds_language:
        return not names_english(found, places)
    if found.is_rooted or made.startswith("/"):
        within = name.removeprefix(found.before).removeprefix(places.path).lstrip("/")
        return places.locale in {within.partition("/")[0], within.removeprefix(places.mount).partition("/")[0]}
    return posixpath.normpath(posixpath.join(posixpath.dirname(places.localised), unquote(name))) != found.path
