"""All checks, and the choice of those that run."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from i18n_pipeline import plugins
from i18n_pipeline.catalogue.ignoring import OWN
from i18n_pipeline.checks._check import Check
from i18n_pipeline.errors import SettingsError, did_you_mean


@lru_cache(maxsize=8)
def every(own: tuple[str, ...] = ()) -> tuple[Check, ...]:
    """All checks by severity and id, with those of a site's `own` modules. Raises SettingsError."""
    found: list[Check] = []
    for name in plugins.names("checks"):
        found += plugins.load("checks", name, "CHECKS").CHECKS
    for name in own:
        found += _own(name)
    return tuple(sorted(found, key=lambda check: (check.severity.rank, check.id)))


def _own(name: str) -> Sequence[Check]:
    checks: Sequence[Check] = plugins.load("checks", name, "CHECKS").CHECKS
    for check in checks:
        if not isinstance(check, Check):
            raise SettingsError(f"{name}: CHECKS has a {type(check).__name__}", "put checks in it, made by one_by_one")
        if not check.id.startswith(OWN):
            raise SettingsError(f"{name}: the id {check.id!r} does not begin with {OWN!r}", "rename the check")
    return checks


def ids(own: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The ids of all checks. Raises SettingsError."""
    return tuple(check.id for check in every(own))


def chosen(own: tuple[str, ...], select: Collection[str] = (), leave: Collection[str] = ()) -> tuple[Check, ...]:
    """The checks that run: the selected ones, or all but the optional ones; without those to leave out.

    `md` selects all checks whose ids begin with `md-`. Raises SettingsError for an unknown id.
    """
    known = every(own)
    for name in (*select, *leave):
        if not any(_named(check, [name]) for check in known):
            meant = did_you_mean(name, [one.id for one in known]) or "`i18n-pipeline check --list` names them"
            raise SettingsError(f"there is no check {name!r}", meant)
    wanted = (check for check in known if (_named(check, select) if select else not check.optional))
    return tuple(check for check in wanted if not _named(check, leave))


def _named(check: Check, names: Iterable[str]) -> bool:
    return any(check.id == name or check.id.startswith(f"{name.rstrip('-')}-") for name in names)


def of_ids(own: tuple[str, ...], wanted: Collection[str]) -> tuple[Check, ...]:
    """The checks with these ids. Raises SettingsError."""
    return tuple(check for check in every(own) if check.id in wanted)
