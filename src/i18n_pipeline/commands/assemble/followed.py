"""The links of a page, followed: what each target of the localised page leads to.

Links lead to pages by their paths; what a site makes of them by plug-ins of its own is not known.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from urllib.parse import unquote

from i18n_pipeline.commands.assemble.links_found import Followed
from i18n_pipeline.markdown.reading import anchors
from i18n_pipeline.markdown.reading.learnt_ids import NONE_LEARNT, Learnt
from i18n_pipeline.markdown.reading.outline import Outline
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
        if (
            where not in {Where.PATH, Where.ADDRESS}
            and made not in found
            and (one := _link(target, made, places, habits))
        ):
            found[made] = one
    return tuple(found.values())


def ids(page: Outline, learnt: Learnt = NONE_LEARNT) -> tuple[str, ...]:
    """The ids of the headings of a page."""
    return tuple(filter(None, chain.from_iterable(anchors.answers(page, learnt).values())))


def _link(target: str, made: str, places: Places, habits: Habits) -> Followed | None:
    if target.startswith("#"):
        return Followed(made, places.page, unquote(target[1:])) if len(target) > 1 else None
    found = lead(target, places) or next(iter(at_relative_address(target, places)), None)
    if not found:
        return None
    if not found.is_page:
        return None if habits.shares_files or _is_there(made, places) else Followed(made, "")
    in_language = _is_in_language(target, made, found, places, habits)
    return Followed(made, found.path, unquote(found.tail.partition("#")[2]), in_language)


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
    name = PARTS.fullmatch(made)[1]  # type: ignore[index] # it matches anything
    if made == target and habits.finds_language:
        return True
    if found.is_rooted or made.startswith("/"):
        within = name.removeprefix(found.before).removeprefix(places.path).lstrip("/")
        return within.partition("/")[0] == places.locale
    return posixpath.normpath(posixpath.join(posixpath.dirname(places.localised), unquote(name))) != found.path
